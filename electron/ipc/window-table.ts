/**
 * All windows of the app, once: what is built, who may ask what, which windows there are to open and how they begin derives from this table.
 *
 * A new window is one entry here and one folder `renderer/NAME/` (index.html, main.ts). From then on `npm run build` builds it, `app:openWindow`
 * opens it at one of its sections, the contract lets it hear the app's state, and the popup and the tray's menu offer it to whom `mayOpen` says.
 * What only it shows goes into a file of its own in `contract/`.
 */
import type { TextKey } from '../../assets/locales/catalogue.js';
import { hasPermission } from '../presence/definitions/permissions.js';
import type { Settings } from '../settings/settings.js';

/** What decides whether a window is offered. */
export interface Asking {
  /** Somebody is signed in; an expired session counts. */
  readonly signedIn: boolean;
  /** The names of the person's permissions; empty while nobody is signed in. */
  readonly permissions: readonly string[];
  readonly settings: Settings;
}

interface WindowEntry {
  /** The window's title, and the name of what opens it. */
  readonly title: TextKey;
  /** In CSS pixels. The popup and the card grow with what they show. */
  readonly size: { readonly width: number; readonly height: number };
  /** How a person opens it; null: it comes by itself. */
  readonly opened: null | {
    /** Where the popup offers it; the tray's menu offers it likewise. */
    readonly offeredIn: 'footer' | 'accountMenu';
    /** The smallest it can be made, in CSS pixels. */
    readonly smallest: { readonly width: number; readonly height: number };
    /** The places it can be opened at, in their order; the first one is the usual. */
    readonly sections: readonly string[];
    mayOpen(asking: Asking): boolean;
  };
}

/** With one of these a person may change something of the organisation's. */
const MANAGES = [
  'presence:presenceDefinition:add',
  'presence:presenceDefinition:edit',
  'presence:presenceDefinition:delete',
  'presence:source:add',
  'presence:source:edit',
  'presence:source:delete',
  'presence:settings:edit',
  'presence:userPrimarySource:edit',
] as const;

/** By the folder of `renderer/` that draws them. Those that are opened stand in the order they are offered in. */
export const WINDOW_TABLE = {
  popup: { title: 'window.popup', size: { width: 360, height: 560 }, opened: null },
  card: { title: 'window.popup', size: { width: 320, height: 96 }, opened: null },
  day: {
    title: 'window.day',
    size: { width: 1000, height: 640 },
    opened: {
      offeredIn: 'footer',
      smallest: { width: 480, height: 400 },
      sections: [],
      mayOpen: ({ signedIn, settings }) => signedIn && settings.history,
    },
  },
  settings: {
    title: 'window.settings',
    size: { width: 720, height: 560 },
    opened: {
      offeredIn: 'footer',
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
      ],
      mayOpen: () => true,
    },
  },
  manage: {
    title: 'window.manage',
    size: { width: 1000, height: 680 },
    opened: {
      offeredIn: 'accountMenu',
      smallest: { width: 480, height: 400 },
      sections: ['presences', 'sources', 'organisation'],
      mayOpen: ({ signedIn, permissions, settings }) =>
        signedIn && settings.manage && MANAGES.some((permission) => hasPermission(permissions, permission)),
    },
  },
} as const satisfies Readonly<Record<string, WindowEntry>>;

type Table = typeof WINDOW_TABLE;
export type WindowName = keyof Table;
/** The windows a person opens. */
export type OpenedWindow = { [W in WindowName]: Table[W]['opened'] extends null ? never : W }[WindowName];
/** The places a window can be opened at. */
export type SectionOf<W extends OpenedWindow> = Table[W]['opened']['sections'][number];
export type Section = SectionOf<OpenedWindow>;

export const isWindow = (name: string): name is WindowName => Object.hasOwn(WINDOW_TABLE, name);
const isOpened = (name: WindowName): name is OpenedWindow => WINDOW_TABLE[name].opened !== null;

export const WINDOWS: readonly WindowName[] = Object.keys(WINDOW_TABLE).filter(isWindow);
/** In the order they are offered in. */
export const OPENED_WINDOWS: readonly OpenedWindow[] = WINDOWS.filter(isOpened);

/** Where the popup and the tray's menu offer it. */
export function offeredIn(window: OpenedWindow): 'footer' | 'accountMenu' {
  const opened: NonNullable<WindowEntry['opened']> = WINDOW_TABLE[window].opened;
  return opened.offeredIn;
}

/** The sections of a window, in their order. */
export const sectionsOf = <W extends OpenedWindow>(window: W): readonly SectionOf<W>[] =>
  WINDOW_TABLE[window].opened.sections;

/** The windows this person may open now, in the order they are offered in. */
export const windowsFor = (asking: Asking): OpenedWindow[] =>
  OPENED_WINDOWS.filter((window) => {
    const opened: NonNullable<WindowEntry['opened']> = WINDOW_TABLE[window].opened;
    return opened.mayOpen(asking);
  });
