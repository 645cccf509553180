/**
 * A double of systemd's logind on the session's own system bus. It tells programs about sleep, locks and another person
 * at the screen. It refuses every method, so nobody gets an inhibitor lock. Its signals are logind's
 * (org.freedesktop.login1).
 */
import type { Background } from './background.js';
import { Bus } from './bus.js';
import { BusConnection } from './bus-connection.js';
import type { Argument } from './dbus-wire.js';
import { waitFor } from './wait.js';

const NAME = 'org.freedesktop.login1';
const MANAGER = '/org/freedesktop/login1';
/** Programs find this session by `XDG_SESSION_ID`. */
export const LOGIN_SESSION = 'c1';
const SESSION = `${MANAGER}/session/${LOGIN_SESSION}`;

export class LogindDouble {
  private constructor(
    private readonly connection: BusConnection,
    private readonly end: () => Promise<void>,
  ) {}

  /** @param env of the session: says where its system bus is @param config of a bus where everybody may own names */
  static async start(background: Background, env: NodeJS.ProcessEnv, config: string): Promise<LogindDouble> {
    const address = env['DBUS_SYSTEM_BUS_ADDRESS'] ?? '';
    const daemon = background.start(
      'system-bus',
      'dbus-daemon',
      ['--nofork', '--nopidfile', `--config-file=${config}`, `--address=${address}`],
      { env },
    );
    const bus = new Bus(address);
    await waitFor('the system bus', () => bus.isUp());
    // Every call is refused at once, so that nobody waits.
    const connection = await BusConnection.open(address, { call: (_call, refuse) => refuse(`${NAME}.Double`) });
    await connection.callBus('RequestName', { s: NAME }, { u: 0 });
    const logind = new LogindDouble(connection, () => background.end(daemon));
    await waitFor('logind’s name on the bus', () => bus.hasOwner(NAME));
    return logind;
  }

  /** Before the machine sleeps, and after it wakes. */
  prepareForSleep(start: boolean): void {
    this.signal(MANAGER, `${NAME}.Manager`, 'PrepareForSleep', { b: start });
  }

  /** Before the machine shuts down. */
  prepareForShutdown(): void {
    this.signal(MANAGER, `${NAME}.Manager`, 'PrepareForShutdown', { b: true });
  }

  lock(): void {
    this.signal(SESSION, `${NAME}.Session`, 'Lock');
  }

  unlock(): void {
    this.signal(SESSION, `${NAME}.Session`, 'Unlock');
  }

  /** Fast user switching: another person's session is at the screen, or this one is again. */
  setActive(active: boolean): void {
    this.signal(
      SESSION,
      'org.freedesktop.DBus.Properties',
      'PropertiesChanged',
      { s: `${NAME}.Session` },
      { properties: { Active: active } },
      { names: [] },
    );
  }

  async stop(): Promise<void> {
    this.connection.close();
    await this.end();
  }

  private signal(path: string, iface: string, member: string, ...args: Argument[]): void {
    this.connection.signal(path, iface, member, ...args);
  }
}
