import { describe, expect, it } from 'vitest';
import type { UpdateState, Updates } from '../../../electron/updates/updates.js';
import { computer, fileName, FEED, settled } from './updates-kit.js';

/** Looks, and lets the fetch end well. */
async function fetchedUpdate(pc: ReturnType<typeof computer>, updates: Updates): Promise<void> {
  const looked = updates.look();
  await settled();
  pc.fetches.at(-1)?.end('good');
  await looked;
}

const refused = (state: UpdateState): string => (state.kind === 'refused' ? state.reason : state.kind);

describe('an agent whose app updates itself', () => {
  it('gets a newer version in the background, and has it after quitting', async () => {
    const pc = computer();
    pc.publish({ version: '0.2.0', notes: '- Faster start' });
    const updates = pc.start();
    await fetchedUpdate(pc, updates);
    expect(updates.state()).toEqual({ kind: 'ready', version: '0.2.0', changes: 'Faster start.' });
    expect(pc.fetches[0]?.update.address).toBe(`${FEED}/${fileName('0.2.0')}`);
    expect(pc.installed).toEqual([]);
    await updates.onQuit(false)?.();
    expect(pc.installed).toEqual([{ restart: false }]);
    const next = pc.start('0.2.0');
    expect(next.arrived).toEqual({ changes: 'Faster start.' });
    expect(pc.start('0.2.0').arrived).toBeNull();
  });

  it('is looked for by itself, some minutes after the start and then four times a day', async () => {
    const pc = computer();
    pc.publish({ version: '0.1.0' });
    const updates = pc.start();
    pc.time.pass(119_000);
    await settled();
    expect(pc.reads).toEqual([]);
    pc.time.pass(11 * 60_000);
    await settled();
    expect(updates.state()).toEqual({ kind: 'current' });
    const looks = pc.reads.length;
    for (let hour = 0; hour < 24; hour += 1) {
      pc.time.pass(3_600_000);
      await settled();
    }
    expect(pc.reads.length - looks).toBeGreaterThanOrEqual(3 * 2);
    updates.end();
    expect(pc.time.waiting()).toBe(0);
  });

  it('is not disturbed while On Queue: the fetch waits, and one that runs is stopped', async () => {
    const pc = computer();
    pc.publish({ version: '0.2.0' });
    pc.setBusy(true);
    const updates = pc.start();
    await updates.look();
    expect(updates.state()).toEqual({ kind: 'waits', version: '0.2.0' });
    expect(pc.fetches).toEqual([]);
    pc.setBusy(false);
    updates.busyChanged();
    await settled();
    expect(updates.state().kind).toBe('fetching');
    pc.setBusy(true);
    updates.busyChanged();
    expect(pc.fetches[0]?.signal.aborted).toBe(true);
    expect(updates.state().kind).toBe('waits');
    pc.setBusy(false);
    updates.busyChanged();
    // The stopped one ends first.
    for (let time = 0; time < 5; time += 1) await settled();
    expect(pc.fetches.length).toBe(2);
    pc.fetches.at(-1)?.end('good');
    await settled();
    expect(updates.state().kind).toBe('ready');
    pc.setBusy(true);
    expect(updates.onQuit(true)).toBeNull();
    pc.setBusy(false);
    expect(updates.onQuit(true)).not.toBeNull();
  });

  it('comes in its turn where it is staged', async () => {
    for (const [place, kind] of [
      [0.1, 'fetching'],
      [0.3, 'current'],
    ] as const) {
      const pc = computer();
      pc.publish({ version: '0.2.0', percent: 20 });
      const updates = pc.start('0.1.0', place);
      void updates.look();
      await settled();
      expect(updates.state().kind).toBe(kind);
      // The place lasts.
      const again = pc.start('0.1.0', 1 - place);
      void again.look();
      await settled();
      expect(again.state().kind).toBe(kind);
    }
  });

  it('fetches the next version instead of one that is ready', async () => {
    const pc = computer();
    pc.publish({ version: '0.2.0' });
    const updates = pc.start();
    await fetchedUpdate(pc, updates);
    await updates.look();
    expect(pc.fetches.length).toBe(1);
    pc.publish({ version: '0.3.0' });
    await fetchedUpdate(pc, updates);
    expect(updates.state()).toMatchObject({ kind: 'ready', version: '0.3.0' });
  });

  it('keeps what is ready where the feed cannot be read for a while', async () => {
    const pc = computer();
    pc.publish({ version: '0.2.0' });
    const updates = pc.start();
    await fetchedUpdate(pc, updates);
    pc.unplug(true);
    await updates.look();
    expect(updates.state().kind).toBe('ready');
    expect(updates.onQuit(false)).not.toBeNull();
  });

  it('has no update installed that was taken back, or from before the settings changed', async () => {
    const pc = computer();
    pc.publish({ version: '0.2.0' });
    const updates = pc.start();
    await fetchedUpdate(pc, updates);
    pc.publish({ version: '0.1.0' });
    await updates.look();
    expect(updates.onQuit(false)).toBeNull();

    pc.publish({ version: '0.2.0' });
    await fetchedUpdate(pc, updates);
    pc.setMode('tell');
    updates.settingsChanged();
    expect(updates.onQuit(false)).toBeNull();
    await updates.look();
    expect(updates.state().kind).toBe('told');
    pc.setMode('off');
    updates.settingsChanged();
    expect(updates.state()).toEqual({ kind: 'off' });
  });
});

