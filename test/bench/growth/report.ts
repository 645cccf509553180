/** The section _Growth_ of test/bench/README.md: what was seen, and what fifty thousand apps would cost. */
import { BACK_OFF_MS } from '../../../electron/presence/connection/crowd.js';
import { sparkline } from './curve.js';
import type { Phase, Told } from './scenes.js';

/** For 2,000 apps, requests a second. */
export const BOUND = 50;
const BOUND_FOR = 2000;
const MANY = 50_000;
const DAY_S = 24 * 60 * 60;
const HEARTBEAT_S = 30;

export interface Growth {
  readonly seed: number;
  readonly date: string;
  readonly morning: Told;
  readonly day: Told;
  readonly outages: readonly Told[];
}

/** The bound for so many clients: the same share for each. */
export const boundFor = (clients: number): number => (BOUND * clients) / BOUND_FOR;

export const phaseOf = ({ phases }: Told, name: string): Phase => {
  const found = phases.find((phase) => phase.name === name);
  if (found === undefined) throw new Error(`there is no phase ${name}`);
  return found;
};

export function report({ seed, date, morning, day, outages }: Growth): string {
  const { clients } = morning;
  const [start, work, whole] = [phaseOf(morning, 'start'), phaseOf(morning, 'work'), phaseOf(day, 'day')];
  return [
    '## Growth',
    '',
    `\`npm run growth\` runs ${number(clients)} apps (session, client, engine, channel, schedule) against one demo org, on a clock of its own.`,
    `Seed ${seed}, ${date}. Requests a second at the service; each sign of a curve is the worst second of its part.`,
    `The bound in and after an outage is ${BOUND} a second, and everybody right again within two back-off periods, ${(2 * BACK_OFF_MS) / 1000} s.`,
    '',
    ...markdownTable([
      ['scene', 'mean', 'most', 'sockets, most', 'last right after', 'curve'],
      ['all start within five minutes', ...figures(start), '–', curve(start)],
      ['an hour of work without changes', ...figures(work), '–', curve(work)],
      ...outages.flatMap((told) => [
        [`${told.scene}: meanwhile`, ...figures(phaseOf(told, 'outage')), '–', curve(phaseOf(told, 'outage'))],
        ['… and the nine minutes after', ...figures(phaseOf(told, 'after')), last(told), curve(phaseOf(told, 'after'))],
      ]),
    ]),
    '',
    `Requests that were sent although \`Retry-After\` asked for a longer pause: ${sum(outages.map((told) => told.impatiences.length))}.`,
    `Picks made during an outage that did not reach the service: ${sum(outages.map((told) => told.lost))}.`,
    '',
    'What is not held to the bound, and why:',
    '',
    '- **The first seconds of sockets.** One agent whose own network drops must be live again in a second or two, and nothing tells that from an outage.',
    '  So a good channel is tried four times within sixteen seconds, by sockets alone.',
    '- **Channels that the service forgot as well** are made anew as soon as a socket says so. Reading still waits for its turn.',
    '- **Picks.** Whoever acts does not wait for a turn, and a pick lives two minutes. Here all people pick within one minute.',
    '',
    `What ${number(MANY)} apps would cost, computed from these figures:`,
    '',
    ...markdownTable([
      ['when', 'requests a second'],
      [
        'without changes, averaged over a day',
        `${((whole.requests.total / day.clients) * (MANY / DAY_S)).toFixed(1)} (${(whole.requests.total / day.clients).toFixed(1)} an app and day)`,
      ],
      [
        'all start within five minutes',
        `${scaled(start.requests.mean, clients)} (${(start.requests.total / clients).toFixed(1)} an app)`,
      ],
      ...outages.map((told) => {
        const { requests } = phaseOf(told, 'after');
        return [`after ${told.scene}`, `at most ${scaled(requests.most, clients)}`];
      }),
    ]),
    '',
    `And ${number(MANY)} channels with a socket each, with ${number(Math.round(MANY / HEARTBEAT_S))} heartbeats a second.`,
    '',
  ].join('\n');
}

const number = (value: number): string => value.toLocaleString('en-US');
const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
const scaled = (figure: number, clients: number): string => number(Math.round((figure * MANY) / clients));
const curve = ({ requests }: Phase): string => `\`${sparkline(requests, 30)}\``;
const figures = ({ requests, sockets }: Phase): [string, string, string] => [
  requests.mean.toFixed(1),
  String(requests.most),
  String(sockets.most),
];
const last = ({ rightAfter }: Told): string => {
  const latest = Math.max(...rightAfter);
  return latest === Infinity ? 'never' : `${latest / 1000} s`;
};

function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
