/** `npm run api`: whose session it uses, and what it says where there is none. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

interface Tool {
  settings: object | null;
  opened: unknown[];
  client: object | null;
  words: readonly string[];
  out: string;
  err: string;
  exited: number;
  read: unknown;
}
const tool = vi.hoisted((): Tool => ({
  settings: {},
  opened: [],
  client: {},
  words: [],
  out: '',
  err: '',
  exited: 0,
  read: null,
}));
vi.mock('../../../electron/api-tool/run-operation.js', () => ({
  runCall: async (words: readonly string[], signIn: () => Promise<unknown>) => {
    tool.words = words;
    try {
      await signIn();
      return { exitCode: 0, stdout: '{}\n', stderr: '' };
    } catch (error) {
      return { exitCode: 1, stdout: '', stderr: `${error instanceof Error ? error.name : 'odd'}\n` };
    }
  },
}));
vi.mock('../../../electron/app/open-settings.js', () => ({
  openSettings: (userData: string, _packaged: boolean, files: { open(path: string): { read(): unknown } }) => {
    tool.opened.push(userData);
    tool.read = files.open('/no/such/file.json').read();
    return { get: () => ({}) };
  },
}));
vi.mock('../../../electron/session/sign-in-target.js', () => ({ signInTarget: () => tool.settings }));
vi.mock('../../../electron/session/session-machine.js', () => ({
  createSession: () => ({ restore: () => Promise.resolve(), client: () => tool.client }),
}));

const real = Object.getOwnPropertyDescriptor(process, 'platform')!;
beforeEach(() => {
  vi.resetModules();
  Object.assign(tool, { settings: {}, opened: [], client: {}, words: [], out: '', err: '', exited: 0 });
  vi.spyOn(process.stdout, 'write').mockImplementation(((text: string, done?: () => void) => {
    tool.out += text;
    done?.();
    return true;
  }) as never);
  vi.spyOn(process.stderr, 'write').mockImplementation(((text: string) => {
    tool.err += text;
    return true;
  }) as never);
  vi.spyOn(process, 'exit').mockImplementation((() => (tool.exited += 1)) as never);
});
const argv = process.argv;
afterEach(() => {
  process.argv = argv;
  process.exitCode = undefined;
  Object.defineProperty(process, 'platform', real);
  vi.restoreAllMocks();
});

async function typed(words: readonly string[], platform: NodeJS.Platform = 'linux') {
  Object.defineProperty(process, 'platform', { ...real, value: platform });
  process.argv = ['node', 'main.ts', ...words];
  await import('../../../electron/api-tool/main.js');
}

describe('a call by the command line', () => {
  it('is made as the app is signed in, and its words are handed on', async () => {
    await typed(['getUsersMe', '--expand', 'station']);
    expect(tool.words).toEqual(['getUsersMe', '--expand', 'station']);
    expect(tool).toMatchObject({ out: '{}\n', err: '', exited: 1 });
    expect(process.exitCode).toBe(0);
    expect(tool.opened).toEqual([expect.stringMatching(/Presence Tray$/)]);
  });

  it('uses another data folder where one is named', async () => {
    await typed(['--user-data-dir=/data', 'getUsersMe']);
    expect(tool.words).toEqual(['getUsersMe']);
    expect(tool.opened).toEqual(['/data']);
  });

  it('reads the app’s files without making them', async () => {
    await typed(['getUsersMe']);
    expect(tool.read).toMatchObject({ kind: expect.stringMatching(/missing|unreadable/) });
  });

  it.each([
    ['linux', { settings: null }, /No region and client id/],
    ['linux', { client: null }, /not signed in/],
    ['win32', { client: null }, /On Windows/],
  ] as const)('on %s with %j says what is missing', async (platform, situation, words) => {
    Object.assign(tool, situation);
    await typed(['getUsersMe'], platform);
    expect(tool.err).toMatch(words);
    expect(tool.err).not.toContain('Error\n');
    expect(process.exitCode).toBe(1);
  });
});
