/** Where a pick comes from decides who hears of it. */
import { describe, expect, it } from 'vitest';
import { popupHandlers } from '../../../../electron/app/handlers/popup.js';
import { presenceHandlers } from '../../../../electron/app/handlers/presence.js';
import type { SignedIn } from '../../../../electron/app/signed-in.js';

function desk(signedIn = true) {
  const done: unknown[] = [];
  const engine = new Proxy({}, { get: (_target, act) => (value: unknown) => done.push([act, value]) });
  const current = {
    engine,
    automations: { personActed: () => done.push('acted') },
    pick: ({ origin }: { origin: string }) => done.push(['pick', origin]),
    pickRoutine: (id: string, origin: string) => done.push(['routine', id, origin]),
  } as unknown as SignedIn;
  return { handlers: presenceHandlers({ account: { current: () => (signedIn ? current : null) } }), done };
}

describe('a pick', () => {
  it.each([
    ['popup', 'popup'],
    ['card', 'notification'],
  ] as const)('from the %s is one of the %s', (from, origin) => {
    const { handlers, done } = desk();
    void handlers['presence:pick']({ definitionId: 'd' }, from);
    void handlers['presence:routine']({ routineId: 'r' }, from);
    expect(done).toEqual([
      ['pick', origin],
      ['routine', 'r', origin],
    ]);
  });

  it('that a person tries again, or makes Genesys Cloud primary for, is their own act', () => {
    const { handlers, done } = desk();
    void handlers['presence:retry'](undefined, 'popup');
    void handlers['presence:makePrimary'](undefined, 'popup');
    expect(done).toEqual(['acted', ['retry', undefined], 'acted', ['makePrimary', undefined]]);
  });

  it('set for a time is extended by minutes', () => {
    const { handlers, done } = desk();
    void handlers['presence:extendTimed']({ minutes: 5 }, 'popup');
    expect(done).toEqual([['extendTimed', 300_000]]);
  });

  it('of nobody does nothing', () => {
    const { handlers, done } = desk(false);
    void handlers['presence:pick']({ definitionId: 'd' }, 'popup');
    void handlers['presence:retry'](undefined, 'popup');
    expect(done).toEqual([]);
  });
});

it('a card closes and resizes itself, every other window is the popup', () => {
  const done: unknown[] = [];
  const handlers = popupHandlers({
    closePopup: (which) => done.push(which),
    resize: (which, height) => done.push([which, height]),
    draft: () => undefined,
  });
  void handlers['popup:close'](undefined, 'card');
  void handlers['popup:close'](undefined, 'popup');
  void handlers['popup:resize']({ height: 7 }, 'card');
  void handlers['popup:resize']({ height: 8 }, 'popup');
  expect(done).toEqual(['card', 'popup', ['card', 7], ['popup', 8]]);
});
