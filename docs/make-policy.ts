/**
 * Writes docs/policy.md and the templates in docs/policy/ (npm run docs:policy): every setting with its allowed values
 * and its default, from the schema.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { allowedValues } from '../electron/settings/allowed-values.js';
import {
  defaultSettings,
  isSettingKey,
  settingEntries,
  STRICTEST,
  type SettingKey,
} from '../electron/settings/settings.js';
import { adml, admx, jsonSchema, mobileconfig } from './policy-templates.js';

const MEANING: Readonly<Record<SettingKey, string>> = {
  region: 'The Genesys Cloud region, by its id or its host name.',
  apiUrl: 'A custom environment instead of a region: the API. Needs `loginUrl`.',
  loginUrl: 'A custom environment: the sign-in. Needs `apiUrl`.',
  channelHost:
    'The host of live updates, with or without port, if it is not in the API’s domain (a gateway of your own).',
  clientId: 'The OAuth client. If set, the demo organisation is hidden unless `demo` says otherwise.',
  org: 'Single sign-on: the organisation’s short name. Needs `provider`.',
  provider: 'Single sign-on: the identity provider. Needs `org`.',
  target: 'The id of a trustor organisation to sign in to.',
  loginHint: 'Fills in who signs in: an e-mail address, an organisation’s name, or `email:organisation`.',
  redirectPort: 'The port that the sign-in’s browser comes back to. 0: any free port.',
  signInAtStart: 'The browser opens by itself for the sign-in, once per login to the computer.',
  keepSession:
    'How long a sign-in is kept: over restarts, until the app quits, or until the screen is locked (where that is heard).',
  idleRenewal: 'Whether someone working at this computer postpones the organisation’s inactivity timeout.',
  demo: 'Whether the demo organisation is offered.',
  startAtLogin: 'The app starts hidden at login to the computer.',
  language: 'The app’s language. `system`: the computer’s language.',
  theme: 'Light, dark, or like the system.',
  zoom: 'The windows’ zoom in percent.',
  openPopupHotkey: 'Opens the popup from any program. `null`: no hotkey.',
  previousPresenceHotkey: 'Goes back to the previous presence. `null`: no hotkey.',
  freePopupAfterMinutes: 'The popup gives its memory back after this many minutes without use. 0: never.',
  offQueue: 'Where switching On Queue off leads: to the presence before it, or to Available.',
  asksForPrimarySource: 'Agents are asked, once, to let Genesys Cloud decide where another source does.',
  asksForProxyPassword:
    'Whether agents are asked, once, for the password of a proxy that wants one. If not, the cause is named.',
  history: 'Whether the agent’s presences are written down on the computer, for *My day*.',
  historyDays: 'How many days of history are kept.',
  dayStartsAtMinutes: 'When a day of *My day* begins, in minutes after midnight.',
  manage: 'Whether *Manage presences* is offered to those whose permissions allow it.',
  export: 'Whether what a window shows may be saved as a file.',
  team: 'Whether supervisors are offered *Team*, the presences of other people.',
  updates:
    'Whether newer versions are installed (`on`), only told of (`tell`), or not looked for (`off`). An MSI, a deb, an rpm and a copy that only an administrator may replace never install one; they tell of it at most.',
  updateFeed:
    'The https folder that updates come from, instead of the app’s own: a server of your own with copies of its files and their signatures. It counts in a policy only.',
  dataFolder:
    'Where settings, history and logs lie, for everybody on the computer: an absolute path. `${user_name}`, `${user_home}` and `${machine_name}` are filled in, on Windows `${local_app_data}` and `${roaming_app_data}`, too. `--user-data-dir` then has no effect.',
  notifyChanges: 'Which changes made elsewhere cause a notification.',
  notifyFailures: 'A notification of a change that failed.',
  notifySession: 'A notification that the session is about to end, or has ended.',
  notifyNotResponding: 'A notification of a missed interaction.',
  notifyGoOnQueue: 'A notification that asks about the way back On Queue.',
  notifyTimers: 'A notification that the earlier presence did not return after a timer or an automation.',
  notifyLimits: 'A notification of a limit the agent set.',
  notifyPlanned: 'A notification of a planned activity that is about to begin.',
  notifyDiffers: 'A notification of a planned activity that has begun while the presence is another, once.',
};

/** Defaults that depend on the system or the installation. */
const DEFAULTS: Readonly<Partial<Record<SettingKey, string>>> = {
  demo: '`true`; `false` where `clientId` is set by the policy',
  startAtLogin: '`true`; `false` when run from source',
  openPopupHotkey: '`Ctrl+Shift+F9`; on macOS `Ctrl+Cmd+P`',
};

