/**
 * _Team_ with 5,000 people: its first rows, until everybody is known, changes at 50 a second, its filter, and memory
 * against a team of 50.
 */
import type { RecordedRequest } from '../../../electron/demo-org/request-log.js';
import { builtInId } from '../../../electron/demo-org/definition-seeds.js';
import { PURECLOUD, type Person } from '../../../electron/demo-org/people.js';
import { applyChange } from '../../../electron/demo-org/presences.js';
import type { SystemPresence } from '../../../electron/genesys/system-presence.js';
import type { Area } from '../../desktop/screen.js';
import { waitFor } from '../../desktop/wait.js';
import type { Agent } from '../agent.js';
import { TICKS_PER_SECOND } from '../proc.js';
import { ticksOf } from '../processes.js';
import { now } from '../program.js';
import type { Measurement } from '../row.js';
import { rest, type Stand } from '../stand.js';
import { KEYSYMS } from '../x-screen.js';
import { restingMemory } from './memory.js';
import { closeWindow, openWindow, timeOpening } from './opened-window.js';

const SUPERVISOR = 'Margaret Hamilton';
/** Everybody but her reports to her. */
const MANY = 5000;
const FEW = 50;
const TEAM = 'Team';
const MINUTE_MS = 60_000;
const LETTER_B = 0x62;
const EVENTS_A_SECOND = 50;
/** The first by name. */
const FIRST = 'Ada Lovelace';
/** No more rows than these are in sight. */
const MOST_IN_SIGHT = 40;

/** Names and presences of the first rows: the times beside them go on. */
const rowsOf = ({ x, y, height }: Area): Area => ({ x: x + 40, y: y + 170, width: 380, height: height - 260 });

const isRead = ({ path }: RecordedRequest): boolean => path.endsWith('/presences/purecloud/bulk');
const idsOf = ({ query }: RecordedRequest): string[] => [query['id'] ?? []].flat().flatMap((ids) => ids.split(','));

/** When the last request left with which everybody was asked for, on the wall clock. */
async function everybodyAsked({ org }: Agent, since: number): Promise<number> {
  return waitFor(
    'everybody to be asked for',
    () => {
      const asked = new Set<string>();
      for (const request of org.requests) {
        if (request.time < since || !isRead(request)) continue;
        for (const id of idsOf(request)) asked.add(id);
        if (asked.size >= MANY - 1) return request.time;
      }
      return null;
    },
    { limitMs: 3 * MINUTE_MS, everyMs: 500 },
  );
}

/** The most requests in any minute since then. */
function busiestMinute({ org }: Agent, since: number): number {
  const times = org.requests.map(({ time }) => time).filter((time) => time >= since);
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length));
}

const set = ({ org }: Agent, person: Person, presence: SystemPresence): void => {
  applyChange(org.org, person, PURECLOUD, { definitionId: builtInId(presence) }, 'bench');
};

/** Others change their presences all the time. Returns how to end it. */
function stir(agent: Agent): () => void {
  const { compare } = new Intl.Collator('en');
  const people = [...agent.org.org.people.values()].sort((one, other) => compare(one.name, other.name));
  const outOfSight = people.slice(MOST_IN_SIGHT);
  const presences = ['Available', 'Busy', 'Meal', 'Meeting', 'Training'] as const;
  let count = 0;
  const timer = setInterval(() => {
    const person = outOfSight[(count * 97) % outOfSight.length];
    const presence = presences[count % presences.length];
    if (person !== undefined && presence !== undefined) set(agent, person, presence);
    count += 1;
  }, 1000 / EVENTS_A_SECOND);
  return () => clearInterval(timer);
}

async function changes(stand: Stand, agent: Agent, area: Area): Promise<number[]> {
  const first = agent.org.org.person(FIRST);
  if (first === undefined) throw new Error(`The demo org has nobody called ${FIRST}.`);
  const rows = rowsOf(area);
  const row: Area = { ...rows, height: 40 };
  const looks = new Map<SystemPresence, Buffer>();
  const both = ['Meal', 'Available'] as const;
  for (const presence of both) {
    set(agent, first, presence);
    looks.set(presence, await stand.painter.settled(row));
  }
  const took: number[] = [];
  const stop = stir(agent);
  try {
    await rest(2000);
    for (let run = 0; run < (stand.quick ? 20 : 100); run++) {
      const presence = both[run % 2] ?? 'Meal';
      const picture = looks.get(presence);
      if (picture === undefined) continue;
      took.push(
        await stand.painter.time(row, picture, () => {
          const at = performance.now();
          set(agent, first, presence);
          return at;
        }),
      );
      await rest(200);
    }
  } finally {
    stop();
  }
  return took;
}

