import { describe, expect, it } from 'vitest';
import { DemoCore } from '../../../electron/demo-org/core.js';
import { startDemoOrg } from '../../../electron/demo-org/index.js';
import { HandClock, withDemoOrg } from './with-demo-org.js';

describe('colleagues in the demo org', () => {
  it('change their presences now and then, and nobody’s who can sign in', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock, colleagues: true }, async (demo) => {
      const moved = new Set<string>();
      demo.org.onChange((change) => {
        if (change.kind === 'presence') moved.add(change.person.name);
      });
      clock.advance(600_000);
      expect(moved.size).toBeGreaterThan(3);
      expect([...moved].filter((name) => demo.org.person(name)!.signsIn)).toEqual([]);
    });
  });
});

describe('a demo org of any size', () => {
  it('has as many people and definitions as asked for, the same in every run', async () => {
    const one = new DemoCore({ users: 5000, definitions: 1000, seed: 3 }).org;
    const other = new DemoCore({ users: 5000, definitions: 1000, seed: 3 }).org;
    expect([one.people.size, one.definitions.size]).toEqual([5000, 1000]);
    expect([...other.people.keys()]).toEqual([...one.people.keys()]);
    expect([...other.definitions.keys()]).toEqual([...one.definitions.keys()]);
  });

  it.each([1, 3, 10, 11, 22, 23])('has exactly %i definitions where so many are asked for', (count) => {
    const { definitions } = new DemoCore({ definitions: count }).org;
    expect(definitions.size).toBe(count);
    expect([...definitions.values()][0]?.systemPresence).toBe('Available');
  });

  it('numbers the definitions it makes up, so that no two have one name', () => {
    const { definitions } = new DemoCore({ definitions: 300 }).org;
    const names = [...definitions.values()].map(({ labels }) => labels['en_US'] ?? '');
    expect(new Set(names).size).toBe(300);
    expect(names).toContain('Meeting 1');
    expect(names.filter((name) => /\s-|\s0$/.test(name))).toEqual([]);
  });

  it('of three has those that an agent cannot do without', () => {
    const three = [...new DemoCore({ definitions: 3 }).org.definitions.values()];
    expect(three.map(({ systemPresence }) => systemPresence)).toEqual(['Available', 'OnQueue', 'Offline']);
  });

  it('has Northwind Care’s own where nobody asks for a number', () => {
    expect(new DemoCore().org.definitions.size).toBe(22);
  });

  it('sends labels that are hard to show where somebody wants to see them', () => {
    const { definitions } = new DemoCore({ oddLabels: true }).org;
    const labels = [...definitions.values()].map((each) => each.labels['en_US']);
    expect(labels.filter((label) => label === 'Lunch')).toHaveLength(3);
    expect(labels).toEqual(expect.arrayContaining(['R&D <live>', '\u200B', '\u202EGnirts', 'הפסקה (2)']));
  });

  it('says so when its port is taken', async () => {
    await withDemoOrg({}, async (demo) => {
      await expect(startDemoOrg({ port: Number(new URL(demo.apiUrl).port) })).rejects.toThrow('EADDRINUSE');
    });
  });
});
