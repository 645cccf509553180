/** The plan in the tray. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MenuItemView } from '../../../../electron/desktop/tray/menu-item.js';
import type { TrayState } from '../../../../electron/desktop/tray/tray-menu.js';
import { renderTray } from '../../../../electron/desktop/tray/tray-view.js';
import type { PlannedActivity, ScheduleView } from '../../../../electron/ipc/planned-activity.js';
import { at, english, exampleState, expired, meal, NOW, onBreak, onQueue } from '../example-state.js';

const draw = (change: Partial<TrayState>) => renderTray(exampleState(change), english, NOW, 'linux', 'dark');
const labels = (items: readonly MenuItemView[]): string[] =>
  items.flatMap((item) => (item.kind === 'separator' ? [] : [item.label]));
const planned = (from: number, to: number, more: Partial<PlannedActivity> = {}): PlannedActivity => ({
  from,
  to,
  name: null,
  category: 'OnQueueWork',
  fullDay: false,
  presence: onQueue,
  systemPresence: 'OnQueue',
  ...more,
});
const work = planned(at(9, 0), at(12, 0));
const lunch = planned(at(12, 0), at(12, 30), { category: 'Meal', presence: meal, systemPresence: 'Meal' });
const view = (more: Partial<NonNullable<ScheduleView>> = {}): ScheduleView => ({
  current: work,
  next: lunch,
  adherence: null,
  asOf: null,
  ...more,
});

describe('the tray of somebody with a schedule', () => {
  it('says in its tooltip what is planned and what comes then, at which time, without ticking', () => {
    expect(draw({ schedule: view() }).tooltip).toBe(
      'Break: back at 10:40 · since 10:22 · Scheduled: On Queue until 12:00, then Meal',
    );
    expect(draw({ schedule: view({ next: null }) }).tooltip).toContain('Scheduled: On Queue until 12:00');
    expect(draw({ schedule: view({ current: null }) }).tooltip).toContain('Meal at 12:00');
    const off = planned(at(0, 0), at(24, 0), { fullDay: true, name: 'Vacation', category: 'TimeOff', presence: null });
    expect(draw({ schedule: view({ current: off, next: null }) }).tooltip).toContain('Scheduled today: Vacation');
  });

  it('names what comes after a gap only once it is next, and a coming day off not at all', () => {
    const later = { ...lunch, from: at(12, 1) };
    expect(draw({ schedule: view({ next: later }) }).tooltip).toMatch(/Scheduled: On Queue until 12:00$/);
    const off = planned(at(0, 0, 21), at(24, 0, 21), { fullDay: true, category: 'TimeOff', presence: null });
    expect(draw({ schedule: view({ current: null, next: off }) }).tooltip).toBe(draw({}).tooltip);
  });

  it('says in its menu the verdict beside what is planned, and nothing where nothing is', () => {
    const verdicts = (more: Parameters<typeof view>[0]) =>
      labels(draw({ schedule: view(more) }).menu).filter((label) => label.includes('adherence'));
    expect(verdicts({ adherence: 'in' })).toEqual(['in adherence']);
    expect(verdicts({ adherence: 'out' })).toEqual(['out of adherence']);
    expect(verdicts({ adherence: 'out', current: null, next: null })).toEqual([]);
  });

  it('offers what is planned also while their own presence is not known, and nothing that has no presence', () => {
    const offers = (more: Parameters<typeof view>[0]) =>
      labels(draw({ schedule: view(more), presence: { ...exampleState().presence, current: null } }).menu).filter(
        (label) => label.startsWith('Set ') && label !== 'Set for a time',
      );
    expect(offers({})).toEqual(['Set On Queue']);
    expect(offers({ current: { ...work, presence: null } })).toEqual(['Set Meal']);
    expect(offers({ current: { ...work, presence: null }, next: null })).toEqual([]);
  });

  it('says the service’s verdict, and only that', () => {
    expect(draw({ schedule: view() }).tooltip).not.toMatch(/adherence/);
    expect(draw({ schedule: view({ adherence: 'out' }) }).tooltip).toMatch(/ · out of adherence$/);
    const lost = { kind: 'lost', asOf: at(10, 31), problem: null } as const;
    expect(draw({ schedule: view({ adherence: 'in' }), connection: lost }).tooltip).not.toMatch(/adherence/);
  });

  it('offers in its menu what fits now, else what comes, and nothing they are in already', () => {
    const menu = draw({ schedule: view() }).menu;
    expect(menu).toContainEqual(
      expect.objectContaining({
        label: 'Set On Queue',
        run: { command: 'presence:pick', request: { definitionId: onQueue.id } },
      }),
    );
    const { presence } = exampleState();
    const inQueue = { ...presence, current: { ...presence.current!, definition: onQueue } };
    expect(labels(draw({ schedule: view(), presence: inQueue }).menu)).toContain('Set Meal');
    const breakNext = planned(at(12, 0), at(12, 15), { category: 'Break', presence: onBreak, systemPresence: 'Break' });
    const onlyBreak = draw({ schedule: view({ current: null, next: breakNext }) }).menu;
    expect(labels(onlyBreak).filter((label) => label.startsWith('Set '))).toEqual(['Set for a time']);
  });

  it('says nothing where there is no schedule, nothing planned, or no session', () => {
    const plain = draw({});
    expect(draw({ schedule: null }).tooltip).toBe(plain.tooltip);
    expect(draw({ schedule: view({ current: null, next: null }) })).toEqual(plain);
    expect(draw({ schedule: view(), session: expired }).tooltip).not.toContain('Scheduled');
  });

  it('keeps within what Windows shows, whatever the names are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 80 }), (one, other) => {
        const schedule = view({ current: { ...work, name: one || null }, next: { ...lunch, name: other || null } });
        expect(draw({ schedule }).tooltip.length).toBeLessThanOrEqual(127);
      }),
    );
  });
});
