/**
 * Unexpected bytes and words from outside: nothing throws, nothing hangs, nothing secret is recorded. Each run has a
 * fresh seed, printed on failure. Inputs that once broke something are kept beside it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMinutes, parseSeconds } from '../../../assets/locales/duration.js';
import { fold, foldCase } from '../../../assets/locales/folding.js';
import { parseArguments } from '../../../electron/desktop/command-line/arguments.js';
import { clientTalk, HandshakeError, serverTalk } from '../../../electron/desktop/command-line/handshake.js';
import { LineReader } from '../../../electron/desktop/command-line/lines.js';
import { matchName } from '../../../electron/desktop/command-line/names.js';
import { readPolicy, type LastPolicy } from '../../../electron/settings/policy.js';
import { readPolicyText } from '../../../electron/settings/policy-source.js';
import { onlyAdministratorsWrite, parseRegQuery } from '../../../electron/settings/policy-windows.js';
import { createSettingsStore } from '../../../electron/settings/settings-store.js';
import { defaultSettings, isSettingKey, settingEntries } from '../../../electron/settings/settings.js';
import { checks, fileInMemory, rememberingLog } from '../settings/doubles.js';

const SECRET = 'S3CRET-value-of-a-key';
const KEYS = Object.keys(settingEntries).filter(isSettingKey);

/** A JSON value, usually an odd one. */
const odd = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1e308, '', ' ', '__proto__', 'constructor', [], {}, [[]], { length: 1 }, SECRET),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
);
const settingsLike = fc.dictionary(
  fc.oneof(fc.constantFrom<string>(...KEYS, '__proto__', 'constructor', 'toString'), fc.string()),
  odd,
  { noNullPrototype: true },
);
const noLast = (values: Readonly<Record<string, unknown>> | null = null): LastPolicy => ({
  read: () => values,
  write: () => undefined,
  forget: () => undefined,
});

describe('settings of any content', () => {
  it('are taken or fall back key by key, and no value is in the log', () => {
    fc.assert(
      fc.property(
        settingsLike,
        settingsLike,
        fc.dictionary(fc.constantFrom(...KEYS), fc.constant(SECRET)),
        (file, variables, secrets) => {
          const log = rememberingLog();
          const settings = createSettingsStore({
            file: fileInMemory({ ...file, ...secrets }),
            policy: { values: {}, notices: [] },
            variables: Object.fromEntries(
              Object.entries(variables).map(([name, value]) => [`PRESENCE_TRAY_${name}`, JSON.stringify(value)]),
            ),
            defaults: defaultSettings('linux', true),
            checks,
            log,
          });
          expect(Object.keys(settings.get()).sort()).toEqual([...KEYS].sort());
          expect(log.lines.join('\n')).not.toContain(SECRET);
          expect(JSON.stringify(settings.notices())).not.toContain(SECRET);
        },
      ),
    );
  });
});

