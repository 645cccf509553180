/**
 * A double of systemd's logind on the session's own system bus. It tells programs about sleep, locks and another person
 * at the screen. It refuses every method, so nobody gets an inhibitor lock. Its signals are logind's
 * (org.freedesktop.login1).
 */
import { connect, type Socket } from 'node:net';
import type { Background } from './background.js';
import { Bus } from './bus.js';
import { callMessage, callReader, errorReply, signalMessage, type Argument } from './dbus-wire.js';
import { waitFor } from './wait.js';

const NAME = 'org.freedesktop.login1';
const MANAGER = '/org/freedesktop/login1';
/** Programs find this session by `XDG_SESSION_ID`. */
export const LOGIN_SESSION = 'c1';
const SESSION = `${MANAGER}/session/${LOGIN_SESSION}`;

export class LogindDouble {
  private serial = 0;

  private constructor(
    private readonly socket: Socket,
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
    const socket = await signIn(address.replace('unix:path=', ''));
    const logind = new LogindDouble(socket, () => background.end(daemon));
    const read = callReader();
    // Every call is refused at once, so that nobody waits.
    socket.on('data', (bytes) => {
      for (const { serial, sender } of read(bytes))
        logind.send(errorReply(logind.next(), serial, sender, `${NAME}.Double`));
    });
    logind.call('Hello');
    logind.call('RequestName', { s: NAME }, { u: 0 });
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
    this.socket.destroy();
    await this.end();
  }

  private next(): number {
    this.serial += 1;
    return this.serial;
  }

  private send(message: Buffer): void {
    this.socket.write(message);
  }

  private call(method: string, ...args: Argument[]): void {
    this.send(callMessage(this.next(), '/org/freedesktop/DBus', method, args));
  }

  private signal(path: string, iface: string, member: string, ...args: Argument[]): void {
    this.send(signalMessage(this.next(), path, iface, member, args));
  }
}

/** The EXTERNAL handshake: the bus knows us by the socket. */
async function signIn(path: string): Promise<Socket> {
  const socket = connect(path);
  const answer = new Promise<string>((resolve, reject) => {
    socket.once('data', (bytes) => resolve(bytes.toString())).once('error', reject);
  });
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
  const said = await answer;
  if (!said.startsWith('OK')) throw new Error(`The bus does not let us in: ${said.trim()}`);
  socket.write('BEGIN\r\n');
  return socket;
}
