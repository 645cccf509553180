/** Opens a window from the tray's menu, as often as it takes, and closes it as people do. */
import type { Area } from '../../desktop/screen.js';
import type { Stand } from '../stand.js';

const ASIDE = { x: 5, y: 5 };

export interface OpenedWindow {
  readonly id: string;
  readonly area: Area;
}

/** @param entry of the tray's menu, and the window's title */
export async function openWindow({ session, x, painter }: Stand, entry: string): Promise<OpenedWindow> {
  x.move(ASIDE);
  await session.tray.choose(entry);
  const id = await session.screen.window(`^${entry}$`);
  const area = await session.screen.windowArea(id);
  await painter.settled(area);
  return { id, area };
}

/** Opens it again. Returns how long it took until the area looked like the picture. */
export async function timeOpening(
  { session, painter }: Stand,
  entry: string,
  area: Area,
  picture: Buffer,
): Promise<number> {
  const press = await session.tray.ready(entry);
  let pressed = Promise.resolve();
  const took = await painter.time(area, picture, () => {
    const at = performance.now();
    pressed = press();
    return at;
  });
  await pressed;
  return took;
}

export async function closeWindow({ session, painter }: Stand, entry: string, area: Area): Promise<void> {
  await session.screen.focus(await session.screen.window(`^${entry}$`));
  await session.screen.key('alt+F4');
  await session.screen.noWindow(`^${entry}$`);
  await painter.settled(area);
}
