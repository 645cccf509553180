/** Files a person writes and reads by the system’s own dialog. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { english } from '../english.js';

/** What the person does in the dialog, and what they were shown. */
const dialog = vi.hoisted(() => ({
  saves: { canceled: false, filePath: '' },
  opens: { canceled: false, filePaths: [] as string[] },
  shown: [] as unknown[],
}));
vi.mock('electron', () => ({
  dialog: {
    showSaveDialog: (options: unknown) => Promise.resolve((dialog.shown.push(options), dialog.saves)),
    showOpenDialog: (options: unknown) => Promise.resolve((dialog.shown.push(options), dialog.opens)),
  },
}));
const { openFile, saveAs, saveFile } = await import('../../../electron/app/save-file.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'presence-tray-save-'));
  dialog.shown.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that a person saves', () => {
  const csv = { name: 'team.csv', filters: [{ name: 'CSV', extensions: ['csv'] }] };

  it('is written where they said, and they are asked before another one is replaced', async () => {
    dialog.saves = { canceled: false, filePath: join(folder, 'mine.csv') };
    expect(await saveFile('team.csv', 'a;b', english)).toBeNull();
    expect(readFileSync(join(folder, 'mine.csv'), 'utf8')).toBe('a;b');
    expect(dialog.shown).toMatchObject([
      { defaultPath: 'team.csv', properties: expect.arrayContaining(['showOverwriteConfirmation']) },
    ]);
  });

  it('is of the kind whose ending they chose', async () => {
    dialog.saves = { canceled: false, filePath: join(folder, 'mine.json') };
    expect(await saveAs(csv, (path) => (path.endsWith('.json') ? '{}' : 'a;b'), english)).toBeNull();
    expect(readFileSync(join(folder, 'mine.json'), 'utf8')).toBe('{}');
  });

  it.each([
    { canceled: true, filePath: '' },
    { canceled: true, filePath: '/named/before/cancelling.csv' },
    { canceled: false, filePath: '' },
  ])('is not even made where they cancel (%j)', async (answer) => {
    dialog.saves = answer;
    let made = 0;
    expect(await saveAs(csv, () => `${(made += 1)}`, english)).toBeNull();
    expect(made).toBe(0);
  });

  it('that cannot be written says so in the system’s own words', async () => {
    dialog.saves = { canceled: false, filePath: join(folder, 'no such folder', 'mine.csv') };
    expect(await saveFile('team.csv', 'a;b', english)).toMatch(/^ENOENT/);
  });
});

describe('a file that a person opens', () => {
  const opened = async (bytes: Uint8Array | string, name = 'list.csv') => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    dialog.opens = { canceled: false, filePaths: [path] };
    return openFile([], english);
  };
  const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

  it.each([
    ['UTF-8', Buffer.from('Käse, 休憩'), 'Käse, 休憩'],
    ['UTF-16, as Excel writes it', Buffer.from('\ufeffKäse, 休憩', 'utf16le'), 'Käse, 休憩'],
    ['UTF-16 of the other order', utf16be('Käse, 休憩'), 'Käse, 休憩'],
    ['Windows’ Western code page', Buffer.from('Käse für 5 £', 'latin1'), 'Käse für 5 £'],
    ['what only begins like UTF-16', Buffer.from([0xff, 0x41]), 'ÿA'],
    ['what only begins like UTF-16 of the other order', Buffer.from([0xfe, 0x41]), 'þA'],
    ['what has the second byte of its mark alone', Buffer.from([0x41, 0xfe]), 'Aþ'],
    ['what has the second byte of the other mark alone', Buffer.from([0x41, 0xff]), 'Aÿ'],
    ['nothing', Buffer.alloc(0), ''],
  ])('is understood in %s', async (_kind, bytes, text) =>
    expect(await opened(bytes)).toEqual({ name: 'list.csv', text }),
  );

  it.each([
    { canceled: true, filePaths: [] },
    { canceled: true, filePaths: ['/named/before/cancelling.csv'] },
    { canceled: false, filePaths: [] },
    { canceled: false, filePaths: [''] },
  ])('is none where they cancel (%j)', async (answer) => {
    dialog.opens = answer;
    expect(await openFile([], english)).toBeNull();
  });

  it('may have 40 MB and not a byte more', async () => {
    const path = join(folder, 'large.csv');
    writeFileSync(path, '');
    dialog.opens = { canceled: false, filePaths: [path] };
    truncateSync(path, 40_000_001);
    await expect(openFile([], english)).rejects.toThrow(english('manage.file.tooLarge'));
    truncateSync(path, 40_000_000);
    expect((await openFile([], english))?.text).toHaveLength(40_000_000);
  });
});
