import { once } from 'node:events';
import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Command, Piece } from '../../../../electron/desktop/command-line/command.js';
import { isElsewhere, mayWrite } from '../../../../electron/desktop/command-line/data-folder.js';
import type { Outcome } from '../../../../electron/desktop/command-line/perform.js';
import {
  askQuickly,
  runCommandLine,
  type CommandLine,
  type RunPorts,
} from '../../../../electron/desktop/command-line/run.js';
import type { Order } from '../../../../electron/desktop/command-line/worker-order.js';
import { machine, runEcho, SET, STATUS } from './channel-fixture.js';
import { texts } from './state-fixture.js';

interface Script {
  /** The quick way's results, one after another. The last one repeats. Default: nobody is there. */
  quick?: (Outcome | null)[];
  patient?: Outcome;
  /** The lock's results, likewise. Default: granted. */
  lock?: boolean[];
  display?: string;
  packaged?: boolean;
  /** `--user-data-dir` cannot be made: Chromium took another folder. */
  elsewhere?: boolean;
  /** What the app says before it answers. */
  pieces?: Piece[];
  readOnly?: boolean;
}

const NOT_RUNNING: Outcome = { kind: 'notRunning', refused: [] };
const answered = (out: string, err = '', exitCode: 0 | 1 = 0): Outcome => ({
  kind: 'reply',
  reply: { exitCode, out, err },
});

/** Types a command line on a machine that behaves as scripted. */
function type(args: string[], script: Script = {}) {
  const { quick = [NOT_RUNNING], patient = NOT_RUNNING, lock = [true], display = ':0', packaged = true } = script;
  const said: Record<1 | 2, string> = { 1: '', 2: '' };
  const asked: string[] = [];
  const orders: Order[] = [];
  let locks = 0;
  let waited = 0;
  const turn = <T>(list: T[], index: number): T => list[Math.min(index, list.length - 1)]!;
  const line: CommandLine = {
    argv: ['/opt/pt/presence-tray', ...args],
    env: { HOME: '/home/ada', DISPLAY: display },
    platform: 'linux',
    packaged,
    appPath: '/opt/pt/resources/app.asar',
    execPath: '/opt/pt/presence-tray',
    userDataDir: '/home/ada/.config/presence-tray',
    userDataAsked: script.elsewhere === true ? '/proc/nowhere' : '',
    version: '1.2.3',
    languages: ['en'],
    texts: () => texts,
    diagnose: (running, json) => `diagnosed ${running} ${json}\n`,
    requestLock: () => {
      asked.push('lock');
      locks += 1;
      return turn(lock, locks - 1);
    },
    workerScript: '/none',
  };
  let quicks = 0;
  const ports: RunPorts = {
    write: (descriptor, text) => {
      said[descriptor] += text;
    },
    ask: (command, _context, onPiece) => {
      asked.push(`quick ${command.name}`);
      script.pieces?.forEach(onPiece);
      quicks += 1;
      return turn(quick, quicks - 1);
    },
    askPatiently: (order) => {
      asked.push(`patient ${order.command.name}`);
      orders.push(order);
      return patient;
    },
    sleep: (ms) => {
      waited += ms;
    },
    isElsewhere: () => script.elsewhere === true,
    mayWrite: () => script.readOnly !== true,
  };
  const verdict = runCommandLine(line, ports);
  return { verdict, out: said[1], err: said[2], asked, orders, waited };
}

const exit = (code: number) => ({ kind: 'exit', code });

describe('without asking anybody', () => {
  it('--help shows every option and ends with 0', () => {
    const { verdict, out, asked } = type(['--help']);
    expect(verdict).toEqual(exit(0));
    const options = [
      '--set',
      '--message',
      '--for',
      '--status',
      '--list',
      '--toggle',
      '--hidden',
      '--demo',
      '--sign-out',
    ];
    for (const option of [...options, '--quit', '--help', '--version', '--json', '--user-data-dir=DIR']) {
      expect(out).toContain(option);
    }
    expect(out.split('\n').every((each) => each.length <= 120)).toBe(true);
    expect(asked).toEqual([]);
  });

  it('--version says the version alone', () => {
    expect(type(['--version'])).toMatchObject({ verdict: exit(0), out: '1.2.3\n', err: '', asked: [] });
  });

  it('wrong usage ends with 2, says what is wrong on stderr and where help is', () => {
    expect(type(['--set', 'Break', '--for', '5x'])).toMatchObject({
      verdict: exit(2),
      out: '',
      err:
        '“5x” is not a time. Write minutes (90), or hours and minutes (1h 30m, 1:30, 1.5h); at least a minute, at most 24 hours.\n' +
        'presence-tray --help shows what there is.\n',
      asked: [],
    });
  });
});

