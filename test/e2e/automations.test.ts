/**
 * What the computer reports, and what the agent has set for it: a locked screen, another person at it, sleep, start and
 * quit. The signals are the desktop's own, sent by a double.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOGIN_SESSION, LogindDouble } from '../desktop/logind-double.js';
import type { DesktopSession } from '../desktop/session.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../electron/genesys/primary-definitions.js';
import { NO_AUTOMATIONS, type AutomationRule } from '../../electron/settings/automation-rules.js';
import { PURECLOUD } from '../../electron/genesys/source.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

const rule = (definitionId: string, message = ''): AutomationRule => ({ definitionId, message, from: 'any' });

/** A double of the desktop's screen saver that says whether the screen is locked. */
const screenSaverDouble = ({ bus }: DesktopSession) => ({
  says: (locked: boolean) =>
    bus.emit('/org/freedesktop/ScreenSaver', 'org.freedesktop.ScreenSaver', 'ActiveChanged', 'b', String(locked)),
});

const savedSettings = async (desk: Desk): Promise<unknown> =>
  JSON.parse(await readFile(join(desk.userData, 'settings.json'), 'utf8').catch(() => '{}'));

/** The app listens for the lock only if somebody needs it. Waits until the listening program runs. */
const listens = async (desk: Desk, program: string): Promise<void> => {
  await expect.poll(() => desk.children()).toContain(program);
};

test('locking the screen sets Away, unlocking brings back what was there', async ({ desk, session }) => {
  await desk.prepare(ADA, { automations: { ...NO_AUTOMATIONS, lock: rule(ID.Away, 'Back soon') } });
  await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  await listens(desk, 'dbus-monitor');
  const screenSaver = screenSaverDouble(session);

  await test.step('and takes the message away again', async () => {
    await screenSaver.says(true);
    await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: 'Away', message: 'Back soon' });
    await session.tray.tooltipMatching(/^Away: Back soon/);
    await screenSaver.says(false);
    await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: 'Available', message: '' });
    await session.tray.tooltipMatching(/^Available/);
  });

  await test.step('what a supervisor set meanwhile is left alone', async () => {
    await screenSaver.says(true);
    await session.tray.tooltipMatching(/^Away/);
    desk.org.faults.changePresence(ADA, { definitionId: 'Training' });
    await session.tray.tooltipMatching(/^Training/);
    const changes = desk.changesSent();
    await screenSaver.says(false);
    // Its answer proves that the app has heard of the unlocking and did nothing, because picks are sent one after the
    // other.
    expect(await desk.cli('--set', 'Busy')).toMatchObject({ status: 0 });
    expect(desk.presenceOf(ADA).label).toBe('Busy');
    expect(desk.changesSent()).toBe(changes + 1);
  });

  await test.step('what the agent picks meanwhile is left alone', async () => {
    await screenSaver.says(true);
    await session.tray.tooltipMatching(/^Away/);
    expect(await desk.cli('--set', 'Meeting')).toMatchObject({ status: 0 });
    const changes = desk.changesSent();
    await screenSaver.says(false);
    expect(await desk.cli('--set', 'Available')).toMatchObject({ status: 0 });
    expect(desk.changesSent()).toBe(changes + 1);
  });

  await test.step('nobody is put On Queue: a notification asks', async () => {
    expect(await desk.cli('--set', 'On Queue')).toMatchObject({ status: 0 });
    await screenSaver.says(true);
    await session.tray.tooltipMatching(/^Away/);
    await screenSaver.says(false);
    const asked = await session.notifications.matching(/Go back On Queue\?/);
    expect(asked.actions).toContain('Go On Queue');
    expect(desk.presenceOf(ADA).label).toBe('Away');
    await session.notifications.press('Go On Queue');
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('On Queue');
  });
});

test('on a desktop that tells of no lock the settings say so, until one is told; a listener that dies listens again', async ({
  desk,
  session,
}) => {
  await desk.prepare(ADA, { automations: { ...NO_AUTOMATIONS, lock: rule(ID.Away) } });
  await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  await listens(desk, 'dbus-monitor');
  const screenSaver = screenSaverDouble(session);
  await session.tray.choose('Settings');
  const settings = await desk.window('settings');

  await test.step('nobody owns a screen saver’s name here, as with i3lock and swaylock', async () => {
    await settings.getByRole('tab', { name: 'Automations' }).click();
    await expect(settings.getByText('This desktop does not tell when the screen is locked')).toBeVisible();
    await settings.getByRole('tab', { name: 'Account' }).click();
    const keep = settings.getByRole('combobox', { name: 'Stay signed in' });
    await expect(keep).toHaveValue('always');
    await keep.selectOption('untilLock');
    await expect(settings.getByText('You stay signed in until the app quits.')).toBeVisible();
    await keep.selectOption('always');
    await settings.getByRole('tab', { name: 'Automations' }).click();
  });

  await test.step('its listener is started again, and hears', async () => {
    const before = await desk.childIds('dbus-monitor');
    for (const id of before) process.kill(id);
    await expect
      .poll(async () => (await desk.childIds('dbus-monitor')).filter((id) => !before.includes(id)).length)
      .toBeGreaterThan(0);
    // Started is not yet listening: the word is said until it is heard.
    await expect
      .poll(async () => {
        await screenSaver.says(true);
        return desk.presenceOf(ADA).label;
      })
      .toBe('Away');
    await expect(settings.getByText('This desktop does not tell when the screen is locked')).toBeHidden();
    await screenSaver.says(false);
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Available');
  });
});

