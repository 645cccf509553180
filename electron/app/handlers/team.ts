/** Other people's presences, for *Team*. What does the work is read when the window is first opened. */
import type { SubscriptionChannel } from '../../ipc/contract.js';
import type { teamChannels } from '../../ipc/contract/team.js';
import type { Handlers } from '../../ipc/server.js';
import type { Source } from '../../ipc/subscriptions.js';
import type { Cancel } from '../../ports.js';
import type { TeamDesk } from '../team-desk.js';

export interface TeamParts {
  /** Made when first asked for. */
  readonly teamDesk: () => Promise<TeamDesk>;
}

export function teamHandlers({ teamDesk }: TeamParts): Pick<Handlers, keyof typeof teamChannels> {
  /** A source that is there once the desk is. */
  const later =
    <C extends SubscriptionChannel>(of: (desk: TeamDesk) => Source<C>): Source<C> =>
    (params, follower, from) => {
      let ended = false;
      let cancel: Cancel = () => undefined;
      void teamDesk().then((desk) => {
        if (!ended) cancel = of(desk)(params, follower, from);
      });
      return () => {
        ended = true;
        cancel();
      };
    };
  return {
    'team:choices': later((desk) => desk.choices),
    'team:rows': later((desk) => desk.rows),
    'team:status': later((desk) => desk.status),
    'team:job': later((desk) => desk.job),
    'team:results': later((desk) => desk.results),
    'team:inSight': async ({ ids }) => (await teamDesk()).inSight(ids),
    'team:readAgain': async () => (await teamDesk()).readAgain(),
    'team:set': async (asked) => (await teamDesk()).set(asked),
    'team:tryAgain': async () => (await teamDesk()).tryAgain(),
    'team:undo': async () => (await teamDesk()).undo(),
    'team:putAway': async () => (await teamDesk()).putAway(),
    'team:watch': async (asked) => (await teamDesk()).watch(asked),
    'team:setThreshold': async (asked) => (await teamDesk()).setThreshold(asked),
    'team:saveList': async (asked) => (await teamDesk()).saveList(asked),
    'team:deleteList': async (asked) => (await teamDesk()).deleteList(asked),
    'team:export': async (asked) => (await teamDesk()).exportCsv(asked),
    'team:person': async (asked) => (await teamDesk()).person(asked),
    'team:setPrimary': async (asked) => (await teamDesk()).setPrimary(asked),
    'team:customSource': async (asked) => (await teamDesk()).customSource(asked),
    'team:setCustomSource': async (asked) => (await teamDesk()).setCustomSource(asked),
  };
}
