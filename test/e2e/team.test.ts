/** Team: a supervisor sees who is what, finds a person among five thousand, and sets the presence of many. */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startDemoOrg, type DemoOrgOptions } from '../../electron/demo-org/index.js';
import { PURECLOUD } from '../../electron/demo-org/people.js';
import { builtInId } from '../../electron/demo-org/definition-seeds.js';
import { objections } from './axe.js';
import type { Desk } from './desk.js';
import { expect, test as base } from './fixtures.js';

const MARGARET = 'Margaret Hamilton';

/** Tests of an organisation of a size, or with switches, of their own. */
const withOrg = (options: DemoOrgOptions) =>
  base.extend({
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameters
    org: async ({}, use) => {
      const org = await startDemoOrg(options);
      await use(org);
      await org.close();
    },
  });

async function openTeam(desk: Desk): Promise<Page> {
  const popup = await desk.openPopup();
  // The popup grows while the presences arrive, so its footer is in its place only with them.
  await expect(popup.getByRole('option', { name: 'Meal', exact: true })).toBeVisible();
  await popup.getByRole('button', { name: 'Team' }).click();
  return desk.window('team');
}

const grid = (team: Page) => team.getByRole('grid', { name: 'Team' });
/** The row of a person. */
const person = (team: Page, name: string) =>
  grid(team)
    .getByRole('row')
    .filter({ has: team.getByRole('rowheader', { name, exact: true }) });
const people = (team: Page) => team.getByRole('combobox', { name: 'People' });
const find = (team: Page) => team.getByRole('searchbox', { name: 'Find people' });

base('an agent who looks after nobody is not offered the team', async ({ desk }) => {
  await desk.launch();
  await desk.signIn('Ada Lovelace');
  const popup = await desk.openPopup();
  await expect(popup.getByRole('button', { name: 'My day' })).toBeVisible();
  await expect(popup.getByRole('button', { name: 'Team' })).toHaveCount(0);
});

base('a supervisor sees their reports live, by the keyboard alone, and axe finds nothing', async ({ desk }) => {
  const lunch = desk.org.org.person('Fernando Corbató')?.presences.get(PURECLOUD);
  if (lunch !== undefined) lunch.modifiedAt -= 30 * 60_000;
  const app = await desk.launch();
  await desk.signIn(MARGARET);
  const team = await openTeam(desk);

  await base.step('who is what, and a change as it happens', async () => {
    await expect(person(team, 'Claude Shannon')).toContainText('Break');
    desk.org.faults.changePresence('Claude Shannon', { definitionId: 'Training', message: 'new phone system' });
    await expect(person(team, 'Claude Shannon')).toContainText(/Training.*new phone system/);
    await expect(team.getByRole('button', { name: /^Training/ })).toContainText('2');
  });

  await base.step('axe finds nothing in any theme', async () => {
    for (const media of [
      { colorScheme: 'light', forcedColors: 'none' },
      { colorScheme: 'dark', forcedColors: 'none' },
      { colorScheme: 'dark', forcedColors: 'active' },
    ] as const) {
      await team.emulateMedia(media);
      expect(await objections(team), JSON.stringify(media)).toEqual([]);
    }
  });

  await base.step('keys choose people, set them, and take it back', async () => {
    await grid(team).focus();
    await team.keyboard.press('Control+Home');
    await team.keyboard.press('Shift+ArrowDown');
    await expect(team.getByText('2 selected')).toBeVisible();
    const chosen = await grid(team).getByRole('row', { selected: true }).getByRole('rowheader').allInnerTexts();
    await team.getByRole('button', { name: 'Set presence…' }).press('Enter');
    const dialog = team.getByRole('dialog', { name: 'Set presence for 2 people' });
    const list = dialog.getByRole('listbox', { name: 'Presence' });
    await list.focus();
    await team.keyboard.type('Meeting');
    await expect(list.getByRole('option', { name: 'Meeting', exact: true })).toHaveAttribute('aria-selected', 'true');
    expect(await objections(team), 'the dialog').toEqual([]);
    await dialog.getByRole('button', { name: 'Set', exact: true }).press('Enter');
    await expect(dialog.getByText('Set for all 2 people.')).toBeVisible();
    for (const name of chosen) expect(desk.presenceOf(name.trim()).label).toBe('Meeting');
    await dialog.getByRole('button', { name: /^Undo/ }).press('Enter');
    await expect(dialog.getByText('Taken back for 2 people.')).toBeVisible();
    for (const name of chosen) expect(desk.presenceOf(name.trim()).label).not.toBe('Meeting');
    expect(await objections(team), 'the results').toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).press('Enter');
  });

  await base.step('what is shown is written as CSV where the supervisor says', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'export-')), 'team.csv');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await find(team).fill('shannon');
    await team.getByRole('button', { name: 'Export CSV' }).click();
    await expect
      .poll(() => readFile(file, 'utf8').catch(() => ''))
      .toMatch(/^\uFEFFname,[^]*\r\nClaude Shannon,[^\r]*Training[^\r]*\r\n$/);
    await find(team).fill('');
  });

  await base.step('the app goes on watching whom they chose, with the window closed, and tells it once', async () => {
    await team.getByRole('button', { name: /^Longer than/ }).click();
    await team.getByRole('spinbutton', { name: 'Minutes of Meal' }).fill('1');
    await team.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await person(team, 'Fernando Corbató').getByRole('checkbox').click();
    await team.getByRole('button', { name: 'Keep watching' }).click();
    const told = () => desk.session.notifications.seen.filter(({ title }) => title.includes('Fernando Corbató'));
    await expect.poll(() => told().length).toBe(1);
    await expect(team.getByText(/watching one/)).toBeVisible();
    await team.close();
  });

  await base.step('closing the window lets go of every channel but the agent’s own and the watching one', async () => {
    await expect.poll(() => desk.org.core.channels.all().filter(({ socket }) => socket !== null).length).toBe(2);
  });
});

