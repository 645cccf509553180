/** What people do in the popup, for looking at: each brings it from a fixture to a view that only hands can reach. */
import type { Page } from 'playwright';
import type { SettingsView } from '../../electron/ipc/contract/settings.js';
import { change, fixtures, hotkey, type Fixture } from './fixtures.js';

export interface Scene {
  readonly state: Fixture | undefined;
  readonly act: (page: Page) => Promise<void>;
}

/** A section of the settings window, by its name in the contract: found in every language. */
const section = (state: Fixture | undefined, name: string, act?: (page: Page) => Promise<void>): Scene => ({
  state,
  act: async (page) => {
    await page.locator(`#tab-${name}`).click();
    await act?.(page);
  },
});

const live = fixtures['live'];
/** The organisation decides about some settings. */
const locked =
  live &&
  change(live, {
    followed: {
      'settings:values': {
        ...live.followed['settings:values'],
        lockedBy: { notifyChanges: 'policy', notifySession: 'policy', theme: 'policy' },
      },
    },
  });

/** A message that a hotkey sends, and one that goes at a time of day. */
const withHotkey =
  live &&
  change(live, {
    followed: {
      'personal:presets': [
        ...live.followed['personal:presets'],
        { id: 'p3', text: 'out', lifetime: { kind: 'untilTime', at: '17:30' } },
      ],
      'hotkeys:list': [
        ...live.followed['hotkeys:list'],
        hotkey({ kind: 'definition', definitionId: 'break-0', presetId: 'p1' }, 'F12'),
      ],
    },
  });
const automated =
  live &&
  change(live, {
    followed: {
      'personal:automations': {
        lock: { definitionId: 'away-0', message: '', from: 'ready' },
        suspend: null,
        quit: { definitionId: 'gone', message: 'see you', from: 'ready' },
        start: null,
      },
    },
  });

const oddLabels = fixtures['odd-labels'];
/** A desktop that does not tell of its lock, or cannot be heard. */
const lockUnheard = (lockNews: SettingsView['lockNews'], state: Fixture | undefined): Fixture | undefined =>
  state &&
  change(state, {
    followed: {
      'settings:values': {
        ...state.followed['settings:values'],
        keepSession: 'untilLock',
        lockedBy: { keepSession: 'policy' },
        lockNews,
        idleTold: false,
      },
    },
  });

const edit = (page: Page): Promise<void> => page.getByRole('button', { name: 'Edit message' }).click();

const pasteAnswer = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^(Paste the address|Adresse einfügen)$/ }).click();

export const scenes: Readonly<Record<string, Scene>> = {
  'signing-in-paste': { state: fixtures['signing-in'], act: pasteAnswer },
  'signing-in-hint-paste': { state: fixtures['signing-in-hint'], act: pasteAnswer },
  'renewing-paste': { state: fixtures['renewing'], act: pasteAnswer },
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
  'settings-account': section(fixtures['live'], 'account'),
  'settings-account-locked': section(fixtures['welcome-policy'], 'account'),
  'settings-hotkeys': section(fixtures['live'], 'hotkeys', (page) =>
    page.getByRole('button', { name: 'Set', exact: true }).first().click(),
  ),
  'settings-notifications': section(fixtures['live'], 'notifications'),
  'settings-favourites': section(
    live && change(live, { personal: { favourites: ['meeting-2', 'available-0', 'break-1'] } }),
    'favourites',
  ),
  'settings-presets': section(withHotkey, 'presets'),
  'settings-presets-editing': section(withHotkey, 'presets', async (page) => {
    await page.getByRole('button', { name: 'Delete: back at 10:40 ☕' }).click();
    await page.getByRole('button', { name: 'Edit: lunch with the team' }).click();
  }),
  'settings-limits': section(live, 'limits', async (page) => {
    await page.locator('#limit-break-1').fill('soon');
    await page.keyboard.press('Tab');
  }),
  'settings-schedule': section(live, 'schedule'),
  'settings-schedule-missing': section(
    live && change(live, { followed: { 'schedule:status': { ...live.followed['schedule:status'], lack: 'scope' } } }),
    'schedule',
  ),
  'settings-automations': section(automated, 'automations'),
  'settings-automations-silent': section(lockUnheard('logindOnly', automated), 'automations'),
  'settings-account-deaf': section(lockUnheard('deaf', live), 'account'),
  'settings-hotkeys-odd': section(oddLabels, 'hotkeys'),
  'settings-favourites-odd': section(oddLabels, 'favourites'),
  'settings-presets-odd': section(oddLabels, 'presets'),
  'settings-limits-odd': section(oddLabels, 'limits'),
  'settings-account-odd': section(oddLabels, 'account'),
  'editing-odd': { state: oddLabels, act: edit },
  'filtered-odd': { state: oddLabels, act: (page) => page.keyboard.type('lun') },
  'settings-right-to-left': section(
    fixtures['arabic'] && change(fixtures['arabic'], { personal: { favourites: ['break-1', 'meal-0'] } }),
    'favourites',
  ),
  'settings-nobody': section(fixtures['welcome'], 'limits'),
  'settings-notifications-locked': section(locked, 'notifications'),
  numbered: { state: fixtures['live'], act: (page) => page.keyboard.down('Control') },
};
