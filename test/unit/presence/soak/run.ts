/** One random run, and what must hold during it and after everything has settled (docs/design.md §3). */
import assert from 'node:assert/strict';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import type { PickOutcome } from '../../../../electron/presence/picks/pick.js';
import { DEFINITION_IDS, type Act, type Run } from './acts.js';
import { appOn, SECOND_BREAK, type AppUnderTest } from './app-under-test.js';
import { DemoService } from './demo-service.js';
import type { Change, FaultyService } from './faulty-service.js';
import { SimulatedService } from './simulated-service.js';
import { settle } from './world.js';

const LIFE_MS = 120_000;

interface ModelPick {
  readonly number: number;
  readonly definitionId: string | null;
  readonly message: string | null;
  readonly bornAt: number;
  outcome: PickOutcome | null;
  cancelled: boolean;
  /** It waited for a sign-in and is On Queue, so it must not be sent before the person confirms. */
  needsConfirmation: boolean;
}

class Runner {
  readonly app: AppUnderTest<FaultyService>;
  readonly picks: ModelPick[] = [];
  /** The pick behind each change request. */
  readonly pickOfRequest = new Map<number, ModelPick>();
  readonly #violations: string[] = [];
  #lies = false;
  /**
   * If the wall clock is set back during a pick's life, that can hide a sleep that the other clock does not count
   * either.
   */
  #clockSetBackAt = -1;
  #lastPatch: number | null = null;

  constructor({ service, seed, dated, list }: Run) {
    this.app = appOn<FaultyService>(
      (world) =>
        service === 'demoOrg'
          ? new DemoService(world, { id: SECOND_BREAK, label: 'Coffee' })
          : new SimulatedService(world),
      { seed, list: { ...list } },
    );
    this.app.service.dated = dated;
    // Only dates show the order. In the demo org a message alone keeps its presence's date, as in the service.
    this.app.service.channels.reorders = dated && service === 'simulated';
    this.app.presentSince = Infinity;
    this.app.service.onPatch = (request, number) => this.#patchSent(request, number);
  }

  async play(acts: readonly Act[]): Promise<void> {
    await this.app.live();
    for (const act of acts) {
      await this.#perform(act);
      // What it set going is sent before the next act, so that each request's pick is known.
      await settle();
    }
    await this.#heal();
    this.#check();
    this.app.engine.stop();
    await this.app.world.advance(0);
    this.#checkNothingLeft();
  }

