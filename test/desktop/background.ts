/** A session's long-running programs. Each writes to a log file. They are ended in reverse order. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from './wait.js';

export interface BackgroundOptions {
  /** Written to the program's standard input, which then closes. */
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The variable that marks every process of a session, so that none is left behind. */
const MARK = 'PRESENCE_TRAY_DESKTOP_SESSION';

export class Background {
  private readonly children: ChildProcess[] = [];
  private readonly killAtExit = (): void => void this.killMarked();

  constructor(
    private readonly mark: string,
    private readonly logs: string,
  ) {
    process.on('exit', this.killAtExit);
  }

  environment(): NodeJS.ProcessEnv {
    return { [MARK]: this.mark };
  }

  logFile(name: string): string {
    return join(this.logs, `${name}.log`);
  }

  /** Starts a program; `name` names its log file. */
  start(name: string, command: string, args: readonly string[], options: BackgroundOptions = {}): ChildProcess {
    const log = openSync(this.logFile(name), 'a');
    const child = spawn(command, args, {
      env: { ...options.env, ...this.environment() },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', log, log],
    });
    closeSync(log);
    child.once('error', () => undefined);
    child.stdin?.end(options.input);
    this.children.push(child);
    return child;
  }

  /** Ends one program politely, then by force. */
  async end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(hard);
  }

  /** Ends everything, including what the programs started. */
  async endAll(): Promise<void> {
    for (const child of [...this.children].reverse()) await this.end(child);
    await waitFor('the last processes of the session to end', () => this.killMarked() === 0, { limitMs: 5000 });
    process.off('exit', this.killAtExit);
  }

  private killMarked(): number {
    const marked = `${MARK}=${this.mark}`;
    const left = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((pid) => environmentOf(pid).includes(marked));
    for (const pid of left) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
    return left.length;
  }
}

/** Empty for other users' processes and for those that have ended. */
function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
