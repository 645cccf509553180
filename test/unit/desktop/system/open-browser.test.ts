import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserCommands, withAddress } from '../../../../electron/desktop/system/browser-variable.js';
import { FAILS_WITHIN_MS, isWebPage, openBrowser } from '../../../../electron/desktop/system/open-browser.js';
import { HandClock, rememberingLog } from '../../session/kit.js';

const url = 'https://login.mypurecloud.de/oauth/authorize?state=a;b|c&x=$(id)&y=%2F%s';

function deps() {
  const openExternal = vi.fn(() => Promise.resolve());
  const clock = new HandClock();
  const log = rememberingLog();
  return { platform: 'linux', env: {}, spawn, openExternal, clock, log } as const;
}

describe('the browser', () => {
  it('is the system’s, where nothing else is said', async () => {
    const here = deps();
    await openBrowser(url, here);
    await openBrowser(url, { ...here, env: { BROWSER: ' : ' } });
    await openBrowser(url, { ...here, platform: 'win32', env: { BROWSER: 'ignored' } });
    expect(here.openExternal.mock.calls).toEqual([[url], [url], [url]]);
  });

  it.each([
    'file:///etc/passwd',
    'http://example.com/',
    'javascript:alert(1)',
    'https://a:b@example.com/',
    'ms-settings:',
    '',
  ])('is never given %j', async (address) => {
    const here = deps();
    await expect(openBrowser(address, here)).rejects.toThrow(TypeError);
    expect(here.openExternal).not.toHaveBeenCalled();
  });

  it.each(['https://example.com/', 'http://localhost:8080/x', 'http://127.0.0.1:1/', 'http://[::1]:9/'])(
    'takes %s',
    (address) => {
      expect(isWebPage(address)).toBe(true);
    },
  );
});

describe.runIf(process.platform !== 'win32')('$BROWSER on Linux', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'browser-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A program that records its arguments, one per line, and then ends or stays. */
  function program(name: string, after = 'exit 0'): string {
    const path = join(folder, name);
    const seen = join(folder, 'seen');
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > "${seen}.part"\nmv "${seen}.part" "${seen}"\n${after}\n`, {
      mode: 0o755,
    });
    return path;
  }
  /** The arguments of the started program. */
  const seen = async (): Promise<string[]> => {
    const file = join(folder, 'seen');
    const read = (): string[] | null => {
      try {
        return readFileSync(file, 'utf8').trimEnd().split('\n');
      } catch {
        return null;
      }
    };
    await new Promise<void>((resolve) => {
      const watcher = watch(folder, done);
      function done(): void {
        if (read() === null) return;
        watcher.close();
        resolve();
      }
      done();
    });
    return read() ?? [];
  };

  it.each([
    ['PROGRAM', [url]],
    ['PROGRAM --private-window', ['--private-window', url]],
    ['PROGRAM --profile-directory=Work %s', ['--profile-directory=Work', url]],
    ['PROGRAM --app=%s --class "My App"', [`--app=${url}`, '--class', 'My App']],
    ["PROGRAM 'a b' c\\ d 100%% x%cy", ['a b', 'c d', '100%', 'x:y', url]],
    ['missing-browser-of-nobody:PROGRAM -x', ['-x', url]],
    [':: PROGRAM :', [url]],
  ])('%s', async (value, args) => {
    const here = deps();
    await openBrowser(url, { ...here, env: { BROWSER: value.replace('PROGRAM', program('browser')) } });
    expect(await seen()).toEqual(args);
    expect(here.openExternal).not.toHaveBeenCalled();
  });

  it.each(['my browser', 'with:colon'])('may be a program called “%s”, without quotes', async (name) => {
    const here = deps();
    await openBrowser(url, { ...here, env: { BROWSER: program(name) } });
    expect(await seen()).toEqual([url]);
  });

  it('that runs on is the browser; no later end of it opens another', async () => {
    const here = deps();
    let started = (): void => undefined;
    const spawned = new Promise<void>((resolve) => (started = resolve));
    const child = new Map<string, (...args: never[]) => void>();
    const opened = openBrowser(url, {
      ...here,
      env: { BROWSER: 'browser' },
      spawn: () => ({
        once: (event: string, listener: (...args: never[]) => void) => {
          child.set(event, listener);
          if (child.size === 3) started();
        },
        unref: () => undefined,
      }),
    });
    await spawned;
    child.get('spawn')?.();
    here.clock.advance(FAILS_WITHIN_MS);
    await opened;
    expect(here.openExternal).not.toHaveBeenCalled();
  });

  it.each([
    ['is missing', 'missing-browser-of-nobody', 'ENOENT'],
    ['ends at once with an error', 'FAILING', 'exit status 3'],
    ['is killed at once', 'KILLED', 'SIGKILL'],
    ['is no program', '/etc', 'EACCES'],
    ['is empty quotes', '""', 'TypeError'],
  ])('that %s leaves it to the desktop, and the log says why', async (_how, value, why) => {
    const here = deps();
    const BROWSER = value
      .replace('FAILING', `${program('failing', 'exit 3')} -a`)
      .replace('KILLED', program('killed', 'kill -9 $$'));
    await openBrowser(url, { ...here, env: { BROWSER } });
    expect(here.openExternal.mock.calls).toEqual([[url]]);
    expect(here.log.lines).toEqual([expect.stringContaining(why)]);
    expect(here.log.lines.join()).not.toContain('state=');
  });

  it('never goes through a shell, and gives the address as one argument whatever surrounds it', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        for (const command of browserCommands(value, () => false)) {
          const words = withAddress(command, url);
          expect(words.some((word) => word.includes(url))).toBe(true);
        }
      }),
    );
  });

  it('reads words like a POSIX shell does', () => {
    const read = (value: string) => browserCommands(value, () => false);
    expect(read('a "b \\"c\\" \\d" \'e\\f\' g""h')).toEqual([['a', 'b "c" \\d', 'e\\f', 'gh']]);
    expect(read('a:"b:c" d')).toEqual([['a'], ['b:c', 'd']]);
    expect(read('a "never closed')).toEqual([['a', 'never closed']]);
    expect(read('$(id) `id` a;b')).toEqual([['$(id)', '`id`', 'a;b']]);
  });
});
