/** What is known of a desktop before it runs, and what of it is used while it does. */
import type { Area } from '../desktop/screen.js';
import type { DesktopSession } from '../desktop/session.js';

export const DESKTOPS = ['kde', 'gnome', 'sway'] as const;
export type DesktopName = (typeof DESKTOPS)[number];

export interface Recipe {
  readonly name: DesktopName;
  /** Debian's packages. */
  readonly packages: readonly string[];
  /** How the icon opens the popup. GNOME's extension keeps the single click for the menu. */
  readonly opensBy: 'click' | 'doubleClick';
  /** Where the popup belongs: at the icon, or, where no program may place its windows, in the middle. */
  readonly popupBelongs: 'atTheIcon' | 'inTheMiddle';
  /** Who hears a key while another program has the focus: the app, or the desktop, which then runs a command. */
  readonly keys: 'hotkey' | 'binding';
  /** How its menus are used. Waybar's hear no keys. */
  readonly menuBy: 'keys' | 'mouse';
  /** The keys that lead to the first entry of a submenu. */
  readonly intoSubmenu: readonly string[];
  /** Whether the desktop starts what lies in the autostart folder. */
  readonly autostart: 'folder' | 'ownConfiguration';
  /** The app's own arguments. */
  readonly appArgs: readonly string[];
  /** For everything in the session. */
  readonly env: NodeJS.ProcessEnv;
  /** Its name and version, as its own programs say. */
  title(): Promise<string>;
  start(session: DesktopSession, orders: Orders): Promise<Desktop>;
}

/** Command lines that a desktop runs itself, where its own configuration says so. */
export interface Orders {
  /** By Ctrl+Shift+F10. */
  readonly onKey: string;
  /** At log-in. Null: nothing. */
  readonly atLogin: string | null;
}

/** The hotkey of the checks, as the app, sway and xdotool write it. */
export const KEY = { app: 'Ctrl+Shift+F10', sway: 'Ctrl+Shift+F10', xdotool: 'ctrl+shift+F10' } as const;

/** A running desktop. */
export interface Desktop {
  /** The part of the screen where its panel shows icons. */
  readonly panel: Area;
  /** What the desktop gives to programs. */
  readonly env: NodeJS.ProcessEnv;
  /** The visible windows of this title. */
  windows(title: string): Promise<Area[]>;
  /** Gives the keyboard to a program that is not ours. */
  focusElsewhere(): Promise<void>;
  setDark(dark: boolean): Promise<void>;
}