describe('a command to the running app', () => {
  it('prints its answer and ends with its exit status', () => {
    expect(type(['--status'], { quick: [answered('Break\n')] })).toMatchObject({
      verdict: exit(0),
      out: 'Break\n',
      err: '',
    });
    expect(type(['--set', 'x'], { quick: [answered('', 'no\n', 1)] })).toMatchObject({
      verdict: exit(1),
      out: '',
      err: 'no\n',
    });
  });

  it('prints first, each in its place, what the app says before it answers', () => {
    const pieces: Piece[] = [
      { out: '', err: 'Waiting.\n' },
      { out: 'one\n', err: '' },
    ];
    expect(type(['--status'], { quick: [answered('two\n')], pieces })).toMatchObject({
      out: 'one\ntwo\n',
      err: 'Waiting.\n',
    });
  });

  it('never takes the lock: the asking process never becomes the app', () => {
    for (const args of [['--status'], ['--list'], ['--set', 'x'], ['--toggle'], ['--sign-out'], ['--quit']]) {
      expect(type(args).asked).not.toContain('lock');
    }
  });

  it('takes the patient way where the quick one does not lead', () => {
    const { asked, verdict } = type(['--status'], { quick: [null], patient: answered('Break\n') });
    expect(asked).toEqual(['quick status', 'patient status']);
    expect(verdict).toEqual(exit(0));
  });
});

describe('when the app is not running', () => {
  it.each([
    [['--status'], 1, 'Presence Tray is not running.\n'],
    [['--status', '--json'], 1, 'Presence Tray is not running.\n'],
    [['--list'], 1, 'Presence Tray is not running.\n'],
    [['--sign-out'], 1, 'Presence Tray is not running.\n'],
    [['--quit'], 0, ''],
  ])('%j ends with %i', (args, code, err) => {
    expect(type(args)).toMatchObject({ verdict: exit(code), out: '', err });
  });

  it('a place that was passed over is named', () => {
    const quick: Outcome[] = [{ kind: 'notRunning', refused: ['/tmp/x belongs to another user (7)'] }];
    expect(type(['--status'], { quick }).err).toBe(
      'Passed over: /tmp/x belongs to another user (7).\nPresence Tray is not running.\n',
    );
  });

  it.each(['--set=Break', '--toggle'])('%s has a hidden one started with the same folder', (arg) => {
    const { orders, verdict } = type([arg, '--lang=de', '--inspect=0'], {
      quick: [null],
      patient: answered('Break\n'),
    });
    expect(orders[0]?.recipe).toEqual({
      program: '/opt/pt/presence-tray',
      args: ['--hidden', '--user-data-dir=/home/ada/.config/presence-tray', '--lang=de'],
      env: { HOME: '/home/ada', DISPLAY: ':0' },
      cwd: expect.any(String),
    });
    expect(verdict).toEqual(exit(0));
  });

  it.each<[Outcome, string]>([
    [{ kind: 'startFailed', why: 'SIGABRT' }, 'Presence Tray could not be started (SIGABRT).\n'],
    [{ kind: 'startTooSlow' }, 'Presence Tray was started but is not ready after two minutes.\n'],
    [
      { kind: 'ended' },
      'Presence Tray was ended before it could answer. Whether “Break” was set is not known; --status tells once it runs again.\n',
    ],
    [
      { kind: 'noAnswer', why: 'it took too long' },
      'Presence Tray is running but does not answer (it took too long). Quit it and start it again.\n',
    ],
  ])('%j is told and ends with 1', (patient, err) => {
    expect(type(['--set', 'Break'], { quick: [null], patient })).toMatchObject({ verdict: exit(1), out: '', err });
  });

  it('an app that ended over another command is told as such, not as one that runs', () => {
    expect(type(['--status'], { quick: [{ kind: 'ended' }] })).toMatchObject({
      verdict: exit(1),
      err: 'Presence Tray was ended before it could answer.\n',
    });
  });

  it('a start that takes longer than --timeout ends with 1', () => {
    const patient: Outcome = { kind: 'startTooSlow' };
    expect(type(['--set', 'Break', '--timeout', '90s'], { quick: [null], patient })).toMatchObject({
      verdict: exit(1),
      err: '“Break” was not set: Presence Tray was started but was not ready within 90 s.\n',
    });
  });

  it('--set says that the app is being started; --toggle, which opens a window, need not', () => {
    const starting = (arg: string): unknown =>
      type([arg], { quick: [null], patient: answered('') }).orders[0]?.starting;
    expect(starting('--set=Break')).toEqual({ out: '', err: 'Presence Tray does not run yet; it is being started.\n' });
    expect(starting('--toggle')).toEqual({ out: '', err: '' });
  });

  it('where there is no display that is why it cannot be started', () => {
    const patient = { kind: 'startFailed', why: 'SIGABRT' } as const;
    expect(type(['--set', 'Break'], { quick: [null], patient, display: '' })).toMatchObject({
      verdict: exit(1),
      err: 'Presence Tray could not be started: there is no display here.\n',
    });
  });
});

