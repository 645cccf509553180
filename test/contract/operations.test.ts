/** Walks the contract. What it names must be in our client, in the demo org, and tested. */
import { describe, expect, test } from 'vitest';
import { DemoCore } from '../../electron/demo-org/core.js';
import { CHECKS } from './checks/index.js';
import { clientOperation, CONTRACT, EVERY_OPERATION } from './operations.js';
import { SAMPLES } from './samples.js';

const routes = new DemoCore().api.router.routes;
/**
 * Routes that require the permission only for definitions of a division, as the vendor documents for the list.
 * checks/definitions.ts tests it.
 */
const ENFORCED_BY_DIVISION = new Set(['getPresenceDefinitions0', 'getPresenceDefinition0']);
/** Ignores parameter names. */
const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

test('the contract has the 27 operations of the Presence API', () => {
  expect(CONTRACT.filter((operation) => operation.api === 'PresenceApi')).toHaveLength(27);
});

describe.each(CONTRACT.map((operation) => [operation.method, operation] as const))('%s', (method, vendor) => {
  const { type, permissions } = vendor.permissions;

  test('is a function of our client, with the same verb, path, parameters and permissions', () => {
    const operation = clientOperation(method)?.operation;
    expect(operation).toMatchObject({ verb: vendor.verb, path: vendor.path });
    expect(Object.keys(operation?.query ?? {}).sort()).toEqual([...vendor.query].sort());
    expect(operation?.permissions).toEqual({ need: type === 'NO' ? 'none' : type.toLowerCase(), names: permissions });
    expect(operation?.deprecated ?? false).toBe(vendor.deprecated);
  });

  test('is a route of the demo org, with the same permissions', () => {
    const route = routes.find((one) => one.verb === vendor.verb && shape(one.path) === shape(vendor.path));
    expect(route).toBeDefined();
    if (ENFORCED_BY_DIVISION.has(method)) return;
    expect({ all: route?.all ?? [], any: route?.any ?? [] }).toEqual({
      all: type === 'ALL' ? permissions : [],
      any: type === 'ANY' ? permissions : [],
    });
  });
});

test('nothing goes untested: every operation is compared on the wire and checked in the demo org', () => {
  const names = EVERY_OPERATION.map((operation) => operation.method).sort();
  expect(Object.keys(SAMPLES).sort()).toEqual(names);
  expect(Object.keys(CHECKS).sort()).toEqual(names);
});
