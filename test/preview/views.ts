/** Every state of every window, for checks that go through all of them. */
import { WINDOW_TABLE, type WindowName } from '../../electron/ipc/window-table.js';
import { fixtures, type Fixture } from './fixtures.js';
import { scenes, type Scene } from './scenes.js';

export interface View {
  readonly window: WindowName;
  readonly name: string;
  readonly state: Fixture;
  readonly act: Scene['act'];
}

const CARD = ['pending', 'waiting', 'refused', 'asking', 'not-responding', 'live'];

const windowOf = (name: string): WindowName => {
  const [, prefix = ''] = /^(settings|manage|team|day)-/.exec(name) ?? [];
  return prefix === 'settings' || prefix === 'manage' || prefix === 'team' || prefix === 'day' ? prefix : 'popup';
};

const view = (window: WindowName, name: string): View => {
  const state = scenes[name]?.state ?? fixtures[name];
  if (state === undefined) throw new Error(`There is nothing called ${name}.`);
  return { window, name, state, act: scenes[name]?.act ?? (() => Promise.resolve()) };
};

export const views: readonly View[] = [
  ...Object.keys(fixtures).map((name) => view(windowOf(name), name)),
  ...Object.keys(scenes).map((name) => view(windowOf(name), name)),
  ...CARD.map((name) => view('card', name)),
  view('settings', 'live'),
  view('day', 'live'),
];

/** The size in which a window opens. The popup grows with its content, and is shown whole. */
export const sizeOf = (window: WindowName): { width: number; height: number } => {
  const { width, height } = WINDOW_TABLE[window].size;
  return { width, height: window === 'popup' ? 900 : height };
};

/** Those of one window, or of one name, where any are asked for: lists with commas. Empty: all. */
export const askedViews = (windows: string, names: string): readonly View[] =>
  views.filter(({ window, name }) => isAsked(windows, window) && isAsked(names, name));

export const isAsked = (list: string, word: string): boolean => list === '' || list.split(',').includes(word);

/** A page mostly waits, for its files and for frames. */
const AT_ONCE = 4;

/** Some at a time. */
export async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
