/** What a window asks of the session. */
import { describe, expect, it } from 'vitest';
import { sessionHandlers } from '../../../../electron/app/handlers/session.js';
import type { Session } from '../../../../electron/session/session.js';
import { rememberingLog, settingsInMemory } from '../../settings/doubles.js';

function window(session: Partial<Session>, policy = {}) {
  const copied: string[] = [];
  const settings = settingsInMemory(rememberingLog(), { policy });
  const handlers = sessionHandlers({
    session: session as unknown as Session,
    settings,
    exploreDemo: () => undefined,
    signOut: () => undefined,
    copy: (text) => copied.push(text),
  });
  return { handlers, copied, settings };
}

describe('a person who signs in', () => {
  it('copies the address of their sign-in, and nothing where none is under way', () => {
    for (const [url, expected] of [
      ['https://login.example.org/', ['https://login.example.org/']],
      [null, []],
    ] as const) {
      const { handlers, copied } = window({ signInUrl: () => url });
      void handlers['session:copyLink'](undefined, 'popup');
      expect(copied).toEqual(expected);
    }
  });

  it('hears why the address they pasted is of no use, and nothing where it is', () => {
    const answer = (problem: string | null) =>
      window({ pasteAnswer: () => problem as ReturnType<Session['pasteAnswer']> }).handlers['session:pasteAnswer'](
        { address: 'http://localhost/' },
        'popup',
      );
    expect(answer(null)).toEqual({ ok: true, problem: null });
    expect(answer('session.paste.other')).toEqual({ ok: false, problem: { key: 'session.paste.other', params: {} } });
  });

  it('chooses a region that exists, and changes nothing of one that the organisation has chosen', () => {
    const choose = (region: string, policy = {}) => {
      const { handlers, settings } = window({}, policy);
      const taken = handlers['environment:set']({ region, clientId: 'client' }, 'popup');
      return [taken, settings.get().region];
    };
    expect(choose('us_east_1')).toEqual([true, 'us_east_1']);
    expect(choose('nowhere')[0]).toBe(false);
    expect(choose('us_east_1', { region: 'eu_central_1' })).toEqual([true, 'eu_central_1']);
  });
});
