import type { Cancel } from '../ports.js';
import type { ServiceClock } from './clock.js';
import { digest, freshSecret } from './ids.js';
import type { Switches } from './switches.js';

/** An issued access token. Only its digest is stored. Times are milliseconds since the epoch. */
export interface Grant {
  readonly key: string;
  readonly personId: string;
  readonly clientId: string;
  /** The organisation the token works in, if it is not the person's own (`target`). */
  readonly target: string | null;
  readonly issuedAt: number;
  expiresAt: number;
  lastUsedAt: number;
  refreshKey: string | null;
}

export type EndReason = 'expired' | 'idle' | 'revoked';

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresInSeconds: number;
  readonly grant: Grant;
}

interface RefreshRight {
  readonly personId: string;
  readonly clientId: string;
  readonly target: string | null;
}

export interface StoredTokens {
  readonly grants: readonly Grant[];
  readonly refresh: readonly (readonly [string, RefreshRight])[];
}

/** Tokens: issued, recognised, expired, idled out, revoked. */
export class Tokens {
  private readonly grants = new Map<string, Grant>();
  private readonly refresh = new Map<string, RefreshRight>();
  private readonly watches = new Map<string, Cancel>();
  private readonly listeners = new Set<(grant: Grant, reason: EndReason) => void>();

  constructor(
    private readonly clock: ServiceClock,
    private readonly switches: Switches,
  ) {}

  /** Calls when a token ends by itself, and when it is revoked. */
  onEnded(listener: (grant: Grant, reason: EndReason) => void): void {
    this.listeners.add(listener);
  }

  issue(personId: string, clientId: string, target: string | null = null): IssuedTokens {
    const accessToken = freshSecret();
    const withRefresh = this.switches.refreshTokens && this.switches.idleTimeoutSeconds === null;
    const refreshToken = withRefresh ? freshSecret() : null;
    const refreshKey = refreshToken === null ? null : digest(refreshToken);
    const now = this.clock.now();
    const grant: Grant = {
      key: digest(accessToken),
      personId,
      clientId,
      target,
      issuedAt: now,
      expiresAt: now + this.switches.tokenSeconds * 1000,
      lastUsedAt: now,
      refreshKey,
    };
    if (refreshKey !== null) this.refresh.set(refreshKey, { personId, clientId, target });
    this.grants.set(grant.key, grant);
    this.watch(grant);
    return { accessToken, refreshToken, expiresInSeconds: this.switches.tokenSeconds, grant };
  }

  /** Null: the token is unknown, or has ended. */
  find(accessToken: string): Grant | null {
    const grant = this.grants.get(digest(accessToken));
    if (grant === undefined) return null;
    this.endIfOver(grant);
    return this.grants.get(grant.key) ?? null;
  }

  /** A call with this token restarts the inactivity timeout. */
  touch(grant: Grant): void {
    grant.lastUsedAt = this.clock.now();
  }

  /** When the token idles out. Null: there is no inactivity timeout. */
  idlesAt(grant: Grant): number | null {
    const seconds = this.switches.idleTimeoutSeconds;
    return seconds === null ? null : grant.lastUsedAt + seconds * 1000;
  }

  /** New tokens for a refresh token. Null: it is not valid for this client, or no longer. */
  renew(refreshToken: string, clientId: string): IssuedTokens | null {
    const key = digest(refreshToken);
    const right = this.refresh.get(key);
    if (right?.clientId !== clientId) return null;
    const rotates = this.switches.refreshTokensRotate;
    if (rotates) this.refresh.delete(key);
    const issued = this.issue(right.personId, right.clientId, right.target);
    if (rotates) return issued;
    if (issued.grant.refreshKey !== null) this.refresh.delete(issued.grant.refreshKey);
    issued.grant.refreshKey = key;
    return { ...issued, refreshToken };
  }

  /** Ends a token and, if a person asked for it, the right to renew it. */
  end(grant: Grant, reason: EndReason): void {
    if (!this.grants.delete(grant.key)) return;
    this.watches.get(grant.key)?.();
    this.watches.delete(grant.key);
    if (reason !== 'expired' && grant.refreshKey !== null) this.refresh.delete(grant.refreshKey);
    for (const listener of this.listeners) listener(grant, reason);
  }

  /** Every token of a person, or of everyone. Revoking also ends the refresh tokens. */
  endAll(personId: string | null, reason: EndReason): void {
    for (const grant of [...this.grants.values()])
      if (personId === null || grant.personId === personId) this.end(grant, reason);
    if (reason === 'revoked')
      for (const [key, right] of [...this.refresh])
        if (personId === null || right.personId === personId) this.refresh.delete(key);
  }

  stored(): StoredTokens {
    return { grants: [...this.grants.values()], refresh: [...this.refresh] };
  }

  restore(stored: StoredTokens): void {
    for (const [key, right] of stored.refresh) this.refresh.set(key, right);
    for (const grant of stored.grants) {
      this.grants.set(grant.key, { ...grant });
      this.watch(this.grants.get(grant.key) ?? grant);
    }
  }

  stop(): void {
    for (const cancel of this.watches.values()) cancel();
    this.watches.clear();
  }

  private endIfOver(grant: Grant): void {
    const now = this.clock.now();
    if (now >= grant.expiresAt) this.end(grant, 'expired');
    else if (now >= (this.idlesAt(grant) ?? Infinity)) this.end(grant, 'idle');
  }

  /** Checks again when the token may have ended. Using it only postpones the check. */
  private watch(grant: Grant): void {
    const due = Math.min(grant.expiresAt, this.idlesAt(grant) ?? Infinity) - this.clock.now();
    const cancel = this.clock.after(Math.min(Math.max(due, 1), LONGEST_TIMER_MS), () => {
      this.endIfOver(grant);
      if (this.grants.has(grant.key)) this.watch(grant);
    });
    this.watches.set(grant.key, cancel);
  }
}

/** Node's timers hold 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
