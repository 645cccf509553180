import { describe, expect, it } from 'vitest';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../electron/genesys/primary-definitions.js';
import { appUnderTest, SECOND_BREAK } from './soak/app-under-test.js';

describe('the presence of an agent', () => {
  it('is shown as the service has it, live', async () => {
    const app = appUnderTest();
    await app.live();
    expect(app.engine.view().connection).toEqual({ kind: 'live', asOf: null, problem: null });
    expect(app.engine.view().presence.current).toMatchObject({ definition: { label: 'Available' }, message: '' });
    app.engine.stop();
  });

  it('is set together with its message', async () => {
    const app = appUnderTest();
    await app.live();
    const outcome = app.engine.pick({
      definitionId: SECOND_BREAK,
      message: { text: 'back at 10:40', lifetime: { kind: 'presence' } },
      origin: 'popup',
    });
    await app.world.advance(1);
    expect(app.engine.view().presence.pending).toMatchObject({ definition: { label: 'Coffee' }, step: 'sending' });
    expect(app.engine.view().presence.current).toMatchObject({ definition: { label: 'Available' } });
    await app.world.advance(1000);
    expect(await outcome).toMatchObject({
      result: 'done',
      current: { definition: { label: 'Coffee' }, message: 'back at 10:40' },
    });
    expect(app.service.state).toMatchObject({ definitionId: SECOND_BREAK, message: 'back at 10:40' });
    void app.engine.pick({ definitionId: ID.Available, origin: 'tray' });
    await app.world.advance(1000);
    expect(app.service.state).toMatchObject({ definitionId: ID.Available, message: '' });
    app.engine.stop();
    await app.world.advance(0);
    expect(app.world.waitingTimers).toBe(0);
    expect(app.service.channels.openSockets).toBe(0);
  });
});
