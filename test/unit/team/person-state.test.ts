/** What is known of a person is the newest the service said, in whatever order it arrived. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PersonState } from '../../../electron/team/person-state.js';

const at = (ms: number): string => new Date(ms).toISOString();
const definition = (id: string) => ({ id, systemPresence: 'Busy' as const });
const none = () => null;
const person = () => new PersonState({ id: 'u', name: null, department: null });

test('the newest date wins, whichever way and in whichever order it is told', () => {
  const said = fc.record({ time: fc.integer({ min: 1, max: 50 }), event: fc.boolean() });
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 20 }), (all) => {
      const state = person();
      all.forEach(({ time, event }, turn) => {
        const presence = { presenceDefinition: definition(`d${time}`), modifiedDate: at(time * 1000) };
        if (event) state.heard({ id: 'u', presence }, none, turn, true);
        else state.read({ userId: 'u', ...presence }, none, { askedAt: turn, now: turn });
      });
      expect(state.presence?.definitionId).toBe(`d${Math.max(...all.map(({ time }) => time))}`);
    }),
  );
});

test('a reading that was asked for before an event does not take its message back', () => {
  const state = person();
  const presence = { presenceDefinition: definition('d'), modifiedDate: at(1000) };
  state.heard({ id: 'u', presence: { ...presence, presenceMessage: 'new' } }, none, 10, true);
  state.read({ userId: 'u', ...presence, message: 'old' }, none, { askedAt: 5, now: 11 });
  expect(state.presence?.message).toBe('new');
  state.read({ userId: 'u', ...presence, message: 'newest' }, none, { askedAt: 12, now: 13 });
  expect(state.presence?.message).toBe('newest');
});

test('events without a date count by their arrival', () => {
  const state = person();
  state.heard({ id: 'u', presence: { presenceDefinition: definition('a') } }, none, 1, true);
  state.heard({ id: 'u', presence: { presenceDefinition: definition('b') } }, none, 2, true);
  expect(state.presence?.definitionId).toBe('b');
});

test('whom a reading does not name is unknown; whom an event named since is known', () => {
  const state = person();
  expect(state.state).toBe('waiting');
  state.read(null, none, { askedAt: 1, now: 1 });
  expect(state.state).toBe('unknown');
  state.heard({ id: 'u', presence: { presenceDefinition: definition('a') } }, none, 5, true);
  state.read(null, none, { askedAt: 4, now: 6 });
  expect(state.state).toBe('known');
  state.read(null, none, { askedAt: 7, now: 8 });
  expect(state.state).toBe('unknown');
});

test('a definition of a kind that nobody knows tells nothing, and takes nothing away', () => {
  const state = person();
  state.heard({ id: 'u', presence: { presenceDefinition: definition('a') } }, none, 1, true);
  state.heard({ id: 'u', presence: { presenceDefinition: { id: 'x', systemPresence: null } } }, none, 2, true);
  expect(state.presence?.definitionId).toBe('a');
});

test('an event beats a reading that was asked for in the same moment', () => {
  const state = person();
  const presence = { presenceDefinition: definition('d'), modifiedDate: at(1000) };
  state.heard({ id: 'u', presence: { ...presence, presenceMessage: 'new' } }, none, 10, true);
  state.read({ userId: 'u', ...presence, message: 'old' }, none, { askedAt: 10, now: 11 });
  expect(state.presence?.message).toBe('new');
  state.readUser(
    { id: 'u', name: 'Ada', routingStatus: { status: 'IDLE' }, outOfOffice: { active: true } },
    { askedAt: 10 },
  );
  expect(state).toMatchObject({ name: 'Ada', routing: null, outOfOffice: false });
  state.readUser({ id: 'u', routingStatus: { status: 'IDLE' }, outOfOffice: { active: true } }, { askedAt: 11 });
  expect(state).toMatchObject({ name: 'Ada', routing: { status: 'IDLE', startedAt: null }, outOfOffice: true });
});

test('whom a reading asked for in the moment of an event does not name is unknown only if it was asked for later', () => {
  const state = person();
  state.heard({ id: 'u', presence: { presenceDefinition: definition('a') } }, none, 5, true);
  state.read(null, none, { askedAt: 5, now: 6 });
  expect(state.state).toBe('known');
});

test('a message stays with its presence where a statement leaves it out, and goes with another presence', () => {
  const state = person();
  const told = (id: string, presenceMessage?: string) =>
    state.heard({ id: 'u', presence: { presenceDefinition: definition(id), presenceMessage } }, none, 1, true);
  told('a', 'soon');
  told('a');
  expect(state.presence).toMatchObject({ definitionId: 'a', message: 'soon' });
  told('b');
  expect(state.presence).toMatchObject({ definitionId: 'b', message: null });
});

test('an older routing status takes nothing back; one without a date counts by its arrival', () => {
  const state = person();
  const told = (status: 'IDLE' | 'INTERACTING' | 'OFF_QUEUE' | undefined, startTime?: string) =>
    state.heard({ id: 'u', routingStatus: { status, startTime } }, none, 1, true);
  told('INTERACTING', at(2000));
  told('IDLE', at(1000));
  told(undefined, at(9000));
  expect(state.routing).toEqual({ status: 'INTERACTING', startedAt: 2000 });
  told('IDLE', at(2000));
  expect(state.routing).toEqual({ status: 'IDLE', startedAt: 2000 });
  told('OFF_QUEUE');
  expect(state.routing).toEqual({ status: 'OFF_QUEUE', startedAt: null });
});

test('where another source is looked at, an event tells nothing of the presence, but of interactions it does', () => {
  const state = person();
  const presence = { presenceDefinition: definition('a') };
  state.heard({ id: 'u', presence, routingStatus: { status: 'IDLE' }, outOfOffice: { active: true } }, none, 1, false);
  expect(state).toMatchObject({ presence: null, routing: { status: 'IDLE' }, outOfOffice: true });
});

test('whose reading failed is unknown, until one tells something', () => {
  const state = person();
  state.failed = true;
  expect(state.state).toBe('unknown');
  state.read({ userId: 'u', presenceDefinition: definition('a') }, none, { askedAt: 1, now: 7 });
  expect(state).toMatchObject({ state: 'known', failed: false, readAt: 7, askedAt: 1 });
});
