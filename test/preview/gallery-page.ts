/** The page of the gallery: a picture of each state, in the look and language that are chosen at its top. */

export interface Picture {
  readonly window: string;
  readonly name: string;
  readonly look: string;
  readonly language: string;
  /** Beside the page. */
  readonly file: string;
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');

interface Choices {
  readonly looks: readonly string[];
  readonly languages: readonly string[];
}

/** An HTML page that needs no server. */
export function galleryPage(pictures: readonly Picture[], { looks, languages }: Choices): string {
  const states = new Map<string, Picture[]>();
  for (const picture of pictures) {
    const state = `${picture.window}: ${picture.name}`;
    states.set(state, [...(states.get(state) ?? []), picture]);
  }
  const figures = [...states]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([state, ofState]) => {
      const images = ofState.map(
        ({ look, language, file }) =>
          `<img loading="lazy" data-look="${escape(look)}" data-language="${escape(language)}" ` +
          `src="${escape(encodeURIComponent(file))}" alt="${escape(`${state}, ${look}, ${language}`)}">`,
      );
      return `<figure><figcaption>${escape(state)}</figcaption>${images.join('')}</figure>`;
    });
  const select = (name: string, options: readonly string[]): string =>
    `<select id="${name}" aria-label="${name}">${options.map((each) => `<option>${escape(each)}</option>`).join('')}</select>`;
  return `<!doctype html>
<meta charset="utf-8">
<title>Presence Tray: gallery</title>
<style>
  body { margin: 16px; background: #888; font: 13px system-ui; }
  header { position: sticky; top: 0; display: flex; gap: 8px; padding: 8px; background: #fffd; border-radius: 8px; }
  main { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; margin-top: 16px; }
  figure { margin: 0; padding: 8px; background: #fff; border-radius: 8px; }
  figcaption { margin-bottom: 6px; }
  img { display: none; max-width: 100%; }
  img.shown { display: block; }
</style>
<header>${select('look', looks)}${select('language', languages)}<input id="find" placeholder="Find a state"></header>
<main>${figures.join('\n')}</main>
<script>
  const value = (id) => document.getElementById(id).value;
  function show() {
    for (const image of document.images)
      image.classList.toggle('shown', image.dataset.look === value('look') && image.dataset.language === value('language'));
    for (const figure of document.querySelectorAll('figure'))
      figure.hidden = !figure.querySelector('figcaption').textContent.includes(value('find'));
  }
  document.addEventListener('input', show);
  show();
</script>
`;
}
