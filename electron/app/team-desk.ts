/**
 * The team window's work in main: one opened list, one change under way, and whom it goes on watching. Loaded when
 * first asked for.
 */
import type { GenesysClient } from '../genesys/client.js';
import { signInNeeded, toProblemText } from '../genesys/error.js';
import type { ChangeResult } from '../ipc/app-state.js';
import type { Request, Response, Value } from '../ipc/contract.js';
import { listSource, objectSource } from '../ipc/sources.js';
import type { Follower, Source } from '../ipc/subscriptions.js';
import { createEmitter } from '../emitter.js';
import type { Clock, Log, OpenSocket, Random } from '../ports.js';
import { hasPermission } from '../presence/definitions/permissions.js';
import type { ServerClock } from '../presence/current/server-clock.js';
import type { Session } from '../session/session.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { deleteTeamList, saveTeamList, setTeamThreshold } from '../settings/team-lists.js';
import { PRIMARY_DEFINITION_IDS } from '../genesys/primary-definitions.js';
import { MOST_CHANNELS } from '../team/activity.js';
import { FIRST_CHOICE } from '../team/first-choice.js';
import { findAhead, type FoundAhead } from '../team/found-ahead.js';
import { keepWatching, MOST_WATCHED, type KeepWatching } from '../team/keep-watching.js';
import { choiceKey, findLists, findPeople, readChoice, type PeopleChoice } from '../team/people.js';
import {
  readCustomSource,
  readSources,
  registeredSources,
  setCustomSource,
  setPrimarySource,
} from '../team/person-sources.js';
import { setForOthers, type ChangedPerson, type ChangeForOthers } from '../team/set-for-others.js';
import { openTeam, type TeamDeps, type TeamView } from '../team/team-view.js';
import type { TeamRow, TeamStatus } from '../team/team-row.js';
import type { WatchedPerson } from '../desktop/notifications/notifier.js';
import { followCurrent } from './follow-current.js';
import type { Account, SignedIn } from './signed-in.js';

export interface TeamDeskDeps {
  readonly account: Pick<Account, 'current' | 'onPersonalChange'>;
  readonly session: Pick<Session, 'client' | 'me' | 'target' | 'state' | 'onChange'>;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly openSocket: OpenSocket;
  readonly serverClock: Pick<ServerClock, 'toLocal'>;
  /** When a person last used keyboard or mouse, on the wall clock. */
  presentSince(): number;
  newId(): string;
  saveFile(name: string, content: string): Promise<string | null>;
  watchedTooLong(watched: WatchedPerson): void;
}

export interface TeamDesk {
  /** The window is about to load. The people it shows first are looked for meanwhile. */
  windowOpens(): void;
  readonly choices: Source<'team:choices'>;
  readonly rows: Source<'team:rows'>;
  readonly status: Source<'team:status'>;
  readonly job: Source<'team:job'>;
  readonly results: Source<'team:results'>;
  readonly inSight: (ids: readonly string[]) => void;
  readonly readAgain: () => void;
  set(asked: Request<'team:set'>): ChangeResult;
  tryAgain(): void;
  undo(): void;
  putAway(): void;
  watch(asked: Request<'team:watch'>): ChangeResult;
  setThreshold(asked: Request<'team:setThreshold'>): ChangeResult;
  saveList(asked: Request<'team:saveList'>): ChangeResult;
  deleteList(asked: Request<'team:deleteList'>): ChangeResult;
  exportCsv(asked: Request<'team:export'>): Promise<ChangeResult>;
  person(asked: Request<'team:person'>): Promise<Response<'team:person'>>;
  setPrimary(asked: Request<'team:setPrimary'>): Promise<Response<'team:setPrimary'>>;
  customSource(asked: Request<'team:customSource'>): Promise<Response<'team:customSource'>>;
  setCustomSource(asked: Request<'team:setCustomSource'>): Promise<Response<'team:setCustomSource'>>;
}

/** Without a person for so long nothing is read again (docs/design.md §3.7). */
const UNATTENDED_AFTER_MS = 5 * 60_000;
/** So many rows go in one message. */
const PIECE = 500;
/** Results of a change are told so often at most. */
const GATHER_MS = 100;
const EDIT = 'presence:userPresence:edit';
/** A window that has not asked for its people by then never will. */
const WINDOW_LOADS_WITHIN_MS = 30_000;

const signedOut = () => toProblemText(signInNeeded());

const TAKEN: ChangeResult = { ok: true, problem: null };
const no = (key: string, params: Record<string, string> = {}): ChangeResult => ({
  ok: false,
  problem: { key, params },
});

