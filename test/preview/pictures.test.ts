/** The chosen pictures are equal to the kept ones, pixel by pixel, within the tolerance of pictures.config.ts. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { languageTag } from '../../assets/locales/languages.js';
import { kept } from './kept.js';
import { PICTURED } from './looks.js';
import { advice, keptFolder, madeWithHere, readMadeWith, toleranceHere } from './made-with.js';
import { openStage, type Stage } from './stage.js';
import { sizeOf } from './views.js';

/** Runs in the page. Forced colours give the caret a colour back, but what is read-only has none. */
async function settle(): Promise<void> {
  const at = document.activeElement;
  if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) at.readOnly = true;
  await document.fonts.ready;
}

let stage: Stage;
let told: string;
let tolerance: ReturnType<typeof toleranceHere>;

test.beforeAll(async () => {
  stage = await openStage('dist/renderer');
  const [keptWith, here] = [await readMadeWith(), await madeWithHere(stage.version)];
  told = advice(keptWith, here);
  tolerance = toleranceHere(keptWith, here);
});
test.afterAll(() => stage.close());

for (const { view, look, language, file } of kept)
  test(file, async () => {
    const { window, state, act } = view;
    const staged = await stage.open(window, state, {
      ...PICTURED[look],
      viewport: sizeOf(window),
      reducedMotion: 'reduce',
      timeStands: true,
    });
    const { page } = staged;
    try {
      // Scenes are acted in English, by the names of the controls.
      if (state.app.language === 'en') await act(page);
      await staged.speak(languageTag(language), await readFile(`assets/locales/${language}.json`, 'utf8'));
      await page.evaluate(settle);
      const grows = window === 'popup' || window === 'card';
      await expect(grows ? page.locator('body') : page, told).toHaveScreenshot([file], tolerance);
      expect(staged.faults, 'faults of the page').toEqual([]);
    } finally {
      await staged.close();
    }
  });

test('every kept picture is one of those that are compared', async () => {
  const there = (await readdir(keptFolder)).filter((name) => name.endsWith('.png'));
  expect(there.sort(), 'run: npm run gallery -- --update').toEqual(kept.map(({ file }) => file).sort());
});
