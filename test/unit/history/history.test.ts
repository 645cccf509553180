import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayBounds, dayFrom, dayOf, neighbour } from '../../../electron/history/day.js';
import { formatLine, isoWithOffset, parseLines, type HistoryLine } from '../../../electron/history/history-line.js';
import { openHistory } from '../../../electron/history/history.js';
import { createHistoryStore } from '../../../electron/history/history-store.js';
import { createRecorder, STILL_MS } from '../../../electron/history/recorder.js';
import { fakeClock, memoryLog } from '../genesys/fakes.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const BREAK = { id: 'b', label: 'Coffee', systemPresence: 'Break' } as const;
const MEAL = { id: 'm', label: 'Lunch', systemPresence: 'Meal' } as const;
const AVAILABLE = { id: 'a', label: 'Available', systemPresence: 'Available' } as const;

let zone: string | undefined;
beforeEach(() => {
  zone = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
});
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const at = (text: string): number => Date.parse(text);
const boundsOf = (date: string, start = 0) => {
  const bounds = dayBounds(date, start);
  if (bounds === null) throw new Error(`${date} is no day`);
  return bounds;
};

/** One run of the app that writes to a list, on a clock that the test moves. */
function running(start: string, run = 'r1', lines: HistoryLine[] = []) {
  const clock = fakeClock(at(start));
  const recorder = createRecorder({ clock, run, append: (_date, line) => lines.push(line) });
  return { clock, recorder, lines };
}

const told = (date: string, lines: readonly HistoryLine[], now: string, live: string | null = null, start = 0) =>
  dayFrom(date, boundsOf(date, start), lines, at(now), live).stretches.map(
    ({ from, to, presence, by }) =>
      `${isoWithOffset(from).slice(11, 16)}–${isoWithOffset(to).slice(11, 16)} ${presence?.label ?? '?'} ${by}`,
  );

