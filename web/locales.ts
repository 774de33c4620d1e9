import type { Plugin } from 'vite';

/** The languages whose react-aria messages (spoken hints such as "selected") are kept in the build. */
const KEPT = /\/(en-US|es-ES|ar-AE)\.mjs$/;
const MESSAGES = /\/intl\/(?:[a-z]+\/)?[a-z]{2}-[A-Z]{2}\.mjs$/;

/**
 * Leaves out react-aria's messages for the languages that Concert does not speak: about thirty
 * dictionaries for each component, which would otherwise be loaded by everybody. A language left out
 * falls back to English, as react-aria does for any unknown one.
 */
export function onlyOurLocales(): Plugin {
  return {
    name: 'only-our-locales',
    enforce: 'pre',
    load(id) {
      const path = id.split('?')[0] ?? id;
      if (!/node_modules\/(react-aria|react-aria-components|react-stately)\//.test(path)) return null;
      if (!MESSAGES.test(path) || KEPT.test(path)) return null;
      return 'export default {};';
    },
  };
}
