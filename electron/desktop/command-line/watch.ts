/** How the running app answers `--watch`: the status now and at every change, while somebody reads it. */
import type { Texts } from '../../../assets/locales/catalogue.js';
import type { AppState } from '../../ipc/app-state.js';
import type { Cancel, Clock } from '../../ports.js';
import type { Piece } from './command.js';
import { statusJson, watchJson, watchText } from './report.js';
import type { Asker } from './server.js';

export interface WatchPort {
  state(): AppState;
  /** Calls on every change of the state. */
  onChange(run: () => void): Cancel;
  readonly clock: Clock;
  texts(): Texts;
}

/**
 * One change can arrive as several, for example of presence and routing status. Those within this time become one line.
 */
const TOGETHER_MS = 20;
/** A start that merely moves because the service's clock is known better is no change. */
const SAME_START_MS = 2_000;

/**
 * Settles when the client has hung up. While nothing changes it only waits. A slow reader gets the latest status and
 * not all of them.
 */
export async function watchStatus(
  asJson: boolean,
  port: WatchPort,
  say: (piece: Piece) => void,
  { gone, taken }: Asker,
): Promise<void> {
  let told: AppState | null = null;
  let toldText = '';
  while (!gone.aborted) {
    const state: AppState = withSteadyStart(port.state(), told);
    const now = port.clock.now();
    const text = asJson ? statusJson(state) : watchText(state, now, port.texts());
    if (text === toldText) {
      await once(gone, (run) => port.onChange(run));
      continue;
    }
    told = state;
    toldText = text;
    say({ out: asJson ? watchJson(state, now) : text, err: '' });
    await taken();
    await once(gone, (run) => port.clock.after(TOGETHER_MS, run));
  }
}

/** Waits for one call, or until the client is gone. */
function once(gone: AbortSignal, listen: (run: () => void) => Cancel): Promise<void> {
  return new Promise((resolve) => {
    if (gone.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      cancel();
      gone.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = listen(finish);
    gone.addEventListener('abort', finish);
  });
}

function withSteadyStart(state: AppState, before: AppState | null): AppState {
  const { current } = state.presence;
  const earlier = before?.presence.current ?? null;
  if (current === null || earlier === null || current.definition.id !== earlier.definition.id) return state;
  if (current.since === null || earlier.since === null) return state;
  if (Math.abs(current.since - earlier.since) >= SAME_START_MS) return state;
  return { ...state, presence: { ...state.presence, current: { ...current, since: earlier.since } } };
}
