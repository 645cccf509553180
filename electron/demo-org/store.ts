import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { systemPresenceSchema } from '../genesys/system-presence.js';
import type { Cancel } from '../ports.js';
import type { DemoCore } from './core.js';
import { ROUTING_STATUSES } from './people.js';

const text = v.nullable(v.string());
const time = v.number();
const labels = v.record(v.string(), v.string());

const storedSchema = v.object({
  version: v.literal(1),
  people: v.array(
    v.object({
      id: v.string(),
      presences: v.array(
        v.tuple([
          v.string(),
          v.object({ definitionId: v.string(), message: v.string(), modifiedAt: time, futureDefinitionId: text }),
        ]),
      ),
      primarySourceId: v.string(),
      routing: v.object({ status: v.picklist(ROUTING_STATUSES), startedAt: time }),
      outOfOffice: v.object({ active: v.boolean(), indefinite: v.boolean(), startDate: text, endDate: text }),
    }),
  ),
  definitions: v.array(
    v.object({
      id: v.string(),
      builtIn: v.boolean(),
      systemPresence: systemPresenceSchema,
      divisionId: text,
      labels,
      deactivated: v.boolean(),
      createdAt: v.nullable(time),
      createdBy: text,
      modifiedAt: v.nullable(time),
      modifiedBy: text,
    }),
  ),
  sources: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      description: v.string(),
      builtIn: v.boolean(),
      deactivated: v.boolean(),
    }),
  ),
  settings: v.object({
    restorePresenceSettings: v.object({
      enabled: v.boolean(),
      restoreTimeMilliseconds: v.number(),
      restoreOnQueueEnabled: v.boolean(),
    }),
    requestingOffQueueEnabled: v.boolean(),
    defaultPrimaryPresenceRegisteredSourceId: text,
  }),
  /** Digests. The tokens themselves are stored nowhere. */
  grants: v.array(
    v.object({
      key: v.string(),
      personId: v.string(),
      clientId: v.string(),
      target: text,
      issuedAt: time,
      expiresAt: time,
      lastUsedAt: time,
      refreshKey: text,
    }),
  ),
  refresh: v.array(v.tuple([v.string(), v.object({ personId: v.string(), clientId: v.string(), target: text })])),
  logins: v.array(v.tuple([v.string(), v.string()])),
});
type Stored = v.InferOutput<typeof storedSchema>;

/** Stores the organisation in a file, so that it survives its process. */
export class Store {
  private due = false;
  private readonly unlisten: Cancel;

  /** @throws if the file exists but is not ours: it may be somebody else's, and stays untouched */
  constructor(
    private readonly core: DemoCore,
    private readonly file: string,
  ) {
    if (existsSync(file)) restore(core, read(file));
    this.unlisten = core.org.onChange(() => this.soon());
  }

  /** Writes what changed in this turn, once. */
  soon(): void {
    if (this.due) return;
    this.due = true;
    setImmediate(() => this.flush());
  }

  close(): void {
    this.unlisten();
    this.due = true;
    this.flush();
  }

  private flush(): void {
    if (!this.due) return;
    this.due = false;
    const beside = `${this.file}.new`;
    writeFileSync(beside, `${JSON.stringify(snapshot(this.core), null, 1)}\n`, { mode: 0o600 });
    renameSync(beside, this.file);
  }
}

function read(file: string): Stored {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error(`${file} is not a store of the demo org: it is not JSON.`);
  }
  const parsed = v.safeParse(storedSchema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${file} is not a store of the demo org: ${v.getDotPath(issue) ?? 'it'} is wrong.`);
}

function snapshot({ org, tokens, authorize }: DemoCore): Stored {
  const { grants, refresh } = tokens.stored();
  return {
    version: 1,
    people: [...org.people.values()].map(({ id, presences, primarySourceId, routing, outOfOffice }) => ({
      id,
      presences: [...presences],
      primarySourceId,
      routing,
      outOfOffice,
    })),
    definitions: [...org.definitions.values()].map((one) => ({ ...one, labels: { ...one.labels } })),
    sources: [...org.sources.values()],
    settings: org.settings,
    grants: [...grants],
    refresh: refresh.map(([key, right]) => [key, right]),
    logins: [...authorize.logins],
  };
}

function restore({ org, tokens, authorize }: DemoCore, stored: Stored): void {
  for (const { id, presences, primarySourceId, routing, outOfOffice } of stored.people) {
    const person = org.people.get(id);
    if (person === undefined) continue;
    for (const [sourceId, presence] of presences) person.presences.set(sourceId, presence);
    person.primarySourceId = primarySourceId;
    person.routing = routing;
    person.outOfOffice = outOfOffice;
  }
  for (const definition of stored.definitions) org.definitions.set(definition.id, definition);
  for (const source of stored.sources) org.sources.set(source.id, source);
  org.settings = stored.settings;
  tokens.restore(stored);
  for (const [key, personId] of stored.logins) authorize.logins.set(key, personId);
}
