import type { KeyObject } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { RPCHandler } from '@orpc/server/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Actor, Door } from '../database/door.ts';
import { problemOf } from '../database/codes.ts';
import { findSession, type SignInHouse } from '../identity/sign-in.ts';
import { limits } from '../identity/rules.ts';
import { Problem } from '../problems.ts';
import { serveWeb } from './web.ts';
import { asRpcError, type Context } from '../rpc/room.ts';
import { makeSpeech, spokenAnswer, type Speech } from '../rpc/speech.ts';

/**
 * Name of the session cookie unless a wing has one of its own: cookies know no ports, so two wings on one host name
 * must not share it. A browser takes the `__Host-` prefix only for a cookie that is Secure, without a domain and for
 * the whole origin.
 */
export const cookieName = '__Host-concert';

export type HttpOptions<Tables> = {
  /** oRPC router of all rooms. */
  router: Record<string, unknown>;
  door: Door<Tables>;
  signIn: SignInHouse;
  clock: Clock;
  /** Under which inputs are hashed for receipts (`kit/rpc/receipts.ts`). */
  receiptKey: KeyObject;
  /** Further routes: public pages, files, the web app. */
  routes?: (app: FastifyInstance, tools: RouteTools) => Promise<void> | void;
  /** Called with a problem that is our fault; never with what a person typed. */
  report?: (where: string, error: unknown) => void;
  trustProxy?: boolean;
  /** Folder of the built web application. */
  webDir?: string;
  /** In which languages refusals can be said besides English; asked for by `accept-language`. */
  speech?: Speech;
  /** Name of the session cookie; begins with `__Host-`. */
  cookie?: `__Host-${string}`;
};

export type RouteTools = {
  /** The actor of a request, refused with a problem when the session is locked. */
  actorOf(request: FastifyRequest): Promise<Actor>;
  sendProblem(reply: FastifyReply, error: unknown): FastifyReply;
};

/** The secret a request shows: the session cookie, or a bearer token of a program. */
function secretOf(
  request: FastifyRequest,
  cookie: string,
): { secret: string; by: 'cookie' | 'token' } | null {
  const bearer = /^Bearer ([0-9a-f]{64})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) return { secret: bearer, by: 'token' };
  const held = request.cookies[cookie];
  return held && /^[0-9a-f]{64}$/.test(held) ? { secret: held, by: 'cookie' } : null;
}

/** Remembers for a minute that a session was touched, so that a busy page does not write every time. */
class Touches {
  #seen = new Map<string, number>();
  readonly #house: SignInHouse;
  constructor(house: SignInHouse) {
    this.#house = house;
  }
  async touch(secret: string): Promise<'open' | 'locked' | 'none'> {
    const session = await findSession(this.#house, secret);
    if (!session) return 'none';
    if (session.state === 'locked') return 'locked';
    const now = Date.now();
    if (now - (this.#seen.get(session.id) ?? 0) > 60_000) {
      if (this.#seen.size > 10_000) this.#seen.clear();
      this.#seen.set(session.id, now);
      await this.#house.pool
        .query('update kit.sessions set last_seen_at = now() where id = $1', [session.id])
        .catch((error: unknown) => Promise.reject(problemOf(error)));
    }
    return 'open';
  }
}

/** Makes the HTTP server of a wing: typed calls under /rpc, the same as an open API under /api, and its pages. */
export async function makeServer<Tables>(options: HttpOptions<Tables>): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: 1_048_576,
    logger: false,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 200 },
  });
  const touches = new Touches(options.signIn);
  const speech = options.speech ?? makeSpeech({});
  const sendProblem: RouteTools['sendProblem'] = (reply, error) => sendSpoken(reply, error, speech);
  await guardBrowser(app);
  app.setErrorHandler((error, _request, reply) => sendProblem(reply, error));
  const sendPage = options.webDir ? await serveWeb(app, options.webDir) : () => false;
  app.setNotFoundHandler((request, reply) =>
    sendPage(request, reply) ? reply : sendProblem(reply, new Problem('missing')),
  );
  const handlerOptions = {
    clientInterceptors: [
      async ({
        next,
        path,
        context,
      }: {
        next: () => Promise<unknown>;
        path: readonly string[];
        context: Context<Tables>;
      }) => {
        try {
          return spokenAnswer(await next(), speech, context.language);
        } catch (error) {
          const sent = asRpcError(error, speech, context.language);
          if (sent.status >= 500 && sent.code === 'internal') options.report?.(path.join('.'), error);
          throw sent;
        }
      },
    ],
  };
  const rpc = new RPCHandler<Context<Tables>>(options.router as never, handlerOptions as never);
  const api = new OpenAPIHandler<Context<Tables>>(options.router as never, handlerOptions as never);
  const call =
    (handler: typeof rpc | typeof api, prefix: `/${string}`) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const context = await contextOf(request, reply, options, touches, speech);
      const { matched } = await handler.handle(request, reply, { prefix, context } as never);
      if (!matched)
        return sendProblem(
          reply,
          new Problem('missing', {
            fields: [
              {
                path: 'url',
                problem: 'unknown_procedure',
                remedy: 'Look up the procedure at /api/openapi.json.',
              },
            ],
          }),
        );
      return reply;
    };
  app.post('/rpc/*', call(rpc, '/rpc'));
  app.post('/api/*', call(api, '/api'));
  await options.routes?.(app, {
    sendProblem,
    actorOf: async (request) => (await contextOf(request, undefined, options, touches, speech)).visit.actor,
  });
  return app;
}

