/**
 * Whether every text fits, in every language, in a real Chromium. Run `npx tsx test/preview/fits.ts [--languages de,th]
 * [--only NAME,…] [--window team]` after `npm run build`. Each state is opened once, and then spoken in one language
 * after the other. It ends with 1 if a text is cut, leaves its control, lies on another text, or if a button wraps.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LANGUAGES, languageTag, type Language } from '../../assets/locales/languages.js';
import { misfits } from './misfits.js';
import { openStage } from './stage.js';
import { askedViews, isAsked, sideBySide, sizeOf, type View } from './views.js';

const { values } = parseArgs({
  options: {
    renderer: { type: 'string', default: 'dist/renderer' },
    languages: { type: 'string', default: LANGUAGES.join(',') },
    only: { type: 'string', default: '' },
    window: { type: 'string', default: '' },
  },
});

const languages = LANGUAGES.filter((language) => isAsked(values.languages, language));
const texts = new Map<Language, string>();
for (const language of languages) texts.set(language, await readFile(`assets/locales/${language}.json`, 'utf8'));

/** What does not fit, by the languages in which it does not. */
const found = new Map<string, string[]>();
const stage = await openStage(values.renderer);

async function look({ window, name, state, act }: View): Promise<void> {
  const staged = await stage.open(window, state, { viewport: sizeOf(window), reducedMotion: 'reduce' });
  try {
    // Scenes are acted in English, by the names of the controls.
    if (state.app.language === 'en') await act(staged.page);
    for (const [language, messages] of texts) {
      await staged.speak(languageTag(language), messages);
      for (const what of await staged.page.evaluate(misfits)) {
        const where = `${window} ${name}: ${what}`;
        found.set(where, [...(found.get(where) ?? []), language]);
      }
    }
  } catch (error) {
    found.set(`${window} ${name}: ${String(error)}`, ['en_US']);
  } finally {
    await staged.close();
  }
}

try {
  await sideBySide(askedViews(values.window, values.only), look);
} finally {
  await stage.close();
}
for (const [what, where] of found) console.log(`${where.join(' ')}  ${what}`);
console.log(found.size === 0 ? 'Every text fits.' : `${found.size} texts do not fit.`);
process.exitCode = found.size === 0 ? 0 : 1;
