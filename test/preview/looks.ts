import type { BrowserContextOptions } from 'playwright';

import type { Language } from '../../assets/locales/languages.js';

/** How a person may have set their system. */
export const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
  'forced-dark': { forcedColors: 'active', colorScheme: 'dark' },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;

/** The looks that pictures are made in. */
export const PICTURED_LOOKS = ['light', 'dark', 'forced', 'light 200 %'] as const;
export type PicturedLook = (typeof PICTURED_LOOKS)[number];
export const PICTURED: Readonly<Record<PicturedLook, BrowserContextOptions>> = {
  light: LOOKS.light,
  dark: LOOKS.dark,
  forced: LOOKS.forced,
  'light 200 %': { ...LOOKS.light, deviceScaleFactor: 2 },
};

/** German is long, Arabic is mirrored, Thai is tall, Japanese has no spaces. */
export const PICTURED_LANGUAGES = ['en_US', 'de', 'ar', 'th', 'ja'] as const satisfies readonly Language[];
export type PicturedLanguage = (typeof PICTURED_LANGUAGES)[number];

export const pictureFile = (view: { window: string; name: string }, look: string, language: string): string =>
  `${view.window}.${view.name}.${look.replaceAll(/\W+/g, '-').replace(/-$/, '')}.${language}.png`;
