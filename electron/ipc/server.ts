/**
 * Main's side of the contract. Every message is checked twice before anything sees it: by its sender and by its schema
 * (Electron's security checklist, item 17).
 */
import * as v from 'valibot';
import type { Log } from '../ports.js';
import { contract, isChannel, type Channel, type InvokeChannel, type Payload, type PushChannel } from './contract.js';
import type { Request, Response } from './contract.js';
import { serveSubscriptions, type Sources } from './subscriptions.js';
import type { WindowName } from './window-table.js';

/** What a handler returns. Anything, if the contract expects no answer. */
type Answer<C extends InvokeChannel> = undefined extends Response<C> ? unknown : Response<C> | Promise<Response<C>>;

/** One function per channel that a window can ask. */
export type Commands = {
  readonly [C in InvokeChannel]: (request: Request<C>, from: WindowName) => Answer<C>;
};

/** Everything main answers: what windows ask and what they follow. */
export type Handlers = Commands & Sources;

/** The part of Electron's `ipcMain` that we use. `Event` is what it passes to a listener. */
export interface IpcMainPort<Event> {
  handle(channel: string, listener: (event: Event, request: unknown) => Promise<unknown>): void;
}

/** A page in one of our windows, from its load until the window closes, reloads or crashes. */
export interface WindowPage {
  readonly window: WindowName;
  /** Does nothing once the page is gone. */
  send(channel: string, payload: unknown): void;
  /** Calls once, when the page is gone. */
  onGone(run: () => void): void;
}

/** The answer to a refused message. It does not say why: the reason is in the log. */
export class RefusedMessageError extends Error {
  constructor(channel: string) {
    super(`The message ${channel} was refused.`);
    this.name = 'RefusedMessageError';
  }
}

const isInvoke = (channel: Channel): channel is InvokeChannel => contract[channel].direction === 'invoke';

export const invokeChannels: readonly InvokeChannel[] = Object.keys(contract).filter(isChannel).filter(isInvoke);

/**
 * Answers the windows.
 * @param identify our page that an event comes from. Null: anything else (a foreign frame, another page)
 */
export function serveIpc<Event>(
  ipcMain: IpcMainPort<Event>,
  identify: (event: Event) => WindowPage | null,
  handlers: Handlers,
  log: Log,
): void {
  const commands: Commands = handlers;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- ties the handler to its schema
  const serve = <C extends InvokeChannel>(channel: C): void => {
    const { windows, request: requestSchema, response: responseSchema } = contract[channel];
    ipcMain.handle(channel, async (event, raw) => {
      const from = identify(event)?.window ?? null;
      if (from === null || !windows.includes(from)) {
        log.warn('message refused: sender', { channel, from });
        throw new RefusedMessageError(channel);
      }
      const request = v.safeParse(requestSchema, raw);
      if (!request.success) {
        log.warn('message refused: shape', { channel, from, issue: request.issues[0].type });
        throw new RefusedMessageError(channel);
      }
      const handler: Commands[C] = commands[channel];
      try {
        const answer: unknown = await Promise.resolve<unknown>(handler(request.output, from));
        return responseSchema.type === 'undefined' ? undefined : v.parse(responseSchema, answer);
      } catch (error) {
        log.error('message failed', { channel, cause: error instanceof Error ? error.message : 'unknown' });
        throw new Error(`The message ${channel} failed.`, { cause: error });
      }
    });
  };
  for (const channel of invokeChannels) serve(channel);
  serveSubscriptions(ipcMain, identify, handlers, log);
}

/** Sends to those windows that the contract allows to hear the channel. */
export function pushTo<C extends PushChannel>(pages: Iterable<WindowPage>, channel: C, payload: Payload<C>): void {
  const windows: readonly WindowName[] = contract[channel].windows;
  for (const page of pages) if (windows.includes(page.window)) page.send(channel, payload);
}
