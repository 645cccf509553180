/** The way over a worker thread, with the worker bundled as it ships, and the whole output to a pipe. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { performPatiently } from '../../../../electron/desktop/command-line/patient-client.js';
import type { Command } from '../../../../electron/desktop/command-line/command.js';
import { machine, replied, runEcho, STATUS, temporaryFolder } from './channel-fixture.js';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function bundled(): Promise<string> {
  const outDir = temporaryFolder();
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir,
      target: 'node20',
      lib: {
        entry: here('../../../../electron/desktop/command-line/worker.ts'),
        formats: ['cjs'],
        fileName: () => 'worker.cjs',
      },
      rolldownOptions: { external: [/^node:/] },
    },
    resolve: { conditions: ['node'] },
  });
  return join(outDir, 'worker.cjs');
}

describe('the patient way', () => {
  it('starts the app, waits for it and brings back its answer, while this thread stands still', async () => {
    const { context, places } = machine();
    const script = await bundled();
    const recipe = {
      program: process.execPath,
      args: ['--import', 'tsx', here('./echo-app.ts'), 'echo'],
      env: { ...process.env, PLACES: JSON.stringify(places) },
      cwd: process.cwd(),
    };
    const starting = { out: '', err: '' };
    const ask = (command: Command) =>
      performPatiently(script, { command, context: { ...context, env: { ...context.env } }, recipe, starting });
    expect(ask(STATUS)).toEqual({ kind: 'notRunning', refused: [] });
    expect(ask({ name: 'toggle' })).toEqual(replied('{"name":"toggle"}'));
    expect(ask(STATUS)).toEqual(replied('{"name":"status","json":true}'));
    expect(ask({ name: 'quit' })).toEqual(replied(''));
    // It has answered, and is about to end.
    await expect.poll(() => ask(STATUS)).toEqual({ kind: 'notRunning', refused: [] });
  });

  it('without its file is told, not thrown', () => {
    const { context } = machine();
    const recipe = { program: '/none', args: [], env: {}, cwd: '/' };
    const order = { command: STATUS, context: { ...context, env: {} }, recipe, starting: { out: '', err: '' } };
    expect(performPatiently('/no/such/worker.cjs', order)).toMatchObject({ kind: 'noAnswer' });
  });
});

describe('somebody who watches', () => {
  const start = async () => {
    const { context, places } = machine();
    const script = await bundled();
    const { app } = await runEcho('echo', places);
    const env = { ...process.env, CONTEXT: JSON.stringify({ ...context, env: { ...context.env } }) };
    const args = ['--import', 'tsx', here('./watch-and-exit.ts'), script];
    return { app, env, args };
  };

  it('ends with 0 at Ctrl-C, and the app hears of it', async () => {
    const { app, env, args } = await start();
    const watch = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
    onTestFinished(() => void watch.kill('SIGKILL'));
    const [line] = (await once(watch.stdout, 'data')) as [Buffer];
    expect(line.toString()).toBe('one\n');
    const gone = once(app.stdout ?? expect.fail(), 'data');
    watch.kill('SIGINT');
    expect(await once(watch, 'exit')).toEqual([0, null]);
    expect(String((await gone)[0])).toBe('gone\n');
  });

  it.runIf(process.platform === 'linux')('ends with 0 when its reader goes away, though nothing changes', async () => {
    const { env, args } = await start();
    const pipeline = spawn('/bin/sh', ['-c', '{ "$@"; echo "$?" >&2; } | head -n 1', 'sh', process.execPath, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    });
    onTestFinished(() => void pipeline.kill('SIGKILL'));
    let said = '';
    pipeline.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
    await once(pipeline, 'close');
    expect(said).toBe('{"kind":"left"}\n0\n');
  });

  it('ends with 0 when the program that reads it closes its end', async () => {
    const { env, args } = await start();
    const watch = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
    onTestFinished(() => void watch.kill('SIGKILL'));
    await once(watch.stdout, 'data');
    watch.stdout.destroy();
    expect(await once(watch, 'exit')).toEqual([0, null]);
  });

  it('ends with 1 when the app ends', async () => {
    const { app, env, args } = await start();
    const watch = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], env });
    onTestFinished(() => void watch.kill('SIGKILL'));
    await once(watch.stdout, 'data');
    app.kill('SIGKILL');
    expect(await once(watch, 'exit')).toEqual([1, null]);
  });
});

describe('what is written', () => {
  it('reaches a slow reader of a full pipe whole before the process ends', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', here('./write-and-exit.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let length = 0;
    child.stdout.on('data', (bytes: Buffer) => (length += bytes.length));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, length]).toEqual([7, 3_000_001]);
  });

  it('to a reader who went away is no error', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', here('./write-and-exit.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(7);
  });
});
