/** The demo org’s lists of people, found by name as the service finds them. */
import { describe, expect, it } from 'vitest';
import { apiOf, HandClock, withDemoOrg } from './with-demo-org.js';

const names = async (kind: 'routing/queues' | 'teams', name: string): Promise<string[]> => {
  let found: string[] = [];
  await withDemoOrg({ clock: new HandClock() }, async (demo) => {
    const api = apiOf(demo, demo.issueToken('Margaret Hamilton'));
    const { json } = await api('GET', `/api/v2/${kind}?name=${encodeURIComponent(name)}`);
    found = json.entities.map((each: { name: string }) => each.name);
  });
  return found.sort();
};

describe('queues by name', () => {
  it.each([
    ['sales', ['Sales']],
    ['sale', []],
    ['sa*', ['Sales']],
    ['*LES', ['Sales']],
    ['*les*', ['Sales']],
    ['*l*', ['Billing', 'Sales']],
    ['*b', []],
    ['l*', []],
    ['', ['Billing', 'Sales', 'Support']],
  ])('%j finds %j: an asterisk is what may stand before or behind it', async (name, expected) => {
    expect(await names('routing/queues', name)).toEqual(expected);
  });
});

describe('teams by name', () => {
  it.each([
    ['NIGHT', ['Night shift']],
    ['shift', []],
    ['night*', []],
  ])('%j finds %j: the name begins so', async (name, expected) => {
    expect(await names('teams', name)).toEqual(expected);
  });
});
