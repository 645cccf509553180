/** The agent's own presence and routing status. Passes commands to the signed-in person's engine. */
import type { presenceChannels } from '../../ipc/contract/presence.js';
import type { Handlers } from '../../ipc/server.js';
import { pickRequest, type Account } from '../signed-in.js';

export interface PresenceParts {
  readonly account: Pick<Account, 'current'>;
}

export function presenceHandlers({ account }: PresenceParts): Pick<Handlers, keyof typeof presenceChannels> {
  const engine = () => account.current()?.engine;
  const personActed = (): void => account.current()?.automations.personActed();
  return {
    'presence:pick': (request, from) => {
      void account.current()?.pick(pickRequest(request, from === 'popup' ? 'popup' : 'notification'));
    },
    'presence:routine': ({ routineId }, from) => {
      void account.current()?.pickRoutine(routineId, from === 'popup' ? 'popup' : 'notification');
    },
    'presence:setMessage': (message) => {
      void account.current()?.pick({ message, origin: 'popup' });
    },
    'presence:cancelPick': () => engine()?.cancelPick(),
    'presence:retry': () => {
      personActed();
      engine()?.retry();
    },
    'presence:dismissFailed': () => engine()?.dismissFailed(),
    'presence:confirmPick': () => engine()?.confirmPick(),
    'presence:makePrimary': () => {
      personActed();
      engine()?.makePrimary();
    },
    'presence:putPrimaryOfferAway': () => engine()?.putPrimaryOfferAway(),
    'presence:cancelTimed': () => engine()?.cancelTimed(),
    'presence:extendTimed': ({ minutes }) => engine()?.extendTimed(minutes * 60_000),
    'presence:refresh': () => engine()?.refresh(),
    'routing:backOnQueue': () => engine()?.backOnQueue(),
    'routing:offQueue': () => engine()?.offQueue(),
  };
}
