import { describe, expect, it } from 'vitest';
import { GenesysError } from '../../../../electron/genesys/error.js';
import { DefinitionList } from '../../../../electron/presence/definitions/definition-list.js';
import { fakeClock } from '../../genesys/fakes.js';
import { silentLog } from '../../../../electron/silent-log.js';

const MINUTE_MS = 60_000;

function failing(error: GenesysError) {
  const clock = fakeClock();
  let asked = 0;
  const list = new DefinitionList({
    clock,
    random: () => 0.5,
    log: silentLog,
    load: () => {
      asked += 1;
      return Promise.reject(error);
    },
    reader: () => ({
      languages: ['en'],
      organizationLanguage: null,
      systemName: (name) => name,
      divisionId: null,
      divisionName: (id) => id,
      mayGoOnQueue: true,
    }),
    onExpired: () => undefined,
    changed: () => undefined,
  });
  return { clock, list, asked: () => asked };
}

describe('a list of presences that cannot be read', () => {
  it('is asked for again by itself where that can pass', async () => {
    const { clock, list, asked } = failing(
      new GenesysError({ kind: 'http', message: '', status: 503, retryable: true }),
    );
    await list.load();
    expect(list.view().kind).toBe('failed');
    await clock.advance(10 * MINUTE_MS);
    expect(asked()).toBeGreaterThan(5);
    list.stop();
  });

  it('is left alone where it was refused', async () => {
    const { clock, list, asked } = failing(new GenesysError({ kind: 'http', message: '', status: 403 }));
    await list.load();
    expect(list.view().kind).toBe('failed');
    await clock.advance(10 * MINUTE_MS);
    expect(asked()).toBe(1);
    expect(clock.pending()).toBe(0);
  });
});
