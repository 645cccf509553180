/** Setting the presence of others: each person’s result is what the service then has (docs/design.md §3.19). */
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { builtInId } from '../../../electron/demo-org/definition-seeds.js';
import { PURECLOUD } from '../../../electron/demo-org/people.js';
import type { CoreOptions } from '../../../electron/demo-org/core.js';
import {
  setForOthers,
  UNDO_MS,
  type ChangedPerson,
  type ChangeForOthers,
} from '../../../electron/team/set-for-others.js';
import { freshSeed } from '../presence/fresh-seed.js';
import { teamKit, type TeamKit } from './kit.js';

let kit: TeamKit;
afterEach(() => kit.stop());
const begin = (options: CoreOptions = {}): TeamKit => (kit = teamKit(options));

const MEETING = builtInId('Meeting');
const has = (name: string) => kit.core.org.person(name)!.presences.get(PURECLOUD)!;

function everyone(count: number): ChangedPerson[] {
  return [...kit.core.org.people.values()].slice(-count).map(({ id, name, presences }): ChangedPerson => {
    const presence = presences.get(PURECLOUD)!;
    return {
      id,
      name,
      before: {
        definitionId: presence.definitionId,
        isOnQueue: presence.definitionId === builtInId('OnQueue'),
        message: presence.message,
      },
    };
  });
}
const change = (
  people: readonly ChangedPerson[],
  asked: { definitionId: string | null; message: string | null } = { definitionId: MEETING, message: null },
): ChangeForOthers =>
  setForOthers(
    { service: () => (kit.signedIn ? kit.client : null), clock: kit.clock, log: kit.deps.log },
    people,
    asked,
  );
const outcomes = (made: ChangeForOthers): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const { outcome } of made.rows()) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return Object.fromEntries(counts);
};
const puts = () => kit.core.log.requests.filter(({ verb }) => verb === 'PUT').length;
const patches = () => kit.core.log.requests.filter(({ verb }) => verb === 'PATCH').length;

describe('a change for 120 people', () => {
  test('goes out fifty at a time', async () => {
    begin({ users: 140 });
    const made = change(everyone(120));
    await kit.clock.advance(1000);
    expect(outcomes(made)).toEqual({ set: 120 });
    expect({ puts: puts(), patches: patches() }).toEqual({ puts: 3, patches: 0 });
  });

  test.each(['whole', 'partial'] as const)(
    'of whom three are refused, tells each with the service’s reason (bulk answers %s)',
    async (bulkWrite) => {
      begin({ users: 140, switches: { bulkWrite } });
      const people = everyone(120);
      kit.core.org.switches.lockedPeople = [people[3]!.id, people[60]!.id, people[119]!.id];
      const made = change(people);
      await kit.clock.advance(5000);
      expect(outcomes(made)).toEqual({ set: 117, refused: 3 });
      const refused = made.rows().filter(({ outcome }) => outcome === 'refused');
      for (const { problem } of refused) expect(problem?.serviceMessage).toMatch(/cannot be changed/);

      kit.core.org.switches.lockedPeople = [];
      const before = puts();
      made.tryAgain();
      await kit.clock.advance(5000);
      expect(outcomes(made)).toEqual({ set: 120 });
      expect(puts()).toBe(before + 1);
    },
  );

  test('whose answer leaves people out is read again before anybody is tried singly', async () => {
    begin({ users: 140 });
    kit.core.faults.add({ match: { verb: 'PUT' }, times: 1, applied: true, body: '[]' });
    const made = change(everyone(120));
    await kit.clock.advance(5000);
    expect(outcomes(made)).toEqual({ set: 120 });
    expect(patches()).toBe(0);
  });

  test('that may change nobody is told once, not a hundred times', async () => {
    kit = teamKit({ users: 140 }, 'Ada Lovelace');
    const made = change(everyone(120));
    await kit.clock.advance(5000);
    expect(outcomes(made)).toEqual({ refused: 120 });
    expect(patches()).toBe(0);
  });
});

