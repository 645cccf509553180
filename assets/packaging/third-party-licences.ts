/**
 * Writes `dist/third-party-licences.txt`: the licences of everything that the packages contain and is not ours. Vite
 * lists what each part of the build contains (`build.license`).
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** As Vite writes it. */
const entrySchema = v.object({
  name: v.string(),
  version: v.string(),
  identifier: v.optional(v.string()),
  text: v.optional(v.string()),
});
export type Licence = v.InferOutput<typeof entrySchema>;

/** What is in the packages without being bundled: Electron, the keychain's module, and what that was compiled with. */
const BESIDE_THE_BUNDLES = ['electron', 'keytar', 'node-addon-api'];

export const LICENCES = 'third-party-licences.txt';

/** The name of Vite's list for a part of the build. */
export const listOf = (part: string): string => `licences-of-${part}.json`;
const isList = (path: string): boolean => /(^|[\\/])licences-of-[\w-]+\.json$/.test(path);

const RULE = `\n\n${'='.repeat(100)}\n\n`;

const CHROMIUM = `Chromium, and everything that Electron contains

Their licences are in LICENSES.chromium.html, in the app's folder (on macOS in Contents/Resources of the app).`;

/** The texts of licences that need no copyright line of their own, for packages that only name theirs. */
const STANDARD: ReadonlyMap<string, string> = new Map([
  ['Apache-2.0', readFileSync(new URL('./licences/Apache-2.0.txt', import.meta.url), 'utf8')],
]);

/** The texts for packages that name their licence and their author, and bring no file. By name. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['lazy-val', readFileSync(new URL('./licences/lazy-val.txt', import.meta.url), 'utf8')],
]);

/** The file's text. Throws if a package brings no licence, because then it must not be shipped. */
export function licencesText(licences: readonly Licence[]): string {
  const byName = new Map(licences.map((each) => [`${each.name} ${each.version}`, each]));
  const parts = [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, { name, identifier, text: own }]) => {
      const text = own ?? NAMED.get(name) ?? STANDARD.get(identifier ?? '') ?? '';
      if (text.trim() === '') throw new Error(`${title} brings no licence.`);
      return `${title}${identifier === undefined ? '' : ` (${identifier})`}\n\n${text.trim()}`;
    });
  return `Presence Tray contains the work of others, under these licences.${RULE}${[CHROMIUM, ...parts].join(RULE)}\n`;
}

/** Puts Vite's lists together, and removes them. */
export function writeLicences(dist: string, modules: string): void {
  const lists = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(isList);
  const bundled = lists.flatMap((path) =>
    v.parse(v.array(entrySchema), JSON.parse(readFileSync(join(dist, path), 'utf8'))),
  );
  writeFileSync(
    join(dist, LICENCES),
    licencesText([...bundled, ...BESIDE_THE_BUNDLES.map((name) => licenceOf(modules, name))]),
  );
  for (const path of lists) rmSync(join(dist, path));
}

const packageSchema = v.object({ name: v.string(), version: v.string(), license: v.string() });

function licenceOf(modules: string, folder: string): Licence {
  const { name, version, license } = v.parse(
    packageSchema,
    JSON.parse(readFileSync(join(modules, folder, 'package.json'), 'utf8')),
  );
  const file = readdirSync(join(modules, folder)).find((each) => /^licen[cs]e(\.md|\.txt)?$/i.test(each));
  return {
    name,
    version,
    identifier: license,
    ...(file === undefined ? {} : { text: readFileSync(join(modules, folder, file), 'utf8') }),
  };
}