describe('a start without a command', () => {
  it('becomes the app where none runs', () => {
    expect(type(['--hidden'])).toMatchObject({ verdict: { kind: 'becomeApp', hidden: true, demo: false }, waited: 0 });
    expect(type(['--demo'])).toMatchObject({ verdict: { kind: 'becomeApp', hidden: false, demo: true } });
  });

  it('names on stderr what it does not know, and starts', () => {
    expect(type(['--odd', '%U'])).toMatchObject({
      verdict: { kind: 'becomeApp' },
      err: '--odd is not known to Presence Tray and was ignored.\n%U is not known to Presence Tray and was ignored.\n',
    });
  });

  it('takes back from Chromium what the installed app does not keep, known or not, and says so', () => {
    const { verdict, err } = type([
      '--hidden',
      '--lang=de',
      '--remote-debugging-port=9222',
      '-odd',
      '--enable-features=UseOzonePlatform,Odd',
    ]);
    expect(verdict).toMatchObject({
      takeBack: [
        ['remote-debugging-port', null],
        ['odd', null],
        ['enable-features', 'UseOzonePlatform'],
      ],
    });
    expect(err).toContain('--remote-debugging-port=9222 does not count in the installed app and was taken back.\n');
    expect(type(['--hidden', '--lang=de']).verdict).toMatchObject({ takeBack: [] });
  });

  it('from source takes nothing back', () => {
    const { verdict, err } = type(['.', '--no-sandbox', '--remote-debugging-port=0'], { packaged: false });
    expect({ verdict, err }).toEqual({
      verdict: { kind: 'becomeApp', hidden: false, demo: false, readOnly: false, takeBack: [] },
      err: '',
    });
  });

  it('with what takes the sandbox away the installed app refuses to start', () => {
    expect(type(['--no-sandbox'])).toMatchObject({
      verdict: exit(2),
      asked: [],
      err: expect.stringContaining('does not start with --no-sandbox'),
    });
  });

  it('shows the app that runs, ends with 0 and never asks for the lock', () => {
    expect(type([], { quick: [answered('')], lock: [true] })).toMatchObject({
      verdict: exit(0),
      asked: ['quick startedAgain'],
    });
  });

  it('waits for one that holds the lock and is only just starting', () => {
    const { verdict, waited } = type([], { quick: [NOT_RUNNING, NOT_RUNNING, answered('')], lock: [false] });
    expect(verdict).toEqual(exit(0));
    expect(waited).toBe(400);
  });

  it('asks for twenty seconds, and once more when they are over', () => {
    const silent = Array<Outcome>(100).fill(NOT_RUNNING);
    const { verdict, waited } = type([], { quick: [...silent, answered('')], lock: [false] });
    expect([verdict, waited]).toEqual([exit(0), 20_000]);
  });

  it('says of the one that holds the lock why it does not answer, as far as it is known', () => {
    const patient: Outcome = { kind: 'noAnswer', why: 'it hung up' };
    expect(type([], { quick: [null], lock: [false], patient }).err).toContain('does not answer (it hung up)');
    expect(type([], { quick: [null], lock: [false] }).err).toContain('does not answer (timeout)');
  });

  it('takes over from one that is just ending', () => {
    expect(type([], { lock: [false, false, true] }).verdict).toMatchObject({ kind: 'becomeApp' });
  });

  it('a stale socket does not stand in the way', () => {
    expect(type([], { quick: [null] }).verdict).toMatchObject({ kind: 'becomeApp' });
  });

  it('asks patiently where there is no quick way, once the lock says that somebody is there', () => {
    const { asked, verdict } = type([], { quick: [null], lock: [false], patient: answered('') });
    expect(asked).toEqual(['quick startedAgain', 'lock', 'patient startedAgain']);
    expect(verdict).toEqual(exit(0));
  });

  it('says so where somebody holds the lock and stays silent', () => {
    const { verdict, err, waited } = type([], { lock: [false] });
    expect(verdict).toEqual(exit(1));
    expect(err).toContain('does not answer');
    expect(waited).toBeGreaterThanOrEqual(20_000);
  });
});

