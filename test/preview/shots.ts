/**
 * Pictures of every state of a window. Run `npx tsx test/preview/shots.ts [--window team] [--out DIR] [--only NAME,…]
 * [--looks light,dark,…] [--language pl]` after `npm run build`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES, languageTag } from '../../assets/locales/languages.js';
import { isWindow } from '../../electron/ipc/window-table.js';
import { lookUp } from '../../electron/look-up.js';
import { fixtures } from './fixtures.js';
import { LOOKS } from './looks.js';
import { scenes } from './scenes.js';
import { openStage } from './stage.js';
import { sizeOf, views } from './views.js';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'test-results/preview' },
    only: { type: 'string', default: '' },
    looks: { type: 'string', default: 'light' },
    renderer: { type: 'string', default: 'dist/renderer' },
    window: { type: 'string', default: 'popup' },
    scale: { type: 'string', default: '1' },
    width: { type: 'string', default: '' },
    height: { type: 'string', default: '' },
    /** Shows every state in this language. Scenes are acted in English before, by the names of the controls. */
    language: { type: 'string', default: '' },
  },
});

if (!isWindow(values.window)) throw new Error(`There is no window ${values.window}.`);
const { window } = values;
const language = LANGUAGES.find((each) => each === values.language);
if (language === undefined && values.language !== '')
  throw new Error(`There is no catalogue ${values.language}. There are: ${LANGUAGES.join(', ')}.`);
const messages = language === undefined ? '' : await readFile(`assets/locales/${language}.json`, 'utf8');

const wanted =
  values.only === '' ? views.filter((view) => view.window === window).map(({ name }) => name) : values.only.split(',');
/** The popup and the card are as tall as they ask for. */
const grows = window === 'popup' || window === 'card';
const usual = sizeOf(window);
const width = Number(values.width || usual.width);
const givenHeight = values.height === '' ? null : Number(values.height);
const stage = await openStage(values.renderer);
await mkdir(values.out, { recursive: true });
try {
  for (const look of values.looks.split(','))
    for (const name of wanted) {
      const scene = scenes[name];
      const state = scene?.state ?? fixtures[name];
      if (state === undefined) throw new Error(`There is nothing called ${name}.`);
      const staged = await stage.open(window, state, {
        ...lookUp(LOOKS, look),
        deviceScaleFactor: Number(values.scale),
      });
      await staged.page.waitForTimeout(450);
      const fit = async (): Promise<void> => {
        const heights = (await staged.calls()).filter(({ channel }) => channel === 'popup:resize');
        const asked = (heights.at(-1)?.request as { height: number } | undefined)?.height ?? 560;
        await staged.page.setViewportSize({ width, height: givenHeight ?? (grows ? asked : usual.height) });
      };
      await fit();
      await scene?.act(staged.page);
      if (language !== undefined) await staged.speak(languageTag(language), messages);
      await staged.page.waitForTimeout(150);
      await fit();
      await staged.page.waitForTimeout(60);
      await writeFile(join(values.out, `${name}.${look}.png`), await staged.page.screenshot());
      for (const fault of staged.faults) console.error(`${name} (${look}): ${fault}`);
      await staged.close();
    }
} finally {
  await stage.close();
}
