/** How much of a pick a statement of the service shows as taken, and what is sent once more. */
import { describe, expect, it } from 'vitest';
import { howMuchTaken, otherHalf, type PickPatch, type Taken } from '../../../../electron/presence/picks/pick.js';
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
