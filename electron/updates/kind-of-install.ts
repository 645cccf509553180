/**
 * How this copy of the app was installed. Only a copy that its own person may replace updates itself: of the others the
 * system, or IT, keeps account (docs/adr/0016).
 */

export type KindOfInstall =
  /** Windows, for one person (NSIS). */
  | 'perUser'
  /** Windows by MSI or for everybody: an update would lay a second copy beside it. */
  | 'perMachine'
  /** macOS, where the person may replace the app. */
  | 'mac'
  /** macOS, where only an administrator may, or where it runs from a disk image. */
  | 'macManaged'
  | 'appImage'
  /** An AppImage in a folder that the person may not write. */
  | 'appImageManaged'
  | 'deb'
  | 'rpm'
  /** Unpacked by hand. */
  | 'archive'
  | 'source';

export type SelfUpdating = Extract<KindOfInstall, 'perUser' | 'mac' | 'appImage'>;

export const updatesItself = (kind: KindOfInstall): kind is SelfUpdating =>
  kind === 'perUser' || kind === 'mac' || kind === 'appImage';

export interface InstallFacts {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly packaged: boolean;
  /** The running program. */
  readonly execPath: string;
  /** The AppImage that it was started from (own-app-image.ts). */
  readonly appImage: string | null;
  /** `%LOCALAPPDATA%`. */
  readonly localAppData: string;
  exists(path: string): boolean;
  /** Whether this person may replace the file or folder: it and its folder can be written. */
  replaceable(path: string): boolean;
  /** A text file's content. Null: there is none. */
  read(path: string): string | null;
}

const folderOf = (path: string, slash: string): string => path.slice(0, Math.max(0, path.lastIndexOf(slash)));

export function kindOfInstall(facts: InstallFacts): KindOfInstall {
  if (facts.appImage !== null) return facts.replaceable(facts.appImage) ? 'appImage' : 'appImageManaged';
  if (!facts.packaged) return 'source';
  if (facts.platform === 'win32') return onWindows(facts);
  if (facts.platform === 'darwin') return onMac(facts);
  const folder = folderOf(facts.execPath, '/');
  // electron-builder writes it into its deb and rpm packages.
  const type = facts.read(`${folder}/resources/package-type`)?.trim();
  if (type === 'deb' || type === 'rpm') return type;
  if (!/^\/(opt|usr)\//.test(facts.execPath)) return 'archive';
  return facts.exists('/etc/debian_version') ? 'deb' : 'rpm';
}

function onWindows(facts: InstallFacts): KindOfInstall {
  const { localAppData } = facts;
  const folder = folderOf(facts.execPath, '\\');
  // NSIS leaves its uninstaller beside the program. An MSI has none, nor has an unpacked folder.
  const byNsis = facts.exists(`${folder}\\Uninstall Presence Tray.exe`);
  const own = localAppData !== '' && `${folder}\\`.toLowerCase().startsWith(`${localAppData.toLowerCase()}\\`);
  if (byNsis) return own ? 'perUser' : 'perMachine';
  return own ? 'archive' : 'perMachine';
}

function onMac(facts: InstallFacts): KindOfInstall {
  const bundle = /^(.*?\.app)\/Contents\/MacOS\//.exec(facts.execPath)?.[1];
  if (bundle === undefined) return 'archive';
  // A disk image, or the read-only place where macOS starts an app that was not moved since its download.
  if (bundle.startsWith('/Volumes/') || bundle.includes('/AppTranslocation/')) return 'macManaged';
  return facts.replaceable(bundle) ? 'mac' : 'macManaged';
}
