/** The agent's own schedule: shown and followed live if there is one, and no trace of it if there is none. */
import type { Page } from '@playwright/test';
import type { AgentPlan } from '../../electron/demo-org/schedules.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';
const MINUTE_MS = 60_000;

/** Minutes from now, length in minutes, code. */
const plan = (...parts: readonly (readonly [from: number, minutes: number, code: string])[]): AgentPlan => {
  const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  return {
    shifts: [
      { id: 's', parts: parts.map(([from, minutes, code]) => ({ from: now + from * MINUTE_MS, minutes, code })) },
    ],
    fullDays: [],
  };
};
const settings = async (desk: Desk, section: string): Promise<Page> => {
  const popup = await desk.openPopup();
  await popup.getByRole('button', { name: 'Settings' }).click();
  const window = await desk.window('settings');
  await window.locator(`#tab-${section}`).click();
  return window;
};

test.describe('with workforce management', () => {
  test.use({ schedule: 'planned' });

  test('an agent sees what is planned, picks it, and follows a change of it', async ({ desk, session }) => {
    desk.org.faults.changeSchedule(ADA, plan([-60, 70, 'onQueue'], [10, 30, 'meal'], [40, 120, 'onQueue']));
    await desk.launch();
    await desk.signIn(ADA);
    const popup = await desk.popup();

    await test.step('the popup says what comes soon, and a click picks what fits', async () => {
      await expect(popup.getByText(/^Meal at .*, in \d+ min$/)).toBeVisible();
      await desk.openPopup();
      await desk.clickOn(popup.getByRole('button', { name: 'Set Meal' }));
      await expect.poll(() => desk.presenceOf(ADA).label).toBe('Meal');
      await expect(popup.getByRole('button', { name: 'Set Meal' })).toHaveCount(0);
    });

    await test.step('a change that a planner publishes is there within seconds, in the tray too', async () => {
      desk.org.faults.changeSchedule(ADA, plan([-60, 180, 'onQueue'], [120, 30, 'teamMeeting']));
      await expect(popup.getByText(/^Scheduled: On Queue Work until /)).toBeVisible({ timeout: 15_000 });
      await session.tray.tooltipMatching(/Scheduled: .?On Queue Work.? until .*, then .?Team meeting/);
    });

    await test.step('adherence is said by the service’s word alone', async () => {
      await expect(popup.getByText('adherence')).toHaveCount(0);
      desk.org.faults.setAdherence(ADA, 'OutOfAdherence');
      await expect(popup.getByText('out of adherence')).toBeVisible();
      desk.org.faults.setAdherence(ADA, 'Ignored');
      await expect(popup.getByText('adherence')).toHaveCount(0);
    });

    await test.step('a script reads today’s plan, and My day shows it above what was', async () => {
      const schedule = await desk.cli('--schedule', '--json');
      expect(schedule.status).toBe(0);
      expect(JSON.parse(schedule.stdout)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            name: 'On Queue Work',
            category: 'OnQueueWork',
            from: expect.any(String),
          }),
        ]),
      );
      await popup.getByRole('button', { name: 'My day' }).click();
      const day = await desk.window('day');
      await expect(day.getByRole('img', { name: 'Timeline' })).toContainText('Planned');
    });
  });

  test('an agent is reminded before a meal, with the button that picks it', async ({ desk, session }) => {
    desk.org.faults.changeSchedule(ADA, plan([-60, 62, 'onQueue'], [2, 30, 'meal']));
    await desk.launch();
    await desk.signIn(ADA);
    await expect.poll(() => session.notifications.seen.map(({ title }) => title).join('\n')).toMatch(/^Meal at /m);
  });
});

test.describe('without the right to it', () => {
  test.use({ schedule: 'noPermission' });

  test('nothing of a schedule is seen or asked for, and the settings say what is missing', async ({ desk, org }) => {
    await desk.launch();
    await desk.signIn(ADA);
    const popup = await desk.popup();
    await expect(popup.getByRole('option', { name: 'Meal', exact: true })).toBeVisible();
    await expect(popup.getByText(/Scheduled|Nothing scheduled/)).toHaveCount(0);
    const refused = await desk.cli('--schedule');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('wfm:agentSchedule:view');
    const window = await settings(desk, 'schedule');
    await expect(window.getByText(/wfm:agentSchedule:view/)).toBeVisible();
    expect(org.requests.filter(({ path }) => path.includes('workforcemanagement'))).toEqual([]);
  });
});

test.describe('without the scope', () => {
  test.use({ schedule: 'planned' });

  test('the settings name the scope that is missing', async ({ desk, org }) => {
    org.org.switches.scopes = ['presence', 'users', 'notifications', 'routing', 'organization'];
    await desk.launch();
    await desk.signIn(ADA);
    const window = await settings(desk, 'schedule');
    await expect(window.getByText(/workforce-management:readonly/)).toBeVisible();
  });
});