describe('a user-data folder', () => {
  it.each([[[]], [['--hidden']], [['--status']], [['--set', 'Break']], [['--quit']]])(
    'that can neither be opened nor made: %j says so, asks nobody and ends with 1',
    (args) => {
      expect(type(args, { elsewhere: true })).toMatchObject({
        verdict: exit(1),
        out: '',
        err: 'The folder /proc/nowhere (--user-data-dir) can neither be opened nor made, so nothing was done. Name another one.\n',
        asked: [],
      });
    },
  );

  it('--help and --version need none', () => {
    for (const arg of ['--help', '--version']) expect(type([arg], { elsewhere: true }).verdict).toEqual(exit(0));
  });

  it('that may not be written has no lock: the app runs from memory at once, and says so', () => {
    const { verdict, err, waited } = type([], { readOnly: true, lock: [false] });
    expect(verdict).toMatchObject({ kind: 'becomeApp', readOnly: true });
    expect(err).toMatch(/^\/home\/ada\/.config\/presence-tray may not be written/);
    expect(waited).toBe(0);
  });

  it('that may not be written, with an app running from it: that one is shown', () => {
    const { verdict, asked } = type([], { readOnly: true, lock: [false], quick: [answered('')] });
    expect(verdict).toEqual(exit(0));
    expect(asked).toEqual(['quick startedAgain']);
  });

  it('that is named by a link or by another spelling is the same one', () => {
    const real = mkdtempSync(join(tmpdir(), 'data-folder-'));
    symlinkSync(real, `${real}-link`);
    expect(
      [real, `${real}/`, `${real}-link`, `${real}/../${basename(real)}`, ''].map((asked) => isElsewhere(asked, real)),
    ).toEqual([false, false, false, false, false]);
    expect(isElsewhere(join(real, 'none'), real)).toBe(true);
    expect(isElsewhere(real, '/nowhere')).toBe(true);
    expect(mayWrite(real)).toBe(true);
    expect(readdirSync(real)).toEqual([]);
    expect(mayWrite(join(real, 'none'))).toBe(false);
  });
});

describe('--diagnostics', () => {
  it('tells what can be known where no app runs, says so, and is done', () => {
    expect(type(['--diagnostics', '--json'])).toMatchObject({
      verdict: exit(0),
      out: 'diagnosed false true\n',
      err: 'Presence Tray is not running. Start it and ask again to learn more.\n',
    });
  });

  it('never starts the app, and needs no display', () => {
    expect(type(['--diagnostics'], { display: '' })).toMatchObject({
      verdict: exit(0),
      out: 'diagnosed false false\n',
    });
  });

  it('still tells something of an app that hangs, and that it hangs', () => {
    const hangs = { kind: 'noAnswer', why: 'it took too long' } as const;
    expect(type(['--diagnostics', '--json'], { quick: [hangs] })).toMatchObject({
      verdict: exit(1),
      out: 'diagnosed silent true\n',
      err: expect.stringContaining('does not answer'),
    });
  });
});

describe('the quick way', () => {
  const ask = (command: Command, { context }: ReturnType<typeof machine>, platform = context.platform) =>
    askQuickly(command, { ...context, platform }, () => undefined);

  it('says that no app runs, unless the command would start one', () => {
    const nobody = machine();
    expect([STATUS, { name: 'quit' } as const].map((command) => ask(command, nobody))).toEqual([
      NOT_RUNNING,
      NOT_RUNNING,
    ]);
    expect([SET, { name: 'toggle' } as const].map((command) => ask(command, nobody))).toEqual([null, null]);
  });

  it('brings the answer of the app that runs', async () => {
    const here = machine();
    await runEcho('echo', here.places);
    expect(ask(STATUS, here)).toEqual(answered(JSON.stringify(STATUS)));
  });

  it('is not for a command that goes on and on', async () => {
    const here = machine();
    await runEcho('echo', here.places);
    expect(ask({ name: 'watch', json: false }, here)).toBeNull();
  });

  it.each<[string, Outcome]>([
    ['dying', { kind: 'ended' }],
    ['hangingUp', { kind: 'noAnswer', why: 'it hung up' }],
  ])('tells what became of a command that was sent: the app is %s', async (mode, outcome) => {
    const here = machine();
    await runEcho(mode, here.places);
    expect(ask(STATUS, here)).toEqual(outcome);
  });

  it('leaves it to the patient one where an app died and left its socket', async () => {
    const here = machine();
    const { app } = await runEcho('echo', here.places);
    app.kill('SIGKILL');
    await once(app, 'exit');
    expect(ask(STATUS, here)).toBeNull();
  });
});
