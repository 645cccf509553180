import type { InvokeChannel, Request } from '../ipc/contract.js';

/** Channels that the tray, the notifications and the hotkeys also use: they may ask what a window may ask. */
export type SharedChannel = Exclude<
  InvokeChannel,
  | 'state:get'
  | 'app:texts'
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
  | `team:${string}`
>;

/**
 * A person's request from outside a window, as data: a channel of the IPC contract and its request. So menus and
 * notifications need no engine, and tests can read what an item does.
 */
export type DesktopCommand =
  | { readonly [C in SharedChannel]: { readonly command: C; readonly request: Request<C> } }[SharedChannel]
  /** Opens the popup. Only the desktop code can. */
  | { readonly command: 'popup:open'; readonly request: { readonly focusMessage: boolean } };

export type RunCommand = (command: DesktopCommand) => void;