async function processorShare({ quick }: Stand, agent: Agent, pid: number): Promise<number> {
  const stop = stir(agent);
  await rest(3000);
  const before = ticksOf(pid);
  const began = performance.now();
  await rest(quick ? 10_000 : 60_000);
  const share = ((ticksOf(pid) - before) / TICKS_PER_SECOND / ((performance.now() - began) / 1000)) * 100;
  stop();
  return share;
}

async function typing({ session, x, painter, quick }: Stand, area: Area): Promise<number[]> {
  const rows = rowsOf(area);
  await session.screen.key('ctrl+f');
  await painter.settled(rows);
  x.press(LETTER_B);
  const typed = await painter.settled(rows);
  x.press(KEYSYMS.Backspace);
  const empty = await painter.settled(rows);
  const took: number[] = [];
  for (let run = 0; run < (quick ? 10 : 30); run++) {
    took.push(await painter.time(rows, typed, () => x.press(LETTER_B)));
    await rest(200);
    await painter.time(rows, empty, () => x.press(KEYSYMS.Backspace));
    await rest(200);
  }
  return took;
}

export async function measureTeam(stand: Stand): Promise<Measurement[]> {
  const firstRows: number[] = [];
  const known: number[] = [];
  const requests: number[] = [];

  const agent = await stand.agent({ users: MANY, person: SUPERVISOR });
  const running = await agent.start();
  const before = await restingMemory(stand, running);
  let since = now();
  const { area } = await openWindow(stand, TEAM);
  known.push((await everybodyAsked(agent, since)) - since);
  const rows = rowsOf(area);
  const picture = await stand.painter.settled(rows);
  for (let run = 0; run < (stand.quick ? 1 : 5); run++) {
    // The requests of a minute are few, and an earlier opening has used them.
    await rest(MINUTE_MS);
    await closeWindow(stand, TEAM, area);
    since = now();
    firstRows.push(await timeOpening(stand, TEAM, rows, picture));
    known.push((await everybodyAsked(agent, since)) - since);
    requests.push(busiestMinute(agent, since));
  }
  await stand.painter.settled(rows);
  const keys = await typing(stand, area);
  const events = await changes(stand, agent, area);
  const share = await processorShare(stand, agent, running.pid);
  const withMany = await restingMemory(stand, running);
  await closeWindow(stand, TEAM, area);
  const after = await restingMemory(stand, running);
  await running.end();

  const small = await stand.agent({ users: FEW, person: SUPERVISOR });
  const other = await small.start();
  await openWindow(stand, TEAM);
  const withFew = await restingMemory(stand, other);
  await other.end();

  return [
    {
      what: 'Team of 5,000: opened → first rows painted',
      unit: 'ms',
      bound: { of: 'p95', most: 1000 },
      app: firstRows,
    },
    { what: 'Team of 5,000: opened → everybody asked for', unit: 'ms', bound: { of: 'p95', most: 60_000 }, app: known },
    { what: 'Team of 5,000: requests in a minute', unit: 'requests', bound: { of: 'p95', most: 300 }, app: requests },
    {
      what: 'Team of 5,000, 50 events a second: event → row painted',
      unit: 'ms',
      bound: { of: 'p95', most: 100 },
      app: events,
    },
    {
      what: 'Team of 5,000, 50 events a second: processor',
      unit: '%',
      bound: { of: 'median', most: 15 },
      app: [share],
    },
    { what: 'Team of 5,000: key in the filter → painted', unit: 'ms', bound: { of: 'p95', most: 50 }, app: keys },
    {
      what: 'memory (PSS), Team of 5,000',
      unit: 'MB',
      bound: { of: 'median', above: 60 },
      against: 'a team of 50',
      app: [withMany],
      other: [withFew],
    },
    {
      what: 'memory (PSS), Team of 5,000 closed',
      unit: 'MB',
      bound: { of: 'median', above: 5 },
      against: 'before it was opened',
      app: [after],
      other: [before],
    },
  ];
}
