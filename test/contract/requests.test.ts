/** The same call through the vendor's library and through ours puts the same request on the wire. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ourClient, askOurs, callOurs, USER_AGENT } from './our-client.js';
import { EVERY_OPERATION, type Sample } from './operations.js';
import { startRecorder, type Recorded, type Recorder } from './recorder.js';
import { SAMPLES } from './samples.js';
import { vendorSdk, type VendorSdk } from './vendor-sdk.js';

let recorder: Recorder;
let vendor: VendorSdk;

beforeAll(async () => {
  recorder = await startRecorder();
  vendor = await vendorSdk(recorder.url);
  vendor.useToken('a-token');
});
afterAll(() => recorder.close());

const theirs = async (method: string, sample: Sample): Promise<Recorded[]> => {
  await vendor.call(method, sample);
  return recorder.take();
};
const ours = async (method: string, sample: Sample): Promise<Recorded[]> => {
  await askOurs(ourClient(recorder.url, 'a-token'), method, sample);
  return recorder.take();
};

/** What matters in a request. The order of query parameters does not. */
const essence = ({ verb, path, query, headers, body }: Recorded) => ({
  verb,
  path,
  query: query.split('&').sort(),
  body: body === '' ? null : (JSON.parse(body) as unknown),
  authorization: headers.authorization,
  accept: headers.accept,
  contentType: body === '' ? null : headers['content-type'],
});

describe('the request of', () => {
  test.each(EVERY_OPERATION.map((operation) => operation.method))('%s is the vendor’s', async (method) => {
    const sample = SAMPLES[method];
    if (!sample) throw new Error(`There is no sample for ${method}`);
    const mine = await ours(method, sample);
    expect(mine).toHaveLength(1);
    expect(mine.map(essence)).toEqual((await theirs(method, sample)).map(essence));
  });
});

describe('intended differences', () => {
  test('a request without a body has no content type; the vendor’s names one all the same', async () => {
    const [mine] = await ours('getSystempresences', {});
    const [other] = await theirs('getSystempresences', {});
    expect(mine?.headers['content-type']).toBeUndefined();
    expect(other?.headers['content-type']).toBe('application/json');
  });

  test('the user agent names the app; the vendor’s names its HTTP library', async () => {
    const [mine] = await ours('getSystempresences', {});
    const [other] = await theirs('getSystempresences', {});
    expect(mine?.headers['user-agent']).toBe(USER_AGENT);
    expect(other?.headers['user-agent']).toMatch(/^axios/);
  });

  test('a bulk read of more than 50 people is several requests; the vendor’s sends one, which the service refuses', async () => {
    const id = Array.from({ length: 51 }, (_, index) => `u${index}`);
    const counts = (requests: Recorded[]) =>
      requests.map((one) => decodeURIComponent(one.query).split(',').length).sort((a, b) => b - a);
    expect(counts(await ours('getUsersPresencesPurecloudBulk', { query: { id } }))).toEqual([50, 1]);
    expect(counts(await theirs('getUsersPresencesPurecloudBulk', { query: { id } }))).toEqual([51]);
  });

  test('a bulk read of nobody is no request; the vendor’s sends one', async () => {
    expect(await ours('getUsersPresencesPurecloudBulk', { query: { id: [] } })).toEqual([]);
    expect(await theirs('getUsersPresencesPurecloudBulk', { query: { id: [] } })).toHaveLength(1);
  });

  test('a space in a query is %20; the vendor’s writes a plus sign', async () => {
    const sample = { query: { name: 'field service' } };
    expect((await ours('getAuthorizationDivisions', sample))[0]?.query).toBe('name=field%20service');
    expect((await theirs('getAuthorizationDivisions', sample))[0]?.query).toBe('name=field+service');
  });

  test('an id that would lead to another path is refused; the vendor’s follows it', async () => {
    const sample = { path: { definitionId: '..' } };
    await expect(ours('getPresenceDefinition0', sample)).rejects.toThrow('definitionId must be an id');
    expect(recorder.take()).toEqual([]);
    expect((await theirs('getPresenceDefinition0', sample))[0]?.path).not.toContain('definitions');
  });

  test('an answer without a body is undefined; the vendor’s is an empty text', async () => {
    const sample = { path: { definitionId: 'd' } };
    expect(await callOurs(ourClient(recorder.url, 'a-token'), 'deletePresenceDefinition0', sample)).toBeUndefined();
    expect((await vendor.call('deletePresenceDefinition0', sample)) ?? '').toBe('');
    recorder.take();
  });
});
