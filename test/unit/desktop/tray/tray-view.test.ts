import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { englishAs } from '../../english.js';
import type { TrayState } from '../../../../electron/desktop/tray/tray-menu.js';
import type { MenuItemView } from '../../../../electron/desktop/tray/menu-item.js';
import { renderTray } from '../../../../electron/desktop/tray/tray-view.js';
import { SYSTEM_PRESENCES } from '../../../../electron/genesys/system-presence.js';
import { contract } from '../../../../electron/ipc/contract.js';
import type { DefinitionView, PresenceView } from '../../../../electron/presence/presence-view.js';
import type { AppState } from '../../../../electron/ipc/app-state.js';
import {
  at,
  available,
  coffee,
  definition,
  english,
  exampleState,
  expired,
  meal,
  NOW,
  onBreak,
  onQueue,
  problem,
  signedIn,
} from '../example-state.js';

const draw = (state: TrayState) => renderTray(state, english, NOW, 'linux', 'dark');
const presence = (change: Partial<PresenceView>): Partial<AppState> => ({
  presence: { ...exampleState().presence, ...change },
});
const labels = (items: readonly MenuItemView[]): string[] =>
  items.flatMap((item) => (item.kind === 'separator' ? ['—'] : [item.label]));
function find(items: readonly MenuItemView[], label: string): MenuItemView {
  const found = items.find((item) => item.kind !== 'separator' && item.label === label);
  if (!found) throw new Error(`no item "${label}" in ${labels(items).join(', ')}`);
  return found;
}
const menuOf = (change: Partial<TrayState>) => draw(exampleState(change)).menu;
const lost = { kind: 'lost', asOf: at(10, 31), problem: null } as const;

describe('the tray image', () => {
  it.each(SYSTEM_PRESENCES)('shows %s by a glyph of its own', (systemPresence) => {
    const current = { ...exampleState().presence.current!, definition: definition('d', 'Some label', systemPresence) };
    const glyph = systemPresence === 'OnQueue' ? 'on-queue' : systemPresence.toLowerCase();
    expect(draw(exampleState(presence({ current }))).image).toBe(`linux/24/${glyph}.png`);
  });

  it('keeps the presence the service last said while a pick is on its way, marked as pending', () => {
    const pending = {
      pickId: 1,
      definition: meal,
      message: null,
      step: 'sending',
      waitingFor: null,
      until: NOW,
    } as const;
    const view = draw(exampleState(presence({ pending })));
    expect(view.image).toBe('linux/24/break-pending.png');
    expect(view.tooltip).toBe('Break: back at 10:40 · since 10:22 · Meal is being set');
  });

  it.each(['lost', 'paused'] as const)('strikes the last known presence out while the connection is %s', (kind) => {
    expect(draw(exampleState({ connection: { ...lost, kind } })).image).toBe('linux/24/break-lost.png');
  });

  it('says a lost connection even while a pick waits', () => {
    const pending = {
      pickId: 1,
      definition: meal,
      message: null,
      step: 'waiting',
      waitingFor: 'network',
      until: NOW,
    } as const;
    const view = draw(exampleState({ connection: lost, ...presence({ pending }) }));
    expect(view.image).toBe('linux/24/break-lost.png');
    expect(view.tooltip).toBe('No connection · Break: back at 10:40 · as of 10:31 · Meal waits to be sent');
  });

  it('shows the ended session, the signed-out person and the sign-in under way', () => {
    const image = (session: AppState['session']) => draw(exampleState({ session })).image;
    expect(image(expired)).toBe('linux/24/expired.png');
    expect(image({ kind: 'signedOut', problem: null })).toBe('linux/24/signed-out.png');
    expect(image({ kind: 'signingIn', demo: false, step: 'browser', until: NOW })).toBe(
      'linux/24/signed-out-pending.png',
    );
    expect(image({ kind: 'starting', waiting: false })).toBe('linux/24/starting.png');
  });

  it('never shows a presence before the service has said one', () => {
    expect(draw(exampleState(presence({ current: null }))).image).toBe('linux/24/starting.png');
  });

  it('turns into an alert when an interaction was missed, unless that may be old news', () => {
    const routing = { ...exampleState().routing, status: 'NOT_RESPONDING' } as const;
    expect(draw(exampleState({ routing })).image).toBe('linux/24/not-responding.png');
    expect(draw(exampleState({ routing, connection: lost })).image).toBe('linux/24/break-lost.png');
  });

  it('is marked in the demo org, whatever else it shows', () => {
    const demo = { ...signedIn, demo: true } as const;
    expect(draw(exampleState({ session: demo })).image).toBe('linux/24/demo-break.png');
    expect(draw(exampleState({ session: demo, connection: lost })).image).toBe('linux/24/demo-break-lost.png');
    expect(draw(exampleState({ session: { ...expired, demo: true } })).image).toBe('linux/24/demo-expired.png');
  });

  it('is a template image on macOS and follows the taskbar on Windows', () => {
    expect(renderTray(exampleState(), english, NOW, 'darwin', 'dark')).toMatchObject({
      image: 'mac/breakTemplate.png',
      template: true,
    });
    expect(renderTray(exampleState(), english, NOW, 'win32', 'light')).toMatchObject({
      image: 'win/light/break.ico',
      template: false,
    });
  });
});

