/**
 * What a start needs only once the tray icon is drawn. It is a file of its own so that main reads it after the icon
 * (docs/design.md §6).
 */
export { createIdleTime } from '../desktop/system/idle.js';
export { followStartAtLogin } from './autostart.js';
export { createDiagnose } from './diagnose.js';
export { followCurrent } from './follow-current.js';
export { createForgetting } from './forget-everything.js';
export { startCommandLine } from './command-line.js';
export { giveBackMemory } from './give-back-memory.js';
export { createHandlers, runCommand } from './handlers/handlers.js';
export { createAppHotkeys } from './hotkeys.js';
export { createManage } from './manage.js';
export { createLeaving } from './leaving.js';
export { createAppNotifications } from './notifications.js';
export { followPower } from './power.js';
export { saveFile } from './save-file.js';
export { signInAtStart } from './sign-in-at-start.js';
export { createAccount, pickRequest } from './signed-in.js';
export { teamDesk } from './team.js';
export { followTrayHost } from './tray-host.js';
export { createUpdateDesk } from './update-desk.js';
