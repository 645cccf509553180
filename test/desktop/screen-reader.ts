/**
 * A screen reader's view of the session: what programs tell over the accessibility bus (AT-SPI 2), asked and listened
 * to as a screen reader does. Nothing of the app is switched on for it: its tree comes because somebody listens.
 */
import * as v from 'valibot';
import { BusConnection, CallRefusedError } from './bus-connection.js';
import type { Bus } from './bus.js';
import type { Message } from './dbus-read.js';
import { waitFor } from './wait.js';

const REGISTRY = 'org.a11y.atspi.Registry';
const ACCESSIBLE = 'org.a11y.atspi.Accessible';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const OBJECT_EVENT = 'org.a11y.atspi.Event.Object';

/** An object: its program's name on the bus, and its path there. */
const refSchema = v.tuple([v.string(), v.string()]);
type Ref = v.InferOutput<typeof refSchema>;

const attributesSchema = v.map(v.string(), v.string());

/** The numbers of AtspiStateType that tests ask for. */
const STATES = [
  ['checked', 4],
  ['expanded', 10],
  ['focusable', 11],
  ['focused', 12],
  ['modal', 16],
  ['selected', 23],
  ['showing', 25],
  ['checkable', 41],
] as const;
export type State = (typeof STATES)[number][0];

/** Something that can be read out. */
export interface Read {
  /** AT-SPI's word for it: `list item`, `push button`. */
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly states: ReadonlySet<State>;
  /** `posinset`, `setsize`, `rowindex`, `xml-roles` … */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Read[];
}

export class ScreenReader {
  /** What was announced so far, oldest first: the name and text of each live region that changed. */
  readonly announced: string[] = [];
  private lastFrom = '';
  /** Announcements keep their order, although each has to be asked for. */
  private listening = Promise.resolve();

  private constructor(private readonly bus: BusConnection) {}

  /** @param session the session's own bus, which starts the accessibility bus when it is first asked for it */
  static async start(session: Bus): Promise<ScreenReader> {
    const status = ['org.a11y.Bus', '/org/a11y/bus'] as const;
    for (const name of ['IsEnabled', 'ScreenReaderEnabled'])
      await session.call(...status, PROPERTIES, 'Set', 'ssv', 'org.a11y.Status', name, 'b', 'true');
    const [address] = await session.call(...status, 'org.a11y.Bus', 'GetAddress');
    let hear: (message: Message) => void = () => undefined;
    const bus = await BusConnection.open(v.parse(v.string(), address), { signal: (message) => hear(message) });
    const reader = new ScreenReader(bus);
    hear = (message) => reader.hear(message);
    await bus.callBus('AddMatch', { s: `type='signal',interface='${OBJECT_EVENT}'` });
    for (const event of ['object:text-changed', 'object:children-changed', 'object:state-changed'])
      await bus.call(REGISTRY, '/org/a11y/atspi/registry', REGISTRY, 'RegisterEvent', { s: event });
    return reader;
  }

  stop(): void {
    this.bus.close();
  }

  /** Waits until this was announced as the newest. */
  async hears(text: string | RegExp): Promise<void> {
    await waitFor(`${String(text)} to be announced`, () => {
      const newest = this.announced.at(-1) ?? '';
      if (typeof text === 'string' ? newest === text : text.test(newest)) return true;
      throw new Error(`it was ${JSON.stringify(this.announced)}`);
    });
  }

  /**
   * Waits for a window's page that is read as expected, because a page tells of itself piece by piece. Programs
   * announce nothing before somebody has read them for the first time.
   */
  async page(title: string, has: (page: Read) => boolean): Promise<Read> {
    return waitFor(`a page “${title}” to be read`, async () => {
      const pages = all(await this.read([REGISTRY, '/org/a11y/atspi/accessible/root']));
      return pages.find((one) => one.role === 'document web' && one.name === title && has(one));
    });
  }

  /** A text or an object came. Within a live region, a screen reader then says the whole region. */
  private hear(message: Message): void {
    if (message.interface !== OBJECT_EVENT) return;
    const [kind] = message.body;
    const came =
      (message.member === 'TextChanged' && kind === 'insert') ||
      (message.member === 'ChildrenChanged' && kind === 'add');
    if (!came) return;
    // It is read at once, before the next change.
    const region = this.regionOf([message.sender, message.path]).catch(() => null);
    this.listening = this.listening.then(async () => {
      const found = await region;
      if (found === null) return;
      const text = `${found.name} ${spoken(found)}`.replace(/\s+/g, ' ').trim();
      // A page tells the same change of the same region more than once, and screen readers know that.
      if (text === found.name || (this.lastFrom === found.path && this.announced.at(-1) === text)) return;
      this.lastFrom = found.path;
      this.announced.push(text);
    });
  }

  /** The live region that this is or is in. */
  private async regionOf([program, path]: Ref): Promise<(Read & { readonly path: string }) | null> {
    const [found] = await this.bus.call(program, path, ACCESSIBLE, 'GetAttributes');
    const attributes = v.parse(attributesSchema, found);
    const speaks = (name: string): boolean => /^(polite|assertive)$/.test(attributes.get(name) ?? '');
    if (speaks('live')) return { ...(await this.read([program, path])), path };
    if (!speaks('container-live')) return null;
    const [parent] = await this.bus.call(program, path, PROPERTIES, 'Get', { s: ACCESSIBLE }, { s: 'Parent' });
    return this.regionOf(v.parse(refSchema, parent));
  }

  private async read(ref: Ref): Promise<Read> {
    const ask = async (member: string): Promise<unknown> => (await this.bus.call(...ref, ACCESSIBLE, member))[0];
    const property = async (name: string): Promise<unknown> =>
      (await this.bus.call(...ref, PROPERTIES, 'Get', { s: ACCESSIBLE }, { s: name }))[0];
    const [role, name, description, states, attributes, children] = await Promise.all([
      ask('GetRoleName'),
      property('Name'),
      property('Description'),
      ask('GetState'),
      ask('GetAttributes'),
      ask('GetChildren'),
    ]);
    const bits = v.parse(v.array(v.number()), states);
    const isSet = (bit: number): boolean => (((bits[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
    // One that went away meanwhile is left out.
    const parts = await Promise.all(
      v.parse(v.array(refSchema), children).map((child) =>
        this.read(child).catch((error: unknown) => {
          if (error instanceof CallRefusedError) return null;
          throw error;
        }),
      ),
    );
    return {
      role: v.parse(v.string(), role),
      name: v.parse(v.string(), name),
      description: v.parse(v.string(), description),
      states: new Set(STATES.filter(([, bit]) => isSet(bit)).map(([state]) => state)),
      attributes: v.parse(attributesSchema, attributes),
      children: parts.filter((part) => part !== null),
    };
  }
}

/** It and everything in it, in reading order. */
export const all = (read: Read): Read[] => [read, ...read.children.flatMap(all)];

/** Its text. Like screen readers it puts nothing between the parts. */
const spoken = (read: Read): string => (read.children.length === 0 ? read.name : read.children.map(spoken).join(''));

/** How it is read: role and name, then what is known of its place and state. */
export function inWords({ role, name, description, states, attributes }: Read): string {
  const place = attributes.get('posinset');
  return [
    `${role} “${name}”`,
    ...(place === undefined ? [] : [`${place} of ${attributes.get('setsize') ?? '?'}`]),
    ...(['selected', 'checked', 'modal'] as const).filter((state) => states.has(state)),
    ...(description === '' || description === name ? [] : [`(${description})`]),
  ].join(', ');
}
