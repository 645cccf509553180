/** Whom a supervisor goes on watching, also with the window closed. */
import { afterEach, describe, expect, test } from 'vitest';
import {
  keepWatching,
  MOST_WATCHED,
  type KeepWatching,
  type Thresholds,
} from '../../../electron/team/keep-watching.js';
import type { OpenSocket, SocketPort } from '../../../electron/ports.js';
import { teamKit, type TeamKit } from './kit.js';

const MINUTE = 60_000;
let kit: TeamKit;
let watching: KeepWatching;
let thresholds: Thresholds;
let onThresholds: () => void;
let told: string[];
/** The address of a channel to which no socket opens any more. */
let refused: string | null;
let opened: string[];

/** As the desk's own, but for the refused address. */
const openSocket: OpenSocket = (url) => {
  opened.push(url);
  if (url !== refused) return kit.deps.openSocket(url);
  const none = (): void => undefined;
  const socket: SocketPort = { onOpen: none, onMessage: none, onClose: none, send: none, close: none };
  queueMicrotask(() => socket.onClose(1006, 'refused'));
  return socket;
};

function begin(first: Thresholds): void {
  kit = teamKit();
  thresholds = first;
  told = [];
  refused = null;
  opened = [];
  onThresholds = () => undefined;
  watching = keepWatching({
    ...kit.deps,
    openSocket,
    thresholds: () => thresholds,
    onThresholds: (run) => {
      onThresholds = run;
      return () => undefined;
    },
    tooLong: (row, minutes) => told.push(`${row.name} ${row.presence?.label} ${minutes}`),
  });
}
afterEach(() => {
  watching.stop();
  kit.stop();
});
const watch = (...names: readonly string[]): boolean =>
  watching.add(names.map((name) => ({ id: kit.id(name), name, department: null })));

describe('somebody who is watched', () => {
  test('raises one word when they are longer in a presence than was said, and one for the next time', async () => {
    begin({ Busy: 10 });
    watch('Ada Lovelace');
    kit.core.faults.changePresence('Ada Lovelace', { definitionId: 'Busy' });
    await kit.clock.advance(9 * MINUTE);
    expect(told).toEqual([]);
    await kit.clock.advance(1.1 * MINUTE);
    expect(told).toEqual(['Ada Lovelace Busy 10']);
    kit.core.faults.changePresence('Ada Lovelace', { message: 'still' });
    await kit.clock.advance(60 * MINUTE);
    expect(told).toHaveLength(1);
    kit.core.faults.changePresence('Ada Lovelace', { definitionId: 'Available' });
    kit.core.faults.changePresence('Ada Lovelace', { definitionId: 'Busy' });
    await kit.clock.advance(11 * MINUTE);
    expect(told).toHaveLength(2);
  });

  test('is told of at once where a new threshold is past already', async () => {
    begin({});
    watch('Ada Lovelace');
    kit.core.faults.changePresence('Ada Lovelace', { definitionId: 'Meal' });
    await kit.clock.advance(30 * MINUTE);
    expect(told).toEqual([]);
    thresholds = { Meal: 20 };
    onThresholds();
    expect(told).toEqual(['Ada Lovelace Meal 20']);
  });

  test('is watched on a new channel where no socket opens on the old one any more', async () => {
    begin({});
    watch('Ada Lovelace');
    await kit.clock.advance(2 * MINUTE);
    refused = opened.at(-1) ?? null;
    kit.core.faults.killSockets();
    await kit.clock.advance(3 * MINUTE);
    expect(opened.at(-1)).not.toBe(refused);
    expect(kit.core.channels.all().filter(({ socket }) => socket !== null)).toHaveLength(1);
  });

  test('is let go of with all that was kept for them', async () => {
    begin({ Busy: 1 });
    watch('Ada Lovelace', 'Konrad Zuse');
    await kit.clock.advance(1000);
    expect(kit.core.channels.all().filter(({ socket }) => socket !== null)).toHaveLength(1);
    watching.remove([kit.id('Ada Lovelace'), kit.id('Konrad Zuse')]);
    kit.core.faults.changePresence('Ada Lovelace', { definitionId: 'Busy' });
    await kit.clock.advance(30 * MINUTE);
    expect(told).toEqual([]);
    expect(kit.core.channels.all().filter(({ socket }) => socket !== null)).toHaveLength(0);
  });
});

test('no more than two hundred can be watched', () => {
  begin({});
  const people = Array.from({ length: MOST_WATCHED }, (_, at) => ({ id: `u${at}`, name: null, department: null }));
  expect(watching.add(people)).toBe(true);
  expect(watching.add([{ id: 'one more', name: null, department: null }])).toBe(false);
  expect(watching.add(people.slice(0, 10))).toBe(true);
});
