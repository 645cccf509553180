import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments, type Arguments } from '../../../../electron/desktop/command-line/arguments.js';

/** As a packaged app is started. */
const installed = { fromSource: false, platform: 'linux', language: 'en' } as const;
const typed = (...args: string[]): Arguments => parseArguments(['/opt/presence-tray', ...args], installed);
const typedOnWindows = (...args: string[]): Arguments =>
  parseArguments(['C:\\pt\\presence-tray.exe', ...args], { ...installed, platform: 'win32' });
const fromSource = (...args: string[]): Arguments =>
  parseArguments(['/node_modules/electron', ...args], { ...installed, fromSource: true });
const commandOf = (...args: string[]) => {
  const parsed = typed(...args);
  return parsed.kind === 'command' ? parsed.command : parsed;
};
const usage = (key: string, params: object = {}) => ({ kind: 'usage', key, params });

describe('what people type becomes one command', () => {
  it.each([
    [['--set', 'Break'], { name: 'set', presence: 'Break', message: null, forMs: null }],
    [['--set=Break'], { name: 'set', presence: 'Break', message: null, forMs: null }],
    [['--set', 'On Queue', '--message', ''], { name: 'set', presence: 'On Queue', message: '', forMs: null }],
    [
      ['--message=back at 10:40', '--for', '1h30m', '--set', 'Meal'],
      { name: 'set', presence: 'Meal', message: 'back at 10:40', forMs: 5_400_000 },
    ],
    [['--set', 'Meal', '--message=--dashes--'], { name: 'set', presence: 'Meal', message: '--dashes--', forMs: null }],
    [['--set', 'Meal', '--for', '90'], { name: 'set', presence: 'Meal', message: null, forMs: 5_400_000 }],
    [['--set', 'Meal', '--for', '1:30'], { name: 'set', presence: 'Meal', message: null, forMs: 5_400_000 }],
    [['--set', 'Meal', '--for', '1h 30m'], { name: 'set', presence: 'Meal', message: null, forMs: 5_400_000 }],
    [['--set', 'Meal', '--for=15 минут'], { name: 'set', presence: 'Meal', message: null, forMs: 900_000 }],
    ...[
      ['60s', 60_000],
      ['60', 60_000],
      ['1m30', 90_000],
      ['2 min', 120_000],
      ['1.5m', 90_000],
      ['1h', 3_600_000],
    ].map(([time, timeoutMs]): [string[], unknown] => [
      ['--set', 'Meal', `--timeout=${time}`],
      { name: 'set', presence: 'Meal', message: null, forMs: null, timeoutMs },
    ]),
    [['--status'], { name: 'status', json: false }],
    [['--json', '--status'], { name: 'status', json: true }],
    [['--list', '--json'], { name: 'list', json: true }],
    [['--watch'], { name: 'watch', json: false }],
    [['--watch', '--json'], { name: 'watch', json: true }],
    [['--history'], { name: 'history', date: null, as: 'text' }],
    [['--schedule', '--json'], { name: 'schedule', json: true }],
    [['--history', '2026-11-26'], { name: 'history', date: '2026-11-26', as: 'text' }],
    [['--history=2024-02-29', '--json'], { name: 'history', date: '2024-02-29', as: 'json' }],
    [['--csv', '--history', '2026-11-26'], { name: 'history', date: '2026-11-26', as: 'csv' }],
    [['--diagnostics'], { name: 'diagnostics', json: false }],
    [['--json', '--diagnostics'], { name: 'diagnostics', json: true }],
    [['--toggle'], { name: 'toggle' }],
    [['--sign-out'], { name: 'signOut' }],
    [['--quit'], { name: 'quit' }],
  ])('%j', (args, command) => {
    expect(commandOf(...args)).toEqual(command);
  });

  it.each([
    [[], { kind: 'start', hidden: false, demo: false, warnings: [] }],
    [['--hidden'], { kind: 'start', hidden: true, demo: false, warnings: [] }],
    [['--demo', '--hidden'], { kind: 'start', hidden: true, demo: true, warnings: [] }],
    [['--version'], { kind: 'version' }],
    [['--help'], { kind: 'help' }],
    [['-h'], { kind: 'help' }],
    [['--set', 'Break', '-h'], { kind: 'help' }],
    [['--help', '--status', '--nonsense'], { kind: 'help' }],
  ])('%j is no command for the running app', (args, parsed) => {
    expect(typed(...args)).toEqual(parsed);
  });
});

