/**
 * 1,000 presence definitions against 20: opening the popup, and painting a key in its filter. Also a key in a bare
 * app's field.
 */
import { Running } from '../program.js';
import type { Measurement } from '../row.js';
import { inTurn, rest, type Stand } from '../stand.js';
import { KEYSYMS } from '../x-screen.js';
import { getToKnow, openAndClose, type Known } from './popup.js';

const LETTER_B = 0x62;

/**
 * Types a letter into the open window's field and deletes it, repeatedly. Returns how long each letter took to be
 * painted.
 */
async function typing({ x, painter }: Stand, { icon, area, open }: Known, times: number): Promise<number[]> {
  x.move(icon);
  await painter.time(area, open, () => x.click());
  x.move({ x: 200, y: 200 });
  await painter.settled(area);
  x.press(LETTER_B);
  const typed = await painter.settled(area);
  x.press(KEYSYMS.Backspace);
  const empty = await painter.settled(area);
  const took: number[] = [];
  for (let each = 0; each < times; each++) {
    took.push(await painter.time(area, typed, () => x.press(LETTER_B)));
    await rest(200);
    await painter.time(area, empty, () => x.press(KEYSYMS.Backspace));
    await rest(200);
  }
  return took;
}

export async function measureDefinitions(stand: Stand): Promise<Measurement[]> {
  const opened = { app: [] as number[], other: [] as number[] };
  const typed = { app: [] as number[], other: [] as number[] };
  const block = async (into: 'app' | 'other', definitions: number): Promise<void> => {
    const agent = await stand.agent({ definitions });
    const running = await agent.start();
    const known = await getToKnow(stand, running, '^Presence Tray$');
    for (let each = 0; each < 10; each++) opened[into].push(await openAndClose(stand, known));
    typed[into].push(...(await typing(stand, known, stand.quick ? 10 : 20)));
    await running.end();
  };
  await inTurn(
    stand.quick ? 1 : 3,
    () => block('app', 1000),
    () => block('other', 20),
  );
  const running = await Running.start(stand.session, stand.bare('field'));
  const bare = await typing(stand, await getToKnow(stand, running, '^Bare$'), stand.quick ? 10 : 30);
  await running.end();
  return [
    {
      what: 'click → popup painted, 1,000 definitions',
      unit: 'ms',
      bound: { of: 'median', ratio: 1.2 },
      against: '20 definitions',
      ...opened,
    },
    {
      what: 'key in the filter → painted, 1,000 definitions',
      unit: 'ms',
      bound: { of: 'median', most: 16 },
      against: '20 definitions',
      ...typed,
    },
    // Only reported: this part of the row above belongs to the desktop and Chromium.
    { what: 'key in a bare field → painted', unit: 'ms', bound: null, app: bare },
  ];
}
