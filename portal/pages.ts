import {
  choicesOf,
  maxLength,
  questionsFor,
  steps,
  textFields,
  type ChoiceField,
  type Filled,
  type FormProblem,
  type Step,
  type TextField,
} from './form.ts';
import { carried, choiceField, languageChoice, page, problemList, textField, type Scene } from './frame.ts';
import { html, type Html } from './html.ts';
import type { Word } from './words.ts';

type Asked = { scene: Scene; form: Filled; problems: readonly FormProblem[] };

const words = (word: string) => word as Word;
const problemOf = ({ scene, problems }: Asked, field: string) => {
  const found = problems.find((one) => one.field === field);
  return found && scene.t(words(found.word));
};

function text(
  asked: Asked,
  name: TextField,
  more: { label?: Word; help?: Word; lines?: number; mode?: 'tel'; needed?: boolean } = {},
): Html {
  const { scene, form } = asked;
  return textField({
    name,
    label: scene.t(more.label ?? name),
    value: form.text[name],
    max: maxLength(name),
    problem: problemOf(asked, name),
    help: more.help && scene.t(more.help),
    optional: more.needed ? undefined : scene.t('optional'),
    ...(more.lines === undefined ? {} : { lines: more.lines }),
    ...(more.mode === undefined ? {} : { mode: more.mode }),
  });
}

function choice(asked: Asked, name: ChoiceField, more: { heading?: boolean; help?: Word } = {}): Html {
  const { scene, form } = asked;
  const prefix = name === 'personsRange' ? 'personsRange' : 'answer';
  const options = choicesOf(name).map((value) => ({ value, label: scene.t(words(`${prefix}.${value}`)) }));
  // "I don't know" stands last everywhere.
  const ordered = [
    ...options.filter((one) => one.value !== 'unknown'),
    ...options.filter((one) => one.value === 'unknown'),
  ];
  return choiceField({
    name,
    legend: scene.t(name as Word),
    value: form.choice[name],
    options: ordered,
    problem: problemOf(asked, name),
    help: more.help && scene.t(more.help),
    ...(more.heading === undefined ? {} : { heading: more.heading }),
  });
}

/** The fields of a step, so that all others travel hidden. */
const shownIn: Record<Step, readonly string[]> = {
  danger: ['danger', 'trainingCode'],
  now: ['what', 'place', 'contactWay'],
  seen: [
    'what',
    'place',
    'happened',
    'ongoing',
    'personsRange',
    'minors',
    'languagesHeard',
    'vehicle',
    'phones',
    'onlineLinks',
    'transportMode',
    'departure',
    'destination',
    'howKnown',
  ],
  questions: [],
  contact: ['contactWay', 'contactWhen', 'contactName'],
  check: [],
};

function hidden(form: Filled): Html[] {
  const here = new Set(shownIn[form.step]);
  // Without a question for the training code on this page, the code travels on.
  if (form.step === 'danger' && form.audience === 'public') here.delete('trainingCode');
  const asked = new Set(questionsFor(form.audience, form.language).items.map((item) => item.id));
  const all: Record<string, string> = {
    step: form.step,
    language: form.language,
    audience: form.audience,
    form: form.form,
    ...form.text,
    ...form.choice,
    ...Object.fromEntries(
      Object.entries(form.answers)
        .filter(([id]) => form.step !== 'questions' || !asked.has(id))
        .map(([id, answer]) => [`q_${id}`, answer]),
    ),
  };
  return carried(Object.fromEntries(Object.entries(all).filter(([name]) => !here.has(name))));
}

const bodies: Record<Step, (asked: Asked) => Html> = {
  danger: dangerStep,
  now: nowStep,
  seen: seenStep,
  questions: questionsStep,
  contact: contactStep,
  check: checkStep,
};

