/**
 * The AppImage that this program was started from, null where there is none. `$APPIMAGE` counts only where the program lies in the mount that
 * `$APPDIR` names: programs started by another AppImage inherit both.
 */
export function ownAppImage(env: Readonly<Record<string, string | undefined>>, execPath: string): string | null {
  const mount = env['APPDIR'] ?? '';
  return mount !== '' && execPath.startsWith(`${mount.replace(/\/+$/, '')}/`) ? env['APPIMAGE'] || null : null;
}
