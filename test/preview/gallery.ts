/**
 * `npm run gallery [-- --window team] [--only NAME,…]`: pictures of every state of every window, in light, dark and
 * forced colours, in five languages and at two scales, and one page to look through them:
 * test-results/gallery/index.html.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContextOptions } from 'playwright';
import { languageTag, type Language } from '../../assets/locales/languages.js';
import { buildApp } from '../desktop/build.js';
import { galleryPage, type Picture } from './gallery-page.js';
import { openStage } from './stage.js';
import { sizeOf, views, type View } from './views.js';

const BUILT = 'dist/renderer';
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'test-results/gallery' },
    /** Another build than this source's. */
    renderer: { type: 'string', default: BUILT },
    only: { type: 'string', default: '' },
    window: { type: 'string', default: '' },
  },
});

/** German is long, Arabic is mirrored, Thai is tall, Japanese has no spaces. */
const LANGUAGES: readonly Language[] = ['en_US', 'de', 'ar', 'th', 'ja'];
const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
  'light 200 %': { colorScheme: 'light', deviceScaleFactor: 2 },
};
/** A page mostly waits, for its files and for frames. */
const AT_ONCE = 4;

const isAsked = (list: string, word: string): boolean => list === '' || list.split(',').includes(word);
const asked = views.filter(({ window, name }) => isAsked(values.window, window) && isAsked(values.only, name));
const texts = new Map<Language, string>();
for (const language of LANGUAGES) texts.set(language, await readFile(`assets/locales/${language}.json`, 'utf8'));

if (values.renderer === BUILT) await buildApp();
await rm(values.out, { recursive: true, force: true });
await mkdir(values.out, { recursive: true });
const stage = await openStage(values.renderer);
const pictures: Picture[] = [];
let faults = 0;

async function take({ window, name, state, act }: View, look: string): Promise<void> {
  const staged = await stage.open(window, state, {
    ...LOOKS[look],
    viewport: sizeOf(window),
    reducedMotion: 'reduce',
  });
  try {
    // Scenes are acted in English, by the names of the controls.
    if (state.app.language === 'en') await act(staged.page);
    for (const [language, messages] of texts) {
      await staged.speak(languageTag(language), messages);
      const file = `${window}.${name}.${look.replaceAll(/\W+/g, '-')}.${language}.png`;
      const shown = window === 'popup' ? staged.page.locator('body') : staged.page;
      await writeFile(join(values.out, file), await shown.screenshot());
      pictures.push({ window, name, look, language, file });
    }
    for (const fault of staged.faults) console.error(`${window} ${name} (${look}): ${fault}`);
    faults += staged.faults.length;
  } finally {
    await staged.close();
  }
}

const left = Object.keys(LOOKS).flatMap((look) => asked.map((view) => ({ look, view })));
const worker = async (): Promise<void> => {
  for (let next = left.shift(); next !== undefined; next = left.shift()) await take(next.view, next.look);
};
try {
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
} finally {
  await stage.close();
}
const page = join(values.out, 'index.html');
await writeFile(page, galleryPage(pictures, { looks: Object.keys(LOOKS), languages: LANGUAGES }));
console.log(`${pictures.length} pictures: ${page}`);
process.exitCode = faults > 0 ? 1 : 0;
