/** Child processes for the harness: run to the end with a limit, or kept in the background and ended reliably. */
import { spawn } from 'node:child_process';

/** One line for the person at the terminal, on stderr. Results go to stdout. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Killed after this many milliseconds. The status is then null. */
  readonly limitMs?: number;
  readonly input?: string;
  /** Passes the child's output to this process's own instead of collecting it. */
  readonly show?: boolean;
}

export interface RunResult {
  /** Null: a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Status 127: it is not installed. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.show
        ? ['inherit', 'inherit', 'inherit']
        : [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...(options.limitMs === undefined ? {} : { timeout: options.limitMs, killSignal: 'SIGKILL' }),
    });
    const out = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
    child.stdin?.on('error', () => undefined).end(options.input);
    child.once('error', (error) => resolve({ status: 127, stdout: '', stderr: error.message }));
    child.once('close', (status) => resolve({ status, ...out }));
  });
}

/** Like `run`, but throws with the program's own words if it fails. */
export async function mustRun(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await run(command, args, options);
  if (result.status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${result.status}: ${(result.stderr || result.stdout).trim()}`,
    );
  }
  return result.stdout;
}

/** Ends this process with the status of `main`. A failure is one sentence and status 1. */
export async function asScript(main: () => Promise<number>): Promise<void> {
  process.exitCode = await main().catch((error: unknown) => {
    say(error instanceof Error ? error.message : 'It failed without a reason.');
    return 1;
  });
}
