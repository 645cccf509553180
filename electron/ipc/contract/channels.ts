/** The kinds of channel between main and a window. The files beside this one define the channels, one subject each. */
import type * as v from 'valibot';
import { WINDOWS, type WindowName } from '../window-table.js';

/** A window asks, main answers. */
export interface Invoke<Request extends v.GenericSchema, Response extends v.GenericSchema> {
  readonly direction: 'invoke';
  /** Which windows may ask. */
  readonly windows: readonly WindowName[];
  readonly request: Request;
  readonly response: Response;
}

/** Main tells a window. */
export interface Push<Payload extends v.GenericSchema> {
  readonly direction: 'push';
  readonly windows: readonly WindowName[];
  readonly payload: Payload;
}

/** A window follows an object. It gets the whole, then changed fields, until it stops (subscriptions.ts). */
export interface ObjectSubscription<Params extends v.GenericSchema, Value extends v.GenericSchema<object>> {
  readonly direction: 'subscription';
  readonly kind: 'object';
  readonly windows: readonly WindowName[];
  readonly params: Params;
  readonly value: Value;
}

/**
 * A window follows a list of things with an `id` each. It gets the whole, then changed rows, until it stops
 * (subscriptions.ts).
 */
export interface ListSubscription<Params extends v.GenericSchema, Row extends v.GenericSchema<{ id: string }>> {
  readonly direction: 'subscription';
  readonly kind: 'list';
  readonly windows: readonly WindowName[];
  readonly params: Params;
  readonly row: Row;
}

export const invoke = <Q extends v.GenericSchema, R extends v.GenericSchema>(
  windows: readonly WindowName[],
  request: Q,
  response: R,
): Invoke<Q, R> => ({ direction: 'invoke', windows, request, response });

export const push = <P extends v.GenericSchema>(windows: readonly WindowName[], payload: P): Push<P> => ({
  direction: 'push',
  windows,
  payload,
});

export const object = <P extends v.GenericSchema, V extends v.GenericSchema<object>>(
  windows: readonly WindowName[],
  params: P,
  value: V,
): ObjectSubscription<P, V> => ({ direction: 'subscription', kind: 'object', windows, params, value });

export const list = <P extends v.GenericSchema, R extends v.GenericSchema<{ id: string }>>(
  windows: readonly WindowName[],
  params: P,
  row: R,
): ListSubscription<P, R> => ({ direction: 'subscription', kind: 'list', windows, params, row });

/** For channels that every window may use. */
export const every: readonly WindowName[] = WINDOWS;
