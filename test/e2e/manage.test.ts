/** Manage presences: an administrator's changes reach the service as intended, and nothing of others is overwritten. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ALAN = 'Alan Turing';

async function openManage(desk: Desk): Promise<{ app: ElectronApplication; manage: Page }> {
  const app = await desk.launch();
  await desk.signIn(ALAN);
  const popup = await desk.openPopup();
  await popup.getByRole('button', { name: 'Account' }).click();
  await popup.getByRole('menuitem', { name: 'Manage presences' }).click();
  const manage = await desk.window('manage');
  await expect(manage.getByRole('row', { name: /Coffee/ })).toBeVisible();
  return { app, manage };
}

/** Writes to the definitions so far, oldest first. */
const writes = (desk: Desk) =>
  desk.org.requests.filter(({ verb, path }) => verb !== 'GET' && path.startsWith('/api/v2/presence/'));

/** All requests so far, without ids. */
const asked = (desk: Desk): string[] =>
  desk.org.requests.map(({ verb, path }) => `${verb} ${path.replace(/[\da-f]{8}-[\da-f-]{27}/g, 'ID')}`);

const saveTo = (app: ElectronApplication, filePath: string) =>
  app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
const openFrom = (app: ElectronApplication, filePath: string) =>
  app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, filePath);

test('a presence for all divisions is made, and the popup has it', async ({ desk }) => {
  const { manage } = await openManage(desk);
  await manage.getByRole('button', { name: 'New presence' }).click();
  const editor = manage.getByRole('dialog', { name: 'New presence' });
  await editor.getByRole('combobox', { name: 'System presence' }).selectOption('Break');
  await expect(editor.getByRole('combobox', { name: 'Division' })).toHaveValue('');
  await editor.getByRole('textbox', { name: 'Label in English (United States)' }).fill('Tea');
  await editor.getByRole('textbox', { name: 'Label in German' }).fill('Tee');
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(manage.getByRole('row', { name: /Tea\b/ })).toContainText('All divisions');
  expect(writes(desk)).toMatchObject([
    {
      verb: 'POST',
      path: '/api/v2/presence/definitions',
      body: { systemPresence: 'Break', divisionId: '*', languageLabels: { en_US: 'Tea', de: 'Tee' } },
    },
  ]);
  expect(asked(desk)).toContain('GET /api/v2/presence/definitions');
  expect(asked(desk)).toContain('GET /api/v2/systempresences');
  const popup = await desk.openPopupAgain();
  await expect(popup.getByRole('option', { name: 'Tea', exact: true })).toBeVisible();
});

test('an edit in conflict is shown side by side, overwrites nothing in silence, and is saved once it was looked at', async ({
  desk,
}) => {
  const { manage } = await openManage(desk);
  await manage.getByRole('button', { name: 'Edit Coffee' }).click();
  const editor = manage.getByRole('dialog', { name: 'Edit presence' });
  const english = editor.getByRole('textbox', { name: 'Label in English (United States)' });
  await expect(english).toHaveValue('Coffee');
  const { id = '', labels } = desk.org.org.definition('Coffee') ?? {};
  desk.org.faults.relabel(id, { ...labels, en_US: 'Espresso', nl: 'Koffie' });
  await english.fill('Tea');
  await editor.getByRole('button', { name: 'Save' }).click();

  const meanwhile = editor.getByRole('table', { name: 'Changed meanwhile' });
  await expect(meanwhile.getByRole('row', { name: /English/ })).toContainText(/Coffee.*Espresso.*Tea/);
  await expect(meanwhile.getByRole('row', { name: /Dutch/ })).toContainText('Koffie');
  expect(asked(desk)).toContain('GET /api/v2/presence/definitions/ID');
  expect(writes(desk)).toEqual([]);

  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(manage.getByRole('row', { name: /Tea\b/ })).toBeVisible();
  expect(writes(desk)).toMatchObject([
    { verb: 'PUT', body: { languageLabels: { en_US: 'Tea', nl: 'Koffie', de: 'Kaffeepause' }, divisionId: '*' } },
  ]);
});

