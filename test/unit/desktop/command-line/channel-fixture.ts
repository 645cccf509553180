import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Command, Piece } from '../../../../electron/desktop/command-line/command.js';
import { sendToAny } from '../../../../electron/desktop/command-line/client.js';
import {
  endpointPlaces,
  findEndpoints,
  type EndpointContext,
  type EndpointPlace,
} from '../../../../electron/desktop/command-line/endpoint.js';
import {
  startCommandServer,
  type CommandServer,
  type CommandServerOptions,
} from '../../../../electron/desktop/command-line/server.js';
import type { Log } from '../../../../electron/ports.js';

/** A folder with a short path, removed after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pt-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Fixture {
  readonly context: EndpointContext;
  readonly places: readonly EndpointPlace[];
  readonly warnings: string[];
  /** What was to be printed before the answer. */
  readonly pieces: Piece[];
  readonly serve: (options?: Partial<CommandServerOptions>) => Promise<CommandServer>;
  readonly ask: (command: Command, timeoutMs?: number) => ReturnType<typeof sendToAny>;
}

/** A user's machine: a runtime folder, a temporary folder, a user-data folder. */
export function machine(overrides: Partial<EndpointContext> = {}): Fixture {
  const root = temporaryFolder();
  chmodSync(root, 0o755);
  const runtime = mkdtempSync(join(root, 'run-'));
  const context: EndpointContext = {
    userDataDir: mkdtempSync(join(root, 'data-')),
    env: { XDG_RUNTIME_DIR: runtime },
    platform: 'linux',
    tmpDir: mkdtempSync(join(root, 'tmp-')),
    machine: 'here',
    ...overrides,
  };
  const places = endpointPlaces(context);
  const warnings: string[] = [];
  const pieces: Piece[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (message, fields) => warnings.push(`${message} ${JSON.stringify(fields)}`),
    error: () => undefined,
  };
  return {
    context,
    places,
    warnings,
    pieces,
    serve: async (options = {}) => {
      const server = await startCommandServer({
        places,
        log,
        handle: async (command) => ({ exitCode: 0, out: `${command?.name ?? 'unknown'}\n`, err: '' }),
        ending: () => ({ exitCode: 1, out: '', err: 'ending\n' }),
        ...options,
      });
      onTestFinished(async () => server.close());
      return server;
    },
    ask: (command, timeoutMs = 10_000) =>
      sendToAny(findEndpoints(endpointPlaces(context)).endpoints, command, {
        timeoutMs,
        onPiece: (piece) => pieces.push(piece),
      }),
  };
}

/** Starts an app in its own process, which answers as `echo-app.ts` says. */
export async function runEcho(mode: string, places: readonly EndpointPlace[]): Promise<{ app: ChildProcess }> {
  const script = fileURLToPath(new URL('./echo-app.ts', import.meta.url));
  const app = spawn(process.execPath, ['--import', 'tsx', script, mode], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PLACES: JSON.stringify(places) },
  });
  onTestFinished(() => void app.kill('SIGKILL'));
  await once(app.stdout, 'data');
  return { app };
}

export const SET: Extract<Command, { name: 'set' }> = { name: 'set', presence: 'Break', message: null, forMs: null };
export const STATUS: Command = { name: 'status', json: true };
export const replied = (out: string) => ({ kind: 'reply', reply: { exitCode: 0, out, err: '' } });
