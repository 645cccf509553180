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
import { LOOKS } from './looks.js';
import { openStage } from './stage.js';
import { askedViews, sideBySide, sizeOf, type View } from './views.js';

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
const SHOWN: Readonly<Record<string, BrowserContextOptions>> = {
  light: LOOKS.light,
  dark: LOOKS.dark,
  forced: LOOKS.forced,
  'light 200 %': { ...LOOKS.light, deviceScaleFactor: 2 },
};

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
    ...SHOWN[look],
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

const asked = askedViews(values.window, values.only);
const all = Object.keys(SHOWN).flatMap((look) => asked.map((view) => ({ look, view })));
try {
  await sideBySide(all, ({ look, view }) => take(view, look));
} finally {
  await stage.close();
}
const page = join(values.out, 'index.html');
await writeFile(page, galleryPage(pictures, { looks: Object.keys(SHOWN), languages: LANGUAGES }));
console.log(`${pictures.length} pictures: ${page}`);
process.exitCode = faults > 0 ? 1 : 0;
