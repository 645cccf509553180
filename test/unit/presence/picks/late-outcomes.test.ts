/** What an agent is told of a change whose request is long over. */
import { describe, expect, it } from 'vitest';
import type { SourcePresence } from '../../../../electron/presence/current/source-presence.js';
import { ECHO_WITHIN_MS, LateOutcomes, NO_LATE_OUTCOME } from '../../../../electron/presence/picks/late-outcomes.js';
import type { PickOrigin, PickPatch } from '../../../../electron/presence/picks/pick.js';
import { QueuedPick } from '../../../../electron/presence/picks/queued-pick.js';
import { fakeClock } from '../../desktop/fake-clock.js';

const MINUTE = 60_000;
const patch = (definitionId: string | null, message: string | null = null): PickPatch => ({
  definitionId,
  message,
  primary: false,
});
const shows = (id: string, over: Partial<SourcePresence> = {}): SourcePresence => ({
  definition: { id, systemPresence: id === 'Offline' ? 'Offline' : 'Busy' },
  message: '',
  modifiedAt: null,
  future: null,
  ...over,
});

function desk() {
  const time = fakeClock(1_000_000);
  /** Everything up to now was heard. */
  let heardUpTo = (): number => time.clock.monotonic();
  let id = 0;
  const late = new LateOutcomes(time.clock, () => heardUpTo());
  return {
    late,
    pass: (ms: number) => time.pass(ms),
    deafFromNow: () => {
      const from = time.clock.monotonic();
      heardUpTo = () => from;
    },
    entry: (origin: PickOrigin = 'popup') =>
      new QueuedPick(
        time.clock,
        (id += 1),
        { definition: null, isListed: true, edited: null, makePrimary: false, forMs: null, origin },
        () => undefined,
      ),
  };
}

describe('a request that was never answered', () => {
  it('took effect where the presence then shows, once, and its origin is known until then', () => {
    const { late, entry } = desk();
    const asked = entry('automation');
    late.unanswered(asked, patch('Meal'));
    expect(late.originOf(shows('Meal'))).toBe('automation');
    expect(late.originOf(shows('Break'))).toBeNull();
    const meal = shows('MEAL');
    expect(late.heard(meal, shows('Break')).landed?.entry).toBe(asked);
    expect(late.heard(meal, meal).landed?.entry).toBe(asked);
    expect(late.heard(shows('Break'), meal)).toEqual(NO_LATE_OUTCOME);
    expect(late.heard(shows('Meal'), shows('Break')).landed).toBeNull();
    expect(late.originOf(shows('Meal'))).toBeNull();
  });

  it('is not shown by what stood before it', () => {
    const { late, entry } = desk();
    late.unanswered(entry(), patch('Meal'));
    expect(late.heard(shows('Meal', { modifiedAt: 5 }), shows('Meal')).landed).toBeNull();
    expect(late.heard(shows('Meal'), null).landed).not.toBeNull();
  });

  it('of a message alone is the origin of no presence', () => {
    const { late, entry } = desk();
    late.unanswered(entry(), patch(null, 'soup'));
    expect(late.originOf(shows('Meal'))).toBeNull();
    expect(late.heard(shows('Meal', { message: 'soup' }), shows('Meal')).landed).not.toBeNull();
  });

  it('counts for two minutes, and longer where nothing was heard meanwhile', () => {
    const inTime = desk();
    inTime.late.unanswered(inTime.entry(), patch('Meal'));
    inTime.pass(2 * MINUTE - 1);
    expect(inTime.late.originOf(shows('Meal'))).toBe('popup');
    inTime.pass(1);
    expect(inTime.late.originOf(shows('Meal'))).toBeNull();
    expect(inTime.late.heard(shows('Meal'), shows('Break'))).toEqual(NO_LATE_OUTCOME);
    const deaf = desk();
    deaf.late.unanswered(deaf.entry(), patch('Meal'));
    deaf.pass(MINUTE);
    deaf.deafFromNow();
    deaf.pass(10 * MINUTE);
    expect(deaf.late.heard(shows('Meal'), shows('Break')).landed).not.toBeNull();
  });

  it('that takes effect after a newer one was confirmed overtook it', () => {
    const { late, entry } = desk();
    const [older, newer] = [entry(), entry()];
    late.unanswered(older, patch('Meal'));
    late.done(newer, patch('Break'), shows('Break'), null, true);
    const told = late.heard(shows('Meal'), shows('Break'));
    expect([told.landed?.entry, told.undone]).toEqual([older, { kind: 'overtaken', entry: newer }]);
  });
});

