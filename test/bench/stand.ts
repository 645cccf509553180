/** What every row uses: the session, the instruments, and the number of runs. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { projectFolder } from '../desktop/ordinary-user.js';
import type { DesktopSession } from '../desktop/session.js';
import { Agent, type AgentOptions } from './agent.js';
import { Painter } from './painter.js';
import type { Start } from './program.js';
import type { XScreen } from './x-screen.js';

export interface Stand {
  readonly session: DesktopSession;
  readonly x: XScreen;
  readonly painter: Painter;
  readonly quick: boolean;
  agent(options?: AgentOptions): Promise<Agent>;
  /** The bare app with these switches: `no-window`, `lock`, `field`. */
  bare(...wants: readonly string[]): Start;
  close(): Promise<void>;
}

/** Separate from the app's own build, which installers contain. Programs here can still load the project's packages. */
export const BUILT = join(projectFolder, 'node_modules', '.cache', 'presence-tray-bench');

export async function openStand(session: DesktopSession, x: XScreen, quick: boolean): Promise<Stand> {
  await buildBare();
  const agents = new Map<string, Agent>();
  return {
    session,
    x,
    painter: new Painter(x),
    quick,
    async agent(options = {}) {
      const key = JSON.stringify(options);
      const there = agents.get(key) ?? (await Agent.signIn(session, options));
      agents.set(key, there);
      return there;
    },
    bare: (...wants) => ({
      program: {
        program: join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'electron'),
        args: [join(BUILT, 'bare')],
      },
      args: [`--user-data-dir=${join(session.folder, 'bare')}`, ...wants.map((name) => `--bare-${name}`)],
    }),
    async close() {
      for (const agent of agents.values()) await agent.close();
    },
  };
}

async function buildBare(): Promise<void> {
  const folder = join(BUILT, 'bare');
  await mkdir(folder, { recursive: true });
  await translate('test/bench/bare/main.ts', join(folder, 'main.js'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bare', version: '0.0.0', main: 'main.js' }));
  await copyFile(join(projectFolder, 'dist/tray/linux/24/available.png'), join(folder, 'icon.png'));
}

/** Compiles a TypeScript file to CommonJS, which Electron and Node read without a loader. Returns the new file. */
export async function translate(source: string, target: string): Promise<string> {
  const { outputText } = ts.transpileModule(await readFile(join(projectFolder, source), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  await mkdir(join(target, '..'), { recursive: true });
  await writeFile(target, outputText);
  return target;
}

/** Alternates which of the two goes first, so that neither always finds warmer caches. */
export async function inTurn(
  rounds: number,
  one: (round: number) => Promise<void>,
  other: (round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const [first, second] = round % 2 === 0 ? [one, other] : [other, one];
    await first(round);
    await second(round);
  }
}

/** Lets the program come to rest before it is measured. */
export const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
