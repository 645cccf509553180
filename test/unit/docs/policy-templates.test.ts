/** The policy's templates: whole in themselves, and what they set is what the app understands. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { EXAMPLE, KEYS, kindOf } from '../../../docs/policy-templates.js';
import { lookUp } from '../../../electron/look-up.js';
import { readMacPolicy } from '../../../electron/settings/policy-mac.js';
import { BUNDLE_ID } from '../../../electron/settings/policy-places.js';
import { POLICY_KEY, readWindowsPolicy } from '../../../electron/settings/policy-windows.js';
import type { PolicySource } from '../../../electron/settings/policy-source.js';
import { readPolicy } from '../../../electron/settings/policy.js';
import { parsePolicyText } from '../../../electron/settings/policy-text.js';
import { isSettingKey } from '../../../electron/settings/settings.js';
import { checks, rememberingLog } from '../settings/doubles.js';

const plist = createRequire(import.meta.url)('plist') as { parse(text: string): unknown };
const FOLDER = 'docs/policy';
const ADMX = readFileSync(`${FOLDER}/PresenceTray.admx`, 'utf8');
const ADML = { en: `${FOLDER}/en-US/PresenceTray.adml`, de: `${FOLDER}/de-DE/PresenceTray.adml` };

function parsed(text: string): Element {
  const problems: string[] = [];
  const errorHandler = (_: string, message: string): number => problems.push(message);
  const { documentElement } = new DOMParser({ errorHandler }).parseFromString(text, 'text/xml');
  expect(problems).toEqual([]);
  return documentElement;
}
const all = (within: Element, name: string): Element[] => Array.from(within.getElementsByTagName(name));
const attributes = (within: Element, name: string, attribute: string): string[] =>
  all(within, name).map((each) => each.getAttribute(attribute) ?? '');
const children = (of: Element): string[] =>
  Array.from(of.childNodes).flatMap((each) => (each.nodeType === 1 ? [each.nodeName] : []));

const definitions = parsed(ADMX);
const policies = new Map(all(definitions, 'policy').map((each) => [each.getAttribute('name') ?? '', each]));

/** What the registry has once group policy has written a value. */
const inRegistry = (values: Readonly<Record<string, string | number>>): PolicySource =>
  readWindowsPolicy({
    exists: (path) => path.endsWith('reg.exe'),
    readFile: () => new Uint8Array(),
    run: (_, args) => {
      const lines = Object.entries(values).map(([name, value]) =>
        typeof value === 'number'
          ? `    ${name}    REG_DWORD    0x${value.toString(16)}`
          : `    ${name}    REG_SZ    ${value}`,
      );
      const key = args.at(-1) ?? '';
      return {
        status: 0,
        output: [key, ...(key === POLICY_KEY ? lines : ['    SystemRoot    REG_SZ    C:\\Windows'])].join('\r\n'),
      };
    },
  });

const NOBODY = { read: () => null, write: () => undefined, forget: () => undefined };
const read = (source: PolicySource) => readPolicy(source, NOBODY, checks, rememberingLog());

/** Texts that the schema allows. */
const TEXTS: Readonly<Record<string, string>> = {
  region: 'eu_central_1',
  apiUrl: 'https://api.example.com',
  loginUrl: 'https://login.example.com',
  channelHost: 'streaming.example.com:8443',
  updateFeed: 'https://updates.example.com/stable',
  dataFolder: '${local_app_data}\\Presence Tray',
  language: 'de',
};

describe('the templates for group policy', () => {
  it('have a policy for each setting, and for nothing else', () => {
    expect([...policies.keys()]).toEqual(KEYS);
  });

  it('have the parts of a policy in the order that their schema wants', () => {
    const order = ['parentCategory', 'supportedOn', 'enabledValue', 'disabledValue', 'disabledList', 'elements'];
    for (const policy of policies.values()) {
      const found = children(policy);
      expect(found).toEqual(order.filter((each) => found.includes(each)));
      expect(policy.getAttribute('class')).toBe('Machine');
      expect(policy.getAttribute('key')).toBe('Software\\Policies\\Presence Tray');
    }
  });

  it('write into the key that the app reads', () => {
    const keys = new Set([...policies.values()].map((each) => `HKLM\\${each.getAttribute('key') ?? ''}`));
    expect([...keys]).toEqual([POLICY_KEY]);
  });

  it('refer only to what is there', () => {
    const categories = new Set(attributes(definitions, 'category', 'name'));
    for (const ref of attributes(definitions, 'parentCategory', 'ref')) expect(categories).toContain(ref);
    expect(new Set(attributes(definitions, 'supportedOn', 'ref'))).toEqual(
      new Set(['', ...attributes(definitions, 'definition', 'name')]),
    );
  });

  it('have names that group policy allows', () => {
    for (const name of [...policies.keys(), ...attributes(definitions, 'category', 'name')])
      expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
  });

  describe.each(['en', 'de'] as const)('in %s', (language) => {
    const words = parsed(readFileSync(ADML[language], 'utf8'));

    it('have every word and every field that the definitions name, and no other', () => {
      const strings = new Set([...ADMX.matchAll(/\$\(string\.(\w+)\)/g)].map(([, id]) => id ?? ''));
      expect(new Set(attributes(words, 'string', 'id'))).toEqual(strings);
      const fields = new Set([...ADMX.matchAll(/\$\(presentation\.(\w+)\)/g)].map(([, id]) => id ?? ''));
      expect(new Set(attributes(words, 'presentation', 'id'))).toEqual(fields);
      for (const each of all(words, 'string')) expect(each.textContent.trim()).not.toBe('');
    });

    it('have a field of the right kind for each element', () => {
      const fieldOf = { text: 'textBox', decimal: 'decimalTextBox', enum: 'dropdownList' };
      for (const presentation of all(words, 'presentation')) {
        const id = presentation.getAttribute('id') ?? '';
        const element = all(policies.get(id)!, 'elements').flatMap(children)[0] ?? '';
        expect(children(presentation)).toEqual([lookUp(fieldOf, element)]);
        expect(all(presentation, '*')[0]?.getAttribute('refId')).toBe(id);
      }
    });
  });

  it('have German words of their own', () => {
    const [en, de] = [ADML.en, ADML.de].map((path) => all(parsed(readFileSync(path, 'utf8')), 'string'));
    const same = en!.filter(
      (each, at) => /_help$/.test(each.getAttribute('id') ?? '') && each.textContent === de![at]?.textContent,
    );
    expect(same).toEqual([]);
  });
});

