/** What people do in the popup: each scene leads from a fixture to a view that only interaction reaches. */
import type { Page } from 'playwright';
import type { SettingsView } from '../../electron/ipc/contract/settings.js';
import { change, fixtures, hotkey, problem, type Fixture } from './fixtures.js';
import { importStep, manageFollowed, NOTHING_ALLOWED, PLANNED_ROWS } from './manage-fixtures.js';
import { teamScenes } from './team-scenes.js';

export interface Scene {
  readonly state: Fixture | undefined;
  readonly act: (page: Page) => Promise<void>;
}

/** A section of the settings window by its name in the contract, so that it is found in every language. */
const section = (state: Fixture | undefined, name: string, act?: (page: Page) => Promise<void>): Scene => ({
  state,
  act: async (page) => {
    await page.locator(`#tab-${name}`).click();
    await act?.(page);
  },
});

const live = fixtures['live'];
/** The organisation decides some settings. */
const locked =
  live &&
  change(live, {
    followed: {
      'settings:values': {
        ...live.followed['settings:values'],
        lockedBy: { notifyChanges: 'policy', notifySession: 'policy', theme: 'policy' },
        unknownInPolicy: ['keepSesion', 'autoAnswer'],
      },
    },
  });

/** A message that a hotkey sends, and one that ends at a time of day. */
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
        idle: { definitionId: 'away-0', message: '', from: 'ready', minutes: 10 },
        preBreak: { definitionId: 'busy-0', message: 'finishing', from: 'ready', minutes: 5 },
      },
    },
  });

const aboutState =
  live &&
  change(
    {
      ...live,
      answers: {
        'about:runtime': { electron: '45.4.1', chromium: '150.0.7871.0', node: '24.15.0' },
        'about:licences': { text: 'MIT License\n\nCopyright (c) the authors of the package\n\n'.repeat(20) },
        'about:copyDiagnostics': true,
      },
    },
    { followed: live.followed },
  );

/** A newer version waits for the quit. */
const updated =
  aboutState &&
  change(aboutState, {
    app: {
      ...aboutState.app,
      notices: [
        {
          id: 'notice.update:ready:0.2.0',
          key: 'notice.update.readyWith',
          params: { version: '0.2.0', changes: 'Updates come in the background. The list of people opens faster.' },
        },
      ],
    },
    followed: {
      'update:state': {
        can: 'install',
        kind: 'ready',
        version: '0.2.0',
        changes: 'Updates come in the background. The list of people opens faster.',
        reason: null,
      },
    },
  });