base('another source’s word, and a person’s primary source, from the row’s menu', async ({ desk }) => {
  await desk.launch();
  await desk.signIn('Alan Turing');
  const team = await openTeam(desk);
  await people(team).selectOption({ label: 'Everyone (17)' });
  await person(team, 'Hedy Lamarr').click({ button: 'right' });
  await team.getByRole('menuitem', { name: 'Presence sources…' }).click();
  const dialog = team.getByRole('dialog', { name: 'Presence sources of Hedy Lamarr' });
  await expect(dialog.getByRole('row', { name: /Microsoft Teams/ })).toContainText('Available');
  await dialog.getByRole('combobox', { name: 'Primary source' }).selectOption({ label: 'Genesys Cloud' });
  await dialog.getByRole('button', { name: 'Make primary' }).click();
  await expect(dialog.getByText('The primary source was changed.')).toBeVisible();
  expect(desk.org.org.person('Hedy Lamarr')?.primarySourceId).toBe(PURECLOUD);

  await dialog.getByRole('textbox', { name: 'Source ID' }).fill('front-desk-board');
  await dialog.getByRole('button', { name: 'Read', exact: true }).click();
  await expect(dialog.getByText('says nothing').last()).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Presence at this source' }).selectOption({ label: 'Meal' });
  await dialog.getByRole('button', { name: 'Set at this source' }).click();
  await expect(dialog.getByText('The presence at this source was set.')).toBeVisible();
  const verbs = desk.org.requests
    .filter(({ path }) => path.endsWith('/presences/front-desk-board'))
    .map(({ verb }) => verb);
  expect(verbs).toEqual(['GET', 'PATCH', 'GET']);
});

const crowd = withOrg({
  users: 137,
  switches: { bulkWrite: 'partial', lockedPeople: ['Annie Easley', 'Konrad Zuse', 'Radia Perlman'] },
});