describe('what is wrong is named', () => {
  it.each([
    [['--sett', 'Break'], usage('cli.usage.unknownDidYouMean', { option: '--sett', suggestion: '--set' })],
    [['--stauts'], usage('cli.usage.unknownDidYouMean', { option: '--stauts', suggestion: '--status' })],
    [['--Quit'], usage('cli.usage.unknownDidYouMean', { option: '--Quit', suggestion: '--quit' })],
    [['--frobnicate', '--status'], usage('cli.usage.unknown', { option: '--frobnicate' })],
    [['--status', '--enable-teleport=1'], usage('cli.usage.unknown', { option: '--enable-teleport' })],
    [['--toggle', '-x'], usage('cli.usage.unknown', { option: '-x' })],
    [['-xyz', '--list'], usage('cli.usage.unknown', { option: '-xyz' })],
    [['--v8', '--status'], usage('cli.usage.unknown', { option: '--v8' })],
    [['--status', 'Break'], usage('cli.usage.unexpected', { argument: 'Break' })],
    [['--history', 'yesterday'], usage('cli.usage.badDate', { value: 'yesterday' })],
    [['--history', '2026-02-30'], usage('cli.usage.badDate', { value: '2026-02-30' })],
    [['--history=2026-13-01'], usage('cli.usage.badDate', { value: '2026-13-01' })],
    [['--history', '--json', '2026-11-26'], usage('cli.usage.unexpected', { argument: '2026-11-26' })],
    [['--history', '--json', '--csv'], usage('cli.usage.oneCommand', { first: '--json', second: '--csv' })],
    [['--status', '--csv'], usage('cli.usage.onlyWith', { option: '--csv', partners: '--history' })],
    [['--watch', '--status'], usage('cli.usage.oneCommand', { first: '--status', second: '--watch' })],
    [['%U', '--quit'], usage('cli.usage.unexpected', { argument: '%U' })],
    [['--set', 'On', 'Queue'], usage('cli.usage.unexpected', { argument: 'Queue' })],
    [['--set'], usage('cli.usage.needsValue', { option: '--set' })],
    [['--set='], usage('cli.usage.needsValue', { option: '--set' })],
    [['--set', ' '], usage('cli.usage.needsValue', { option: '--set' })],
    [['--set', '--message', 'x'], usage('cli.usage.dashValue', { option: '--set', value: '--message' })],
    [['--set', 'A', '--set', 'B'], usage('cli.usage.twice', { option: '--set' })],
    [['--status', '--status'], usage('cli.usage.twice', { option: '--status' })],
    [['--status=yes'], usage('cli.usage.noValue', { option: '--status' })],
    [['--set', 'A', '--quit'], usage('cli.usage.oneCommand', { first: '--set', second: '--quit' })],
    [['--status', '--list'], usage('cli.usage.oneCommand', { first: '--status', second: '--list' })],
    [['--status', '--hidden'], usage('cli.usage.oneCommand', { first: '--status', second: '--hidden' })],
    [['--set', 'A', '--demo'], usage('cli.usage.oneCommand', { first: '--set', second: '--demo' })],
    [['--message', 'x'], usage('cli.usage.onlyWith', { option: '--message', partners: '--set' })],
    [['--toggle', '--for', '5m'], usage('cli.usage.onlyWith', { option: '--for', partners: '--set' })],
    [
      ['--json'],
      usage('cli.usage.onlyWith', {
        option: '--json',
        partners: '--status, --watch, --list, --history, --schedule, --diagnostics',
      }),
    ],
    [['--set', 'A', '--for', '5x'], usage('cli.usage.badTime', { value: '5x' })],
    ...['0', '0s', '1:30', 'soon', '61m', '2h', '-5'].map((value): [string[], unknown] => [
      ['--set', 'A', `--timeout=${value}`],
      usage('cli.usage.badTimeout', { value }),
    ]),
    [['--status', '--timeout', '60s'], usage('cli.usage.onlyWith', { option: '--timeout', partners: '--set' })],
    [['--set', 'A', '--message', 'x'.repeat(2001)], usage('cli.usage.messageTooLong', { longest: 2000 })],
  ])('%j', (args, problem) => {
    expect(typed(...args)).toEqual(problem);
  });
});

describe('a start from a menu', () => {
  it.each([
    ['--enable-teleport'],
    ['--some-feature=on'],
    ['%U'],
    ['%f'],
    ['-xyz'],
    ['-x'],
    ['file:///home/ada/list.csv'],
    ['--unity-launch'],
    ['--startup'],
    ['--', '--odd'],
  ])('is one whatever else is there: %j', (...args) => {
    expect(typed(...args)).toMatchObject({ kind: 'start', hidden: false });
    expect(typed('--hidden', ...args)).toMatchObject({ kind: 'start', hidden: true });
  });

  it('names what it does not know, once each', () => {
    expect(typed('--hidden', '--odd=1', '%U', '-abc')).toEqual({
      kind: 'start',
      hidden: true,
      demo: false,
      warnings: ['--odd', '%U', '-abc'].map((argument) => ({ key: 'cli.warn.ignored', params: { argument } })),
    });
  });

  it('says nothing of the switches it keeps', () => {
    expect(typed('--enable-zero-copy', '--ozone-platform=wayland', '--user-data-dir=/x')).toMatchObject({
      kind: 'start',
      warnings: [],
    });
  });

  it('says nothing of what the desktop itself adds', () => {
    expect(typed('-psn_0_12345', '/prefetch:1')).toMatchObject({ kind: 'start', warnings: [] });
  });
});

