/** `npm run gallery -- --update`: makes the kept pictures anew, and removes those that nobody compares. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../desktop/ordinary-user.js';
import { run } from '../desktop/processes.js';
import { kept } from './kept.js';
import { keptFolder, madeWithHere, writeMadeWith } from './made-with.js';
import { openStage } from './stage.js';

/** @returns the exit status */
export async function renewKept(): Promise<number> {
  const asked = new Set(kept.map(({ file }) => file));
  await mkdir(keptFolder, { recursive: true });
  for (const name of await readdir(keptFolder))
    if (name.endsWith('.png') && !asked.has(name)) await rm(join(keptFolder, name));

  const stage = await openStage('dist/renderer');
  await stage.close();
  await writeMadeWith(await madeWithHere(stage.version));

  const playwright = join(projectFolder, 'node_modules/@playwright/test/cli.js');
  const done = await run(
    process.execPath,
    [playwright, 'test', '-c', 'test/preview/pictures.config.ts', '--update-snapshots=all'],
    { cwd: projectFolder, show: true },
  );
  return done.status ?? 1;
}
