import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PublicTips } from '../taskforce/tips/public.ts';
import { longest } from '../taskforce/tips/contract-lists.ts';
import { audiences, type Audience } from '../taskforce/vocabulary/tips.ts';
import { emptyForm, problemsOf, readForm, steps, told, type Filled, type Step } from './form.ts';
import { page, sceneOf, type PortalSettings, type Scene } from './frame.ts';
import { html } from './html.ts';
import { Limits } from './limits.ts';
import { stepPage } from './pages.ts';
import { picturesPage, receivePictures, takePictures } from './pictures.ts';
import { portalPolicy } from './policy.ts';
import { receiptPage } from './receipt-pages.ts';
import { sentPage } from './sent-page.ts';
import { chosen, files as languages, isLanguage, preferred, type Language, type Word } from './words.ts';

export type PortalOptions = {
  tips: PublicTips;
  settings(): Promise<PortalSettings>;
  clock(): Date;
};

const asset = (name: string) =>
  readFileSync(fileURLToPath(new URL(`./assets/${name}`, import.meta.url)), 'utf8');

/** Longest form in bytes: all fields full, in a script of three bytes a letter, percent-encoded. */
const bodyLimit = 262_144;

const slugs = new Map<string, Audience>(
  audiences
    .filter((one) => one !== 'public' && one !== 'other')
    .map((one) => [one.replaceAll('_', '-'), one]),
);

/**
 * The public tip pages under /tip: plain forms that work without script and without cookies. What was typed travels
 * in the form from step to step; nothing of the visitor (address, browser, languages) is stored or logged.
 */
export async function portalRoutes(app: FastifyInstance, options: PortalOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', portalPolicy);
      reply.header('cache-control', 'no-store');
    });
    scope.setErrorHandler((error, request, reply) => errorPage(options, request, reply, error));
    const limits = new Limits();
    assetRoutes(scope);
    formRoutes(scope, options, limits);
    receiptRoutes(scope, options, limits);
    await takePictures(scope);
    pictureRoutes(scope, options, limits);
    scope.get('/tip/*', (request, reply) => errorPage(options, request, reply, { statusCode: 404 }));
  });
}

function assetRoutes(scope: FastifyInstance): void {
  const kinds = { 'tip.css': 'text/css; charset=utf-8', 'exit.js': 'text/javascript; charset=utf-8' };
  for (const [name, kind] of Object.entries(kinds)) {
    const text = asset(name);
    scope.get(`/tip/assets/${name}`, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').type(kind).send(text),
    );
  }
}

const send = (reply: FastifyReply, text: string, status = 200) =>
  reply.status(status).type('text/html; charset=utf-8').send(text);

function formRoutes(scope: FastifyInstance, options: PortalOptions, limits: Limits): void {
  const begin =
    (audience: Audience, language: Language | null) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const settings = await options.settings();
      const spoken = languageAsked(settings, language, request);
      return send(reply, stepPage(sceneOf(settings, spoken), emptyForm(audience, spoken)));
    };
  for (const [path, language] of pathsIn('/tip')) {
    scope.get(path, begin('public', language));
    for (const [slug, audience] of slugs) scope.get(`${path}/${slug}`, begin(audience, language));
  }
  scope.post('/tip', async (request, reply) => {
    const sent = sentForm(request);
    const { languages: on } = await options.settings();
    const form = readForm(sent, on);
    const scene = (language: Language) => options.settings().then((settings) => sceneOf(settings, language));
    if (!limits.admit(request.ip, 'page', options.clock())) {
      const here = await scene(form.language);
      return send(reply, stepPage(here, form, [], here.t('problem.tooMany')), 429);
    }
    const go = sent.get('go') ?? 'next';
    const language = languageChosen(go, on);
    if (language) {
      return send(reply, stepPage(await scene(language), { ...form, language }));
    }
    if (go === 'send') return handIn(options, limits, request, reply, await scene(form.language), form);
    return turn(reply, await scene(form.language), form, go);
  });
}

/** An address for the language the browser prefers, and one for each language. */
function pathsIn(path: string): [string, Language | null][] {
  const each = (Object.keys(languages) as Language[]).map((one): [string, Language] => [
    `${path}/${one}`,
    one,
  ]);
  return [[path, null], ...each];
}

/** The language of an address where it is switched on, else the one the browser prefers. */
function languageAsked(
  settings: PortalSettings,
  language: Language | null,
  request: FastifyRequest,
): Language {
  if (language !== null && settings.languages.includes(language)) return language;
  return preferred(request.headers['accept-language'], settings.languages);
}

/** The language whose button was pressed. */
function languageChosen(go: string, on: readonly Language[]): Language | null {
  const wanted = /^language:([a-z]{2})$/.exec(go)?.[1];
  return wanted !== undefined && isLanguage(wanted) && on.includes(wanted) ? wanted : null;
}

