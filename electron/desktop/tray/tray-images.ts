import { SYSTEM_PRESENCES, type SystemPresence } from '../../genesys/system-presence.js';

/**
 * The tray's images by name, and each desktop's file for it. `assets/make-icons.ts` draws all of them from
 * `assets/tray/source/`. What cannot be drawn has no name here.
 */
export const PRESENCE_GLYPHS: Readonly<Record<SystemPresence, string>> = {
  Available: 'available',
  Break: 'break',
  Meal: 'meal',
  Away: 'away',
  Busy: 'busy',
  Meeting: 'meeting',
  Training: 'training',
  OnQueue: 'on-queue',
  Offline: 'offline',
  Idle: 'idle',
};

/** `pending`: a pick is on its way. `lost`: the last known presence, which may be outdated (dimmed, with a slash). */
export type TrayMark = 'plain' | 'pending' | 'lost';

/** What the tray shows, before it becomes a file. */
export type TrayImage =
  | {
      readonly kind: 'presence';
      readonly systemPresence: SystemPresence;
      readonly mark: TrayMark;
      readonly demo: boolean;
    }
  | { readonly kind: 'starting' | 'expired' | 'not-responding'; readonly demo: boolean }
  | { readonly kind: 'signed-out'; readonly mark: 'plain' | 'pending'; readonly demo: false };

/** How an image is composed: a glyph, its mark, and whether it has the demo's dashes. */
export interface TrayImageParts {
  readonly name: string;
  readonly glyph: string;
  readonly mark: TrayMark;
  readonly demo: boolean;
}

/** An image's name is also its file name: `break`, `break-pending`, `demo-break-lost`. */
export function trayImageParts(image: TrayImage): TrayImageParts {
  const glyph = image.kind === 'presence' ? PRESENCE_GLYPHS[image.systemPresence] : image.kind;
  const mark = 'mark' in image ? image.mark : 'plain';
  const name = `${image.demo ? 'demo-' : ''}${glyph}${mark === 'plain' ? '' : `-${mark}`}`;
  return { name, glyph, mark, demo: image.demo };
}

/** All images, for the script that draws them and the tests that look for them. */
export function allTrayImages(): TrayImage[] {
  const marks: readonly TrayMark[] = ['plain', 'pending', 'lost'];
  return [false, true].flatMap((demo): TrayImage[] => [
    ...SYSTEM_PRESENCES.flatMap((systemPresence) =>
      marks.map((mark): TrayImage => ({ kind: 'presence', systemPresence, mark, demo })),
    ),
    { kind: 'starting', demo },
    { kind: 'expired', demo },
    { kind: 'not-responding', demo },
    ...(demo
      ? []
      : [{ kind: 'signed-out', mark: 'plain', demo } as const, { kind: 'signed-out', mark: 'pending', demo } as const]),
  ]);
}

export type Platform = 'linux' | 'darwin' | 'win32';
/** Windows draws its taskbar light or dark independently of the apps' theme. */
export type TaskbarTheme = 'light' | 'dark';

/** Pixel sizes of the Linux images. The panel scales them to its own height. */
export const LINUX_SIZES = [24, 32, 48, 64] as const;
/** Sizes inside each Windows icon: 100 to 250 % display scale, and the overflow's large view. */
export const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64] as const;
/** macOS menu bar icons are at most 18 points high. */
export const MACOS_SIZE = 18;

/**
 * An image's file, relative to the tray images' folder. On Linux each file has one size, chosen here: Chromium sends
 * the panel only the representation with the highest scale, so an `@2x` twin would always win, even on an unscaled
 * display.
 * @param scale the display's scale factor (1, 1.25, 2 …). Only Linux needs it
 */
export function trayImageFile(name: string, platform: Platform, taskbar: TaskbarTheme, scale: number): string {
  if (platform === 'darwin') return `mac/${name}Template.png`;
  if (platform === 'win32') return `win/${taskbar}/${name}.ico`;
  const size = LINUX_SIZES.find((candidate) => candidate >= 24 * scale) ?? 64;
  return `linux/${size}/${name}.png`;
}
