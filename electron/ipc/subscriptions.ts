/**
 * Main's side of what a window follows. The window opens a subscription with its parameters, gets a snapshot, then what
 * changed, until it closes the subscription or its page is gone (closed, reloaded, crashed). Nothing is computed or
 * sent for a page that is not there.
 *
 * To let a window follow something new:
 * 1. In its file of the contract: `'day:presences': list(['day'], v.object({ date }), rowSchema)`, or `object(…)` for
 *    something small.
 * 2. In `app/handlers/`, a source that sends a snapshot and then changes, and returns what ends it:
 *    `'day:presences': ({ date }, push) => { push.snapshot(rows); return history.onChange((row) => …); }`.
 *    `objectSource` and `listSource` (sources.ts) do this for data that is read whole and compared.
 * 3. In the component: `const rows = followList(win, 'day:presences', () => ({ date }))`
 *    (renderer/shared/follow.svelte.ts). It opens with the component, opens anew when its parameters change, and ends
 *    with the component. A snapshot may come late (after a file was read), and again: it replaces everything.
 */
import * as v from 'valibot';
import type { Cancel, Log } from '../ports.js';
import { contract, isChannel } from './contract.js';
import type { Change, Channel, Heard, Params, Snapshot, SubscriptionChannel } from './contract.js';
import { RefusedMessageError, type IpcMainPort, type WindowPage } from './server.js';
import type { WindowName } from './window-table.js';
import { CLOSE, HEARD, OPEN } from './wire.js';

/**
 * How a source talks to the one page that follows it. A change before the first snapshot, or anything after the end, is
 * not sent.
 */
export interface Follower<C extends SubscriptionChannel> {
  snapshot(value: Snapshot<C>): void;
  change(change: Change<C>): void;
}

/**
 * Keeps one page up to date until the returned function is called. Throws if it cannot start, and the page is refused.
 */
export type Source<C extends SubscriptionChannel> = (
  params: Params<C>,
  follower: Follower<C>,
  from: WindowName,
) => Cancel;

export type Sources = { readonly [C in SubscriptionChannel]: Source<C> };

/** More than any window needs. It stops a page that opens them without end. */
export const MOST_OPEN = 32;

/** The most rows of a list in one message. */
export const PIECE = 500;

/**
 * A long list is sent in pieces, so that its window draws the first rows and stays responsive. 5,000 rows at once block
 * it for 0.4 s.
 */
function inPieces(whole: unknown): Heard<unknown, unknown>[] {
  if (!Array.isArray(whole)) return [{ kind: 'snapshot', value: whole }];
  const rows: readonly unknown[] = whole;
  const pieces: Heard<unknown, unknown>[] = [{ kind: 'snapshot', value: rows.slice(0, PIECE) }];
  for (let at = PIECE; at < rows.length; at += PIECE)
    pieces.push({ kind: 'change', value: { put: rows.slice(at, at + PIECE) } });
  return pieces;
}

const isSubscription = (channel: Channel): channel is SubscriptionChannel =>
  contract[channel].direction === 'subscription';

export const subscriptionChannels: readonly SubscriptionChannel[] = Object.keys(contract)
  .filter(isChannel)
  .filter(isSubscription);

/** A subscription's `id` is the page's own number, so it can only name its own. */
const idSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));
const openSchema = v.object({
  channel: v.picklist(subscriptionChannels),
  id: idSchema,
  params: v.optional(v.unknown()),
});
const closeSchema = v.object({ id: idSchema });

export function serveSubscriptions<Event>(
  ipcMain: IpcMainPort<Event>,
  identify: (event: Event) => WindowPage | null,
  sources: Sources,
  log: Log,
): void {
  const open = new Map<WindowPage, Map<number, Cancel>>();
  /** Pages already logged for opening too many. */
  const flooding = new WeakSet<WindowPage>();

  const refuse = (channel: string, why: string, from: WindowName | null): never => {
    log.warn(`subscription refused: ${why}`, { channel, from });
    throw new RefusedMessageError(channel);
  };

  const subscriptionsOf = (page: WindowPage): Map<number, Cancel> => {
    const known = open.get(page);
    if (known !== undefined) return known;
    const made = new Map<number, Cancel>();
    open.set(page, made);
    page.onGone(() => {
      open.delete(page);
      for (const end of made.values()) end();
    });
    return made;
  };

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- ties the source to its values
  const begin = <C extends SubscriptionChannel>(channel: C, id: number, raw: unknown, page: WindowPage): void => {
    const from = page.window;
    if (!contract[channel].windows.includes(from)) refuse(channel, 'sender', from);
    const params = v.safeParse(contract[channel].params, raw);
    if (!params.success) return refuse(channel, 'shape', from);
    const mine = subscriptionsOf(page);
    if (mine.has(id)) refuse(channel, 'number in use', from);
    if (mine.size >= MOST_OPEN) {
      if (flooding.has(page)) throw new RefusedMessageError(channel);
      flooding.add(page);
      refuse(channel, 'too many', from);
    }

    let ended = false;
    let begun = false;
    const tell = (heard: Heard<unknown, unknown>): void => {
      if (!ended) page.send(HEARD, { id, heard });
    };
    const source: Source<C> = sources[channel];
    const follower: Follower<C> = {
      snapshot(value) {
        begun = true;
        for (const piece of inPieces(value)) tell(piece);
      },
      change(value) {
        if (begun) tell({ kind: 'change', value });
      },
    };
    let stop: Cancel = () => undefined;
    mine.set(id, () => {
      ended = true;
      mine.delete(id);
      stop();
    });
    try {
      stop = source(params.output, follower, from);
    } catch (error) {
      mine.get(id)?.();
      log.error('subscription failed', { channel, cause: error instanceof Error ? error.message : 'unknown' });
      throw new Error(`The subscription ${channel} failed.`, { cause: error });
    }
    // It was closed while it started.
    if (!mine.has(id)) stop();
  };

  ipcMain.handle(OPEN, (event, raw) =>
    // A promise turns anything thrown into an answer.
    Promise.resolve().then(() => {
      const page = identify(event);
      if (page === null) return refuse(OPEN, 'sender', null);
      const asked = v.safeParse(openSchema, raw);
      if (!asked.success) return refuse(OPEN, 'shape', page.window);
      const { channel, id, params } = asked.output;
      begin(channel, id, params, page);
    }),
  );
  ipcMain.handle(CLOSE, (event, raw) =>
    Promise.resolve().then(() => {
      const page = identify(event);
      if (page === null) return refuse(CLOSE, 'sender', null);
      const asked = v.safeParse(closeSchema, raw);
      if (!asked.success) return refuse(CLOSE, 'shape', page.window);
      open.get(page)?.get(asked.output.id)?.();
    }),
  );
}
