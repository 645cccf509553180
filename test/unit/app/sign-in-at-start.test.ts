import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sameLogin, signInAtStart } from '../../../electron/app/sign-in-at-start.js';
import { nodeClock } from '../../../electron/app/node-clock.js';
import type { Session } from '../../../electron/session/session.js';
import { silentLog } from '../../../electron/silent-log.js';

async function desk() {
  const folder = await mkdtemp(join(tmpdir(), 'sign-in-at-start-'));
  let browsers = 0;
  const session = {
    state: { kind: 'signedOut', problem: null },
    signIn: () => {
      browsers += 1;
      return Promise.resolve();
    },
  } as unknown as Session;
  const start = (env: Record<string, string>, over: Partial<{ folder: string; state: Session['state'] }> = {}) =>
    signInAtStart({
      folder: over.folder ?? folder,
      session: over.state === undefined ? session : { ...session, state: over.state },
      clock: nodeClock,
      log: silentLog,
      env,
    });
  return { start, browsers: () => browsers };
}

test('the browser opens by itself once per log-in, however often the app is started', async () => {
  const { start, browsers } = await desk();
  await start({ XDG_SESSION_ID: '3' });
  await start({ XDG_SESSION_ID: '3' });
  expect(browsers()).toBe(1);
  await start({ XDG_SESSION_ID: '4' });
  expect(browsers()).toBe(2);
});

test('it does not open where somebody is signed in, or where it could not be remembered', async () => {
  const { start, browsers } = await desk();
  await start({}, { state: { kind: 'starting', waiting: false } });
  await start({}, { folder: import.meta.filename });
  expect(browsers()).toBe(0);
});

test('a clock that was corrected is the same log-in, a computer that was restarted is not', () => {
  expect(sameLogin({ login: '', bootedAt: 1_000_000 }, { login: '', bootedAt: 1_030_000 })).toBe(true);
  expect(sameLogin({ login: '', bootedAt: 1_000_000 }, { login: '', bootedAt: 9_000_000 })).toBe(false);
});
