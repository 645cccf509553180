/** How long a token of the demo org counts, and what ends it. */
import { describe, expect, it } from 'vitest';
import { serviceClock } from '../../../electron/demo-org/clock.js';
import { DEFAULT_SWITCHES, type Switches } from '../../../electron/demo-org/switches.js';
import { Tokens, type EndReason } from '../../../electron/demo-org/tokens.js';
import { HandClock } from './with-demo-org.js';

function desk(switches: Partial<Switches> = {}) {
  const clock = new HandClock();
  const tokens = new Tokens(serviceClock(clock), { ...DEFAULT_SWITCHES, ...switches });
  const ended: EndReason[] = [];
  tokens.onEnded((_grant, reason) => ended.push(reason));
  return { clock, tokens, ended };
}
const withRefresh = { refreshTokens: true, tokenSeconds: 60 };

describe('a token', () => {
  it('counts until its time is over, and nobody else’s does', () => {
    const { clock, tokens, ended } = desk({ tokenSeconds: 60 });
    const { accessToken, refreshToken, expiresInSeconds } = tokens.issue('ada', 'app');
    expect([refreshToken, expiresInSeconds]).toEqual([null, 60]);
    clock.advance(59_999);
    expect(tokens.find(accessToken)).toMatchObject({ personId: 'ada', clientId: 'app', target: null });
    expect(tokens.find(`${accessToken}x`)).toBeNull();
    clock.advance(1);
    expect(tokens.find(accessToken)).toBeNull();
    expect(ended).toEqual(['expired']);
  });

  it('that is not used idles out, and use puts that off, but not its end', () => {
    const { clock, tokens, ended } = desk({ tokenSeconds: 100, idleTimeoutSeconds: 60 });
    const { accessToken, grant } = tokens.issue('ada', 'app');
    expect(tokens.idlesAt(grant)).toBe(clock.now() + 60_000);
    clock.advance(50_000);
    tokens.touch(grant);
    clock.advance(49_999);
    expect(tokens.find(accessToken)).not.toBeNull();
    clock.advance(1);
    expect(ended).toEqual(['expired']);
    tokens.issue('ada', 'app');
    clock.advance(60_000);
    expect(ended).toEqual(['expired', 'idle']);
  });

  it('never idles out where the organisation has no such limit', () => {
    const { tokens } = desk();
    expect(tokens.idlesAt(tokens.issue('ada', 'app').grant)).toBeNull();
  });

  it('that was ended is told once', () => {
    const { clock, tokens, ended } = desk({ tokenSeconds: 60 });
    const { grant } = tokens.issue('ada', 'app');
    tokens.end(grant, 'revoked');
    tokens.end(grant, 'revoked');
    clock.advance(60_000);
    expect(ended).toEqual(['revoked']);
  });

  it('is revoked for one person, or for everybody', () => {
    const { tokens, ended } = desk();
    const [ada, grace] = ['ada', 'grace'].map((person) => tokens.issue(person, 'app').accessToken);
    tokens.endAll('ada', 'revoked');
    expect([tokens.find(ada ?? ''), tokens.find(grace ?? '')?.personId]).toEqual([null, 'grace']);
    tokens.endAll(null, 'revoked');
    expect(tokens.find(grace ?? '')).toBeNull();
    expect(ended).toEqual(['revoked', 'revoked']);
  });

  it('counts after a restart of the service as long as it would have', () => {
    const { clock, tokens } = desk({ tokenSeconds: 60 });
    const { accessToken } = tokens.issue('ada', 'app');
    const again = new Tokens(serviceClock(clock), { ...DEFAULT_SWITCHES, tokenSeconds: 60 });
    again.restore(tokens.stored());
    expect(again.find(accessToken)).not.toBeNull();
    clock.advance(60_000);
    expect(again.find(accessToken)).toBeNull();
  });
});

describe('a refresh token', () => {
  it('brings new tokens to its own client, also when the old ones have expired', () => {
    const { clock, tokens } = desk(withRefresh);
    const first = tokens.issue('ada', 'app', 'trustor');
    clock.advance(60_000);
    expect(tokens.renew(first.refreshToken ?? '', 'another app')).toBeNull();
    expect(tokens.renew('nonsense', 'app')).toBeNull();
    const second = tokens.renew(first.refreshToken ?? '', 'app');
    expect(second?.grant).toMatchObject({ personId: 'ada', clientId: 'app', target: 'trustor' });
  });

  it('works once where refresh tokens rotate, and again and again where they do not', () => {
    const rotating = desk(withRefresh).tokens;
    const first = rotating.issue('ada', 'app').refreshToken ?? '';
    const next = rotating.renew(first, 'app')?.refreshToken ?? '';
    expect(rotating.renew(first, 'app')).toBeNull();
    expect(rotating.renew(next, 'app')).not.toBeNull();
    const lasting = desk({ ...withRefresh, refreshTokensRotate: false }).tokens;
    const kept = lasting.issue('ada', 'app').refreshToken ?? '';
    for (let times = 0; times < 2; times += 1) expect(lasting.renew(kept, 'app')?.refreshToken).toBe(kept);
    expect(lasting.stored().refresh).toHaveLength(1);
  });

  it('ends with a revoked token of its person, and with no other end', () => {
    const { tokens } = desk(withRefresh);
    const [ada, grace] = ['ada', 'grace'].map((person) => tokens.issue(person, 'app'));
    tokens.endAll(null, 'expired');
    expect(tokens.stored().refresh).toHaveLength(2);
    tokens.endAll('ada', 'revoked');
    expect(tokens.renew(ada?.refreshToken ?? '', 'app')).toBeNull();
    expect(tokens.renew(grace?.refreshToken ?? '', 'app')).not.toBeNull();
  });

  it('is not given where tokens idle out', () => {
    const { tokens } = desk({ ...withRefresh, idleTimeoutSeconds: 60 });
    expect(tokens.issue('ada', 'app').refreshToken).toBeNull();
  });
});
