/** A check of one operation: the vendor's library and ours, against the demo org. */
import { expect } from 'vitest';
import { startDemoOrg, type DemoOrg } from '../../electron/demo-org/index.js';
import type { GenesysClient } from '../../electron/genesys/client.js';
import { GenesysError } from '../../electron/genesys/error.js';
import { askOurs, callOurs, ourClient } from './our-client.js';
import type { Sample } from './operations.js';
import { vendorSdk } from './vendor-sdk.js';

export const AGENT = 'Ada Lovelace';
export const CLERK = 'Grace Hopper';
export const SUPERVISOR = 'Margaret Hamilton';
export const ADMINISTRATOR = 'Alan Turing';

export interface Bench {
  readonly demo: DemoOrg;
  /** A person's id. */
  id(person: string): string;
  /** Calls through the vendor's library, as this person. */
  vendor(person: string, method: string, sample?: Sample): Promise<unknown>;
  /** Calls through our client, checked by its schema. */
  ours(person: string, method: string, sample?: Sample): Promise<unknown>;
  /** Reads through both, which must get the same. @returns what the vendor's library returns */
  read(person: string, method: string, sample?: Sample): Promise<unknown>;
  /** Makes a call that both are refused, in the same words. @returns the body of the refusal */
  refused(person: string, method: string, sample?: Sample): Promise<unknown>;
}

export type Check = (bench: Bench) => Promise<void>;
/** By the vendor's operation name. */
export type Checks = Readonly<Record<string, Check>>;

/** A refusal without what differs between calls. */
const comparable = (body: unknown): unknown =>
  typeof body === 'object' && body !== null ? { ...body, contextId: undefined } : body;

export async function withBench(use: (bench: Bench) => Promise<void>): Promise<void> {
  const demo = await startDemoOrg({ switches: { rateLimitPerMinute: null } });
  const tokens = new Map<string, string>();
  const clients = new Map<string, GenesysClient>();
  const tokenOf = (person: string): string => {
    const token = tokens.get(person) ?? demo.issueToken(person);
    tokens.set(person, token);
    return token;
  };
  const clientOf = (person: string): GenesysClient => {
    const client = clients.get(person) ?? ourClient(demo.apiUrl, tokenOf(person));
    clients.set(person, client);
    return client;
  };
  const sdk = await vendorSdk(demo.apiUrl);
  const vendor: Bench['vendor'] = (person, method, sample) => {
    sdk.useToken(tokenOf(person));
    return sdk.call(method, sample);
  };
  const ours: Bench['ours'] = (person, method, sample) => callOurs(clientOf(person), method, sample);
  const bench: Bench = {
    demo,
    id: (person) => {
      const found = demo.org.person(person);
      if (!found) throw new Error(`Nobody is called ${person}`);
      return found.id;
    },
    vendor,
    ours,
    read: async (person, method, sample) => {
      const theirs = await vendor(person, method, sample);
      expect(await askOurs(clientOf(person), method, sample)).toEqual(theirs);
      await ours(person, method, sample);
      return theirs;
    },
    refused: async (person, method, sample) => {
      const theirs = await vendor(person, method, sample).then(
        () => expect.fail(`${method} was expected to be refused`),
        (body: unknown) => body,
      );
      const mine = await ours(person, method, sample).catch((error: unknown) => error);
      if (!(mine instanceof GenesysError)) return expect.fail(`${method} was expected to be refused`);
      expect(theirs).toMatchObject({ status: mine.status, code: mine.code, message: mine.serviceMessage });
      return comparable(theirs);
    },
  };
  try {
    await use(bench);
  } finally {
    await demo.close();
  }
}

/** The id in an answer. */
export function idOf(answer: unknown): string {
  const id: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'id') : null;
  return typeof id === 'string' ? id : expect.fail('The answer has no id');
}

/** The entities of a listing. */
export function entitiesOf(answer: unknown): readonly unknown[] {
  const entities: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'entities') : null;
  return Array.isArray(entities) ? entities : expect.fail('The answer has no entities');
}

export const refusal = (status: number, code: string, message: string | RegExp = /./): unknown =>
  expect.objectContaining({ status, code, message: expect.stringMatching(message) as unknown });
