/** An AppImage that updates itself, with a feed of this test on this computer. A file stands in for the AppImage. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { electronBinary, type Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';
const NAME = 'Presence Tray (mine) 0.1.0.AppImage';
const keys = generateKeyPairSync('ed25519');
const KEY = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');

/** A program that writes down that it was started, and how. */
const program = (version: string, said: string): string => `#!/bin/sh\n# ${version}\necho "$@" > '${said}'\n`;

/** A server of files. What is asked of it is written down. */
class Feed {
  readonly files = new Map<string, string>();
  readonly asked: string[] = [];
  redirect: { readonly name: string; readonly to: string } | null = null;
  private readonly server: Server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').slice(1);
    this.asked.push(name);
    const content = this.files.get(name);
    if (this.redirect?.name === name) response.writeHead(302, { location: `${this.redirect.to}${name}` }).end();
    else if (content === undefined) response.writeHead(404).end();
    else response.end(content);
  });

  listen(): Promise<void> {
    return new Promise((done) => this.server.listen(0, '127.0.0.1', done));
  }

  get address(): string {
    const at = this.server.address();
    return `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/`;
  }

  publish(version: string, content: string, as: { signed?: boolean; announced?: string } = {}): void {
    const file = `presence-tray-${version}-linux-x86_64.AppImage`;
    const sha512 = createHash('sha512')
      .update(as.announced ?? content)
      .digest('base64');
    const feed = `version: ${version}\nfiles:\n  - url: ${file}\n    sha512: ${sha512}\n    size: ${content.length}\npath: ${file}\nsha512: ${sha512}\nreleaseNotes: |\n  ## ${version}\n\n  - **Faster** start\nreleaseDate: '2026-11-28T08:00:00.000Z'\n`;
    this.files.set(file, content);
    this.files.set('latest-linux.yml', feed);
    if (as.signed === false) this.files.delete('latest-linux.yml.sig');
    else
      this.files.set('latest-linux.yml.sig', `${sign(null, Buffer.from(feed), keys.privateKey).toString('base64')}\n`);
  }

  fetched(): string[] {
    return this.asked.filter((name) => name.endsWith('.AppImage'));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const feed = new Feed();
test.beforeAll(() => feed.listen());
test.afterAll(() => feed.close());
test.beforeEach(() => {
  feed.files.clear();
  feed.asked.length = 0;
  feed.redirect = null;
});

/** The stand-in, and the app as it would run from it. */
async function launch(
  desk: Desk,
  again = false,
): Promise<{ readonly appImage: string; readonly said: string; content: string }> {
  const folder = join(dirname(desk.userData), 'Apps');
  await mkdir(folder, { recursive: true });
  const appImage = join(folder, NAME);
  const said = join(folder, 'said');
  const content = program('0.1.0', said);
  await writeFile(appImage, content);
  await chmod(appImage, 0o750);
  await desk.launch({
    env: {
      APPIMAGE: appImage,
      APPDIR: dirname(electronBinary()),
      PRESENCE_TRAY_FEED: feed.address,
      PRESENCE_TRAY_UPDATE_KEY: KEY,
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  });
  if (again) await expect((await desk.popup()).getByRole('status', { name: 'Current presence' })).toBeVisible();
  else await desk.signIn(ADA);
  return { appImage, said, content };
}

async function openSettings(desk: Desk): Promise<Page> {
  await desk.session.tray.choose('Settings');
  const settings = await desk.window('settings');
  await settings.getByRole('tab', { name: 'About' }).click();
  return settings;
}

const look = (settings: Page): Promise<void> => settings.getByRole('button', { name: 'Check for updates' }).click();

test('a newer version comes in the background, is told with what changed, and is there after quitting', async ({
  desk,
}) => {
  const { appImage, said, content } = await launch(desk);
  const next = program('0.2.0', said);
  feed.publish('0.2.0', next);
  const settings = await openSettings(desk);

  await test.step('not while On Queue', async () => {
    desk.org.faults.changePresence(ADA, { definitionId: 'On Queue' });
    await desk.session.tray.tooltipMatching(/^On Queue/);
    await look(settings);
    await expect(settings.getByRole('status').filter({ hasText: 'Version 0.2.0 is downloaded once' })).toBeVisible();
    expect(feed.fetched()).toEqual([]);
    desk.org.faults.changePresence(ADA, { definitionId: 'Available' });
  });
  await expect(settings.getByRole('status').filter({ hasText: 'Version 0.2.0 is ready.' })).toBeVisible();
  expect(await readFile(appImage, 'utf8')).toBe(content);

  const popup = await desk.openPopup();
  await expect(
    popup.getByText('Version 0.2.0 is ready. It is installed when you quit. What is new: Faster start.'),
  ).toBeVisible();
  await desk.quit();
  expect(await readFile(appImage, 'utf8')).toBe(next);
  expect((await stat(appImage)).mode & 0o777).toBe(0o750);
  expect((await readdir(dirname(appImage))).sort()).toEqual([NAME, 'cache']);
  expect(feed.fetched().length).toBe(1);
});

test('a person can have it at once, and the system’s end of the app installs nothing', async ({ desk }) => {
  const { appImage, said, content } = await launch(desk);
  const next = program('0.2.0', said);
  feed.publish('0.2.0', next);
  await look(await openSettings(desk));
  const popup = await desk.openPopup();
  await expect(popup.getByRole('button', { name: 'Restart now' })).toBeVisible();
  // As Linux ends a session.
  desk.app?.process().kill('SIGTERM');
  await desk.ended();
  expect(await readFile(appImage, 'utf8')).toBe(content);

  await launch(desk, true);
  await look(await openSettings(desk));
  const again = await desk.openPopup();
  await desk.clickOn(again.getByRole('button', { name: 'Restart now' }));
  await expect
    .poll(() => readFile(said, 'utf8').catch(() => ''))
    .toContain(`--hidden --user-data-dir=${desk.userData}`);
  expect(await readFile(appImage, 'utf8')).toBe(next);
  // What was fetched before is used again.
  expect(feed.fetched().length).toBe(1);
});

test('what is not ours, not whole, older or elsewhere is refused with a sentence, and the old file stays', async ({
  desk,
}) => {
  const { appImage, said, content } = await launch(desk);
  const settings = await openSettings(desk);
  const elsewhere = new Feed();
  await elsewhere.listen();
  const says = async (sentence: string): Promise<void> => {
    await look(settings);
    const popup = await desk.openPopup();
    await expect(popup.getByText(sentence)).toBeVisible();
    await desk.session.screen.key('Escape');
  };

  feed.publish('0.2.0', program('0.2.0', said), { signed: false });
  await says('An update was refused: the update server’s list is not signed.');

  feed.publish('0.2.0', program('0.2.0', said));
  feed.files.set('latest-linux.yml', (feed.files.get('latest-linux.yml') ?? '').replaceAll('0.2.0', '0.2.1'));
  await says('An update was refused: the signature of the update server’s list is wrong.');

  feed.redirect = { name: 'latest-linux.yml', to: elsewhere.address };
  await says('An update was refused: it would have come from another server than the one it is expected from.');
  expect(elsewhere.asked).toEqual([]);

  feed.redirect = null;
  feed.publish('0.0.9', program('0.0.9', said));
  await says('The update server offers the older version 0.0.9. It is not installed.');

  feed.publish('0.2.0', program('0.2.0', said));
  elsewhere.files.set('presence-tray-0.2.0-linux-x86_64.AppImage', program('0.2.0', said));
  feed.redirect = { name: 'presence-tray-0.2.0-linux-x86_64.AppImage', to: elsewhere.address };
  await says('An update was refused: it would have come from another server than the one it is expected from.');
  expect(elsewhere.asked).toEqual([]);

  feed.redirect = null;
  feed.publish('0.3.0', program('0.3.0', said), { announced: 'another file' });
  await says('Version 0.3.0 was refused: the downloaded file is not the one that was announced.');
  const fetched = feed.fetched().length;
  await look(settings);
  await expect(settings.getByRole('button', { name: 'Check for updates' })).toBeEnabled();
  expect(feed.fetched().length, 'it is not fetched twice').toBe(fetched);

  elsewhere.close();
  await desk.quit();
  expect(await readFile(appImage, 'utf8')).toBe(content);
  expect((await stat(appImage)).mode & 0o777).toBe(0o750);
});
