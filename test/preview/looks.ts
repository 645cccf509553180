import type { BrowserContextOptions } from 'playwright';

/** How a person may have set their system. */
export const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
  'forced-dark': { forcedColors: 'active', colorScheme: 'dark' },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;
