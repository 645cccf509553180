/**
 * Notifications on Linux. Electron shows buttons only on macOS and Windows (electron/electron#24333), but every
 * desktop's notification service supports them (https://specifications.freedesktop.org/notification-spec). Without
 * `gdbus`, or if the buttons could not be heard, Electron's own notifications are used, without buttons. `dbus-monitor`
 * listens, because some services (dunst) answer only the connection that asked, and `gdbus call` has ended by then. A
 * service may read the body as markup. For those that do, it is escaped, which Electron leaves to the app.
 */
import type { NotificationConstructorOptions } from 'electron';
import type { Cancel, Clock } from '../../ports.js';
import type { NotificationPort } from './notification-center.js';
import { asMarkup, hasMarkup } from '../surface-text.js';
import { restarting, type FollowProgram } from '../system/run-program.js';
import type { RunProgram } from '../tray/tray-host.js';

const SERVICE = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
const MATCH = `type='signal',interface='${SERVICE}'`;
/** The specification's key for a click on the notification itself. */
const CLICK = 'default';
/** The packages' name of the desktop entry and its icon. */
const ENTRY = 'presence-tray';

export interface LinuxNotificationDeps {
  readonly run: RunProgram;
  readonly follow: FollowProgram;
  readonly clock: Clock;
  /** Also labels a click on the notification itself, which some services list beside the buttons. */
  readonly appName: string;
  /** Electron's own notification. */
  fallback(options: NotificationConstructorOptions): NotificationPort;
}

type Listener = (details: unknown, index: unknown) => void;

/** A listener that has not started by then counts as missing. */
const LISTENS_WITHIN_MS = 3_000;
/** Other programs' notifications are heard too, so this is limited. */
const MOST_EARLY = 20;

type Signal = 'closed' | { readonly action: string };

/** Hears the service's signals about notifications, only while one of ours is shown. */
class ServiceSignals {
  readonly #heard = new Map<number, (signal: Signal) => void>();
  /** Signals for a notification whose number the service has not told us yet. */
  #early: (readonly [id: number, signal: Signal])[] = [];
  /** The signal whose arguments come next. */
  #reading: { readonly name: string | undefined; readonly id: number | null } = { name: undefined, id: null };
  #stop: Cancel | null = null;
  #hears = false;
  /** Callers waiting for the listener to start. */
  #waiting: ((hears: boolean) => void)[] = [];
  #users = 0;

  constructor(private readonly deps: Pick<LinuxNotificationDeps, 'follow' | 'clock'>) {}

  /** Resolves true once signals are heard, false if they cannot be. Call `end` in either case. */
  begin(): Promise<boolean> {
    this.#users += 1;
    this.#stop ??= restarting(this.deps.follow, this.deps.clock)(
      'dbus-monitor',
      ['--session', MATCH],
      (line) => {
        // The bus takes away the name of a connection that only listens. From now on it listens.
        if (line.endsWith('member=NameLost')) this.#decide(true);
        this.#line(line);
      },
      () => this.#decide(false),
    );
    if (this.#hears) return Promise.resolve(true);
    return new Promise((resolve) => {
      const cancel = this.deps.clock.after(LISTENS_WITHIN_MS, () => resolve(false));
      this.#waiting.push((hears) => {
        cancel();
        resolve(hears);
      });
    });
  }

  #decide(hears: boolean): void {
    this.#hears = hears;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(hears);
  }

  listen(id: number, hear: (signal: Signal) => void): void {
    this.#heard.set(id, hear);
    const early = this.#early.filter(([of]) => of === id);
    this.#early = this.#early.filter(([of]) => of !== id);
    for (const [, signal] of early) hear(signal);
  }

  end(id: number | null): void {
    if (id !== null) this.#heard.delete(id);
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#early = [];
    this.#stop?.();
    this.#stop = null;
    this.#decide(false);
  }

  /** A signal is one line, followed by one line per argument. */
  #line(line: string): void {
    if (/^\S/.test(line)) {
      this.#reading = { name: /interface=org\.freedesktop\.Notifications; member=(\w+)$/.exec(line)?.[1], id: null };
      return;
    }
    const { name, id } = this.#reading;
    const number = /^\s+uint32 (\d+)$/.exec(line)?.[1];
    const action = /^\s+string "(.*)"$/.exec(line)?.[1];
    if (id === null && number !== undefined) {
      this.#reading = { name, id: Number(number) };
      if (name === 'NotificationClosed') this.#tell(Number(number), 'closed');
    } else if (id !== null && action !== undefined && name === 'ActionInvoked') this.#tell(id, { action });
  }

  #tell(id: number, signal: Signal): void {
    const hear = this.#heard.get(id);
    if (hear) hear(signal);
    else this.#early = [...this.#early, [id, signal] as const].slice(-MOST_EARLY);
  }
}

