/**
 * All windows of the app. What is built, who may ask what, and which windows can be opened derive from this table.
 *
 * A new window is one entry here, one rule in `windows-for.ts` and one folder `renderer/NAME/` (index.html, main.ts).
 * From then on `npm run build` builds it, `app:openWindow` opens it at one of its sections, the contract lets it hear
 * the app's state, and the popup and the tray's menu offer it as its rule says. What only it shows goes into a file of
 * its own in `contract/`.
 */
import type { TextKey } from '../../assets/locales/catalogue.js';

type Place = 'footer' | 'accountMenu';

interface WindowEntry {
  /** The window's title, and the label of what opens it. */
  readonly title: TextKey;
  /** In CSS pixels. The popup and the card grow with their content. */
  readonly size: { readonly width: number; readonly height: number };
  /** How a person opens it. Null: it opens by itself. */
  readonly opened: null | {
    /** Where the popup offers it. */
    readonly offeredIn: readonly Place[];
    /** Where the tray's menu does: its top level is short. */
    readonly inTray: 'menu' | 'account';
    /** Its smallest size, in CSS pixels. */
    readonly smallest: { readonly width: number; readonly height: number };
    /** The places it can open at, in order. The first is the default. */
    readonly sections: readonly string[];
  };
}

/** By their folder in `renderer/`. The windows people open are in display order. */
export const WINDOW_TABLE = {
  popup: { title: 'window.popup', size: { width: 360, height: 560 }, opened: null },
  card: { title: 'window.popup', size: { width: 320, height: 96 }, opened: null },
  day: {
    title: 'window.day',
    size: { width: 1000, height: 640 },
    opened: {
      offeredIn: ['footer'],
      inTray: 'menu',
      smallest: { width: 480, height: 400 },
      sections: [],
    },
  },
  team: {
    title: 'window.team',
    size: { width: 1060, height: 640 },
    opened: {
      offeredIn: ['footer', 'accountMenu'],
      inTray: 'menu',
      smallest: { width: 640, height: 400 },
      sections: [],
    },
  },
  settings: {
    title: 'window.settings',
    size: { width: 720, height: 560 },
    opened: {
      offeredIn: ['footer'],
      inTray: 'menu',
      smallest: { width: 480, height: 400 },
      sections: [
        'general',
        'account',
        'hotkeys',
        'notifications',
        'favourites',
        'presets',
        'routines',
        'limits',
        'schedule',
        'automations',
        'about',
      ],
    },
  },
  manage: {
    title: 'window.manage',
    size: { width: 1000, height: 680 },
    opened: {
      offeredIn: ['footer', 'accountMenu'],
      inTray: 'account',
      smallest: { width: 480, height: 400 },
      sections: ['presences', 'sources', 'organisation'],
    },
  },
} as const satisfies Readonly<Record<string, WindowEntry>>;

type Table = typeof WINDOW_TABLE;
export type WindowName = keyof Table;
export type OpenedWindow = { [W in WindowName]: Table[W]['opened'] extends null ? never : W }[WindowName];
export type SectionOf<W extends OpenedWindow> = Table[W]['opened']['sections'][number];
export type Section = SectionOf<OpenedWindow>;

export const isWindow = (name: string): name is WindowName => Object.hasOwn(WINDOW_TABLE, name);
const isOpened = (name: WindowName): name is OpenedWindow => WINDOW_TABLE[name].opened !== null;

export const WINDOWS: readonly WindowName[] = Object.keys(WINDOW_TABLE).filter(isWindow);
/** In display order. */
export const OPENED_WINDOWS: readonly OpenedWindow[] = WINDOWS.filter(isOpened);

/** Whether the popup offers it there. */
export function isOfferedIn(place: Place, window: OpenedWindow): boolean {
  const opened: NonNullable<WindowEntry['opened']> = WINDOW_TABLE[window].opened;
  return opened.offeredIn.includes(place);
}

export const isInTrayMenu = (window: OpenedWindow): boolean => WINDOW_TABLE[window].opened.inTray === 'menu';

export const sectionsOf = <W extends OpenedWindow>(window: W): readonly SectionOf<W>[] =>
  WINDOW_TABLE[window].opened.sections;
