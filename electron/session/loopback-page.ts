/**
 * The page the browser shows when it comes back: a sentence in the person's language, no script, and nothing from the
 * address.
 */
import { createHash } from 'node:crypto';
import type { Texts } from '../../assets/locales/catalogue.js';

/**
 * `received`: an answer came and is being checked. `refused`: the login said no. `waiting`, and all that follow up to
 * `unreadable`: nothing usable came, and the sign-in goes on. `timedOut` and `over`: it does not.
 */
export type PageKind =
  | 'received'
  | 'refused'
  | 'waiting'
  | 'earlier'
  | 'unnamed'
  | 'unusable'
  | 'otherAddress'
  | 'proxy'
  | 'tooLarge'
  | 'method'
  | 'unreadable'
  | 'timedOut'
  | 'over';

export interface LoopbackPage {
  readonly kind: PageKind;
  /** A catalogue text about the cause. Null or missing: the page's own text says everything. */
  readonly reason?: string | null;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, 'Segoe UI', sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f3f4f6; color: #1b1f24; }
main { box-sizing: border-box; width: min(26rem, 92vw); padding: 2.5rem 2rem; text-align: center; background: #fff;
  border: 1px solid #d4d8dd; border-radius: 14px; }
svg { width: 56px; height: 56px; }
h1 { margin: 1rem 0 .5rem; font-size: 1.25rem; font-weight: 600; }
p { margin: 0; color: #4a525c; }
p + p { margin-top: .75rem; }
p.app { margin-top: 1.75rem; font-size: .875rem; }
.done { fill: #1f7a3d; }
.refused { fill: #b3261e; }
.waits { fill: #2257b8; }
.odd { fill: #96590a; }
.mark { fill: none; stroke: #fff; stroke-width: 5; stroke-linecap: round; stroke-linejoin: round; }
@media (prefers-color-scheme: dark) {
  body { background: #15181c; color: #eef0f2; }
  main { background: #20242a; border-color: #3a414a; }
  p { color: #b6bec8; }
  .done { fill: #3f9c5e; }
  .refused { fill: #d9594f; }
  .waits { fill: #4f83e0; }
  .odd { fill: #b97a1e; }
}
@media (forced-colors: active) {
  .done, .refused, .waits, .odd { fill: CanvasText; }
  .mark { stroke: Canvas; }
}
`;

type Look = 'done' | 'refused' | 'waits' | 'odd';

/**
 * They differ in shape as well as in colour: a disc with a tick, an octagon with a cross, a clock, a triangle with a
 * mark.
 */
const GLYPHS: Readonly<Record<Look, string>> = {
  done: '<circle class="done" cx="28" cy="28" r="26"/><path class="mark" d="M17 29l8 8 15-17"/>',
  refused:
    '<path class="refused" d="M17 2h22l15 15v22L39 54H17L2 39V17z"/><path class="mark" d="M19 19l18 18M37 19L19 37"/>',
  waits: '<circle class="waits" cx="28" cy="28" r="26"/><path class="mark" d="M28 13v16l10 6"/>',
  odd: '<path class="odd" d="M28 3a5 5 0 0 1 4.4 2.6l20.9 39A5 5 0 0 1 48.9 52H7.1a5 5 0 0 1-4.4-7.4l20.9-39A5 5 0 0 1 28 3z"/><path class="mark" d="M28 20v14M28 43v.1"/>',
};

const lookOf = (kind: PageKind): Look => {
  if (kind === 'received') return 'done';
  if (kind === 'refused') return 'refused';
  return kind === 'waiting' || kind === 'timedOut' || kind === 'over' ? 'waits' : 'odd';
};

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Allows nothing but the page's own style, by its hash. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);

export function loopbackPage({ kind, reason }: LoopbackPage, texts: Texts): string {
  const title = texts(`signIn.page.${kind}Title`);
  const paragraphs = [reason, texts(`signIn.page.${kind}Text`)].filter((text) => typeof text === 'string');
  return `<!doctype html>
<html lang="${escaped(texts.language)}" dir="${texts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<svg viewBox="0 0 56 56" aria-hidden="true">${GLYPHS[lookOf(kind)]}</svg>
<h1>${escaped(title)}</h1>
${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
<p class="app">${escaped(texts('app.name'))}</p>
</main>
</body>
</html>
`;
}

/** The raw answer for a connection on which no request could be read. */
export function rawPage(status: string, page: LoopbackPage, texts: Texts): string {
  const body = loopbackPage(page, texts);
  const headers = { ...PAGE_HEADERS, Connection: 'close', 'Content-Length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`;
}
