// @ts-check
/** The languages of the panel. English comes with it, the others when they are needed. */
import en from '../locales/en.json' with { type: 'json' };

/**
 * @typedef {Record<string, string | Record<string, string>>} Sentences
 * @typedef {{ locale: string, sentences: Sentences, fallback: Sentences }} Language
 */

/**
 * Read as JSON, a file has a default export and no other: names such as "action.kick", which
 * bundlers would make of it, stop every build for browsers that do not know them.
 * @type {Record<string, () => Promise<{ default: Sentences }>>}
 */
const others = {
  ar: () => import('../locales/ar.json', { with: { type: 'json' } }),
  de: () => import('../locales/de.json', { with: { type: 'json' } }),
  es: () => import('../locales/es.json', { with: { type: 'json' } }),
  fr: () => import('../locales/fr.json', { with: { type: 'json' } }),
  hi: () => import('../locales/hi.json', { with: { type: 'json' } }),
  ja: () => import('../locales/ja.json', { with: { type: 'json' } }),
  pt: () => import('../locales/pt.json', { with: { type: 'json' } }),
};

const english = { locale: 'en', sentences: en, fallback: en };

/**
 * The first language there is of those wished for; English when there is none,
 * or when it cannot be had.
 * @param {readonly string[]} wished BCP 47 tags, such as "pt-BR"; what is no tag is passed over
 * @returns {Language | Promise<Language>}
 */
export function chooseLanguage(wished) {
  const locale = chosenLocale(wished);
  const load = others[languageOf(locale)];
  if (!load) return { ...english, locale };
  return load().then(
    ({ default: sentences }) => ({ locale, sentences, fallback: en }),
    () => english,
  );
}

/**
 * The first locale of those wished for whose language there is; English when there is none.
 * @param {readonly string[]} wished
 */
export function chosenLocale(wished) {
  for (const tag of wished) {
    const locale = canonical(tag);
    if (locale && (languageOf(locale) === 'en' || languageOf(locale) in others)) return locale;
  }
  return 'en';
}

/** @param {string} locale */
function languageOf(locale) {
  return new Intl.Locale(locale).language;
}

/**
 * @param {string} tag
 * @returns {string | undefined}
 */
function canonical(tag) {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
