/**
 * Pictures of every state of the windows. Run `npx tsx test/preview/shots.ts [--out DIR] [--only NAME,…] [--looks
 * light,dark,…]` after `npm run build`. The states are arranged on sheets for viewing together.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lookUp } from '../../electron/look-up.js';
import { change, fixtures } from './fixtures.js';
import { LOOKS } from './looks.js';
import { scenes } from './scenes.js';
import { openStage } from './stage.js';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'test-results/preview' },
    only: { type: 'string', default: '' },
    looks: { type: 'string', default: 'light' },
    renderer: { type: 'string', default: 'dist/renderer' },
    window: { type: 'string', default: 'popup' },
    scale: { type: 'string', default: '1' },
    width: { type: 'string', default: '360' },
    height: { type: 'string', default: '' },
    /** Shows every state in this language. Scenes are found by their English names. */
    language: { type: 'string', default: '' },
  },
});

const wanted =
  values.only === ''
    ? [...Object.keys(fixtures), ...Object.keys(scenes).filter((name) => !/^(settings|manage|team)-/.test(name))]
    : values.only.split(',');
const stage = await openStage(values.renderer);
await mkdir(values.out, { recursive: true });
try {
  for (const look of values.looks.split(','))
    for (const name of wanted) {
      const scene = scenes[name];
      const state = scene?.state ?? fixtures[name];
      if (state === undefined) throw new Error(`There is nothing called ${name}.`);
      const staged = await stage.open(
        values.window,
        values.language === ''
          ? state
          : change(state, {
              app: { language: values.language, direction: /^(ar|he)\b/.test(values.language) ? 'rtl' : 'ltr' },
            }),
        {
          ...lookUp(LOOKS, look),
          deviceScaleFactor: Number(values.scale),
        },
      );
      await staged.page.waitForTimeout(450);
      const fit = async (): Promise<void> => {
        const heights = (await staged.calls()).filter(({ channel }) => channel === 'popup:resize');
        const height = (heights.at(-1)?.request as { height: number } | undefined)?.height ?? 560;
        await staged.page.setViewportSize({
          width: Number(values.width),
          height: values.height === '' ? height : Number(values.height),
        });
      };
      await fit();
      await scene?.act(staged.page);
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
