/**
 * Notifications with buttons on Linux. Electron shows buttons on macOS and Windows alone (electron/electron#24333), while every desktop's notification
 * service has them (https://specifications.freedesktop.org/notification-spec). Where `gdbus` is missing, Electron's own take over, without buttons.
 */
import type { NotificationConstructorOptions } from 'electron';
import type { Cancel } from '../ports.js';
import type { NotificationPort } from './notification-center.js';
import type { FollowProgram } from './run-program.js';
import type { RunProgram } from './tray-host.js';

const SERVICE = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
/** The key that the specification gives to a click on the notification itself. */
const CLICK = 'default';
/** As the packages name the desktop entry and its icon. */
const ENTRY = 'presence-tray';

export interface LinuxNotificationDeps {
  readonly run: RunProgram;
  readonly follow: FollowProgram;
  /** Also stands for a click on the notification itself, which some services list beside the buttons. */
  readonly appName: string;
  /** Electron's own notification. */
  fallback(options: NotificationConstructorOptions): NotificationPort;
}

type Listener = (details: unknown, index: unknown) => void;

/** What the service tells of notifications; heard only while one of ours is shown. */
class ServiceSignals {
  readonly #heard = new Map<number, (signal: 'closed' | { readonly action: string }) => void>();
  #stop: Cancel | null = null;
  #users = 0;

  constructor(private readonly follow: FollowProgram) {}

  begin(): void {
    this.#users += 1;
    this.#stop ??= this.follow('gdbus', ['monitor', '--session', '--dest', SERVICE, '--object-path', PATH], (line) =>
      this.#line(line),
    );
  }

  listen(id: number, hear: (signal: 'closed' | { readonly action: string }) => void): void {
    this.#heard.set(id, hear);
  }

  end(id: number | null): void {
    if (id !== null) this.#heard.delete(id);
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#stop?.();
    this.#stop = null;
  }

  #line(line: string): void {
    const found = /\.(ActionInvoked|NotificationClosed) \((?:uint32 )?(\d+), (?:'(.*)'|.*)\)$/.exec(line);
    if (!found) return;
    const [, signal, id, action = ''] = found;
    this.#heard.get(Number(id))?.(signal === 'NotificationClosed' ? 'closed' : { action });
  }
}

class LinuxNotification implements NotificationPort {
  readonly #listeners = new Map<string, Listener[]>();
  #id: number | null = null;
  #state: 'new' | 'shown' | 'over' = 'new';
  #instead: NotificationPort | null = null;

  constructor(
    private readonly deps: LinuxNotificationDeps,
    private readonly signals: ServiceSignals,
    private readonly options: NotificationConstructorOptions,
  ) {}

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  show(): void {
    this.#state = 'shown';
    this.signals.begin();
    void this.#notify();
  }

  close(): void {
    if (this.#state !== 'shown') return;
    this.#instead?.close();
    if (this.#id !== null) void this.deps.run('gdbus', call('CloseNotification', String(this.#id)));
    this.#over();
  }

  async #notify(): Promise<void> {
    const answer = await this.deps.run('gdbus', call('Notify', ...notifyArguments(this.deps, this.options)));
    const id = Number(/\(uint32 (\d+),\)/.exec(answer ?? '')?.[1] ?? NaN);
    if (Number.isNaN(id)) {
      if (this.#state === 'shown') this.#showInstead();
      return;
    }
    if (this.#state !== 'shown') {
      // Taken back while it was on its way.
      void this.deps.run('gdbus', call('CloseNotification', String(id)));
      return;
    }
    this.#id = id;
    this.signals.listen(id, (signal) => {
      if (signal === 'closed') this.#over();
      else if (signal.action === CLICK) this.#emit('click');
      else if (/^\d+$/.test(signal.action)) this.#emit('action', {}, Number(signal.action));
    });
  }

  #showInstead(): void {
    const instead = this.deps.fallback(this.options);
    this.#instead = instead;
    instead.on('click', () => this.#emit('click'));
    instead.on('action', (details, index) => this.#emit('action', details, index));
    instead.on('close', () => this.#over());
    instead.on('failed', () => this.#over());
    instead.show();
  }

  #over(): void {
    if (this.#state !== 'shown') return;
    this.#state = 'over';
    this.signals.end(this.#id);
    this.#emit('close');
  }

  #emit(event: string, details?: unknown, index?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(details, index);
  }
}

/** Makes the notifications that have buttons; give the others to Electron. */
export function createLinuxNotifications(
  deps: LinuxNotificationDeps,
): (options: NotificationConstructorOptions) => NotificationPort {
  const signals = new ServiceSignals(deps.follow);
  return (options) => new LinuxNotification(deps, signals, options);
}

const call = (method: string, ...args: readonly string[]): string[] => [
  ...['call', '--session', '--dest', SERVICE, '--object-path', PATH, '--method', `${SERVICE}.${method}`],
  ...args,
];

/** app_name, replaces_id, app_icon, summary, body, actions, hints, expire_timeout; the last in milliseconds, -1: as the service likes, 0: never. */
function notifyArguments(deps: LinuxNotificationDeps, options: NotificationConstructorOptions): string[] {
  const buttons = (options.actions ?? []).flatMap(({ text }, index) => [String(index), text ?? '']);
  const urgent = options.urgency === 'critical';
  return [
    literal(deps.appName),
    'uint32 0',
    literal(ENTRY),
    literal(options.title ?? ''),
    literal(options.body ?? ''),
    `[${[CLICK, deps.appName, ...buttons].map(literal).join(', ')}]`,
    `{'urgency': <byte ${urgent ? 2 : 1}>, 'desktop-entry': <${literal(ENTRY)}>, 'suppress-sound': <${options.silent === true}>}`,
    `int32 ${urgent ? 0 : -1}`,
  ];
}

/** A string in GVariant's text format (https://docs.gtk.org/glib/gvariant-text-format.html). */
const literal = (text: string): string =>
  `'${text
    .replace(/[\\']/g, '\\$&')
    // eslint-disable-next-line no-control-regex -- they may not stand in the text themselves
    .replace(/[\u0000-\u001f\u007f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
