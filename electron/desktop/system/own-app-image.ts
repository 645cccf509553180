/**
 * The AppImage this program was started from. Null: none. `$APPIMAGE` counts only if the program is in the mount that
 * `$APPDIR` names, because programs started by another AppImage inherit both.
 */
export function ownAppImage(env: Readonly<Record<string, string | undefined>>, execPath: string): string | null {
  const mount = env['APPDIR'] ?? '';
  return mount !== '' && execPath.startsWith(`${mount.replace(/\/+$/, '')}/`) ? env['APPIMAGE'] || null : null;
}