describe('a day of the history', () => {
  it('has each presence from when it counted, by whom, and the last one open until now', async () => {
    const { clock, recorder, lines } = running('2026-11-27T08:00:00+01:00');
    recorder.heard(AVAILABLE, at('2026-11-27T07:55:00+01:00'), 'elsewhere');
    await clock.advance(2 * HOUR);
    recorder.heard(BREAK, null, 'you');
    await clock.advance(15 * MINUTE);
    expect(told('2026-11-27', lines, '2026-11-27T10:15:00+01:00', 'r1')).toEqual([
      '00:00–07:55 ? unknown',
      '07:55–10:00 Available elsewhere',
      '10:00–10:15 Coffee you',
    ]);
  });

  it('is unknown while there was no connection, and known again from the presence heard next', async () => {
    const { clock, recorder, lines } = running('2026-11-27T08:00:00+01:00');
    recorder.heard(AVAILABLE, null, 'you');
    await clock.advance(HOUR);
    recorder.lost();
    await clock.advance(HOUR);
    recorder.heard(MEAL, at('2026-11-27T09:40:00+01:00'), 'elsewhere');
    await clock.advance(30 * MINUTE);
    expect(told('2026-11-27', lines, '2026-11-27T10:30:00+01:00', 'r1')).toEqual([
      '00:00–08:00 ? unknown',
      '08:00–09:00 Available you',
      '09:00–09:40 ? unknown',
      '09:40–10:30 Lunch elsewhere',
    ]);
  });

  it('closes a gap in which the same presence went on, and keeps who had set it', async () => {
    const { clock, recorder, lines } = running('2026-11-27T08:00:00+01:00');
    const since = at('2026-11-27T08:00:00+01:00');
    recorder.heard(BREAK, since, 'you');
    await clock.advance(10 * MINUTE);
    recorder.lost();
    await clock.advance(10 * MINUTE);
    recorder.heard(BREAK, since, 'unknown');
    await clock.advance(10 * MINUTE);
    recorder.stop();
    expect(told('2026-11-27', lines, '2026-11-27T08:30:00+01:00')).toEqual([
      '00:00–08:00 ? unknown',
      '08:00–08:30 Coffee you',
    ]);
  });

  it('claims nothing beyond the last sign of life when the app died', async () => {
    const { clock, recorder, lines } = running('2026-11-27T08:00:00+01:00');
    recorder.heard(BREAK, null, 'you');
    await clock.advance(12 * MINUTE);
    expect(told('2026-11-27', lines, '2026-11-27T12:00:00+01:00')).toEqual([
      '00:00–08:00 ? unknown',
      '08:00–08:10 Coffee you',
      '08:10–12:00 ? unknown',
    ]);
  });

  it('claims nothing for the time in which the computer slept without a word', () => {
    const lines: HistoryLine[] = [];
    let now = at('2026-11-27T08:00:00+01:00');
    let wake: () => void = () => undefined;
    const clock = {
      now: () => now,
      monotonic: () => now,
      sinceBoot: () => now,
      after: (_ms: number, run: () => void) => {
        wake = run;
        return () => undefined;
      },
    };
    const recorder = createRecorder({ clock, run: 'r1', append: (_date, line) => lines.push(line) });
    recorder.heard(BREAK, null, 'you');
    now += 5 * HOUR;
    wake();
    recorder.heard(AVAILABLE, at('2026-11-27T12:30:00+01:00'), 'elsewhere');
    expect(told('2026-11-27', lines, '2026-11-27T13:00:00+01:00', 'r1')).toEqual([
      '00:00–12:30 ? unknown',
      '12:30–13:00 Available elsewhere',
    ]);
  });

  it('has 23 hours in spring and 25 in autumn, and its sums are its length', () => {
    for (const [date, hours] of [
      ['2026-03-29', 23],
      ['2026-10-25', 25],
      ['2026-11-27', 24],
    ] as const) {
      const bounds = boundsOf(date);
      expect(bounds.to - bounds.from).toBe(hours * HOUR);
      const line: HistoryLine = {
        kind: 'presence',
        run: 'r',
        at: bounds.to + HOUR,
        since: bounds.from - HOUR,
        presence: BREAK,
        by: 'you',
      };
      const day = dayFrom(
        date,
        bounds,
        [line, { kind: 'end', run: 'r', at: bounds.to + HOUR }],
        bounds.to + HOUR,
        null,
      );
      expect(day.totals).toMatchObject({ ms: hours * HOUR, unknownMs: 0, systemPresences: [{ ms: hours * HOUR }] });
    }
  });

  it('counts an entry across midnight in both days', async () => {
    const { clock, recorder, lines } = running('2026-11-26T23:00:00+01:00');
    recorder.heard(BREAK, null, 'you');
    await clock.advance(2 * HOUR);
    recorder.stop();
    expect(told('2026-11-26', lines, '2026-11-27T09:00:00+01:00').at(-1)).toBe('23:00–00:00 Coffee you');
    expect(told('2026-11-27', lines, '2026-11-27T09:00:00+01:00')[0]).toBe('00:00–01:00 Coffee you');
  });

  it('begins when the user says: at six, a night shift is one day', () => {
    const start = 6 * 60;
    expect(dayOf(at('2026-11-27T03:00:00+01:00'), start)).toBe('2026-11-26');
    expect(dayOf(at('2026-11-27T06:00:00+01:00'), start)).toBe('2026-11-27');
    expect(isoWithOffset(boundsOf('2026-11-26', start).to)).toBe('2026-11-27T06:00:00.000+01:00');
  });

  it('is none where the text is no date', () => {
    for (const text of ['2026-02-30', '2026-13-01', 'today', '', '2026-1-1', '../../etc/passwd'])
      expect(dayBounds(text, 0)).toBeNull();
  });

  it('takes what either of two computers knew', () => {
    const line = (run: string, from: string, presence: typeof BREAK | typeof MEAL): HistoryLine => ({
      kind: 'presence',
      run,
      at: at(from),
      since: at(from),
      presence,
      by: 'you',
    });
    const lines: HistoryLine[] = [
      line('home', '2026-11-27T08:00:00+01:00', BREAK),
      line('office', '2026-11-27T08:30:00+01:00', BREAK),
      { kind: 'end', run: 'home', at: at('2026-11-27T09:00:00+01:00') },
      { kind: 'end', run: 'office', at: at('2026-11-27T10:00:00+01:00') },
    ];
    expect(told('2026-11-27', lines, '2026-11-27T10:00:00+01:00')).toEqual([
      '00:00–08:00 ? unknown',
      '08:00–10:00 Coffee you',
    ]);
  });
});