test('a label that there is already is said before it is saved, and the one put away is brought back', async ({
  desk,
}) => {
  const { manage } = await openManage(desk);
  await manage.getByRole('button', { name: 'New presence' }).click();
  const editor = manage.getByRole('dialog', { name: 'New presence' });
  await editor.getByRole('combobox', { name: 'System presence' }).selectOption('Break');
  await editor.getByRole('textbox', { name: 'Label in English (United States)' }).fill('cigarette break');
  await expect(editor.getByRole('alert')).toContainText('Cigarette break');
  await editor.getByRole('button', { name: 'Save' }).click();
  expect(writes(desk)).toEqual([]);
  await editor.getByRole('button', { name: 'Reactivate Cigarette break' }).click();
  await expect(manage.getByRole('button', { name: 'Deactivate Cigarette break' })).toBeVisible();
  expect(writes(desk)).toMatchObject([{ verb: 'PUT', body: { deactivated: false, systemPresence: 'Break' } }]);
});

test('who is in a presence is told before it is deactivated', async ({ desk }) => {
  const { manage } = await openManage(desk);
  desk.org.faults.changePresence('Konrad Zuse', { definitionId: 'Coffee' });
  await manage.getByRole('button', { name: 'Deactivate Coffee' }).click();
  const question = manage.getByRole('dialog', { name: 'Deactivate Coffee?' });
  await expect(question).toContainText('One person is in it now: Konrad Zuse');
  await question.getByRole('button', { name: 'Deactivate', exact: true }).click();
  await expect(manage.getByRole('button', { name: 'Reactivate Coffee' })).toBeVisible();
  expect(writes(desk)).toMatchObject([{ verb: 'DELETE' }]);
  expect(asked(desk)).toContain('GET /api/v2/users/presences/purecloud/bulk');
});

test('an import of 40 rows with 5 bad ones is shown first, then applied, with a result for each row', async ({
  desk,
}) => {
  const { app, manage } = await openManage(desk);
  const folder = await mkdtemp(join(tmpdir(), 'import-'));

  await test.step('the list is exported as it is', async () => {
    await saveTo(app, join(folder, 'list.csv'));
    await manage.getByRole('button', { name: 'Export' }).click();
    await expect.poll(() => readFile(join(folder, 'list.csv'), 'utf8').catch(() => '')).toContain('Kaffeepause');
    await saveTo(app, join(folder, 'list.json'));
    await manage.getByRole('button', { name: 'Export' }).click();
    await expect.poll(() => readFile(join(folder, 'list.json'), 'utf8').catch(() => '')).toContain('"languageLabels"');
  });

  await test.step('importing it as it is changes nothing', async () => {
    await openFrom(app, join(folder, 'list.csv'));
    await manage.getByRole('button', { name: 'Import' }).click();
    const dialog = manage.getByRole('dialog', { name: 'Import list.csv' });
    await expect(dialog).toContainText('Nothing is to be changed.');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(dialog).toBeHidden();
  });

  await test.step('a file with bad rows says which and why before anything is sent', async () => {
    const coffee = desk.org.org.definition('Coffee')?.id ?? '';
    const good = Array.from({ length: 35 }, (_, at) => `,Busy,*,false,Paperwork ${at + 1},Papierkram ${at + 1},`);
    const bad = [
      `${coffee},Meal,*,false,Coffee,Kaffeepause,`,
      ',Siesta,*,false,Nap,Nickerchen,',
      ',Busy,Atlantis,false,Diving,Tauchen,',
      ',Busy,*,false,Klingon,Klingonisch,tlhIngan',
      ',Busy,*,perhaps,Perhaps,Vielleicht,',
    ];
    const rows = [...good.slice(0, 20), ...bad, ...good.slice(20)];
    await writeFile(
      join(folder, 'forty.csv'),
      ['id,systemPresence,division,deactivated,label.en_US,label.de,label.tlh', ...rows].join('\r\n'),
    );
    await openFrom(app, join(folder, 'forty.csv'));
    await manage.getByRole('button', { name: 'Import' }).click();
    const table = manage.getByRole('table', { name: 'Rows of the file' });
    await expect(table.locator('tbody tr')).toHaveCount(40);
    await expect(table.locator('tbody tr').filter({ hasText: 'refused' })).toHaveCount(5);
    await expect(table).toContainText('The system presence cannot be changed from Break to Meal.');
    expect(writes(desk)).toEqual([]);
  });

  await test.step('applied, the good ones are there, and the others are named', async () => {
    const dialog = manage.getByRole('dialog', { name: 'Import forty.csv' });
    await dialog.getByRole('button', { name: 'Apply 35 changes' }).click();
    await expect(dialog).toContainText('All rows had their turn.');
    await expect(dialog.locator('tbody tr').filter({ hasText: 'done' })).toHaveCount(35);
    expect(writes(desk).filter(({ verb }) => verb === 'POST')).toHaveLength(35);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(manage.getByRole('row', { name: /Paperwork 35/ })).toBeVisible();
  });
});