test('whoever is in a conversation gets it after that', async () => {
  begin();
  kit.core.faults.setRouting('Annie Easley', 'INTERACTING');
  const made = change(everyone(17).filter(({ name }) => name === 'Annie Easley'));
  await kit.clock.advance(1000);
  expect(outcomes(made)).toEqual({ later: 1 });
});

test('an answer that says yes while nothing changes is not applied', async () => {
  begin({ switches: { patchSticks: false } });
  const made = change(everyone(3));
  await kit.clock.advance(1000);
  expect(outcomes(made)).toEqual({ notApplied: 3 });
});

describe('where the service takes no bulk change, and a single one', () => {
  test.each([
    ['is answered with nothing', { status: 200, body: '' }],
    ['is answered by a gateway that gave up', { status: 504 }],
    ['loses its answer', { drop: true }],
    ['is answered with what they had before', { status: 200, body: '{"presenceDefinition":{"id":"x"}}' }],
  ])('%s, they are set', async (_how, fault) => {
    begin();
    kit.core.faults.add({ match: { verb: 'PUT' }, status: 404 });
    kit.core.faults.add({ match: { verb: 'PATCH' }, applied: true, ...fault });
    const made = change(everyone(6), { definitionId: MEETING, message: 'drill' });
    await kit.clock.advance(5_000);
    expect(outcomes(made)).toEqual({ set: 6 });
  });

  test('fails before it is taken, they are refused with the reason', async () => {
    begin();
    kit.core.faults.add({ match: { verb: 'PUT' }, status: 404 });
    kit.core.faults.add({ match: { verb: 'PATCH' }, status: 503 });
    const made = change(everyone(3), { definitionId: MEETING, message: 'drill' });
    await kit.clock.advance(5_000);
    expect(made.rows()).toMatchObject(Array(3).fill({ outcome: 'refused', problem: { status: 503 } }));
  });
});

test('a change that comes too early waits as long as it is asked to, and goes on', async () => {
  begin({ users: 90 });
  const tooEarly = { status: 429, code: 'too.many.requests.retry.after', retryAfter: 20 };
  kit.core.faults.add({ match: { verb: 'PUT' }, skip: 1, times: 1, ...tooEarly });
  const made = change(everyone(80));
  await kit.clock.advance(19_000);
  expect(outcomes(made)).toMatchObject({ set: 50, waiting: 30 });
  await kit.clock.advance(2_000);
  expect(outcomes(made)).toEqual({ set: 80 });
});

test('without a message of its own a change keeps theirs; an empty one clears it', async () => {
  begin();
  const people = everyone(17).filter(({ name }) => name === 'Barbara Liskov');
  change(people, { definitionId: builtInId('Busy'), message: null });
  await kit.clock.advance(1000);
  expect(has('Barbara Liskov')).toMatchObject({ definitionId: builtInId('Busy'), message: 'Planning' });
  change(people, { definitionId: null, message: '' });
  await kit.clock.advance(1000);
  expect(has('Barbara Liskov')).toMatchObject({ definitionId: builtInId('Busy'), message: '' });
});

describe('undo, for a minute', () => {
  test('brings back what they had, but for who was On Queue or has changed since', async () => {
    begin();
    const people = everyone(17).filter(({ name }) =>
      ['Radia Perlman', 'Konrad Zuse', 'Barbara Liskov'].includes(name ?? ''),
    );
    const made = change(people, { definitionId: MEETING, message: 'fire drill' });
    await kit.clock.advance(1000);
    kit.core.faults.changePresence('Barbara Liskov', { definitionId: 'Training' });
    made.undo();
    await kit.clock.advance(1000);
    expect(has('Konrad Zuse')).toMatchObject({ definitionId: builtInId('Away'), message: '' });
    expect(has('Barbara Liskov').definitionId).toBe(builtInId('Training'));
    expect(has('Radia Perlman').definitionId).toBe(MEETING);
    expect(outcomes(made)).toEqual({ set: 1, left: 2 });
    expect(made.undoUntil).toBeNull();
  });

  test('is over after that', async () => {
    begin();
    const made = change(everyone(3));
    await kit.clock.advance(1000);
    expect(made.undoUntil).not.toBeNull();
    await kit.clock.advance(UNDO_MS);
    expect(made.undoUntil).toBeNull();
    made.undo();
    await kit.clock.advance(1000);
    expect(outcomes(made)).toEqual({ set: 3 });
  });
});