async function guardBrowser(app: FastifyInstance): Promise<void> {
  await app.register(cookie);
  await app.register(compress, { global: true, threshold: 2048 });
  await app.register(helmet, {
    enableCSPNonces: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        manifestSrc: ["'self'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: 'no-referrer' },
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (request.url.startsWith('/rpc/') && request.headers['accept-encoding'])
      reply.header('vary', 'accept-encoding, accept-language');
  });
}

async function contextOf<Tables>(
  request: FastifyRequest,
  reply: FastifyReply | undefined,
  options: HttpOptions<Tables>,
  touches: Touches,
  speech: Speech,
): Promise<Context<Tables>> {
  const cookie = options.cookie ?? cookieName;
  const shown = secretOf(request, cookie);
  if (shown?.by === 'cookie' && request.method === 'POST') refuseForeignPage(request);
  let actor: Actor = 'visitor';
  if (shown) {
    const state = await touches.touch(shown.secret);
    const open = /^\/(rpc|api)\/identity\/(unlock|signOut|state|demoFactors|signIn|lock)$/.test(request.url);
    if (state === 'locked' && !open) throw new Problem('session_locked');
    if (state !== 'none') actor = { secret: shown.secret };
  }
  const key = request.headers['idempotency-key'];
  return {
    door: options.door,
    idempotencyKey: typeof key === 'string' ? key : undefined,
    receiptKey: options.receiptKey,
    stepUpSeconds: limits.stepUpMinutes * 60,
    language: speech.languageOf(request.headers['accept-language']),
    visit: {
      actor,
      now: options.clock(),
      bucket: bucketOf(request.ip),
      keep: (secret) => {
        if (secret === null)
          reply?.clearCookie(cookie, { path: '/', secure: true, httpOnly: true, sameSite: 'strict' });
        else
          reply?.setCookie(cookie, secret, {
            path: '/',
            secure: true,
            httpOnly: true,
            sameSite: 'strict',
            maxAge: limits.sessionHours * 3600,
          });
      },
    },
  };
}

/** A page of another origin cannot send our header or JSON without asking first; this refuses it besides SameSite. */
function refuseForeignPage(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (request.headers['x-concert'] !== '1' || (site !== undefined && site !== 'same-origin')) {
    throw new Problem('not_permitted', {
      fields: [
        {
          path: 'x-concert',
          problem: 'foreign_page',
          remedy: 'Programs send a bearer token; pages of Concert send the header x-concert: 1.',
        },
      ],
    });
  }
}

/** Network part of an address, for limits: /24 or /56. */
function bucketOf(ip: string): string {
  return ip.includes(':') ? ip.split(':').slice(0, 4).join(':') : ip.split('.').slice(0, 3).join('.');
}

function sendSpoken(reply: FastifyReply, error: unknown, speech: Speech): FastifyReply {
  const status = (error as { statusCode?: number } | null)?.statusCode;
  const known =
    error instanceof Problem
      ? error
      : status === 413
        ? new Problem('too_large')
        : status === 429
          ? new Problem('too_many')
          : status !== undefined && status < 500
            ? new Problem('bad_input', {
                fields: [
                  {
                    path: 'body',
                    problem: 'unreadable',
                    remedy: 'Send JSON with the content type application/json.',
                  },
                ],
              })
            : problemOf(error);
  const language = speech.languageOf(reply.request.headers['accept-language']);
  const sent = asRpcError(known, speech, language).toJSON();
  if (sent.status === 503) reply.header('retry-after', '2');
  return reply.status(sent.status).send({ json: sent, ...sent });
}
