/** How much of a pick counts as taken where an answer says only part of it (docs/design.md §3.3). */
import { describe, expect, it } from 'vitest';
import type { UserPresence } from '../../../../electron/genesys/models/presence.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import { CurrentPresence } from '../../../../electron/presence/current/current-presence.js';
import { ServerClock } from '../../../../electron/presence/current/server-clock.js';
import { PickSender, type PickInFlight, type SenderDeps } from '../../../../electron/presence/picks/pick-sender.js';
import { QueuedPick } from '../../../../electron/presence/picks/queued-pick.js';
import { World } from '../soak/world.js';

const MEAL = { id: ID.Meal, systemPresence: 'MEAL' };

/**
 * Sends Meal with "soup" to a service that answers the change and the read after it as given.
 * @param before what was heard before. Null: nothing
 */
async function send(answer: object, read: object | null, before: object | null = null) {
  const { clock } = new World();
  const asked: object[] = [];
  let reads = 0;
  const presence = {
    patchUserPresencesPurecloud: ({ body }: { body: object }) => {
      asked.push(body);
      return Promise.resolve(answer as UserPresence);
    },
    getUserPresencesPurecloud: () => {
      reads += 1;
      return read === null ? Promise.reject(new Error('lost')) : Promise.resolve(read as UserPresence);
    },
  };
  const definition = { id: ID.Meal, systemPresence: 'Meal' as const, label: 'Meal' };
  const serverClock = new ServerClock(clock);
  const pick = { definition, isListed: true, edited: null, makePrimary: false, forMs: null, origin: 'popup' as const };
  const inFlight: PickInFlight = {
    entry: new QueuedPick(clock, 1, pick, () => undefined),
    patch: { definitionId: ID.Meal, message: 'soup', primary: false },
    echoed: null,
  };
  const currentPresence = new CurrentPresence(clock, serverClock, () => null);
  if (before !== null)
    currentPresence.hear(before as UserPresence, { by: 'read', askedAt: currentPresence.requestSent() });
  const sender = new PickSender({
    service: () => ({ presence }) as never,
    userId: 'u',
    currentPresence,
    serverClock,
    signal: new AbortController().signal,
    lost: () => undefined,
    heard: () => undefined,
  } satisfies SenderDeps);
  const verdict = await sender.send(inFlight, () => false);
  /** How far the service's clock is found to be ahead of this machine's. */
  const ahead = clock.now() - serverClock.toLocalAhead(clock.now());
  return { verdict, asked, reads, ahead, now: clock.now() };
}

describe('an answer that leaves out the message', () => {
  it('is followed by a read, which says that all was taken', async () => {
    const { verdict, reads } = await send({ presenceDefinition: MEAL }, { presenceDefinition: MEAL, message: 'soup' });
    expect(verdict.kind).toBe('taken');
    expect(reads).toBe(1);
  });

  it('is followed by a read, which says that the message was not taken: it is sent once more alone', async () => {
    const { verdict, asked } = await send({ presenceDefinition: MEAL }, { presenceDefinition: MEAL, message: 'old' });
    expect(asked).toEqual([{ presenceDefinition: { id: ID.Meal }, message: 'soup' }, { message: 'soup' }]);
    expect(verdict).toMatchObject({ kind: 'notTaken', halfTaken: true });
  });

  it('counts as taken where the service never states a message, or cannot be read just then', async () => {
    for (const read of [{ presenceDefinition: MEAL }, null]) {
      const { verdict, asked } = await send({ presenceDefinition: MEAL }, read);
      expect(verdict.kind).toBe('taken');
      expect(asked).toHaveLength(1);
    }
  });
});

describe('an answer that names no presence at all', () => {
  it('counts as taken only where a read says so', async () => {
    expect((await send({}, { presenceDefinition: MEAL, message: 'soup' })).verdict.kind).toBe('taken');
    expect((await send({}, {})).verdict.kind).toBe('notTaken');
    expect((await send({}, null)).verdict.kind).toBe('notTaken');
  });
});

it('an answer that says all of it is not asked about again', async () => {
  const { verdict, reads } = await send({ presenceDefinition: MEAL, message: 'soup' }, null);
  expect(verdict.kind).toBe('taken');
  expect(reads).toBe(0);
});

describe('the service’s clock is learnt from the date of an own change', () => {
  const HOUR = 3_600_000;
  const dated = (definition: object, at: number | null) => ({
    presenceDefinition: definition,
    message: 'soup',
    ...(at === null ? {} : { modifiedDate: new Date(at).toISOString() }),
  });
  const ahead = async (before: object | null, at: (now: number) => number | null) => {
    const { clock } = new World();
    return (await send(dated(MEAL, at(clock.now())), null, before)).ahead;
  };
  const breakBefore = { presenceDefinition: { id: ID.Break, systemPresence: 'BREAK' }, message: '' };

  it('which has just begun another presence', async () => {
    expect(Math.abs((await ahead(breakBefore, (now) => now + HOUR)) - HOUR)).toBeLessThan(10);
  });

  it('but not where only the message changed, since the date is then of an earlier change', async () => {
    expect(await ahead({ presenceDefinition: MEAL, message: '' }, (now) => now - HOUR)).toBe(0);
  });

  it('nor where nothing was known before, or the answer has no date', async () => {
    expect(await ahead(null, (now) => now + HOUR)).toBe(0);
    expect(await ahead(breakBefore, () => null)).toBe(0);
  });
});
