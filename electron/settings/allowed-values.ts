/**
 * Describes each setting's allowed values without words of any language, for the documentation and for administrators
 * who fix a policy.
 */
import { settingEntries, type SettingKey } from './settings.js';

/** Where the schema does not say everything. */
const MEANT: Readonly<Partial<Record<SettingKey, string>>> = {
  region: 'eu_central_1, mypurecloud.de, …',
  apiUrl: 'https://…',
  loginUrl: 'https://…',
  channelHost: 'streaming.mypurecloud.com, …, null',
  updateFeed: 'https://…, null',
  dataFolder: '/…, C:\\…, ${user_home}/…, null',
  language: 'system, en, de, …',
  openPopupHotkey: 'Ctrl+Shift+F9, …, null',
  previousPresenceHotkey: 'Ctrl+Shift+F10, …, null',
};

/** The parts of a valibot schema read here. */
interface Schema {
  readonly type: string;
  readonly options?: readonly unknown[];
  readonly wrapped?: Schema;
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
}

/** For example `true, false`; `always, untilQuit`; `0–1440`; `"…"` with at most 500 characters. */
export const allowedValues = (key: SettingKey): string => MEANT[key] ?? describe(settingEntries[key]);

function describe(schema: Schema): string {
  const bound = (type: string): string => {
    const requirement = schema.pipe?.find((each) => each.type === type)?.requirement;
    return typeof requirement === 'number' ? String(requirement) : '';
  };
  switch (schema.type) {
    case 'nullable':
      return schema.wrapped === undefined ? '' : `${describe(schema.wrapped)}, null`;
    case 'boolean':
      return 'true, false';
    case 'picklist':
      return (schema.options ?? []).join(', ');
    case 'number':
      return `${bound('min_value')}–${bound('max_value')}`;
    default:
      return `"…" (${bound('min_length')}–${bound('max_length')})`;
  }
}
