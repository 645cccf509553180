/** _My day_ of 500 changes against one of 10: opened → painted. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dateOf } from '../../../electron/history/day.js';
import { formatLine } from '../../../electron/history/history-line.js';
import { PRIMARY_DEFINITION_IDS } from '../../../electron/genesys/primary-definitions.js';
import type { Agent } from '../agent.js';
import type { Measurement } from '../row.js';
import { inTurn, rest, type Stand } from '../stand.js';
import { closeWindow, openWindow, timeOpening } from './opened-window.js';

const DAY = 'My day';
const PRESENCES = ['Available', 'Break', 'Meal', 'Meeting'] as const;

/** Today until now, with so many changes. */
async function writeDay({ historyFolder }: Agent, changes: number): Promise<void> {
  const now = Date.now();
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const lines = Array.from({ length: changes }, (_, index) => {
    const at = midnight + Math.floor(((now - midnight) * index) / changes);
    const systemPresence = PRESENCES[index % PRESENCES.length] ?? 'Available';
    const presence = { id: PRIMARY_DEFINITION_IDS[systemPresence], label: systemPresence, systemPresence };
    return formatLine({ kind: 'presence', run: 'bench', at, since: at, presence, by: 'you' });
  });
  await rm(historyFolder, { recursive: true, force: true });
  await mkdir(historyFolder, { recursive: true, mode: 0o700 });
  await writeFile(join(historyFolder, `${dateOf(now)}.jsonl`), lines.join(''), { mode: 0o600 });
}

export async function measureDay(stand: Stand): Promise<Measurement[]> {
  const agent = await stand.agent();
  const opened = { app: [] as number[], other: [] as number[] };
  const block = async (into: 'app' | 'other', changes: number): Promise<void> => {
    await writeDay(agent, changes);
    const running = await agent.start();
    const { area } = await openWindow(stand, DAY);
    let picture = await stand.painter.settled(area);
    for (let run = 0; run < (stand.quick ? 3 : 10); run++) {
      await closeWindow(stand, DAY, area);
      await rest(700);
      opened[into].push(await timeOpening(stand, DAY, area, picture));
      picture = await stand.painter.settled(area);
    }
    await running.end();
  };
  await inTurn(
    stand.quick ? 1 : 3,
    () => block('app', 500),
    () => block('other', 10),
  );
  return [
    {
      what: 'My day of 500 changes: opened → painted',
      unit: 'ms',
      bound: { of: 'p95', ratio: 1.3 },
      against: 'a day of 10',
      ...opened,
    },
  ];
}
