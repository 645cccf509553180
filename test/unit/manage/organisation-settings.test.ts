/** The organisation's settings as a service of few words tells them. See manager.test.ts for how they are saved. */
import { describe, expect, it } from 'vitest';
import type { GenesysClient } from '../../../electron/genesys/client.js';
import type { PresenceSettings } from '../../../electron/genesys/models/presence.js';
import {
  readOrganisation,
  writeOrganisation,
  type OrganisationFields,
} from '../../../electron/manage/organisation-settings.js';

/**
 * @param answer what the service says after a write. By default what it then has
 * @param takes false: it changes nothing
 */
function service(has: PresenceSettings, { answer, takes = true }: { answer?: PresenceSettings; takes?: boolean } = {}) {
  const bodies: PresenceSettings[] = [];
  let now = has;
  const presence = {
    getPresenceSettings: () => Promise.resolve(now),
    putPresenceSettings: ({ body }: { body: PresenceSettings }) => {
      bodies.push(body);
      if (takes) now = { ...now, ...body };
      return Promise.resolve(answer ?? now);
    },
  };
  return { client: { presence } as unknown as GenesysClient, bodies };
}

const NOTHING: OrganisationFields = {
  restore: false,
  restoreMinutes: 1,
  restoreOnQueue: false,
  offQueueRequests: false,
  defaultSourceId: null,
};
const minutes = async (restoreTimeMilliseconds: number | null | undefined) =>
  (await readOrganisation(service({ restorePresenceSettings: { restoreTimeMilliseconds } }).client)).restoreMinutes;

describe('the settings that an administrator sees', () => {
  it('are off where the service says nothing, and Genesys Cloud decides', async () => {
    expect(await readOrganisation(service({}).client)).toEqual(NOTHING);
    expect(
      await readOrganisation(
        service({ restorePresenceSettings: {}, defaultPrimaryPresenceRegisteredSourceId: ' ' }).client,
      ),
    ).toEqual(NOTHING);
  });

  it('are what it says', async () => {
    const said: PresenceSettings = {
      restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 300_000, restoreOnQueueEnabled: true },
      requestingOffQueueEnabled: true,
      defaultPrimaryPresenceRegisteredSourceId: ' teams ',
    };
    expect(await readOrganisation(service(said).client)).toEqual({
      restore: true,
      restoreMinutes: 5,
      restoreOnQueue: true,
      offQueueRequests: true,
      defaultSourceId: 'teams',
    });
  });

  it('have whole minutes, from one to a day', async () => {
    expect(await Promise.all([undefined, null, 0, 89_999, 90_000, 86_400_000, 9e9].map(minutes))).toEqual([
      1, 1, 1, 1, 2, 1440, 1440,
    ]);
  });
});

describe('a change of the settings', () => {
  it.each<Partial<OrganisationFields>>([
    { restore: true },
    { restoreMinutes: 2 },
    { restoreOnQueue: true },
    { offQueueRequests: true },
    { defaultSourceId: 'teams' },
  ])('of %o is sent, and confirmed by the answer', async (change) => {
    const { client, bodies } = service({});
    expect(await writeOrganisation(client, NOTHING, { ...NOTHING, ...change })).toMatchObject({ kind: 'done' });
    expect(bodies).toHaveLength(1);
    expect(await readOrganisation(client)).toEqual({ ...NOTHING, ...change });
  });

  it('is not sent over what somebody else changed meanwhile, nor where it is so already', async () => {
    const { client, bodies } = service({ requestingOffQueueEnabled: true });
    const now = { ...NOTHING, offQueueRequests: true };
    expect(await writeOrganisation(client, NOTHING, { ...NOTHING, restore: true })).toEqual({ kind: 'conflict', now });
    expect(await writeOrganisation(client, now, now)).toMatchObject({ kind: 'done' });
    expect(bodies).toEqual([]);
  });

  it('says nothing of the default source while that is Genesys Cloud, and says so when it becomes that again', async () => {
    const first = service({});
    await writeOrganisation(first.client, NOTHING, { ...NOTHING, restore: true });
    expect(first.bodies[0]).not.toHaveProperty('defaultPrimaryPresenceRegisteredSourceId');
    const second = service({ defaultPrimaryPresenceRegisteredSourceId: 'teams' });
    await writeOrganisation(second.client, { ...NOTHING, defaultSourceId: 'teams' }, NOTHING);
    expect(second.bodies[0]).toMatchObject({ defaultPrimaryPresenceRegisteredSourceId: null });
  });

  it('keeps a time of seconds as it is, unless the time is what changes', async () => {
    const sent = async (change: Partial<OrganisationFields>) => {
      const { client, bodies } = service({ restorePresenceSettings: { restoreTimeMilliseconds: 100_000 } });
      const before = { ...NOTHING, restoreMinutes: 2 };
      await writeOrganisation(client, before, { ...before, ...change });
      return bodies[0]?.restorePresenceSettings?.restoreTimeMilliseconds;
    };
    expect(await sent({ restore: true })).toBe(100_000);
    expect(await sent({ restoreMinutes: 3 })).toBe(180_000);
  });

  it('sends a time also where the service had none', async () => {
    const { client, bodies } = service({});
    await writeOrganisation(client, NOTHING, { ...NOTHING, restore: true });
    expect(bodies[0]?.restorePresenceSettings?.restoreTimeMilliseconds).toBe(60_000);
  });

  it('that the answer does not show is looked for, and told as different only where it really is', async () => {
    const after = { ...NOTHING, restore: true };
    const silent = service({}, { answer: {} });
    expect(await writeOrganisation(silent.client, NOTHING, after)).toMatchObject({ kind: 'done' });
    const deaf = service({}, { answer: {}, takes: false });
    expect(await writeOrganisation(deaf.client, NOTHING, after)).toEqual({ kind: 'different', now: NOTHING });
  });
});