test('sleep, and another person at the screen, by what logind tells', async ({ desk, session }) => {
  const logind = await LogindDouble.start(session.background, session.env, session.busConfig);
  try {
    await desk.prepare(ADA, {
      automations: { ...NO_AUTOMATIONS, lock: rule(ID.Away), suspend: rule(ID.Break, 'Asleep') },
    });
    await desk.launch({ args: ['--hidden'], env: { XDG_SESSION_ID: LOGIN_SESSION } });
    await desk.signIn(ADA);
    // It would not survive without the bus.
    await desk.browser.close();
    await session.tray.tooltipMatching(/^Available/);
    await listens(desk, 'gdbus');

    await test.step('before the machine sleeps the chosen presence is set, and it returns on waking', async () => {
      logind.prepareForSleep(true);
      await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: 'Break', message: 'Asleep' });
      logind.prepareForSleep(false);
      await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: 'Available', message: '' });
    });

    await test.step('another person takes the screen, and gives it back', async () => {
      logind.setActive(false);
      await expect.poll(() => desk.presenceOf(ADA).label).toBe('Away');
      logind.setActive(true);
      await expect.poll(() => desk.presenceOf(ADA).label).toBe('Available');
    });

    await test.step('logind locks and unlocks the session', async () => {
      logind.lock();
      await expect.poll(() => desk.presenceOf(ADA).label).toBe('Away');
      logind.unlock();
      await expect.poll(() => desk.presenceOf(ADA).label).toBe('Available');
    });

    await test.step('before the machine goes off the app ends by itself', async () => {
      logind.prepareForShutdown();
      await desk.ended();
    });
  } finally {
    await logind.stop();
  }
});

test('the app sets the chosen presence when it starts and when it ends, whoever ends it', async ({ desk, session }) => {
  await desk.prepare(ADA, {
    automations: { ...NO_AUTOMATIONS, start: rule(ID.Available), quit: rule(ID.Offline) },
  });
  await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);

  /** Starts again, and waits for the presence set at the start: a quit before that changes nothing. */
  const restart = async (): Promise<void> => {
    const taken = () => desk.org.requests.filter(({ verb, status }) => verb === 'PATCH' && status === 200).length;
    const before = taken();
    await desk.launch({ args: ['--hidden'] });
    await expect.poll(taken).toBe(before + 1);
    await session.tray.tooltipMatching(/^Available/);
  };

  await test.step('Quit in the menu', async () => {
    await desk.quit();
    expect(desk.presenceOf(ADA).label).toBe('Offline');
    await restart();
  });

  await test.step('--quit in a shell', async () => {
    expect(await desk.cli('--quit')).toMatchObject({ status: 0, stdout: '' });
    await desk.ended();
    expect(desk.presenceOf(ADA).label).toBe('Offline');
    await restart();
  });

  await test.step('SIGTERM, as at log-off, also after settings were changed', async () => {
    await session.tray.choose('Settings');
    const settings = await desk.window('settings');
    const choice = settings.getByRole('combobox', { name: 'Free the popup’s memory after' });
    for (const minutes of [0, 5, 15]) {
      await choice.selectOption(String(minutes));
      await expect.poll(() => savedSettings(desk)).toMatchObject({ freePopupAfterMinutes: minutes });
    }
    desk.app?.process().kill('SIGTERM');
    await desk.ended();
    expect(desk.presenceOf(ADA).label).toBe('Offline');
  });

  await test.step('and what the service did not take in time is not replayed', async () => {
    await restart();
    desk.org.faults.add({ match: { verb: 'PATCH' }, hang: true });
    desk.app?.process().kill('SIGTERM');
    await desk.ended();
    desk.org.faults.clear();
    expect(desk.presenceOf(ADA).label).toBe('Available');
    await desk.prepare(ADA, { automations: NO_AUTOMATIONS });
    await desk.launch({ args: ['--hidden'] });
    await session.tray.tooltipMatching(/^Available/);
    expect(await desk.cli('--status')).toMatchObject({ status: 0 });
    expect(desk.presenceOf(ADA).label).toBe('Available');
  });
});

