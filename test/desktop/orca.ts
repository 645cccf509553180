/** Orca, the screen reader of Linux desktops, where it is installed. What it says is taken as text. */
import { hasProgram } from './packages.js';
import type { DesktopSession } from './session.js';
import { SpeechDouble } from './speech-double.js';
import { waitFor } from './wait.js';

/** It brings some sixty packages, so no test may need it. */
export const hasOrca = (): Promise<boolean> => hasProgram('orca');

export class Orca {
  private constructor(
    private readonly speech: SpeechDouble,
    private readonly end: () => Promise<void>,
  ) {}

  /** Resolves once it has said that it is on. */
  static async start({ env, background }: DesktopSession): Promise<Orca> {
    const speech = await SpeechDouble.start(env);
    const program = background.start('orca', 'orca', ['--replace'], { env });
    const orca = new Orca(speech, () => background.end(program));
    await orca.says('Screen reader on.');
    return orca;
  }

  /** What it has said, oldest first. */
  get said(): readonly string[] {
    return this.speech.spoken;
  }

  /** Waits until it has said this since it was last told to forget. */
  async says(words: string): Promise<void> {
    await waitFor(`Orca to say “${words}”`, () => {
      if (this.said.includes(words)) return true;
      throw new Error(`it said ${JSON.stringify(this.said)}`);
    });
  }

  forget(): void {
    this.speech.spoken.length = 0;
  }

  async stop(): Promise<void> {
    await this.end();
    this.speech.stop();
  }
}