describe('from source every switch of Chromium, Node and Playwright counts', () => {
  it('and none of them is a usage error beside a command', () => {
    const args = [
      ...[
        '--user-data-dir=/tmp/x',
        '--no-first-run',
        '--inspect=0',
        '--remote-debugging-port=0',
        '--ozone-platform=wayland',
      ],
      ...['--enable-features=A,B', '--force-device-scale-factor=2', '--lang=de', '--no-sandbox', '-r', 'hook.cjs'],
      ...['--require', 'other.cjs', '--disable-dev-shm-usage', '--password-store=basic', '-psn_0_12345', '/prefetch:1'],
    ];
    expect(fromSource(...args, '.', '--status')).toMatchObject({
      kind: 'command',
      command: { name: 'status', json: false },
      warnings: [],
    });
  });

  it('an app started for a command gets those it needs, not those of one process', () => {
    const parsed = fromSource('.', '--no-sandbox', '--inspect=0', '--user-data-dir=/x', '--lang=de', '--set', 'A');
    expect(parsed).toMatchObject({ kind: 'command', handedOn: ['--no-sandbox', '--lang=de'] });
  });

  it('the folder of the app may stand anywhere, but only once', () => {
    expect(fromSource('-r', 'hook.cjs', '--no-sandbox', '.', '--status')).toMatchObject({ kind: 'command' });
    expect(fromSource('.')).toMatchObject({ kind: 'start', warnings: [] });
    expect(fromSource('.', '--status', 'Break')).toEqual(usage('cli.usage.unexpected', { argument: 'Break' }));
  });
});

describe('the installed app keeps to its list of switches', () => {
  it.each([
    '--no-sandbox',
    '-no-sandbox',
    '--no-sandbox=1',
    '--js-flags=--expose-gc',
    '--single-process',
    '--no-zygote',
    '--disable-seccomp-filter-sandbox',
  ])('%s, which works before it can be taken back, refuses the start and every command', (option) => {
    const refusal = usage('cli.usage.unsafe', { option: `--${option.replace(/^-+|=.*/g, '')}` });
    expect(typed(option)).toEqual(refusal);
    expect(typed('--hidden', option)).toEqual(refusal);
    expect(typed('--set', 'A', option)).toMatchObject({ kind: 'usage' });
  });

  it('on Windows also with a slash, and in capitals', () => {
    const refusal = usage('cli.usage.unsafe', { option: '--no-sandbox' });
    expect(typedOnWindows('/no-sandbox')).toEqual(refusal);
    expect(typedOnWindows('--No-Sandbox')).toEqual(refusal);
    expect(typed('/no-sandbox')).toMatchObject({ kind: 'start' });
  });

  it('but not for a text of the person’s own', () => {
    expect(typed('--set', 'A', '--message=--no-sandbox')).toMatchObject({ kind: 'command' });
    expect(typed('--', '--no-sandbox')).toMatchObject({ kind: 'start' });
  });

  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--ignore-certificate-errors',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--ssl-key-log-file=/tmp/k',
    '--log-net-log=/tmp/l',
    '--inspect=0',
    '--disable-gpu-sandbox',
    '--enable-features=IsolatedWebApps',
  ])('%s is taken back, with a word, and not handed on', (option) => {
    const warning = { key: 'cli.warn.takenBack', params: { option } };
    expect(typed(option)).toMatchObject({ kind: 'start', warnings: [warning] });
    expect(typed('--set', 'A', option)).toMatchObject({ kind: 'command', handedOn: [], warnings: [warning] });
  });

  it('hands on what it keeps', () => {
    const kept = [
      '--lang=de',
      '--ozone-platform=wayland',
      '--proxy-server=proxy:3128',
      '--force-device-scale-factor=2',
    ];
    expect(typed('--set', 'A', ...kept)).toMatchObject({ kind: 'command', handedOn: kept, warnings: [] });
  });

  it('of features it keeps those of windows and drawing', () => {
    const list = '--enable-features=WaylandWindowDecorations,NetworkServiceInProcess,UseOzonePlatform';
    expect(typed('--set', 'A', list)).toMatchObject({
      handedOn: ['--enable-features=WaylandWindowDecorations,UseOzonePlatform'],
      warnings: [{ key: 'cli.warn.takenBack', params: { option: list } }],
    });
  });
});

describe('whatever is typed', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '--set',
      '--message',
      '--for',
      '30m',
      '--status',
      '--json',
      '--list',
      '--toggle',
      '--quit',
      '--help',
    ),
    fc.constantFrom('--hidden', '--demo', '--version', '--sign-out', '--lang=de', '-r', '--', '-', '--set=', '=', '.'),
    fc.string(),
  );

  it('ends in a command, a start or a sentence, never in an exception', () => {
    fc.assert(
      fc.property(fc.array(word), fc.boolean(), (args, source) => {
        expect(['start', 'help', 'version', 'command', 'usage']).toContain((source ? fromSource : typed)(...args).kind);
      }),
    );
  });

  it('a name and a message arrive letter by letter when given with an equals sign', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (name, message) => {
        fc.pre(name.trim() !== '');
        expect(commandOf(`--set=${name}`, `--message=${message}`)).toEqual({
          name: 'set',
          presence: name,
          message,
          forMs: null,
        });
      }),
    );
  });
});
