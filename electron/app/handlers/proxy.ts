/** A proxy that asks for a password. */
import type { proxyChannels } from '../../ipc/contract/proxy.js';
import type { Handlers } from '../../ipc/server.js';
import { objectSource } from '../../ipc/sources.js';
import type { ProxySignIn } from '../../session/proxy-sign-in.js';

export interface ProxyParts {
  readonly proxy: Pick<ProxySignIn, 'question' | 'onChange' | 'answer' | 'notNow' | 'askAgain'>;
}

export const proxyHandlers = ({ proxy }: ProxyParts): Pick<Handlers, keyof typeof proxyChannels> => ({
  'proxy:question': objectSource(
    () => ({ question: proxy.question() }),
    (changed) => proxy.onChange(changed),
  ),
  'proxy:answer': (given) => void proxy.answer(given),
  'proxy:notNow': () => proxy.notNow(),
  'proxy:askAgain': () => proxy.askAgain(),
});