/** The page of a step, with everything that was typed before. `notice` is said above it: a limit, a busy system. */
export function stepPage(
  scene: Scene,
  form: Filled,
  problems: readonly FormProblem[] = [],
  notice?: string,
): string {
  const asked = { scene, form, problems };
  const shown = problems.map(({ field, word }) => ({ field, text: scene.t(words(word)) }));
  const number = steps.indexOf(form.step as (typeof steps)[number]);
  return page(
    scene,
    html`${notice ? html`<div class="problems" role="alert"><p>${notice}</p></div>` : null}
      ${problemList(scene, shown)}
      <form method="post" action="/tip" novalidate>
        ${languageChoice(scene, form.step === 'danger')}
        ${number >= 0 ? html`<p class="progress">${scene.t('step', { n: number + 1, of: steps.length })}</p>` : null}
        ${hidden(form)}
        <div class="trap">
          <label for="website">${scene.t('website')}</label
          ><input
            type="text"
            id="website"
            name="website"
            value="${form.website}"
            tabindex="-1"
            autocomplete="off"
            aria-describedby="website-help"
          /><span id="website-help">${scene.t('website.help')}</span>
        </div>
        ${bodies[form.step](asked)}
      </form>`,
    { problem: problems.length > 0 },
  );
}

function buttons(
  { scene }: Asked,
  go: { forward: string; word: Word; back: boolean; urgent?: boolean },
): Html {
  return html`<div class="buttons">
    <button class="primary${go.urgent ? ' urgent' : ''}" name="go" value="${go.forward}">
      ${scene.t(go.word)}
    </button>
    ${go.back ? html`<button class="quiet" name="go" value="back">${scene.t('back')}</button>` : null}
  </div>`;
}

function dangerStep(asked: Asked): Html {
  const { scene, form } = asked;
  const own = form.audience !== 'public' && form.audience !== 'other';
  return html`${own ? html`<p class="audience">${scene.t(words(`audience.${form.audience}`))}</p>` : null}
    ${choice(asked, 'danger', { heading: true, help: 'danger.help' })}
    ${own ? text(asked, 'trainingCode', { help: 'trainingCode.help' }) : null}
    ${buttons(asked, { forward: 'next', word: 'next', back: false })}
    <div class="about">
      <p>${scene.t('intro')}</p>
      <p>${scene.t('intro.private')}</p>
      <p><a href="/tip/receipt/${scene.language}">${scene.t('intro.receipt')}</a></p>
    </div>`;
}

function nowStep(asked: Asked): Html {
  const { scene } = asked;
  const number = scene.settings.emergency;
  return html`<div class="call">
      <h1>${scene.t('now.title')}</h1>
      <p><a class="phone" href="tel:${number.replace(/[^\d+]/g, '')}">${scene.t('now.call')}</a></p>
      <p>${scene.t('now.text')}</p>
    </div>
    <p>${scene.t('now.then')}</p>
    ${text(asked, 'what', { label: 'now.what', lines: 4, needed: true })}
    ${text(asked, 'place', { label: 'now.place', help: 'now.place.help', lines: 2 })}
    ${text(asked, 'contactWay', { label: 'now.contact', help: 'now.contact.help', mode: 'tel' })}
    ${buttons(asked, { forward: 'send', word: 'send.now', back: true, urgent: true })}`;
}

function seenStep(asked: Asked): Html {
  const { scene, form } = asked;
  const moved = form.audience === 'transport';
  const rest = html`${text(asked, 'languagesHeard')}${text(asked, 'vehicle')}${text(asked, 'phones')}${text(asked, 'onlineLinks', { lines: 2 })}
  ${moved ? null : journey(asked)}${text(asked, 'howKnown', { help: 'howKnown.help' })}`;
  const filled = [
    'languagesHeard',
    'vehicle',
    'phones',
    'onlineLinks',
    'departure',
    'destination',
    'howKnown',
  ] as const;
  const open = filled.some((name) => form.text[name] !== '') || form.choice.transportMode !== '';
  return html`<h1>${scene.t('seen.title')}</h1>
${text(asked, 'what', { help: 'what.help', lines: 7, needed: true })}
${text(asked, 'place', { help: 'place.help', lines: 2 })}
${text(asked, 'happened', { help: 'happened.help' })}
${choice(asked, 'ongoing')}
${choice(asked, 'personsRange')}
${choice(asked, 'minors')}
${moved ? journey(asked) : null}
<details${open ? html` open` : null}><summary>${scene.t('more')}</summary>${rest}</details>
${buttons(asked, { forward: 'next', word: 'next', back: true })}`;
}

