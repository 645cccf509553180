/** The icon's menu by hand, through two submenus down to a presence. */
import { RIGHT, type Area, type Point } from '../desktop/screen.js';
import type { MenuEntry } from '../desktop/tray.js';
import { waitFor } from '../desktop/wait.js';
import type { Agent } from './agent.js';
import { change, without } from './pixels.js';

/** Submenus open from their first entry, so this is reached with the mouse at one height. */
const PATH = ['All presences', 'Available', 'Available'] as const;
const BEFORE = 'Busy';

export async function menu(agent: Agent): Promise<string> {
  await agent.set(BEFORE);
  await agent.session.tray.tooltipMatching(new RegExp(`^${BEFORE}`));
  const path = await keysAlong(agent);
  const area = await open(agent);
  await agent.take('menu');
  if (agent.recipe.menuBy === 'keys') await byKeys(agent, path);
  else await byMouse(agent, area);
  await agent.becomes('Available');
  const way = agent.recipe.menuBy === 'keys' ? 'arrow keys and Enter reach' : 'the mouse reaches';
  return `a right click opens it, ${way} ${PATH.join(' › ')}`;
}

/** The arrow keys to each part of the path. They skip what cannot be chosen. */
async function keysAlong({ recipe, session: { tray } }: Agent): Promise<string[][]> {
  let entries = await tray.menu();
  return PATH.map((label, depth) => {
    const selectable: MenuEntry[] = entries.filter((one) => one.kind === 'entry' && one.enabled && one.visible);
    const at = selectable.findIndex((one) => one.label === label);
    if (at < 0) throw new Error(`the menu has no ${label}: ${selectable.map((one) => one.label).join(', ')}`);
    entries = selectable[at]?.children ?? [];
    // A submenu opens with its first entry selected, the menu itself with none.
    const down = Array.from({ length: depth === 0 ? at + 1 : at }, () => 'Down');
    return depth === PATH.length - 1 ? down : [...down, ...recipe.intoSubmenu];
  });
}

/** What a menu covers at least, and a clock or a cursor never. */
const MUCH = 4000;

/** @returns what the menu covers */
async function open(agent: Agent): Promise<Area> {
  const { screen } = agent.session;
  const at = await agent.icon();
  await agent.noWindow();
  const before = await agent.screen();
  await screen.click(at, RIGHT);
  await waitFor('the menu to open', async () => change(before, await agent.screen()).pixels > MUCH, {
    limitMs: 15_000,
  });
  await agent.settled();
  return change(before, await agent.screen()).area;
}

async function byKeys(agent: Agent, path: readonly (readonly string[])[]): Promise<void> {
  const { screen } = agent.session;
  for (const part of path) {
    for (const key of part) {
      await screen.key(key);
      await agent.settled();
    }
  }
  await agent.take('submenu');
  await screen.key('Return');
}

/** Less than the height of an entry. */
const STEP = 10;
/** GTK waits a quarter of a second before it opens one. */
const OPENS_WITHIN_MS = 1000;
/** From a menu's edge to its first entry's text. */
const INTO = 14;

async function byMouse(agent: Agent, top: Area): Promise<void> {
  const { screen } = agent.session;
  // The menu that the pointer is in: highlights change in it. A submenu may cover those before it.
  let inside = top;
  // Down the menu until a submenu opens: All presences is the first entry that has one.
  let at: Point = { x: top.x + Math.round(top.width / 2), y: top.y + INTO };
  for (let depth = 1; depth < PATH.length;) {
    const before = without(await agent.screen(), [inside]);
    await screen.move(at);
    const opened = await waitFor(
      'a submenu to open',
      async () => {
        const found = change(before, without(await agent.screen(), [inside]));
        return found.pixels > MUCH ? found : null;
      },
      { limitMs: OPENS_WITHIN_MS },
    ).catch(() => null);
    if (opened !== null) {
      await agent.settled();
      const { area } = change(before, without(await agent.screen(), [inside]));
      inside = area;
      at = { x: area.x + Math.round(area.width / 2), y: area.y + INTO };
      depth += 1;
    } else {
      at = { ...at, y: at.y + STEP };
      if (at.y > inside.y + inside.height) throw new Error('no entry under the pointer opened a submenu');
    }
  }
  await screen.move(at);
  await agent.settled();
  await agent.take('submenu');
  await screen.click(at);
}
