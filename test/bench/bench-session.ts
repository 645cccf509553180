/** Measures the rows in a desktop session. bench.ts runs it as an ordinary user. */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../desktop/ordinary-user.js';
import { say } from '../desktop/processes.js';
import { findRuntime } from '../desktop/runtime.js';
import { startSession } from '../desktop/session.js';
import { Running } from './program.js';
import { readOptions, USAGE, type RowName } from './options.js';
import { toRow, type Measurement, type Row } from './row.js';
import { measureBundles } from './rows/bundles.js';
import { measureDay } from './rows/day.js';
import { measureDefinitions } from './rows/definitions.js';
import { measureEvent } from './rows/event.js';
import { measureHotkey } from './rows/hotkey.js';
import { measureIdle } from './rows/idle.js';
import { measureFreed, measureMemory } from './rows/memory.js';
import { measurePopup } from './rows/popup.js';
import { measureSdk } from './rows/sdk.js';
import { measureStart } from './rows/start.js';
import { measureStatus } from './rows/status.js';
import { measureTeam } from './rows/team.js';
import { openStand, type Stand } from './stand.js';
import { table } from './table.js';
import { XScreen } from './x-screen.js';

const MEASURE: Readonly<Record<RowName, (stand: Stand) => Promise<Measurement[]>>> = {
  start: measureStart,
  popup: measurePopup,
  hotkey: measureHotkey,
  event: measureEvent,
  memory: measureMemory,
  freed: measureFreed,
  idle: measureIdle,
  status: measureStatus,
  definitions: measureDefinitions,
  team: measureTeam,
  day: measureDay,
  bundles: measureBundles,
  sdk: measureSdk,
};

const options = readOptions(process.argv.slice(2));
if (options === 'help') console.log(USAGE);
else process.exitCode = await measure(options.rows, options.quick);

async function measure(names: readonly RowName[], quick: boolean): Promise<number> {
  const session = await startSession();
  const x = await XScreen.open(session.env['DISPLAY'] ?? '');
  const stand = await openStand(session, x, quick);
  const rows: Row[] = [];
  const missing: { row: RowName; why: string }[] = [];
  try {
    for (const name of names) {
      say(`${new Date().toTimeString().slice(0, 8)}  ${name} …`);
      try {
        const measured = await MEASURE[name](stand);
        rows.push(...measured.map(toRow));
        say(table(measured.map(toRow)));
      } catch (error) {
        missing.push({ row: name, why: error instanceof Error ? error.message : 'no reason given' });
        say(`${name} could not be measured: ${missing.at(-1)?.why ?? ''}`);
        await session.screen.screenshot(join(projectFolder, 'test-results', `bench-${name}.png`));
        await Running.endAll();
      }
    }
  } finally {
    await stand.close();
    x.close();
    await session.stop();
  }
  const { version } = await findRuntime();
  const machine = {
    processors: cpus().length,
    model: cpus()[0]?.model ?? '',
    memory: totalmem(),
    kernel: release(),
    load: loadavg(),
  };
  const results = { measured: new Date().toISOString(), quick, electron: version, machine, rows, missing };
  await writeFile(join(projectFolder, 'test/bench/results.json'), `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nElectron ${version}, ${machine.processors} processors${quick ? ', quick: not to be quoted' : ''}\n`);
  console.log(table(rows));
  for (const { row, why } of missing) console.log(`Not measured: ${row}. ${why}`);
  return missing.length === 0 ? 0 : 1;
}