test('a source is made, changed and put away; and decides for a person who is found by name', async ({ desk }) => {
  const { manage } = await openManage(desk);
  await manage.getByRole('tab', { name: 'Sources' }).click();
  await manage.getByRole('button', { name: 'New source' }).click();
  const editor = manage.getByRole('dialog', { name: 'New source' });
  await editor.getByRole('textbox', { name: 'Name' }).fill('Desk light');
  await editor.getByRole('textbox', { name: 'Description' }).fill('By the door');
  await editor.getByRole('button', { name: 'Save' }).click();
  await manage.getByRole('button', { name: 'Edit Desk light' }).click();
  const edit = manage.getByRole('dialog', { name: 'Edit source' });
  await edit.getByRole('textbox', { name: 'Name' }).fill('Lamp');
  await edit.getByRole('button', { name: 'Save' }).click();
  await manage.getByRole('button', { name: 'Deactivate Lamp' }).click();
  await manage.getByRole('dialog').getByRole('button', { name: 'Deactivate', exact: true }).click();
  await manage.getByRole('button', { name: 'Reactivate Lamp' }).click();
  await expect(manage.getByRole('button', { name: 'Deactivate Lamp' })).toBeVisible();
  expect(writes(desk).map(({ verb }) => verb)).toEqual(['POST', 'PUT', 'DELETE', 'PUT']);

  await manage.getByRole('searchbox', { name: 'Find a person' }).fill('Lovelace');
  await manage.getByRole('button', { name: /Ada Lovelace/ }).click();
  await manage.getByRole('combobox', { name: 'Primary source of Ada Lovelace' }).selectOption('Lamp');
  await manage.getByRole('button', { name: 'Save' }).click();
  await expect(manage.getByText('Lamp decides for Ada Lovelace now.')).toBeVisible();
  const put = writes(desk).at(-1);
  expect(put).toMatchObject({ verb: 'PUT', body: { registered: true } });
  expect(put?.path).toMatch(/\/primarysource$/);
  for (const read of ['sources', 'sources/ID', 'users/ID/primarysource'])
    expect(asked(desk)).toContain(`GET /api/v2/presence/${read}`);
});

test('the organisation’s settings are shown old beside new before they are sent', async ({ desk }) => {
  const { manage } = await openManage(desk);
  await manage.getByRole('tab', { name: 'Organisation' }).click();
  await manage.getByRole('spinbutton', { name: 'Minutes' }).fill('30');
  await manage.getByRole('checkbox', { name: 'Restore On Queue too' }).check();
  await manage.getByRole('combobox', { name: 'Default primary source' }).selectOption('Microsoft Teams');
  const changes = manage.getByRole('table', { name: 'Changes' });
  await expect(changes.getByRole('row', { name: /Minutes/ })).toContainText(/1.*30/);
  await manage.getByRole('button', { name: 'Save' }).click();
  await expect(manage.getByText('The settings are saved.')).toBeVisible();
  expect(asked(desk)).toContain('GET /api/v2/presence/settings');
  expect(writes(desk)).toMatchObject([
    {
      verb: 'PUT',
      path: '/api/v2/presence/settings',
      body: {
        restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 1_800_000, restoreOnQueueEnabled: true },
      },
    },
  ]);
});

