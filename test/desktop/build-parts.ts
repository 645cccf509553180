/** `npm run build`: every part of the app in turn, main first, and each window of the window table. */
import { build } from 'vite';
import { PARTS } from '../../vite.config.js';

for (const part of PARTS) await build({ mode: part });