class LinuxNotification implements NotificationPort {
  readonly #listeners = new Map<string, Listener[]>();
  #id: number | null = null;
  #state: 'new' | 'shown' | 'over' = 'new';
  #instead: NotificationPort | null = null;
  #listens = false;

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
    if ((this.options.actions ?? []).length === 0) {
      void this.#showInstead();
      return;
    }
    this.#listens = true;
    void this.signals.begin().then((hears) => {
      if (this.#state !== 'shown') return;
      void (hears ? this.#notify() : this.#showInstead());
    });
  }

  close(): void {
    if (this.#state !== 'shown') return;
    this.#instead?.close();
    if (this.#id !== null) void this.deps.run('gdbus', askService('CloseNotification', String(this.#id)));
    this.#over();
  }

  async #notify(): Promise<void> {
    const options = await this.#asServiceReads();
    if (this.#isOver()) return;
    const answer = await this.deps.run('gdbus', askService('Notify', ...notifyArguments(this.deps, options)));
    const id = Number(/\(uint32 (\d+),\)/.exec(answer ?? '')?.[1] ?? NaN);
    if (Number.isNaN(id)) {
      if (!this.#isOver()) await this.#showInstead();
      return;
    }
    if (this.#isOver()) {
      // It was withdrawn while it was being shown.
      void this.deps.run('gdbus', askService('CloseNotification', String(id)));
      return;
    }
    this.#id = id;
    this.signals.listen(id, (signal) => {
      if (signal === 'closed') this.#over();
      else if (signal.action === CLICK) this.#emit('click');
      else if (/^\d+$/.test(signal.action)) this.#emit('action', {}, Number(signal.action));
    });
  }

  #isOver(): boolean {
    return this.#state !== 'shown';
  }

  /**
   * Labels, messages and the service's words are not markup. If nothing can ask, we assume that the service reads
   * markup, as nearly all do.
   */
  async #asServiceReads(): Promise<NotificationConstructorOptions> {
    const { body = '' } = this.options;
    if (!hasMarkup(body)) return this.options;
    const capabilities = await this.deps.run('gdbus', askService('GetCapabilities'));
    const reads = capabilities === null || capabilities.includes("'body-markup'");
    return reads ? { ...this.options, body: asMarkup(body) } : this.options;
  }

  async #showInstead(): Promise<void> {
    this.#endSignals();
    const options = await this.#asServiceReads();
    if (this.#isOver()) return;
    const instead = this.deps.fallback(options);
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
    this.#endSignals();
    this.#emit('close');
  }

  #endSignals(): void {
    if (this.#listens) this.signals.end(this.#id);
    this.#listens = false;
  }

  #emit(event: string, details?: unknown, index?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(details, index);
  }
}

/** Makes notifications. Those without buttons are Electron's own. */
export function createLinuxNotifications(
  deps: LinuxNotificationDeps,
): (options: NotificationConstructorOptions) => NotificationPort {
  const signals = new ServiceSignals(deps);
  return (options) => new LinuxNotification(deps, signals, options);
}

/** How `gdbus` calls the service that shows notifications. */
export const askService = (method: string, ...args: readonly string[]): string[] => [
  ...['call', '--session', '--dest', SERVICE, '--object-path', PATH, '--method', `${SERVICE}.${method}`],
  ...args,
];

/**
 * app_name, replaces_id, app_icon, summary, body, actions, hints, expire_timeout. The last is in milliseconds, -1: the
 * service decides, 0: never.
 */
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

/** The name of what shows notifications on Linux. Null: nobody says. */
export async function notificationService(run: RunProgram): Promise<string | null> {
  const answer = await run('gdbus', askService('GetServerInformation'));
  // ('gnome-shell', 'GNOME', '48.1', '1.2')
  const [name, , version] = [...(answer ?? '').matchAll(/'([^']*)'/g)].map(([, part]) => part);
  return name === undefined ? null : `${name} ${version ?? ''}`.trim();
}
