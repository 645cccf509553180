import { describe, expect, it } from 'vitest';
import { openUpdateMemory } from '../../../electron/updates/update-memory.js';

/** A computer’s memory of updates, over starts of the app in several versions. */
function computer(disk: unknown = null) {
  let stored = disk;
  const written: unknown[] = [];
  return {
    written,
    disk: () => stored,
    start: (version: string, random = 0.25) =>
      openUpdateMemory(
        {
          read: () => stored,
          write: (values) => {
            stored = structuredClone(values);
            written.push(stored);
          },
          flushed: () => Promise.resolve(),
        },
        version,
        () => random,
      ),
  };
}
const before = { place: 0.5, failed: [], installed: null };

it('a copy keeps its place among all from its first start on', () => {
  const { start, disk } = computer();
  expect(start('0.1.0', 0.25).place).toBe(0.25);
  expect(disk()).toEqual({ ...before, place: 0.25 });
  expect(start('0.1.0', 0.75).place).toBe(0.25);
});

it.each([0, 1])('a copy may have the very first place, and the very last (%d)', (place) =>
  expect(computer({ ...before, place }).start('0.1.0').place).toBe(place),
);

it.each([null, 'nonsense', [], { place: 2 }, { place: 'first', failed: {}, installed: 7 }])(
  'a memory that cannot be read is begun anew (%j)',
  (disk) => {
    const memory = computer(disk).start('0.1.0');
    expect(memory.place).toBe(0.25);
    expect(memory.arrived).toBeNull();
    expect(memory.failure('0.2.0')).toBeNull();
  },
);

it('nothing is written at a start that changes nothing', () => {
  const failed = [{ version: '0.3.0', reason: 'checksum' }];
  const { start, written } = computer({ ...before, failed });
  expect(start('0.2.0').failure('0.3.0')).toBe('checksum');
  expect(written).toEqual([]);
});

describe('a version that failed', () => {
  it('is remembered until that version or a newer one runs', () => {
    const failed = [
      { version: '0.2.0', reason: 'checksum' },
      { version: '0.3.0', reason: 'publisher' },
    ];
    const { start, disk } = computer({ ...before, failed });
    const memory = start('0.2.0');
    expect(memory.failure('0.2.0')).toBeNull();
    expect(memory.failure('0.3.0')).toBe('publisher');
    expect(disk()).toEqual({ ...before, failed: [{ version: '0.3.0', reason: 'publisher' }] });
  });

  it('counts once, with its last reason', () => {
    const { start, disk } = computer({ ...before });
    const memory = start('0.1.0');
    memory.failed('0.2.0', 'checksum');
    memory.failed('0.3.0', 'signature');
    memory.failed('0.2.0', 'publisher');
    expect(memory.failure('0.2.0')).toBe('publisher');
    expect(memory.failure('0.3.0')).toBe('signature');
    expect(disk()).toMatchObject({
      failed: [
        { version: '0.3.0', reason: 'signature' },
        { version: '0.2.0', reason: 'publisher' },
      ],
    });
  });

  it('is forgotten once twenty others failed', () => {
    const memory = computer({ ...before }).start('0.1.0');
    for (let minor = 2; minor <= 22; minor += 1) memory.failed(`0.${minor}.0`, 'checksum');
    expect(memory.failure('0.2.0')).toBeNull();
    expect(memory.failure('0.3.0')).toBe('checksum');
  });
});

describe('what was handed to the system', () => {
  it('has arrived where it runs now, and is told of once', async () => {
    const { start } = computer({ ...before });
    await start('0.1.0').installs('0.2.0', 'Faster');
    expect(start('0.2.0').arrived).toEqual({ changes: 'Faster' });
    const again = start('0.2.0');
    expect(again.arrived).toBeNull();
    expect(again.failure('0.2.0')).toBeNull();
  });

  it('has failed where the old version still runs', async () => {
    const { start, disk } = computer({ ...before });
    await start('0.1.0').installs('0.2.0', 'Faster');
    const still = start('0.1.0');
    expect(still.arrived).toBeNull();
    expect(still.failure('0.2.0')).toBe('notInstalled');
    expect(disk()).toEqual({ ...before, failed: [{ version: '0.2.0', reason: 'notInstalled' }] });
  });

  it('is nothing to tell of where somebody installed a newer one meanwhile', async () => {
    const { start, disk } = computer({ ...before });
    await start('0.1.0').installs('0.2.0', 'Faster');
    expect(start('0.3.0').arrived).toBeNull();
    expect(disk()).toEqual(before);
  });
});
