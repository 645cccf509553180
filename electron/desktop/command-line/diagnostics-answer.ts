/** How the running app answers `--diagnostics`. */
import type { CommandPort } from './answer.js';

/** If the tests take longer, the command says that they run. */
const PATIENCE_MS = 3_000;

/** @param tell prints at once */
export async function answerDiagnostics(
  asJson: boolean,
  port: Pick<CommandPort, 'clock' | 'diagnose' | 'texts'>,
  tell: (text: string) => void,
): Promise<string> {
  const cancel = port.clock.after(PATIENCE_MS, () => tell(port.texts()('cli.wait.diagnostics')));
  try {
    return await port.diagnose(asJson ? 'json' : port.texts());
  } finally {
    cancel();
  }
}