const BEFORE = `# Policy

What IT decides for everyone on a computer. Every name below is also a setting. The app locks what the policy names, and shows it as set by the
organisation. The agent chooses the rest. The app reads the policy when it starts, so a change applies from the next start on.

## Where it is

Only the first of these that exists counts.

| system | place |
| - | - |
| Linux | \`/etc/presence-tray/policy.json\` |
| Windows | the registry key \`HKLM\\Software\\Policies\\Presence Tray\` (group policy, Intune), then \`C:\\ProgramData\\Presence Tray\\policy.json\` |
| macOS | managed preferences of \`io.github.presence-tray\` (a configuration profile; the person’s, then the computer’s), then \`/Library/Application Support/Presence Tray/policy.json\` |

A file counts only if ordinary users can write neither it nor a folder above it. On Windows Administrators or SYSTEM must own the file and its
folder, and nobody else may write them:

\`\`\`bat
icacls "C:\\ProgramData\\Presence Tray" /setowner *S-1-5-32-544 /t
icacls "C:\\ProgramData\\Presence Tray" /inheritance:r /grant *S-1-5-32-544:(OI)(CI)F *S-1-5-18:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX
\`\`\`

In the registry, switches are DWORDs of 0 and 1, numbers are DWORDs, and the rest is text (REG_SZ). An empty text means none.

## How it is written

One JSON object. Comments and a comma after the last value are allowed. So are UTF-8 and UTF-16, with or without a byte order mark.

\`\`\`jsonc
{
  // Frankfurt
  "region": "eu_central_1",
  "clientId": "…",
  "org": "northwind",
  "provider": "okta",
  "demo": false,
}
\`\`\`

In [policy/](policy/) are templates of the same schema: \`PresenceTray.admx\` with its \`en-US\` and \`de-DE\` texts for group policy and Intune,
\`presence-tray.mobileconfig\` as a sample for macOS, \`presence-tray.schema.json\` for editors and Jamf. How they are used: [roll-out.md](roll-out.md).

## When something is wrong with it

It never fails open. The app and the log report each case, with place and line.

| case | what applies |
| - | - |
| one value is not allowed | the others apply; for this one the value of the last good policy, else the strictest (marked below), else the agent's choice |
| it cannot be read | the last readable policy; without one, the strictest values, and nobody can sign in |
| ordinary users can write it | the last readable policy; without one, it is ignored |
| it has an unknown name | the others apply; the log and **Settings › General** name it, since one policy may serve several versions |

## Settings

\`null\` means none. The strictest value is **bold**.

`;

const AFTER = `
\`dataFolder\` is read before anything else. The app makes the folder if it is missing. If that fails, the app does not start, and says why. It counts in a policy only,
and only where the policy can be read and the value is allowed.

Precedence: policy, then the environment variables \`PRESENCE_TRAY_API_URL\`, \`PRESENCE_TRAY_LOGIN_URL\` and \`PRESENCE_TRAY_CLIENT_ID\`, then settings,
then defaults. Region and addresses belong together: the layer that names one of them decides all three.

\`npm run docs:policy\` makes this page and the templates from the schema.
`;

const code = (text: string): string => `\`${text}\``;

function values(key: SettingKey): string {
  const strictest = Object.hasOwn(STRICTEST, key)
    ? JSON.stringify(Object.entries(STRICTEST).find(([name]) => name === key)?.[1])
    : null;
  return allowedValues(key)
    .split(', ')
    .map((each) => (each === '…' ? each : each === strictest?.replaceAll('"', '') ? `**${code(each)}**` : code(each)))
    .join(', ');
}

/** The page. */
async function policyPage(): Promise<string> {
  const defaults = defaultSettings('linux', true);
  const rows = Object.keys(settingEntries)
    .filter(isSettingKey)
    .map((key) => [code(key), values(key), DEFAULTS[key] ?? code(String(defaults[key])), MEANING[key]]);
  const table = [['name', 'values', 'default', 'meaning'], ['-', '-', '-', '-'], ...rows];
  const page = `${BEFORE}${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n${AFTER}`;
  return format(page, { ...(await resolveConfig(path('policy.md'))), parser: 'markdown' });
}

const path = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));

/** The files as they should be in the repository, by their path in docs/. */
export async function policyFiles(): Promise<ReadonlyMap<string, string>> {
  const json = JSON.stringify(jsonSchema(MEANING));
  return new Map([
    ['policy.md', await policyPage()],
    ['policy/PresenceTray.admx', admx()],
    ['policy/en-US/PresenceTray.adml', adml('en', MEANING)],
    ['policy/de-DE/PresenceTray.adml', adml('de', MEANING)],
    ['policy/presence-tray.mobileconfig', mobileconfig()],
    [
      'policy/presence-tray.schema.json',
      await format(json, { ...(await resolveConfig(path('policy.json'))), parser: 'json', objectWrap: 'collapse' }),
    ],
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, content] of await policyFiles()) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
  }
