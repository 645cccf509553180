/** What the kept pictures were made with, because a browser or a font of another version may draw other pixels. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { FONT_PACKAGES } from '../desktop/packages.js';
import { projectFolder } from '../desktop/ordinary-user.js';
import { run } from '../desktop/processes.js';

export const keptFolder = join(projectFolder, 'test/preview/kept');
const FILE = join(keptFolder, 'made-with.json');

const madeWithSchema = v.object({
  /** Chromium's version. */
  browser: v.string(),
  /** Versions of Debian's packages by their names. */
  fonts: v.record(v.string(), v.string()),
});
export type MadeWith = v.InferOutput<typeof madeWithSchema>;

/** @param browser the version of the browser that makes pictures here */
export async function madeWithHere(browser: string): Promise<MadeWith> {
  const fonts: Record<string, string> = {};
  for (const name of FONT_PACKAGES) {
    // Without dpkg nobody knows.
    const asked = existsSync('/usr/bin/dpkg-query') ? await run('dpkg-query', ['-W', '-f=${Version}', name]) : null;
    fonts[name] = asked?.status === 0 ? asked.stdout : 'unknown';
  }
  return { browser, fonts };
}

export async function readMadeWith(): Promise<MadeWith> {
  return v.parse(madeWithSchema, JSON.parse(await readFile(FILE, 'utf8')));
}

export async function writeMadeWith(made: MadeWith): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(made, null, 2)}\n`);
}

const major = (version: string): string => version.split('.')[0] ?? version;

/** What alone may have changed the pictures, a sentence each. */
export function whatDiffers(kept: MadeWith, here: MadeWith): string[] {
  const found: string[] = [];
  if (major(kept.browser) !== major(here.browser))
    found.push(`The kept pictures are by Chromium ${kept.browser}; here is ${here.browser}.`);
  for (const [name, version] of Object.entries(here.fonts))
    if (kept.fonts[name] !== version)
      found.push(`The kept pictures are by ${name} ${kept.fonts[name] ?? 'unknown'}; here is ${version}.`);
  return found;
}

/**
 * The tolerance where another browser or other fonts draw: edges and glyphs may be a little elsewhere. What is missing,
 * out of place or in another colour is still seen.
 */
const DRAWN_OTHERWISE = { threshold: 0.2, maxDiffPixelRatio: 0.02 } as const;

/** What differs from the tolerance of pictures.config.ts. */
export const toleranceHere = (kept: MadeWith, here: MadeWith): Partial<typeof DRAWN_OTHERWISE> =>
  whatDiffers(kept, here).length > 0 ? DRAWN_OTHERWISE : {};

/** What to tell whoever sees that a picture changed. */
export function advice(kept: MadeWith, here: MadeWith): string {
  const differs = whatDiffers(kept, here);
  const why =
    differs.length > 0
      ? `${differs.join(' ')} That alone may change a picture.`
      : `The kept pictures are by Chromium ${kept.browser}; here is ${here.browser}.`;
  return `${why} Look at the difference (Diff, below). If it was meant, run: npm run gallery -- --update`;
}
