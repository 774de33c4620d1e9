import { indicatorSummary, type Answer } from '../taskforce/tips/indicators/summary.ts';
import { questionsFor, type Filled } from './form.ts';
import { page, type Scene } from './frame.ts';
import { html, type Html } from './html.ts';
import { pictureForm } from './pictures.ts';

/** Where else to turn, of the routes that answers may lead to. */
const elsewhere = [
  'child_protection',
  'labor_department',
  'medical_care',
  'own_protocol',
  'bank_report',
  'victim_services',
] as const;

/** After sending: the code, what happens next, and where else to turn. */
export function sentPage(scene: Scene, form: Filled, code: string): string {
  const { pack } = questionsFor(form.audience, form.language);
  const given = { ...form.answers, minor: form.choice.minors } as Record<string, Answer>;
  const routes = indicatorSummary(pack, given).routes.flatMap(({ route }) =>
    elsewhere.filter((one) => one === route),
  );
  return page(
    scene,
    html`<h1>${scene.t('sent.title')}</h1>
      <div class="code">
        <h2 id="code-title">${scene.t('sent.code')}</h2>
        <p class="code-itself" dir="ltr" aria-labelledby="code-title" data-code>${code}</p>
        <p>${scene.t('sent.keep')}</p>
      </div>
      ${form.choice.danger === 'yes' ? html`<p class="note">${scene.t('sent.danger')}</p>` : null}
      <h2>${scene.t('sent.next')}</h2>
      <ol>
        ${(['sent.next.1', 'sent.next.2', 'sent.next.3'] as const).map((word) => html`<li>${scene.t(word)}</li>`)}
      </ol>
      ${
        routes.length > 0
          ? html`<h2>${scene.t('sent.routes')}</h2>
              <ul>
                ${routes.map((route) => html`<li>${scene.t(`route.${route}`)}</li>`)}
              </ul>`
          : null
      }
      ${hotline(scene)} ${pictureForm(scene, code)}
      <p><a href="/tip/receipt/${scene.language}">${scene.t('sent.check')}</a></p>
      <p class="help">${scene.t('sent.close')}</p>`,
  );
}

/** The installation's hotline, when it has set one. */
export function hotline({ t, settings }: Scene): Html | null {
  if (settings.hotlineNumber === '') return null;
  return html`<p>${t('sent.hotline', { name: settings.hotlineName, number: settings.hotlineNumber })}</p>`;
}
