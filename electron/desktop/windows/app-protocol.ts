/**
 * Serves the windows' pages over `app://` instead of `file://` (Electron's security checklist, item 18), each with the
 * policy of docs/design.md §7.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { lookUp } from '../../look-up.js';

/** The scheme of all our pages. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://presence-tray`;

/** Exactly as in docs/design.md §7. Tested with Svelte 5. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The file inside `folder` that an address names. Null: none of ours. */
export function fileFor(address: string, folder: string): string | null {
  let url: URL;
  let path: string;
  try {
    url = new URL(address);
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== 'presence-tray') return null;
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = normalize(join(folder, path));
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) && lookUp(TYPES, extname(file)) !== undefined
    ? file
    : null;
}

/** Serves a page's requests from `folder`. */
export const serveApp =
  (folder: string) =>
  async (request: { readonly url: string; readonly method: string }): Promise<Response> => {
    const headers = {
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    };
    const file = request.method === 'GET' ? fileFor(request.url, folder) : null;
    if (file === null) return new Response('', { status: 404, headers });
    try {
      const body = await readFile(file);
      return new Response(body, {
        headers: { ...headers, 'content-type': lookUp(TYPES, extname(file)) ?? 'text/plain' },
      });
    } catch {
      return new Response('', { status: 404, headers });
    }
  };
