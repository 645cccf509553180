/** An event leaves the server → the desktop hears of a changed tray icon. */
import { expected } from '../expected.js';
import type { Measurement } from '../row.js';
import { rest, type Stand } from '../stand.js';

const NEW_ICON = "type='signal',interface='org.kde.StatusNotifierItem',member='NewIcon'";

export async function measureEvent({ session, quick, ...stand }: Stand): Promise<Measurement[]> {
  const agent = await stand.agent();
  const running = await agent.start();
  let heard: (at: number) => void = () => undefined;
  const watch = await session.bus.monitor(NEW_ICON, ({ at }) => heard(at));
  const app: number[] = [];
  let before = await session.tray.picture();
  for (let run = 0; run < (quick ? 20 : 100); run++) {
    const changed = new Promise<number>((resolve) => (heard = resolve));
    const left = agent.change(run % 2 === 0 ? 'Meal' : 'Available');
    app.push((await expected('the tray icon to change', changed)) - left);
    const after = await session.tray.picture();
    if (after.argb.equals(before.argb)) throw new Error('The tray was told to change its icon, and it is the same.');
    before = after;
    await rest(500);
  }
  watch.stop();
  await running.end();
  return [{ what: 'event leaves the server → tray icon changed', unit: 'ms', bound: { of: 'p95', most: 15 }, app }];
}
