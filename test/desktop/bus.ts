/** Calls over the session's D-Bus with systemd's `busctl`, which speaks JSON. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { mustRun, run } from './processes.js';

/** How busctl prints a value: its D-Bus type and its data. A variant is nested. */
const answerSchema = v.object({ type: v.string(), data: v.unknown() });

export interface BusSignalOrCall {
  readonly member: string;
  readonly interface: string;
  /** Its connection's own name. */
  readonly sender: string;
  readonly data: unknown;
  /** When busctl received it: milliseconds since the epoch, with fractions. */
  readonly at: number;
}

export class Bus {
  constructor(readonly address: string) {}

  /** The method's answer: one element per returned value. */
  async call(
    service: string,
    path: string,
    iface: string,
    method: string,
    signature = '',
    ...args: readonly string[]
  ): Promise<unknown[]> {
    const signatureArgs = signature === '' ? [] : [signature, ...args];
    const text = await mustRun('busctl', [
      `--address=${this.address}`,
      '--json=short',
      '--timeout=10',
      'call',
      '--',
      service,
      path,
      iface,
      method,
      ...signatureArgs,
    ]);
    if (text.trim() === '') return [];
    return v.parse(v.array(v.unknown()), v.parse(answerSchema, JSON.parse(text)).data);
  }

  async property(service: string, path: string, iface: string, name: string): Promise<unknown> {
    const text = await mustRun('busctl', [
      `--address=${this.address}`,
      '--json=short',
      'get-property',
      service,
      path,
      iface,
      name,
    ]);
    return v.parse(answerSchema, JSON.parse(text)).data;
  }

  async emit(path: string, iface: string, signal: string, signature = '', ...args: readonly string[]): Promise<void> {
    const signatureArgs = signature === '' ? [] : [signature, ...args];
    await mustRun('busctl', [`--address=${this.address}`, 'emit', path, iface, signal, ...signatureArgs]);
  }

  /** Whether someone owns this name now. */
  async hasOwner(name: string): Promise<boolean> {
    const [owned] = await this.call(
      'org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus',
      'NameHasOwner',
      's',
      name,
    );
    return owned === true;
  }

  /** The process behind a name. */
  async processOf(name: string): Promise<number> {
    const own = 'org.freedesktop.DBus';
    const [pid] = await this.call(own, '/org/freedesktop/DBus', own, 'GetConnectionUnixProcessID', 's', name);
    return v.parse(v.number(), pid);
  }

  async isUp(): Promise<boolean> {
    const { status } = await run('busctl', [`--address=${this.address}`, 'list', '--no-pager']);
    return status === 0;
  }

  /** Reports matching messages. Resolves once it listens. */
  async monitor(match: string, listener: (message: BusSignalOrCall) => void): Promise<{ stop(): void }> {
    const child = spawn('busctl', [`--address=${this.address}`, '--json=short', `--match=${match}`, 'monitor'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const messageSchema = v.object({
      member: v.string(),
      interface: v.string(),
      sender: v.string(),
      'timestamp-realtime': v.number(),
      payload: v.object({ data: v.unknown() }),
    });
    createInterface(child.stdout).on('line', (line) => {
      const message = v.safeParse(messageSchema, JSON.parse(line));
      if (!message.success) return;
      const { member, interface: iface, sender, payload } = message.output;
      listener({
        member,
        interface: iface,
        sender,
        data: payload.data,
        at: message.output['timestamp-realtime'] / 1000,
      });
    });
    await new Promise<void>((resolve, reject) => {
      child.stderr.once('data', () => resolve());
      child.once('error', reject).once('exit', () => reject(new Error('busctl monitor ended')));
    });
    return { stop: () => child.kill() };
  }
}
