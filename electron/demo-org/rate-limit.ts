import type { ServiceClock } from './clock.js';
import { rateLimited } from './service-error.js';
import type { Switches } from './switches.js';

const WINDOW_MS = 60_000;

/**
 * 300 requests a minute per person and client (docs/genesys-cloud.md §5). The minute starts with the first request.
 */
export class RateLimit {
  private readonly windows = new Map<string, { since: number; count: number }>();

  constructor(
    private readonly clock: ServiceClock,
    private readonly switches: Switches,
  ) {}

  /** @throws ServiceError 429 if the minute's requests are used up */
  count(personId: string, clientId: string): void {
    const limit = this.switches.rateLimitPerMinute;
    if (limit === null) return;
    const now = this.clock.monotonic();
    const key = `${personId} ${clientId}`;
    const current = this.windows.get(key);
    if (current === undefined || now - current.since >= WINDOW_MS) {
      this.windows.set(key, { since: now, count: 1 });
      return;
    }
    current.count += 1;
    if (current.count > limit) throw rateLimited(Math.max(1, Math.ceil((current.since + WINDOW_MS - now) / 1000)));
  }
}
