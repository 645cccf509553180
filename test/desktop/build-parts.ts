/** `npm run build`: every part of the app in turn, main first, each window of the window table, then the licences. */
import { join } from 'node:path';
import { build } from 'vite';
import { writeLicences } from '../../assets/packaging/third-party-licences.js';
import { PARTS } from '../../vite.config.js';
import { projectFolder } from './ordinary-user.js';

for (const part of PARTS) await build({ mode: part });
writeLicences(join(projectFolder, 'dist'), join(projectFolder, 'node_modules'));
