/** Click on the tray icon → popup painted, with a warm window. */
import type { Area, Point } from '../../desktop/screen.js';
import { Running } from '../program.js';
import type { Measurement } from '../row.js';
import { inTurn, rest, type Stand } from '../stand.js';

const ASIDE: Point = { x: 200, y: 200 };

/** A window's place, and how the place looks with and without it. */
export interface Known {
  readonly icon: Point;
  readonly area: Area;
  open: Buffer;
  closed: Buffer;
}

/** Opens it once to learn its looks. @param title of the window, as a pattern */
export async function getToKnow({ session, x, painter }: Stand, running: Running, title: string): Promise<Known> {
  const icon = await running.icon();
  x.move(icon);
  x.click();
  const area = await session.screen.windowArea(await session.screen.window(title));
  x.move(ASIDE);
  const open = await painter.settled(area);
  x.move(icon);
  x.click();
  await session.screen.noWindow(title);
  x.move(ASIDE);
  await rest(1000);
  return { icon, area, open, closed: await painter.settled(area) };
}

/** Opens and closes the window by clicks. Returns how long painting took. */
export async function openAndClose({ x, painter }: Stand, known: Known): Promise<number> {
  const { icon, area } = known;
  const took = await painter.time(area, known.open, () => {
    x.move(icon);
    return x.click();
  });
  // Leaves the icon before its tooltip opens.
  x.move(ASIDE);
  known.open = await painter.settled(area);
  x.move(icon);
  await painter.time(area, known.closed, () => x.click());
  x.move(ASIDE);
  await rest(700);
  return took;
}

export async function measurePopup(stand: Stand): Promise<Measurement[]> {
  const agent = await stand.agent();
  const app: number[] = [];
  const other: number[] = [];
  const block = async (into: number[], title: string, begin: () => Promise<Running>): Promise<void> => {
    const running = await begin();
    const known = await getToKnow(stand, running, title);
    for (let run = 0; run < 10; run++) into.push(await openAndClose(stand, known));
    await running.end();
  };
  await inTurn(
    stand.quick ? 1 : 6,
    () => block(app, '^Presence Tray$', () => agent.start()),
    () => block(other, '^Bare$', () => Running.start(stand.session, stand.bare())),
  );
  return [
    {
      what: 'click → popup painted, warm',
      unit: 'ms',
      bound: { of: 'p95', ratio: 1.25, most: 50 },
      app,
      other,
    },
  ];
}
