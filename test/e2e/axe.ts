/** What axe-core objects to in a window. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe objects to, as one line each. */
export async function objections(page: Page): Promise<string[]> {
  await page.evaluate(source);
  // Colours on their way from one theme to the next, or of a dialog that is opening, are nobody's.
  await page.evaluate(async () => {
    // A change of theme shows in the next frame. A hidden window has none.
    if (document.visibilityState === 'visible') await new Promise((done) => requestAnimationFrame(done));
    const changing = (): Animation[] =>
      document
        .getAnimations()
        .filter(
          ({ effect, playState }) =>
            playState === 'running' && Number(effect?.getComputedTiming().endTime) < Number.POSITIVE_INFINITY,
        );
    while (changing().length > 0) await Promise.allSettled(changing().map(({ finished }) => finished));
  });
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}
