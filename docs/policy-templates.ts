/**
 * The policy's templates, from the settings' schema: ADMX and ADML for group policy and Intune, a sample of a
 * configuration profile for macOS, and a JSON schema for editors and Jamf.
 */
import { BUNDLE_ID } from '../electron/settings/policy-places.js';
import { isSettingKey, settingEntries, type SettingKey, type SettingsLayer } from '../electron/settings/settings.js';
import { GROUPS, WORDS } from './policy-words.js';

export const KEYS = Object.keys(settingEntries).filter(isSettingKey);

/** What a policy's value can be. */
export type Kind =
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'text'; readonly max: number; readonly nullable: boolean };

/** The parts of a valibot schema read here. */
interface Schema {
  readonly type: string;
  readonly options?: readonly unknown[];
  readonly wrapped?: Schema;
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
}

export const kindOf = (key: SettingKey): Kind => read(settingEntries[key], false);

/** Of texts whose schema gives no length. */
const LONGEST_TEXT = 500;

function read(schema: Schema, nullable: boolean): Kind {
  const bound = (type: string): number | undefined => {
    const requirement = schema.pipe?.find((each) => each.type === type)?.requirement;
    return typeof requirement === 'number' ? requirement : undefined;
  };
  switch (schema.type) {
    case 'nullable':
      if (schema.wrapped === undefined) throw new Error('A nullable schema wraps another.');
      return read(schema.wrapped, true);
    case 'boolean':
      return { kind: 'switch' };
    case 'picklist':
      return { kind: 'choice', options: (schema.options ?? []).map(String) };
    case 'number': {
      const [min, max] = [bound('min_value'), bound('max_value')];
      if (min === undefined || max === undefined) throw new Error('A number of the policy needs both bounds.');
      return { kind: 'number', min, max };
    }
    case 'string':
      return { kind: 'text', max: bound('max_length') ?? LONGEST_TEXT, nullable };
    default:
      throw new Error(`Templates cannot express ${schema.type}.`);
  }
}

export type Language = 'en' | 'de';

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** Markdown's marks mean nothing there. */
const plain = (text: string): string => text.replaceAll('`', '').replaceAll(/\*([^*]+)\*/g, '$1');

const HEADER = '<?xml version="1.0" encoding="utf-8"?>\n<!-- Made from the settings by npm run docs:policy. -->\n';
const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
export const REGISTRY_KEY = 'Software\\Policies\\Presence Tray';

/** Group policy's definitions. @param meaning of each key, in English */
export function admx(): string {
  const groups = Object.keys(GROUPS).map(
    (group) => `    <category name="${group}" displayName="$(string.${group})">
      <parentCategory ref="presencetray" />
    </category>`,
  );
  return `${HEADER}<policyDefinitions xmlns="${NAMESPACE}" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="presencetray" namespace="PresenceTray.Policies" />
  </policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn>
    <definitions>
      <definition name="supported" displayName="$(string.supported)" />
    </definitions>
  </supportedOn>
  <categories>
    <category name="presencetray" displayName="$(string.presencetray)" />
${groups.join('\n')}
  </categories>
  <policies>
${KEYS.map(admxPolicy).join('\n')}
  </policies>
</policyDefinitions>
`;
}

function admxPolicy(key: SettingKey): string {
  const kind = kindOf(key);
  const [group] = WORDS[key];
  const head = `class="Machine" displayName="$(string.${key})" explainText="$(string.${key}_help)" key="${REGISTRY_KEY}"`;
  const place = `      <parentCategory ref="${group}" />\n      <supportedOn ref="supported" />`;
  if (kind.kind === 'switch')
    return `    <policy name="${key}" ${head} valueName="${key}">
${place}
      <enabledValue><decimal value="1" /></enabledValue>
      <disabledValue><decimal value="0" /></disabledValue>
    </policy>`;
  const none =
    kind.kind === 'text' && kind.nullable
      ? `
      <disabledList>
        <item valueName="${key}"><value><string></string></value></item>
      </disabledList>`
      : '';
  return `    <policy name="${key}" ${head} presentation="$(presentation.${key})">
${place}${none}
      <elements>
${admxElement(key, kind)}
      </elements>
    </policy>`;
}

function admxElement(key: SettingKey, kind: Exclude<Kind, { kind: 'switch' }>): string {
  const name = `id="${key}" valueName="${key}" required="true"`;
  switch (kind.kind) {
    case 'text':
      return `        <text ${name} maxLength="${kind.max}" />`;
    case 'number':
      return `        <decimal ${name} minValue="${kind.min}" maxValue="${kind.max}" />`;
    case 'choice':
      return `        <enum ${name}>
${kind.options
  .map(
    (each) =>
      `          <item displayName="$(string.${key}_${each})"><value><string>${xml(each)}</string></value></item>`,
  )
  .join('\n')}
        </enum>`;
  }
}

const FRAME: Readonly<Record<Language, { readonly description: string; readonly supported: string }>> = {
  en: {
    description: 'What the organisation decides for Presence Tray. See docs/policy.md.',
    supported: 'Presence Tray 0.1 and newer',
  },
  de: {
    description: 'Was die Organisation für Presence Tray festlegt. Siehe docs/policy.md.',
    supported: 'Presence Tray 0.1 und neuer',
  },
};