describe('what group policy writes', () => {
  it.each(KEYS)('for %s is understood, in each of its states', (key) => {
    const kind = kindOf(key);
    const policy = policies.get(key)!;
    const pair = { org: { provider: 'okta' }, provider: { org: 'northwind' } };
    const custom = { apiUrl: { loginUrl: TEXTS['loginUrl'] ?? '' }, loginUrl: { apiUrl: TEXTS['apiUrl'] ?? '' } };
    const beside = lookUp({ ...pair, ...custom }, key) ?? {};
    const states: [string | number, unknown][] =
      kind.kind === 'switch'
        ? ['enabledValue', 'disabledValue'].map((state) => {
            const value = Number(all(all(policy, state)[0]!, 'decimal')[0]?.getAttribute('value'));
            return [value, state === 'enabledValue'];
          })
        : kind.kind === 'choice'
          ? all(policy, 'item').map((each) => [each.textContent.trim(), each.textContent.trim()])
          : kind.kind === 'number'
            ? attributes(policy, 'decimal', 'minValue')
                .concat(attributes(policy, 'decimal', 'maxValue'))
                .map((each) => [Number(each), Number(each)])
            : [[lookUp(TEXTS, key) ?? 'northwind', lookUp(TEXTS, key) ?? 'northwind']];
    expect(states.length).toBeGreaterThan(0);
    for (const [written, meant] of states) {
      const policyRead = read(inRegistry({ ...beside, [key]: written }));
      expect(policyRead.notices, `${key} = ${written}`).toEqual([]);
      expect(lookUp(policyRead.values, key)).toBe(meant);
    }
  });

  it('for a text that is disabled means none', () => {
    const disabled = KEYS.filter((key) => all(policies.get(key)!, 'disabledList').length > 0);
    expect(disabled).toEqual(
      KEYS.filter((key) => {
        const kind = kindOf(key);
        return kind.kind === 'text' && kind.nullable;
      }),
    );
    const { values, notices } = read(inRegistry({ openPopupHotkey: '' }));
    expect([values, notices]).toEqual([{ openPopupHotkey: null }, []]);
  });
});

describe('the sample of a configuration profile', () => {
  const profile = plist.parse(readFileSync(`${FOLDER}/presence-tray.mobileconfig`, 'utf8')) as {
    PayloadType: string;
    PayloadContent: Record<string, unknown>[];
  };

  it('manages the domain that the app reads', () => {
    expect(profile.PayloadType).toBe('Configuration');
    expect(profile.PayloadContent.map((each) => each['PayloadType'])).toEqual([BUNDLE_ID]);
  });

  it('is understood: what it sets, and nothing of its own keys', () => {
    const path = `/Library/Managed Preferences/${BUNDLE_ID}.plist`;
    const source = readMacPolicy({
      userName: 'ada',
      files: {
        realpath: (each) => {
          if (each !== path) throw Object.assign(new Error('none'), { code: 'ENOENT' });
          return each;
        },
        stat: () => ({ uid: 0, gid: 0, mode: 0o644 }),
        readFile: () => new Uint8Array(),
      },
      run: () => ({ status: 0, output: JSON.stringify(profile.PayloadContent[0]) }),
    });
    expect(read(source)).toEqual({
      values: EXAMPLE,
      notices: [],
      facts: { kind: 'read', place: path, wrong: [], unknown: [] },
    });
  });
});

describe('the JSON schema', () => {
  const schema = JSON.parse(readFileSync(`${FOLDER}/presence-tray.schema.json`, 'utf8'));

  it('has every setting with its type', () => {
    expect(Object.keys(schema.properties)).toEqual(KEYS);
    expect(schema.properties.demo).toMatchObject({ type: 'boolean' });
    expect(schema.properties.zoom).toMatchObject({ type: 'integer', minimum: 50, maximum: 300 });
    expect(schema.properties.theme).toMatchObject({ type: 'string', enum: ['system', 'light', 'dark'] });
    expect(schema.properties.clientId).toMatchObject({ type: ['string', 'null'] });
  });
});

describe('a policy with a name that is no setting', () => {
  it('is named, and the right ones apply', () => {
    const text = parsePolicyText('{"theme": "dark", "keepSesion": "untilQuit"}', '/etc/presence-tray/policy.json');
    if (text.kind !== 'entries') throw new Error(text.kind);
    const log = rememberingLog();
    const policy = readPolicy({ ...text, place: '/etc' }, NOBODY, checks, log);
    expect(policy).toMatchObject({
      values: { theme: 'dark' },
      notices: [],
      facts: { unknown: ['keepSesion'], wrong: [] },
    });
    expect(isSettingKey('keepSesion')).toBe(false);
    expect(JSON.stringify(log)).toContain('keepSesion');
  });
});
