/**
 * Looks for a newer version, fetches it in the background, and hands it to the system when a person quits
 * (docs/design.md §5). Never while the agent is On Queue or interacting, never where the system ends the app. What it
 * fetches must be what a feed said whose signature was checked before: the feed is read once, and never again on the
 * way.
 */
import type { Cancel, Clock, Log } from '../ports.js';
import { isFeedAddress } from '../settings/feed-address.js';
import { addressOf, isOnHostOf } from './feed-address.js';
import { isSignedWith, SIGNATURE_ENDING } from './feed-signature.js';
import { feedName, fileFor, readFeed, type Feed } from './feed.js';
import { updatesItself, type KindOfInstall, type SelfUpdating } from './kind-of-install.js';
import { UpdateRefused, type Refusal } from './refusal.js';
import { whatChanged } from './release-notes.js';
import { openUpdateMemory, type UpdateStore } from './update-memory.js';
import { compareVersions } from './version.js';

export type UpdateState =
  /** The organisation or the person does not want it, or this copy has no feed. */
  | { readonly kind: 'off' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'current' }
  /** The feed or the file could not be read this time. It is tried again. */
  | { readonly kind: 'failed' }
  /** There is a newer version, and somebody else installs it. */
  | { readonly kind: 'told'; readonly version: string; readonly changes: string }
  /** It is fetched once the agent is off queue. */
  | { readonly kind: 'waits'; readonly version: string }
  | { readonly kind: 'fetching'; readonly version: string }
  | { readonly kind: 'ready'; readonly version: string; readonly changes: string }
  /** @param version null: the feed itself was refused */
  | { readonly kind: 'refused'; readonly version: string | null; readonly reason: Refusal };

/** One file of a feed that was checked. */
export interface Update {
  readonly version: string;
  /** Of the file, on the feed's host. */
  readonly address: string;
  readonly sha512: string;
  readonly size: number | null;
  readonly blockMapSize: number | null;
  readonly changes: string;
  /** The feed's own address. */
  readonly feed: string;
}

export interface Installer {
  /**
   * Fetches the file and checks it. Rejects with {@link UpdateRefused} for what must not be tried again. Whatever else
   * may pass. After `signal` it may resolve or reject, but fetches nothing more.
   */
  fetch(update: Update, signal: AbortSignal): Promise<void>;
  /** Replaces the app, which is about to end. @param restart it starts again afterwards */
  install(restart: boolean): Promise<void>;
}

export interface UpdatesDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly store: UpdateStore;
  /** The running version. */
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly arch: string;
  readonly install: KindOfInstall;
  /** The public key of the feed's signature. Null: this copy was built without one. */
  readonly key: string | null;
  /** The system checks the publisher's signature on a file before it is installed. */
  readonly systemChecks: boolean;
  /** What policy and settings say now. */
  mode(): 'on' | 'tell' | 'off';
  /** The feed's folder. Null: there is none. */
  feed(): string | null;
  /**
   * Reads a small file. Null: there is no such file. Rejects with {@link UpdateRefused} if it is redirected to another
   * host.
   */
  read(address: string): Promise<Uint8Array | null>;
  /** Rejects on what is no YAML. */
  parseYaml(text: string): Promise<unknown>;
  readonly installer: Installer;
  /** On Queue, or interacting. */
  busy(): boolean;
  onState(state: UpdateState): void;
}

export interface Updates {
  /** What this copy could do at most, whatever the settings say. */
  readonly can: 'install' | 'tell' | 'nothing';
  state(): UpdateState;
  /** Looks now, as a person asked. Resolves when it is known how it went, fetching included. */
  look(): Promise<void>;
  /** The agent's routing status or presence may have changed. */
  busyChanged(): void;
  /** The settings may have changed. */
  settingsChanged(): void;
  /**
   * A person quits: what then replaces the app, once everything has been let go of. Null: there is nothing to install
   * now. It does not reject.
   */
  onQuit(restart: boolean): (() => Promise<void>) | null;
  /** This is the first run of a version that an update brought. */
  readonly arrived: { readonly changes: string } | null;
  end(): void;
}

/** A thousand computers that start at eight must not ask at once. */
const FIRST_LOOK_MS = 120_000;
const FIRST_SPREAD_MS = 10 * 60_000;
const LOOKS_EVERY_MS = 6 * 3_600_000;
const SPREAD_MS = 3_600_000;
const LONGEST_FEED = 200_000;

