/**
 * What is tried on a desktop. Each check returns what it saw, or throws what was wrong. Its verdict comes from the bus,
 * from windows and pixels, and from what the service has; the pictures are for people.
 */
import { run } from '../desktop/processes.js';
import { waitFor } from '../desktop/wait.js';
import { ADA, type Agent } from './agent.js';
import { menu } from './menu.js';
import { brightness, change } from './pixels.js';
import { whyNotAtTheIcon, whyNotInTheMiddle } from './place.js';
import { KEY } from './recipe.js';
import type { Check } from './results.js';

type Try = (agent: Agent) => Promise<string>;

/** Drawn in the presence's colour, and drawn anew in the same place when the presence changes. */
async function icon(agent: Agent): Promise<string> {
  const available = await agent.icon();
  await agent.take('icon-available', agent.desktop.panel);
  await agent.set('Busy');
  await agent.session.tray.tooltipMatching(/^Busy/);
  const busy = await agent.icon();
  await agent.take('icon-busy', agent.desktop.panel);
  await agent.set('Available');
  await agent.session.tray.tooltipMatching(/^Available/);
  const moved = Math.max(Math.abs(available.x - busy.x), Math.abs(available.y - busy.y));
  if (moved > 4) throw new Error(`the icon moved by ${moved} pixels when the presence changed`);
  return `on the panel at ${available.x},${available.y}, in the colour of the presence, which it follows`;
}

async function click(agent: Agent): Promise<string> {
  await agent.clickIcon();
  await agent.settled(await agent.popup());
  await agent.park();
  await agent.session.screen.key('Escape');
  await agent.noPopup().catch(() => {
    throw new Error('the popup opens without the keyboard: Escape does not close it');
  });
  return agent.recipe.opensBy === 'click'
    ? 'a click on the icon opens the popup, Escape closes it'
    : 'a double click on the icon opens the popup, Escape closes it; a single one opens the menu';
}

/** The pointer rests elsewhere before the click, and moves on after it. */
async function place(agent: Agent): Promise<string> {
  await agent.park();
  const at = await agent.icon();
  await agent.clickIcon();
  const popup = await agent.popup();
  await agent.settled(popup);
  await agent.park();
  await agent.take('popup');
  const [now = popup] = await agent.openPopups();
  const { panel } = agent.desktop;
  const wrong =
    agent.recipe.popupBelongs === 'atTheIcon'
      ? whyNotAtTheIcon(now, at, panel, agent.whole)
      : whyNotInTheMiddle(now, panel, agent.whole);
  await agent.closePopup();
  if (wrong !== null) throw new Error(wrong);
  const where = `at ${now.x},${now.y}, ${now.width} × ${now.height}`;
  return agent.recipe.popupBelongs === 'atTheIcon'
    ? `beside the icon at ${at.x},${at.y}: ${where}`
    : `in the middle, as Wayland has it: ${where}`;
}

/** What a notification covers at least, and a clock or a cursor never. */
const MUCH = 4000;

async function notification(agent: Agent): Promise<string> {
  const { bus, notifications } = agent.session;
  await agent.noWindow();
  const before = await agent.screen();
  agent.org.faults.changePresence(ADA, { definitionId: 'On Queue' });
  const seen = await notifications.matching(/On Queue/);
  await waitFor('the notification to be drawn', async () => change(before, await agent.screen()).pixels > MUCH, {
    limitMs: 15_000,
  });
  await agent.settled();
  await agent.take('notification');
  const path = '/org/freedesktop/Notifications';
  const [server] = await bus.call(
    'org.freedesktop.Notifications',
    path,
    'org.freedesktop.Notifications',
    'GetServerInformation',
  );
  await agent.set('Available');
  const buttons = seen.actions.filter((label) => label !== '');
  return `“${seen.title}” is shown by ${String(server)}${buttons.length > 0 ? `, with ${buttons.join(', ')}` : ''}`;
}

async function keys(agent: Agent): Promise<string> {
  await agent.desktop.focusElsewhere();
  await agent.session.screen.key(KEY.xdotool);
  await agent.becomes('Break');
  // Where windows are the compositor's, each takes the keyboard, so a notification tells instead of the card.
  if (agent.recipe.keys === 'binding') {
    await agent.session.notifications.matching(/^You are now Break/);
    if ((await agent.desktop.windows('Presence Tray')).length > 0) throw new Error('the card took the keyboard');
  }
  await agent.set('Available');
  return agent.recipe.keys === 'hotkey'
    ? `${KEY.app} sets Break while another program has the focus`
    : `no program hears keys here; ${KEY.sway} bound to “--set Break” in the desktop’s configuration does it, told by a notification`;
}

const DARK = 110;
const LIGHT = 160;

/** The popup follows the desktop while it is open. */
async function theme(agent: Agent): Promise<string> {
  const popup = await agent.openPopup();
  const becomes = async (what: string, test: (value: number) => boolean): Promise<number> =>
    waitFor(
      `the popup to become ${what}`,
      async () => {
        const value = Math.round(brightness(await agent.session.screen.picture(popup)));
        if (!test(value)) throw new Error(`its brightness is ${value} of 255`);
        return value;
      },
      { limitMs: 20_000 },
    );
  try {
    const light = await becomes('light', (value) => value > LIGHT);
    await agent.desktop.setDark(true);
    const dark = await becomes('dark', (value) => value < DARK);
    await agent.settled(popup);
    await agent.take('dark');
    return `the open popup follows the desktop: brightness ${light}, then ${dark} of 255`;
  } finally {
    await agent.desktop.setDark(false);
    await agent.closePopup();
  }
}

/** All but autostart, which needs the next session. In this order. */
export const TRIES: readonly (readonly [Check, Try])[] = [
  ['icon', icon],
  ['click', click],
  ['popup’s place', place],
  ['menu', menu],
  ['notification', notification],
  ['hotkey or command', keys],
  ['theme', theme],
];

/** Whether the file that the desktop will find is valid. */
export async function checkAutostartFile(file: string): Promise<void> {
  const { stdout } = await run('desktop-file-validate', [file]);
  if (stdout !== '') throw new Error(`the autostart file is not valid: ${stdout}`);
}
