/**
 * A sign-in behind a proxy that asks for a password: it waits for the person's answer, and names the cause where there
 * is none.
 */
import { expect, it } from 'vitest';
import type { Session } from '../../../electron/session/session.js';
import { CHECK_LOGIN_AFTER_MS } from '../../../electron/session/sign-in-attempt.js';
import { stateOf, until, withKit, type Kit } from './kit.js';

/** A session behind a proxy that is shut in the way that is said. */
function behindProxy(kit: Kit, code = 'ERR_PROXY_AUTH_REQUESTED') {
  let shut = true;
  const waiting: ((opens: boolean) => void)[] = [];
  const session = kit.start({
    fetch: (url, init) => (shut ? Promise.reject(new Error(`net::${code}`)) : fetch(url, init)),
    proxyOpens: (signal) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(false));
      }),
  });
  const answer = (opens: boolean): void => {
    if (opens) shut = false;
    waiting.shift()?.(opens);
  };
  return { session, waiting, answer, shut: () => (shut = true) };
}

async function comeBack(kit: Kit, session: Session): Promise<void> {
  await until(session, () => kit.opened.length > 0);
  await kit.choose('Ada Lovelace');
}

it('waits after the browser has come back, and goes on with the same code', async () => {
  await withKit({}, async (kit) => {
    const { session, waiting, answer } = behindProxy(kit);
    const done = session.signIn({ asSomeoneElse: false });
    await comeBack(kit, session);
    await until(session, () => waiting.length === 1);
    expect(session.state).toMatchObject({ kind: 'signingIn', step: 'exchanging' });
    answer(true);
    await done;
    expect(session.state).toMatchObject({ kind: 'signedIn' });
    expect(kit.opened).toHaveLength(1);
  });
});

it('says why it came to nothing after "not now"', async () => {
  await withKit({}, async (kit) => {
    const { session, waiting, answer } = behindProxy(kit);
    const done = session.signIn({ asSomeoneElse: false });
    await comeBack(kit, session);
    await until(session, () => waiting.length === 1);
    answer(false);
    await done;
    expect(await stateOf(session, 'signedOut')).toMatchObject({ problem: { key: 'error.proxyLogin' } });
  });
});

it('can be cancelled while it waits', async () => {
  await withKit({}, async (kit) => {
    const { session, waiting } = behindProxy(kit);
    const done = session.signIn({ asSomeoneElse: false });
    await comeBack(kit, session);
    await until(session, () => waiting.length === 1);
    session.cancelSignIn();
    await done;
    expect(session.state).toEqual({ kind: 'signedOut', problem: null });
  });
});

it('goes on in the browser while the proxy asks, and ends there where the organisation lets nobody be asked', async () => {
  await withKit({}, async (kit) => {
    const asked = behindProxy(kit);
    const first = asked.session.signIn({ asSomeoneElse: false });
    await until(asked.session, () => kit.opened.length === 1);
    kit.clock.advance(CHECK_LOGIN_AFTER_MS);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(asked.session.state).toMatchObject({ kind: 'signingIn', step: 'browser' });
    asked.session.cancelSignIn();
    await first;

    const forbidden = behindProxy(kit, 'ERR_PROXY_AUTH_FORBIDDEN');
    const second = forbidden.session.signIn({ asSomeoneElse: false });
    await until(forbidden.session, () => kit.opened.length === 2);
    kit.clock.advance(CHECK_LOGIN_AFTER_MS);
    await second;
    expect(forbidden.session.state).toMatchObject({ problem: { key: 'error.proxyForbidden' } });
  });
});
