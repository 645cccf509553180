/** What people do in the popup, for looking at: each brings it from a fixture to a view that only hands can reach. */
import type { Page } from 'playwright';
import { change, fixtures } from './fixtures.js';
import type { AppState } from '../../electron/presence/app-state.js';

export interface Scene {
  readonly state: AppState | undefined;
  readonly act: (page: Page) => Promise<void>;
}

/** A section of the settings window. */
const section = (state: AppState | undefined, name: string, act?: (page: Page) => Promise<void>): Scene => ({
  state,
  act: async (page) => {
    await page.getByRole('tab', { name }).click();
    await act?.(page);
  },
});

const live = fixtures['live'];
/** The organisation decides about some settings. */
const locked =
  live &&
  change(live, {
    settings: { ...live.settings, lockedBy: { notifyChanges: 'policy', notifySession: 'policy', theme: 'policy' } },
  });

const edit = (page: Page): Promise<void> => page.getByRole('button', { name: 'Edit message' }).click();

export const scenes: Readonly<Record<string, Scene>> = {
  editing: { state: fixtures['live'], act: edit },
  'editing-both': {
    state: fixtures['live'],
    act: async (page) => {
      await edit(page);
      await page.keyboard.type('back at 10:55');
      await page.keyboard.press('ArrowDown');
    },
  },
  'editing-until': {
    state: fixtures['timed'],
    act: async (page) => {
      await edit(page);
      await page.getByLabel('How long the message stays').selectOption('untilTime');
    },
  },
  filtered: { state: fixtures['waiting'], act: (page) => page.keyboard.type('mee') },
  'filtered-few': { state: fixtures['few'], act: (page) => page.keyboard.type('b') },
  'filtered-queue': { state: fixtures['few'], act: (page) => page.keyboard.type('queue') },
  'no-match': { state: fixtures['live'], act: (page) => page.keyboard.type('zebra') },
  'row-menu': {
    state: fixtures['live'],
    act: async (page) => {
      await page.getByRole('option', { name: 'Break', exact: true }).click({ button: 'right' });
    },
  },
  'row-menu-low': {
    state: fixtures['few'],
    act: async (page) => {
      for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+F10');
      await page.keyboard.press('ArrowDown');
    },
  },
  'for-time': {
    state: fixtures['live'],
    act: async (page) => {
      await page.getByRole('option', { name: 'Meal' }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Other…' }).click();
    },
  },
  'account-menu': { state: fixtures['live'], act: (page) => page.getByRole('button', { name: 'Account' }).click() },
  'sign-in-form': {
    state: fixtures['welcome-nothing-set'],
    act: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
  },
  'settings-account': section(fixtures['live'], 'Account'),
  'settings-account-locked': section(fixtures['welcome-policy'], 'Account'),
  'settings-hotkeys': section(fixtures['live'], 'Hotkeys', (page) =>
    page.getByRole('button', { name: 'Set', exact: true }).first().click(),
  ),
  'settings-notifications': section(fixtures['live'], 'Notifications'),
  'settings-notifications-locked': section(locked, 'Notifications'),
  numbered: { state: fixtures['live'], act: (page) => page.keyboard.down('Control') },
};
