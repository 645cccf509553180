import * as v from 'valibot';
import type { DemoCore } from './core.js';
import { jsonAnswer, splitTarget, type PlainAnswer, type PlainRequest, type Query } from './exchange.js';
import { faultSchema } from './faults.js';
import { PURECLOUD, ROUTING_STATUSES, type Person } from './people.js';
import { sourceName } from './presences.js';
import { Router } from './router.js';
import { switchesSchema } from './switches.js';
import { isoTime } from './wire.js';

interface Control {
  readonly verb: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly run: (asked: Asked) => unknown;
}

interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** @throws ControlError if the body does not suit the command */
  body<S extends v.GenericSchema>(schema: S): v.InferOutput<S>;
}

class ControlError extends Error {}

const somebody = v.object({ person: v.optional(v.string()) });
/** Shifts as lists of activities. A code by its key (`meal`), any other text, or none. */
const scheduleBody = v.object({
  shifts: v.optional(
    v.array(v.array(v.object({ from: v.string(), minutes: v.number(), code: v.optional(v.nullable(v.string())) }))),
  ),
  fullDays: v.optional(v.array(v.object({ date: v.string(), code: v.optional(v.nullable(v.string())) }))),
});

/**
 * Faults and other people's changes over HTTP, for tests in other processes: `/__demo__/…`. Only available if the
 * organisation was started with faults, never in the packaged app's demo.
 */
export function faultControl(core: DemoCore): (request: PlainRequest) => PlainAnswer {
  const router = new Router(commands(core));
  return (request) => {
    // A web page can send requests to loopback too. Browsers send an origin, command lines do not.
    if (request.headers['origin'] !== undefined) return jsonAnswer(403, { error: 'not for web pages' });
    const { path, query } = splitTarget(request.target) ?? { path: '', query: null };
    const match = router.find(request.verb, path);
    if (match === null || match === 'unknownVerb' || query === null)
      return jsonAnswer(404, {
        error: 'no such command',
        commands: router.routes.map((one) => `${one.verb} ${one.path}`),
      });
    try {
      const result = match.route.run({ params: match.params, query, body: (schema) => bodyOf(request, schema) });
      return jsonAnswer(200, result ?? { done: true });
    } catch (error) {
      return jsonAnswer(400, { error: error instanceof Error ? error.message : 'failed' });
    }
  };
}

