/** The notifications of the session's programs, read from the bus while dunst shows them. */
import { writeFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Bus } from './bus.js';
import { mustRun } from './processes.js';
import { waitFor } from './wait.js';

export interface SeenNotification {
  readonly app: string;
  readonly title: string;
  readonly body: string;
  /** Its buttons' labels. */
  readonly actions: readonly string[];
}

const notifySchema = v.tupleWithRest(
  [v.string(), v.number(), v.string(), v.string(), v.string(), v.array(v.string())],
  v.unknown(),
);

export class Notifications {
  readonly seen: SeenNotification[] = [];
  private monitor: { stop(): void } | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly env: NodeJS.ProcessEnv,
    private readonly chosenAction: string,
  ) {}

  async start(): Promise<void> {
    this.monitor = await this.bus.monitor(
      "type='method_call',interface='org.freedesktop.Notifications',member='Notify'",
      (message) => {
        if (message.member !== 'Notify') return;
        const [app, , , title, body, actions] = v.parse(notifySchema, message.data);
        // Keys and labels alternate.
        this.seen.push({ app, title, body, actions: actions.filter((_, index) => index % 2 === 1) });
      },
    );
  }

  stop(): void {
    this.monitor?.stop();
  }

  async matching(pattern: RegExp): Promise<SeenNotification> {
    return waitFor(`a notification like ${pattern}`, () =>
      this.seen.find(({ title, body }) =>
        pattern.test(`${title}
${body}`),
      ),
    );
  }

  /** Presses a button of the notification on show. */
  async press(action: string): Promise<void> {
    await writeFile(this.chosenAction, action);
    await mustRun('dunstctl', ['context'], { env: this.env });
  }

  async closeAll(): Promise<void> {
    await mustRun('dunstctl', ['close-all'], { env: this.env });
  }
}
