/** A message with its own end disappears then, if it still stands: even after sleep, a lost network and a restart. */
import { describe, expect, it } from 'vitest';
import type { MessageLifetime } from '../../../../electron/presence/presence-view.js';
import { appUnderTest, type AppUnderTest } from '../soak/app-under-test.js';
import { ID, shift, type Shift } from '../shift-kit.js';

const MINUTE = 60_000;
const tenMinutes: MessageLifetime = { kind: 'minutes', minutes: 10 };

/** _Meal_ with "soup" for ten minutes, set a second ago. */
async function atMeal(lifetime: MessageLifetime = tenMinutes): Promise<Shift> {
  const desk = shift();
  await desk.live();
  await desk.pick(ID.Meal, { message: { text: 'soup', lifetime } });
  return desk;
}
const message = ({ service }: { readonly service: AppUnderTest['service'] }): string => service.state.message;

describe('a message whose time is over', () => {
  it('goes while the presence stays', async () => {
    const desk = await atMeal();
    await desk.pass(9.5 * MINUTE);
    expect(message(desk)).toBe('soup');
    await desk.pass(MINUTE);
    expect(desk.service.state).toMatchObject({ definitionId: ID.Meal, message: '' });
    expect(desk.engine.view().presence.current).toMatchObject({ message: '', messageLifetime: null });
  });

  it('goes at the time of day that was chosen', async () => {
    const later = new Date(shift().world.clock.now() + 20 * MINUTE);
    const at = [later.getHours(), later.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
    const desk = await atMeal({ kind: 'untilTime', at });
    await desk.pass(18 * MINUTE);
    expect(message(desk)).toBe('soup');
    await desk.pass(3 * MINUTE);
    expect(message(desk)).toBe('');
  });

  it('goes also in the presence that was picked meanwhile, which takes the message along', async () => {
    const desk = await atMeal();
    await desk.pick(ID.Available);
    expect(desk.service.state).toMatchObject({ definitionId: ID.Available, message: 'soup' });
    await desk.pass(10 * MINUTE);
    expect(desk.service.state).toMatchObject({ definitionId: ID.Available, message: '' });
  });

  it.each([true, false])('goes on waking where it ended while the machine slept (told: %s)', async (told) => {
    const desk = await atMeal();
    await desk.sleep(30 * MINUTE, { told });
    await desk.pass(2 * MINUTE);
    expect(desk.service.state).toMatchObject({ definitionId: ID.Meal, message: '' });
  });

  it('is not cleared twice, and what somebody else wrote while the machine slept stays', async () => {
    const desk = await atMeal();
    desk.world.serverAfter(15 * MINUTE, () => desk.service.changeFromOutside(ID.Meal, 'see me'));
    await desk.sleep(30 * MINUTE);
    await desk.pass(30 * MINUTE);
    expect(message(desk)).toBe('see me');
    const before = desk.patches().length;
    await desk.pick(ID.Meal, { message: { text: 'cake', lifetime: tenMinutes } });
    await desk.pass(60 * MINUTE);
    expect(desk.patches().length - before).toBe(2);
  });

  it('goes once the network is back', async () => {
    const desk = await atMeal();
    desk.service.networkUp = false;
    desk.service.channels.closeAll(1006);
    await desk.pass(20 * MINUTE);
    expect(message(desk)).toBe('soup');
    desk.service.networkUp = true;
    desk.engine.networkChanged(true);
    await desk.pass(2 * MINUTE);
    expect(message(desk)).toBe('');
  });
});

describe('after a restart of the app', () => {
  /**
   * Ends the app after a minute and restarts it with what it remembered. @param off how long it was not running, in
   * milliseconds
   */
  async function restart(off: number, meanwhile: string): Promise<AppUnderTest> {
    const desk = await atMeal();
    const { stored } = desk.app.memory;
    desk.stop();
    const again = appUnderTest(stored === null ? {} : { memory: stored });
    again.service.changeFromOutside(ID.Meal, meanwhile);
    await again.world.advance(off);
    await again.live();
    return again;
  }

  it('the message keeps its time', async () => {
    const app = await restart(5 * MINUTE, 'soup');
    expect(app.engine.view().presence.current).toMatchObject({ message: 'soup', messageLifetime: tenMinutes });
    await app.world.advance(4 * MINUTE);
    expect(message(app)).toBe('soup');
    await app.world.advance(2 * MINUTE);
    expect(app.service.state).toMatchObject({ definitionId: ID.Meal, message: '' });
  });

  it('it goes at once where its time is over by then', async () => {
    const app = await restart(30 * MINUTE, 'soup');
    await app.world.advance(MINUTE);
    expect(app.service.state).toMatchObject({ definitionId: ID.Meal, message: '' });
  });

  it('it stays where somebody else wrote another one meanwhile', async () => {
    const app = await restart(30 * MINUTE, 'see me');
    await app.world.advance(30 * MINUTE);
    expect(message(app)).toBe('see me');
  });
});
