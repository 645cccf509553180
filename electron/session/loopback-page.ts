/** The page that the browser shows at the end of a sign-in: a word in the person's language, no script, nothing of what the address carried. */
import { createHash } from 'node:crypto';
import type { Texts } from '../../assets/locales/catalogue.js';

/** `received`: an answer came and is being looked into. `refused`: it is of no use. */
export type LoopbackPageKind = 'received' | 'refused';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, 'Segoe UI', sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f3f4f6; color: #1b1f24; }
main { box-sizing: border-box; width: min(26rem, 92vw); padding: 2.5rem 2rem; text-align: center; background: #fff;
  border: 1px solid #d4d8dd; border-radius: 14px; }
svg { width: 56px; height: 56px; }
h1 { margin: 1rem 0 .5rem; font-size: 1.25rem; font-weight: 600; }
p { margin: 0; color: #4a525c; }
.app { margin-top: 1.75rem; font-size: .875rem; }
.received { fill: #1f7a3d; }
.refused { fill: #b3261e; }
.mark { fill: none; stroke: #fff; stroke-width: 5; stroke-linecap: round; stroke-linejoin: round; }
@media (prefers-color-scheme: dark) {
  body { background: #15181c; color: #eef0f2; }
  main { background: #20242a; border-color: #3a414a; }
  p { color: #b6bec8; }
  .received { fill: #3f9c5e; }
  .refused { fill: #d9594f; }
}
@media (forced-colors: active) {
  .received, .refused { fill: CanvasText; }
  .mark { stroke: Canvas; }
}
`;

/** Told apart by shape as well as by colour: a disc with a tick, an octagon with a cross. */
const GLYPHS: Readonly<Record<LoopbackPageKind, string>> = {
  received: '<circle class="received" cx="28" cy="28" r="26"/><path class="mark" d="M17 29l8 8 15-17"/>',
  refused:
    '<path class="refused" d="M17 2h22l15 15v22L39 54H17L2 39V17z"/><path class="mark" d="M19 19l18 18M37 19L19 37"/>',
};

const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but the page's own style, by its hash. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);

export function loopbackPage(kind: LoopbackPageKind, texts: Texts): string {
  const title = texts(kind === 'received' ? 'signIn.page.receivedTitle' : 'signIn.page.refusedTitle');
  const text = texts(kind === 'received' ? 'signIn.page.receivedText' : 'signIn.page.refusedText');
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
<svg viewBox="0 0 56 56" aria-hidden="true">${GLYPHS[kind]}</svg>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
<p class="app">${escaped(texts('app.name'))}</p>
</main>
</body>
</html>
`;
}
