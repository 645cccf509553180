/**
 * Shows the windows without Electron: the built pages under the app's own Content-Security-Policy, in Debian's
 * Chromium, with a double of the window API instead of the preload. For viewing them, for axe checks and for trying the
 * keyboard.
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import type { Response } from '../../electron/ipc/contract.js';
import { CONTENT_SECURITY_POLICY } from '../../electron/desktop/windows/app-protocol.js';
import { projectFolder } from '../desktop/ordinary-user.js';
import { LANGUAGES, languageTag } from '../../assets/locales/languages.js';
import { NOW, type Fixture } from './fixtures.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface Call {
  readonly channel: string;
  readonly request: unknown;
}

export interface Stage {
  /** The browser's, like "130.0.6723.191". */
  readonly version: string;
  open(window: string, state: Fixture, options?: StageOptions): Promise<StagedWindow>;
  close(): Promise<void>;
}

interface StageOptions extends BrowserContextOptions {
  /** Keeps the page's clock at the fixtures' time, for pictures that are equal however slowly they are made. */
  readonly timeStands?: boolean;
}

export interface StagedWindow {
  readonly page: Page;
  /** The window's requests to main, oldest first. */
  calls(): Promise<Call[]>;
  push(channel: string, payload: unknown): Promise<void>;
  /** Changes the language as main does, and waits until the page speaks it. */
  speak(language: string, messages: string): Promise<void>;
  /** Policy violations and uncaught errors so far. */
  readonly faults: string[];
  close(): Promise<void>;
}

interface Double {
  texts: TextsAnswer;
  calls: Call[];
  listeners: Record<string, ((payload: unknown) => void)[]>;
}

type TextsAnswer = Response<'app:texts'>;

/**
 * What makes a picture here equal to one from another machine: the same fonts without hinting, the same colours, and
 * drawing in software without what only some processors can do.
 */
const DRAWN_ALIKE = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--disable-gpu',
  '--disable-skia-runtime-opts',
  '--disable-partial-raster',
];
const FONTS = join(projectFolder, 'test/preview/fonts.conf');

/** Runs in the page before its own code. Everything it needs comes as its argument. */
function double({
  state,
  texts,
  now,
  timeStands,
}: {
  state: { followed: Record<string, unknown>; answers?: Readonly<Record<string, unknown>> };
  texts: TextsAnswer;
  now: number;
  timeStands: boolean;
}): void {
  const made: Double = { texts, calls: [], listeners: {} };
  const api = {
    invoke: (channel: string, request: unknown): Promise<unknown> => {
      if (channel === 'state:get') return Promise.resolve(structuredClone(state));
      if (channel === 'app:texts') return Promise.resolve(structuredClone(made.texts));
      made.calls.push({ channel, request });
      if (channel === 'team:person')
        return Promise.resolve({
          primary: 'PURECLOUD',
          primaryProblem: null,
          sources: [{ id: 'teams', name: 'Microsoft Teams', presence: null, problem: null }],
          sourcesProblem: null,
        });
      return Promise.resolve(
        channel === 'environment:set'
          ? true
          : /^(team:(set|watch|export|saveList|deleteList|setThreshold)$|personal:|settings:|hotkeys:(set|clear))/.test(
                channel,
              )
            ? { ok: true, problem: null }
            : /^(manage|about):/.test(channel)
              ? (state.answers?.[channel] ?? { ok: true, problem: null })
              : undefined,
      );
    },
    on: (channel: string, listener: (payload: unknown) => void): (() => void) => {
      (made.listeners[channel] ??= []).push(listener);
      return () => {
        made.listeners[channel] = (made.listeners[channel] ?? []).filter((other) => other !== listener);
      };
    },
  };
  const follow = (channel: string, _params: unknown, listener: (heard: unknown) => void): (() => void) => {
    let open = true;
    void Promise.resolve().then(() => {
      if (open) listener({ kind: 'snapshot', value: structuredClone(state.followed[channel]) });
    });
    return () => {
      open = false;
    };
  };
  Object.assign(api, { follow });
  Object.assign(globalThis, { presenceTray: api, double: made });
  // Fixtures start at one time of day. The clock runs on from there, or stands.
  const start = Date.now();
  const real = Date.now.bind(Date);
  Date.now = () => (timeStands ? now : now + real() - start);
}

/** What main answers a window that asks for its texts. */
async function textsIn(language: string): Promise<TextsAnswer> {
  const code = LANGUAGES.find((each) => languageTag(each) === language) ?? 'en_US';
  // A Briton's English, and an Egyptian's Arabic with digits of its own.
  const countries: Readonly<Record<string, string>> = { en_US: 'en-GB', ar: 'ar-EG' };
  const formats = countries[code] ?? languageTag(code);
  return { language: languageTag(code), formats, messages: await readFile(`assets/locales/${code}.json`, 'utf8') };
}

/** @param folder the built renderer (`dist/renderer`) */
export async function openStage(folder: string): Promise<Stage> {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end();
    const path = join(root, decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    readFile(path).then(
      (body) =>
        response
          .writeHead(200, {
            'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
            'content-security-policy': CONTENT_SECURITY_POLICY,
          })
          .end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...DRAWN_ALIKE, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...process.env, FONTCONFIG_FILE: FONTS },
  });

  return {
    version: browser.version(),
    async open(window, state, { timeStands = false, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 360, height: 560 },
        screen: { width: 1920, height: 1080 },
        locale: 'en-GB',
        ...options,
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      // tsx names functions with a helper that the page lacks.
      await page.addInitScript('globalThis.__name = (value) => value;');
      await page.addInitScript(double, { state, texts: await textsIn(state.app.language), now: NOW, timeStands });
      await page.goto(`http://127.0.0.1:${port}/${window}/index.html`);
      await page.locator('main').first().waitFor();
      // Waits for what a page fetches only when it has something to say.
      await page.waitForLoadState('networkidle');
      return {
        page,
        faults,
        calls: () => page.evaluate(() => (globalThis as unknown as { double: Double }).double.calls),
        push: (channel, payload) =>
          page.evaluate(
            ([name, value]) => {
              for (const listener of (globalThis as unknown as { double: Double }).double.listeners[name] ?? [])
                listener(value);
            },
            [channel, payload] as const,
          ),
        speak: async (language, messages) => {
          const direction = /^(ar|he)\b/.test(language) ? 'rtl' : 'ltr';
          await page.evaluate(
            ([texts, app]) => {
              const { double } = globalThis as unknown as { double: Double };
              double.texts = texts;
              for (const listener of double.listeners['state:changed'] ?? []) listener({ app });
            },
            [
              { language, formats: language, messages },
              { ...state.app, language, direction },
            ] as const,
          );
          await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
          // What is drawn anew is laid out by then.
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        },
        close: () => context.close(),
      };
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
