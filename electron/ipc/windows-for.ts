/** Which windows a person may open. Main decides; windows are told the outcome in the app's state. */
import { hasPermission, maySuperviseOthers } from '../presence/definitions/permissions.js';
import type { Settings } from '../settings/settings.js';
import { OPENED_WINDOWS, type OpenedWindow } from './window-table.js';

/** What decides whether a window is offered. */
export interface Asking {
  /** An expired session counts as signed in. */
  readonly signedIn: boolean;
  /** The names of the person's permissions. Empty: nobody is signed in. */
  readonly permissions: readonly string[];
  /** People report to them. */
  readonly leads: boolean;
  readonly settings: Settings;
}

/** With any of these a person may change something in the organisation. */
export const MANAGES = [
  'presence:presenceDefinition:add',
  'presence:presenceDefinition:edit',
  'presence:presenceDefinition:delete',
  'presence:source:add',
  'presence:source:edit',
  'presence:source:delete',
  'presence:settings:edit',
  'presence:userPrimarySource:edit',
] as const;

const MAY_OPEN: Readonly<Record<OpenedWindow, (asking: Asking) => boolean>> = {
  day: ({ signedIn, settings }) => signedIn && settings.history,
  // To read others' presences takes no permission, so who has reports may look after them.
  team: ({ signedIn, permissions, leads, settings }) =>
    signedIn && settings.team && (leads || maySuperviseOthers(permissions)),
  settings: () => true,
  manage: ({ signedIn, permissions, settings }) =>
    signedIn && settings.manage && MANAGES.some((permission) => hasPermission(permissions, permission)),
};

/** The windows this person may open now, in display order. */
export const windowsFor = (asking: Asking): OpenedWindow[] =>
  OPENED_WINDOWS.filter((window) => MAY_OPEN[window](asking));
