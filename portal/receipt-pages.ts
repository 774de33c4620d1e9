import type { Standing } from '../taskforce/tips/public.ts';
import { longest } from '../taskforce/tips/contract-lists.ts';
import { languageChoice, page, problemList, textField, type Scene } from './frame.ts';
import { html, type Html } from './html.ts';
import { pictureForm } from './pictures.ts';

type Told = Standing | { standing: 'answered' } | null;

/** Look up a code, read the question, leave an answer. The code travels in the form, never in the address. */
export function receiptPage(
  scene: Scene,
  code: string,
  told: Told,
  more: { notice?: string; answer?: string; answerNeeded?: boolean } = {},
): string {
  const { t, language } = scene;
  const problems = more.answerNeeded ? [{ field: 'answer', text: t('problem.answerNeeded') }] : [];
  return page(
    scene,
    html`${more.notice ? html`<div class="problems" role="alert"><p>${more.notice}</p></div>` : null}
      ${problemList(scene, problems)}
      <form method="post" action="/tip/receipt" novalidate>
        ${languageChoice(scene, false)}
        <input type="hidden" name="language" value="${language}" />
        <h1>${t('receipt.title')}</h1>
        ${told ? html`<div class="standing" role="status">${standing(scene, told)}</div>` : null}
        ${told?.standing === 'question' ? question(scene, code, more) : lookUp(scene, code, told !== null)}
      </form>
      ${told && told.standing !== 'unknown' && code !== '' ? pictureForm(scene, code) : null}`,
    { problem: problems.length > 0 },
  );
}

function standing({ t }: Scene, told: NonNullable<Told>): Html {
  if (told.standing === 'question')
    return html`<h2>${t('receipt.question')}</h2>
      <p class="question" dir="auto">${told.question}</p>`;
  return html`<p>${t(`receipt.${told.standing}`)}</p>`;
}

function lookUp({ t }: Scene, code: string, again: boolean): Html {
  return html`${textField({ name: 'code', label: t('receipt.code'), help: t('receipt.code.help'), value: code, max: 60 })}
    <div class="buttons">
      <button class="primary" name="go" value="look">${t(again ? 'receipt.again' : 'receipt.look')}</button>
    </div>`;
}

function question({ t }: Scene, code: string, more: { answer?: string; answerNeeded?: boolean }): Html {
  return html`<input type="hidden" name="code" value="${code}" />
    ${textField({
      name: 'answer',
      label: t('receipt.answer'),
      help: t('receipt.answer.help'),
      problem: more.answerNeeded ? t('problem.answerNeeded') : undefined,
      value: more.answer ?? '',
      max: longest.message,
      lines: 6,
    })}
    <div class="buttons"><button class="primary" name="go" value="answer">${t('send')}</button></div>`;
}
