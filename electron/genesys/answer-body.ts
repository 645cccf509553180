/** Reads an answer's body as text, no more of it than allowed. */
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
 * @param maxBytes the reading ends, and the connection with it, as soon as the body is larger
 * @throws GenesysError `tooLarge`, or whatever the stream fails with
 */
export async function readBody(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > maxBytes) {
    response.body.cancel().catch(() => undefined);
    throw tooLarge(maxBytes, response.status);
  }
  const reader = response.body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > maxBytes) {
        stop();
        throw tooLarge(maxBytes, response.status);
      }
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
