/**
 * The user name and password of a proxy that asks for them (407): asked for once, kept in the keychain, given to no
 * other proxy. Chromium keeps what a proxy took in the session of the requests; here is decided what it is given, and
 * when a person is asked.
 */
import * as v from 'valibot';
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import { proxyCredentialsSchema, type ProxyCredentials } from './proxy-credentials.js';
import { VaultError } from './vault.js';
import type { VaultKeeper } from './vault-keeper.js';

/** A proxy's question, as Chromium tells it. */
export interface ProxyChallenge {
  /** Host and port: `proxy.example:3128`. */
  readonly proxy: string;
  /**
   * The way of the sign-in that Chromium chose of those the proxy offers, in small letters: `basic`, `digest`, `ntlm`,
   * `negotiate`.
   */
  readonly scheme: string;
}

/**
 * How a request that carries nothing fared on its way: it got past every proxy (`through`), one asked and was given
 * nothing that it took (`refused`), or it broke off otherwise (`broken`).
 */
export type ProxyTrial = 'through' | 'refused' | 'broken';

/** Sends such a request towards an address. @param answer what a proxy is given when it asks; null: nothing */
export type TryProxy = (
  address: string,
  answer: (challenge: ProxyChallenge) => Promise<ProxyCredentials | null>,
) => Promise<ProxyTrial>;

/**
 * What became of a request's 407. `open`: the proxy lets requests by now. `asks`: a person is asked, or has said "not
 * now". `forbidden`: the organisation does not want one asked. `other`: it was not the proxy's password after all.
 */
export type ProxyVerdict = 'open' | 'asks' | 'forbidden' | 'other';

/** What a person is asked, or could be. */
export interface ProxyQuestion extends ProxyChallenge {
  /** `declined`: they said "not now", and are not asked again unless they want to. */
  readonly step: 'asking' | 'checking' | 'declined';
  /** Why what was given last did not do. */
  readonly problem: 'wrong' | 'broken' | null;
  /** The user name that was given last. */
  readonly user: string;
}

export interface ProxySignInDeps {
  readonly keeper: Pick<VaultKeeper, 'read' | 'keep' | 'forget'>;
  readonly log: Log;
  readonly tryProxy: TryProxy;
  /** Whether the organisation lets a person be asked, and the answer be kept. */
  allowed(): boolean;
  /** The keychain did not take it: the proxy is asked about again after the next start. */
  notKept(proxy: string): void;
}

export interface ProxySignIn {
  /** A request to this address got a 407, or something that may stand for one. Never rejects. */
  met(address: string): Promise<ProxyVerdict>;
  /** A request to this address got through. */
  passed(address: string): void;
  /** Null while no proxy asks. */
  question(): ProxyQuestion | null;
  onChange(run: () => void): Cancel;
  /** Calls when a proxy that had asked lets requests by. */
  onOpen(run: () => void): Cancel;
  /**
   * Resolves true once the proxy that asks lets requests by; false where nobody is going to answer, or the signal
   * aborts.
   */
  opens(signal: AbortSignal): Promise<boolean>;
  /** What the person typed. Never rejects: what comes of it is the question. */
  answer(given: ProxyCredentials): Promise<void>;
  notNow(): void;
  /** The person wants to be asked after all. */
  askAgain(): void;
  /** What this proxy took in this run, for what does not go by Chromium; null where nothing is known. */
  taken(proxy: string): (ProxyCredentials & { readonly scheme: string }) | null;
  /** Forgets what is known in memory; the keychain is another's to clear. */
  forget(): void;
}

/** The item's name in the keychain. */
export const proxyVaultKey = (proxy: string): string => `proxy ${proxy}`;
/** Null for other items. */
export const proxyOfKey = (key: string): string | null => /^proxy (\S+:\d+)$/.exec(key)?.[1] ?? null;

interface Asked extends ProxyQuestion {
  /** Where the way led that was met first; what is given is tried there. */
  readonly address: string;
  /** Everything whose requests met this proxy. */
  readonly origins: ReadonlySet<string>;
}

