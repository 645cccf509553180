import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, fileFor, serveApp } from '../../../../electron/desktop/windows/app-protocol.js';

let folder = '';
beforeAll(async () => {
  const top = await mkdtemp(join(tmpdir(), 'app-protocol-'));
  folder = join(top, 'renderer');
  await mkdir(join(folder, 'popup'), { recursive: true });
  await writeFile(join(folder, 'popup', 'index.html'), '<!doctype html>');
  await writeFile(join(top, 'secret.json'), '{}');
});

test('a page comes with exactly the policy of the design', async () => {
  const answer = await serveApp(folder)({ url: 'app://presence-tray/popup/index.html', method: 'GET' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
  );
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe');
});

test.each([
  'app://presence-tray/../secret.json',
  'app://presence-tray/%2e%2e/secret.json',
  'app://presence-tray/..%2fsecret.json',
  'app://presence-tray/popup/..%5c..%5csecret.json',
  'app://presence-tray/popup/index.html%00.json',
  'app://elsewhere/popup/index.html',
  'https://presence-tray/popup/index.html',
  'app://presence-tray/popup/index.exe',
  'app://presence-tray/%E0%A4%A',
  'nonsense',
])('nothing outside of the pages is served: %s', async (url) => {
  expect((await serveApp(folder)({ url, method: 'GET' })).status).toBe(404);
  expect(fileFor(url, folder)?.startsWith(folder) ?? true).toBe(true);
});

test('pages are only read', async () => {
  expect((await serveApp(folder)({ url: 'app://presence-tray/popup/index.html', method: 'POST' })).status).toBe(404);
});