/** The words of the definitions. @param meanings of each key, in English */
export function adml(language: Language, meanings: Readonly<Record<SettingKey, string>>): string {
  const { description, supported } = FRAME[language];
  const strings = new Map([
    ['presencetray', 'Presence Tray'],
    ['supported', supported],
    ...Object.entries(GROUPS).map(([group, names]): [string, string] => [group, names[language]]),
    ...KEYS.flatMap((key): [string, string][] => {
      const kind = kindOf(key);
      const [, en, de, inGerman] = WORDS[key];
      return [
        [key, language === 'de' ? de : en],
        [`${key}_help`, `${plain(language === 'de' ? inGerman : meanings[key])}\n\n${key}`],
        ...(kind.kind === 'choice' ? kind.options.map((each): [string, string] => [`${key}_${each}`, each]) : []),
      ];
    }),
  ]);
  return `${HEADER}<policyDefinitionResources xmlns="${NAMESPACE}" revision="1.0" schemaVersion="1.0">
  <displayName>Presence Tray</displayName>
  <description>${xml(description)}</description>
  <resources>
    <stringTable>
${[...strings].map(([id, text]) => `      <string id="${id}">${xml(text)}</string>`).join('\n')}
    </stringTable>
    <presentationTable>
${KEYS.flatMap((key) => presentation(key, WORDS[key][language === 'de' ? 2 : 1])).join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

function presentation(key: SettingKey, label: string): string[] {
  const { kind } = kindOf(key);
  if (kind === 'switch') return [];
  const inside = {
    text: `<textBox refId="${key}"><label>${xml(label)}</label></textBox>`,
    number: `<decimalTextBox refId="${key}">${xml(label)}</decimalTextBox>`,
    choice: `<dropdownList refId="${key}">${xml(label)}</dropdownList>`,
  }[kind];
  return [`      <presentation id="${key}">${inside}</presentation>`];
}

/** What the samples set. */
export const EXAMPLE: SettingsLayer = {
  region: 'eu_central_1',
  clientId: '00000000-0000-0000-0000-000000000000',
  org: 'northwind',
  provider: 'okta',
  keepSession: 'untilLock',
  historyDays: 14,
  demo: false,
};

/** A configuration profile for macOS. Whoever uses it gives it identifiers of its own. */
export function mobileconfig(): string {
  const value = (each: unknown): string =>
    typeof each === 'boolean'
      ? `<${String(each)}/>`
      : typeof each === 'number'
        ? `<integer>${each}</integer>`
        : `<string>${xml(String(each))}</string>`;
  const values = Object.entries(EXAMPLE).map(([key, each]) => `        <key>${key}</key>\n        ${value(each)}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- A sample, made from the settings by npm run docs:policy. Give it UUIDs of your own (uuidgen). -->
<plist version="1.0">
  <dict>
    <key>PayloadType</key>
    <string>Configuration</string>
    <key>PayloadVersion</key>
    <integer>1</integer>
    <key>PayloadIdentifier</key>
    <string>${BUNDLE_ID}.policy</string>
    <key>PayloadUUID</key>
    <string>5E1F7F0A-0C39-4F1D-8B57-7A8C5C2E9D01</string>
    <key>PayloadDisplayName</key>
    <string>Presence Tray</string>
    <key>PayloadScope</key>
    <string>System</string>
    <key>PayloadContent</key>
    <array>
      <dict>
        <key>PayloadType</key>
        <string>${BUNDLE_ID}</string>
        <key>PayloadVersion</key>
        <integer>1</integer>
        <key>PayloadIdentifier</key>
        <string>${BUNDLE_ID}.policy.settings</string>
        <key>PayloadUUID</key>
        <string>5E1F7F0A-0C39-4F1D-8B57-7A8C5C2E9D02</string>
        <key>PayloadDisplayName</key>
        <string>Presence Tray</string>
${values.join('\n')}
      </dict>
    </array>
  </dict>
</plist>
`;
}

/** A JSON schema of policy.json, in the form that Jamf's custom schemas take, too. */
export function jsonSchema(meanings: Readonly<Record<SettingKey, string>>): object {
  const property = (key: SettingKey): object => {
    const kind = kindOf(key);
    switch (kind.kind) {
      case 'switch':
        return { type: 'boolean' };
      case 'choice':
        return { type: 'string', enum: kind.options };
      case 'number':
        return { type: 'integer', minimum: kind.min, maximum: kind.max };
      case 'text':
        return { type: kind.nullable ? ['string', 'null'] : 'string', maxLength: kind.max };
    }
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Presence Tray (${BUNDLE_ID})`,
    description: 'What the organisation decides for Presence Tray. Made from the settings by npm run docs:policy.',
    type: 'object',
    properties: Object.fromEntries(
      KEYS.map((key) => [key, { title: WORDS[key][1], description: plain(meanings[key]), ...property(key) }]),
    ),
  };
}