export function createProxySignIn(deps: ProxySignInDeps): ProxySignIn {
  const { keeper, log } = deps;
  const changed = createEmitter(log, 'proxy');
  const opened = createEmitter(log, 'proxy open');
  /** By proxy, in this run. */
  const taken = new Map<string, ProxyCredentials & { readonly scheme: string }>();
  const declined = new Set<string>();
  /**
   * Looks under way, by origin: what many requests met at once is one look. One after the other, so that a password
   * that is wrong is given once.
   */
  const looks = new Map<string, Promise<ProxyVerdict>>();
  let lastLook: Promise<unknown> = Promise.resolve();
  let asked: Asked | null = null;

  const show = (next: Asked | null): void => {
    asked = next;
    changed.emit();
  };
  const ask = (challenge: ProxyChallenge, address: string, problem: ProxyQuestion['problem'], user: string): void => {
    const { origin } = new URL(address);
    if (asked !== null) {
      // One question at a time: another proxy asks again with the next request.
      if (asked.proxy === challenge.proxy) asked = { ...asked, origins: new Set([...asked.origins, origin]) };
      return;
    }
    const step = declined.has(challenge.proxy) && problem === null ? 'declined' : 'asking';
    log.info('a proxy asks for a password', { proxy: challenge.proxy, scheme: challenge.scheme, step, problem });
    show({ ...challenge, address, origins: new Set([origin]), step, problem, user });
  };

  const kept = async (proxy: string): Promise<ProxyCredentials | null> => {
    try {
      const text = await keeper.read(proxyVaultKey(proxy));
      if (text === null) return null;
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), proxyCredentialsSchema), text);
      return parsed.success ? parsed.output : null;
    } catch (error) {
      log.warn('keychain could not be read', { trouble: error instanceof VaultError ? error.trouble : 'other' });
      return null;
    }
  };

  /** Tries with what is known, for each proxy once: a password given again and again locks its owner out. */
  const tryKnown = async (address: string) => {
    const given = new Map<string, ProxyCredentials>();
    const met: ProxyChallenge[] = [];
    const trial = await deps.tryProxy(address, async (challenge) => {
      met.push(challenge);
      if (!deps.allowed() || given.has(challenge.proxy)) return null;
      const known = taken.get(challenge.proxy) ?? (await kept(challenge.proxy));
      if (known !== null) given.set(challenge.proxy, known);
      return known;
    });
    return { trial, given, challenge: met.at(-1) ?? null };
  };

  const look = async (address: string): Promise<ProxyVerdict> => {
    const { trial, given, challenge } = await tryKnown(address);
    const known = challenge === null ? undefined : given.get(challenge.proxy);
    if (trial === 'through') {
      // Where nothing was asked, Chromium knew already: another request was first.
      if (challenge !== null && known !== undefined) taken.set(challenge.proxy, { ...known, scheme: challenge.scheme });
      return 'open';
    }
    if (challenge === null || trial === 'broken') return 'other';
    if (!deps.allowed()) return 'forbidden';
    const { proxy } = challenge;
    if (known !== undefined) {
      taken.delete(proxy);
      void keeper.forget(proxyVaultKey(proxy));
    }
    ask(challenge, address, known === undefined ? null : 'wrong', known?.user ?? '');
    return 'asks';
  };

  const isChecking = (proxy: string): boolean => asked?.proxy === proxy && asked.step === 'checking';
  const open = (): void => {
    show(null);
    opened.emit();
  };

  return {
    met(address) {
      const { origin } = new URL(address);
      if (asked?.origins.has(origin) === true) return Promise.resolve('asks');
      const under = looks.get(origin);
      if (under !== undefined) return under;
      const begun = lastLook
        .then(() => look(address))
        .catch((error: unknown): ProxyVerdict => {
          log.error('the proxy could not be tried', { reason: error instanceof Error ? error.message : 'unknown' });
          return 'other';
        })
        .finally(() => looks.delete(origin));
      looks.set(origin, begun);
      lastLook = begun;
      return begun;
    },
    passed(address) {
      // Another network, or a proxy that asks no more.
      if (asked !== null && asked.step !== 'checking' && asked.origins.has(new URL(address).origin)) open();
    },
    question: () => asked && { ...questionOf(asked) },
    onChange: (run) => changed.on(run),
    onOpen: (run) => opened.on(run),
    opens: (signal) =>
      new Promise((resolve) => {
        const over = (is: boolean): void => {
          cancels.forEach((cancel) => cancel());
          signal.removeEventListener('abort', giveUp);
          resolve(is);
        };
        const giveUp = (): void => over(false);
        const lookAtIt = (): void => {
          if (asked === null) over(true);
          else if (asked.step === 'declined') over(false);
        };
        const cancels = [changed.on(lookAtIt)];
        signal.addEventListener('abort', giveUp, { once: true });
        if (signal.aborted) giveUp();
        else lookAtIt();
      }),
    async answer(given) {
      if (asked?.step !== 'asking') return;
      const { address, proxy, scheme } = asked;
      show({ ...asked, step: 'checking', problem: null, user: given.user });
      let times = 0;
      let last = '';
      const trial = await deps
        .tryProxy(address, (challenge) => {
          last = challenge.proxy;
          if (challenge.proxy !== proxy) return Promise.resolve(taken.get(challenge.proxy) ?? null);
          times += 1;
          return Promise.resolve(times === 1 ? given : null);
        })
        .catch((): ProxyTrial => 'broken');
      // Forgotten meanwhile.
      if (!isChecking(proxy)) return;
      // Another proxy behind this one asks: this one has let it by.
      if (trial === 'through' || (trial === 'refused' && last !== proxy)) {
        if (times > 0) {
          taken.set(proxy, { ...given, scheme });
          void keeper.keep(proxyVaultKey(proxy), JSON.stringify(given)).then((outcome) => {
            if (outcome === 'failed') deps.notKept(proxy);
          });
        }
        declined.delete(proxy);
        log.info('the proxy has taken the password', { proxy, scheme });
        open();
        return;
      }
      log.warn('the proxy has not taken the password', { proxy, scheme, trial });
      show({ ...asked, step: 'asking', problem: trial === 'refused' ? 'wrong' : 'broken' });
    },
    notNow() {
      if (asked === null) return;
      declined.add(asked.proxy);
      show({ ...asked, step: 'declined', problem: null });
    },
    askAgain() {
      if (asked?.step !== 'declined') return;
      declined.delete(asked.proxy);
      show({ ...asked, step: 'asking' });
    },
    taken: (proxy) => taken.get(proxy) ?? null,
    forget() {
      taken.clear();
      declined.clear();
      if (asked !== null) show(null);
    },
  };
}

const questionOf = ({ proxy, scheme, step, problem, user }: Asked): ProxyQuestion => ({
  proxy,
  scheme,
  step,
  problem,
  user,
});
