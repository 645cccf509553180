/**
 * Exploring the demo org. Its server runs from _Explore the demo org_ until nobody is signed in to it or about to be.
 * However often it is requested, it starts only once at a time.
 */
import type { Log } from '../ports.js';
import type { Session } from '../session/session.js';
import type { Demo } from './demo.js';

/**
 * `notOffered`: the organisation's policy does not offer the demo. `signedIn`: somebody has their own session, which
 * the demo would replace.
 */
export type Explored = 'begun' | 'notOffered' | 'signedIn';

export interface DemoServer {
  /** The running demo org, or a new one. @throws Error if it cannot start */
  get(): Promise<Demo>;
  /** The demo org with this login address. */
  ownerOf(url: string): Demo | null;
  /** Ends it. A later `get` starts another. Never rejects. */
  close(): Promise<void>;
}

export function createDemoServer(start: () => Promise<Demo>, log: Log): DemoServer {
  let starting: Promise<Demo> | null = null;
  let running: Demo | null = null;
  return {
    async get() {
      const mine = (starting ??= start());
      try {
        const demo = await mine;
        if (starting === mine) running = demo;
        return demo;
      } catch (error) {
        if (starting === mine) starting = null;
        throw error;
      }
    },
    ownerOf: (url) => (running?.owns(url) === true ? running : null),
    async close() {
      const last = starting;
      starting = null;
      running = null;
      try {
        await (await last)?.close();
        if (last !== null) log.info('the demo org has ended');
      } catch (error) {
        log.warn('the demo org did not end', { cause: error instanceof Error ? error.message : 'unknown' });
      }
    },
  };
}

export interface DemoSession {
  /** Signs in to the demo org. The session's state has the outcome. */
  explore(): Explored;
  stop(): void;
}

export function createDemoSession(deps: {
  readonly server: DemoServer;
  readonly session: Session;
  readonly log: Log;
  offered(): boolean;
  /** The demo org could not be started. */
  failed(): void;
}): DemoSession {
  const { server, session, log } = deps;
  let exploring: Promise<void> | null = null;

  const inUse = (): boolean => exploring !== null || ('demo' in session.state && session.state.demo);
  const closeUnused = (): void => {
    if (!inUse()) void server.close();
  };
  const stopFollowing = session.onChange(closeUnused);

  /** Nobody has a session of their own, or is signing in. */
  const isFree = (): boolean => {
    const { state } = session;
    if (state.kind === 'starting') return session.target === null;
    return state.kind === 'signedOut' || state.demo;
  };

  const begin = async (): Promise<void> => {
    try {
      const { target } = await server.get();
      // Somebody may have begun to sign in while the demo org started.
      if (isFree()) await session.signInTo(target);
    } catch (error) {
      log.error('the demo org did not start', { cause: error instanceof Error ? error.message : 'unknown' });
      deps.failed();
    }
  };

  return {
    explore() {
      if (!deps.offered()) return 'notOffered';
      if (!isFree()) return 'signedIn';
      exploring ??= begin().finally(() => {
        exploring = null;
        closeUnused();
      });
      return 'begun';
    },
    stop() {
      stopFollowing();
      void server.close();
    },
  };
}
