/**
 * What every window is built on: main's state, the texts of its language, and the time. A window keeps no truth of its
 * own. It draws `state`, which main replaces slice by slice, and sends commands (docs/design.md §2).
 */
import { createContext } from 'svelte';
import type { Texts } from '../../assets/locales/catalogue.js';
import type { InvokeChannel, Request } from '../../electron/ipc/contract.js';
import type { AppState } from '../../electron/ipc/app-state.js';
import type { WindowApi } from './api.js';
import { loadTexts } from './texts.js';
import { zoomStep } from './zoom.js';
import { makeTimes, nextTick, type Marks, type Times } from './time.js';

export class AppWindow {
  readonly api: WindowApi;
  /** Replaced slice by slice. Unchanged slices keep their identity, so only changed ones are drawn again. */
  state: AppState;
  t: Texts;
  times: Times;
  /** The time on display. It stands still while the window is hidden or shows nothing that ticks. */
  now: number;
  visible: boolean;

  constructor(api: WindowApi, state: AppState, t: Texts) {
    this.api = api;
    this.state = $state.raw(state);
    this.t = $state.raw(t);
    this.times = $derived(makeTimes(this.t));
    this.now = $state(Date.now());
    this.visible = $state(!document.hidden);
  }

  /**
   * Fetches the state and the texts, both at once, and follows the state's changes, including those that arrive before
   * the first answer.
   */
  static async open(api: WindowApi): Promise<AppWindow> {
    let early: Partial<AppState> = {};
    let take = (change: Partial<AppState>): void => {
      early = { ...early, ...change };
    };
    api.on('state:changed', (change) => take(defined(change)));
    const [first, texts] = await Promise.all([api.invoke('state:get', undefined), loadTexts(api)]);
    const opened = new AppWindow(api, { ...first, ...early }, texts);
    opened.#take(early);
    take = (change) => opened.#take(change);
    opened.#live();
    return opened;
  }

  /** Sends a command. Its outcome arrives as state. */
  send<C extends InvokeChannel>(channel: C, request: Request<C>): void {
    this.api.invoke(channel, request).catch((error: unknown) => console.error(channel, error));
  }

  /** Lets the time tick for a component, only as often as its texts change. Call during component setup. */
  tick(marks: () => Marks): void {
    $effect(() => {
      if (!this.visible) return;
      const at = nextTick(this.now, marks());
      if (at === null) return;
      const timer = setTimeout(() => (this.now = Date.now()), Math.max(0, at - Date.now()) + 5);
      return () => clearTimeout(timer);
    });
  }

  #take(change: Partial<AppState>): void {
    this.state = { ...this.state, ...change };
    this.now = Date.now();
    const { language } = this.state.app;
    if (change.app !== undefined && language !== this.t.language)
      void loadTexts(this.api).then((texts) => {
        if (this.state.app.language === texts.language) this.t = texts;
      });
  }

  /** Keeps the document's language, direction, theme and time up to date. */
  #live(): void {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    let desktopIsDark = $state(dark.matches);
    dark.addEventListener('change', () => (desktopIsDark = dark.matches));
    document.addEventListener('visibilitychange', () => {
      this.now = Date.now();
      this.visible = !document.hidden;
    });
    addEventListener('keydown', (event) => {
      const step = event.defaultPrevented ? null : zoomStep(event, this.state.app.platform === 'darwin');
      if (step === null) return;
      event.preventDefault();
      this.send('app:zoom', { step });
    });
    $effect.root(() => {
      $effect(() => {
        const { theme, platform, direction } = this.state.app;
        const root = document.documentElement;
        root.lang = this.t.language;
        root.dir = direction;
        root.dataset['theme'] = theme === 'system' ? (desktopIsDark ? 'dark' : 'light') : theme;
        root.dataset['platform'] = platform;
      });
    });
  }
}

/** Drops slices that a change does not contain. */
function defined(change: { readonly [K in keyof AppState]?: AppState[K] | undefined }): Partial<AppState> {
  return Object.fromEntries(Object.entries(change).filter(([, slice]) => slice !== undefined));
}

export const [getAppWindow, setAppWindow] = createContext<AppWindow>();
