/**
 * Languages of the public tip pages. `tag` is what browsers call it, `name` what its readers call it. `reviewed`: a
 * native speaker who knows the field has read every text; the administration shows it where nobody has.
 */
export const portalLanguages = {
  en: { tag: 'en', name: 'English', reviewed: true },
  es: { tag: 'es', name: 'Español', reviewed: false },
  zh: { tag: 'zh-Hans', name: '简体中文', reviewed: false },
  vi: { tag: 'vi', name: 'Tiếng Việt', reviewed: false },
  tl: { tag: 'fil', name: 'Tagalog', reviewed: false },
  fr: { tag: 'fr', name: 'Français', reviewed: false },
  pt: { tag: 'pt-BR', name: 'Português (Brasil)', reviewed: false },
  ru: { tag: 'ru', name: 'Русский', reviewed: false },
  ar: { tag: 'ar', name: 'العربية', reviewed: false },
} as const satisfies Record<string, { tag: string; name: string; reviewed: boolean }>;

export type PortalLanguage = keyof typeof portalLanguages;
export const portalLanguageCodes = Object.keys(portalLanguages) as [PortalLanguage, ...PortalLanguage[]];

export function isPortalLanguage(text: string): text is PortalLanguage {
  return Object.hasOwn(portalLanguages, text);
}