describe('the tooltip', () => {
  it('says presence, message and since when', () => {
    expect(draw(exampleState()).tooltip).toBe('Break: back at 10:40 · since 10:22');
  });

  it('names the weekday when it was not today', () => {
    const current = { ...exampleState().presence.current!, message: '', since: at(17, 5, 19) };
    expect(draw(exampleState(presence({ current }))).tooltip).toBe('Break · since Thu 17:05');
  });

  it('says as of when instead of a ticking time where the presence may be old', () => {
    expect(draw(exampleState({ connection: lost })).tooltip).toBe('No connection · Break: back at 10:40 · as of 10:31');
    expect(draw(exampleState({ session: expired, connection: { ...lost, kind: 'none' } })).tooltip).toBe(
      'Your session has ended · Break: back at 10:40 · as of 10:31',
    );
  });

  it('says what comes after a presence that was set for a time', () => {
    const timed = { until: at(11, 0), returnTo: available };
    expect(draw(exampleState(presence({ timed }))).tooltip).toBe('Break: back at 10:40 · Available again at 11:00');
  });

  it('names the demo org', () => {
    expect(draw(exampleState({ session: { ...signedIn, demo: true } })).tooltip).toBe(
      'Demo org · Break: back at 10:40 · since 10:22',
    );
  });

  it('uses all the room for the message, and leaves out one of which fewer than eight characters would be left', () => {
    const timed = { until: at(11, 0), returnTo: { ...available, label: 'A'.repeat(30) } };
    const pick = { pickId: 1, message: null, step: 'sending', waitingFor: null, until: NOW } as const;
    const left = Array.from({ length: 40 }, (_, before) => {
      const current = {
        ...exampleState().presence.current!,
        message: 'm'.repeat(200),
        definition: definition('d', 'B'.repeat(before + 1), 'Break'),
      };
      const pending = { ...pick, definition: { ...meal, label: 'M'.repeat(20) } };
      const { tooltip } = draw(exampleState(presence({ current, timed, pending })));
      const shown = /: (m+…)/.exec(tooltip)?.[1] ?? '';
      if (shown !== '') expect(tooltip).toHaveLength(125);
      return shown.length;
    });
    expect([...new Set(left)].slice(-3)).toEqual([9, 8, 0]);
  });

  it('stays within what Windows shows, loses the end of the message first and no half character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
        fc.boolean(),
        (message, label, demo) => {
          const current = {
            ...exampleState().presence.current!,
            message,
            definition: definition('d', label, 'Break'),
          };
          const { tooltip } = draw(exampleState({ session: { ...signedIn, demo }, ...presence({ current }) }));
          expect(tooltip.length).toBeLessThanOrEqual(127);
          expect(tooltip).toContain('since 10:22');
          expect(() => encodeURIComponent(tooltip)).not.toThrow();
          expect(tooltip).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});

describe("the tray's menu", () => {
  it('opens the popup first, then has presence, On Queue, definitions, windows, the account and quit', () => {
    expect(labels(menuOf({}))).toEqual([
      'Open Presence Tray',
      '—',
      'Break · since 10:22',
      'back at 10:40',
      '—',
      'On Queue',
      'Available',
      'Break',
      'Coffee',
      'Meal',
      'Set for a time',
      'Status message',
      '—',
      'Settings',
      'Ada Lovelace · Northwind Care',
      'Quit',
    ]);
    expect(find(menuOf({}), 'Ada Lovelace · Northwind Care')).toMatchObject({
      kind: 'submenu',
      items: [{ label: 'Sign out', run: { command: 'session:signOut' } }],
    });
  });

  it('names the demo org beside the presence', () => {
    const session = { ...signedIn, demo: true };
    expect(labels(menuOf({ session }))).toContain('Demo org · Break · since 10:22');
    expect(labels(menuOf({ session, ...presence({ current: null }) }))).toContain('Demo org · Presence not known yet');
  });

  it('leaves room for its submenus on a screen of 768 lines, whatever the organisation and the person have', () => {
    const many = Array.from({ length: 60 }, (_, i) => definition(`b${i}`, `Break ${i}`, 'Break', false));
    for (let count = 1; count <= 60; count += 1) {
      const shown = many.slice(0, count);
      const menu = menuOf({
        definitions: {
          ...exampleState().definitions,
          groups: [{ systemPresence: 'Break', label: 'Break', division: null, definitions: shown }],
        },
        personal: { ...exampleState().personal, favourites: shown.map(({ id }) => id), recent: shown },
      });
      // GNOME draws a row 33 pixels high and a separator 13. That leaves 130 for a submenu's rows, which scroll.
      const height = menu.reduce((sum, { kind }) => sum + (kind === 'separator' ? 13 : 33), 0);
      expect(height).toBeLessThanOrEqual(768 - 27 - 130);
    }
  });

  it('marks the current presence and picks others', () => {
    const menu = menuOf({});
    expect(find(menu, 'Break')).toMatchObject({ kind: 'radio', checked: true });
    expect(find(menu, 'Coffee')).toMatchObject({
      kind: 'radio',
      checked: false,
      run: { command: 'presence:pick', request: { definitionId: 'd-coffee' } },
    });
  });

  it('goes on queue by a check box, and off queue to where the engine says', () => {
    expect(find(menuOf({}), 'On Queue')).toMatchObject({
      kind: 'check',
      checked: false,
      run: { request: { definitionId: 'd-queue' } },
    });
    const current = { ...exampleState().presence.current!, definition: onQueue };
    expect(find(menuOf(presence({ current, offQueueTo: coffee })), 'On Queue')).toMatchObject({
      checked: true,
      enabled: true,
      run: { request: { definitionId: 'd-coffee' } },
    });
    expect(find(menuOf(presence({ current, offQueueTo: null })), 'On Queue')).toMatchObject({ enabled: false });
  });

  it('turns On Queue neither way while its position is a guess', () => {
    expect(find(menuOf({ connection: lost }), 'On Queue')).toMatchObject({ enabled: false });
  });

  it('has no On Queue for those who may not', () => {
    const definitions = {
      ...exampleState().definitions,
      onQueue: null,
      groups: exampleState().definitions.groups.slice(0, 3),
    };
    expect(labels(menuOf({ definitions }))).not.toContain('On Queue');
  });

  it('lists favourites and recent picks where all do not fit, each once, without the current one', () => {
    const more = ['Tea', 'Lunch'].map((label, i) => definition(`d-more${i}`, label, 'Break', false));
    const [first, ...others] = exampleState().definitions.groups;
    const groups = [{ ...first!, definitions: [...first!.definitions, ...more] }, ...others];
    const personal = {
      ...exampleState().personal,
      favourites: ['d-coffee', 'd-gone'],
      recent: [meal, coffee, onQueue, onBreak],
    };
    const menu = menuOf({ personal, definitions: { ...exampleState().definitions, groups } });
    const from = labels(menu).indexOf('On Queue');
    expect(labels(menu).slice(from, from + 5)).toEqual([
      'On Queue',
      'Coffee',
      'Meal',
      'All presences',
      'Set for a time',
    ]);
    const every = find(menu, 'All presences');
    if (every.kind !== 'submenu') throw new Error('not a submenu');
    expect(labels(every.items)).toEqual(['Available', 'Tea', 'Lunch', 'Break', 'Coffee', 'Meal']);
  });

  it.each([
    [5, ['P0', 'P1', 'P2', 'P3', 'P4']],
    [6, ['P0', 'P1', 'P2', 'P3', 'All presences']],
  ])('shows all of %d presences as they are where they fit in five rows, else four and the rest', (count, rows) => {
    const definitions = Array.from({ length: count }, (_, n) => definition(`p${n}`, `P${n}`, 'Away', false));
    const menu = menuOf({
      definitions: {
        ...exampleState().definitions,
        groups: [{ systemPresence: 'Away', label: 'Away', division: null, definitions }],
      },
      personal: { recent: [], favourites: definitions.map(({ id }) => id), routines: [] },
    });
    const from = labels(menu).indexOf('On Queue') + 1;
    expect(labels(menu).slice(from, from + 5)).toEqual(rows);
    expect(labels(menu)[from + 5]).toBe('Set for a time');
  });

  it('folds the groups of an organisation with many definitions, and names another division', () => {
    const many = Array.from({ length: 12 }, (_, i) => definition(`b${i}`, `Break ${i}`, 'Break', false));
    const groups = [
      { systemPresence: 'Available', label: 'Available', division: null, definitions: [available] },
      { systemPresence: 'Break', label: 'Break', division: null, definitions: [onBreak, ...many] },
      {
        systemPresence: 'Meal',
        label: 'Meal',
        division: 'North',
        definitions: [meal, definition('m2', 'Late', 'Meal')],
      },
    ] as const;
    const menu = menuOf({
      definitions: {
        ...exampleState().definitions,
        groups: groups.map((g) => ({ ...g, definitions: [...g.definitions] })),
      },
    });
    const every = find(menu, 'All presences');
    if (every.kind !== 'submenu') throw new Error('not a submenu');
    expect(find(every.items, 'Available')).toMatchObject({ kind: 'radio' });
    expect(find(every.items, 'Break')).toMatchObject({ kind: 'submenu' });
    expect(find(every.items, 'Meal (North)')).toMatchObject({
      kind: 'submenu',
      items: [{ label: 'Meal (North)' }, { label: 'Late (North)' }],
    });
  });

  it('names the parent, then the division, of presences that read the same, wherever they stand', () => {
    const lunch = (id: string, apart: string[]) => ({ ...definition(id, 'Lunch', 'Meal', false), apart });
    const alike = [lunch('l1', ['Break']), lunch('l2', ['Meal', 'All divisions']), lunch('l3', ['Meal', 'Berlin'])];
    const tea = [1, 2, 3, 4].map((n) => definition(`t${n}`, `Tea ${n}`, 'Break', false));
    const group = (label: string, division: string | null, definitions: readonly DefinitionView[]) => ({
      systemPresence: 'Meal' as const,
      label,
      division,
      definitions: [...definitions],
    });
    const menu = menuOf({
      definitions: {
        ...exampleState().definitions,
        groups: [group('Meal', null, [...tea, ...alike.slice(0, 2)]), group('Meal', 'Berlin', alike.slice(2))],
      },
      personal: { recent: alike, favourites: ['l2'], routines: [] },
    });
    const names = ['Lunch (Break)', 'Lunch (Meal · All divisions)', 'Lunch (Meal · Berlin)'];
    expect(labels(menu)).toEqual(expect.arrayContaining(names));
    const every = find(menu, 'All presences');
    const forTime = find(menu, 'Set for a time');
    if (every.kind !== 'submenu' || forTime.kind !== 'submenu') throw new Error('not a submenu');
    expect(labels(every.items)).toEqual(expect.arrayContaining(names));
    const first = forTime.items[0];
    expect(first?.kind === 'submenu' ? labels(first.items) : []).toEqual(expect.arrayContaining(names));
  });

  it.each([
    [11, 'radio'],
    [12, 'submenu'],
  ])('folds a group into a menu of its own from twelve presences on: %d', (count, kind) => {
    const definitions = Array.from({ length: count }, (_, n) => definition(`p${n}`, `P${n}`, 'Away', false));
    const menu = menuOf({
      definitions: {
        ...exampleState().definitions,
        groups: [{ systemPresence: 'Away', label: 'Away', division: null, definitions }],
      },
    });
    const every = find(menu, 'All presences');
    if (every.kind !== 'submenu') throw new Error('not a submenu');
    expect(every.items[0]?.kind).toBe(kind);
  });

  it('says as of when an old presence was heard, and nothing where that is not known', () => {
    const first = (change: Partial<TrayState>) => labels(menuOf(change))[2];
    expect(first({ connection: lost })).toContain('as of 10:31');
    expect(first({ connection: { ...lost, asOf: null } })).toBe('Break');
  });

  it('leaves the name of a presence less room beside the demo org’s', () => {
    const current = { ...exampleState().presence.current!, definition: { ...onBreak, label: 'B'.repeat(50) } };
    const longest = (session: AppState['session']) =>
      Math.max(
        ...labels(menuOf({ session, ...presence({ current }) })).map((label) => /B*…/.exec(label)?.[0].length ?? 0),
      );
    expect([longest(signedIn), longest({ ...signedIn, demo: true })]).toEqual([40, 20]);
  });

  it('does not lose what tells presences apart at the end of long labels', () => {
    const long = 'Einarbeitung in die Beschwerdebearbeitung für Bestandskundinnen und Bestandskunden';
    const alike = ['Nordrhein-Westfalen und Umgebung', 'Mecklenburg-Vorpommern'].map((division, n) => ({
      ...definition(`e${n}`, long, 'Training', false),
      apart: ['Schulungsmaßnahmen', division],
    }));
    const menu = menuOf({
      personal: { recent: [], favourites: ['e0', 'e1'], routines: [] },
      definitions: {
        ...exampleState().definitions,
        groups: [{ systemPresence: 'Training', label: 'Training', division: null, definitions: alike }],
      },
    });
    const shown = labels(menu).filter((label) => label.startsWith('Einarbeitung'));
    expect(shown).toHaveLength(2);
    expect(shown[0]).not.toBe(shown[1]);
    for (const label of shown) expect(label.length).toBeLessThanOrEqual(60);
  });

  it('offers what a missed interaction needs first', () => {
    const menu = menuOf({ routing: { ...exampleState().routing, status: 'NOT_RESPONDING' } });
    expect(find(menu, 'Not responding')).toMatchObject({ kind: 'text' });
    expect(find(menu, 'Back on queue')).toMatchObject({ run: { command: 'routing:backOnQueue' } });
    expect(find(menu, 'Off queue')).toMatchObject({ run: { command: 'routing:offQueue' } });
  });

  it('cancels a pick that waits, and asks before a waiting On Queue pick is sent', () => {
    const pending = { pickId: 1, definition: onQueue, message: null, waitingFor: 'confirmation', until: NOW } as const;
    const menu = menuOf(presence({ pending: { ...pending, step: 'asking' } }));
    expect(find(menu, 'Set On Queue now')).toMatchObject({ run: { command: 'presence:confirmPick' } });
    expect(find(menu, 'Cancel')).toMatchObject({ run: { command: 'presence:cancelPick' } });
    expect(labels(menuOf(presence({ pending: { ...pending, step: 'sending' } })))).not.toContain('Cancel');
  });

  it("says which presence was refused in the service's words, and offers Retry only where it can help", () => {
    const failed = { pickId: 1, definition: meal, message: null, kind: 'refused', problem: problem() } as const;
    const menu = menuOf(presence({ failed }));
    expect(labels(menu)).toContain('Meal was refused');
    expect(labels(menu)).not.toContain('Retry');
    const again = menuOf(presence({ failed: { ...failed, problem: problem({ retryable: true }) } }));
    expect(find(again, 'Retry')).toMatchObject({ run: { command: 'presence:retry' } });
  });

  it('names another source that decides', () => {
    const menu = menuOf(presence({ otherSource: 'Teams', primaryOffer: 'quiet' }));
    expect(labels(menu)).toContain('Teams decides your presence');
    expect(find(menu, 'Use Genesys Cloud')).toMatchObject({ run: { command: 'presence:makePrimary' } });
    const hidden = menuOf(presence({ otherSource: 'Teams', primaryOffer: 'none' }));
    expect(labels(hidden)).toContain('Teams decides your presence');
    expect(labels(hidden)).not.toContain('Use Genesys Cloud');
  });

  it('signs in at once where everything is known, else through the first-run screen', () => {
    const session = { kind: 'signedOut', problem: null } as const;
    expect(find(menuOf({ session }), 'Sign in')).toMatchObject({ run: { command: 'session:signIn' } });
    const environment = { ...exampleState().environment, ready: false };
    expect(find(menuOf({ session, environment }), 'Sign in')).toMatchObject({ run: { command: 'popup:open' } });
    expect(labels(menuOf({ session }))).not.toContain('Sign out');
  });

  it('opens the browser again, copies the link and cancels while a sign-in is under way', () => {
    const menu = menuOf({ session: { kind: 'signingIn', demo: false, step: 'browser', until: NOW } });
    expect(labels(menu).slice(2, 6)).toEqual([
      'Finish the sign-in in your browser',
      'Open the browser again',
      'Copy sign-in link',
      'Cancel sign-in',
    ]);
  });

  it('renews a session that ends soon, and goes on showing the presence while the browser is open', () => {
    const soon = { ...signedIn, expiresAt: at(10, 52), endsSoon: true };
    const menu = menuOf({ session: soon });
    expect(labels(menu)).toContain('Your session ends at 10:52');
    expect(find(menu, 'Renew now')).toMatchObject({
      run: { command: 'session:signIn', request: { asSomeoneElse: false } },
    });
    const state = exampleState({ session: { ...soon, signingIn: { step: 'browser', until: NOW } } });
    expect(draw(state).tooltip).toBe(draw(exampleState()).tooltip);
    const renewing = menuOf(state);
    expect(labels(renewing)).toContain('Cancel sign-in');
    expect(labels(renewing)).not.toContain('Renew now');
  });

  it('sets a presence for a time, never On Queue', () => {
    const items = find(
      menuOf({ personal: { ...exampleState().personal, recent: [onQueue, coffee] } }),
      'Set for a time',
    );
    if (items.kind !== 'submenu') throw new Error('not a submenu');
    expect(labels(items.items)).toEqual(['15 minutes', '30 minutes', '60 minutes']);
    const half = find(items.items, '30 minutes');
    if (half.kind !== 'submenu') throw new Error('not a submenu');
    expect(labels(half.items)).toEqual(['Available', 'Break', 'Meal', 'Coffee']);
    expect(find(half.items, 'Meal')).toMatchObject({ run: { request: { definitionId: 'd-meal', forMinutes: 30 } } });
  });

  it('offers the message presets and to clear the message', () => {
    const presets = [{ id: 'p', text: 'back soon ☕', lifetime: { kind: 'presence' } } as const];
    const items = find(menuOf({ presets }), 'Status message');
    if (items.kind !== 'submenu') throw new Error('not a submenu');
    expect(items.items).toMatchObject([
      { run: { command: 'presence:setMessage', request: { text: 'back soon ☕', lifetime: { kind: 'presence' } } } },
      { label: 'Clear message', run: { request: { text: '' } } },
    ]);
  });

  it('offers only the windows this person may open', () => {
    expect(labels(menuOf({ app: { ...exampleState().app, windows: ['settings'] } }))).toContain('Settings');
    expect(labels(menuOf({ app: { ...exampleState().app, windows: [] } }))).not.toContain('Settings');
  });
});

/** Every combination of the state's kinds. */
const states = fc
  .record({
    session: fc.constantFrom<AppState['session']>(
      { kind: 'starting', waiting: true },
      { kind: 'starting', waiting: false, problem: problem() },
      { kind: 'signedOut', problem: problem() },
      { kind: 'signingIn', demo: false, step: 'exchanging', until: NOW },
      signedIn,
      { ...signedIn, demo: true, endsSoon: true, expiresAt: NOW },
      { ...signedIn, signingIn: { step: 'exchanging', until: NOW } },
      { ...expired, problem: problem() },
    ),
    connection: fc.record({
      kind: fc.constantFrom('none', 'connecting', 'live', 'polling', 'paused', 'lost'),
      asOf: fc.constantFrom(null, NOW),
      problem: fc.constant(null),
    }),
    presence: fc.record({
      current: fc.constantFrom(null, exampleState().presence.current),
      pending: fc.constantFrom(null, {
        pickId: 1,
        definition: null,
        message: 'x',
        step: 'waiting' as const,
        waitingFor: 'retry' as const,
        until: NOW,
      }),
      failed: fc.constantFrom(null, {
        pickId: 1,
        definition: null,
        message: null,
        kind: 'dropped' as const,
        problem: problem({ retryable: true }),
      }),
      otherSource: fc.constantFrom(null, '', 'Zoom'),
      primaryOffer: fc.constantFrom('ask', 'quiet', 'none'),
      offQueueTo: fc.constantFrom(null, available),
      timed: fc.constantFrom(null, { until: NOW, returnTo: available }),
      limitMinutes: fc.constant(null),
      outOfOffice: fc.constant(null),
    }),
    routing: fc.record({
      status: fc.constantFrom(null, 'IDLE', 'NOT_RESPONDING', 'INTERACTING'),
      since: fc.constant(null),
      pending: fc.boolean(),
      problem: fc.constant(null),
    }),
  })
  .map((change) => exampleState(change));

function* all(items: readonly MenuItemView[]): Generator<MenuItemView> {
  for (const item of items) {
    yield item;
    if (item.kind === 'submenu') yield* all(item.items);
  }
}

describe('in every state', () => {
  const folder = join(import.meta.dirname, '../../../../assets/tray');

  it('the image is there, the menu ends with Quit, and each command is one the contract takes', () => {
    fc.assert(
      fc.property(states, fc.constantFrom('linux', 'darwin', 'win32'), (state, platform) => {
        const view = renderTray(state, english, NOW, platform, 'light', 1.5);
        expect(existsSync(join(folder, view.image))).toBe(true);
        expect(view.tooltip).not.toBe('');
        expect(view.tooltip).not.toMatch(/[{}]|undefined|null/);
        expect(view.menu.at(-1)).toMatchObject({ run: { command: 'app:quit' } });
        for (const item of all(view.menu)) {
          if (item.kind === 'separator') continue;
          expect(item.label.trim()).not.toBe('');
          expect(item.label).not.toMatch(/^(tray|error|presence)\.|[{}]/);
          if (!('run' in item) || item.run.command === 'popup:open') continue;
          expect(v.safeParse(contract[item.run.command].request, item.run.request).success).toBe(true);
        }
      }),
    );
  });

  it('speaks the language it is given', () => {
    const texts = englishAs('de', { 'tray.since': 'seit {{time}}' });
    expect(renderTray(exampleState(), texts, NOW, 'linux', 'dark').tooltip).toBe('Break: back at 10:40 · seit 10:22');
  });

  it('shows labels and messages as they are on every system, though Windows takes ampersands out of tooltips', () => {
    const current = {
      ...exampleState().presence.current!,
      definition: { ...onBreak, label: 'R&D' },
      message: 'a & b < c',
    };
    const state = exampleState(presence({ current }));
    const tooltip = (platform: 'linux' | 'darwin' | 'win32'): string =>
      renderTray(state, english, NOW, platform, 'dark').tooltip;
    expect(tooltip('win32')).toBe('R&&&D: a &&& b < c · since 10:22');
    expect(tooltip('linux')).toBe('R&D: a & b < c · since 10:22');
    expect(tooltip('darwin')).toBe(tooltip('linux'));
    const long = exampleState(presence({ current: { ...current, message: '& '.repeat(200) } }));
    expect(renderTray(long, english, NOW, 'win32', 'dark').tooltip.length).toBeLessThanOrEqual(127);
  });
});

describe('texts written from right to left, or with marks that override', () => {
  const current = (label: string, message: string) => ({
    ...exampleState().presence.current!,
    definition: definition('d', label, 'Break'),
    message,
  });

  it('do not turn the tooltip or the menu round', () => {
    const hebrew = draw(exampleState(presence({ current: current('הפסקה (2)', 'back at 10:40') })));
    expect(hebrew.tooltip).toBe('\u2068הפסקה (2)\u2069: back at 10:40 · since 10:22');
    expect(labels(hebrew.menu)).toContain('\u2068הפסקה (2)\u2069 · since 10:22');
    const overridden = draw(exampleState(presence({ current: current('Lunch\u202E', '\u202Egnop') })));
    expect(overridden.tooltip).toBe('Lunch: gnop · since 10:22');
    expect(labels(overridden.menu).join('')).not.toMatch(/[\u202A-\u202E]/);
  });

  it('of which nothing can be seen are no message', () => {
    const view = draw(exampleState(presence({ current: current('Break', '\u200B\u202E') })));
    expect(view.tooltip).toBe('Break · since 10:22');
    const said = labels(view.menu);
    expect(said[said.indexOf('Break · since 10:22') + 1]).toBe('—');
  });
});

it('the menu says why the windows keep ending, for whoever cannot open them', () => {
  const notice = { id: 'c', key: 'notice.windowsCrash', params: { reason: 'out of memory' } };
  const { app } = exampleState();
  for (const session of [signedIn, { kind: 'signedOut', problem: null } as const])
    expect(labels(menuOf({ session, app: { ...app, notices: [notice] } }))).toContain(
      'The window keeps ending: out of memory',
    );
  expect(labels(menuOf({})).join()).not.toContain('keeps ending');
});

describe('the windows in the menu', () => {
  const titles = ['window.day', 'window.team', 'window.settings', 'window.manage'].map((key) => english(key as never));
  const offered = (items: readonly MenuItemView[]): string[] => labels(items).filter((label) => titles.includes(label));
  const windows = (all: AppState['app']['windows']) => ({ app: { ...exampleState().app, windows: all } });

  it('are each in one place: a few in the menu itself, what is seldom needed below the account', () => {
    const menu = menuOf(windows(['day', 'team', 'settings', 'manage']));
    expect(offered(menu)).toEqual(titles.slice(0, 3));
    const below = menu.flatMap((item) => (item.kind === 'submenu' ? offered(item.items) : []));
    expect(below).toEqual(titles.slice(3));
  });

  it('are all in the menu itself while nobody is signed in, since there is no account', () => {
    const menu = menuOf({ ...windows(['settings', 'manage']), session: { kind: 'signedOut', problem: null } });
    expect(offered(menu)).toEqual(titles.slice(2));
  });
});