const oddLabels = fixtures['odd-labels'];
/** A desktop that does not report its lock, or cannot be heard. */
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
/** _Manage presences_, with some of its data changed. */
const managing = (
  followed: Partial<Fixture['followed']>,
  act: (page: Page) => Promise<void> = () => Promise.resolve(),
  answers: Readonly<Record<string, unknown>> = {},
): Scene => ({ state: live && change({ ...live, answers }, { followed: { ...live.followed, ...followed } }), act });
const tab = (name: string) => async (page: Page) => page.locator(`#tab-${name}`).click();
const overview = manageFollowed['manage:overview'];
const unreachable = problem({ key: 'error.network', params: { host: 'api.mypurecloud.de' }, retryable: true });
const refused = problem({
  key: 'error.missingPermissions',
  params: { permissions: 'presence:presenceDefinition:edit' },
  serviceMessage: 'Unable to perform the requested action.',
  status: 403,
  correlationId: '6e1f0c2a-8f13-4a1e-9c7c-6b0c1a9d7e10',
});
const coffee = manageFollowed['manage:presences'].find(({ label }) => label === 'Coffee');

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
  'update-ready': { state: updated, act: () => Promise.resolve() },
  'settings-updates': section(updated, 'general', (page) => page.locator('#updates').scrollIntoViewIfNeeded()),
  'settings-update-ready': section(updated, 'about'),
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
  'settings-routines': section(live, 'routines', (page) =>
    page.getByRole('button', { name: 'Edit: Lunch with the team' }).click(),
  ),
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
  'settings-about': section(aboutState, 'about'),
  'settings-about-copied': section(aboutState, 'about', async (page) => {
    await page.locator('#diagnostics').locator('xpath=../..').getByRole('button').click();
  }),
  'settings-licences': section(aboutState, 'about', async (page) => {
    await page.locator('#licences').locator('xpath=../..').getByRole('button').click();
  }),
  'settings-search': {
    state: live,
    act: async (page) => {
      await page.getByRole('searchbox').fill('presence');
    },
  },
  'settings-search-nothing': { state: live, act: async (page) => page.getByRole('searchbox').fill('xyzzy') },
  'settings-search-found': {
    state: live,
    act: async (page) => {
      await page.getByRole('searchbox').fill('size');
      await page.keyboard.press('Enter');
    },
  },
  'settings-nobody': section(fixtures['welcome'], 'limits'),
  'settings-notifications-locked': section(locked, 'notifications'),
  'manage-presences': managing({}),
  'manage-loading': managing({
    'manage:overview': { ...overview, asOf: null, loading: true },
    'manage:presences': [],
  }),
  'manage-offline': managing({ 'manage:overview': { ...overview, problem: unreachable } }),
  'manage-failed': managing({
    'manage:overview': { ...overview, asOf: null, problem: unreachable },
    'manage:presences': [],
  }),
  'manage-half': managing({
    'manage:overview': { ...overview, missing: refused, divisionsProblem: refused },
  }),
  'manage-no-permission': managing({
    'manage:overview': { ...overview, generation: 'legacyRead', may: NOTHING_ALLOWED },
  }),
  'manage-empty': managing({ 'manage:presences': [] }),
  'manage-editor': managing({}, (page) =>
    page.getByRole('button', { name: /^(Edit Comfort break|Comfort break bearbeiten)$/ }).click(),
  ),
  'manage-new': managing({}, async (page) => {
    await page.getByRole('button', { name: 'New presence' }).click();
    await page.getByRole('combobox', { name: 'System presence' }).selectOption('Break');
    await page.getByRole('textbox', { name: 'Label in English (United States)' }).fill('cigarette break');
  }),
  'manage-conflict': managing(
    {},
    async (page) => {
      await page.getByRole('button', { name: 'Edit Coffee (Break)' }).click();
      await page.getByRole('textbox', { name: 'Label in English (United States)' }).fill('Tea');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('table', { name: 'Changed meanwhile' }).waitFor();
    },
    {
      'manage:savePresence': {
        kind: 'conflict',
        now: coffee && {
          ...coffee.fields,
          labels: { ...coffee.fields.labels, en_US: 'Espresso', nl: 'Koffie' },
        },
      },
    },
  ),
  'manage-refused': managing(
    {},
    async (page) => {
      await page.getByRole('button', { name: 'Edit Coffee (Break)' }).click();
      await page.getByRole('textbox', { name: 'Label in English (United States)' }).fill('x'.repeat(500));
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('alert').waitFor();
    },
    { 'manage:savePresence': { kind: 'refused', problem: refused } },
  ),
  'manage-deactivate': managing({}, (page) =>
    page.getByRole('button', { name: /^(Deactivate Comfort break|Comfort break deaktivieren)$/ }).click(),
  ),
  'manage-import-plan': managing({ 'manage:import': importStep('plan'), 'manage:importRows': PLANNED_ROWS }),
  'manage-import-running': managing({ 'manage:import': importStep('running') }),
  'manage-import-ended': managing({
    'manage:import': importStep('ended', { end: 'failed', problem: unreachable }),
  }),
  'manage-sources': managing({}, tab('sources')),
  'manage-person': managing(
    {},
    async (page) => {
      await tab('sources')(page);
      await page.getByRole('searchbox', { name: 'Find a person' }).fill('ada');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /Ada Lovelace/ }).click();
      await page.getByRole('combobox').selectOption('teams');
    },
    {
      'manage:findPeople': {
        people: [
          { id: 'ada', name: 'Ada Lovelace', about: 'Customer care' },
          { id: 'adam', name: 'Adam Adams', about: 'Field service' },
        ],
        problem: null,
      },
      'manage:personSource': { sourceId: 'PURECLOUD', problem: null },
    },
  ),
  'manage-organisation': managing({}, async (page) => {
    await tab('organisation')(page);
    await page.getByRole('spinbutton').fill('30');
    await page.getByRole('checkbox').nth(1).check();
  }),
  'manage-organisation-wrong': managing({}, async (page) => {
    await tab('organisation')(page);
    await page.getByRole('spinbutton').fill('0');
  }),
  numbered: { state: fixtures['live'], act: (page) => page.keyboard.down('Control') },
  ...teamScenes,
};
