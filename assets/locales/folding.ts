/**
 * Makes a text comparable with what somebody typed: without case, accents, width and style. The popup's filter and the
 * command line share it, so that both find the same names.
 */

/**
 * Letters without a decomposition in Unicode, each with what people type instead. They come from Unicode's Latin-ASCII
 * transliteration (https://cldr.unicode.org, transforms/Latin-ASCII), as far as some alphabet uses them, plus a few of
 * other scripts. Both parts are lower case without marks.
 */
const TYPED_AS: ReadonlyMap<string, string> = new Map(
  [
    'ßss æae œoe øo łl đd ðd þth ıi ħh ŋn ŧt ĸq ſs ƒf ƀb ɓb ƃb ƈc ɖd ɗd ƌd ǝe əe ɛe ǥg ɠg ɣg ƕhv ɦh ɨi ɩi ɉj ȷj ƙk ƚl ɫl ɬl ɲn ƞn ȵn',
    'ƣoi ɔo ɵo ȣou ƥp ɋq ɍr ɽr ʃs ʂs ȿs ƭt ƫt ʈt ʉu ʊu ʋv ɏy ƴy ƶz ȥz ɀz ʒz ȡd ȴl ȶt ȸdb ȹqp ȼc ⱥa ⱦt ɇe ⱨh ⱪk ⱡl ᵽp ⱬz ꞓc ꞡg ꞣk ꞥn ꞧr ꞩs',
    // Greek and Cyrillic: another shape of the same letter, or one with a hook or a bar.
    'ςσ ґг ғг җж ҙз қк ҝк ҟк ҡк ңн ҥн ҫс ҭт ұу ҳх һх ҷч ҹч ӏі өо әа ђд',
    // Arabic: the same letter as another language's keyboard types it.
    'یي ىي ېي کك ےي ةه ۀه ہه ھه ٱا',
    // Word processors turn quotation marks and dashes into these.
    "’' ‘' ‛' ʼ' ʻ' ′' ´' ׳' “\" ”\" „\" «\" »\" ″\" ״\" ‐- ‑- ‒- –- —- ―- −- ־- ·",
  ]
    .join(' ')
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

/**
 * Marks that people may omit: accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic with the
 * stretching stroke, marks around symbols, and emoji variation selectors. The vowels of Thai or Devanagari and the
 * voice marks of kana must stay: without them it is another word.
 */
const OPTIONAL = new RegExp(
  `[${[
    '0300-036f 0483-0489 1ab0-1aff 1dc0-1dff fe20-fe2f', // Latin, Greek, Cyrillic
    '0591-05bd 05bf 05c1-05c2 05c4-05c5 05c7', // Hebrew
    '0610-061a 0640 064b-065f 0670 06d6-06dc 06df-06e4 06e7-06e8 06ea-06ed', // Arabic
    '20d0-20ff fe00-fe0f', // symbols and pictures
  ]
    .join(' ')
    .replace(/[0-9a-f]{4}/g, '\\u$&')
    .replaceAll(' ', '')}]`,
  'g',
);

/** Direction marks, joiners, soft hyphens: invisible, and nobody types them. */
const UNSEEN = /\p{Cf}/gu;

const KATAKANA_FROM_HIRAGANA = 0x60;

/**
 * Folds only case, width, ligatures and white space: `ＣＯＦＦＥＥ` is `coffee`, but `café` differs from `cafe`.
 */
export const foldCase = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\u0307/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * Also folds what people omit when typing: `Łódź` is `lodz`, `Straße` is `strasse`, `ｺｰﾋｰ` is
 * `コーヒー`.
 */
export const fold = (text: string): string =>
  (/^[ -~]*$/.test(text) ? text.toLowerCase() : foldLetters(text)).replace(/\s+/g, ' ').trim();

const foldLetters = (text: string): string =>
  text
    .replace(UNSEEN, '')
    // This comes before the decomposition, which would turn them into marks.
    .replace(/[´″]/g, (sign) => TYPED_AS.get(sign) ?? sign)
    .normalize('NFKD')
    // Upper case unifies more spellings: ŉ becomes ʼN.
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(OPTIONAL, '')
    .replace(/[^ -~]/gu, (letter) => TYPED_AS.get(letter) ?? letter)
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + KATAKANA_FROM_HIRAGANA))
    .normalize('NFC');

/** Each of the words that were typed, folded. */
export const typedWords = (text: string): readonly string[] => fold(text).split(/\s+/).filter(Boolean);