it.each([
  ['on', 'idle'],
  ['tell', 'idle'],
  ['off', 'off'],
] as const)('before anything was looked for, updates that are %s are %s', (mode, kind) => {
  const pc = computer();
  pc.setMode(mode);
  expect(pc.start().state()).toEqual({ kind });
});

describe('an update is refused', () => {
  it('where the feed has no signature, or another’s, or was changed since', async () => {
    for (const [signedBy, reason] of [
      ['nobody', 'unsigned'],
      ['others', 'signature'],
    ] as const) {
      const pc = computer();
      pc.publish({ version: '0.2.0', signedBy });
      const updates = pc.start();
      await updates.look();
      expect(updates.state()).toEqual({ kind: 'refused', version: null, reason });
      expect(pc.fetches).toEqual([]);
    }
    const pc = computer();
    pc.publish({ version: '0.2.0' });
    pc.tamper();
    const updates = pc.start();
    await updates.look();
    expect(refused(updates.state())).toBe('signature');
  });

  it('where it is older, on another host, or nothing that can be understood', async () => {
    const older = computer();
    older.publish({ version: '0.0.9' });
    const updates = older.start();
    await updates.look();
    expect(updates.state()).toEqual({ kind: 'refused', version: '0.0.9', reason: 'downgrade' });

    const elsewhere = computer();
    elsewhere.publish({ version: '0.2.0', url: 'https://evil.example/presence-tray.AppImage' });
    const there = elsewhere.start();
    await there.look();
    expect(there.state()).toEqual({ kind: 'refused', version: '0.2.0', reason: 'otherHost' });

    const redirected = computer();
    redirected.publish({ version: '0.2.0' });
    redirected.sendElsewhere();
    const sent = redirected.start();
    await sent.look();
    expect(sent.state()).toEqual({ kind: 'refused', version: null, reason: 'otherHost' });

    const odd = computer({ key: null, install: 'deb' });
    odd.files.set(`${FEED}/latest-linux.yml`, Buffer.from('<html>Sign in to the network</html>'));
    const page = odd.start();
    await page.look();
    expect(refused(page.state())).toBe('unreadable');
    for (const pc of [older, elsewhere, redirected, odd]) expect(pc.fetches).toEqual([]);
  });

  it('once: what failed its check is not fetched again, not even after a restart', async () => {
    const pc = computer();
    pc.publish({ version: '0.2.0' });
    const updates = pc.start();
    const looked = updates.look();
    await settled();
    pc.fetches[0]?.end('checksum');
    await looked;
    expect(updates.state()).toEqual({ kind: 'refused', version: '0.2.0', reason: 'checksum' });
    await updates.look();
    const again = pc.start();
    await again.look();
    expect(again.state()).toEqual({ kind: 'refused', version: '0.2.0', reason: 'checksum' });
    expect(pc.fetches.length).toBe(1);
    pc.publish({ version: '0.2.1' });
    await fetchedUpdate(pc, again);
    expect(again.state().kind).toBe('ready');
  });

  it('but tried again where only the network failed', async () => {
    const pc = computer();
    pc.publish({ version: '0.2.0' });
    const updates = pc.start();
    const looked = updates.look();
    await settled();
    pc.fetches[0]?.end('passes');
    await looked;
    expect(updates.state()).toEqual({ kind: 'failed' });
    await fetchedUpdate(pc, updates);
    expect(updates.state().kind).toBe('ready');
  });

  it('after it was installed and the old version started again', async () => {
    const pc = computer();
    pc.publish({ version: '0.2.0' });
    const updates = pc.start();
    await fetchedUpdate(pc, updates);
    await updates.onQuit(false)?.();
    const old = pc.start('0.1.0');
    await old.look();
    expect(old.state()).toEqual({ kind: 'refused', version: '0.2.0', reason: 'notInstalled' });
    expect(pc.fetches.length).toBe(1);
  });

  it('after its installation failed', async () => {
    const pc = computer();
    pc.breakInstall();
    pc.publish({ version: '0.2.0' });
    const updates = pc.start();
    await fetchedUpdate(pc, updates);
    await updates.onQuit(false)?.();
    expect(updates.onQuit(false)).toBeNull();
    const next = pc.start();
    await next.look();
    expect(refused(next.state())).toBe('notInstalled');
  });
});

