/** Two computers with one network home write into one file. */
import { describe, expect, it } from 'vitest';
import type { HistoryLine } from '../../../electron/history/history-line.js';
import { stretchesOf } from '../../../electron/history/stretches.js';

const said = (run: string, label: string, since: number, at: number): HistoryLine => ({
  kind: 'presence',
  run,
  at,
  since,
  presence: { id: label, label, systemPresence: 'Break' },
  by: 'unknown',
});
const end = (run: string, at: number): HistoryLine => ({ kind: 'end', run, at });
const told = (lines: readonly HistoryLine[]): string[] =>
  stretchesOf(lines, { from: 0, to: 100, live: null }).map(
    ({ from, to, presence }) => `${from}–${to} ${presence?.label ?? '?'}`,
  );

describe('of what two computers say of the same time', () => {
  it('the word that was heard later counts', () => {
    const lines = [said('one', 'Tea', 0, 10), end('one', 50), said('two', 'Soup', 20, 20), end('two', 40)];
    expect(told(lines)).toEqual(['0–20 Tea', '20–40 Soup', '40–50 Tea', '50–100 ?']);
  });

  it('and of two heard in the same moment, the presence that began first, in whatever order they were written', () => {
    const one = [said('one', 'Tea', 5, 20), end('one', 50)];
    const two = [said('two', 'Soup', 10, 20), end('two', 50)];
    const day = ['0–5 ?', '5–50 Tea', '50–100 ?'];
    expect(told([...one, ...two])).toEqual(day);
    expect(told([...two, ...one])).toEqual(day);
  });

  it('nothing is lost where either of them knows', () => {
    const lines = [said('one', 'Tea', 0, 10), end('one', 30), said('two', 'Tea', 30, 40), end('two', 60)];
    expect(told(lines)).toEqual(['0–30 Tea', '30–60 Tea', '60–100 ?']);
  });

  it('a time that is none has no stretches', () => {
    expect(stretchesOf([said('one', 'Tea', 0, 10)], { from: 50, to: 50, live: null })).toEqual([]);
    expect(stretchesOf([said('one', 'Tea', 0, 10)], { from: 50, to: 40, live: null })).toEqual([]);
  });
});
