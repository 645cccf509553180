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
