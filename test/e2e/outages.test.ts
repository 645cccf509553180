/** The network, the service or the session fails while the app runs. */
import { setTimeout as pass } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { DemoOrg } from '../../electron/demo-org/index.js';
import type { Desk } from './desk.js';
import { waitFor } from '../desktop/wait.js';
import { expect, test } from './fixtures.js';
import { Wire } from './wire.js';

const ADA = 'Ada Lovelace';

/** Signs in over a connection that the test can cut. */
async function signInOverWire(desk: Desk, org: DemoOrg): Promise<Wire> {
  const wire = await Wire.to(org.apiUrl);
  // The service names its own address for the notification channel, which must use the same connection.
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
  // What can be picked must have been read before.
  await expect((await desk.popup()).getByRole('option', { name: 'Meal', exact: true })).toBeVisible();
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

/** The app's notification channels in the service, newest last. */
const channelsOf = (org: DemoOrg) => org.core.channels.all().filter(({ socket }) => socket !== null);

/** Opens a second client's socket on a channel. */
async function connectTo(org: DemoOrg, id: string): Promise<WebSocket> {
  const socket = new WebSocket(`${org.apiUrl.replace('http', 'ws')}/channels/${id}`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

test('a server that stays away for long is found again, and what happened meanwhile shows', async ({
  desk,
  org,
  session,
}) => {
  const wire = await signInOverWire(desk, org);
  await session.tray.tooltipMatching(/^Available/);
  const away = await wire.cutAndCount();
  await session.tray.tooltipMatching(/No connection · Available · as of/);
  org.faults.changePresence(ADA, { definitionId: 'Training' });
  // By then the pauses between its attempts have grown.
  await expect.poll(() => away.attempts).toBeGreaterThan(8);
  expect(await session.tray.tooltip()).toMatch(/No connection · Available · as of/);
  await away.mend();
  await session.tray.tooltipMatching(/^Training · since/);
  await wire.cut();
});

test('a socket that the server closes is replaced, and nothing is missed', async ({ desk, org, session }) => {
  await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  for (const presence of ['Training', 'Meeting', 'Meal']) {
    await expect.poll(() => channelsOf(org)).toHaveLength(1);
    org.faults.closeSockets(ADA);
    org.faults.changePresence(ADA, { definitionId: presence });
    await session.tray.tooltipMatching(new RegExp(`^${presence}`));
  }
  expect(await session.tray.tooltip()).not.toMatch(/No connection|No live/);
});

test('a channel that another socket takes is left to it, and the app gets one of its own', async ({
  desk,
  org,
  session,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  await expect.poll(() => channelsOf(org)).toHaveLength(1);
  const stolen = channelsOf(org)[0]!.id;
  const thief = await connectTo(org, stolen);
  await expect.poll(() => channelsOf(org)).toHaveLength(2);
  org.faults.changePresence(ADA, { definitionId: 'Meeting' });
  await session.tray.tooltipMatching(/^Meeting/);
  expect(thief.readyState, 'the app does not fight for its channel').toBe(WebSocket.OPEN);
  thief.terminate();
});

test('the twenty-first channel takes the place of the app’s, which gets another one', async ({
  desk,
  org,
  session,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  await expect.poll(() => channelsOf(org)).toHaveLength(1);
  const first = channelsOf(org)[0]!.id;
  const headers = { authorization: `Bearer ${org.issueToken(ADA)}` };
  const others: WebSocket[] = [];
  while (others.length < 20) {
    const made = await fetch(`${org.apiUrl}/api/v2/notifications/channels`, { method: 'POST', headers });
    const { id } = (await made.json()) as { id: string };
    others.push(await connectTo(org, id));
  }
  expect(org.core.channels.find(first)).toBeNull();
  org.faults.changePresence(ADA, { definitionId: 'Meeting' });
  await session.tray.tooltipMatching(/^Meeting/);
  for (const socket of others) socket.terminate();
});

test('a minute in which the app stood still is caught up with at once', async ({ desk, org, session }) => {
  const app = await desk.launch();
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  app.process().kill('SIGSTOP');
  org.faults.changePresence(ADA, { definitionId: 'Meeting', message: 'while you were away' });
  // The only test that lets time pass: it must contain a heartbeat and 40 seconds of silence.
  await pass(60_000);
  app.process().kill('SIGCONT');
  await session.tray.tooltipMatching(/^Meeting: while you were away/);
  org.faults.changePresence(ADA, { definitionId: 'Training' });
  await session.tray.tooltipMatching(/^Training/);
});

test('a token that ends in the middle of a change: the pick goes through after the new sign-in', async ({
  desk,
  org,
  session,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  org.faults.add({ match: { verb: 'PATCH' }, times: 1, expiredToken: true });
  const popup = await desk.openPopup();
  await popup.getByRole('option', { name: 'Meal', exact: true }).click();
  await session.tray.tooltipMatching(/Your session has ended/);
  expect(desk.presenceOf(ADA).label).toBe('Available');
  await (await desk.openPopup()).getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(() => desk.presenceOf(ADA).label).toBe('Meal');
  await session.tray.tooltipMatching(/^Meal/);
  expect(await desk.browser.addresses()).toHaveLength(2);
});

test('a pick of On Queue that waited for the sign-in asks before it is sent', async ({ desk, org, session }) => {
  await desk.launch();
  await desk.signIn(ADA);
  org.faults.add({ match: { verb: 'PATCH' }, times: 1, expiredToken: true });
  await (await desk.openPopup()).getByRole('option', { name: 'On Queue', exact: true }).click();
  await session.tray.tooltipMatching(/Your session has ended/);
  await (await desk.openPopup()).getByRole('button', { name: 'Sign in', exact: true }).click();
  await session.tray.tooltipMatching(/^Available/);
  // Close it before the popup opens, because a new page takes the focus and would close the popup.
  await desk.browser.close();
  const popup = await desk.openPopup();
  await expect(popup.getByRole('alert')).toContainText('On Queue');
  expect(desk.presenceOf(ADA).label).toBe('Available');
  await popup.getByRole('alert').getByRole('button', { name: 'Go On Queue' }).click();
  await session.tray.tooltipMatching(/^On Queue/);
  expect(desk.presenceOf(ADA).label).toBe('On Queue');
});

test('a session whose time is over is noticed by itself, and one click signs in again', async ({
  desk,
  org,
  session,
}) => {
  org.org.switches.tokenSeconds = 20;
  await desk.launch();
  await desk.signIn(ADA);
  await session.notifications.matching(/Your session ends at/);
  expect(await session.tray.tooltip()).toMatch(/^Available/);
  await session.tray.tooltipMatching(/Your session has ended/);
  expect(await desk.browser.addresses(), 'the app opens no browser by itself').toHaveLength(1);
  org.org.switches.tokenSeconds = 64_800;
  await (await desk.openPopup()).getByRole('button', { name: 'Sign in', exact: true }).click();
  await session.tray.tooltipMatching(/^Available · since/);
});

test('a session near its end is renewed without a gap, or stays as it is', async ({ desk, org, session }) => {
  org.org.switches.tokenSeconds = 80;
  await desk.launch();
  await desk.signIn(ADA);
  await session.notifications.matching(/Your session ends at/);
  org.org.switches.tokenSeconds = 64_800;
  const oldGrant = channelsOf(org)[0]?.grantKey;
  const popup = await desk.openPopup();
  // The browser must ask who it is, so that there is time to cancel.
  org.core.authorize.logins.clear();
  await popup.getByRole('button', { name: 'Renew now' }).click();
  await desk.browser.page(org.loginUrl);
  await waitFor('the browser to take the focus', async () => !(await desk.isShown(popup)));
  // Close it before the popup opens, because a closing window passes the focus on and would close the popup.
  await desk.browser.close();
  await (await desk.openPopupAgain()).getByRole('button', { name: 'Cancel' }).click();
  // After cancelling, the running session is unchanged.
  await popup.getByRole('option', { name: 'Meal', exact: true }).click();
  await expect.poll(() => desk.presenceOf(ADA).label).toBe('Meal');
  await (await desk.openPopup()).getByRole('button', { name: 'Renew now' }).click();
  await expect(popup.getByRole('status', { name: 'Current presence' })).toContainText('Meal');
  await desk.browser.signInAs(ADA, org.loginUrl);
  await expect(popup.getByRole('button', { name: 'Cancel' })).toBeHidden();
  await expect(popup.getByRole('button', { name: 'Renew now' })).toBeHidden();
  expect(await session.tray.tooltip()).toMatch(/^Meal · since/);
  // The old token's end no longer affects anything, not even the channel.
  await expect.poll(() => channelsOf(org).map(({ grantKey }) => grantKey === oldGrant)).toEqual([false]);
  org.faults.changePresence(ADA, { definitionId: 'Meeting' });
  await session.tray.tooltipMatching(/^Meeting/);
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