describe('undo, while what they have cannot be read', () => {
  test('says why, leaves the results as they are, and can be tried again within its minute', async () => {
    begin();
    const people = everyone(17).filter(({ name }) => name === 'Konrad Zuse');
    const made = change(people);
    await kit.clock.advance(1000);
    const until = made.undoUntil;
    kit.core.faults.add({ match: { path: '/api/v2/users/presences/purecloud/bulk' }, times: 1, status: 403 });
    made.undo();
    await kit.clock.advance(1000);
    expect(outcomes(made)).toEqual({ set: 1 });
    expect(made).toMatchObject({ kind: 'set', running: false, failed: 0, undoUntil: until });
    expect(made.undoProblem).toMatchObject({ status: 403 });
    made.undo();
    await kit.clock.advance(1000);
    expect(has('Konrad Zuse').definitionId).toBe(builtInId('Away'));
    expect(made).toMatchObject({ kind: 'undo', undoProblem: null });
  });

  test('because nobody is signed in any more, counts nobody as changed meanwhile', async () => {
    begin();
    const made = change(everyone(3));
    await kit.clock.advance(1000);
    kit.signedIn = false;
    made.undo();
    await kit.clock.advance(1000);
    expect(outcomes(made)).toEqual({ set: 3 });
    expect(made.undoProblem).not.toBeNull();
    await kit.clock.advance(UNDO_MS);
    expect(made.undoUntil).toBeNull();
  });
});

test('stopped, it sends nothing more', async () => {
  begin({ users: 1000 });
  kit.core.faults.add({ match: { verb: 'PUT' }, latencyMs: 200 });
  const made = change(everyone(900));
  await kit.clock.advance(250);
  made.stop();
  const sent = puts();
  await kit.clock.advance(10_000);
  expect(puts()).toBe(sent);
});

test('whatever goes wrong on the way, “set” means that the service has it, and “refused” that it has not', async () => {
  const seed = freshSeed((again) => `seed ${again} in set-for-others.test.ts`);
  const fault = fc.record({
    verb: fc.constantFrom('PUT', 'PATCH', 'GET'),
    skip: fc.nat(3),
    times: fc.integer({ min: 1, max: 4 }),
    how: fc.constantFrom('503', '400', '429', 'drop', 'appliedDrop', 'empty', 'appliedEmpty'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { maxLength: 4 }),
      fc.uniqueArray(fc.nat(69), { maxLength: 5 }),
      fc.constantFrom('whole' as const, 'partial' as const),
      async (faults, locked, bulkWrite) => {
        begin({ users: 90, switches: { bulkWrite, rateLimitPerMinute: null } });
        const people = everyone(70);
        kit.core.org.switches.lockedPeople = locked.map((at) => people[at]!.id);
        for (const { verb, skip, times, how } of faults)
          kit.core.faults.add({
            match: { verb },
            skip,
            times,
            ...(/^\d+$/.test(how) ? { status: Number(how), ...(how === '429' ? { retryAfter: 1 } : {}) } : {}),
            ...(how === 'drop' || how === 'appliedDrop' ? { drop: true } : {}),
            ...(how === 'empty' || how === 'appliedEmpty' ? { body: '[]' } : {}),
            ...(how.startsWith('applied') ? { applied: true } : {}),
          });
        const made = change(people, { definitionId: MEETING, message: 'drill' });
        await kit.clock.advance(300_000);
        expect(made.running).toBe(false);
        for (const { id, outcome } of made.rows()) {
          const presence = kit.core.org.people.get(id)!.presences.get(PURECLOUD)!;
          const isSet = presence.definitionId === MEETING && presence.message === 'drill';
          if (outcome === 'set') expect(isSet).toBe(true);
          expect(['set', 'refused', 'notApplied']).toContain(outcome);
        }
        kit.stop();
      },
    ),
    { numRuns: 25, seed },
  );
}, 60_000);