test('minutes without keyboard or mouse set Away, and somebody who is back has the earlier presence again', async ({
  desk,
  session,
}) => {
  const app = await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  /** As if the desktop said so: a real minute is long. */
  const nobodyFor = (seconds: number): Promise<void> =>
    app.evaluate(({ powerMonitor }, idle) => {
      Object.assign(powerMonitor, { getSystemIdleTime: () => idle });
    }, seconds);
  await session.tray.choose('Settings');
  const settings = await desk.window('settings');
  await settings.getByRole('tab', { name: 'Automations' }).click();

  await test.step('where the desktop does not tell of its lock, the settings lead to it', async () => {
    await nobodyFor(1);
    await settings.getByRole('switch', { name: 'When the screen is locked' }).click();
    await expect(settings.getByText('“When nobody uses keyboard or mouse” works here')).toBeVisible();
  });

  await test.step('it sets what was chosen', async () => {
    await settings.getByRole('switch', { name: 'When nobody uses keyboard or mouse' }).click();
    await expect(settings.getByRole('switch', { name: 'When nobody uses keyboard or mouse' })).toBeChecked();
    const before = desk.changesSent();
    await nobodyFor(3600);
    // A change of the rule looks again at once.
    await settings.getByRole('textbox', { name: 'After' }).fill('20 min');
    await settings.getByRole('textbox', { name: 'After' }).press('Tab');
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Away');
    expect(desk.changesSent()).toBe(before + 1);
  });

  await test.step('and takes it back once', async () => {
    await nobodyFor(0);
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Available');
  });

  await test.step('not where somebody else has set another one meanwhile', async () => {
    await nobodyFor(3600);
    await settings.getByRole('textbox', { name: 'After' }).fill('25 min');
    await settings.getByRole('textbox', { name: 'After' }).press('Tab');
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Away');
    desk.org.faults.changePresence(ADA, { definitionId: 'Training' });
    await session.tray.tooltipMatching(/^Training/);
    const changes = desk.changesSent();
    await nobodyFor(0);
    // Its answer proves that the app did nothing before, because picks are sent one after the other.
    expect(await desk.cli('--set', 'Busy')).toMatchObject({ status: 0 });
    expect(desk.changesSent()).toBe(changes + 1);
  });
});

test.describe('with workforce management', () => {
  test.use({ schedule: 'planned' });

  test('minutes before a scheduled meal the chosen presence is set, once, and nothing when it begins', async ({
    desk,
    session,
  }) => {
    const MINUTE_MS = 60_000;
    const now = Date.now();
    const mealIn = (minutes: number) => ({
      shifts: [
        {
          id: 's',
          parts: [
            { from: now - 60 * MINUTE_MS, minutes: 60 + minutes, code: 'onQueue' },
            { from: now + minutes * MINUTE_MS, minutes: 30, code: 'meal' },
          ],
        },
      ],
      fullDays: [],
    });
    // What was set in these very minutes would be left alone.
    const presence = desk.org.org.person(ADA)!.presences.get(PURECLOUD)!;
    presence.modifiedAt = now - 30 * MINUTE_MS;
    desk.org.faults.changeSchedule(ADA, mealIn(20));
    await desk.prepare(ADA, { automations: { ...NO_AUTOMATIONS, preBreak: { ...rule(ID.Busy), minutes: 5 } } });
    await desk.launch({ args: ['--hidden'] });
    await desk.signIn(ADA);
    await session.tray.tooltipMatching(/^Available/);

    await test.step('twenty minutes before nothing is set', async () => {
      const popup = await desk.popup();
      await expect(popup.getByText(/Scheduled: On Queue Work until |Meal at /)).toHaveCount(1);
      expect(desk.changesSent()).toBe(0);
    });

    await test.step('a planner moves the meal, so that it is four minutes away', async () => {
      desk.org.faults.changeSchedule(ADA, mealIn(4));
      await expect.poll(() => desk.presenceOf(ADA).label, { timeout: 20_000 }).toBe('Busy');
    });

    await test.step('what the agent sets then is left alone', async () => {
      expect(await desk.cli('--set', 'Available')).toMatchObject({ status: 0 });
      const changes = desk.changesSent();
      desk.org.faults.changeSchedule(ADA, mealIn(3));
      await session.tray.tooltipMatching(/Meal/);
      expect(await desk.cli('--set', 'Meeting')).toMatchObject({ status: 0 });
      expect(desk.changesSent()).toBe(changes + 1);
    });
  });
});
