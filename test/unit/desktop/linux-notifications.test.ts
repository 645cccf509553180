import { describe, expect, it } from 'vitest';
import type { NotificationConstructorOptions } from 'electron';
import { createLinuxNotifications } from '../../../electron/desktop/linux-notifications.js';
import type { NotificationPort } from '../../../electron/desktop/notification-center.js';

const SIGNAL = '/org/freedesktop/Notifications: org.freedesktop.Notifications';
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

/** A notification service that gives each notification the next number, or is not there at all. */
function setUp(answers: (method: string) => string | null = () => '(uint32 7,)') {
  const calls: { method: string; args: readonly string[] }[] = [];
  const electrons: { options: NotificationConstructorOptions; fire: Record<string, (...args: unknown[]) => void> }[] =
    [];
  let say: ((line: string) => void) | null = null;
  const make = createLinuxNotifications({
    run: (_program, args) => {
      const at = args.indexOf('--method');
      const method = (args[at + 1] ?? '').split('.').at(-1) ?? '';
      calls.push({ method, args: args.slice(at + 2) });
      return Promise.resolve(answers(method));
    },
    follow: (_program, _args, onLine) => {
      say = onLine;
      return () => (say = null);
    },
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
    await Promise.resolve();
    return notification;
  };
  return {
    shown,
    calls,
    heard,
    electrons,
    listens: () => say !== null,
    say: (line: string) => say?.(line),
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
    say('The name org.freedesktop.Notifications is owned by :1.4');
    say(`${SIGNAL}.ActionInvoked (uint32 8, '0')`);
    say(`${SIGNAL}.ActionInvoked (uint32 7, '1')`);
    say(`${SIGNAL}.ActionInvoked (uint32 7, 'default')`);
    say(`${SIGNAL}.ActionInvoked (uint32 7, 'inline-reply')`);
    expect(heard).toEqual(['action 1', 'click']);
    expect(listens()).toBe(true);
    say(`${SIGNAL}.NotificationClosed (uint32 7, uint32 2)`);
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
    const { shown, calls } = setUp();
    const showing = shown();
    (await showing).close();
    await Promise.resolve();
    expect(calls.filter(({ method }) => method === 'CloseNotification')).toHaveLength(1);
  });

  it('is Electron’s own where the service cannot be asked', async () => {
    const { shown, electrons, heard, listens } = setUp(() => null);
    await shown();
    await Promise.resolve();
    expect(electrons.map(({ options }) => options)).toEqual([offer]);
    electrons[0]?.fire['click']?.();
    electrons[0]?.fire['close']?.();
    expect(heard).toEqual(['click', 'close']);
    expect(listens()).toBe(false);
  });

  it('says labels as they are, whatever stands in them', async () => {
    const { shown, calls } = setUp();
    await shown({ title: 'Ada\'s \\ "way"\n<b>', body: '‏استراحة ☕', actions: offer.actions ?? [] });
    expect(calls[0]?.args[3]).toBe("'Ada\\'s \\\\ \"way\"\\u000a<b>'");
    expect(calls[0]?.args[4]).toBe("'‏استراحة ☕'");
  });
});