describe('a confirmed change', () => {
  const confirmed = (over: { before?: SourcePresence | null; echoed?: boolean; asked?: PickPatch } = {}) => {
    const made = desk();
    const entry = made.entry('tray');
    const { before = shows('Available'), echoed = false, asked = patch('Break') } = over;
    made.late.done(entry, asked, shows('Break', { modifiedAt: 1000 }), before, echoed);
    return { ...made, done: entry };
  };
  const undone = ({ late }: ReturnType<typeof confirmed>, presence: SourcePresence) =>
    late.heard(presence, shows('Break')).undone?.kind ?? null;

  it('is its presence’s origin until another change begins', () => {
    const { late } = confirmed();
    expect(late.originOf(shows('Break'))).toBe('tray');
    expect(late.originOf(shows('Meal'))).toBeNull();
    late.begun();
    expect(late.originOf(shows('Break'))).toBeNull();
  });

  it.each<[string, SourcePresence, 'takenBack' | null]>([
    ['of the same date takes it back', shows('Meal', { modifiedAt: 1000 }), 'takenBack'],
    ['without a date takes it back', shows('Meal'), 'takenBack'],
    ['of a later date is somebody else’s', shows('Meal', { modifiedAt: 1001 }), null],
    ['of a later date that leads back takes it back', shows('available', { modifiedAt: 1001 }), 'takenBack'],
    ['of a later date to Offline takes it back', shows('Offline', { modifiedAt: 1001 }), 'takenBack'],
  ])('is undone or not by what is heard next: another presence %s', (_what, presence, kind) => {
    expect(undone(confirmed(), presence)).toBe(kind);
  });

  it('is led back by the service only soon', () => {
    const back = shows('Available', { modifiedAt: 1001 });
    const soon = confirmed();
    soon.pass(ECHO_WITHIN_MS);
    expect(undone(soon, back)).toBe('takenBack');
    const later = confirmed();
    later.pass(ECHO_WITHIN_MS + 1);
    expect(undone(later, back)).toBeNull();
  });

  it('is led back to nowhere where nobody knows what was before', () => {
    expect(undone(confirmed({ before: null }), shows('Available', { modifiedAt: 1001 }))).toBeNull();
  });

  it('of a message alone is not taken back by a later presence', () => {
    const asked = patch(null, 'soup');
    expect(undone(confirmed({ asked }), shows('Available', { modifiedAt: 1001 }))).toBeNull();
    expect(undone(confirmed({ asked }), shows('Available', { modifiedAt: 1000 }))).toBe('takenBack');
  });

  it('that an event has shown is taken back by nothing that comes after', () => {
    expect(undone(confirmed({ echoed: true }), shows('Meal'))).toBeNull();
    const { late } = confirmed();
    expect(late.heard(shows('Break'), null)).toEqual(NO_LATE_OUTCOME);
    expect(late.heard(shows('Meal'), shows('Break')).undone).toBeNull();
  });

  it('is told once', () => {
    const desk = confirmed();
    expect(undone(desk, shows('Meal'))).toBe('takenBack');
    expect(undone(desk, shows('Training'))).toBeNull();
  });

  it('that was thought lost and shows after all counts as shown, and may land again', () => {
    const { late, entry } = desk();
    const asked = entry();
    late.unanswered(asked, patch('Meal'));
    late.heard(shows('Meal'), shows('Break'));
    late.revived(asked, patch('Meal'), shows('Meal'));
    expect(late.originOf(shows('Meal'))).toBe('popup');
    expect(late.heard(shows('Break'), shows('Meal')).undone).toBeNull();
    expect(late.heard(shows('Meal'), shows('Break')).landed?.entry).toBe(asked);
  });
});
