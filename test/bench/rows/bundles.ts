/** What the app loads before its tray icon, and what the popup loads: minified, compressed, without languages. */
import { join } from 'node:path';
import { projectFolder } from '../../desktop/ordinary-user.js';
import { gzippedKilobytes, mainFiles, popupFiles } from '../bundles.js';
import type { Measurement } from '../row.js';

export function measureBundles(): Promise<Measurement[]> {
  const dist = join(projectFolder, 'dist');
  const row = (what: string, files: readonly string[], most: number | null): Measurement => ({
    what,
    unit: 'KB',
    bound: most === null ? null : { of: 'median', most },
    app: [gzippedKilobytes(files)],
  });
  return Promise.resolve([
    row('main, what loads before the tray icon, gzipped', mainFiles(dist), 150),
    row('popup, gzipped', popupFiles(dist), 45),
    row('preload of every window, gzipped', [join(dist, 'preload.cjs')], null),
  ]);
}
