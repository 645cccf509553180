import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceAppImage } from '../../../electron/desktop/updates/replace-app-image.js';
import { restartCommand } from '../../../electron/desktop/updates/restart-command.js';
import { run } from '../../desktop/processes.js';

const sha512 = (text: string): string => createHash('sha512').update(text).digest('base64');
let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'app-image-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an AppImage that is replaced', () => {
  it('keeps its name and who may start it', async () => {
    const old = join(folder, 'My Presence Tray 0.1.0.AppImage');
    const fetched = join(folder, 'fetched');
    await writeFile(old, 'old');
    await writeFile(fetched, 'new');
    for (const mode of [0o755, 0o700, 0o750]) {
      await chmod(old, mode);
      await replaceAppImage(fetched, sha512('new'), old);
      expect(await readFile(old, 'utf8')).toBe('new');
      expect((await stat(old)).mode & 0o777).toBe(mode);
    }
    expect((await readdir(folder)).sort()).toEqual(['My Presence Tray 0.1.0.AppImage', 'fetched']);
  });

  it('is replaced where its link leads to', async () => {
    const real = join(folder, 'real.AppImage');
    const link = join(folder, 'presence-tray');
    await writeFile(real, 'old', { mode: 0o755 });
    await symlink(real, link);
    await writeFile(join(folder, 'fetched'), 'new');
    await replaceAppImage(join(folder, 'fetched'), sha512('new'), link);
    expect(await readFile(real, 'utf8')).toBe('new');
    expect(await readFile(link, 'utf8')).toBe('new');
  });

  it('stays as it is where the file changed since it was fetched, or is gone', async () => {
    const old = join(folder, 'a.AppImage');
    await writeFile(old, 'old', { mode: 0o755 });
    await writeFile(join(folder, 'fetched'), 'newer');
    await expect(replaceAppImage(join(folder, 'fetched'), sha512('new'), old)).rejects.toThrow('checksum');
    await expect(replaceAppImage(join(folder, 'none'), sha512('new'), old)).rejects.toThrow('ENOENT');
    expect(await readFile(old, 'utf8')).toBe('old');
    expect((await readdir(folder)).sort()).toEqual(['a.AppImage', 'fetched']);
  });
});

describe('a restart into the new AppImage', () => {
  it('waits for this process, and starts it with its arguments and without this one’s mount', async () => {
    const script = join(folder, "an app's image");
    const said = join(folder, 'said');
    await writeFile(script, `#!/bin/sh\nprintf '%s|' "$@" "$APPDIR" > '${said}'\n`, { mode: 0o755 });
    const ended = 4_000_000;
    const { program, args, env } = restartCommand(script, ['--hidden', '$(touch x) "y"'], ended, {
      PATH: process.env['PATH'],
      APPDIR: '/tmp/.mount',
    });
    await run(program, [...args], { env: { ...env }, limitMs: 10_000 });
    expect(await readFile(said, 'utf8')).toBe('--hidden|$(touch x) "y"||');
  });
});
