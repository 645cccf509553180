/**
 * `npm run gallery [-- --window team] [--only NAME,…]`: pictures of every state of every window, in light, dark and
 * forced colours, in five languages and at two scales, and one page to look through them:
 * test-results/gallery/index.html. `npm run gallery -- --update` renews the kept pictures of `npm test` instead.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languageTag, type Language } from '../../assets/locales/languages.js';
import { buildApp } from '../desktop/build.js';
import { ensureBrowser } from '../desktop/packages.js';
import { galleryPage, type Picture } from './gallery-page.js';
import { pictureFile, PICTURED, PICTURED_LANGUAGES, PICTURED_LOOKS, type PicturedLook } from './looks.js';
import { renewKept } from './renew.js';
import { openStage, type Stage } from './stage.js';
import { askedViews, sideBySide, sizeOf, type View } from './views.js';

const BUILT = 'dist/renderer';
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'test-results/gallery' },
    /** Another build than this source's. */
    renderer: { type: 'string', default: BUILT },
    only: { type: 'string', default: '' },
    window: { type: 'string', default: '' },
    update: { type: 'boolean', default: false },
  },
});

await ensureBrowser();
if (values.renderer === BUILT) await buildApp();
process.exitCode = await (values.update ? renewKept() : makeAll());

async function makeAll(): Promise<number> {
  const texts = new Map<Language, string>();
  for (const language of PICTURED_LANGUAGES)
    texts.set(language, await readFile(`assets/locales/${language}.json`, 'utf8'));
  await rm(values.out, { recursive: true, force: true });
  await mkdir(values.out, { recursive: true });

  const pictures: Picture[] = [];
  const faults: string[] = [];
  const stage = await openStage(values.renderer);
  const asked = askedViews(values.window, values.only);
  const all = PICTURED_LOOKS.flatMap((look) => asked.map((view) => ({ look, view })));
  try {
    await sideBySide(all, async ({ look, view }) => {
      const made = await take(stage, view, look, texts);
      pictures.push(...made.pictures);
      faults.push(...made.faults);
    });
  } finally {
    await stage.close();
  }
  const page = join(values.out, 'index.html');
  await writeFile(page, galleryPage(pictures, { looks: PICTURED_LOOKS, languages: PICTURED_LANGUAGES }));
  for (const fault of faults) console.error(fault);
  console.log(`${pictures.length} pictures: ${page}`);
  return faults.length > 0 ? 1 : 0;
}

/** Pictures of one state in one look, in every language of the gallery. */
async function take(
  stage: Stage,
  view: View,
  look: PicturedLook,
  texts: ReadonlyMap<Language, string>,
): Promise<{ pictures: Picture[]; faults: string[] }> {
  const { window, name, state, act } = view;
  const pictures: Picture[] = [];
  const staged = await stage.open(window, state, {
    ...PICTURED[look],
    viewport: sizeOf(window),
    reducedMotion: 'reduce',
  });
  try {
    // Scenes are acted in English, by the names of the controls.
    if (state.app.language === 'en') await act(staged.page);
    for (const [language, messages] of texts) {
      await staged.speak(languageTag(language), messages);
      const file = pictureFile(view, look, language);
      const shown = window === 'popup' ? staged.page.locator('body') : staged.page;
      await writeFile(join(values.out, file), await shown.screenshot());
      pictures.push({ window, name, look, language, file });
    }
    return { pictures, faults: staged.faults.map((fault) => `${window} ${name} (${look}): ${fault}`) };
  } finally {
    await staged.close();
  }
}