crowd('3 of 120 people are refused, each with the service’s reason, and tried again alone', async ({ desk }) => {
  await desk.launch();
  await desk.signIn(MARGARET);
  const team = await openTeam(desk);
  await people(team).selectOption({ label: await labelOf(team, 'Customer care') });
  await expect(team.getByText(/^\d+ people · live/)).toBeVisible();
  const all = await grid(team).getAttribute('aria-rowcount');
  const count = Number(all) - 1;
  expect(count).toBeGreaterThanOrEqual(120);
  await grid(team).getByRole('checkbox', { name: 'Select all' }).click();
  await team.getByRole('button', { name: 'Set presence…' }).click();
  const dialog = team.getByRole('dialog', { name: `Set presence for ${count} people` });
  await dialog.getByRole('option', { name: 'Meeting', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Status message' }).fill('fire drill');
  await dialog.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(dialog.getByText(`${count - 3} of ${count} set. 3 were not.`)).toBeVisible();
  const results = dialog.getByRole('table', { name: 'Results' });
  await expect(results.getByRole('row').filter({ hasText: 'Refused' })).toHaveCount(3);
  await expect(results.getByRole('row', { name: /Konrad Zuse/ })).toContainText(
    'The presence of Konrad Zuse cannot be changed',
  );
  expect(desk.presenceOf('Konrad Zuse').label).toBe('Away');
  expect(desk.presenceOf('Katherine Johnson')).toEqual({ label: 'Meeting', message: 'fire drill' });
  const bulks = desk.org.requests.filter(({ verb, path }) => verb === 'PUT' && path.endsWith('/presences/bulk'));
  expect(bulks).toHaveLength(Math.ceil(count / 50));

  desk.org.org.switches.lockedPeople = [];
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog.getByText(`Set for all ${count} people.`)).toBeVisible();
  expect(desk.presenceOf('Konrad Zuse').label).toBe('Meeting');
});

crowd('On Queue for others asks for itself, and is never sent without the answer', async ({ desk }) => {
  await desk.launch();
  await desk.signIn(MARGARET);
  const team = await openTeam(desk);
  await find(team).fill('Katherine');
  await person(team, 'Katherine Johnson').getByRole('checkbox', { name: 'Select Katherine Johnson' }).click();
  await team.getByRole('button', { name: 'Set presence…' }).click();
  const dialog = team.getByRole('dialog', { name: 'Set presence for 1 person' });
  await dialog.getByRole('option', { name: 'On Queue' }).click();
  await dialog.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Put one person On Queue?');
  expect(
    desk.org.requests.filter(({ path }) => path.endsWith('/presences/bulk') && !path.includes('purecloud')),
  ).toHaveLength(0);
  await dialog.getByRole('button', { name: 'Put On Queue' }).click();
  await expect(dialog.getByText('Set for one person.')).toBeVisible();
  expect(desk.presenceOf('Katherine Johnson').label).toBe('On Queue');
});

const thousands = withOrg({ users: 5001 });

thousands('five thousand people are read below the rate limit, scrolled and filtered', async ({ desk }) => {
  thousands.slow();
  await desk.launch();
  await desk.signIn(MARGARET);
  const team = await openTeam(desk);
  await expect(grid(team)).toHaveAttribute('aria-rowcount', '5001', { timeout: 30_000 });
  await expect(team.getByText('5000 people · live')).toBeVisible({ timeout: 90_000 });
  expect(desk.org.requests.filter(({ status }) => status === 429)).toEqual([]);
  for (const channel of desk.org.core.channels.all()) expect(channel.topics.size).toBeLessThanOrEqual(1000);

  await grid(team).focus();
  await team.keyboard.press('Control+End');
  await expect(person(team, '山本 花子')).toBeVisible();
  expect(await grid(team).getByRole('row').count()).toBeLessThan(60);

  await find(team).fill('adams 49');
  await expect(grid(team)).not.toHaveAttribute('aria-rowcount', '5001');
  const [last] = [...desk.org.org.people.values()].filter(({ name }) => /Adams 49\d\d$/.test(name));
  if (last === undefined) throw new Error('nobody is called so');
  await expect(person(team, last.name)).toBeVisible();
  desk.org.faults.changePresence(last.id, { definitionId: builtInId('Training'), message: 'live' });
  await expect(person(team, last.name)).toContainText(/Training.*live/);
});

/** The whole label of a list, its count with it. */
async function labelOf(team: Page, name: string): Promise<string> {
  const option = people(team).locator('option', { hasText: name }).first();
  await option.waitFor({ state: 'attached' });
  return (await option.innerText()).trim();
}

base(
  'who leads people is offered Team without any permission for it, from footer, account menu and tray',
  async ({ desk, session }) => {
    const ada = desk.org.org.person('Ada Lovelace')!;
    for (const name of ['Edith Clarke', 'Konrad Zuse']) desk.org.org.person(name)!.managerId = ada.id;
    await desk.launch();
    await desk.signIn();
    const popup = await desk.openPopup();
    await popup.getByRole('button', { name: 'Account' }).click();
    await popup.getByRole('menuitem', { name: 'Team' }).click();
    const team = await desk.window('team');
    await expect(team.getByRole('row', { name: /Edith Clarke/ })).toBeVisible();
    await expect(team.getByRole('grid', { name: 'Team' })).toHaveAttribute('aria-rowcount', '3');
    await team.getByRole('checkbox', { name: 'Select Konrad Zuse' }).check();
    await expect(team.getByText('presence:userPresence:edit')).toBeVisible();
    await team.close();
    await session.tray.choose('Team');
    await desk.window('team');
  },
);
