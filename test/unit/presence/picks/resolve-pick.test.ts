/** What becomes of a wish for a presence: a pick, or a word why it cannot be one. */
import { describe, expect, it } from 'vitest';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import type { SystemPresence } from '../../../../electron/genesys/system-presence.js';
import { DefinitionBook } from '../../../../electron/presence/definitions/definition-book.js';
import type { PickOrigin } from '../../../../electron/presence/picks/pick.js';
import {
  resolveAgain,
  resolvePick,
  waitsForList,
  type ResolveContext,
} from '../../../../electron/presence/picks/resolve-pick.js';
import { builtIn, definition } from '../../manage/definitions.js';

const context = (more: { isLoaded?: boolean; mayGoOnQueue?: boolean } = {}): ResolveContext => {
  const { isLoaded = true, mayGoOnQueue = true } = more;
  const systemName = (name: SystemPresence): string => `the ${name}`;
  const all = [
    ...(['Available', 'Break', 'OnQueue', 'Offline', 'Idle'] as const).map(builtIn),
    definition('coffee', 'Break', { en_US: 'Coffee' }),
    definition('smoke', 'Break', { en_US: 'Cigarette' }, { deactivated: true }),
  ];
  return {
    book: new DefinitionBook(isLoaded ? all : [], {
      languages: ['en'],
      organizationLanguage: null,
      systemName,
      divisionId: null,
      divisionName: (id) => id,
      mayGoOnQueue,
    }),
    isLoaded,
    mayGoOnQueue,
    systemName,
    unnamed: 'this presence',
  };
};
const resolve = (definitionId: string | undefined, given = context(), origin: PickOrigin = 'popup') =>
  resolvePick({ definitionId, origin }, given);
const refusal = (...args: Parameters<typeof resolve>) => resolve(...args).refusal?.key ?? null;

describe('a wish for a presence', () => {
  it('is the organisation’s definition, for no time and with no message unless they are asked for', () => {
    expect(resolve('coffee')).toEqual({
      pick: {
        definition: { id: 'coffee', label: 'Coffee', systemPresence: 'Break' },
        isListed: true,
        edited: null,
        makePrimary: false,
        forMs: null,
        origin: 'popup',
      },
      refusal: null,
    });
    const message = { text: 'soon', lifetime: { kind: 'presence' } } as const;
    expect(
      resolvePick({ definitionId: 'coffee', message, forMs: 60_000, makePrimary: true, origin: 'tray' }, context())
        .pick,
    ).toMatchObject({ edited: message, forMs: 60_000, makePrimary: true, origin: 'tray' });
  });

  it('that the organisation does not have, or no longer offers, is refused with a word', () => {
    expect(refusal('elsewhere')).toBe('pick.unknownDefinition');
    expect(resolve('smoke').refusal).toMatchObject({ key: 'pick.notOffered', params: { presence: 'Cigarette' } });
    expect(refusal(ID.Idle)).toBe('pick.notOffered');
  });

  it('for Offline, which no list offers, is granted', () => {
    expect(refusal(ID.Offline)).toBeNull();
  });

  it('for On Queue is granted to a person who may, and to nothing that acts without one', () => {
    for (const origin of ['popup', 'tray', 'hotkey', 'commandLine', 'notification'] as const)
      expect(refusal(ID.OnQueue, context(), origin)).toBeNull();
    for (const origin of ['timer', 'automation'] as const)
      expect(refusal(ID.OnQueue, context(), origin)).toBe('pick.onQueueNeedsPerson');
    expect(refusal(ID.OnQueue, context({ mayGoOnQueue: false }))).toBe('pick.onQueueNotPermitted');
    expect(refusal(ID.Break, context({ mayGoOnQueue: false }), 'timer')).toBeNull();
  });

  it('for nothing at all is refused, but not one for a message or a source alone', () => {
    expect(refusal(undefined)).toBe('pick.nothing');
    const message = { text: '', lifetime: { kind: 'presence' } } as const;
    expect(resolvePick({ message, origin: 'popup' }, context()).refusal).toBeNull();
    expect(resolvePick({ makePrimary: true, origin: 'popup' }, context()).refusal).toBeNull();
  });
});

describe('a wish made before the list of presences is there', () => {
  const early = context({ isLoaded: false });

  it('for a built-in presence has its name already', () => {
    expect(resolve(ID.Break, early)).toMatchObject({
      pick: { definition: { id: ID.Break, label: 'the Break', systemPresence: 'Break' }, isListed: true },
      refusal: null,
    });
  });

  it('for one of the organisation’s own has none yet, is not refused, and is looked up again once it is there', () => {
    const { pick, refusal: word } = resolve('coffee', early);
    expect(word).toBeNull();
    expect(pick).toMatchObject({ isListed: false, definition: { id: 'coffee', label: 'this presence' } });
    expect(resolveAgain(pick, context())).toEqual(resolve('coffee'));
    expect(resolveAgain(resolve('elsewhere', early).pick, context()).refusal?.key).toBe('pick.unknownDefinition');
  });

  it('keeps through that its message and its time', () => {
    const message = { text: 'soon', lifetime: { kind: 'presence' } } as const;
    const { pick } = resolvePick({ definitionId: 'coffee', message, forMs: 5, origin: 'hotkey' }, early);
    expect(resolveAgain(pick, context()).pick).toMatchObject({ edited: message, forMs: 5, origin: 'hotkey' });
  });

  it('waits while the list is read, and where nobody is there to ask also when that failed', () => {
    const pick = (origin: PickOrigin) => resolve('coffee', early, origin).pick;
    const kinds = ['loading', 'failed', 'ready'] as const;
    expect(kinds.map((kind) => waitsForList(pick('popup'), kind))).toEqual([true, false, false]);
    expect(kinds.map((kind) => waitsForList(pick('automation'), kind))).toEqual([true, true, false]);
    expect(kinds.map((kind) => waitsForList(resolve(ID.Break, early).pick, kind))).toEqual([false, false, false]);
  });
});