function journey(asked: Asked): Html {
  const { scene, form } = asked;
  const options = ['', ...choicesOf('transportMode')].map(
    (value) =>
      html`<option value="${value}" ${value === form.choice.transportMode ? html` selected` : null}>
        ${scene.t(words(`transportMode.${value || 'none'}`))}
      </option>`,
  );
  return html`<div class="field">
      <label for="transportMode"
        >${scene.t('transportMode')} <span class="optional">(${scene.t('optional')})</span></label
      >
      <select id="transportMode" name="transportMode">
        ${options}
      </select>
    </div>
    ${text(asked, 'departure')}${text(asked, 'destination')}`;
}

function questionsStep(asked: Asked): Html {
  const { scene, form } = asked;
  const { note, items } = questionsFor(form.audience, form.language);
  const options = (['yes', 'no', 'unknown'] as const).map((value) => ({
    value,
    label: scene.t(`answer.${value}`),
  }));
  return html`<h1>${scene.t('questions.title')}</h1>
    <p>${scene.t('questions.help')}</p>
    <p class="note">${note}</p>
    ${items.map((item) =>
      choiceField({
        name: `q_${item.id}`,
        legend: item.question,
        value: form.answers[item.id] ?? '',
        options,
        help: item.help ?? undefined,
        compact: true,
      }),
    )}
    ${buttons(asked, { forward: 'next', word: 'next', back: true })}`;
}

function contactStep(asked: Asked): Html {
  const { scene } = asked;
  return html`<h1>${scene.t('contact.title')}</h1>
    <p>${scene.t('contact.help')}</p>
    <p class="note">${scene.t('contact.warning')}</p>
    ${text(asked, 'contactWay', { mode: 'tel' })} ${text(asked, 'contactWhen', { help: 'contactWhen.help' })}
    ${text(asked, 'contactName', { help: 'contactName.help' })}
    ${buttons(asked, { forward: 'next', word: 'next', back: true })}`;
}

function checkStep(asked: Asked): Html {
  const { scene, form } = asked;
  const { items } = questionsFor(form.audience, form.language);
  const answered = items.filter((item) => item.id in form.answers).length;
  const answer = (value: string) => (value === '' ? '–' : scene.t(words(`answer.${value}`)));
  const row = (word: Word, value: string, step: Step) =>
    html`<div class="row">
      <dt>${scene.t(word)}</dt>
      <dd class="typed" dir="auto">${value}</dd>
      <dd class="change">
        <button
          class="quiet"
          name="go"
          value="edit:${step}"
          aria-label="${scene.t('change.what', { what: scene.t(word) })}"
        >
          ${scene.t('change')}
        </button>
      </dd>
    </div>`;
  const told = textFields.filter((name) => form.text[name].trim() !== '' && !name.startsWith('contact'));
  return html`<h1>${scene.t('check.title')}</h1>
    <p>${scene.t('check.help')}</p>
    <dl class="summary">
      ${row('check.danger', answer(form.choice.danger), 'danger')}
      ${told.map((name) => row(name, form.text[name].trim(), name === 'trainingCode' ? 'danger' : 'seen'))}
      ${row('ongoing', answer(form.choice.ongoing), 'seen')}
      ${row('personsRange', form.choice.personsRange === '' ? '–' : scene.t(words(`personsRange.${form.choice.personsRange}`)), 'seen')}
      ${row('minors', answer(form.choice.minors), 'seen')}
      ${row('check.answers', scene.t('check.answered', { n: answered, of: items.length }), 'questions')}
      ${row('check.contact', scene.t(form.text.contactWay.trim() === '' ? 'check.anonymous' : 'check.given'), 'contact')}
    </dl>
    ${buttons(asked, { forward: 'send', word: 'send', back: true })}`;
}
