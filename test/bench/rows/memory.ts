/** Memory with the warm popup, and after the popup was freed. Also how long the freed popup takes to open. */
import { waitFor } from '../../desktop/wait.js';
import { pssOf, renderersOf } from '../processes.js';
import { Running } from '../program.js';
import type { Measurement } from '../row.js';
import { median } from '../statistics.js';
import { inTurn, rest, type Stand } from '../stand.js';
import { getToKnow, openAndClose } from './popup.js';

const MEGABYTE = 1024 * 1024;

/** A resting program's memory in megabytes: the median of five looks. */
export async function restingMemory({ quick }: Stand, { pid }: Running): Promise<number> {
  await rest(quick ? 8_000 : 20_000);
  const looks: number[] = [];
  for (let look = 0; look < 5; look++) {
    looks.push(pssOf(pid) / MEGABYTE);
    await rest(1000);
  }
  return median(looks);
}

export async function measureMemory(stand: Stand): Promise<Measurement[]> {
  const agent = await stand.agent();
  const app: number[] = [];
  const other: number[] = [];
  const run = async (into: number[], title: string, begin: () => Promise<Running>): Promise<void> => {
    const running = await begin();
    await getToKnow(stand, running, title);
    into.push(await restingMemory(stand, running));
    await running.end();
  };
  await inTurn(
    stand.quick ? 1 : 5,
    () => run(app, '^Presence Tray$', () => agent.start()),
    () => run(other, '^Bare$', () => Running.start(stand.session, stand.bare())),
  );
  return [
    {
      what: 'memory (PSS), idle with the warm popup',
      unit: 'MB',
      bound: { of: 'median', ratio: 1.08 },
      app,
      other,
    },
  ];
}

/** A minute is the shortest setting. The rest is for the process to end. */
const FREED_WITHIN = { limitMs: 120_000, everyMs: 500 };

export async function measureFreed(stand: Stand): Promise<Measurement[]> {
  const agent = await stand.agent({ freePopupAfterMinutes: 1 });
  const memory = { app: [] as number[], other: [] as number[] };
  const cold = { app: [] as number[], other: [] as number[] };
  const rounds = stand.quick ? 1 : 5;
  await inTurn(
    rounds,
    async () => {
      const running = await agent.start();
      const known = await getToKnow(stand, running, '^Presence Tray$');
      for (let run = 0; run < 2; run++) {
        await waitFor('the popup to be freed', () => renderersOf(running.pid) === 0, FREED_WITHIN);
        if (run === 0) memory.app.push(await restingMemory(stand, running));
        cold.app.push(await openAndClose(stand, known));
      }
      await running.end();
    },
    async () => {
      const running = await Running.start(stand.session, stand.bare('no-window'));
      memory.other.push(await restingMemory(stand, running));
      const known = await getToKnow(stand, running, '^Bare$');
      for (let run = 0; run < 2; run++) {
        await waitFor('the window to be gone', () => renderersOf(running.pid) === 0, FREED_WITHIN);
        await rest(5000);
        cold.other.push(await openAndClose(stand, known));
      }
      await running.end();
    },
  );
  return [
    {
      what: 'memory (PSS), popup freed after disuse',
      unit: 'MB',
      bound: { of: 'median', ratio: 1.08 },
      against: 'bare without a window',
      ...memory,
    },
    // The design has no bound for a cold popup, so the warm one's ratio is used.
    { what: 'click → popup painted, freed before', unit: 'ms', bound: { of: 'median', ratio: 1.5 }, ...cold },
  ];
}
