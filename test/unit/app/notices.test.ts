import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNotices } from '../../../electron/app/notices.js';
import { notice } from '../../../electron/settings/app-notice.js';
import { filesOnDisk, rememberingLog } from '../settings/doubles.js';

const noTray = notice('notice.noTray');
const startsAtLogin = notice('notice.startsAtLogin');

describe('what the app tells about itself', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'presence-tray-notices-'));
  });
  afterEach(async () => {
    await files.flushed();
    rmSync(folder, { recursive: true, force: true });
  });

  const files = filesOnDisk();
  const start = () => {
    const changed = vi.fn();
    const notices = createNotices(rememberingLog());
    notices.begin(files.open(join(folder, 'notices.json')), []);
    notices.onChange(changed);
    return { notices, changed };
  };

  it('is there until the person puts it away, and the same thing stands there once', () => {
    const { notices, changed } = start();
    notices.tell(startsAtLogin);
    notices.tell(noTray);
    notices.tell(startsAtLogin);
    expect(notices.all()).toEqual([noTray, startsAtLogin]);
    notices.dismiss(startsAtLogin.id);
    expect(notices.all()).toEqual([noTray]);
    expect(changed).toHaveBeenCalledTimes(4);
  });

  it('begins with what opening the settings had to tell', () => {
    const first = [notice('settings.notice')];
    const notices = createNotices(rememberingLog());
    notices.begin(files.open(join(folder, 'notices.json')), first);
    expect(notices.all()).toEqual(first);
  });

  it('keeps what was told before that, unless an earlier run put it away', () => {
    start().notices.tell(noTray);
    const earlier = start().notices;
    earlier.tell(noTray);
    earlier.dismiss(noTray.id);
    const notices = createNotices(rememberingLog());
    notices.tell(noTray);
    notices.tell(startsAtLogin);
    notices.begin(files.open(join(folder, 'notices.json')), []);
    expect(notices.all()).toEqual([startsAtLogin]);
  });

  it('is told once of a desktop without a tray, not at every start', () => {
    const { notices } = start();
    notices.tell(noTray);
    notices.dismiss(noTray.id);
    const again = start().notices;
    again.tell(noTray);
    expect(again.all()).toEqual([]);
  });

  it('is news again once the cause was gone', () => {
    const { notices } = start();
    notices.tell(noTray);
    notices.dismiss(noTray.id);
    start().notices.untell(noTray.id);
    const again = start().notices;
    again.tell(noTray);
    expect(again.all()).toEqual([noTray]);
  });

  it('goes by itself with its cause', () => {
    const { notices } = start();
    notices.tell(noTray);
    notices.untell(noTray.id);
    expect(notices.all()).toEqual([]);
  });

  it('is told again of what happens anew', () => {
    const { notices } = start();
    notices.tell(startsAtLogin);
    notices.dismiss(startsAtLogin.id);
    const again = start().notices;
    again.tell(startsAtLogin);
    expect(again.all()).toEqual([startsAtLogin]);
  });

  it('survives a file that says nonsense', async () => {
    writeFileSync(join(folder, 'notices.json'), '{"putAway": 5}');
    const { notices } = start();
    notices.tell(noTray);
    notices.dismiss(noTray.id);
    await files.flushed();
    expect(JSON.parse(readFileSync(join(folder, 'notices.json'), 'utf8'))).toEqual({ putAway: [noTray.id] });
  });
});
