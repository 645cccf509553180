import type { InvokeChannel, Request } from '../ipc/contract.js';

/** Channels of the contract that the tray, the notifications and the hotkeys use too: what a window may ask, they may ask. */
export type SharedChannel = Exclude<
  InvokeChannel,
  | 'state:get'
  | 'popup:resize'
  | 'environment:set'
  | 'app:openLink'
  | 'app:zoom'
  | 'app:copyDetails'
  | 'app:dismissNotice'
  | 'settings:set'
  | `personal:${string}`
  | `schedule:${string}`
  | 'hotkeys:set'
  | 'hotkeys:clear'
  | 'hotkeys:mode'
>;

/**
 * What a person asked for outside of a window, as data: a channel of the IPC contract with its request. Whoever shows a menu or a
 * notification needs to know no engine, and tests can read what an item does.
 */
export type DesktopCommand =
  | { readonly [C in SharedChannel]: { readonly command: C; readonly request: Request<C> } }[SharedChannel]
  /** Opens the popup; only the desktop can. */
  | { readonly command: 'popup:open'; readonly request: { readonly focusMessage: boolean } };

export type RunCommand = (command: DesktopCommand) => void;
