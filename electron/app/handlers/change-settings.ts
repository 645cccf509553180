import type { ChangeResult } from '../../ipc/app-state.js';
import { SettingLockedError, type SettingsStore } from '../../settings/settings-store.js';
import type { Settings } from '../../settings/settings.js';

/** Changes settings; a locked one is refused with who locked it. */
export function changeSettings(
  settings: Pick<SettingsStore, 'set'>,
  values: Readonly<Partial<Settings>>,
): ChangeResult {
  try {
    settings.set(values);
    return { ok: true, problem: null };
  } catch (error) {
    const key =
      error instanceof SettingLockedError ? `settings.locked.${error.lockedBy}` : 'settings.problem.notAllowed';
    return { ok: false, problem: { key, params: {} } };
  }
}
