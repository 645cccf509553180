import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** In a snap, electron-store writes in place. We ship none, but a snapped terminal hands its variables on. */
const IN_PLACE = 'process.env.SNAP';

/** electron-store as this app has it: without the parts of its packages that do harm here (docs/adr/0011). */
export const electronStore = (): Plugin => ({
  name: 'electron-store',
  config: () => ({
    resolve: {
      alias: [
        { find: 'atomically', replacement: file('./atomically.ts') },
        { find: 'ajv/dist/2020.js', replacement: file('./ajv.ts') },
        { find: 'ajv-formats', replacement: file('./ajv-formats.ts') },
      ],
    },
  }),
  transform(code, id) {
    if (!id.replaceAll('\\', '/').includes('/node_modules/conf/dist/source/index.js')) return null;
    if (!code.includes(IN_PLACE)) this.error('conf no longer writes in place where SNAP is set: see its new source.');
    return { code: code.replaceAll(IN_PLACE, 'false'), map: null };
  },
});