describe('whatever happens in a day', () => {
  const PRESENCES = [AVAILABLE, BREAK, MEAL] as const;
  /** The next event, each some minutes after the one before. */
  const event = fc.record({
    minutes: fc.integer({ min: 0, max: 400 }),
    what: fc.constantFrom('change', 'change', 'change', 'connection lost', 'connection back', 'crash', 'quit'),
    presence: fc.integer({ min: 0, max: 2 }),
  });

  it('no minute is lost, and none is invented', async () => {
    const seed = Date.now();
    console.log(`history: seed ${String(seed)}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 40 }),
        fc.constantFrom('2026-03-28T20:00:00+01:00', '2026-10-24T20:00:00+02:00', '2026-11-27T07:00:00+01:00'),
        async (events, start) => {
          const lines: HistoryLine[] = [];
          const clock = fakeClock(at(start));
          const truth: { from: number; id: string }[] = [{ from: at(start), id: AVAILABLE.id }];
          /** When the app ran and was connected, minus what a crash may lose. */
          const mustKnow: { from: number; to: number }[] = [];
          let number = 1;
          const connected: { at: number | null } = { at: clock.now() };
          const run = () => `run${String(number)}`;
          /** Runs that crashed write nothing more. */
          const crashed = new Set<string>();
          const record = (name: string) =>
            createRecorder({
              clock,
              run: name,
              append: (_date, line) => {
                if (!crashed.has(name)) lines.push(line);
              },
            });
          let recorder = record(run());
          const current = () => PRESENCES.find(({ id }) => id === truth.at(-1)?.id) ?? AVAILABLE;
          const hear = (by: 'you' | 'unknown'): void => recorder.heard(current(), truth.at(-1)?.from ?? null, by);
          const closeKnown = (lostMs: number): void => {
            if (connected.at !== null) mustKnow.push({ from: connected.at, to: clock.now() - lostMs });
            connected.at = null;
          };
          hear('unknown');
          for (const { minutes, what, presence } of events) {
            await clock.advance(minutes * MINUTE);
            switch (what) {
              case 'change': {
                const next = PRESENCES[presence] ?? AVAILABLE;
                if (next.id !== truth.at(-1)?.id) truth.push({ from: clock.now(), id: next.id });
                if (connected.at !== null) hear('you');
                break;
              }
              case 'connection lost':
                if (connected.at !== null) recorder.lost();
                closeKnown(0);
                break;
              case 'connection back':
                connected.at ??= clock.now();
                hear('unknown');
                break;
              default:
                closeKnown(what === 'crash' ? 2 * STILL_MS : 0);
                if (what === 'quit') recorder.stop();
                if (what === 'crash') crashed.add(run());
                number += 1;
                recorder = record(run());
            }
          }
          await clock.advance(30 * MINUTE);
          closeKnown(0);
          const now = clock.now();
          const truthAt = (moment: number): string | undefined =>
            [...truth].reverse().find(({ from }) => from <= moment)?.id;
          for (let date = neighbour(dayOf(at(start), 0), -1); date <= dayOf(now, 0); date = neighbour(date, 1)) {
            const bounds = boundsOf(date);
            const day = dayFrom(date, bounds, lines, now, run());
            const length = Math.max(0, Math.min(bounds.to, now) - bounds.from);
            expect(day.totals.ms).toBe(length);
            let edge = bounds.from;
            for (const { from, to, presence } of day.stretches) {
              expect(from).toBe(edge);
              edge = to;
              if (presence === null) {
                for (const known of mustKnow)
                  expect(Math.min(known.to, to) - Math.max(known.from, from)).toBeLessThanOrEqual(0);
              } else {
                expect(truthAt(from)).toBe(presence.id);
                expect(truthAt(to - 1)).toBe(presence.id);
              }
            }
          }
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});

describe('the history file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'history-')), 'person');
  });
  afterEach(async () => {
    await rm(join(folder, '..'), { recursive: true, force: true });
  });
  const store = (now = '2026-11-27T12:00:00+01:00', problems: string[] = []) =>
    createHistoryStore({
      folder,
      keepDays: () => 30,
      now: () => at(now),
      log: memoryLog(),
      onProblem: (message) => problems.push(message),
    });
  const presence = (time: string, what: typeof BREAK | typeof MEAL = BREAK): HistoryLine => ({
    kind: 'presence',
    run: 'r',
    at: at(time),
    since: at(time),
    presence: what,
    by: 'you',
  });

  it('lets only its owner read, and has times with their offset and no message', async () => {
    const history = store();
    history.append('2026-11-27', presence('2026-11-27T08:00:00+01:00'));
    await history.flush();
    const file = join(folder, '2026-11-27.jsonl');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      at: '2026-11-27T08:00:00.000+01:00',
      run: 'r',
      since: '2026-11-27T08:00:00.000+01:00',
      presence: BREAK,
      by: 'you',
    });
  });

  it('loses a torn last line and nothing else, and goes on behind it', async () => {
    const before = store();
    before.append('2026-11-27', presence('2026-11-27T08:00:00+01:00'));
    await before.flush();
    const file = join(folder, '2026-11-27.jsonl');
    await writeFile(file, `${await readFile(file, 'utf8')}{"at":"2026-11-27T09:0`);
    const after = store();
    after.append('2026-11-27', presence('2026-11-27T10:00:00+01:00', MEAL));
    after.append('2026-11-27', { kind: 'end', run: 'r', at: at('2026-11-27T11:00:00+01:00') });
    const day = await after.day('2026-11-27', 0, null);
    expect(day?.stretches.map(({ presence: what }) => what?.label)).toEqual([undefined, 'Coffee', 'Lunch', undefined]);
  });

  it('reads past nonsense, another version, a huge line and bytes that are no text', async () => {
    const history = store();
    history.append('2026-11-27', presence('2026-11-27T08:00:00+01:00'));
    await history.flush();
    const file = join(folder, '2026-11-27.jsonl');
    const good = await readFile(file);
    await writeFile(
      file,
      Buffer.concat([
        Buffer.from('\u0000\u0001nonsense\n[]\n{}\n{"version":9,"entries":[]}\nnull\n"x"\n'),
        Buffer.from([0xff, 0xfe, 0x0a]),
        Buffer.from(`{"at":"${'9'.repeat(10_000)}"}\n`),
        good,
      ]),
    );
    expect((await history.day('2026-11-27', 0, null))?.stretches.length).toBeGreaterThan(0);
    expect(parseLines(good.toString()).lines).toHaveLength(1);
  });

  it('keeps the lines of a disk that refuses, says so once, and writes them when it takes them again', async () => {
    const problems: string[] = [];
    await writeFile(folder, 'a file where the folder should be');
    const history = store(undefined, problems);
    history.append('2026-11-27', presence('2026-11-27T08:00:00+01:00'));
    history.append('2026-11-27', presence('2026-11-27T08:30:00+01:00', MEAL));
    await history.flush();
    expect(problems).toHaveLength(1);
    await rm(folder);
    history.append('2026-11-27', { kind: 'end', run: 'r', at: at('2026-11-27T09:00:00+01:00') });
    await history.flush();
    expect((await readFile(join(folder, '2026-11-27.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(3);
  });

  it('forgets a day and nothing of its neighbours', async () => {
    const history = store();
    history.append('2026-11-25', presence('2026-11-25T22:00:00+01:00'));
    history.append('2026-11-26', presence('2026-11-26T12:00:00+01:00', MEAL));
    history.append('2026-11-27', presence('2026-11-27T01:00:00+01:00'));
    history.append('2026-11-27', { kind: 'end', run: 'r', at: at('2026-11-27T02:00:00+01:00') });
    await history.forgetDay('2026-11-26', 0);
    const labels = async (date: string) =>
      (await history.day(date, 0, null))?.stretches.map(({ presence: what }) => what?.label);
    expect(await labels('2026-11-25')).toEqual([undefined, 'Coffee']);
    expect(await labels('2026-11-26')).toEqual([undefined]);
    expect(await labels('2026-11-27')).toEqual([undefined, 'Coffee', undefined]);
    expect(await history.days(0)).toEqual(['2026-11-27', '2026-11-25']);
    for (const name of await readdir(folder)) expect(await readFile(join(folder, name), 'utf8')).not.toContain('Lunch');
  });

  it('keeps thirty days, and forgets everything when asked', async () => {
    const history = store();
    for (const date of ['2026-10-27', '2026-10-28', '2026-11-27'])
      history.append(date, presence(`${date}T08:00:00+01:00`));
    await history.prune();
    expect(await history.days(0)).toEqual(['2026-11-27', '2026-10-28']);
    await history.forgetEverything();
    expect(await history.days(0)).toEqual([]);
  });

  it('of an app that runs for weeks keeps no more days than that, and fewer at once when fewer are wanted', async () => {
    const clock = fakeClock(at('2026-10-01T12:00:00+02:00'));
    let keepDays = 30;
    const history = openHistory({
      folder,
      keepDays: () => keepDays,
      clock,
      log: memoryLog(),
      run: 'r',
      onProblem: (message) => expect.fail(message),
    });
    history.heard(BREAK, null, 'you');
    for (let day = 0; day < 40; day += 1) await clock.advance(24 * HOUR);
    expect(await history.days(0)).toHaveLength(31);
    keepDays = 7;
    let changes = 0;
    history.onChange(() => (changes += 1));
    await history.prune();
    expect(await history.days(0)).toHaveLength(8);
    expect(changes).toBe(1);
    await history.close();
  });

  it('is bounded: beyond a megabyte a day says nothing more', async () => {
    const history = store();
    await history.flush();
    for (let index = 0; index < 9_000; index += 1) history.append('2026-11-27', presence('2026-11-27T08:00:00+01:00'));
    await history.flush();
    history.append('2026-11-27', presence('2026-11-27T09:00:00+01:00'));
    await history.flush();
    const size = (await stat(join(folder, '2026-11-27.jsonl'))).size;
    history.append('2026-11-27', presence('2026-11-27T10:00:00+01:00'));
    await history.flush();
    expect((await stat(join(folder, '2026-11-27.jsonl'))).size).toBe(size);
  });

  it('gives every line back as it was written', () => {
    const line = presence('2026-10-25T02:30:00+01:00');
    expect(parseLines(formatLine(line)).lines).toEqual([line]);
    expect(formatLine(line)).toContain('2026-10-25T02:30:00.000+01:00');
  });
});
