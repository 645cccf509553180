/** What an agent hears who works with a screen reader: names, roles, places, and each change once. */
import { hasOrca, Orca } from '../desktop/orca.js';
import { all, inWords, type Read, type ScreenReader } from '../desktop/screen-reader.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

test.use({ desktop: { screenReader: true } });

const ADA = 'Ada Lovelace';

function readerOf(desk: Desk): ScreenReader {
  const { screenReader } = desk.session;
  if (screenReader === null) throw new Error('No screen reader runs in this session.');
  return screenReader;
}

/** What is read of a page, in order, of these roles. */
const heard = (page: Read, ...roles: readonly string[]): string[] =>
  all(page)
    .filter(({ role }) => roles.includes(role))
    .map(inWords);

const has =
  (role: string, name: string) =>
  (page: Read): boolean =>
    all(page).some((one) => one.role === role && one.name === name);

/** The row of a table that holds this. */
const rowWith = (page: Read, holds: (row: Read) => boolean): Read | undefined =>
  all(page).find((one) => one.role === 'table row' && holds(one));

/**
 * Chromium lets every page and every box that scrolls take the focus. A cell without a text is read as blank. None of
 * them needs a name.
 */
const NAMELESS = new Set(['document web', 'section', 'panel', 'table cell']);

/** Controls that take the focus and do not say what they are. */
const namelessControls = (page: Read): string[] =>
  all(page)
    .filter(({ role, name, states }) => states.has('focusable') && name.trim() === '' && !NAMELESS.has(role))
    .map(inWords);

test('the popup tells its presences with their places, and a change is announced once', async ({ desk, session }) => {
  const reader = readerOf(desk);
  const { screen } = session;
  await desk.launch();
  await desk.signIn(ADA);
  await desk.browser.close();
  await desk.openPopup();
  const popup = await reader.page('Presence Tray', has('list item', 'Meal'));

  await test.step('title, current presence, and every control by its name', () => {
    expect(namelessControls(popup)).toEqual([]);
    expect(heard(popup, 'heading', 'statusbar', 'entry', 'list box', 'toggle button', 'push button')).toEqual([
      'heading “Presence Tray”',
      'statusbar “Current presence”',
      'push button “Edit message”',
      'toggle button “On Queue”, (off queue)',
      'entry “Filter presences”',
      'list box “Presence”',
      'push button “Account”, (Ada Lovelace · Northwind Care)',
      'push button “My day”',
      'push button “Settings”',
    ]);
  });

  await test.step('each presence with its group, its place and how many there are', () => {
    const items = all(popup).filter(({ role }) => role === 'list item');
    const [first, second] = items.map(inWords);
    expect([first, second]).toEqual([
      `list item “Available”, 1 of ${items.length}, selected`,
      `list item “Back office”, 2 of ${items.length}`,
    ]);
    expect(items.map(({ attributes }) => Number(attributes.get('posinset')))).toEqual(items.map((_, at) => at + 1));
    expect(new Set(items.map(({ attributes }) => attributes.get('setsize')))).toEqual(new Set([String(items.length)]));
    expect(heard(popup, 'panel').slice(0, 3)).toEqual(['panel “Available”', 'panel “Break”', 'panel “Meal”']);
  });

  await test.step('what the filter leaves is counted anew', async () => {
    await screen.type('coffee');
    const left = await reader.page('Presence Tray', (page) => heard(page, 'list item').length === 1);
    expect(heard(left, 'list item')).toEqual(['list item “Coffee”, 1 of 1']);
  });

  await test.step('a pick is announced once, also where the service takes its time', async () => {
    reader.announced.length = 0;
    const slow = desk.org.faults.add({ match: { verb: 'PATCH' }, latencyMs: 700 });
    await screen.key('Return');
    await reader.hears('Current presence Coffee');
    slow.remove();
    // What happens elsewhere is heard next, so nothing else was said meanwhile.
    desk.org.faults.changePresence(ADA, { definitionId: 'Training', message: 'room 4' });
    await reader.hears('Current presence Training, room 4');
    expect(reader.announced).toEqual(['Current presence Coffee', 'Current presence Training, room 4']);
  });

  await test.step('so is a refusal, with the service’s reason', async () => {
    reader.announced.length = 0;
    desk.org.faults.add({ match: { verb: 'PATCH' }, times: 1, status: 409, message: 'Somebody was faster.' });
    await screen.type('coffee');
    await screen.key('Return');
    await reader.hears(/Somebody was faster\./);
    desk.org.faults.changePresence(ADA, { definitionId: 'Available', message: '' });
    await reader.hears('Current presence Available');
    expect(reader.announced).toHaveLength(2);
  });
});

test('a hotkey’s result is announced once, while the popup is closed and another program has the focus', async ({
  desk,
  session,
}) => {
  const reader = readerOf(desk);
  const { screen, background, env } = session;
  const hotkey = (name: string, accelerator: string) => ({
    [desk.org.org.definition(name)?.id ?? '']: { accelerator },
  });
  await desk.prepare(ADA, { hotkeys: { ...hotkey('Meal', 'Ctrl+Alt+M'), ...hotkey('Break', 'Ctrl+Alt+B') } });
  await desk.launch();
  await desk.signIn(ADA);
  await desk.browser.close();
  await desk.openPopup();
  await reader.page('Presence Tray', has('list item', 'Meal'));
  background.start('other-program', 'display', ['-title', 'Customer record', '-size', '400x300', 'xc:white'], { env });
  const other = await screen.window('Customer record');
  await screen.focus(other);
  const popup = await desk.popup();
  await expect.poll(() => desk.isShown(popup)).toBe(false);

  reader.announced.length = 0;
  await screen.key('ctrl+alt+m');
  // The service may be faster than the card's page.
  await reader.hears(/^Current presence Meal(, Set)?$/);
  desk.org.faults.add({ match: { verb: 'PATCH' }, times: 1, latencyMs: 700 });
  await screen.key('ctrl+alt+b');
  await reader.hears('Current presence Break, Set');
  desk.org.faults.add({ match: { verb: 'PATCH' }, times: 1, status: 409, message: 'Somebody was faster.' });
  await screen.key('ctrl+alt+m');
  await reader.hears(/Somebody was faster\./);
  expect(reader.announced).toHaveLength(3);
  expect(await screen.active()).toBe(other);
});

