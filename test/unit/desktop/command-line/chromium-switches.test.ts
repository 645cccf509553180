/** Which of Chromium’s switches the installed app keeps, takes back or refuses. */
import { describe, expect, it } from 'vitest';
import {
  handOn,
  isKnownSwitch,
  switchesIn,
  treatmentOf,
} from '../../../../electron/desktop/command-line/chromium-switches.js';

const one = (name: string, value = '') => ({ name, value, typed: value === '' ? `--${name}` : `--${name}=${value}` });

describe('switches are found as Chromium finds them', () => {
  const found = (typed: readonly string[], platform: NodeJS.Platform = 'linux') =>
    switchesIn(typed, platform).map(({ name, value }) => [name, value]);

  it('with one dash or two, with a value or without, before -- alone', () => {
    expect(found(['--lang=de', '-disable-gpu', '--proxy-server=a=b', 'word', '--', '--no-sandbox'])).toEqual([
      ['lang', 'de'],
      ['disable-gpu', ''],
      ['proxy-server', 'a=b'],
    ]);
    expect(found(['--', '--no-sandbox'])).toEqual([]);
    expect(found(['--lang=de\nfr'])).toEqual([['lang', 'de\nfr']]);
  });

  it('on Windows also with a slash, in any case', () => {
    expect(found(['/LANG=de', '--No-Sandbox'], 'win32')).toEqual([
      ['lang', 'de'],
      ['no-sandbox', ''],
    ]);
    expect(found(['/home/ada', '--LANG=de'])).toEqual([['LANG', 'de']]);
  });
});

describe('the installed app', () => {
  it.each([
    ['no-sandbox', '', { kind: 'tooEarly' }],
    ['js-flags', '--expose-gc', { kind: 'tooEarly' }],
    ['disable-gpu', '', { kind: 'kept', as: '--disable-gpu' }],
    ['lang', 'de', { kind: 'kept', as: '--lang=de' }],
    ['remote-debugging-port', '9222', { kind: 'takenBack', instead: null }],
    ['invented', '', { kind: 'takenBack', instead: null }],
    [
      'enable-features',
      'WaylandWindowDecorations,Vulkan',
      { kind: 'kept', as: '--enable-features=WaylandWindowDecorations,Vulkan' },
    ],
    ['enable-features', 'Vulkan,Evil', { kind: 'takenBack', instead: 'Vulkan' }],
    ['disable-features', 'Evil', { kind: 'takenBack', instead: null }],
    ['enable-features', 'Vulkan<Study:key/value>', { kind: 'takenBack', instead: null }],
  ] as const)('treats %s=%s so: %j', (name, value, treatment) => {
    expect(treatmentOf(one(name, value))).toEqual(treatment);
  });

  it.each([
    ['lang', true],
    ['no-sandbox', true],
    ['inspect', true],
    ['invented', false],
  ])('knows %s: %s', (name, known) => expect(isKnownSwitch(name)).toBe(known));
});

describe('an app started for a command', () => {
  it.each([
    ['inspect', '', true, null],
    ['user-data-dir', '/data', true, null],
    ['user-data-dir', '/data', false, null],
    ['disable-gpu', '', true, '--disable-gpu'],
    ['no-sandbox', '', true, null],
    ['no-sandbox', '', false, '--no-sandbox'],
    ['invented', '', true, null],
    ['invented', '', false, '--invented'],
    ['enable-features', 'Vulkan,Evil', true, '--enable-features=Vulkan'],
    ['enable-features', 'Evil', true, null],
    ['enable-features', 'Evil', false, '--enable-features=Evil'],
  ])('gets of %s=%s (as a package: %s): %j', (name, value, packaged, given) =>
    expect(handOn(one(name, value), packaged)).toBe(given),
  );
});
