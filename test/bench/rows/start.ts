/** Start of the process → tray icon. */
import { Running } from '../program.js';
import type { Measurement } from '../row.js';
import { inTurn, rest, type Stand } from '../stand.js';

export async function measureStart(stand: Stand): Promise<Measurement[]> {
  const agent = await stand.agent();
  const app: number[] = [];
  const other: number[] = [];
  const run = async (into: number[], begin: () => Promise<Running>): Promise<void> => {
    const running = await begin();
    // What it does after its icon appears must not affect the next start.
    await rest(1000);
    into.push(running.untilTrayMs);
    await running.end();
  };
  await inTurn(
    (stand.quick ? 4 : 20) + 1,
    () => run(app, () => Running.start(stand.session, agent.program('--hidden'))),
    () => run(other, () => Running.start(stand.session, stand.bare())),
  );
  // The first start of each reads the program from disk, so it does not count.
  return [
    {
      what: 'start of the process → tray icon there',
      unit: 'ms',
      bound: { of: 'median', ratio: 1 },
      app: app.slice(1),
      other: other.slice(1),
    },
  ];
}
