/** A supervisor's team over the demo org, in one process and with a clock one turns by hand. */
import { DemoCore, type CoreOptions } from '../../../electron/demo-org/core.js';
import { inProcess } from '../../../electron/demo-org/in-process.js';
import { peopleLists } from '../../../electron/demo-org/people-lists.js';
import { createGenesysClient, type GenesysClient } from '../../../electron/genesys/client.js';
import { createRateCeiling } from '../../../electron/genesys/rate-ceiling.js';
import { findPeople, readChoice, type PeopleChoice } from '../../../electron/team/people.js';
import { openTeam, type TeamDeps, type TeamView } from '../../../electron/team/team-view.js';
import type { TeamRow } from '../../../electron/team/team-row.js';
import { fakeClock, memoryLog, type FakeClock } from '../genesys/fakes.js';

export const SUPERVISOR = 'Margaret Hamilton';
const URL = 'http://127.0.0.1:1';

export interface TeamKit {
  readonly core: DemoCore;
  readonly clock: FakeClock;
  readonly client: GenesysClient;
  readonly deps: TeamDeps;
  /** Whether somebody is at the computer. */
  attended: boolean;
  /** The session is there. */
  signedIn: boolean;
  /** Opens `team:NAME`, `group:NAME`, `queue:NAME` or `reports`. */
  open(choice: string, sourceId?: string | null): Opened;
  id(name: string): string;
  /** Requests so far, by a part of their path. */
  requests(part: string): number;
  stop(): void;
}

export interface Opened {
  readonly view: TeamView;
  /** Every message to the window. */
  readonly messages: (readonly TeamRow[])[];
  row(name: string): TeamRow | undefined;
}

export function teamKit(options: CoreOptions = {}, person = SUPERVISOR, clock = fakeClock()): TeamKit {
  const core = new DemoCore({ ...options, clock });
  core.baseUrl = URL;
  const ports = inProcess(core);
  const token = core.issueToken(person);
  const log = memoryLog();
  const client = createGenesysClient({
    environment: { region: 'custom', apiUrl: URL, loginUrl: URL },
    fetch: ports.fetch,
    clock,
    random: () => 0.5,
    log,
    tokens: { accessToken: () => token, renew: () => Promise.resolve(false) },
    userAgent: 'presence-tray-test',
    ceiling: createRateCeiling(clock),
  });
  const opened: TeamView[] = [];
  const idOf = (name: string): string => core.org.person(name)?.id ?? name;
  const choiceOf = (text: string): PeopleChoice => {
    const [kind = '', name = ''] = text.split(':');
    const lists = { team: 'teams', group: 'groups', queue: 'queues' } as const;
    if (!(kind in lists)) return readChoice(text) ?? { kind: 'reports' };
    const list = peopleLists(core.org)[lists[kind as keyof typeof lists]].find((each) => each.name === name);
    return readChoice(`${kind}:${list?.id ?? name}`) ?? { kind: 'reports' };
  };
  const kit: TeamKit = {
    core,
    clock,
    client,
    attended: true,
    signedIn: true,
    deps: {
      client: () => (kit.signedIn ? client : null),
      openSocket: ports.openSocket,
      clock,
      random: () => 0.5,
      log,
      apiUrl: URL,
      channelHost: null,
      toLocal: (at) => at,
      attended: () => kit.attended,
      label: (id) => core.org.definitions.get(id)?.labels['en_US'] ?? id,
      systemPresence: (id) => core.org.definitions.get(id)?.systemPresence ?? null,
    },
    open(choice, sourceId = null) {
      const messages: (readonly TeamRow[])[] = [];
      const chosen = choiceOf(choice);
      if (chosen.kind === 'list') throw new Error('lists are the desk’s');
      const view = openTeam(
        kit.deps,
        {
          sourceId,
          find: (service, found, signal) =>
            findPeople(service, idOf(person), chosen, found, { signal, forOthers: true }),
        },
        { rows: (put) => messages.push(put), status: () => undefined },
      );
      opened.push(view);
      return { view, messages, row: (name) => view.rows().find((row) => row.name === name || row.id === name) };
    },
    id: idOf,
    requests: (part) => core.log.requests.filter(({ path }) => path.includes(part)).length,
    stop() {
      for (const view of opened) view.close();
      core.stop();
    },
  };
  return kit;
}
