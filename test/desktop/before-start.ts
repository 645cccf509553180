/** What lies ready for an agent of a demo org before the app starts: addresses, settings, a browser that signs in. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DemoOrg } from '../../electron/demo-org/index.js';
import { personalPath, type Personal } from '../../electron/settings/personal-store.js';
import type { Settings } from '../../electron/settings/settings.js';

/** The variables by which the demo org stands in for Genesys Cloud. @param browser the program that opens addresses */
export const demoOrgEnv = ({ apiUrl, loginUrl, clientId }: DemoOrg, browser: string): NodeJS.ProcessEnv => ({
  BROWSER: browser,
  PRESENCE_TRAY_API_URL: apiUrl,
  PRESENCE_TRAY_LOGIN_URL: loginUrl,
  PRESENCE_TRAY_CLIENT_ID: clientId,
});

export async function writeSettings(userData: string, settings: Partial<Settings>): Promise<void> {
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, 'settings.json'), JSON.stringify(settings));
}

/** What one person has set, where the app looks for it. */
export async function writePersonal(
  userData: string,
  org: DemoOrg,
  personId: string,
  personal: Partial<Personal>,
): Promise<void> {
  const file = personalPath(userData, org.org.id, personId);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(personal));
}

/** Plays the browser and the person at the demo org's login page, where no Chromium except the app's own may run. */
export async function writeBrowser(file: string, personId: string): Promise<void> {
  await writeFile(
    file,
    `#!/bin/sh
exec '${process.execPath}' -e 'fetch(process.argv[1], { method: "POST", body: new URLSearchParams({ person: "${personId}" }) })' "$1"
`,
  );
  await chmod(file, 0o755);
}