/** To the next step, back, or to a step that is to be changed. */
function turn(reply: FastifyReply, scene: Scene, form: Filled, go: string): FastifyReply {
  const wanted = /^edit:(\w+)$/.exec(go)?.[1];
  if (wanted !== undefined && (steps as readonly string[]).includes(wanted))
    return send(reply, stepPage(scene, { ...form, step: wanted as Step }));
  if (go === 'back') return send(reply, stepPage(scene, { ...form, step: before(form.step) }));
  const problems = problemsOf(form, form.step);
  if (problems.length > 0) return send(reply, stepPage(scene, form, problems), 422);
  return send(reply, stepPage(scene, { ...form, step: after(form) }));
}

function before(step: Step): Step {
  if (step === 'now') return 'danger';
  return steps[Math.max(0, steps.indexOf(step) - 1)] ?? 'danger';
}

function after(form: Filled): Step {
  if (form.step === 'danger' && form.choice.danger === 'yes') return 'now';
  const at = steps.indexOf(form.step as (typeof steps)[number]);
  return steps[Math.min(steps.length - 1, at + 1)] ?? 'check';
}

async function handIn(
  options: PortalOptions,
  limits: Limits,
  request: FastifyRequest,
  reply: FastifyReply,
  scene: Scene,
  form: Filled,
): Promise<FastifyReply> {
  const problems = problemsOf(form, form.step === 'now' ? 'now' : 'check');
  // A wrong field of another step is shown where it can be mended.
  if (problems.length > 0) {
    const step = form.step === 'now' ? 'now' : problems[0]!.field.startsWith('contact') ? 'contact' : 'seen';
    return send(reply, stepPage(scene, { ...form, step }, problems), 422);
  }
  if (!limits.admit(request.ip, 'send', options.clock()))
    return send(reply, stepPage(scene, form, [], scene.t('problem.tooMany')), 429);
  const { tip, contact } = told(form);
  try {
    const { code } = await options.tips.receive(tip, contact, form.form);
    return send(reply, sentPage(scene, form, code));
  } catch {
    // Whatever it was, the person keeps what they typed and can send it again.
    return send(reply, stepPage(scene, form, [], scene.t('problem.busy')), 503);
  }
}

function receiptRoutes(scope: FastifyInstance, options: PortalOptions, limits: Limits): void {
  for (const [path, language] of pathsIn('/tip/receipt'))
    scope.get(path, async (request, reply) => {
      const settings = await options.settings();
      return send(
        reply,
        receiptPage(sceneOf(settings, languageAsked(settings, language, request)), '', null),
      );
    });
  scope.post('/tip/receipt', async (request, reply) => {
    const sent = sentForm(request);
    const settings = await options.settings();
    const go = sent.get('go') ?? 'look';
    const changed = languageChosen(go, settings.languages);
    const scene = sceneOf(settings, changed ?? chosen(sent.get('language') ?? '', settings.languages));
    const code = (sent.get('code') ?? '').slice(0, 100);
    if (changed && sent.get('answer') === null) return send(reply, receiptPage(scene, code, null));
    if (!limits.admit(request.ip, 'receipt', options.clock()))
      return send(reply, receiptPage(scene, code, null, { notice: scene.t('problem.tooManyCodes') }), 429);
    const answer = (sent.get('answer') ?? '').trim().slice(0, longest.message);
    if (go === 'answer' && answer !== '')
      return send(reply, receiptPage(scene, code, await options.tips.answer(code, answer)));
    const standing = await options.tips.standing(code);
    return send(reply, receiptPage(scene, code, standing, { answer, answerNeeded: go === 'answer' }));
  });
}

function pictureRoutes(scope: FastifyInstance, options: PortalOptions, limits: Limits): void {
  scope.post('/tip/pictures', async (request, reply) => {
    const settings = await options.settings();
    const prefers = preferred(request.headers['accept-language'], settings.languages);
    if (!limits.admit(request.ip, 'pictures', options.clock()) || !request.isMultipart())
      return errorPage(options, request, reply, { statusCode: request.isMultipart() ? 429 : 400 });
    const { language, code, outcome } = await receivePictures(options.tips, request);
    const scene = sceneOf(settings, language === '' ? prefers : chosen(language, settings.languages));
    return send(reply, picturesPage(scene, code, outcome), outcome.wrong === null ? 200 : 422);
  });
}

function sentForm(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}

/** A page for what went wrong, without a word of what was sent. */
async function errorPage(
  options: PortalOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  const status = (error as { statusCode?: number } | null)?.statusCode ?? 503;
  const settings = await options.settings();
  const scene = sceneOf(settings, preferred(request.headers['accept-language'], settings.languages));
  const word: Word =
    status === 413
      ? 'error.large'
      : status === 429
        ? 'problem.tooMany'
        : status === 404
          ? 'error.missing'
          : 'error.other';
  const body = html`<h1>${scene.t('error.title')}</h1>
    <p>${scene.t(word)}</p>
    <p><a href="/tip">${scene.t('error.home')}</a></p>`;
  return send(reply, page(scene, body), status);
}
