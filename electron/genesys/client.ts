/** The typed client: one method per operation, and every answer checked by schema. */
import { GenesysError } from './genesys-error.js';
import { changesNothing, createHttp, type CallOptions, type Http, type HttpDeps } from './http.js';
import { createDropLog, readModel, type DropLog } from './lenient.js';
import { groupsOperations } from './groups-api.js';
import { notificationsOperations } from './notifications-api.js';
import type { Log } from '../ports.js';
import type { AnyOperation, AnswerOf, ArgsOf, LooseArgs } from './operation.js';
import { organizationOperations } from './organization-api.js';
import { outOfOfficeOperations } from './out-of-office-api.js';
import { presenceOperations } from './presence-api.js';
import { routingOperations } from './routing-api.js';
import { teamsOperations } from './teams-api.js';
import { tokensOperations } from './tokens-api.js';
import { usersOperations } from './users-api.js';
import { workforceOperations } from './workforce-api.js';

export type { CallOptions, TokenSource } from './http.js';

/** All operations, by API. */
export const API_OPERATIONS = {
  presence: presenceOperations,
  users: usersOperations,
  routing: routingOperations,
  outOfOffice: outOfOfficeOperations,
  notifications: notificationsOperations,
  tokens: tokensOperations,
  organization: organizationOperations,
  workforce: workforceOperations,
  groups: groupsOperations,
  teams: teamsOperations,
};

type Operations = Readonly<Record<string, AnyOperation>>;

/** An API's methods take one object of arguments and the call's options. */
export type ApiOf<Ops> = {
  readonly [K in keyof Ops]: (args: ArgsOf<Ops[K]>, options?: CallOptions) => Promise<AnswerOf<Ops[K]>>;
};

export type GenesysClient = {
  readonly [A in keyof typeof API_OPERATIONS]: ApiOf<(typeof API_OPERATIONS)[A]>;
} & {
  /** The service's answer, unchecked, for tools that show it. */
  request(operation: AnyOperation, args: LooseArgs, options?: CallOptions): Promise<unknown>;
};

/** An unusable answer is refused with the field's name, never with its content. */
function read(operation: AnyOperation, json: unknown, correlationId: string | null, log: DropLog): unknown {
  const origin = `${operation.verb} ${operation.path}`;
  const reading = readModel(operation.answer, json);
  if (reading.ok) {
    log.dropped(origin, reading.dropped);
    return reading.value;
  }
  const { path, expected } = reading.refused;
  throw new GenesysError({
    kind: 'badAnswer',
    code: 'schema',
    message: `${origin} answered with something else than ${expected}${path && ` in ${path}`}`,
    params: { field: path },
    correlationId,
    mayHaveArrived: !changesNothing(operation),
  });
}

type Bind = <Ops extends Operations>(operations: Ops) => ApiOf<Ops>;

function bindTo(http: Http, log: Log): Bind {
  const drops = createDropLog(log);
  const call = async (operation: AnyOperation, args: LooseArgs, options?: CallOptions): Promise<unknown> => {
    let correlationId: string | null = null;
    const json = await http.send(operation, args, options, (id) => (correlationId = id));
    try {
      return read(operation, json, correlationId, drops);
    } catch (error) {
      if (error instanceof GenesysError) log.warn('genesys answered nonsense', { cause: error.message });
      throw error;
    }
  };
  function bind<Ops extends Operations>(operations: Ops): ApiOf<Ops>;
  function bind(operations: Operations): unknown {
    return Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        (args: LooseArgs, options?: CallOptions) => call(operation, args, options),
      ]),
    );
  }
  return bind;
}

/** Makes a client for one environment and one session. It never sends a token elsewhere. */
export function createGenesysClient(deps: HttpDeps): GenesysClient {
  const http = createHttp(deps);
  const bind = bindTo(http, deps.log);
  return {
    presence: bind(presenceOperations),
    users: bind(usersOperations),
    routing: bind(routingOperations),
    outOfOffice: bind(outOfOfficeOperations),
    notifications: bind(notificationsOperations),
    tokens: bind(tokensOperations),
    organization: bind(organizationOperations),
    workforce: bind(workforceOperations),
    groups: bind(groupsOperations),
    teams: bind(teamsOperations),
    request: (operation, args, options) => http.send(operation, args, options),
  };
}
