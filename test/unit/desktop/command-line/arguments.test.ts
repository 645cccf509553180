import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments, type Arguments } from '../../../../electron/desktop/command-line/arguments.js';

/** As a packaged app is started. */
const typed = (...args: string[]): Arguments => parseArguments(['/opt/presence-tray', ...args], false, 'en');
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
    [['--status'], { name: 'status', json: false }],
    [['--json', '--status'], { name: 'status', json: true }],
    [['--list', '--json'], { name: 'list', json: true }],
    [['--toggle'], { name: 'toggle' }],
    [['--sign-out'], { name: 'signOut' }],
    [['--quit'], { name: 'quit' }],
  ])('%j', (args, command) => {
    expect(commandOf(...args)).toEqual(command);
  });

  it.each([
    [[], { kind: 'start', hidden: false, demo: false }],
    [['--hidden'], { kind: 'start', hidden: true, demo: false }],
    [['--demo', '--hidden'], { kind: 'start', hidden: true, demo: true }],
    [['--version'], { kind: 'version' }],
    [['--help'], { kind: 'help' }],
    [['--help', '--status', '--nonsense'], { kind: 'help' }],
  ])('%j is no command for the running app', (args, parsed) => {
    expect(typed(...args)).toEqual(parsed);
  });
});

describe('what is wrong is named', () => {
  it.each([
    [['--sett', 'Break'], usage('cli.usage.unknownDidYouMean', { option: '--sett', suggestion: '--set' })],
    [['--frobnicate'], usage('cli.usage.unknown', { option: '--frobnicate' })],
    [['-x'], usage('cli.usage.unknown', { option: '-x' })],
    [['--v8', '--status'], usage('cli.usage.unknown', { option: '--v8' })],
    [['Break'], usage('cli.usage.unexpected', { argument: 'Break' })],
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
    [['--json'], usage('cli.usage.onlyWith', { option: '--json', partners: '--status, --list' })],
    [['--set', 'A', '--for', '5x'], usage('cli.usage.badTime', { value: '5x' })],
    [['--set', 'A', '--message', 'x'.repeat(2001)], usage('cli.usage.messageTooLong', { longest: 2000 })],
  ])('%j', (args, problem) => {
    expect(typed(...args)).toEqual(problem);
  });
});

describe('what others put on the command line is let pass', () => {
  it('Chromium, Node and Playwright switches', () => {
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
    expect(typed(...args, '--status')).toMatchObject({ kind: 'command', command: { name: 'status', json: false } });
  });

  it('an app started for a command gets those it needs, not those of one process', () => {
    const parsed = typed('--no-sandbox', '--inspect=0', '--user-data-dir=/x', '--lang=de', '--set', 'A');
    expect(parsed).toMatchObject({ kind: 'command', handedOn: ['--no-sandbox', '--lang=de'] });
  });

  it('the folder of the app in a source tree, wherever it stands, but only once', () => {
    const fromSource = (...args: string[]) => parseArguments(['/node_modules/electron', ...args], true, 'en');
    expect(fromSource('-r', 'hook.cjs', '--no-sandbox', '.', '--status')).toMatchObject({ kind: 'command' });
    expect(fromSource('.')).toEqual({ kind: 'start', hidden: false, demo: false });
    expect(fromSource('.', 'Break')).toEqual(usage('cli.usage.unexpected', { argument: 'Break' }));
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
        expect(['start', 'help', 'version', 'command', 'usage']).toContain(
          parseArguments(['app', ...args], source, 'en').kind,
        );
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
