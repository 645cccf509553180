/** Reads an answer's body as text, up to a limit. */
import { GenesysError } from './genesys-error.js';

const tooLarge = (maxBytes: number, status: number) =>
  new GenesysError({
    kind: 'tooLarge',
    status,
    message: `The answer is larger than ${maxBytes} bytes`,
    params: { megabytes: String(Math.round(maxBytes / 1_048_576)) },
    mayHaveArrived: true,
  });

/**
 * @param maxBytes reading stops as soon as the body is larger
 * @param signal must abort when this fails, since that ends the connection
 * @throws GenesysError `tooLarge`, or whatever the stream fails with
 */
export async function readBody(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  // Cancel only after the signal has ended the request: Electron 25 keeps the connection of a body that was cancelled
  // first.
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes, response.status);
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes, response.status);
    text += decoder.decode(value, { stream: true });
  }
}
