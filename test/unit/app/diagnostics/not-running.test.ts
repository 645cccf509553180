import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnosticsNotRunning, errorsIn, notRunningReport } from '../../../../electron/app/diagnostics/not-running.js';
import type { Machine } from '../../../../electron/app/diagnostics/machine.js';
import { texts } from '../../desktop/command-line/state-fixture.js';

const machine = (userData: string, env: Machine['env'] = {}): Machine => ({
  version: '1.2.3',
  packaged: true,
  userData,
  platform: 'linux',
  env,
});
const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'diagnostics-'));
  mkdirSync(join(folder, 'logs'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

describe('where no app runs', () => {
  it('what lies in the data folder is told, and who somebody is not', () => {
    const folder = folderWith({ 'settings.json': '{"theme":"dark","loginHint":"ada@example.com"}' });
    const told = notRunningReport(machine(folder, { https_proxy: 'http://a:b@proxy:1' }), false);
    expect(told).toMatchObject({
      app: { version: '1.2.3', running: false },
      session: null,
      channel: null,
      permissions: null,
      crashes: null,
      settings: { values: { theme: 'dark', loginHint: 'set' }, setBy: { theme: 'person', loginHint: 'person' } },
      proxy: { environment: { https_proxy: 'http://a:b@proxy:1' } },
    });
    expect(told.tests.map(({ name, ok }) => [name, ok])).toEqual([
      ['running', false],
      ['folder', true],
      ['policy', true],
    ]);
    const json = diagnosticsNotRunning({ machine: machine(folder), running: false, json: true, texts: () => texts });
    expect(json).not.toContain('example.com');
  });

  it('nothing is written, and a broken file stays where it is', () => {
    const folder = folderWith({ 'settings.json': '{' });
    const told = notRunningReport(machine(folder), false);
    expect(told.settings.setBy).toEqual({});
    expect(readdirSync(folder)).toEqual(['logs', 'settings.json']);
  });

  it('a data folder that is not there is named', () => {
    const told = notRunningReport(machine('/nowhere/presence-tray'), false);
    expect(told.tests[1]).toEqual({
      name: 'folder',
      ok: false,
      advice: { key: 'diagnostics.folder', params: { path: '/nowhere/presence-tray' } },
    });
    expect(told.errors).toEqual([]);
  });

  it('an app that runs and is silent is something else', () => {
    const folder = folderWith({});
    expect(notRunningReport(machine(folder), 'silent')).toMatchObject({
      app: { running: 'silent' },
      tests: [{ name: 'running', ok: false, advice: { key: 'diagnostics.silent' } }, {}, {}],
    });
    const text = diagnosticsNotRunning({
      machine: machine(folder),
      running: 'silent',
      json: false,
      texts: () => texts,
    });
    expect(text).toContain('not ok. Presence Tray runs, but does not answer.');
  });
});

it('the latest twenty errors of the log are told, whatever else is in it', () => {
  const line = (number: number, level = 'warn') => JSON.stringify({ at: 'now', level, message: 'failed', number });
  const log = ['cut off"}', 'null', line(0, 'info'), ...Array.from({ length: 30 }, (_, number) => line(number)), ''];
  const found = errorsIn(log.join('\n'));
  expect(found).toHaveLength(20);
  expect(found[0]).toEqual({ at: 'now', level: 'warn', message: 'failed', number: 10 });
  expect(errorsIn('')).toEqual([]);
});
