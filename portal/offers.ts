import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DECLINES } from '../bridge/messages.ts';
import { readLinkCode, type GuestOffer, type GuestOffers } from '../taskforce/referrals/guest.ts';
import type { PortalSettings } from './frame.ts';
import { html, type Html } from './html.ts';
import { Limits } from './limits.ts';
import { declineWords, needWord, offerWords, type OfferLanguage } from './offer-words.ts';
import { portalPolicy } from './policy.ts';
import { preferred } from './words.ts';

export type OfferPagesOptions = {
  offers: GuestOffers;
  settings(): Promise<PortalSettings>;
  clock(): Date;
};

/** Holds the code and the token of the one device; it lives no longer than the longest offer. */
const COOKIE = '__Secure-concert-offer';
const cookie = (value: string, seconds: number) =>
  `${COOKIE}=${value}; Path=/offer; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Strict`;

/**
 * The pages of one-time links under /offer: a provider without an installation opens an offer once, on one device, and
 * accepts or declines. Plain forms without script. Codes that are wrong, used, expired or withdrawn look the same, and
 * nothing of a visitor is stored or logged.
 */
export async function offerRoutes(app: FastifyInstance, options: OfferPagesOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4096 },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', portalPolicy);
      reply.header('cache-control', 'no-store');
      reply.header('referrer-policy', 'no-referrer');
    });
    const limits = new Limits();
    const within = (request: FastifyRequest) => limits.admit(request.ip, 'offer', options.clock());
    scope.get('/offer', async (request, reply) =>
      show(options, request, reply, held(request)?.code ?? null, within(request)),
    );
    scope.get<{ Params: { code: string } }>('/offer/:code', async (request, reply) =>
      show(options, request, reply, readLinkCode(request.params.code.slice(0, 60)) ?? '', within(request)),
    );
    scope.post('/offer', async (request, reply) => act(options, request, reply, within(request)));
  });
}

/** Code and device of this browser, if it opened an offer. */
function held(request: FastifyRequest): { code: string; device: string } | null {
  const found = new RegExp(`(?:^|; )${COOKIE}=([a-z0-9]{24})\\.([0-9a-f]{64})(?:;|$)`).exec(
    request.headers.cookie ?? '',
  );
  return found ? { code: found[1]!, device: found[2]! } : null;
}

type Scene = { settings: PortalSettings; language: OfferLanguage; t: (typeof offerWords)['en'] };
async function sceneOf(options: OfferPagesOptions, request: FastifyRequest): Promise<Scene> {
  const settings = await options.settings();
  const asked = (request.query as { lang?: string }).lang;
  const language =
    asked === 'es' || asked === 'en'
      ? asked
      : preferred(request.headers['accept-language'], ['en', 'es']) === 'es'
        ? 'es'
        : 'en';
  return { settings, language, t: offerWords[language] };
}

const send = (reply: FastifyReply, text: string, status = 200) =>
  reply.status(status).type('text/html; charset=utf-8').send(text);

/** What a code shows now; `null` asks for the code. */
async function show(
  options: OfferPagesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  code: string | null,
  admitted: boolean,
): Promise<FastifyReply> {
  const scene = await sceneOf(options, request);
  if (!admitted) return send(reply, page(scene, html`<p role="alert">${scene.t.many}</p>`), 429);
  if (code === null) return send(reply, page(scene, codeForm(scene)));
  const device = held(request)?.device ?? '';
  const seen = code === '' ? { standing: 'closed' as const } : await options.offers.look(code, device);
  if (seen.standing === 'open') return send(reply, page(scene, offerBody(scene, seen.offer, false)));
  if (seen.standing === 'fresh') return send(reply, page(scene, freshBody(scene, code)));
  return send(reply, page(scene, closedBody(scene)), 404);
}

async function act(
  options: OfferPagesOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  admitted: boolean,
) {
  const scene = await sceneOf(options, request);
  if (!admitted) return send(reply, page(scene, html`<p role="alert">${scene.t.many}</p>`), 429);
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const go = form.get('go');
  if (go === 'look' || go === 'open') {
    const code = readLinkCode((form.get('code') ?? '').slice(0, 60));
    if (code === null || go === 'look') return show(options, request, reply, code ?? '', true);
    const device = randomBytes(32).toString('hex');
    if (!(await options.offers.open(code, device))) return show(options, request, reply, code, true);
    reply.header('set-cookie', cookie(`${code}.${device}`, 31 * 86_400));
    return reply.redirect(scene.language === 'es' ? '/offer?lang=es' : '/offer', 303);
  }
  const mine = held(request);
  if (mine === null || (go !== 'accept' && go !== 'decline')) return show(options, request, reply, '', true);
  const reason = DECLINES.find((one) => one === form.get('reason')) ?? null;
  if (go === 'decline' && reason === null) {
    const seen = await options.offers.look(mine.code, mine.device);
    if (seen.standing === 'open') return send(reply, page(scene, offerBody(scene, seen.offer, true)), 422);
  }
  const to = go === 'accept' ? 'accepted' : 'declined';
  const done = await options.offers.answer(mine.code, mine.device, to, go === 'accept' ? null : reason);
  reply.header('set-cookie', cookie('', 0));
  return done
    ? send(
        reply,
        page(
          scene,
          html`<h1>${scene.t.done}</h1>
            <p>${scene.t.doneHelp}</p>`,
        ),
      )
    : send(reply, page(scene, closedBody(scene)), 404);
}