describe('an agent whose app somebody else installs', () => {
  it('is told of a newer version, which is never fetched', async () => {
    for (const install of ['perMachine', 'macManaged', 'appImageManaged', 'deb', 'rpm', 'archive'] as const) {
      const pc = computer({ install });
      pc.publish({ version: '0.2.0', notes: 'News' });
      const updates = pc.start();
      await updates.look();
      expect(updates.state(), install).toEqual({ kind: 'told', version: '0.2.0', changes: 'News.' });
      expect(pc.fetches).toEqual([]);
      expect(updates.onQuit(false)).toBeNull();
    }
  });

  it('is told on Linux where the app carries no key, since nothing else says whose a file is', async () => {
    const pc = computer({ key: null });
    pc.publish({ version: '0.2.0', signedBy: 'nobody' });
    const updates = pc.start();
    await updates.look();
    expect(updates.state().kind).toBe('told');
    // Windows checks the publisher itself.
    const windows = computer({ key: null, platform: 'win32', install: 'perUser', systemChecks: true });
    windows.publish({ version: '0.2.0', signedBy: 'nobody', url: 'presence-tray-0.2.0-win-x64.exe' });
    const feed = windows.files.get(`${FEED}/latest-linux.yml`);
    if (feed) windows.files.set(`${FEED}/latest.yml`, feed);
    const there = windows.start();
    void there.look();
    await settled();
    expect(there.state().kind).toBe('fetching');
  });

  it('reads nothing where policy switched it off, where there is no feed, and from source', async () => {
    const off = computer();
    off.setMode('off');
    const none = computer();
    none.setFeed(null);
    const plain = computer();
    plain.setFeed('http://updates.example');
    const source = computer({ install: 'source' });
    for (const pc of [off, none, plain, source]) {
      pc.publish({ version: '0.2.0' });
      const updates = pc.start();
      pc.time.pass(24 * 3_600_000);
      await updates.look();
      expect(updates.state()).toEqual({ kind: 'off' });
      expect(pc.reads).toEqual([]);
    }
  });
});
