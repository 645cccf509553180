import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aboutHandlers } from '../../../../electron/app/handlers/about.js';
import type { Diagnose } from '../../../../electron/app/diagnose.js';
import { rememberingLog } from '../../settings/doubles.js';

function about(diagnose: Diagnose = () => Promise.resolve('{}'), failure = '') {
  const folder = mkdtempSync(join(tmpdir(), 'about-'));
  const copied: string[] = [];
  const opened: string[] = [];
  const log = rememberingLog();
  const handlers = aboutHandlers({
    about: {
      folder,
      userData: folder,
      log,
      diagnose,
      copy: (text) => copied.push(text),
      openPath: (path) => {
        opened.push(path);
        return Promise.resolve(failure);
      },
    },
  });
  return { handlers, folder, copied, opened, log };
}

describe('About', () => {
  it('copies the diagnostics as JSON, which no window sees', async () => {
    const { handlers, copied } = about((form) => Promise.resolve(`told as ${form === 'json' ? form : 'text'}`));
    expect(await handlers['about:copyDiagnostics'](undefined, 'settings')).toBe(true);
    expect(copied).toEqual(['told as json']);
  });

  it('says that there are none, where they could not be made', async () => {
    const { handlers, copied, log } = about(() => Promise.reject(new Error('no disk')));
    expect(await handlers['about:copyDiagnostics'](undefined, 'settings')).toBe(false);
    expect(copied).toEqual([]);
    expect(log.lines.join()).toContain('no disk');
  });

  it('opens the log folder, also before there is one', async () => {
    const { handlers, folder, opened } = about();
    expect(await handlers['about:openLogFolder'](undefined, 'settings')).toEqual({ failed: null });
    expect(opened).toEqual([join(folder, 'logs')]);
    expect(existsSync(join(folder, 'logs'))).toBe(true);
  });

  it('names the log folder, where no file manager opens it', async () => {
    const { handlers, folder } = about(undefined, 'no program');
    expect(await handlers['about:openLogFolder'](undefined, 'settings')).toEqual({ failed: join(folder, 'logs') });
  });

  it('shows the licences in the package', async () => {
    const { handlers, folder } = about();
    expect(await handlers['about:licences'](undefined, 'settings')).toEqual({ text: null });
    writeFileSync(join(folder, 'third-party-licences.txt'), 'MIT');
    expect(await handlers['about:licences'](undefined, 'settings')).toEqual({ text: 'MIT' });
  });
});
