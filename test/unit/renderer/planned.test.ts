import { describe, expect, it } from 'vitest';
import type { PlannedActivity } from '../../../electron/ipc/planned-activity.js';
import { offerOf, plannedLine, SOON_MS } from '../../../renderer/popup/planned.js';
import { meal, onQueue } from '../desktop/example-state.js';

const NOW = 1_000_000_000;
const MINUTE = 60_000;
const planned = (from: number, minutes: number, more: Partial<PlannedActivity> = {}): PlannedActivity => ({
  from: NOW + from * MINUTE,
  to: NOW + (from + minutes) * MINUTE,
  name: null,
  category: 'OnQueueWork',
  fullDay: false,
  presence: onQueue,
  systemPresence: 'OnQueue',
  ...more,
});
const work = planned(-60, 120);
const lunch = planned(8, 30, { category: 'Meal', presence: meal, systemPresence: 'Meal' });

describe('the one line of the popup', () => {
  it('says what comes soon, else what goes on, else what comes later', () => {
    expect(plannedLine({ current: work, next: lunch }, NOW)).toEqual({ kind: 'soon', activity: lunch });
    expect(plannedLine({ current: work, next: planned(60, 30) }, NOW)).toEqual({ kind: 'now', activity: work });
    expect(plannedLine({ current: null, next: planned(600, 30) }, NOW).kind).toBe('later');
    expect(plannedLine({ current: null, next: null }, NOW)).toEqual({ kind: 'nothing' });
    const day = planned(-60, 1440, { fullDay: true, category: 'TimeOff', presence: null, systemPresence: null });
    expect(plannedLine({ current: day, next: null }, NOW).kind).toBe('day');
    expect(plannedLine({ current: null, next: planned(10, 1440, { fullDay: true }) }, NOW).kind).toBe('nothing');
  });

  it('changes half an hour before what comes', () => {
    const next = planned(30, 30);
    expect(plannedLine({ current: work, next }, next.from - SOON_MS - 1).kind).toBe('now');
    expect(plannedLine({ current: work, next }, next.from - SOON_MS).kind).toBe('soon');
  });

  it('offers what fits, unless the agent is in it, and nothing for what is far away', () => {
    expect(offerOf({ kind: 'soon', activity: lunch }, 'OnQueue')).toEqual(meal);
    expect(offerOf({ kind: 'soon', activity: lunch }, 'Meal')).toBeNull();
    expect(offerOf({ kind: 'now', activity: work }, 'Break')).toEqual(onQueue);
    expect(offerOf({ kind: 'later', activity: work }, 'Break')).toBeNull();
    expect(offerOf({ kind: 'nothing' }, null)).toBeNull();
  });
});
