/** A person's changes in a section: each applies at once, or shows why it was refused. */
import type { ChangeResult } from '../../electron/ipc/app-state.js';
import type { Request } from '../../electron/ipc/contract.js';
import type { AppWindow } from '../shared/app-window.svelte.js';
import { say } from '../shared/problem.js';

export class Changes {
  readonly #win: AppWindow;
  #refused = $state.raw<{ readonly of: string; readonly why: string } | null>(null);

  constructor(win: AppWindow) {
    this.#win = win;
  }

  /** Why the last change of this was refused. Null: it was accepted, or there was none. */
  problem(of: string): string | null {
    return this.#refused?.of === of ? this.#refused.why : null;
  }

  /** Shows why what a person typed cannot even be sent. */
  refuse(of: string, why: string): void {
    this.#refused = { of, why };
  }

  /** Main's answer to a change of `of`. True: it was accepted. */
  async take(of: string, answer: Promise<ChangeResult>): Promise<boolean> {
    const { t } = this.#win;
    const { ok, problem } = await answer.catch((): ChangeResult => ({ ok: false, problem: null }));
    this.#refused = ok ? null : { of, why: problem ? say(t, problem) : t('settings.problem.notAllowed') };
    return ok;
  }

  set(change: Request<'settings:set'>): void {
    void this.take(change.key, this.#win.api.invoke('settings:set', change));
  }
}
