import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../electron/updates/version.js';
import { REFUSALS } from '../../../electron/updates/refusal.js';
import { freshSeed } from '../presence/fresh-seed.js';
import { computer, settled, type Outcome } from './updates-kit.js';

type Act =
  | { readonly do: 'publish'; readonly version: string; readonly signedBy: 'us' | 'others' | 'nobody' }
  | { readonly do: 'look' | 'hours' | 'elsewhere' | 'quit' | 'shutDown' | 'unplug' | 'plug' | 'tamper' }
  | { readonly do: 'busy'; readonly busy: boolean }
  | { readonly do: 'mode'; readonly mode: 'on' | 'tell' | 'off' }
  | { readonly do: 'fetch'; readonly outcome: Outcome };

const version = fc.constantFrom('0.0.9', '0.1.0', '0.2.0-beta.1', '0.2.0', '0.2.0', '0.2.1', '0.3.0');
/** Weighted, so that most runs come as far as an update that is ready. */
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      version,
      signedBy: fc.constantFrom('us', 'us', 'us', 'us', 'us', 'others', 'nobody'),
    }),
  },
  { weight: 8, arbitrary: fc.constantFrom('look', 'look', 'hours').map((each) => ({ do: each })) },
  { weight: 2, arbitrary: fc.constantFrom('quit', 'quit', 'shutDown').map((each) => ({ do: each })) },
  { weight: 1, arbitrary: fc.constantFrom('unplug', 'plug', 'plug', 'tamper').map((each) => ({ do: each })) },
  { weight: 4, arbitrary: fc.constantFrom(true, false, false).map((busy) => ({ do: 'busy' as const, busy })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('on', 'on', 'on', 'tell', 'off').map((mode) => ({ do: 'mode' as const, mode })),
  },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom<Outcome>('good', 'good', 'good', 'passes', 'checksum', 'publisher', 'otherHost')
      .map((outcome) => ({ do: 'fetch' as const, outcome })),
  },
);

describe('updates, whatever happens', () => {
  it('never disturb, never go back, never fetch twice what failed, and never take what we did not sign', async () => {
    const seed = freshSeed((s) => `SEED=${s} npx vitest run test/unit/updates/updates.property.test.ts`);
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60, size: 'max' }), async (acts) => {
        const pc = computer();
        let running = '0.1.0';
        let updates = pc.start(running);
        let mode: 'on' | 'tell' | 'off' = 'on';
        let busy = false;
        let seen = 0;
        const failed = new Set<string>();
        const signed = new Set<string>();
        let published: { version: string; good: boolean } | null = null;

        const check = (): void => {
          for (const fetch of pc.fetches.slice(seen)) {
            expect(busy, 'fetched while busy').toBe(false);
            expect(mode, 'fetched though not wanted').toBe('on');
            expect(failed.has(fetch.update.version), 'fetched what had failed').toBe(false);
            expect(compareVersions(fetch.update.version, running), 'fetched what is not newer').toBeGreaterThan(0);
            expect(signed.has(fetch.update.version), 'fetched what nobody signed').toBe(true);
          }
          seen = pc.fetches.length;
          if (busy) expect(pc.fetches.every(({ signal }) => signal.aborted || ended.has(signal))).toBe(true);
          expect(pc.fetches.filter(({ signal }) => !signal.aborted && !ended.has(signal)).length).toBeLessThan(2);
        };
        const ended = new Set<AbortSignal>();

        for (const each of acts) {
          if (each.do === 'publish') {
            pc.publish(each);
            published = { version: each.version, good: each.signedBy === 'us' };
            if (published.good) signed.add(each.version);
          } else if (each.do === 'tamper') {
            if (published !== null) pc.tamper();
          } else if (each.do === 'look') void updates.look();
          else if (each.do === 'hours') pc.time.pass(7 * 3_600_000);
          else if (each.do === 'unplug') pc.unplug(true);
          else if (each.do === 'plug') pc.unplug(false);
          else if (each.do === 'busy') {
            busy = each.busy;
            pc.setBusy(busy);
            updates.busyChanged();
          } else if (each.do === 'mode') {
            mode = each.mode;
            pc.setMode(mode);
            updates.settingsChanged();
          } else if (each.do === 'fetch') {
            const running = pc.fetches.find(({ signal }) => !signal.aborted && !ended.has(signal));
            if (running !== undefined) {
              ended.add(running.signal);
              running.end(each.outcome);
              if (REFUSALS.some((reason) => reason === each.outcome)) failed.add(running.update.version);
            }
          } else if (each.do === 'quit') {
            const state = updates.state();
            const before = pc.installed.length;
            const install = updates.onQuit(false);
            if (install !== null) {
              expect(busy, 'installed while busy').toBe(false);
              expect(mode, 'installed though not wanted').toBe('on');
              await install();
              const fetched = pc.fetches.filter(({ signal }) => ended.has(signal)).at(-1)?.update.version ?? '';
              expect(compareVersions(fetched, running), 'installed what is not newer').toBeGreaterThan(0);
              expect(failed.has(fetched), 'installed what had failed').toBe(false);
              running = fetched;
            } else if (state.kind === 'ready') expect(busy || mode !== 'on').toBe(true);
            expect(pc.installed.length - before).toBe(install === null ? 0 : 1);
            updates.end();
            await pc.processEnds();
            updates = pc.start(running);
          } else {
            // The system ends the app: nobody asks for an installation.
            updates.end();
            await pc.processEnds();
            updates = pc.start(running);
          }
          await settled();
          check();
        }
        updates.end();
        expect(pc.time.waiting()).toBe(0);
        expect(pc.mostAtOnce(), 'two fetches at once').toBeLessThan(2);
      }),
      { seed: Number(process.env['SEED'] ?? seed), numRuns: 300 },
    );
  });
});
