/**
 * Accessibility and keyboard of the windows in a real Chromium, without Electron. Run `npx tsx test/preview/check.ts
 * [--renderer DIR]` after `npm run build`. It checks every state with axe-core in light, dark and forced colours, then
 * the keyboard. It ends with 1 on any fault.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import type { BrowserContextOptions, Page } from 'playwright';
import type { AxeResults } from 'axe-core';
import { fixtures } from './fixtures.js';
import { openStage, type StagedWindow } from './stage.js';
import { views } from './views.js';

const { values } = parseArgs({
  options: {
    renderer: { type: 'string', default: 'dist/renderer' },
    looks: { type: 'string', default: 'light,dark,forced' },
    only: { type: 'string', default: '' },
    'keyboard-only': { type: 'boolean', default: false },
  },
});
const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
};

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const faults: string[] = [];
const fault = (where: string, what: string): void => void faults.push(`${where}: ${what}`);

async function audit(page: Page, where: string): Promise<void> {
  // `evaluate` is exempt from the page's policy, and a script tag is not.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  for (const { id, nodes } of violations)
    fault(where, `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join('; ')}`);
}

/**
 * A right-to-left text, or one that would reorder its line, must be isolated: in an element with its own direction, or
 * with isolates.
 */
async function foreignTexts(page: Page, where: string): Promise<void> {
  const loose = await page.evaluate(() => {
    if (document.documentElement.dir === 'rtl') return [];
    const turns = /[\u0590-\u08FF\u202A-\u202E]/u;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent ?? '';
      const plain = text.replace(/\u2068[^\u2069]*\u2069/gu, '');
      if (turns.test(plain) && !walker.currentNode.parentElement?.closest('bdi, [dir="auto"]')) found.push(text);
    }
    return found;
  });
  for (const text of loose) fault(where, `not kept apart: ${JSON.stringify(text)}`);
}

const stage = await openStage(values.renderer);
const asked = views.filter(({ name }) => values.only === '' || values.only.split(',').includes(name));

async function each(run: (staged: StagedWindow, where: string) => Promise<void>): Promise<void> {
  for (const look of values.looks.split(','))
    for (const { window, name, state, act } of asked) {
      const where = `${window} ${name} ${look}`;
      const staged = await stage.open(window, state, { ...LOOKS[look], reducedMotion: 'reduce' });
      try {
        await act(staged.page);
        await run(staged, where);
      } catch (error) {
        fault(where, String(error));
      }
      for (const seen of staged.faults) fault(where, seen);
      await staged.close();
    }
}

/** One thing a person does by keyboard, and the requests main must get. */
async function trial(
  name: string,
  fixture: string,
  act: (page: Page) => Promise<void>,
  expected: unknown,
): Promise<void> {
  const staged = await stage.open('popup', fixtures[fixture]!);
  try {
    await act(staged.page);
    const calls = (await staged.calls()).filter(({ channel }) => channel !== 'popup:resize');
    if (JSON.stringify(calls) !== JSON.stringify(expected)) fault(name, `asked for ${JSON.stringify(calls)}`);
    for (const seen of staged.faults) fault(name, seen);
  } catch (error) {
    fault(name, String(error));
  } finally {
    await staged.close();
  }
}

const pick = (request: unknown) => [{ channel: 'presence:pick', request }];
const draft = (begun: boolean) => ({ channel: 'popup:draft', request: { begun } });

async function keyboard(): Promise<void> {
  await trial(
    'typing filters at once and Enter sets the best match',
    'few',
    async (page) => {
      await page.keyboard.type('mee');
      await page.getByRole('searchbox', { name: 'Filter presences' }).waitFor();
      await page.keyboard.press('Enter');
    },
    pick({ definitionId: 'meeting-0' }),
  );
  await trial(
    'Ctrl+2 picks the second recent one',
    'live',
    (page) => page.keyboard.press('Control+2'),
    pick({ definitionId: 'meal-0' }),
  );
  await trial(
    'On Queue takes a step of its own',
    'few',
    async (page) => {
      await page.keyboard.type('on queue');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
    pick({ definitionId: 'onqueue-0' }),
  );
  await trial(
    'Enter in the message sends it alone',
    'live',
    async (page) => {
      await page.getByRole('button', { name: 'Edit message' }).click();
      await page.getByRole('textbox', { name: 'Status message' }).fill('back at 10:55');
      await page.keyboard.press('Enter');
    },
    [
      draft(true),
      { channel: 'presence:setMessage', request: { text: 'back at 10:55', lifetime: { kind: 'presence' } } },
      draft(false),
    ],
  );
  await trial(
    'a pick while the message is edited sends both',
    'live',
    async (page) => {
      await page.getByRole('button', { name: 'Edit message' }).click();
      await page.keyboard.type('back at 10:55');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
    [
      draft(true),
      ...pick({ definitionId: 'break-2', message: { text: 'back at 10:55', lifetime: { kind: 'presence' } } }),
      draft(false),
    ],
  );
  await trial(
    'Escape clears the filter, then closes',
    'live',
    async (page) => {
      await page.keyboard.type('7');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
    [{ channel: 'popup:close' }],
  );
  await trial(
    'a row can be set for a time by keyboard alone',
    'few',
    async (page) => {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menu').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
    },
    pick({ definitionId: 'break-0', forMinutes: 30 }),
  );
  await trial(
    'the account menu signs out',
    'live',
    async (page) => {
      await page.getByRole('button', { name: 'Account' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
    [{ channel: 'session:signOut', request: { alsoInBrowser: false } }],
  );
  await trial(
    'a draft survives the popup’s closing and its buttons keep their keys',
    'live',
    async (page) => {
      await page.getByRole('button', { name: 'Edit message' }).click();
      await page.keyboard.type('half a sen');
      await page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      });
      await page.getByRole('textbox', { name: 'Status message' }).waitFor();
      if ((await page.getByRole('textbox', { name: 'Status message' }).inputValue()) !== 'half a sen')
        throw new Error('lost');
    },
    // It also keeps its window from being freed.
    [draft(true)],
  );
  await trial(
    'a thousand definitions: few rows drawn, all of them counted, the active one reachable',
    'thousand',
    async (page) => {
      await page.keyboard.press('End');
      const input = page.getByRole('searchbox');
      const active = await input.getAttribute('aria-activedescendant');
      const row = page.locator(`#${String(active)}`);
      const size = await row.getAttribute('aria-setsize');
      if (size !== (await row.getAttribute('aria-posinset')) || Number(size) < 1000)
        throw new Error(`row ${String(size)}`);
      const drawn = await page.getByRole('option').count();
      if (drawn > 40) throw new Error(`${drawn} rows drawn`);
    },
    [],
  );
}

try {
  if (values.only === '') await keyboard();
  if (!values['keyboard-only'])
    await each(async (staged, where) => {
      await audit(staged.page, where);
      await foreignTexts(staged.page, where);
    });
} finally {
  await stage.close();
}
for (const line of faults) console.error(line);
console.log(`${views.length * values.looks.split(',').length} views, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