test('Team is read as a table: its headers, who is what, and who is selected', async ({ desk }) => {
  const reader = readerOf(desk);
  await desk.launch();
  await desk.signIn('Margaret Hamilton');
  await desk.browser.close();
  const popup = await desk.openPopup();
  await popup.getByRole('button', { name: 'Team' }).click();
  const window = await desk.window('team');
  await window.getByRole('checkbox', { name: 'Select Claude Shannon' }).click();
  const claude = (row: Read): boolean => has('row header', 'Claude Shannon')(row);
  const team = await reader.page('Team', (page) => rowWith(page, claude)?.states.has('selected') === true);
  expect(namelessControls(team)).toEqual([]);
  expect(heard(team, 'table', 'column header')).toEqual([
    'table “Team”',
    ...['Name', 'Presence', 'Time', 'Routing status', 'Message'].map((name) => `column header “${name}”`),
  ]);
  const row = rowWith(team, claude);
  expect(row && heard(row, 'check box', 'row header', 'table cell')).toEqual([
    'table cell “Select Claude Shannon”',
    'check box “Select Claude Shannon”, checked',
    'row header “Claude Shannon”, (Customer care)',
    'table cell “Break”',
    expect.stringMatching(/^table cell “\d+ min”$/),
    'table cell “off queue”',
    'table cell “”',
  ]);
  expect(all(team).filter(({ role, states }) => role === 'table row' && states.has('selected'))).toEqual([row]);
  expect(heard(team, 'entry', 'combo box')).toEqual([
    'combo box “People”, 1 of 11',
    'entry “Find people”',
    'combo box “Presence source”, 1 of 4',
  ]);
});

test('Manage presences is read: tabs, table, and the dialog with its labels and what is wrong in it', async ({
  desk,
}) => {
  const reader = readerOf(desk);
  await desk.launch();
  await desk.signIn('Alan Turing');
  await desk.browser.close();
  const popup = await desk.openPopup();
  await popup.getByRole('button', { name: 'Account' }).click();
  await popup.getByRole('menuitem', { name: 'Manage presences' }).click();
  const window = await desk.window('manage');
  const coffee = has('row header', 'Coffee');
  const manage = await reader.page('Manage presences', coffee);
  expect(namelessControls(manage)).toEqual([]);
  expect(heard(manage, 'heading', 'page tab list', 'page tab', 'scroll pane', 'table', 'column header')).toEqual([
    'heading “Manage presences”',
    'page tab list “Manage presences”',
    'page tab “Presences”, 1 of 3, selected',
    'page tab “Sources”, 2 of 3',
    'page tab “Organisation”, 3 of 3',
    'scroll pane “Presences”',
    'table “Presences”',
    ...['Presence', 'Division', 'Labels', 'Actions'].map((name) => `column header “${name}”`),
  ]);
  const row = rowWith(manage, coffee);
  expect(row && heard(row, 'row header', 'push button')).toEqual([
    'row header “Coffee”',
    'push button “Edit Coffee”',
    'push button “Deactivate Coffee”',
  ]);

  reader.announced.length = 0;
  await window.getByRole('button', { name: 'New presence' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await reader.hears('Give it a label in at least one language.');
  const page = await reader.page('Manage presences', (read) =>
    all(read).some(({ role, states }) => role === 'entry' && states.has('focused')),
  );
  expect(namelessControls(page)).toEqual([]);
  expect(heard(page, 'dialog', 'combo box', 'entry').slice(0, 4)).toEqual([
    'dialog “New presence”, modal',
    'combo box “System presence”, 1 of 7, (It cannot be changed later.)',
    'combo box “Division”, 1 of 3',
    'entry “Label in English (United States)”',
  ]);
  expect(reader.announced).toEqual(['Give it a label in at least one language.']);
});

test('Orca says where the popup’s list is, the presence under the arrow keys, and a pick once', async ({
  desk,
  session,
}) => {
  test.skip(!(await hasOrca()), 'Orca is not installed.');
  await desk.launch();
  await desk.signIn(ADA);
  await desk.browser.close();
  await desk.quit();
  const orca = await Orca.start(session);
  await desk.launch({ args: ['--hidden'] });
  await session.tray.tooltipMatching(/^Available/);
  await desk.openPopup();
  await orca.says('Available.');
  expect(orca.said).toEqual(expect.arrayContaining(['Presence Tray frame.', 'Presence list box', 'Available panel.']));
  await session.screen.key('Down');
  await orca.says('Back office.');
  orca.forget();
  await session.screen.key('Return');
  await orca.says('Current presence Back office');
  desk.org.faults.changePresence(ADA, { definitionId: 'Training', message: 'room 4' });
  await orca.says('Current presence Training, room 4');
  expect(orca.said.filter((words) => words.startsWith('Current presence'))).toEqual([
    'Current presence Back office',
    'Current presence Training, room 4',
  ]);
  await orca.stop();
});
