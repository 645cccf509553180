import { expect, it } from 'vitest';
import { startFailed } from '../../../electron/app/start-failed.js';
import { english } from '../desktop/example-state.js';

function failing(over: { show?: () => void } = {}) {
  const done: string[] = [];
  const fail = (thrown: unknown): void =>
    startFailed(thrown, {
      app: { exit: (code) => done.push(`exit ${code}`), releaseSingleInstanceLock: () => done.push('lock released') },
      log: {
        error: (message, fields) => done.push(`log: ${message} ${String(fields?.['stack'] !== undefined)}`),
        flushNow: () => done.push('log written'),
      },
      logFolder: '/home/ada/logs',
      texts: () => english,
      write: (text) => done.push(text),
      show: over.show ?? ((title) => done.push(`shown: ${title}`)),
    });
  return { done, fail };
}

it('a start that fails says why and where the details are, lets go of the lock and ends with 1', () => {
  const { done, fail } = failing();
  fail(new Error('Cannot find module main-app.cjs\nRequire stack:'));
  expect(done).toEqual([
    'log: the start failed true',
    'log written',
    'Presence Tray could not be started: Cannot find module main-app.cjs\nThe log has the details: /home/ada/logs\n',
    'shown: Presence Tray could not be started: Cannot find module main-app.cjs',
    'lock released',
    'exit 1',
  ]);
});

it('it ends also where it cannot be shown', () => {
  const { done, fail } = failing({
    show: () => {
      throw new Error('no desktop');
    },
  });
  expect(() => fail('no reason')).toThrow('no desktop');
  expect(done.slice(-2)).toEqual(['lock released', 'exit 1']);
});