const NO_STATUS: TeamStatus = {
  phase: 'signedOut',
  problem: null,
  routingProblem: null,
  total: 0,
  waiting: 0,
  unknown: 0,
  live: 0,
  oldest: null,
  more: false,
  paused: false,
};

interface Opened {
  readonly view: TeamView;
  readonly people: string;
  readonly sourceId: string | null;
  readonly follower: Follower<'team:rows'>;
}

export function createTeamDesk(deps: TeamDeskDeps): TeamDesk {
  const { account, session, settings, clock, log } = deps;
  const statusChanges = createEmitter(log, 'team status');
  const choiceChanges = createEmitter(log, 'team choices');
  const jobChanges = createEmitter(log, 'team change');
  let signed: SignedIn | null = account.current();
  let client = session.client();
  let opened: Opened | null = null;
  /** The people of `FIRST_CHOICE`, until the window asks for them. */
  let ahead: FoundAhead | null = null;
  let job: { readonly id: number; readonly change: ChangeForOthers } | null = null;
  let lastJob = 0;
  let watching: KeepWatching | null = null;
  let found: Pick<Value<'team:choices'>, 'lists' | 'refused' | 'sources'> | null = null;
  let finding = false;

  const may = (permission: string): boolean => hasPermission(session.me?.permissions ?? [], permission);
  const personal = () => signed?.personal ?? null;

  const teamDeps = (who: SignedIn): TeamDeps => ({
    client: () => (account.current() === who ? session.client() : null),
    openSocket: deps.openSocket,
    clock,
    random: deps.random,
    log,
    apiUrl: session.target?.environment.apiUrl ?? '',
    channelHost: settings.get().channelHost,
    toLocal: (serverMs) => deps.serverClock.toLocal(serverMs),
    attended: () => clock.now() - deps.presentSince() < UNATTENDED_AFTER_MS,
    label: (id, systemPresence) => who.engine.definition(id, systemPresence).label,
    systemPresence: (id) => who.engine.systemPresenceOf(id),
  });

  // The list that is shown.
  const open = (people: string, sourceId: string | null, follower: Follower<'team:rows'>): void => {
    close();
    follower.snapshot([]);
    const who = signed;
    const choice = readChoice(people);
    if (who === null || choice === null) {
      statusChanges.emit();
      return;
    }
    const view = openTeam(
      teamDeps(who),
      {
        sourceId,
        find: (service, came, signal) =>
          (people === FIRST_CHOICE ? takeAhead()?.take(came, signal) : null) ??
          find(service, who, choice, came, signal),
        mostChannels: MOST_CHANNELS - (watching === null || watching.people().length === 0 ? 0 : 1),
      },
      {
        rows(put) {
          for (let at = 0; at < put.length; at += PIECE) follower.change({ put: put.slice(at, at + PIECE) });
        },
        status: () => statusChanges.emit(),
      },
    );
    opened = { view, people, sourceId, follower };
    statusChanges.emit();
  };
  const close = (): void => {
    opened?.view.close();
    opened = null;
  };
  const takeAhead = (): FoundAhead | null => {
    const taken = ahead;
    ahead = null;
    return taken;
  };
  const windowOpens = (): void => {
    const service = session.client();
    const who = signed;
    const choice = readChoice(FIRST_CHOICE);
    if (opened !== null || ahead !== null || service === null || who === null || choice === null) return;
    const begun = findAhead((came, signal) => find(service, who, choice, came, signal));
    ahead = begun;
    clock.after(WINDOW_LOADS_WITHIN_MS, () => {
      if (ahead === begun) takeAhead()?.stop();
    });
  };
  const find = (
    service: GenesysClient,
    who: SignedIn,
    choice: PeopleChoice,
    came: Parameters<typeof findPeople>[3],
    signal: AbortSignal,
  ): Promise<boolean> => {
    if (choice.kind !== 'list')
      return findPeople(service, session.me?.person.userId ?? '', choice, came, { signal, forOthers: true });
    const list = who.personal.get().teamLists.find(({ id }) => id === choice.id);
    came((list?.people ?? []).map(({ id, name }) => ({ id, name, department: null })));
    return Promise.resolve(false);
  };

  // Who is signed in.
  const follow = (): void => {
    const now = account.current();
    if (now !== signed) {
      signed = now;
      found = null;
      takeAhead()?.stop();
      watching?.stop();
      watching = null;
      job?.change.stop();
      job = null;
      const before = opened;
      if (before !== null) open(before.people, before.sourceId, before.follower);
      jobChanges.emit();
    }
    const next = session.client();
    if (next !== client) {
      client = next;
      for (const part of [opened?.view, watching])
        if (next === null) part?.sessionExpired();
        else part?.sessionRenewed();
      if (next !== null && followers > 0) void lookForLists();
    }
    choiceChanges.emit();
  };
  session.onChange(follow);
  account.onPersonalChange(follow);
  settings.onChange(() => choiceChanges.emit());
  let definitions: unknown = null;
  const relabel = (): void => {
    const view = signed?.engine.view().definitions ?? null;
    if (view === definitions) return;
    definitions = view;
    opened?.view.relabel();
    choiceChanges.emit();
  };

  // What one can choose.
  let followers = 0;
  const lookForLists = async (): Promise<void> => {
    const service = session.client();
    const who = signed;
    if (service === null || finding || found !== null) return;
    finding = true;
    const options = { forOthers: true };
    const [lists, sources] = await Promise.all([
      findLists(service, may, options),
      may('presence:source:view') ? registeredSources(service).catch(() => []) : [],
    ]);
    finding = false;
    if (who !== signed) {
      if (followers > 0) void lookForLists();
      return;
    }
    found = {
      lists: lists.lists.map(({ id, kind, name, count }) => ({ key: choiceKey({ kind, id }), kind, name, count })),
      refused: lists.refused.map((each) => ({ ...each })),
      sources: [...sources],
    };
    choiceChanges.emit();
  };
  const choices = (): Value<'team:choices'> => {
    const own = personal()?.get();
    const onQueue = signed?.engine.definition(PRIMARY_DEFINITION_IDS.OnQueue, 'OnQueue') ?? null;
    return {
      lists: [
        ...(found?.lists ?? []),
        ...(own?.teamLists ?? []).map(({ id, name, people }) => ({
          key: choiceKey({ kind: 'list', id }),
          kind: 'list' as const,
          name,
          count: people.length,
        })),
      ],
      refused: found?.refused ?? [],
      loading: found === null && signed !== null,
      sources: found?.sources ?? [],
      onQueue,
      mayEdit: may(EDIT),
      mayViewPrimary: may('presence:userPrimarySource:view'),
      mayEditPrimary: may('presence:userPrimarySource:edit'),
      mayFindByName: may('directory:user:view'),
      mayExport: settings.get().export,
      thresholds: own?.teamThresholds ?? {},
      watched: (watching?.people() ?? []).map(({ id }) => id),
    };
  };

  // The change under way.
  let told = false;
  const jobChanged = (): void => {
    if (told) return;
    told = true;
    clock.after(GATHER_MS, () => {
      told = false;
      jobChanges.emit();
      const change = job?.change;
      if (change === undefined || change.running) return;
      const changed = change.rows().filter(({ outcome }) => outcome !== 'waiting');
      opened?.view.read(changed.map(({ id }) => id).filter((id) => opened?.view.row(id)?.live === false));
    });
  };
  const jobView = (): Value<'team:job'> => {
    if (job === null) return { job: null };
    const { id, change } = job;
    const { kind, asked, failed, running, undoUntil, undoProblem } = change;
    const rows = change.rows();
    const done = rows.filter(({ outcome }) => outcome !== 'waiting').length;
    const system = asked.definitionId === null ? null : signed?.engine.systemPresenceOf(asked.definitionId);
    const presence =
      asked.definitionId === null || system == null
        ? null
        : (signed?.engine.definition(asked.definitionId, system) ?? null);
    return { job: { id, kind, presence, total: rows.length, done, failed, running, undoUntil, undoProblem } };
  };
  const personBefore = (row: TeamRow): ChangedPerson => ({
    id: row.id,
    name: row.name,
    before:
      row.presence === null
        ? null
        : {
            definitionId: row.presence.id,
            isOnQueue: row.presence.systemPresence === 'OnQueue',
            message: row.message ?? '',
          },
  });
  const rowsOf = (ids: readonly string[]): TeamRow[] => ids.flatMap((id) => opened?.view.row(id) ?? []);
  const nameOf = (id: string): string | null => opened?.view.row(id)?.name ?? null;

  const edit = (change: (store: NonNullable<ReturnType<typeof personal>>) => boolean): ChangeResult => {
    const store = personal();
    if (store === null) return no('settings.signInFirst');
    try {
      if (!change(store)) return no('team.problem.tooManyLists');
    } catch (error) {
      if (error instanceof TypeError) return no('settings.problem.notAllowed');
      throw error;
    }
    choiceChanges.emit();
    return TAKEN;
  };

  return {
    windowOpens,
    choices(params, follower) {
      followers += 1;
      void lookForLists();
      const cancelRelabel = followCurrent(account, (who) => who.engine, relabel);
      const cancel = objectSource(choices, (run) => choiceChanges.on(run))(params, follower);
      return () => {
        followers -= 1;
        cancelRelabel();
        cancel();
      };
    },
    rows({ people, sourceId }, follower) {
      open(people, sourceId, follower);
      return () => {
        // Another one may have been opened since.
        if (opened?.follower !== follower) return;
        close();
        statusChanges.emit();
      };
    },
    status: objectSource(
      () => opened?.view.status() ?? NO_STATUS,
      (run) => statusChanges.on(run),
    ),
    job: objectSource(jobView, (run) => jobChanges.on(run)),
    results: listSource(
      () => job?.change.rows() ?? [],
      (run) => jobChanges.on(run),
    ),
    inSight: (ids) => opened?.view.inSight(ids),
    readAgain() {
      opened?.view.readAgain();
      found = found !== null && found.refused.length === 0 ? found : null;
      void lookForLists();
    },
    set({ ids, definitionId, message, mayGoOnQueue }) {
      if (!may(EDIT)) return no('team.problem.mayNotEdit', { permission: EDIT });
      if (job?.change.running === true) return no('team.problem.underWay');
      if (definitionId !== null && signed?.engine.systemPresenceOf(definitionId) === 'OnQueue' && !mayGoOnQueue)
        return no('team.problem.onQueueUnasked');
      const people = rowsOf(ids).map(personBefore);
      if (people.length === 0) return no('team.problem.nobody');
      job?.change.stop();
      const change = setForOthers({ service: () => session.client(), clock, log }, people, { definitionId, message });
      change.onChange(jobChanged);
      job = { id: ++lastJob, change };
      jobChanges.emit();
      return TAKEN;
    },
    tryAgain: () => job?.change.tryAgain(),
    undo: () => job?.change.undo(),
    putAway() {
      job?.change.stop();
      job = null;
      jobChanges.emit();
    },
    watch({ ids, on }) {
      const who = signed;
      if (who === null) return no('settings.signInFirst');
      watching ??= keepWatching({
        ...teamDeps(who),
        thresholds: () => who.personal.get().teamThresholds,
        onThresholds: (run) => who.personal.onChange(run),
        tooLong: (row, minutes) =>
          deps.watchedTooLong({ id: row.id, name: row.name, presence: row.presence?.label ?? '', minutes }),
      });
      if (!on) watching.remove(ids);
      else if (!watching.add(rowsOf(ids).map(({ id, name, department }) => ({ id, name, department }))))
        return no('team.problem.tooManyWatched', { count: String(MOST_WATCHED) });
      choiceChanges.emit();
      return TAKEN;
    },
    setThreshold: ({ systemPresence, minutes }) =>
      edit((store) => {
        store.set(setTeamThreshold(store.get(), systemPresence, minutes));
        return true;
      }),
    saveList: ({ name, ids }) =>
      edit((store) => {
        const people = ids.map((id) => ({ id, name: nameOf(id)?.slice(0, 300) ?? null }));
        const saved = saveTeamList(store.get(), { id: deps.newId(), name, people });
        if (saved !== null) store.set(saved);
        return saved !== null;
      }),
    deleteList: ({ id }) =>
      edit((store) => {
        store.set(deleteTeamList(store.get(), id));
        return true;
      }),
    async exportCsv({ ids }) {
      if (!settings.get().export) return no('team.problem.mayNotExport');
      const rows = rowsOf(ids);
      // The CSV library is read when somebody exports.
      const { teamCsv } = await import('../team/team-csv.js');
      const reason = await deps.saveFile('team.csv', teamCsv(rows, clock.now()));
      return reason === null ? TAKEN : no('day.exportFailed', { reason });
    },
    async person({ id }) {
      const service = session.client();
      if (service === null || signed === null)
        return { primary: null, primaryProblem: signedOut(), sources: [], sourcesProblem: signedOut() };
      return readSources(service, id, teamDeps(signed));
    },
    async setPrimary({ id, sourceId }) {
      const service = session.client();
      const problem = service === null ? signedOut() : await setPrimarySource(service, id, sourceId);
      opened?.view.read([id]);
      return { problem };
    },
    async customSource({ id, sourceId }) {
      const service = session.client();
      if (service === null || signed === null) return { presence: null, problem: signedOut() };
      try {
        return { presence: await readCustomSource(service, id, sourceId, teamDeps(signed)), problem: null };
      } catch (error) {
        return { presence: null, problem: toProblemText(error) };
      }
    },
    async setCustomSource({ id, sourceId, ...change }) {
      const service = session.client();
      return { problem: service === null ? signedOut() : await setCustomSource(service, id, sourceId, change) };
    },
  };
}
