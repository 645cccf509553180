/** The examples for other programs do what they say, with stand-ins for the app and the lamp. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const page = readFileSync('docs/command-line.md', 'utf8');
const section = page.slice(page.indexOf('## Lamps, keys and status bars'));
const blocks = [...section.matchAll(/```(sh|json)\n([^]*?)```/g)].map((match) => match[2] ?? '');
const [lamp = '', key = '', waybar = ''] = blocks;

const line = (label: string | null, systemPresence: string | null, message: string | null = null): string =>
  JSON.stringify({
    at: '2026-11-27T10:00:00.000Z',
    state: label === null ? 'signedOut' : 'live',
    presence: label === null ? null : { id: 'd', label, systemPresence },
    message,
    since: null,
    pending: null,
    routingStatus: null,
    timed: null,
  });
const LINES = [line('Available', 'Available'), line('Team meeting', 'Meeting', 'until 12'), line(null, null)];

const hasJq = (): boolean => {
  try {
    execFileSync('jq', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'examples-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string): string {
  const program = (name: string, text: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  writeFileSync(join(folder, 'lines'), `${LINES.join('\n')}\n`);
  program('presence-tray', `[ "$*" = "--watch --json" ] && cat "${join(folder, 'lines')}"`);
  program('curl', `printf '%s\\n' "$*" >> "${join(folder, 'calls')}"`);
  return execFileSync('/bin/sh', ['-c', script], {
    encoding: 'utf8',
    env: {
      ...process.env,
      HOME: folder,
      LAMP_TOKEN: 'secret',
      PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
    },
  });
}

describe.runIf(process.platform !== 'win32' && hasJq())('the example of', () => {
  it('a lamp turns it green, red and off', () => {
    run(lamp);
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    expect(calls.map((call) => /light\/(\w+)/.exec(call)?.[1])).toEqual(['turn_on', 'turn_on', 'turn_off']);
    expect(calls.map((call) => call.slice(call.indexOf('-d ') + 3))).toEqual([
      '{"entity_id": "light.desk", "rgb_color": [40, 200, 90]}',
      '{"entity_id": "light.desk", "rgb_color": [255, 40, 20]}',
      '{"entity_id": "light.desk"}',
    ]);
  });

  it('a key that shows the presence keeps it in a file', () => {
    run(key);
    expect(readFileSync(join(folder, '.presence'), 'utf8')).toBe('signedOut');
  });

  it('a line in Waybar is what Waybar takes', () => {
    const { 'custom/presence': module } = JSON.parse(`{${waybar}}`) as { 'custom/presence': { exec: string } };
    expect(
      run(module.exec)
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text) as unknown),
    ).toEqual([
      { text: 'Available', tooltip: '', class: 'Available' },
      { text: 'Team meeting', tooltip: 'until 12', class: 'Meeting' },
      { text: 'signedOut', tooltip: '', class: 'signedOut' },
    ]);
  });
});
