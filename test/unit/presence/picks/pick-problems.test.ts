/** Which sentence an agent reads about a pick that failed. */
import { describe, expect, it } from 'vitest';
import { GenesysError } from '../../../../electron/genesys/error.js';
import {
  busyProblem,
  changedProblem,
  expiredProblem,
  notAppliedProblem,
  type NotAppliedCause,
} from '../../../../electron/presence/picks/pick-problems.js';
import type { Pick } from '../../../../electron/presence/picks/pick.js';
import { QueuedPick, type WaitingFor } from '../../../../electron/presence/picks/queued-pick.js';
import { problem } from '../../../../electron/presence/problems.js';
import { fakeClock } from '../../desktop/fake-clock.js';

const MEAL = { id: 'meal', label: 'Meal', systemPresence: 'Meal' } as const;
const picked = (definition: Pick['definition']): QueuedPick =>
  new QueuedPick(
    fakeClock().clock,
    1,
    { definition, isListed: true, edited: null, makePrimary: false, forMs: null, origin: 'popup' },
    () => undefined,
  );
const presence = (): QueuedPick => picked(MEAL);
const message = (): QueuedPick => picked(null);
const failure = (kind: 'badAnswer' | 'timeout'): GenesysError =>
  new GenesysError({ kind, message: 'x', serviceMessage: 'Sorry', status: 500, correlationId: 'c-1' });

describe('a pick whose two minutes are over', () => {
  const over = (entry: QueuedPick, waitingFor: WaitingFor | null) => {
    entry.waitingFor = waitingFor;
    return expiredProblem(entry);
  };

  it.each<[WaitingFor | null, string, string]>([
    ['signIn', 'pick.droppedSignIn', 'pick.messageDroppedSignIn'],
    ['confirmation', 'pick.droppedUnconfirmed', 'pick.droppedUnconfirmed'],
    ['definitions', 'pick.droppedDefinitions', 'pick.droppedDefinitions'],
    ['retry', 'pick.droppedBusy', 'pick.messageDroppedBusy'],
    ['network', 'pick.droppedNetwork', 'pick.messageDroppedNetwork'],
    [null, 'pick.droppedNetwork', 'pick.messageDroppedNetwork'],
  ])('says that it waited for %s, of a presence and of a message, and may be tried again', (reason, ofOne, ofOther) => {
    expect(over(presence(), reason)).toMatchObject({ key: ofOne, params: { presence: 'Meal' }, retryable: true });
    expect(over(message(), reason)).toMatchObject({ key: ofOther, params: { presence: '' }, retryable: true });
  });

  it('says what the service said of the last attempt, where there was one', () => {
    const entry = presence();
    expect(over(entry, 'retry')).toMatchObject({ serviceMessage: null, status: null, correlationId: null });
    entry.lastProblem = problem('error.unexpected', {}, { serviceMessage: 'Busy', status: 503, correlationId: 'c-2' });
    expect(over(entry, 'retry')).toMatchObject({
      key: 'pick.droppedBusy',
      serviceMessage: 'Busy',
      status: 503,
      correlationId: 'c-2',
    });
  });
});

describe('a pick that somebody else’s change overtook while it waited', () => {
  it('names that change, and the presence that was not set', () => {
    expect(changedProblem(presence(), 'Training')).toMatchObject({
      key: 'pick.droppedChanged',
      params: { presence: 'Meal', current: 'Training' },
    });
    expect(changedProblem(message(), 'Training')).toMatchObject({
      key: 'pick.messageDroppedChanged',
      params: { current: 'Training' },
    });
  });
});

describe('a pick that the service does not show', () => {
  it.each<[NotAppliedCause, string, string]>([
    ['different', 'pick.notApplied', 'pick.messageNotApplied'],
    ['message', 'pick.messageNotApplied', 'pick.messageNotApplied'],
    ['otherSource', 'pick.notAppliedOtherSource', 'pick.notAppliedOtherSource'],
    ['noAnswer', 'pick.noAnswer', 'pick.messageNoAnswer'],
    ['overtaken', 'pick.overtaken', 'pick.messageNotApplied'],
    ['takenBack', 'pick.takenBack', 'pick.messageNotApplied'],
  ])('is told by its cause: %s, of a presence and of a message', (cause, ofOne, ofOther) => {
    const told = (entry: QueuedPick) => notAppliedProblem(entry, cause, 'Training');
    expect(told(presence())).toMatchObject({ key: ofOne, params: { presence: 'Meal', current: 'Training' } });
    expect(told(message()).key).toBe(ofOther);
    expect(told(presence())).toMatchObject({ serviceMessage: null, retryable: true });
  });

  it('says that the answer could not be read only where there was one', () => {
    const told = (entry: QueuedPick, cause: NotAppliedCause, error: unknown) =>
      notAppliedProblem(entry, cause, '', error).key;
    expect(told(presence(), 'noAnswer', failure('badAnswer'))).toBe('pick.unreadable');
    expect(told(message(), 'noAnswer', failure('badAnswer'))).toBe('pick.messageUnreadable');
    expect(told(presence(), 'noAnswer', failure('timeout'))).toBe('pick.noAnswer');
    expect(told(presence(), 'different', failure('badAnswer'))).toBe('pick.notApplied');
    expect(told(presence(), 'noAnswer', new Error('x'))).toBe('pick.noAnswer');
  });

  it('brings the service’s own words along', () => {
    expect(notAppliedProblem(presence(), 'noAnswer', '', failure('timeout'))).toMatchObject({
      serviceMessage: 'Sorry',
      status: 500,
      correlationId: 'c-1',
      retryable: true,
    });
  });
});

it('a service that asks for a pause has it told in whole seconds, never too few', () => {
  expect([1, 1000, 1001].map((ms) => busyProblem(ms).params)).toEqual([
    { seconds: '1' },
    { seconds: '1' },
    { seconds: '2' },
  ]);
});