describe('a policy of any content', () => {
  const policyOf = (bytes: Uint8Array, last: Readonly<Record<string, unknown>> | null = null) => {
    const log = rememberingLog();
    return {
      log,
      ...readPolicy(
        readPolicyText('/etc/p.json', () => bytes),
        noLast(last),
        checks,
        log,
      ),
    };
  };

  it.each([
    ['a mark alone', [0xef, 0xbb, 0xbf]],
    ['half a character of UTF-16', [0xff, 0xfe, 0x7b]],
    ['the wrong mark', [0xfe, 0xff, 0x7b, 0x00, 0x7d, 0x00]],
    ['zero bytes', [0, 0, 0, 0]],
    ['a comment without end', [...Buffer.from('{ /* ')]],
    ['half a surrogate', [...Buffer.from('{"theme":"\\ud800"}')]],
  ])('of %s is used or refused', (_what, bytes) => {
    expect(() => policyOf(Uint8Array.from(bytes))).not.toThrow();
  });

  it('is used or refused, by bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => policyOf(bytes)).not.toThrow();
      }),
    );
  });

  it('is used or refused key by key, and no value is in the log or the notices', () => {
    fc.assert(
      fc.property(settingsLike, settingsLike, (policy, last) => {
        const { values, notices, log } = policyOf(Buffer.from(JSON.stringify(policy)), last);
        expect(Object.keys(values).every(isSettingKey)).toBe(true);
        const told = log.lines.join('\n') + JSON.stringify(notices);
        // A setting's name may be anything. Its value must not be reported.
        if (!Object.keys(policy).some((name) => name.includes(SECRET))) expect(told).not.toContain(SECRET);
      }),
    );
  });

  it('never opens what a good one had shut, however it is broken', () => {
    const good = { demo: false, keepSession: 'untilQuit', region: 'eu_central_1', clientId: 'c' };
    const text = JSON.stringify(good);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('', 'x', '{', '"', '\u0000', ','), (at, instead) => {
        const broken = Buffer.from(text.slice(0, at) + instead + text.slice(at + 1));
        const source = readPolicyText('/etc/p.json', () => broken);
        if (source.kind !== 'broken') return;
        expect(readPolicy(source, noLast(good), checks, rememberingLog()).values).toEqual(good);
        expect(readPolicy(source, noLast(), checks, rememberingLog()).values).toMatchObject({
          demo: false,
          region: null,
        });
      }),
    );
  });

  it('of Windows, as its programs print it, is read or not believed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => parseRegQuery(text)).not.toThrow();
        expect(onlyAdministratorsWrite(text)).toBe(false);
      }),
    );
  });
});

describe('a command line of any words', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '--set',
      '--message',
      '--for',
      '--timeout',
      '--status',
      '--',
      '-',
      '-h',
      '--demo',
      '%U',
      '--no-sandbox',
      '/x',
      '--enable-features=A',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  it('is a start, a command or a sentence about it', () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 12 }),
        fc.boolean(),
        fc.constantFrom('linux', 'win32', 'darwin'),
        fc.string(),
        (words, fromSource, platform, language) => {
          const parsed = parseArguments(['app', ...words], {
            fromSource,
            platform,
            language,
          });
          expect(['start', 'help', 'version', 'command', 'usage']).toContain(parsed.kind);
        },
      ),
    );
  });

  it('that names a presence finds it, several, or none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }),
        fc.string({ unit: 'binary' }),
        (labels, typed) => {
          const offered = labels.map((label, index) => ({
            id: `id${index}`,
            label,
            systemPresence: 'Busy' as const,
            primary: false,
          }));
          expect(['found', 'ambiguous', 'notOffered', 'unknown']).toContain(matchName(typed, offered, []).kind);
          expect([fold(typed), foldCase(typed)].every((each) => typeof each === 'string')).toBe(true);
        },
      ),
    );
  });

  it('that names a time is understood or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 70 }), fc.string({ maxLength: 10 }), (text, language) => {
        for (const parse of [parseMinutes, parseSeconds]) expect(parse(text, language) ?? 1).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe('the command channel', () => {
  const secret = Buffer.alloc(32, 7);
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc
      .record({ v: odd, nonce: odd, pieces: odd, body: odd, proof: odd, piece: odd }, { requiredKeys: [] })
      .map((each) => JSON.stringify(each)),
  );

  it('takes whatever comes for a stranger’s, on both ends', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        for (const talk of [serverTalk(secret), clientTalk(secret, { name: 'quit' }, () => undefined)]) {
          talk.next();
          const feed = (): boolean => lines.every((each) => talk.next(each).done !== true);
          try {
            expect(feed()).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(HandshakeError);
            expect(String(error)).not.toContain(secret.toString('hex'));
          }
        }
      }),
    );
  });

  it('cuts any stream of bytes into lines, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 20 }),
        (bytes, cuts) => {
          const whole = new LineReader(1000);
          whole.push(Buffer.from(bytes));
          const pieces = new LineReader(1000);
          let from = 0;
          for (const cut of cuts) {
            pieces.push(Buffer.from(bytes.subarray(from, from + cut)));
            from += cut;
          }
          pieces.push(Buffer.from(bytes.subarray(from)));
          for (let each = whole.shift(); each !== undefined; each = whole.shift()) expect(pieces.shift()).toBe(each);
          expect(pieces.shift()).toBeUndefined();
        },
      ),
    );
  });
});
