import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, isVersion } from '../../../electron/updates/version.js';
import { freshSeed } from '../presence/fresh-seed.js';

describe('versions', () => {
  it('are ordered as semver.org says', () => {
    const ordered = [
      '0.9.9',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.2.0',
      '1.10.0',
      '2.0.0',
    ];
    for (const [at, older] of ordered.entries())
      for (const newer of ordered.slice(at + 1)) {
        expect(compareVersions(older, newer), `${older} < ${newer}`).toBeLessThan(0);
        expect(compareVersions(newer, older), `${newer} > ${older}`).toBeGreaterThan(0);
      }
  });

  it('are told from what only looks like one', () => {
    for (const text of ['', '1', '1.2', 'v1.2.3', '01.2.3', '1.2.3-', '1.2.3.4', '1.2.3 ', '../1.2.3', '1.2.3+build'])
      expect(isVersion(text), text).toBe(false);
  });

  it('have one order, whichever two are compared', () => {
    const part = fc.integer({ min: 0, max: 30 });
    const word = fc.constantFrom('', '-alpha', '-alpha.1', '-beta', '-1', '-x.7.z');
    const version = fc.tuple(part, part, part, word).map(([a, b, c, d]) => `${a}.${b}.${c}${d}`);
    const seed = freshSeed((s) => `SEED=${s} npx vitest run test/unit/updates/version.test.ts`);
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        expect(compareVersions(a, b) === 0).toBe(a === b);
      }),
      { seed: Number(process.env['SEED'] ?? seed) },
    );
  });
});
