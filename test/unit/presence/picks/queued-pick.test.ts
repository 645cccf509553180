/** How long a pick lives, what others change meanwhile, and what its failure shows. */
import { describe, expect, it } from 'vitest';
import type { SystemPresence } from '../../../../electron/genesys/system-presence.js';
import type { SourcePresence } from '../../../../electron/presence/current/source-presence.js';
import { ChangesByOthers } from '../../../../electron/presence/picks/changes-by-others.js';
import { ShownFailure } from '../../../../electron/presence/picks/failed-pick.js';
import type { PickOutcome } from '../../../../electron/presence/picks/pick.js';
import { QueuedPick } from '../../../../electron/presence/picks/queued-pick.js';
import { problem } from '../../../../electron/presence/problems.js';
import type { Clock } from '../../../../electron/ports.js';

const MINUTE = 60_000;
const MEAL = { id: 'meal', label: 'Meal', systemPresence: 'Meal' } as const;
const shows = (id: string, systemPresence: SystemPresence = 'Busy'): SourcePresence => ({
  definition: { id, systemPresence },
  message: '',
  modifiedAt: null,
  future: null,
});

function pick() {
  let [wall, machine] = [1_000_000, 500];
  const clock: Clock = {
    now: () => wall,
    monotonic: () => machine,
    sinceBoot: () => machine,
    after: () => () => undefined,
  };
  const outcomes: PickOutcome[] = [];
  const entry = new QueuedPick(
    clock,
    1,
    { definition: MEAL, isListed: true, edited: null, makePrimary: false, forMs: null, origin: 'popup' },
    (outcome) => outcomes.push(outcome),
  );
  return {
    entry,
    outcomes,
    pass: (onTheWall: number, onTheMachine = onTheWall) => {
      wall += onTheWall;
      machine += onTheMachine;
    },
  };
}

describe('a pick in the queue', () => {
  it('lives two minutes by either clock: the machine may sleep, and somebody may set the wall’s', () => {
    const { entry, pass } = pick();
    expect([entry.remaining(), entry.until]).toEqual([2 * MINUTE, 1_000_000 + 2 * MINUTE]);
    pass(MINUTE);
    expect(entry.remaining()).toBe(MINUTE);
    pass(30_000, 0);
    expect(entry.remaining()).toBe(30_000);
    pass(-MINUTE, 0);
    expect(entry.remaining()).toBe(MINUTE);
  });

  it('has one outcome, whatever is said later', () => {
    const { entry, outcomes } = pick();
    entry.settle({ result: 'replaced' });
    entry.settle({ result: 'dropped', problem: problem('pick.nothing') });
    expect(outcomes).toEqual([{ result: 'replaced' }]);
  });
});

describe('a change by somebody else', () => {
  const since = (others: ChangesByOthers, entry: QueuedPick) => others.since(entry);

  it('counts from when the pick was made, not before', () => {
    const others = new ChangesByOthers();
    others.seen(shows('busy'));
    others.seen(shows('off', 'Offline'));
    const { entry } = pick();
    others.known(entry);
    expect(since(others, entry)).toBe(false);
    others.seen(shows('busy'));
    expect(since(others, entry)).toBe(true);
  });

  it('to Offline counts only where our own connection cannot be the cause', () => {
    const others = new ChangesByOthers();
    const [connected, lost] = [pick().entry, pick().entry];
    for (const entry of [connected, lost]) others.known(entry);
    lost.lostConnection = true;
    others.seen(shows('off', 'Offline'));
    expect([since(others, connected), since(others, lost)]).toEqual([true, false]);
    others.seen(shows('busy'));
    expect(since(others, lost)).toBe(true);
  });
});

describe('a failed pick on show', () => {
  const failed = (kind: 'refused' | 'notApplied' | 'dropped', sent = true) => {
    const { entry } = pick();
    if (sent) entry.lastPatch = { definitionId: MEAL.id, message: null, primary: false };
    const shown = new ShownFailure();
    shown.show({ entry, kind, problem: problem('pick.notApplied') });
    return { shown, entry };
  };

  it('goes once the presence shows that it came true after all', () => {
    for (const kind of ['notApplied', 'dropped'] as const) {
      const { shown, entry } = failed(kind);
      expect(shown.clearIfTrue(shows('busy'))).toBeNull();
      expect(shown.value?.entry).toBe(entry);
      expect(shown.clearIfTrue(shows('meal'))).toEqual({ entry, patch: entry.lastPatch });
      expect(shown.value).toBeNull();
      expect(shown.clearIfTrue(shows('meal'))).toBeNull();
    }
  });

  it('stays where the service refused it, or it was never sent: then somebody else set that presence', () => {
    for (const { shown } of [failed('refused'), failed('dropped', false)]) {
      expect(shown.clearIfTrue(shows('meal'))).toBeNull();
      expect(shown.value).not.toBeNull();
    }
  });
});
