/** Newer versions of the app. */
import type { updateChannels, UpdateView } from '../../ipc/contract/updates.js';
import type { Handlers } from '../../ipc/server.js';
import { objectSource } from '../../ipc/sources.js';
import type { Cancel } from '../../ports.js';

export interface UpdateParts {
  readonly updates: {
    view(): UpdateView;
    onChange(run: () => void): Cancel;
    /** Reads what looks for updates, if it is not read yet. */
    open(): void;
    look(): void;
    /** Nothing happens where nothing can be installed now. */
    restart(): void;
  };
}

export const updateHandlers = ({ updates }: UpdateParts): Pick<Handlers, keyof typeof updateChannels> => ({
  'update:state': (params, follower) => {
    updates.open();
    return objectSource(
      () => updates.view(),
      (changed) => updates.onChange(changed),
    )(params, follower);
  },
  'update:look': () => updates.look(),
  'update:restart': () => updates.restart(),
});
