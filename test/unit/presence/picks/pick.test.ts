/** How much of a pick a statement of the service shows as taken, and what is sent once more. */
import { describe, expect, it } from 'vitest';
import {
  howMuchTaken,
  isPersonsAct,
  mayBeOnQueue,
  messageFor,
  otherHalf,
  patchBody,
  type Pick,
  type PickPatch,
  type Taken,
} from '../../../../electron/presence/picks/pick.js';
import type { SourcePresence } from '../../../../electron/presence/current/source-presence.js';

const MEAL = { id: 'meal', systemPresence: 'Meal' } as const;
const BUSY = { id: 'busy', systemPresence: 'Busy' } as const;
const patch = (over: Partial<PickPatch>): PickPatch => ({
  definitionId: MEAL.id,
  message: 'soup',
  primary: false,
  ...over,
});
const said = (over: Partial<SourcePresence>): SourcePresence => ({
  definition: MEAL,
  message: 'soup',
  modifiedAt: null,
  future: null,
  ...over,
});

describe('a statement of the service', () => {
  it.each<[string, Partial<PickPatch>, Partial<SourcePresence> | null, Taken]>([
    ['that has both takes both', {}, {}, 'all'],
    ['that has the definition in another case takes both', {}, { definition: { ...MEAL, id: 'MEAL' } }, 'all'],
    ['with another message took the presence alone', {}, { message: 'tea' }, 'definitionOnly'],
    ['with another presence took the message alone', {}, { definition: BUSY }, 'messageOnly'],
    ['with neither took none', {}, { definition: BUSY, message: 'tea' }, 'none'],
    ['that is silent on the message proves nothing about one that was asked for', {}, { message: null }, 'unknown'],
    ['that is silent on the message agrees to an empty one', { message: ' ' }, { message: null }, 'all'],
    ['of another presence, silent on the message, took none', {}, { definition: BUSY, message: null }, 'none'],
    ['takes a presence asked for alone, whatever the message', { message: null }, { message: 'tea' }, 'all'],
    ['of another presence refuses one asked for alone', { message: null }, { definition: BUSY }, 'none'],
    ['takes a message asked for alone, whatever the presence', { definitionId: null }, { definition: BUSY }, 'all'],
    ['with another message refuses one asked for alone', { definitionId: null }, { message: 'tea' }, 'none'],
    ['takes what follows the interaction', {}, { definition: BUSY, message: 'tea', future: MEAL }, 'all'],
    ['of another that follows does not', {}, { definition: BUSY, message: 'tea', future: BUSY }, 'none'],
    ['that is missing proves nothing about a presence', { message: null }, null, 'unknown'],
    ['that is missing proves nothing about a message', { definitionId: null }, null, 'unknown'],
    ['that is missing is enough where nothing was asked for', { definitionId: null, message: null }, null, 'all'],
  ])('%s', (_name, asked, answer, taken) => {
    expect(howMuchTaken(patch(asked), answer === null ? null : said(answer))).toBe(taken);
  });
});

describe('what is sent once more, alone', () => {
  it.each<[Taken, PickPatch | null]>([
    ['definitionOnly', { definitionId: null, message: 'soup', primary: false }],
    ['messageOnly', { definitionId: MEAL.id, message: null, primary: true }],
    ['all', null],
    ['none', null],
    ['unknown', null],
  ])('where %s was taken', (taken, half) => {
    expect(otherHalf(patch({ primary: true }), taken)).toEqual(half);
  });
});

const picked = (over: Partial<Pick>): Pick => ({
  definition: { ...MEAL, label: 'Meal' },
  isListed: true,
  edited: null,
  makePrimary: false,
  forMs: null,
  origin: 'popup',
  ...over,
});

describe('the message that goes with a pick', () => {
  const edited = { text: 'back at one', lifetime: { kind: 'presence' } } as const;
  it.each<[string, Partial<Pick>, SourcePresence | null, boolean, string | null]>([
    ['is the one just written', { edited }, said({ message: 'tea' }), true, 'back at one'],
    ['is the one that stands', {}, said({ definition: BUSY, message: 'tea' }), false, 'tea'],
    [
      'is none where it was set for the presence that is left',
      {},
      said({ definition: BUSY, message: 'tea' }),
      true,
      '',
    ],
    ['stays where it was set for the presence picked again', {}, said({ message: 'tea' }), true, 'tea'],
    ['is left out where nobody knows what stands', {}, null, false, null],
    ['is left out where the service does not say what stands', {}, said({ message: null }), true, null],
    ['is left out where the presence stays', { definition: null }, said({ message: 'tea' }), false, null],
  ])('%s', (_name, pick, current, setForOnePresence, message) => {
    expect(messageFor(picked(pick), current, setForOnePresence)).toBe(message);
  });
});

it('a request says only what was asked for, an empty message too', () => {
  expect(patchBody(patch({ primary: true }))).toEqual({
    primary: true,
    presenceDefinition: { id: MEAL.id },
    message: 'soup',
  });
  expect(patchBody(patch({ message: '' }))).toEqual({ presenceDefinition: { id: MEAL.id }, message: '' });
  expect(patchBody({ definitionId: null, message: null, primary: false })).toEqual({});
});

it('a timer and an automation act without a person, everything else is a person’s act', () => {
  const origins = ['popup', 'tray', 'hotkey', 'commandLine', 'notification', 'timer', 'automation'] as const;
  expect(origins.filter((origin) => !isPersonsAct(origin))).toEqual(['timer', 'automation']);
});

it('a pick may be On Queue if it is, or if nobody knows yet what it is', () => {
  const queue = { id: 'q', label: 'On Queue', systemPresence: 'OnQueue' } as const;
  expect(
    [{}, { definition: null }, { definition: queue }, { isListed: false }].map((pick) => mayBeOnQueue(picked(pick))),
  ).toEqual([false, false, true, true]);
});