const ENDINGS = { perUser: '.exe', mac: '.zip', appImage: '.AppImage' } as const satisfies Record<SelfUpdating, string>;

export function createUpdates(deps: UpdatesDeps): Updates {
  const { clock, log, install, installer } = deps;
  const memory = openUpdateMemory(deps.store, deps.version, deps.random);
  let state: UpdateState = { kind: 'idle' };
  let looking: Promise<void> | null = null;
  /** Waits for the agent to be off queue. */
  let waiting: Update | null = null;
  let fetching: { readonly update: Update; readonly stop: AbortController } | null = null;
  /** The last fetch, which may still be ending after it was stopped. */
  let last: Promise<unknown> = Promise.resolve();
  let fetched: Update | null = null;
  let cancelTimer: Cancel = () => undefined;
  let ended = false;
  /** It may have happened during a wait. */
  const hasEnded = (): boolean => ended;

  const set = (next: UpdateState): void => {
    state = next;
    deps.onState(next);
  };
  const can = (): Updates['can'] => {
    const feed = deps.feed();
    if (install === 'source' || feed === null || !isFeedAddress(feed)) return 'nothing';
    // Where the system does not check whose a file is, the feed's signature must.
    return updatesItself(install) && (deps.systemChecks || deps.key !== null) ? 'install' : 'tell';
  };
  const wanted = (): 'on' | 'tell' | 'off' => {
    const mode = deps.mode();
    if (can() === 'nothing') return 'off';
    return mode === 'on' && can() === 'tell' ? 'tell' : mode;
  };
  const refuse = (version: string | null, reason: Refusal): void => {
    log.warn('an update is refused', { version, reason });
    set({ kind: 'refused', version, reason });
  };
  const ready = (update: Update): UpdateState => ({
    kind: 'ready',
    version: update.version,
    changes: update.changes,
  });

  /** The feed's bytes are checked first, then understood. */
  async function feedFrom(address: string): Promise<Feed> {
    const bytes = await deps.read(address);
    if (bytes === null) throw new Error('there is no feed');
    if (bytes.length > LONGEST_FEED) throw new UpdateRefused('unreadable', 'too long');
    if (deps.key !== null) {
      const signature = await deps.read(`${address}${SIGNATURE_ENDING}`);
      if (signature === null) throw new UpdateRefused('unsigned');
      if (!isSignedWith(deps.key, bytes, Buffer.from(signature).toString('latin1')))
        throw new UpdateRefused('signature');
    }
    const text = new TextDecoder().decode(bytes);
    const values = await deps.parseYaml(text).catch((error: unknown) => {
      throw new UpdateRefused('unreadable', error instanceof Error ? error.message.slice(0, 100) : '');
    });
    return readFeed(values);
  }

  /** What the feed offers to this copy, or the state that says why nothing. */
  async function offered(feed: string): Promise<Update | UpdateState> {
    const address = addressOf(feed, feedName(deps.platform, deps.arch));
    const found = await feedFrom(address);
    const { version } = found;
    const order = compareVersions(version, deps.version);
    if (order === 0) return { kind: 'current' };
    const refused = order < 0 ? 'downgrade' : memory.failure(version);
    if (refused !== null) return { kind: 'refused', version, reason: refused };
    if (memory.place * 100 >= found.stagingPercentage) return { kind: 'current' };
    const changes = whatChanged(found.releaseNotes);
    if (wanted() !== 'on' || !updatesItself(install)) return { kind: 'told', version, changes };
    try {
      const file = fileFor(found, ENDINGS[install], deps.arch);
      return {
        version,
        address: addressOf(feed, file.url),
        sha512: file.sha512,
        size: file.size ?? null,
        blockMapSize: file.blockMapSize ?? null,
        changes,
        feed: address,
      };
    } catch (error) {
      if (error instanceof UpdateRefused) return { kind: 'refused', version, reason: error.reason };
      throw error;
    }
  }

  /** Fetches it unless the agent is On Queue. Then it waits. */
  async function take(update: Update): Promise<void> {
    waiting = null;
    if (deps.busy()) {
      waiting = update;
      set({ kind: 'waits', version: update.version });
      return;
    }
    const stop = new AbortController();
    set({ kind: 'fetching', version: update.version });
    fetching = { update, stop };
    // One at a time, also after a stopped one.
    const done = last.then(() => (stop.signal.aborted ? undefined : installer.fetch(update, stop.signal)));
    last = done.catch(() => undefined);
    try {
      await done;
      if (stop.signal.aborted) return;
      fetched = update;
      log.info('an update is ready', { version: update.version });
      set(ready(update));
    } catch (error) {
      if (stop.signal.aborted) return;
      if (error instanceof UpdateRefused) {
        memory.failed(update.version, error.reason);
        refuse(update.version, error.reason);
      } else failed(error);
    } finally {
      if (isFetching(stop)) fetching = null;
    }
  }
  function failed(error: unknown): void {
    log.warn('no update could be fetched', { cause: error instanceof Error ? error.message : 'unknown' });
    set({ kind: 'failed' });
  }
  const isFetching = (stop: AbortController): boolean => fetching?.stop === stop;
  /** What is being fetched is not wanted now. */
  function drop(): void {
    fetching?.stop.abort();
    fetching = null;
    waiting = null;
  }

  async function lookOnce(): Promise<void> {
    const feed = deps.feed();
    if (ended) return;
    if (feed === null || wanted() === 'off') {
      drop();
      set({ kind: 'off' });
      return;
    }
    // What waits or is being fetched goes on.
    if (waiting !== null || fetching !== null) return;
    const before = fetched;
    if (before === null) set({ kind: 'looking' });
    let found: Update | UpdateState;
    try {
      found = await offered(feed);
    } catch (error) {
      if (hasEnded()) return;
      if (error instanceof UpdateRefused) refuse(null, error.reason);
      else if (before === null) failed(error);
      return;
    }
    if (hasEnded()) return;
    // The settings may have changed meanwhile.
    if (wanted() === 'off' || feed !== deps.feed()) {
      set({ kind: wanted() === 'off' ? 'off' : 'idle' });
      return;
    }
    if ('kind' in found) {
      fetched = null;
      if (found.kind === 'refused') refuse(found.version, found.reason);
      else set(found);
    } else if (before !== null && before.version === found.version && before.sha512 === found.sha512)
      set(ready(before));
    else {
      fetched = null;
      await take(found);
    }
  }
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => (looking = null));
    return looking;
  };

  const nextLook = (ms: number): void => {
    cancelTimer = clock.after(ms, () => {
      void look();
      nextLook(LOOKS_EVERY_MS + deps.random() * SPREAD_MS);
    });
  };
  if (wanted() === 'off') state = { kind: 'off' };
  nextLook(FIRST_LOOK_MS + deps.random() * FIRST_SPREAD_MS);

  return {
    get can() {
      return can();
    },
    state: () => state,
    arrived: memory.arrived,
    look,
    busyChanged() {
      if (ended) return;
      if (fetching !== null && deps.busy()) {
        const { update } = fetching;
        drop();
        waiting = update;
        set({ kind: 'waits', version: update.version });
      } else if (waiting !== null && !deps.busy()) void take(waiting);
    },
    settingsChanged() {
      const mode = wanted();
      const held = fetching?.update ?? waiting ?? fetched;
      // Another feed's file is not installed, nor one that is only to be told of now.
      const gone = held !== null && (mode !== 'on' || !isOnHostOf(deps.feed() ?? '', held.feed));
      if (gone) {
        drop();
        fetched = null;
      }
      if (mode === 'off') set({ kind: 'off' });
      else if (gone || state.kind === 'off') set({ kind: 'idle' });
    },
    onQuit(restart) {
      const update = fetched;
      if (ended || update === null || wanted() !== 'on' || deps.busy()) return null;
      return async () => {
        fetched = null;
        await memory.installs(update.version, update.changes);
        try {
          await installer.install(restart);
          log.info('an update is installed', { version: update.version });
        } catch (error) {
          memory.failed(update.version, error instanceof UpdateRefused ? error.reason : 'notInstalled');
          log.error('an update could not be installed', { cause: error instanceof Error ? error.message : 'unknown' });
          await deps.store.flushed();
        }
      };
    },
    end() {
      ended = true;
      cancelTimer();
      drop();
    },
  };
}
