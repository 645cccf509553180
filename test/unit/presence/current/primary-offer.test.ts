/** Which source decides, and the offer to make Genesys Cloud the one (docs/genesys-cloud.md §2.4). */
import { describe, expect, it } from 'vitest';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import { NOTHING_SAVED, type SavedPresence } from '../../../../electron/presence/saved-presence.js';
import { appUnderTest, type AppUnderTest } from '../soak/app-under-test.js';
import { USER_ID } from '../soak/simulated-service.js';

const decides = async (app: AppUnderTest, source: string): Promise<void> => {
  app.service.primary = false;
  const presenceDefinition = { id: ID.Busy, systemPresence: 'BUSY' };
  app.service.channels.tell(`v2.users.${USER_ID}.presence`, { source, primary: true, presenceDefinition });
  await app.world.advance(100);
};
const genesysDecides = async (app: AppUnderTest): Promise<void> => {
  app.service.primary = true;
  app.service.changeFromOutside(ID.Available, '');
  await app.world.advance(100);
};
const start = async (memory: SavedPresence = NOTHING_SAVED, asks = () => true): Promise<AppUnderTest> => {
  const app = appUnderTest({ memory, over: { asksForPrimarySource: asks } });
  await app.live();
  return app;
};
const view = (app: AppUnderTest) => {
  const { otherSource, primaryOffer } = app.engine.view().presence;
  return { otherSource, primaryOffer };
};

describe('another source that decides', () => {
  it('is named, and the agent is asked whether Genesys Cloud should', async () => {
    const app = await start();
    expect(view(app)).toEqual({ otherSource: null, primaryOffer: 'none' });
    await decides(app, 'MicrosoftTeams');
    expect(view(app)).toEqual({ otherSource: 'Microsoft Teams', primaryOffer: 'ask' });
  });

  it('is still named once the question was put away, and it stays away, also after a restart', async () => {
    const app = await start();
    await decides(app, 'MicrosoftTeams');
    app.engine.putPrimaryOfferAway();
    expect(view(app)).toEqual({ otherSource: 'Microsoft Teams', primaryOffer: 'quiet' });
    await decides(app, 'MicrosoftTeams');
    app.service.channels.closeAll(1006);
    await app.world.advance(10_000);
    await decides(app, 'MicrosoftTeams');
    expect(view(app).primaryOffer).toBe('quiet');
    const again = appUnderTest({ memory: app.memory.stored ?? NOTHING_SAVED });
    again.service.primary = false;
    await again.live();
    expect(view(again)).toEqual({ otherSource: '', primaryOffer: 'quiet' });
    await decides(again, 'MicrosoftTeams');
    expect(view(again)).toEqual({ otherSource: 'Microsoft Teams', primaryOffer: 'quiet' });
  });

  it('is asked about anew where it is another one, or took over again', async () => {
    const app = await start();
    await decides(app, 'MicrosoftTeams');
    app.engine.putPrimaryOfferAway();
    await decides(app, 'Zoom');
    expect(view(app)).toEqual({ otherSource: 'Zoom', primaryOffer: 'ask' });
    app.engine.putPrimaryOfferAway();
    await genesysDecides(app);
    expect(view(app)).toEqual({ otherSource: null, primaryOffer: 'none' });
    await decides(app, 'Zoom');
    expect(view(app).primaryOffer).toBe('ask');
  });

  it('whose name is told only later is no other one', async () => {
    const app = appUnderTest();
    app.service.primary = false;
    await app.live();
    expect(view(app)).toEqual({ otherSource: '', primaryOffer: 'ask' });
    app.engine.putPrimaryOfferAway();
    await decides(app, 'MicrosoftTeams');
    expect(view(app)).toEqual({ otherSource: 'Microsoft Teams', primaryOffer: 'quiet' });
    expect(app.memory.stored?.primaryOfferPutAway).toBe('Microsoft Teams');
  });

  it('is still named, and nobody asks, where the organisation or the agent wants that', async () => {
    let asks = true;
    const app = await start(NOTHING_SAVED, () => asks);
    await decides(app, 'MicrosoftTeams');
    asks = false;
    app.engine.personalChanged();
    expect(view(app)).toEqual({ otherSource: 'Microsoft Teams', primaryOffer: 'none' });
  });
});

describe('making Genesys Cloud primary', () => {
  const patches = (app: AppUnderTest) =>
    app.service.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body);

  it('changes nothing else', async () => {
    const app = await start();
    await decides(app, 'MicrosoftTeams');
    app.engine.makePrimary();
    await app.world.advance(1000);
    expect(patches(app)).toEqual([{ primary: true }]);
    expect(view(app)).toEqual({ otherSource: null, primaryOffer: 'none' });
  });

  it('takes along the pick that has just not come true', async () => {
    const app = await start();
    await decides(app, 'MicrosoftTeams');
    app.service.faults = [{ kind: 'status', status: 409 }];
    void app.engine.pick({ definitionId: ID.Meal, origin: 'popup' });
    await app.world.advance(1000);
    expect(app.engine.view().presence.failed).toMatchObject({ kind: 'refused' });
    app.engine.makePrimary();
    await app.world.advance(1000);
    expect(patches(app).at(-1)).toMatchObject({ primary: true, presenceDefinition: { id: ID.Meal } });
    expect(app.engine.view().presence).toMatchObject({ failed: null, current: { definition: { label: 'Meal' } } });
  });

  it.each([
    ['one whose two minutes are over', ID.Meal, 121_000],
    ['On Queue, which wants a word of its own', ID.OnQueue, 1000],
  ])('does not take along %s', async (_which, definitionId, after) => {
    const app = await start();
    await decides(app, 'MicrosoftTeams');
    app.service.faults = [{ kind: 'status', status: 409 }];
    void app.engine.pick({ definitionId, origin: 'popup' });
    await app.world.advance(after);
    app.engine.makePrimary();
    await app.world.advance(1000);
    expect(patches(app).at(-1)).toEqual({ primary: true });
  });
});
