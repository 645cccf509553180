import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createLogFile, redact } from '../../../../electron/desktop/system/log-file.js';

const TOKEN = 'kT9xQ2vB7nM4cL8wR1zY6pD3sF5hJ0gAeUiOqWtXbNcVmKl';

test.each([
  ['a bearer header', `Authorization: Bearer ${TOKEN}`],
  ['an address that carries a code', 'http://localhost:5000/?code=abc123&state=xyz'],
  ['a token on its own', TOKEN],
  ['a token in an answer', `{"access_token":"${TOKEN}"}`],
])('%s does not reach the log', (_name, text) => {
  const clean = redact(text);
  expect(clean).not.toContain(TOKEN);
  expect(clean).not.toContain('abc123');
  expect(clean).not.toContain('xyz');
});

test('what support needs stays readable: ids, paths, times', () => {
  const line =
    '{"correlationId":"290034f4-7d2c-4f57-9f3c-1f2f1e0d9c8b","path":"/api/v2/users/{userId}/presences/purecloud"}';
  expect(redact(line)).toBe(line);
});

test('each entry is one line of JSON with its time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  const log = createLogFile(folder, () => 0);
  log.info('started', { version: '1.2.3' });
  log.warn('policy ignored');
  const lines = await vi.waitFor(async () => {
    const text = await readFile(join(folder, 'logs', 'presence-tray.log'), 'utf8');
    expect(text.split('\n')).toHaveLength(3);
    return text.trim().split('\n');
  });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'info', message: 'started', version: '1.2.3' },
    { at: '1970-01-01T00:00:00.000Z', level: 'warn', message: 'policy ignored' },
  ]);
});
