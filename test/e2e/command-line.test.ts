/** The command line against the running app, in a terminal of the desktop session. */
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test('commands answer sensibly where no app runs', async ({ desk }) => {
  expect(await desk.cli('--status')).toMatchObject({ status: 1, stdout: '' });
  expect((await desk.cli('--status')).stderr).toContain('not running');
  expect(await desk.cli('--list')).toMatchObject({ status: 1 });
  expect(await desk.cli('--quit')).toMatchObject({ status: 0 });
  expect((await desk.cli('--version')).stdout).toMatch(/\d+\.\d+\.\d+/);
  expect((await desk.cli('--help')).stdout).toContain('--set');
  const wrong = await desk.cli('--stauts');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('--status');
});

test('a shell sets the presence and reads what the service then has', async ({ desk }) => {
  await desk.launch();
  const signedOut = await desk.cli('--set', 'Break');
  expect(signedOut.status).toBe(1);
  expect(signedOut.stderr).toContain('not signed in');

  await desk.signIn(ADA);
  expect(await desk.cli('--set', 'Break', '--message', 'back at 10:40')).toMatchObject({ status: 0 });
  expect(desk.presenceOf(ADA)).toEqual({ label: 'Break', message: 'back at 10:40' });

  const status = await desk.cli('--status', '--json');
  expect(status.status).toBe(0);
  expect(JSON.parse(status.stdout)).toMatchObject({
    presence: { label: 'Break', systemPresence: 'Break' },
    message: 'back at 10:40',
    pending: null,
  });
  const list = await desk.cli('--list', '--json');
  expect(JSON.parse(list.stdout)).toEqual(
    expect.arrayContaining([expect.objectContaining({ label: 'Meal', systemPresence: 'Meal', primary: true })]),
  );

  const unknown = await desk.cli('--set', 'Brake');
  expect(unknown.status).toBe(1);
  expect(unknown.stderr).toContain('Break');
  expect(desk.presenceOf(ADA).label).toBe('Break');
});

test('a refusal of the service ends a command with its reason', async ({ desk, org }) => {
  await desk.launch();
  await desk.signIn(ADA);
  org.faults.add({
    match: { verb: 'PATCH' },
    status: 403,
    code: 'missing.permissions',
    message: 'You may not go there.',
  });
  const refused = await desk.cli('--set', 'Meal');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('You may not go there.');
  expect(desk.presenceOf(ADA).label).toBe('Available');
});

test('--toggle opens and closes the popup, and --quit ends the app', async ({ desk, session }) => {
  await desk.launch({ args: ['--hidden'] });
  const popup = await desk.popup();
  expect(await desk.isShown(popup)).toBe(false);
  expect(await desk.cli('--toggle')).toMatchObject({ status: 0 });
  await expect.poll(() => desk.isShown(popup)).toBe(true);
  expect(await desk.cli('--toggle')).toMatchObject({ status: 0 });
  await expect.poll(() => desk.isShown(popup)).toBe(false);
  expect(await desk.cli('--quit')).toMatchObject({ status: 0 });
  await desk.ended();
  await session.tray.gone();
});

test('a lamp follows the presence by --watch, and a script reads the day by --history', async ({ desk }) => {
  await desk.launch();
  await desk.signIn(ADA);
  const lamp = desk.follow('--watch', '--json');
  const shown = () => lamp.lines().map((line) => (JSON.parse(line) as { presence: { label: string } }).presence.label);
  await expect.poll(shown).toEqual(['Available']);
  desk.org.faults.changePresence(ADA, { definitionId: 'Meal' });
  await expect.poll(shown).toEqual(['Available', 'Meal']);

  await test.step('the day is read as JSON and as CSV', async () => {
    const history = await desk.cli('--history', '--json');
    expect(history.status).toBe(0);
    expect(JSON.parse(history.stdout)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ presence: null, by: 'unknown' }),
        expect.objectContaining({ to: null, presence: expect.objectContaining({ label: 'Meal' }), by: 'elsewhere' }),
      ]),
    );
    expect((await desk.cli('--history', '--csv')).stdout).toContain(',Meal,Meal,elsewhere\r\n');
    expect(await desk.cli('--history', '2026-02-30')).toMatchObject({ status: 2 });
  });

  await test.step('Ctrl-C ends the one watcher with 0, the end of the app the other with 1', async () => {
    const other = desk.follow('--watch');
    await expect.poll(() => other.lines().length).toBe(1);
    lamp.interrupt();
    expect(await lamp.status()).toBe(0);
    expect(await desk.cli('--quit')).toMatchObject({ status: 0 });
    await desk.ended();
    expect(await other.status()).toBe(1);
  });
});
