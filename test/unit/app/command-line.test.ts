/** What the running app hands to the commands that are typed at it. */
import { describe, expect, it, vi } from 'vitest';
import { startCommandLine } from '../../../electron/app/command-line.js';
import type { CommandPort } from '../../../electron/desktop/command-line/answer.js';
import type { Command } from '../../../electron/desktop/command-line/command.js';
import type { CommandServerOptions } from '../../../electron/desktop/command-line/server.js';
import { createStateStore } from '../../../electron/ipc/state-store.js';
import { exampleState } from '../desktop/example-state.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { english, englishAs } from '../english.js';
import { rememberingLog, settingsInMemory } from '../settings/doubles.js';

/** The server and the answers are tested elsewhere. Here is what they were handed. */
interface Line {
  options: CommandServerOptions | null;
  port: CommandPort | null;
  fails: unknown;
}
const line = vi.hoisted((): Line => ({
  options: null as CommandServerOptions | null,
  port: null as CommandPort | null,
  fails: null,
}));
vi.mock('../../../electron/desktop/command-line/server.js', () => ({
  startCommandServer: (options: CommandServerOptions) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    if (line.fails !== null) return Promise.reject(line.fails);
    line.options = options;
    return Promise.resolve({ close: () => Promise.resolve() });
  },
}));
vi.mock('../../../electron/desktop/command-line/answer.js', () => ({
  answerCommand: (_command: unknown, port: CommandPort) => {
    line.port = port;
    return Promise.resolve({ exitCode: 0, out: '', err: '' });
  },
}));

const german = englishAs('de', { 'cli.ended': 'Beendet.', 'cli.watch.ended': 'Nicht mehr.' });

interface Situation {
  readonly person?: object | null;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly own?: Readonly<Record<string, unknown>>;
}
async function app({ person = null, policy = {}, own = {} }: Situation = {}) {
  const log = rememberingLog();
  const settings = settingsInMemory(log, { own, policy });
  const calls: unknown[] = [];
  await startCommandLine({
    userData: '/data',
    log,
    store: createStateStore(exampleState(), log),
    account: { current: () => person } as never,
    session: { signOut: (how: unknown) => Promise.resolve(void calls.push(how)) } as never,
    settings,
    shell: { popup: {} as never },
    clock: fakeClock(new Date(2026, 10, 21, 3, 0).getTime()).clock,
    texts: () => english,
    textsIn: () => german,
    shiftEnds: () => Promise.resolve(),
    quit: () => undefined,
    exploreDemo: () => 'notOffered',
    diagnose: () => Promise.resolve(''),
  });
  const typed = async (command: Command | null): Promise<CommandPort> => {
    await line.options?.handle(command, () => undefined, null as never);
    return line.port!;
  };
  return { typed, calls, settings, log };
}
const status = { name: 'status', json: false } as Command;

describe('a command', () => {
  it('is answered in its shell’s language, else in the app’s', async () => {
    const { typed } = await app();
    expect((await typed(status)).texts()).toBe(english);
    expect((await typed({ ...status, languages: ['de'] })).texts()).toBe(german);
    expect((await typed(null)).texts()).toBe(english);
  });

  it('that the app could not answer before its end is told so', async () => {
    await app();
    const options = line.options!;
    expect(options.ending(status)).toEqual({ exitCode: 1, out: '', err: `${english('cli.ended')}\n` });
    expect(options.ending(null).err).toBe(`${english('cli.ended')}\n`);
    expect(options.ending({ name: 'watch', json: false, languages: ['de'] }).err).toBe('Nicht mehr.\n');
    expect(options.ending({ ...status, languages: ['de'] }).err).toBe('Beendet.\n');
  });

  it('finds nothing of a person while nobody is signed in', async () => {
    const { typed } = await app();
    const port = await typed(status);
    expect(port.definitions()).toEqual([]);
    expect(port.routines()).toEqual([]);
    expect(port.history()).toBeNull();
    expect(port.schedule()).toBeNull();
    expect(() => port.cancelPick()).not.toThrow();
    expect(await port.pick({ definitionId: 'd', origin: 'commandLine' })).toMatchObject({
      result: 'dropped',
      problem: { key: 'error.signInNeeded' },
    });
  });

  it('reaches the signed-in person', async () => {
    const definitions = [{ id: 'd' }];
    const routines = [{ id: 'r' }];
    const person = {
      engine: { organizationDefinitions: () => definitions },
      personal: { get: () => ({ routines }) },
      pick: () => Promise.resolve('picked'),
    };
    const { typed, calls } = await app({ person });
    const port = await typed(status);
    expect(port.definitions()).toBe(definitions);
    expect(port.routines()).toBe(routines);
    expect(await port.pick({ definitionId: 'd', origin: 'commandLine' })).toBe('picked');
    await port.signOut();
    expect(calls).toEqual([{ alsoInBrowser: false }]);
  });
});

describe('the history at a command line', () => {
  const kept = {
    today: (starts: number) => `today from ${starts}`,
    day: (date: string, starts: number) => Promise.resolve([date, starts]),
  };
  const history = async (current: object | null, settings: Situation = {}) => {
    const { typed } = await app({ ...settings, person: { history: { current: () => current } } });
    return (await typed(status)).history()!;
  };

  it('is of today, from when the person’s day begins, unless a date is typed', async () => {
    const port = await history(kept, { own: { dayStartsAtMinutes: 240 } });
    expect(port.kept).toBe('yes');
    expect(port.mayExport).toBe(true);
    expect(await port.day(null)).toEqual(['today from 240', 240]);
    expect(await port.day('2026-11-20')).toEqual(['2026-11-20', 240]);
  });

  it('is none where it is off, and says whose wish that is', async () => {
    expect(await history(null)).toMatchObject({ kept: 'off' });
    expect(await history(null, { policy: { history: false } })).toMatchObject({ kept: 'offByPolicy' });
    expect(await (await history(null)).day(null)).toBeNull();
    expect(await history(kept, { policy: { export: false } })).toMatchObject({ mayExport: false });
  });
});

it('the schedule at a command line is of the person’s own day, which began yesterday at night', async () => {
  const asked: number[][] = [];
  const schedule = {
    settled: () => Promise.resolve(),
    lack: () => null,
    planned: (from: number, to: number) => {
      asked.push([from, to]);
      return ['meal'];
    },
  };
  const { typed } = await app({ person: { schedule }, own: { dayStartsAtMinutes: 240 } });
  const port = (await typed(status)).schedule()!;
  expect(port.lack()).toBeNull();
  expect(port.today()).toEqual(['meal']);
  expect(asked).toEqual([[new Date(2026, 10, 20, 4, 0).getTime(), new Date(2026, 10, 21, 4, 0).getTime()]]);
});

it.each([
  [new Error('EACCES'), 'EACCES'],
  ['odd', 'unknown'],
])('an app with nowhere to listen works on, and the log says why (%s)', async (fails, cause) => {
  line.fails = fails;
  try {
    const { log } = await app();
    expect(log.lines).toEqual([`no command line: nowhere to listen ${JSON.stringify({ cause })}`]);
  } finally {
    line.fails = null;
  }
});
