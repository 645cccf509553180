/** A program being measured: the app or the bare one, started in the session and watched only from outside. */
import type { ChildProcess } from 'node:child_process';
import type { AppProgram } from '../desktop/app.js';
import type { DesktopSession } from '../desktop/session.js';
import type { Point } from '../desktop/screen.js';
import { waitFor } from '../desktop/wait.js';
import { expected } from './expected.js';
import { electronsAlive, readProcesses } from './processes.js';

export interface Start {
  readonly program: AppProgram;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export class Running {
  private constructor(
    private readonly session: DesktopSession,
    private readonly child: ChildProcess,
    /** Milliseconds from the start of the process until the panel knew its tray icon. */
    readonly untilTrayMs: number,
  ) {}

  private static readonly all = new Set<Running>();

  /** Ends what an interrupted measurement left. */
  static async endAll(): Promise<void> {
    for (const left of [...Running.all]) await left.end();
  }

  /** Starts it after checking that no such program runs. Resolves once its icon is in the tray. */
  static async start(session: DesktopSession, { program, args, env = session.env }: Start): Promise<Running> {
    const others = electronsAlive(readProcesses());
    if (others.length > 0)
      throw new Error(
        `Another Electron or Chromium is alive, and shares memory with what is measured: ${others.join('; ')}`,
      );
    let registered: (at: number) => void = () => undefined;
    const icon = new Promise<number>((resolve) => (registered = resolve));
    const watch = await session.bus.monitor(
      "type='signal',interface='org.kde.StatusNotifierWatcher',member='StatusNotifierItemRegistered'",
      ({ at }) => registered(at),
    );
    const began = now();
    const child = session.background.start('measured', program.program, [...program.args, ...args], { env });
    const died = new Promise<never>((_resolve, reject) =>
      child.once('exit', (status) => reject(new Error(`It ended with ${status} before its icon was there.`))),
    );
    died.catch(() => undefined);
    try {
      const at = await expected('its tray icon', Promise.race([icon, died]));
      const running = new Running(session, child, at - began);
      Running.all.add(running);
      return running;
    } finally {
      watch.stop();
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Its icon's place on the panel. */
  icon(): Promise<Point> {
    return this.session.tray.position();
  }

  /** Ends it and waits until all its processes are gone. */
  async end(): Promise<void> {
    Running.all.delete(this);
    await this.session.background.end(this.child);
    await waitFor('the last of its processes to end', () => electronsAlive(readProcesses()).length === 0);
    await this.session.tray.gone();
  }
}

/** The wall clock with fractions of a millisecond, like the bus monitor's. */
export const now = (): number => performance.timeOrigin + performance.now();
