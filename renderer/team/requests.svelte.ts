/** What the window asks of main and hears a refusal of: one line says why, until the next one is taken. */
import type { Request, Response } from '../../electron/ipc/contract.js';
import type { AppWindow } from '../shared/app-window.svelte.js';

type Asked = 'team:watch' | 'team:saveList' | 'team:deleteList' | 'team:setThreshold' | 'team:export';
type Problem = Response<Asked>['problem'];

export class TeamRequests {
  readonly #win: AppWindow;
  problem = $state.raw<Problem>(null);

  constructor(win: AppWindow) {
    this.#win = win;
  }

  watch(ids: readonly string[], on: boolean): void {
    void this.#ask('team:watch', { ids: [...ids], on });
  }

  export(ids: readonly string[]): void {
    void this.#ask('team:export', { ids: [...ids] });
  }

  saveList(name: string, ids: readonly string[]): Promise<boolean> {
    return this.#ask('team:saveList', { name, ids: [...ids] });
  }

  deleteList(id: string): void {
    void this.#ask('team:deleteList', { id });
  }

  setThreshold(asked: Request<'team:setThreshold'>): void {
    void this.#ask('team:setThreshold', asked);
  }

  putAway(): void {
    this.problem = null;
  }

  async #ask<C extends Asked>(channel: C, request: Request<C>): Promise<boolean> {
    try {
      const { ok, problem } = await this.#win.api.invoke(channel, request);
      this.problem = problem;
      return ok;
    } catch {
      this.problem = { key: 'settings.problem.notAllowed', params: {} };
      return false;
    }
  }
}
