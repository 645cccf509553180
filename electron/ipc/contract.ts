/**
 * Everything that passes between main and a window, in one object. Each subject has a file, joined here. The preload,
 * main's handlers, the renderer's types, the test doubles and the hostile-message test (test/unit/ipc) derive from it.
 *
 * A new subject is a file in `contract/` with `invoke`, `push`, `object` and `list` entries, one line here, and one
 * file in `app/handlers/` that answers it. The compiler names what is missing.
 */
import type * as v from 'valibot';
import { aboutChannels } from './contract/about.js';
import { appChannels } from './contract/app.js';
import { dayChannels } from './contract/day.js';
import { manageChannels } from './contract/manage.js';
import { personalChannels } from './contract/personal.js';
import { popupChannels } from './contract/popup.js';
import { presenceChannels } from './contract/presence.js';
import { scheduleChannels } from './contract/schedule.js';
import { proxyChannels } from './contract/proxy.js';
import { sessionChannels } from './contract/session.js';
import { settingsChannels } from './contract/settings.js';
import { teamChannels } from './contract/team.js';
import { updateChannels } from './contract/updates.js';

export const contract = {
  ...appChannels,
  ...aboutChannels,
  ...presenceChannels,
  ...sessionChannels,
  ...personalChannels,
  ...settingsChannels,
  ...popupChannels,
  ...dayChannels,
  ...scheduleChannels,
  ...manageChannels,
  ...proxyChannels,
  ...teamChannels,
  ...updateChannels,
} as const;

export type Contract = typeof contract;
export type Channel = keyof Contract;
type Going<Direction extends string> = {
  [C in Channel]: Contract[C] extends { readonly direction: Direction } ? C : never;
}[Channel];
export type InvokeChannel = Going<'invoke'>;
export type PushChannel = Going<'push'>;
export type SubscriptionChannel = Going<'subscription'>;
type Kind<K extends string> = {
  [C in SubscriptionChannel]: Contract[C] extends { readonly kind: K } ? C : never;
}[SubscriptionChannel];
export type ObjectChannel = Kind<'object'>;
export type ListChannel = Kind<'list'>;

export type Request<C extends InvokeChannel> = v.InferOutput<Contract[C]['request']>;
export type Response<C extends InvokeChannel> = v.InferOutput<Contract[C]['response']>;
export type Payload<C extends PushChannel> = v.InferOutput<Contract[C]['payload']>;
export type Params<C extends SubscriptionChannel> = v.InferOutput<Contract[C]['params']>;
export type Value<C extends ObjectChannel> = v.InferOutput<Contract[C]['value']>;
export type Row<C extends ListChannel> = v.InferOutput<Contract[C]['row']>;

/**
 * What changed in a list a window follows. Apply it in this order: remove rows, change rows in place, append new ones,
 * reorder.
 */
export interface ListChange<R extends { readonly id: string }> {
  readonly gone?: readonly string[];
  readonly put?: readonly R[];
  /** The ids of all rows, if appending the new ones does not give the right order. */
  readonly order?: readonly string[];
}

/** All of what a window follows. */
export type Snapshot<C extends SubscriptionChannel> = C extends ListChannel
  ? readonly Row<C>[]
  : C extends ObjectChannel
    ? Value<C>
    : never;
export type Change<C extends SubscriptionChannel> = C extends ListChannel
  ? ListChange<Row<C>>
  : C extends ObjectChannel
    ? Partial<Value<C>>
    : never;

/**
 * What a window hears of something it follows. A later snapshot replaces everything. `refused`: main would not open it,
 * and nothing more comes.
 */
export type Heard<Whole, Part> =
  | { readonly kind: 'snapshot'; readonly value: Whole }
  | { readonly kind: 'change'; readonly value: Part }
  | { readonly kind: 'refused' };
export type HeardObject<C extends ObjectChannel> = Heard<Value<C>, Partial<Value<C>>>;
export type HeardList<C extends ListChannel> = Heard<readonly Row<C>[], ListChange<Row<C>>>;

/** What the preload gives a window as `window.presenceTray`. */
export interface WindowApi {
  invoke<C extends InvokeChannel>(channel: C, request: Request<C>): Promise<Response<C>>;
  /** Returns a function that ends it. */
  on<C extends PushChannel>(channel: C, listener: (payload: Payload<C>) => void): () => void;
  /** Follows something. Returns a function that ends it. `renderer/shared/follow.svelte.ts` turns it into state. */
  follow<C extends ObjectChannel>(channel: C, params: Params<C>, listener: (heard: HeardObject<C>) => void): () => void;
  follow<C extends ListChannel>(channel: C, params: Params<C>, listener: (heard: HeardList<C>) => void): () => void;
}

/** True for names in the contract. Narrows names from outside. */
export const isChannel = (name: string): name is Channel => Object.hasOwn(contract, name);
