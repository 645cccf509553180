import { describe, expect, it } from 'vitest';
import type { NotificationConstructorOptions } from 'electron';
import { createLinuxNotifications } from '../../../../electron/desktop/notifications/linux-notifications.js';
import type { NotificationPort } from '../../../../electron/desktop/notifications/notification-center.js';
import { HandClock } from '../../demo-org/with-demo-org.js';

/** As `dbus-monitor` prints it. */
const signal = (name: string, ...args: string[]): string[] => [
  `signal time=1795652895.110472 sender=:1.3 -> destination=:1.44 serial=6 path=/org/freedesktop/Notifications; interface=org.freedesktop.Notifications; member=${name}`,
  ...args.map((arg) => `   ${arg}`),
];
const invoked = (id: number, key: string): string[] => signal('ActionInvoked', `uint32 ${id}`, `string "${key}"`);
const LISTENS =
  'signal time=1795652892.789964 sender=org.freedesktop.DBus -> destination=:1.19 serial=4 path=/org/freedesktop/DBus; interface=org.freedesktop.DBus; member=NameLost';
const offer: NotificationConstructorOptions = {
  title: 'Go back On Queue?',
  body: 'Your timer is over.',
  urgency: 'critical',
  silent: false,
  actions: [
    { type: 'button', text: 'Go On Queue' },
    { type: 'button', text: "I'm here" },
  ],
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A notification service that gives each notification the next number, or does not exist. */
function setUp(answers: (method: string) => string | null | Promise<string> = () => '(uint32 7,)') {
  const clock = new HandClock();
  const calls: { method: string; args: readonly string[] }[] = [];
  const electrons: { options: NotificationConstructorOptions; fire: Record<string, (...args: unknown[]) => void> }[] =
    [];
  let say: ((line: string) => void) | null = null;
  let end: () => void = () => undefined;
  const make = createLinuxNotifications({
    run: (_program, args) => {
      const at = args.indexOf('--method');
      const method = (args[at + 1] ?? '').split('.').at(-1) ?? '';
      calls.push({ method, args: args.slice(at + 2) });
      return Promise.resolve(answers(method));
    },
    follow: (_program, _args, onLine, onEnd = () => undefined) => {
      say = onLine;
      end = onEnd;
      const answer = answers('monitor');
      if (answer === null) queueMicrotask(onEnd);
      else if (answer !== 'hangs') queueMicrotask(() => onLine(LISTENS));
      return () => (say = null);
    },
    clock,
    appName: 'Presence Tray',
    fallback: (options): NotificationPort => {
      const fire: Record<string, (...args: unknown[]) => void> = {};
      electrons.push({ options, fire });
      return {
        show: () => undefined,
        close: () => undefined,
        on: (event: string, listener: (...args: unknown[]) => void) => (fire[event] = listener),
      };
    },
  });
  const heard: string[] = [];
  const shown = async (options = offer): Promise<NotificationPort> => {
    const notification = make(options);
    notification.on('click', () => heard.push('click'));
    notification.on('close', () => heard.push('close'));
    notification.on('action', (_details, index) => heard.push(`action ${String(index)}`));
    notification.show();
    await settled();
    return notification;
  };
  return {
    make,
    shown,
    clock,
    calls,
    heard,
    electrons,
    listens: () => say !== null,
    monitorEnds: () => {
      say = null;
      end();
    },
    say: (lines: readonly string[]) => {
      for (const line of lines) say?.(line);
    },
  };
}

describe('a notification with buttons on Linux', () => {
  it('names its buttons to the service, and stays where it is urgent', async () => {
    const { shown, calls } = setUp();
    await shown();
    expect(calls).toEqual([
      {
        method: 'Notify',
        args: [
          "'Presence Tray'",
          'uint32 0',
          "'presence-tray'",
          "'Go back On Queue?'",
          "'Your timer is over.'",
          "['default', 'Presence Tray', '0', 'Go On Queue', '1', 'I\\'m here']",
          "{'urgency': <byte 2>, 'desktop-entry': <'presence-tray'>, 'suppress-sound': <false>}",
          'int32 0',
        ],
      },
    ]);
  });

  it('passes on which button was pressed, a click on itself, and its end; those of other programs not', async () => {
    const { shown, say, heard, listens } = setUp();
    await shown();
    say([LISTENS, '   string ":1.19"']);
    say(invoked(8, '0'));
    say(invoked(7, '1'));
    say(invoked(7, 'default'));
    say(invoked(7, 'inline-reply'));
    expect(heard).toEqual(['action 1', 'click']);
    expect(listens()).toBe(true);
    say(signal('NotificationClosed', 'uint32 7', 'uint32 2'));
    expect(heard).toEqual(['action 1', 'click', 'close']);
    expect(listens()).toBe(false);
  });

  it('is taken back where it stands, and listens no longer', async () => {
    const { shown, calls, heard, listens } = setUp();
    const notification = await shown();
    notification.close();
    notification.close();
    expect(calls.at(-1)).toEqual({ method: 'CloseNotification', args: ['7'] });
    expect(calls).toHaveLength(2);
    expect(heard).toEqual(['close']);
    expect(listens()).toBe(false);
  });

  it('that is taken back before the service has answered does not stay', async () => {
    let answer: (text: string) => void = () => undefined;
    const { make, calls } = setUp((method) =>
      method === 'Notify' ? new Promise((resolve) => (answer = resolve)) : '',
    );
    const notification = make(offer);
    notification.show();
    await settled();
    notification.close();
    answer('(uint32 7,)');
    await settled();
    expect(calls.at(-1)).toEqual({ method: 'CloseNotification', args: ['7'] });
  });

  it('whose button is pressed before the service has told its number hears of it', async () => {
    let answer: (text: string) => void = () => undefined;
    const { shown, heard, say } = setUp((method) =>
      method === 'Notify' ? new Promise((resolve) => (answer = resolve)) : '',
    );
    await shown();
    say(invoked(7, '0'));
    expect(heard).toEqual([]);
    answer('(uint32 7,)');
    await settled();
    expect(heard).toEqual(['action 0']);
  });

  it('is Electron’s own where the service cannot be asked', async () => {
    const { shown, electrons, heard, listens } = setUp((method) => (method === 'Notify' ? null : ''));
    await shown();
    expect(electrons.map(({ options }) => options)).toEqual([offer]);
    electrons[0]?.fire['click']?.();
    electrons[0]?.fire['close']?.();
    expect(heard).toEqual(['click', 'close']);
    expect(listens()).toBe(false);
  });

  it('has no buttons where nobody can hear them: Electron’s own is shown instead, at once', async () => {
    const { shown, calls, electrons, heard } = setUp((method) => (method === 'monitor' ? null : '(uint32 7,)'));
    await shown();
    expect(calls).toEqual([]);
    expect(electrons.map(({ options }) => options)).toEqual([offer]);
    electrons[0]?.fire['click']?.();
    expect(heard).toEqual(['click']);
  });

  it('has no buttons where the listener takes too long to begin', async () => {
    const { shown, clock, calls, electrons } = setUp((method) => (method === 'monitor' ? 'hangs' : '(uint32 7,)'));
    await shown();
    expect(electrons).toEqual([]);
    clock.advance(3000);
    await settled();
    expect(electrons).toHaveLength(1);
    expect(calls).toEqual([]);
  });

  it('hears its buttons again where the listener ended and began anew', async () => {
    const { shown, clock, heard, listens, monitorEnds, say } = setUp();
    await shown();
    monitorEnds();
    expect(listens()).toBe(false);
    clock.advance(1000);
    await settled();
    expect(listens()).toBe(true);
    say(invoked(7, '0'));
    expect(heard).toEqual(['action 0']);
  });

  it('says labels as they are, whatever stands in them', async () => {
    const { shown, calls } = setUp();
    await shown({ title: 'Ada\'s \\ "way"\n<b>', body: '‏استراحة ☕', actions: offer.actions ?? [] });
    expect(calls[0]?.args[3]).toBe("'Ada\\'s \\\\ \"way\"\\u000a<b>'");
    expect(calls[0]?.args[4]).toBe("'‏استراحة ☕'");
  });
});

describe('a body with signs of markup, on Linux', () => {
  const body = 'You were in R&D: a & b < c.';
  const escaped = 'You were in R&amp;D: a &amp; b &lt; c.';
  const service = (capabilities: string | null) => (method: string) =>
    method === 'GetCapabilities' ? capabilities : '(uint32 7,)';

  it('is escaped for a service that reads markup', async () => {
    const { shown, calls } = setUp(service("(['body', 'body-markup', 'actions'],)"));
    await shown({ ...offer, title: 'R&D', body });
    expect(calls.map(({ method }) => method)).toEqual(['GetCapabilities', 'Notify']);
    expect(calls[1]?.args.slice(3, 5)).toEqual(["'R&D'", `'${escaped}'`]);
  });

  it('stays as it is for one that does not', async () => {
    const { shown, calls } = setUp(service("(['body', 'actions'],)"));
    await shown({ ...offer, body });
    expect(calls[1]?.args[4]).toBe(`'${body}'`);
  });

  it('is escaped where nothing can ask, and where Electron shows it, with buttons or without', async () => {
    const nobody = setUp(() => null);
    await nobody.shown({ ...offer, body });
    await nobody.shown({ title: 'R&D', body });
    expect(nobody.electrons.map(({ options }) => options.body)).toEqual([escaped, escaped]);
    const plain = setUp(service("(['body'],)"));
    await plain.shown({ title: 'R&D', body });
    expect(plain.electrons.map(({ options }) => options.body)).toEqual([body]);
  });

  it('costs no question where there are none of them; without buttons it is Electron’s own, and nobody listens', async () => {
    const { shown, calls, electrons, heard, listens } = setUp();
    await shown({ title: 'Break', body: 'Set by somebody else.' });
    expect(calls).toEqual([]);
    expect(electrons).toHaveLength(1);
    expect(listens()).toBe(false);
    electrons[0]?.fire['close']?.();
    expect(heard).toEqual(['close']);
  });

  it('does not come any more once it was taken back while the service was asked', async () => {
    let answer: (text: string) => void = () => undefined;
    const { make, electrons, calls } = setUp((method) =>
      method === 'GetCapabilities' ? new Promise((resolve) => (answer = resolve)) : '(uint32 7,)',
    );
    for (const options of [
      { title: 'x', body },
      { ...offer, body },
    ]) {
      const notification = make(options);
      notification.show();
      await settled();
      notification.close();
      answer("(['body-markup'],)");
      await settled();
    }
    expect(electrons).toEqual([]);
    expect(calls.map(({ method }) => method)).toEqual(['GetCapabilities', 'GetCapabilities']);
  });
});
