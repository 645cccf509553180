/** Reading an answer up to a limit. */
import { expect, it } from 'vitest';
import { readBody } from '../../../electron/genesys/answer-body.js';

const read = (response: Response, maxBytes: number) => readBody(response, maxBytes, new AbortController().signal);
const inParts = (...parts: readonly Uint8Array[]): Response =>
  new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    }),
  );

it('a text of exactly the limit is read, one byte more is too large', async () => {
  expect(await read(new Response('four'), 4)).toBe('four');
  await expect(read(new Response('fives'), 4)).rejects.toMatchObject({ kind: 'tooLarge', mayHaveArrived: true });
});

it('a text that says beforehand that it is too large is not read, and one that does not lie is', async () => {
  const announced = (length: string) => new Response('four', { headers: { 'content-length': length } });
  await expect(read(announced('5'), 4)).rejects.toMatchObject({ kind: 'tooLarge' });
  expect(await read(announced('4'), 4)).toBe('four');
  expect(await read(announced('nonsense'), 4)).toBe('four');
});

it('a letter of several bytes may come in two parts', async () => {
  const [first = 0, second = 0] = new TextEncoder().encode('é');
  expect(await read(inParts(Uint8Array.of(first), Uint8Array.of(second)), 10)).toBe('é');
  expect(await read(inParts(Uint8Array.of(first)), 10)).toBe('\uFFFD');
});

it('no body is an empty text, and the limit is told in megabytes', async () => {
  expect(await read(new Response(null), 10)).toBe('');
  const large = new Response('x', { headers: { 'content-length': '99999999' } });
  await expect(read(large, 10 * 1024 * 1024)).rejects.toMatchObject({ params: { megabytes: '10' } });
});
