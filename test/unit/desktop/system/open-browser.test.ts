import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isWebPage, NoBrowserError, openBrowser } from '../../../../electron/desktop/system/open-browser.js';

const url = 'https://login.mypurecloud.de/oauth/authorize?state=a;b|c&x=$(id)';
const never = () => Promise.reject(new Error('not this way'));

describe('the browser', () => {
  it('is the system’s, where nothing else is said', async () => {
    const openExternal = vi.fn(() => Promise.resolve());
    await openBrowser(url, { platform: 'linux', env: {}, spawn, openExternal });
    await openBrowser(url, { platform: 'win32', env: { BROWSER: 'ignored' }, spawn, openExternal });
    expect(openExternal.mock.calls).toEqual([[url], [url]]);
  });

  it.runIf(process.platform !== 'win32')(
    'is $BROWSER on Linux, with the address as its one argument and no shell',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'browser-'));
      const seen = join(folder, 'seen');
      const program = join(folder, 'my browser');
      writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > "${seen}.part"\nmv "${seen}.part" "${seen}"\n`, {
        mode: 0o755,
      });
      const written = new Promise<void>((resolve) => {
        const watcher = watch(folder, (_event, name) => {
          if (name !== 'seen') return;
          watcher.close();
          resolve();
        });
      });
      await openBrowser(url, { platform: 'linux', env: { BROWSER: program }, spawn, openExternal: never });
      await written;
      expect(readFileSync(seen, 'utf8')).toBe(`1\n${url}\n`);
      rmSync(folder, { recursive: true });
    },
  );

  it('that does not exist is reported by its name', async () => {
    const env = { BROWSER: '/nowhere/browser' };
    const opened = openBrowser(url, { platform: 'linux', env, spawn, openExternal: never });
    await expect(opened).rejects.toThrow(NoBrowserError);
    await expect(opened).rejects.toMatchObject({ program: '/nowhere/browser' });
  });

  it.each([
    'file:///etc/passwd',
    'http://example.com/',
    'javascript:alert(1)',
    'https://a:b@example.com/',
    'ms-settings:',
    '',
  ])('is never given %j', async (address) => {
    await expect(openBrowser(address, { platform: 'linux', env: {}, spawn, openExternal: never })).rejects.toThrow(
      TypeError,
    );
  });

  it.each(['https://example.com/', 'http://localhost:8080/x', 'http://127.0.0.1:1/', 'http://[::1]:9/'])(
    'takes %s',
    (address) => {
      expect(isWebPage(address)).toBe(true);
    },
  );
});
