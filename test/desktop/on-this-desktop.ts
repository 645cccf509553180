/** Builds the app and runs it on this desktop. */
import { spawn } from 'node:child_process';
import { buildApp } from './build.js';
import { checkSandbox, projectFolder, whyNotHere } from './ordinary-user.js';
import { say } from './processes.js';
import { findRuntime } from './runtime.js';

/** @param args for the app @returns its exit status */
export async function start(args: readonly string[]): Promise<number> {
  const obstacle = whyNotHere();
  if (obstacle !== null) {
    say(`${obstacle} To see it at work in a virtual desktop: npm run demo`);
    return 1;
  }
  const runtime = await findRuntime();
  await checkSandbox();
  await buildApp();
  return new Promise((resolve, reject) => {
    const app = spawn(runtime.binary, ['.', ...args], { cwd: projectFolder, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal));
    app.once('error', reject).once('close', (status) => resolve(status ?? 1));
  });
}