  /** When a change is sent. */
  #patchSent(request: { at: number; body: Readonly<Record<string, unknown>> | null }, number: number): void {
    const before = this.#lastPatch;
    this.#lastPatch = number;
    // A refused token is renewed and the request sent again, before anything else.
    if (before !== null && this.app.service.requests[before]?.status === 401 && this.app.session.renews) {
      const same = JSON.stringify(this.app.service.requests[before].body) === JSON.stringify(request.body);
      const pick = this.pickOfRequest.get(before);
      if (same && pick) {
        this.pickOfRequest.set(number, pick);
        return;
      }
    }
    const newest = this.picks.at(-1);
    const definition = request.body?.['presenceDefinition'];
    const sent = typeof definition === 'object' && definition !== null && 'id' in definition ? definition.id : null;
    if (newest === undefined) {
      this.#violations.push('a change was sent that nobody asked for');
      return;
    }
    this.pickOfRequest.set(number, newest);
    if (newest.outcome !== null) this.#violations.push(`pick ${newest.number} was sent after it was over`);
    if (sent !== null && sent !== newest.definitionId)
      this.#violations.push(`a replaced pick was sent: ${JSON.stringify(sent)}`);
    const canTell = this.#clockSetBackAt < newest.bornAt;
    if (canTell && request.at - newest.bornAt > LIFE_MS + 1000)
      this.#violations.push(`pick ${newest.number} was sent when stale`);
    if (newest.needsConfirmation) this.#violations.push('On Queue was sent after a sign-in without a word');
  }

  #pick(definitionId: string | null, message: string | null, lifetime: 'presence' | 'untilCleared'): void {
    const { engine, world } = this.app;
    const pick: ModelPick = {
      number: this.picks.length,
      definitionId,
      message,
      bornAt: world.t,
      outcome: null,
      cancelled: false,
      needsConfirmation: false,
    };
    this.picks.push(pick);
    const outcome = engine.pick({
      ...(definitionId === null ? {} : { definitionId }),
      ...(message === null ? {} : { message: { text: message, lifetime: { kind: lifetime } } }),
      origin: 'popup',
    });
    void outcome.then((result) => {
      assert.equal(pick.outcome, null);
      pick.outcome = result;
    });
  }

  async #perform(act: Act): Promise<void> {
    const { engine, service, world } = this.app;
    switch (act.act) {
      case 'pick': {
        const text = act.message === 'none' ? null : `note ${this.picks.length}`;
        this.#pick(
          DEFINITION_IDS[act.definition] ?? ID.Busy,
          text,
          act.message === 'forPresence' ? 'presence' : 'untilCleared',
        );
        // Wait until the request is sent, so that its pick is known.
        await settle();
        return;
      }
      case 'message':
        this.#pick(null, `only ${this.picks.length}`, 'presence');
        await settle();
        return;
      case 'cancel': {
        const newest = this.picks.at(-1);
        if (newest) newest.cancelled = true;
        engine.cancelPick();
        return;
      }
      case 'confirm': {
        const newest = this.picks.at(-1);
        if (newest) newest.needsConfirmation = false;
        engine.confirmPick();
        return;
      }
      case 'refresh':
        engine.refresh();
        return;
      case 'backOnQueue':
        engine.backOnQueue();
        return;
      case 'away':
        this.app.presentSince = world.clock.now();
        return;
      case 'back':
        this.app.presentSince = Infinity;
        return;
      case 'signIn':
        this.#signIn();
        return;
      case 'outside':
        service.changeFromOutside(
          act.offline ? ID.Offline : (DEFINITION_IDS[act.definition] ?? ID.Busy),
          act.offline ? '' : `theirs ${service.changes.length}`,
        );
        return;
      case 'overtakenRead':
        service.faults = [{ kind: 'slowAnswer', ms: 2000 }];
        engine.refresh();
        await world.advance(200);
        service.changeFromOutside(DEFINITION_IDS[act.definition] ?? ID.Busy, `theirs ${service.changes.length}`);
        await world.advance(3000);
        return;
      case 'wait':
        await world.advance(act.ms);
        return;
      case 'faults':
        service.faults = [...act.faults];
        return;
      case 'manner':
        service.manner = act.manner;
        this.#lies ||= act.manner === 'echoesButIgnores';
        return;
      case 'delays':
        service.channels.delays = [...act.delays];
        return;
      case 'sockets':
        this.#sockets(act.what);
        return;
      case 'network':
        service.networkUp = act.up;
        if (!act.up) service.channels.strikeDumb();
        if (act.told) engine.networkChanged(act.up);
        return;
      case 'sleep':
        if (act.told) engine.suspended();
        world.sleep(act.how);
        await world.advance(act.ms);
        await world.wake();
        if (act.told) engine.resumed();
        return;
      case 'expire':
        this.app.session.renews = act.renews;
        service.expire(act.offline);
        return;
      case 'turnClock':
        world.wallOffset += act.ms;
        if (act.ms < 0) this.#clockSetBackAt = world.t;
        return;
      case 'notResponding':
        service.setRouting('NOT_RESPONDING');
        return;
    }
  }

  #sockets(what: Extract<Act, { act: 'sockets' }>['what']): void {
    const { channels } = this.app.service;
    if (what === 'close') channels.steal();
    else if (what === 'break') channels.closeAll(1006);
    else if (what === 'dumb') channels.strikeDumb();
    else if (what === 'closing') channels.announceClosing();
    else if (what === 'forget') channels.forget();
    else channels.blocked = what === 'block';
  }

  /** Signs in after the session's end, or beside a running session to renew it. */
  #signIn(): void {
    const newest = this.picks.at(-1);
    const { pending } = this.app.engine.view().presence;
    if (newest && newest.outcome === null && newest.definitionId === ID.OnQueue && pending?.step === 'waiting') {
      newest.needsConfirmation = true;
    }
    this.app.signIn();
  }

  /** All faults end, somebody signs in if necessary, and ten minutes pass. */
  async #heal(): Promise<void> {
    const { service, world, engine } = this.app;
    this.app.list.afterMs = 0;
    this.app.list.fails = false;
    service.faults = [];
    service.manner = 'whole';
    service.channels.delays = [];
    service.channels.blocked = false;
    service.networkUp = true;
    this.app.presentSince = Infinity;
    await world.advance(1000);
    if (this.app.session.expired) this.#signIn();
    engine.networkChanged(true);
    await world.advance(300_000);
    // The end of the session may show only now.
    if (this.app.session.expired) this.#signIn();
    await world.advance(300_000);
  }

  #check(): void {
    const { engine, service } = this.app;
    assert.deepEqual(this.#violations, []);
    const { connection, presence, routing, definitions } = engine.view();
    assert.equal(connection.kind, 'live', 'live again');
    assert.equal(definitions.kind, 'ready');
    assert.equal(presence.pending, null, 'nothing pends');
    assert.equal(presence.current?.definition.id, service.state.definitionId, 'shown presence is the server’s');
    assert.equal(presence.current.message?.trim(), service.state.message.trim(), 'shown message is the server’s');
    assert.equal(routing.status, service.routingStatus, 'shown routing status is the server’s');
    assert.ok(service.mostActivePatches <= 1, 'one change in flight at most');
    for (const pick of this.picks) assert.notEqual(pick.outcome, null, `pick ${pick.number} is settled`);
    this.#checkLastWins();
    this.#checkDoneStands();
    const minutes = Math.ceil(this.app.world.t / 60_000);
    // A pick that waits for the network reads three things again with each try, first in quick succession.
    const bound = 60 + 6 * minutes + 15 * this.picks.length;
    const asked = service.requests.length;
    assert.ok(asked <= bound, `${asked} requests in ${minutes} minutes for ${this.picks.length} picks`);
  }

  /**
   * The last pick won, unless it failed, somebody changed the presence, or an older request took effect later. Then the
   * app says so.
   */
  #checkLastWins(): void {
    const { engine, service } = this.app;
    const last = this.picks.at(-1);
    const final = service.changes.at(-1);
    if (last === undefined || final === undefined) return;
    const { failed } = engine.view().presence;
    const landed = final.request === null ? undefined : this.pickOfRequest.get(final.request);
    if (final.by === 'app') assert.ok(landed, 'every change of the app belongs to a pick');
    if (landed === last) {
      const whole =
        (last.definitionId === null || last.definitionId === final.state.definitionId) &&
        (last.message === null || last.message === final.state.message);
      // The message should have stayed as it was, but somebody changed it at that moment.
      const sent = [...this.pickOfRequest]
        .filter(([, pick]) => pick === last)
        .map(([number]) => service.requests[number]);
      const kept = sent.every((request) => (request?.body?.['message'] ?? final.state.message) === final.state.message);
      const carried = last.message === null && !kept;
      const quiet = failed === null || failed.kind === 'refused' || carried;
      if (whole) assert.ok(quiet, `it came true, yet reads ${failed?.kind ?? ''}`);
      else assert.ok(last.cancelled || failed !== null, 'half came true, and that is said');
    } else if (landed !== undefined && last.outcome?.result === 'done' && this.#landedOver(last)) {
      assert.equal(failed?.kind, 'notApplied', 'an older request landed over the last pick');
    }
    if (last.outcome?.result === 'done' && !this.#lies) {
      const reached = service.changes.some((change) => this.#isSame(last, change.state));
      assert.ok(reached, 'what reads done was done');
    }
  }

  /**
   * The last pick shown as done stands. Only others, a newer pick, or an earlier request that takes effect late may
   * change it.
   */
  #checkDoneStands(): void {
    const { changes } = this.app.service;
    const winner = this.picks.filter((pick) => pick.outcome?.result === 'done').at(-1);
    if (winner === undefined || this.#lies) return;
    const isIts = ({ request }: Change): boolean => request !== null && this.pickOfRequest.get(request) === winner;
    const own = changes.map(isIts).lastIndexOf(true);
    const its = changes[own];
    if (its === undefined) return;
    for (const { request } of changes.slice(own + 1)) {
      if (request === null) continue;
      const number = this.pickOfRequest.get(request)?.number ?? -1;
      const isLate = request < (its.request ?? 0);
      assert.ok(number > winner.number || isLate, `pick ${number} was sent again after pick ${winner.number} was done`);
    }
    if (its === changes.at(-1)) assert.ok(this.#isSame(winner, its.state), 'what reads done is so as a whole');
  }

  /** Whether the latest change replaced what this pick had set. Somebody else may have done so earlier. */
  #landedOver(pick: ModelPick): boolean {
    const [before, final] = this.app.service.changes.slice(-2);
    return (
      before !== undefined &&
      final !== undefined &&
      this.#isSame(pick, before.state) &&
      !this.#isSame(pick, final.state)
    );
  }

  #isSame(pick: ModelPick, state: { definitionId: string; message: string }): boolean {
    return (
      (pick.definitionId === null || pick.definitionId === state.definitionId) &&
      (pick.message === null || pick.message === state.message)
    );
  }

  #checkNothingLeft(): void {
    const { world, service } = this.app;
    assert.equal(world.waitingTimers, 0, 'no timer runs on');
    assert.equal(service.channels.openSockets, 0, 'no socket stays open');
    assert.equal(service.openRequests, 0, 'no request stays open');
  }
}

/** @throws AssertionError if a promise is broken */
export async function playRun(run: Run): Promise<void> {
  await new Runner(run).play(run.acts);
}
