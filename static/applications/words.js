// Counting words for the limits of a call, alike in browser and server: the rule, its reasons and
// the same characters stand in applications/preflight/words.py.

const INVISIBLE =
  "\u00ad\u0300-\u036f\u061c\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u200c-\u200f\u202a-\u202e" +
  "\u2060-\u206f\u20d0-\u20ff\ud800-\udfff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff" +
  "\u{1f3fb}-\u{1f3ff}\u{e0000}-\u{e0fff}";
const BETWEEN =
  "\u0000-\u0020\u007f-\u00a0\u0f0b\u0f0c\u1361\u1680\u2000-\u200b\u2012-\u2015\u2028\u2029" +
  "\u202f\u205f\u2e3a\u2e3b\u3000";
const CHARACTERS =
  "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f" +
  "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff" +
  "\uf900-\ufaff\uff66-\uff9f\u{1aff0}-\u{1b16f}\u{20000}-\u{3ffff}";
const UNSPACED =
  "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3" +
  "\u17d7\u17dc-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf";
const EVERY = 5;
const SIGNS =
  "!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02df" +
  "\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u060d\u061b" +
  "\u061d-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e3f\u0e4f\u0e5a\u0e5b\u0f04-\u0f14\u104a-\u104f" +
  "\u1360-\u1368\u166e\u17d4-\u17d6\u17d8-\u17db\u1800-\u180a\u2010\u2011\u2016-\u2027" +
  "\u2030-\u205e\u20a0-\u20cf\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3001-\u3004\u3008-\u3020" +
  "\u3030\u3036\u3037\u303d-\u303f\u309b\u309c\u30a0\u30fb\ufd3e\ufd3f\ufe10-\ufe1f\ufe30-\ufe6f" +
  "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff\u{1f000}-\u{1f3fa}" +
  "\u{1f400}-\u{1faff}";

const INVISIBLE_ONES = new RegExp(`[${INVISIBLE}]+`, "gu");
const GROUPED = /([0-9])[\u00a0\u2009\u202f](?=[0-9])/gu;
const PIECES = new RegExp(
  `(?<character>[${CHARACTERS}])|(?<unspaced>[${UNSPACED}]+)` +
    `|(?<word>[^${BETWEEN}${CHARACTERS}${UNSPACED}]+)`,
  "gu",
);
const MORE_THAN_SIGNS = new RegExp(`[^${SIGNS}]`, "u");

export function countWords(text) {
  let words = 0;
  const seen = text.replace(INVISIBLE_ONES, "").replace(GROUPED, "$1");
  for (const { groups } of seen.matchAll(PIECES)) {
    if (groups.character) words += 1;
    else if (groups.unspaced) words += Math.ceil([...groups.unspaced].length / EVERY);
    else if (MORE_THAN_SIGNS.test(groups.word)) words += 1;
  }
  return words;
}