const codeForm = ({ t }: Scene): Html =>
  html`<h1>${t.title}</h1>
    <form method="post" action="/offer">
      <div class="field">
        <label for="code">${t.code}</label>
        <p class="help" id="code-help">${t.codeHelp}</p>
        <input
          type="text"
          id="code"
          name="code"
          maxlength="60"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-describedby="code-help"
          required
        />
      </div>
      <div class="buttons"><button class="primary" name="go" value="look">${t.look}</button></div>
    </form>`;

const freshBody = ({ t }: Scene, code: string): Html =>
  html`<h1>${t.fresh}</h1>
    <p>${t.freshHelp}</p>
    <form method="post" action="/offer">
      <input type="hidden" name="code" value="${code}" />
      <div class="buttons"><button class="primary" name="go" value="open">${t.open}</button></div>
    </form>`;

const closedBody = ({ t }: Scene): Html =>
  html`<h1>${t.closed}</h1>
    <p>${t.closedWhy}</p>
    <p><a href="/offer">${t.code}</a></p>`;

function offerBody({ t, language, settings }: Scene, offer: GuestOffer, reasonMissing: boolean): Html {
  const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
  const moment = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: offer.zone,
    timeZoneName: 'long',
  });
  const lines: [string, string | null][] = [
    [t.alias, offer.alias],
    [t.age, t[`age_${offer.age}`]],
    [t.language, offer.language && (names.of(offer.language) ?? offer.language)],
    [t.interpreter, offer.interpreter ? t.yes : t.no],
    [t.needs, offer.needs.map((need) => needWord(language, need)).join(', ')],
    [t.urgency, t[`urgency_${offer.urgency}`]],
    [t.safety, offer.safetyWarnings],
    [t.contact, offer.contactHow],
    [t.agreed, offer.agreedOn],
    [t.answerBy, moment.format(new Date(offer.answerBy))],
  ];
  const by = t.by
    .replace('{person}', offer.askedBy)
    .replace('{agency}', offer.agency)
    .replace('{provider}', offer.provider);
  return html`<h1>${t.title}</h1>
    <p>${by} (${settings.installation})</p>
    <p class="note">${t.theirs}</p>
    <dl class="facts">
      ${lines
        .filter(([, value]) => value !== null)
        .map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd dir="auto">${value}</dd>`,
        )}
    </dl>
    <p><strong>${t.note}</strong></p>
    <form method="post" action="/offer">
      <div class="buttons"><button class="primary" name="go" value="accept">${t.accept}</button></div>
    </form>
    <form method="post" action="/offer">
      <div class="field">
        <label for="reason">${t.reason}</label>
        ${reasonMissing ? html`<p class="wrong" id="reason-problem" role="alert">${t.reasonNeeded}</p>` : null}
        <select
          id="reason"
          name="reason"
          ${reasonMissing ? html` aria-invalid="true" aria-describedby="reason-problem"` : null}
        >
          <option value=""></option>
          ${declineWords(language).map(([code, word]) => html`<option value="${code}">${word}</option>`)}
        </select>
      </div>
      <div class="buttons"><button class="primary" name="go" value="decline">${t.decline}</button></div>
    </form>`;
}

/** A whole page: the way out comes first. The style sheet and the script of the way out are those of the tip pages. */
function page({ t, language, settings }: Scene, body: Html): string {
  const other = language === 'es' ? 'en' : 'es';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${t.title}</title>
        <link rel="stylesheet" href="/tip/assets/tip.css" />
        <script src="/tip/assets/exit.js" defer></script>
      </head>
      <body>
        <header class="bar">
          <a class="exit" href="${settings.exitUrl}" rel="noreferrer noopener nofollow" data-exit
            >${t.exit}</a
          >
        </header>
        <a class="skip" href="#main">${t.skip}</a>
        <div class="sheet">
          <p class="installation">${settings.installation}</p>
          <main id="main" tabindex="-1">${body}</main>
          <p><a href="?lang=${other}" lang="${other}" hreflang="${other}">${t.other}</a></p>
        </div>
      </body>
    </html>`.text;
}
