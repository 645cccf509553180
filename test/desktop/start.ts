/** `npm start [-- ARGS]` */
import { start } from './on-this-desktop.js';
import { asScript } from './processes.js';

await asScript(() => start(process.argv.slice(2)));
