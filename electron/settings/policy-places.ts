/** Where policies lie on Linux and macOS. Looked at before anything of the policy is loaded. */

export const LINUX_POLICY_FILE = '/etc/presence-tray/policy.json';
export const MAC_POLICY_FILE = '/Library/Application Support/Presence Tray/policy.json';

/** The profile's preference domain: `appId` of electron-builder.yml. */
export const BUNDLE_ID = 'io.github.presence-tray';

/** What a profile manages for this person, then for the computer. @param userName not from an environment variable */
export const macManaged = (userName: string): readonly string[] =>
  [`/Library/Managed Preferences/${userName}`, '/Library/Managed Preferences'].map(
    (folder) => `${folder}/${BUNDLE_ID}.plist`,
  );

/** Whether there can be a policy at all. On Windows only the registry knows. */
export function mayHavePolicy(
  platform: NodeJS.Platform,
  userName: () => string,
  exists: (path: string) => boolean,
): boolean {
  if (platform === 'win32') return true;
  if (platform === 'darwin') return [...macManaged(userName()), MAC_POLICY_FILE].some(exists);
  return exists(LINUX_POLICY_FILE);
}
