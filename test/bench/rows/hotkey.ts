/** Hotkey pressed → PATCH arrives at a server on loopback. */
import { waitFor } from '../../desktop/wait.js';
import { expected } from '../expected.js';
import type { Measurement } from '../row.js';
import { rest, type Stand } from '../stand.js';
import { KEYSYMS } from '../x-screen.js';

const F7 = 0xffc4;
const F8 = 0xffc5;

export async function measureHotkey(stand: Stand): Promise<Measurement[]> {
  const agent = await stand.agent();
  const running = await agent.start();
  const app: number[] = [];
  for (let run = 0; run < (stand.quick ? 20 : 100) + 1; run++) {
    const arrived = agent.org.requestLog.next(({ verb }) => verb === 'PATCH');
    const pressed = performance.timeOrigin + stand.x.press(run % 2 === 0 ? F7 : F8, [KEYSYMS.Control, KEYSYMS.Shift]);
    const { time } = await expected('the PATCH', arrived);
    app.push(time - pressed);
    await stand.session.tray.tooltipMatching(run % 2 === 0 ? /^Break/ : /^Available/);
    await waitFor('the pick to be done', async () => !(await stand.session.tray.tooltip()).includes('…'));
    await rest(600);
  }
  await running.end();
  // The first press opens the connection, so it does not count.
  return [{ what: 'hotkey pressed → PATCH arrived', unit: 'ms', bound: { of: 'p95', most: 10 }, app: app.slice(1) }];
}
