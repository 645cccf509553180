import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Command } from '../../../../electron/desktop/command-line/command.js';
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

/** A short folder of its own, gone after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pt-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Fixture {
  readonly context: EndpointContext;
  readonly places: readonly EndpointPlace[];
  readonly warnings: string[];
  readonly serve: (options?: Partial<CommandServerOptions>) => Promise<CommandServer>;
  readonly ask: (command: Command, timeoutMs?: number) => ReturnType<typeof sendToAny>;
}

/** A user's machine: a runtime folder, a folder for temporary files, a user-data folder. */
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
  const log: Log = {
    info: () => undefined,
    warn: (message, fields) => warnings.push(`${message} ${JSON.stringify(fields)}`),
    error: () => undefined,
  };
  return {
    context,
    places,
    warnings,
    serve: async (options = {}) => {
      const server = await startCommandServer({
        places,
        log,
        handle: async (command) => ({ exitCode: 0, out: `${command?.name ?? 'unknown'}\n`, err: '' }),
        ...options,
      });
      onTestFinished(() => server.close());
      return server;
    },
    ask: (command, timeoutMs = 10_000) =>
      sendToAny(findEndpoints(endpointPlaces(context)).endpoints, command, { timeoutMs }),
  };
}

export const STATUS: Command = { name: 'status', json: true };
export const replied = (out: string) => ({ kind: 'reply', reply: { exitCode: 0, out, err: '' } });
