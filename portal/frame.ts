import { html, type Html } from './html.ts';
import { portalLanguages } from '../taskforce/tips/contract-languages.ts';
import { directionOf, say, tagOf, type Language, type Word } from './words.ts';

/** What an installation says of itself on the public pages. */
export type PortalSettings = {
  installation: string;
  /** Number for emergencies, as it is dialed. */
  emergency: string;
  hotlineName: string;
  hotlineNumber: string;
  /** Where "Leave this page" leads: something anybody may look at. */
  exitUrl: string;
  /** Languages that visitors may choose; English is always among them. */
  languages: readonly Language[];
};

/** What every page is made with. */
export type Scene = {
  settings: PortalSettings;
  language: Language;
  /** A sentence in the language of the page; `{number}` is the emergency number. */
  t: (word: Word, values?: Record<string, string | number>) => string;
};

export function sceneOf(settings: PortalSettings, language: Language): Scene {
  return {
    settings,
    language,
    t: (word, values) => say(language, word, { number: settings.emergency, ...values }),
  };
}

/** A whole page: the way out comes first, then what it is about. `heading` is said in the title of an error too. */
export function page(scene: Scene, body: Html, more: { problem?: boolean } = {}): string {
  const { t, settings, language } = scene;
  const title = more.problem ? `${t('problem.title')} – ${t('title')}` : t('title');
  return html`<!doctype html>
    <html lang="${tagOf(language)}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/tip/assets/tip.css" />
        <script src="/tip/assets/exit.js" defer></script>
      </head>
      <body>
        <header class="bar">
          <a
            class="exit"
            href="${settings.exitUrl}"
            rel="noreferrer noopener nofollow"
            data-exit
            aria-describedby="exit-note"
            >${t('exit')}</a
          >
          <span class="exit-note" id="exit-note">${t('exit.note')}</span>
        </header>
        <a class="skip" href="#main">${t('skip')}</a>
        <div class="sheet">
          <p class="installation">${settings.installation}</p>
          <main id="main" tabindex="-1">${body}</main>
        </div>
      </body>
    </html>`.text;
}

/**
 * The languages to choose from, each in its own name; what was typed stays. Works without script: each is a button of
 * the form around it.
 * @param open whether all are seen at once, as on the first page
 */
export function languageChoice({ t, language, settings }: Scene, open: boolean): Html | null {
  const others = settings.languages.filter((one) => one !== language);
  if (others.length === 0) return null;
  const buttons = others.map(
    (one) =>
      html`<li>
        <button
          class="language"
          name="go"
          value="language:${one}"
          lang="${tagOf(one)}"
          dir="${directionOf(one)}"
        >
          ${portalLanguages[one].name}
        </button>
      </li>`,
  );
  return html`<details class="languages" ${open ? html` open` : null}>
    <summary>
      <svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20">
        <path
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
          d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0c5 5 5 13 0 18m0-18c-5 5-5 13 0 18M3.5 9h17m-17 6h17"
        /></svg
      >${t('languages')}: ${portalLanguages[language].name}
    </summary>
    <ul>
      ${buttons}
    </ul>
  </details>`;
}

/** Hidden fields that carry what was typed on other steps. */
export function carried(values: Record<string, string>): Html[] {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

/** What is wrong, first on the page, each leading to its field. */
export function problemList(scene: Scene, problems: readonly { field: string; text: string }[]): Html | null {
  if (problems.length === 0) return null;
  return html`<div class="problems" role="alert" aria-labelledby="problems-title">
    <h2 id="problems-title">${scene.t('problem.title')}</h2>
    <ul>
      ${problems.map(({ field, text }) => html`<li><a href="#${field}">${text}</a></li>`)}
    </ul>
  </div>`;
}

type FieldOptions = {
  name: string;
  label: string;
  value: string;
  help?: string | undefined;
  problem?: string | undefined;
  max: number;
  lines?: number;
  optional?: string | undefined;
  /** What kind of keyboard a phone shows. */
  mode?: 'text' | 'tel';
};

/** One text field with its label, help and problem. */
export function textField(field: FieldOptions): Html {
  const about = [field.help && `${field.name}-help`, field.problem && `${field.name}-problem`].filter(
    Boolean,
  );
  const described = about.length > 0 ? html` aria-describedby="${about.join(' ')}"` : null;
  const invalid = field.problem ? html` aria-invalid="true"` : null;
  const attributes = html`id="${field.name}" name="${field.name}" maxlength="${field.max}"
  autocomplete="off"${described}${invalid}`;
  const control = field.lines
    ? html`<textarea ${attributes} dir="auto" rows="${field.lines}">${'\n'}${field.value}</textarea>`
    : html`<input
        type="text"
        ${attributes}
        dir="auto"
        inputmode="${field.mode ?? 'text'}"
        value="${field.value}"
      />`;
  return html`<div class="field">
    <label for="${field.name}"
      >${field.label}${field.optional ? html` <span class="optional">(${field.optional})</span>` : null}</label
    >
    ${field.help ? html`<p class="help" id="${field.name}-help">${field.help}</p>` : null}
    ${field.problem ? html`<p class="wrong" id="${field.name}-problem">${field.problem}</p>` : null}
    ${control}
  </div>`;
}

type ChoiceOptions = {
  name: string;
  legend: string;
  value: string;
  options: readonly { value: string; label: string }[];
  help?: string | undefined;
  problem?: string | undefined;
  /** The legend is the heading of the page. */
  heading?: boolean;
  compact?: boolean;
};

/** One question with its answers side by side. */
export function choiceField(field: ChoiceOptions): Html {
  const about = [field.help && `${field.name}-help`, field.problem && `${field.name}-problem`].filter(
    Boolean,
  );
  return html`<fieldset
    class="field${field.compact ? ' compact' : ''}"
    id="${field.name}"
    ${about.length > 0 ? html` aria-describedby="${about.join(' ')}"` : null}
  >
    <legend>${field.heading ? html`<h1>${field.legend}</h1>` : field.legend}</legend>
    ${field.help ? html`<p class="help" id="${field.name}-help">${field.help}</p>` : null}
    ${field.problem ? html`<p class="wrong" id="${field.name}-problem">${field.problem}</p>` : null}
    <div class="choices">
      ${field.options.map(
        ({ value, label }) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="${field.name}"
              value="${value}"
              ${value === field.value ? html` checked` : null}
            /><span>${label}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}
