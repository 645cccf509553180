/** The network and the service failing under a running app. */
import type { DemoOrg } from '../../electron/demo-org/index.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';
import { Wire } from './wire.js';

const ADA = 'Ada Lovelace';

/** Signs in over a wire that the test can cut. */
async function signInOverWire(desk: Desk, org: DemoOrg): Promise<Wire> {
  const wire = await Wire.to(org.apiUrl);
  // The service names its own address for the notification channel; that, too, leads over the wire.
  org.core.baseUrl = wire.url;
  await desk.launch({ env: { PRESENCE_TRAY_API_URL: wire.url } });
  await desk.signIn(ADA);
  return wire;
}

test('a lost connection shows, and the presence is right again once it is back', async ({ desk, org, session }) => {
  const wire = await signInOverWire(desk, org);
  await session.tray.tooltipMatching(/^Available/);
  await wire.cut();
  await session.tray.tooltipMatching(/No connection/);
  org.faults.changePresence(ADA, { definitionId: 'Training' });
  await wire.mend();
  await session.tray.tooltipMatching(/^Training/);
  await wire.cut();
});

test('a pick made without a connection is sent when it returns', async ({ desk, org, session }) => {
  const wire = await signInOverWire(desk, org);
  await wire.cut();
  await session.tray.tooltipMatching(/No connection/);
  const popup = await desk.openPopup();
  await popup.getByRole('option', { name: 'Meal', exact: true }).click();
  await expect(popup.getByText('No connection. Meal is sent when it returns.')).toBeVisible();
  expect(desk.presenceOf(ADA).label).toBe('Available');
  await wire.mend();
  await expect.poll(() => desk.presenceOf(ADA).label).toBe('Meal');
  await session.tray.tooltipMatching(/^Meal/);
  await wire.cut();
});

test('an app that stood still catches up', async ({ desk, org, session }) => {
  const app = await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  const process = app.process();
  process.kill('SIGSTOP');
  org.faults.changePresence(ADA, { definitionId: 'Meeting', message: 'while you were away' });
  org.faults.killSockets(ADA);
  process.kill('SIGCONT');
  await session.tray.tooltipMatching(/^Meeting: while you were away/);
});

test('a refused pick rolls back and says why in the words of the service', async ({ desk, org }) => {
  await desk.launch();
  await desk.signIn(ADA);
  org.faults.add({
    match: { verb: 'PATCH' },
    times: 1,
    status: 409,
    code: 'conflict',
    message: 'Somebody was faster.',
  });
  const popup = await desk.openPopup();
  await popup.getByRole('option', { name: 'Busy', exact: true }).click();
  const alert = popup.getByRole('alert');
  await expect(alert).toContainText('Busy');
  await expect(alert).toContainText('Somebody was faster.');
  await expect(popup.getByRole('status', { name: 'Current presence' })).toContainText('Available');
});

test('a session that was ended elsewhere asks for one new sign-in', async ({ desk, org, session }) => {
  await desk.launch();
  await desk.signIn(ADA);
  org.faults.revokeTokens(ADA);
  await session.tray.tooltipMatching(/Your session has ended/);
  const popup = await desk.openPopup();
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
  await desk.browser.page('http://localhost');
  await session.tray.tooltipMatching(/^Available/);
});