test('where only the legacy operations are left, they read and write', async ({ desk }) => {
  desk.org.faults.add({ match: { path: '/api/v2/presence/definitions*' }, status: 404, code: 'not.found' });
  const { manage } = await openManage(desk);
  const legacy = () =>
    desk.org.requests
      .filter(({ path }) => path.startsWith('/api/v2/presencedefinitions'))
      .map(({ verb, path }) => `${verb} ${path.replace(/[\da-f-]{36}$/, 'ID')}`);
  await manage.getByRole('button', { name: 'Edit Coffee' }).click();
  const editor = manage.getByRole('dialog', { name: 'Edit presence' });
  await editor.getByRole('textbox', { name: 'Label in Dutch' }).fill('Koffie');
  await editor.getByRole('button', { name: 'Save' }).click();
  await manage.getByRole('button', { name: 'New presence' }).click();
  const made = manage.getByRole('dialog', { name: 'New presence' });
  await made.getByRole('textbox', { name: 'Label in English (United States)' }).fill('Tea');
  await made.getByRole('button', { name: 'Save' }).click();
  await manage.getByRole('button', { name: 'Deactivate Tea', exact: true }).click();
  await manage.getByRole('dialog').getByRole('button', { name: 'Deactivate', exact: true }).click();
  await expect(manage.getByRole('button', { name: 'Reactivate Tea', exact: true })).toBeVisible();
  for (const call of [
    'GET /api/v2/presencedefinitions',
    'GET /api/v2/presencedefinitions/ID',
    'PUT /api/v2/presencedefinitions/ID',
    'POST /api/v2/presencedefinitions',
    'DELETE /api/v2/presencedefinitions/ID',
  ])
    expect(legacy()).toContain(call);
});

test('closing with unsaved edits asks; by keyboard alone they are kept, or let go', async ({ desk }) => {
  const { app, manage } = await openManage(desk);
  await manage.getByRole('button', { name: 'New presence' }).focus();
  await manage.keyboard.press('Enter');
  const editor = manage.getByRole('dialog', { name: 'New presence' });
  await editor.getByRole('textbox', { name: 'Label in English (United States)' }).focus();
  await manage.keyboard.type('Tea');
  await manage.keyboard.press('Escape');
  const question = manage.getByRole('dialog', { name: 'Discard your changes?' });
  await expect(question).toBeVisible();
  await manage.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(editor.getByRole('textbox', { name: 'Label in English (United States)' })).toHaveValue('Tea');

  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('/manage/'))
      ?.close(),
  );
  await expect(question).toBeVisible();
  const gone = manage.waitForEvent('close');
  await question.getByRole('button', { name: 'Discard' }).click();
  await gone;
  expect(writes(desk)).toEqual([]);
});

test('quitting with unsaved edits asks: they are kept, or the app ends without them', async ({ desk, session }) => {
  const { manage } = await openManage(desk);
  await manage.getByRole('button', { name: 'New presence' }).click();
  const label = manage.getByRole('dialog', { name: 'New presence' }).getByRole('textbox', {
    name: 'Label in English (United States)',
  });
  await label.fill('Tea');
  const QUIT = '^Quit Presence Tray$';
  const answer = async (...keys: readonly string[]): Promise<void> => {
    const dialog = await session.screen.window(QUIT);
    await session.screen.settled(dialog);
    await session.screen.focus(dialog);
    await session.screen.key(...keys);
    await session.screen.noWindow(QUIT);
  };
  await session.tray.choose('Quit');
  await answer('Escape');
  await expect(label).toHaveValue('Tea');
  await session.tray.choose('Quit');
  await answer('Tab', 'space');
  await desk.ended();
  expect(writes(desk)).toEqual([]);
});

test('who may change nothing of the organisation’s is not offered it', async ({ desk }) => {
  await desk.launch();
  await desk.signIn('Ada Lovelace');
  const popup = await desk.openPopup();
  await popup.getByRole('button', { name: 'Account' }).click();
  await expect(popup.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await expect(popup.getByRole('menuitem', { name: 'Manage presences' })).toHaveCount(0);
});
