import type { Person } from './people.js';

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 30rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
ul { list-style: none; padding: 0; }
li { margin: 0 0 .5rem; }
button { width: 100%; padding: .7rem 1rem; font: inherit; text-align: start; border: 1px solid; border-radius: .5rem;
  background: Canvas; color: CanvasText; cursor: pointer; }
button:hover { background: Highlight; color: HighlightText; }
button span { display: block; font-size: .875rem; }
.note { font-size: .875rem; }
`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/**
 * Allows the pages only their own style. There is no `form-action`, because Chromium would apply it to the redirect to
 * the app.
 */
export const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** The page where a person says who they are, by a button each. */
export function loginPage(options: {
  readonly people: readonly Person[];
  readonly organisation: string;
  readonly clientName: string;
  /** Where the form goes: the same authorize request. */
  readonly action: string;
  readonly denyHref: string;
}): string {
  const buttons = options.people
    .map(
      (person) =>
        `<li><button name="person" value="${escape(person.id)}">${escape(person.name)}<span>${escape(person.title)}</span></button></li>`,
    )
    .join('\n');
  return page(
    `Sign in to ${options.organisation}`,
    `<h1>Sign in to ${escape(options.organisation)}</h1>
<p>${escape(options.clientName)} asks to see and change your presence. Who are you?</p>
<form method="post" action="${escape(options.action)}">
<ul>
${buttons}
</ul>
</form>
<p><a href="${escape(options.denyHref)}">Deny</a></p>
<p class="note">This is the demo organisation. It runs on this computer alone; no password is needed.</p>`,
  );
}

/** A page for what the person must know and the app cannot be told. */
export const messagePage = (title: string, text: string): string =>
  page(title, `<h1>${escape(title)}</h1>\n<p>${escape(text)}</p>`);