function bodyOf<S extends v.GenericSchema>(request: PlainRequest, schema: S): v.InferOutput<S> {
  const json: unknown = request.body === '' ? {} : JSON.parse(request.body);
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  throw new ControlError(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`).join('; '));
}

function commands(core: DemoCore): Control[] {
  const { org, faults, log } = core;
  const person = (asked: Asked): Person => {
    const reference = asked.params['person'] ?? '';
    const found = org.person(reference);
    if (found === undefined) throw new ControlError(`No person ${reference}`);
    return found;
  };
  const armed = (): unknown => faults.list().map(({ id, fault, struck }) => ({ id, struck, fault }));
  const forSomebody =
    (act: (person: string | undefined) => void) =>
    (asked: Asked): void =>
      act(asked.body(somebody).person);

  return [
    {
      verb: 'GET',
      path: '/__demo__/requests',
      run: ({ query }) => log.requests.filter(({ number }) => number > Number(query.text('since') ?? 0)),
    },
    { verb: 'DELETE', path: '/__demo__/requests', run: () => log.clear() },
    { verb: 'GET', path: '/__demo__/people', run: () => [...org.people.values()].map((one) => personView(core, one)) },
    { verb: 'GET', path: '/__demo__/people/{person}', run: (asked) => personView(core, person(asked)) },
    {
      verb: 'POST',
      path: '/__demo__/people/{person}/presence',
      run: (asked) => {
        const { definition, message, primary, sourceId } = asked.body(
          v.object({
            definition: v.optional(v.string()),
            message: v.optional(v.string()),
            primary: v.optional(v.literal(true)),
            sourceId: v.optional(v.string()),
          }),
        );
        const target = person(asked);
        faults.changePresence(target.id, {
          ...(definition === undefined ? {} : { definitionId: definition }),
          ...(message === undefined ? {} : { message }),
          ...(primary === undefined ? {} : { primary }),
          ...(sourceId === undefined ? {} : { sourceId }),
        });
        return personView(core, target);
      },
    },
    {
      verb: 'POST',
      path: '/__demo__/people/{person}/routing',
      run: (asked) => {
        const target = person(asked);
        faults.setRouting(target.id, asked.body(v.object({ status: v.picklist(ROUTING_STATUSES) })).status);
        return personView(core, target);
      },
    },
    {
      verb: 'POST',
      path: '/__demo__/people/{person}/schedule',
      run: (asked) => {
        const { shifts = [], fullDays = [] } = asked.body(scheduleBody);
        faults.changeSchedule(person(asked).id, {
          shifts: shifts.map((parts, index) => ({
            id: `shift-${index}`,
            parts: parts.map(({ from, minutes, code = null }) => ({ from: Date.parse(from), minutes, code })),
          })),
          fullDays: fullDays.map(({ date, code = null }) => ({ date, code })),
        });
      },
    },
    {
      verb: 'POST',
      path: '/__demo__/people/{person}/adherence',
      run: (asked) => faults.setAdherence(person(asked).id, asked.body(v.object({ state: v.string() })).state),
    },
    {
      verb: 'POST',
      path: '/__demo__/people/{person}/token',
      run: (asked) => ({ accessToken: core.issueToken(person(asked).id) }),
    },
    { verb: 'GET', path: '/__demo__/faults', run: armed },
    {
      verb: 'POST',
      path: '/__demo__/faults',
      run: (asked) => ({ id: faults.add(asked.body(v.strictObject(faultSchema.entries))).id }),
    },
    { verb: 'DELETE', path: '/__demo__/faults', run: () => faults.clear() },
    {
      verb: 'DELETE',
      path: '/__demo__/faults/{id}',
      run: ({ params }) =>
        faults
          .list()
          .find(({ id }) => id === params['id'])
          ?.remove(),
    },
    { verb: 'GET', path: '/__demo__/switches', run: () => org.switches },
    {
      verb: 'PATCH',
      path: '/__demo__/switches',
      run: (asked) => Object.assign(org.switches, asked.body(v.partial(v.strictObject(switchesSchema.entries)))),
    },
    {
      verb: 'POST',
      path: '/__demo__/clock',
      run: (asked) => faults.setClockOffset(asked.body(v.object({ offsetMs: v.number() })).offsetMs),
    },
    { verb: 'POST', path: '/__demo__/tokens/expire', run: forSomebody((who) => faults.expireTokens(who)) },
    { verb: 'POST', path: '/__demo__/tokens/revoke', run: forSomebody((who) => faults.revokeTokens(who)) },
    { verb: 'POST', path: '/__demo__/sockets/kill', run: forSomebody((who) => faults.killSockets(who)) },
    { verb: 'POST', path: '/__demo__/sockets/close', run: forSomebody((who) => faults.closeSockets(who)) },
    { verb: 'POST', path: '/__demo__/sockets/closing', run: forSomebody((who) => faults.announceClosing(who)) },
    { verb: 'POST', path: '/__demo__/sockets/steal', run: forSomebody((who) => faults.stealChannels(who)) },
    { verb: 'POST', path: '/__demo__/sockets/silence', run: forSomebody((who) => faults.silence(true, who)) },
    { verb: 'POST', path: '/__demo__/sockets/speak', run: forSomebody((who) => faults.silence(false, who)) },
    {
      verb: 'POST',
      path: '/__demo__/sockets/frame',
      run: (asked) => {
        const {
          text,
          bytes,
          person: who,
        } = asked.body(
          v.object({
            text: v.optional(v.string()),
            /** Sends a frame with this many bytes of JSON. */
            bytes: v.optional(v.pipe(v.number(), v.integer(), v.maxValue(64 * 1024 * 1024))),
            person: v.optional(v.string()),
          }),
        );
        faults.sendFrame(text ?? JSON.stringify({ padding: ' '.repeat(Math.max(0, (bytes ?? 0) - 14)) }), who);
      },
    },
    { verb: 'POST', path: '/__demo__/channels/drop', run: forSomebody((who) => faults.dropChannels(who)) },
    { verb: 'POST', path: '/__demo__/events/hold', run: () => faults.holdEvents() },
    {
      verb: 'POST',
      path: '/__demo__/events/release',
      run: (asked) => {
        const { reversed = false } = asked.body(v.object({ reversed: v.optional(v.boolean()) }));
        faults.releaseEvents((events) => (reversed ? [...events].reverse() : events));
      },
    },
    {
      verb: 'GET',
      path: '/__demo__/definitions',
      run: () =>
        [...org.definitions.values()].map(({ id, systemPresence, labels, deactivated, divisionId, builtIn }) => ({
          id,
          systemPresence,
          label: labels['en_US'] ?? '',
          builtIn,
          deactivated,
          divisionId,
        })),
    },
    {
      verb: 'POST',
      path: '/__demo__/definitions',
      run: (asked) => {
        const { parent, label } = asked.body(v.object({ parent: v.string(), label: v.string() }));
        return { id: faults.addDefinition(parent, label) };
      },
    },
    {
      verb: 'PATCH',
      path: '/__demo__/definitions/{definition}',
      run: (asked) => {
        const { deactivated, labels } = asked.body(
          v.object({ deactivated: v.optional(v.boolean()), labels: v.optional(v.record(v.string(), v.string())) }),
        );
        const name = asked.params['definition'] ?? '';
        if (deactivated !== undefined) faults.setDeactivated(name, deactivated);
        if (labels !== undefined) faults.relabel(name, labels);
      },
    },
  ];
}

/** What the service knows about a person, in words. */
function personView({ org, channels }: DemoCore, person: Person): Record<string, unknown> {
  const of = (sourceId: string): Record<string, unknown> => {
    const presence = person.presences.get(sourceId);
    const definition = org.definitions.get(presence?.definitionId ?? '');
    const future = org.definitions.get(presence?.futureDefinitionId ?? '');
    return {
      definitionId: presence?.definitionId ?? null,
      label: definition?.labels['en_US'] ?? null,
      systemPresence: definition?.systemPresence ?? null,
      message: presence?.message ?? null,
      modifiedDate: presence === undefined ? null : isoTime(presence.modifiedAt),
      future: future?.labels['en_US'] ?? null,
    };
  };
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    presence: of(PURECLOUD),
    otherSources: Object.fromEntries(
      [...person.presences.keys()].filter((id) => id !== PURECLOUD).map((id) => [sourceName(org, id), of(id)]),
    ),
    primarySource: sourceName(org, person.primarySourceId),
    routingStatus: person.routing.status,
    outOfOffice: person.outOfOffice,
    sockets: channels.all().filter(({ personId, socket }) => personId === person.id && socket !== null).length,
  };
}
