import { expect, test } from 'vitest';
import { appHandlers, type AppParts } from '../../../../electron/app/handlers/app.js';
import type { OpenedWindow } from '../../../../electron/ipc/window-table.js';
import { isOfferedIn, OPENED_WINDOWS } from '../../../../electron/ipc/window-table.js';
import { windowsFor, type Asking } from '../../../../electron/ipc/windows-for.js';
import { defaultSettings } from '../../../../electron/settings/settings.js';
import { exampleState } from '../../desktop/example-state.js';

/** The handlers of an app that offers these windows. */
function offering(...windows: OpenedWindow[]) {
  const opened: unknown[] = [];
  const begun: string[] = [];
  const state = exampleState({ app: { ...exampleState().app, windows } });
  const handlers = appHandlers({
    store: { get: () => state },
    windows: { open: (window: string, place: object) => opened.push([window, place]) },
    windowOpens: (window: string) => begun.push(window),
  } as unknown as AppParts);
  return { opened, begun, open: handlers['app:openWindow'] };
}

test.each(OPENED_WINDOWS)('to open %s opens it and no other, at its section', (window) => {
  const { opened, begun, open } = offering(...OPENED_WINDOWS);
  open({ window, definitionId: 'd-break' }, 'popup');
  expect(begun).toEqual([window]);
  expect(opened).toEqual([[window, { section: null, definitionId: 'd-break' }]]);
});

test.each(OPENED_WINDOWS)('who may not open %s does not get it by asking all the same', (window) => {
  const { opened, begun, open } = offering();
  open({ window }, 'popup');
  expect(opened).toEqual([]);
  expect(begun).toEqual([]);
});

test('the settings are there for everybody: before the first sign-in, too', () => {
  const asking: Asking = { signedIn: false, permissions: [], leads: false, settings: defaultSettings('linux', true) };
  expect(windowsFor(asking)).toContain('settings');
});

test.each(['team', 'manage'] as const)('%s is offered in the popup’s footer and in its account menu', (window) => {
  expect(isOfferedIn('footer', window)).toBe(true);
  expect(isOfferedIn('accountMenu', window)).toBe(true);
});
