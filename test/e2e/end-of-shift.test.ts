/** Leaving while On Queue: the question, and each answer, by keyboard. */
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

/** Signed in, and put on queue by a supervisor. */
async function onQueue(desk: Desk): Promise<void> {
  desk.org.faults.changePresence(ADA, { definitionId: 'On Queue' });
  await desk.session.tray.tooltipMatching(/^On Queue/);
}

/** Answers the question by keyboard once it appears, and waits until it is gone. */
async function answer(desk: Desk, title: string, ...keys: readonly string[]): Promise<void> {
  const { screen } = desk.session;
  const dialog = await screen.window(title);
  await screen.settled(dialog);
  await screen.focus(dialog);
  await screen.key(...keys);
  await screen.noWindow(title);
}
const QUIT = '^Quit Presence Tray$';
const SIGN_OUT = '^Sign out of Presence Tray$';
const CANCEL = ['Escape'];
const GO_OFFLINE = ['Return'];
const STAY = ['Tab', 'space'];

test('an agent On Queue who quits is asked once: cancel, stay, or go Offline', async ({ desk, session }) => {
  await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await onQueue(desk);

  await test.step('cancel: the app stays, and so does the presence', async () => {
    await session.tray.choose('Quit');
    await answer(desk, QUIT, ...CANCEL);
    expect(await desk.cli('--status')).toMatchObject({ status: 0 });
    expect(desk.presenceOf(ADA).label).toBe('On Queue');
  });

  await test.step('stay: the app ends and the agent is still On Queue', async () => {
    await session.tray.choose('Quit');
    await answer(desk, QUIT, ...STAY);
    await desk.ended();
    expect(desk.presenceOf(ADA).label).toBe('On Queue');
  });

  await test.step('a refused Offline keeps the app, and the popup says why', async () => {
    await desk.launch({ args: ['--hidden'] });
    await session.tray.tooltipMatching(/^On Queue/);
    desk.org.faults.add({ match: { verb: 'PATCH' }, times: 1, status: 409, message: 'Not before the call is over.' });
    await session.tray.choose('Quit');
    await answer(desk, QUIT, ...GO_OFFLINE);
    const popup = await desk.popup();
    await expect.poll(() => desk.isShown(popup)).toBe(true);
    await expect(popup.getByRole('alert')).toContainText('Not before the call is over.');
    expect(desk.presenceOf(ADA).label).toBe('On Queue');
  });

  await test.step('go Offline: the app ends once the service has it', async () => {
    await session.tray.choose('Quit');
    await answer(desk, QUIT, ...GO_OFFLINE);
    await desk.ended();
    expect(desk.presenceOf(ADA).label).toBe('Offline');
  });
});

test('an agent On Queue who signs out is asked as well', async ({ desk, session, org }) => {
  await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await onQueue(desk);
  const account = `${ADA} · ${org.org.name}`;
  await session.tray.choose(account, 'Sign out');
  await answer(desk, SIGN_OUT, ...CANCEL);
  expect(await session.tray.tooltip()).toMatch(/^On Queue/);
  await session.tray.choose(account, 'Sign out');
  await answer(desk, SIGN_OUT, ...GO_OFFLINE);
  await session.tray.tooltipMatching(/^Signed out$/);
  expect(desk.presenceOf(ADA).label).toBe('Offline');
});

test('a command cannot ask: it does what it says, and says what is left behind', async ({ desk, session }) => {
  await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await onQueue(desk);
  const quit = await desk.cli('--quit');
  expect(quit.status).toBe(0);
  expect(quit.stderr).toContain('You are still On Queue');
  await desk.ended();
  await session.tray.gone();
  expect(desk.presenceOf(ADA).label).toBe('On Queue');
});

test('the system does not ask either', async ({ desk }) => {
  const app = await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await onQueue(desk);
  app.process().kill('SIGTERM');
  await desk.ended();
  expect(desk.presenceOf(ADA).label).toBe('On Queue');
});
