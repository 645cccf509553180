/** Who tells how a pick outside of the popup ends: the card, or, where it would take the keyboard, a notification. */
import { beforeEach, expect, it, vi } from 'vitest';
import type { PickOutcome } from '../../../electron/presence/picks/pick.js';
import { fakeClock } from '../desktop/fake-clock.js';

const desk = vi.hoisted(() => ({
  service: null as string | null,
  asked: 0,
  followed: [] as string[],
  cardShows: (): boolean => true,
}));
vi.mock('electron', () => ({ app: { getName: () => 'Presence Tray' }, Notification: { isSupported: () => true } }));
vi.mock('../../../electron/desktop/notifications/linux-notifications.js', () => ({
  createLinuxNotifications: () => undefined,
  notificationService: () => {
    desk.asked += 1;
    return Promise.resolve(desk.service);
  },
}));
vi.mock('../../../electron/desktop/notifications/notifier.js', () => ({
  createNotifier: (deps: { cardShows: () => boolean }) => {
    desk.cardShows = deps.cardShows;
    return { follow: () => desk.followed.push('notification') };
  },
}));
const { createAppNotifications } = await import('../../../electron/app/notifications.js');
beforeEach(() => Object.assign(desk, { service: 'mako 1.7', asked: 0, followed: [] }));

function app(wayland: boolean) {
  const time = fakeClock();
  const notifications = createAppNotifications({
    clock: time.clock,
    store: { onChange: () => undefined },
    settings: {},
    account: { onSignal: () => undefined },
    texts: () => undefined,
    popupOpen: () => false,
    run: () => undefined,
    wayland,
    card: { follow: () => desk.followed.push('card') },
  } as never);
  const outcome = Promise.resolve<PickOutcome>({ result: 'replaced' });
  /** A pick, until what follows it is decided. */
  const pick = async (): Promise<void> => {
    notifications.followPick(outcome);
    time.pass(1_000);
    await new Promise(setImmediate);
  };
  return pick;
}

it('on X11, Windows and macOS the card does, and no program is started for it', async () => {
  const pick = app(false);
  await pick();
  expect(desk.followed).toEqual(['card']);
  expect(desk.cardShows()).toBe(true);
  expect(desk.asked).toBe(0);
});

it('on Wayland a notification does, also what failed at once; the service is asked for once', async () => {
  const pick = app(true);
  expect(desk.cardShows()).toBe(false);
  await pick();
  await pick();
  expect(desk.followed).toEqual(['notification', 'notification']);
  expect(desk.cardShows()).toBe(false);
  expect(desk.asked).toBe(1);
});

it('on Wayland without a notification service the card does, until there is one', async () => {
  desk.service = null;
  const pick = app(true);
  await pick();
  expect(desk.followed).toEqual(['card']);
  expect(desk.cardShows()).toBe(true);
  desk.service = 'mako 1.7';
  await pick();
  expect(desk.followed).toEqual(['card', 'notification']);
  expect(desk.cardShows()).toBe(false);
});
