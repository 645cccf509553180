/** The people of the demo org as they are before anything happens. */
import { describe, expect, it } from 'vitest';
import { PURECLOUD, seedPeople } from '../../../electron/demo-org/people.js';

const NOW = Date.parse('2026-11-20T09:00:00Z');
const MINUTE = 60_000;

describe('everybody in the demo org', () => {
  const people = seedPeople(200, 1, NOW, null);
  const since = people.map(({ presences }) => (NOW - (presences.get(PURECLOUD)?.modifiedAt ?? 0)) / MINUTE);

  it('has been in their presence for whole minutes, for less than three quarters of an hour, and not all equally long', () => {
    expect(since.filter((minutes) => !Number.isInteger(minutes) || minutes < 0 || minutes >= 45)).toEqual([]);
    expect(new Set(since).size).toBeGreaterThan(20);
  });

  it('waits for interactions exactly where they are On Queue', () => {
    const idle = people.filter(({ routing }) => routing.status === 'IDLE').map(({ name }) => name);
    expect(idle).toEqual(expect.arrayContaining(['Annie Easley', 'Heinz Zemanek', 'Radia Perlman']));
    expect(idle).not.toContain('Ada Lovelace');
  });

  it('has a name of their own and an address of it', () => {
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
    expect(people.find(({ name }) => name === 'Fernando Corbató')?.email).toBe('fernando.corbato@northwind.example');
    expect(people.find(({ name }) => name === '山本 花子')?.email).toMatch(/^[\w-]{8}@northwind\.example$/);
  });

  it('reports to the supervisor, who reports to nobody', () => {
    const [supervisor] = people.filter(({ managerId }) => managerId === null);
    expect(supervisor?.name).toBe('Margaret Hamilton');
    expect(people.filter(({ managerId }) => managerId === supervisor?.id)).toHaveLength(people.length - 1);
  });

  it('works in customer care, but for those of the field division', () => {
    const field = people.filter(({ department }) => department === 'Field service').map(({ name }) => name);
    expect(field).toEqual(['Edith Clarke']);
  });

  it('who only works there reports to the one who leads the team, where there is one', () => {
    const led = seedPeople(0, 1, NOW, 'Ada Lovelace');
    const idOf = (name: string) => led.find((one) => one.name === name)?.id;
    const manager = (name: string) => led.find((one) => one.name === name)?.managerId;
    expect(manager('Annie Easley')).toBe(idOf('Ada Lovelace'));
    expect([manager('Ada Lovelace'), manager('Grace Hopper')]).toEqual(Array(2).fill(idOf('Margaret Hamilton')));
    expect(led.find(({ name }) => name === 'Ada Lovelace')?.roles).toContain('supervisor');
  });
});
