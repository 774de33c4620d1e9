/**
 * The place downloads come from: an origin of its own that knows no cookie and no session, only tickets for one
 * download each. What people brought is never shown there, only saved: whatever a file holds, it cannot act in the
 * name of somebody who is signed in.
 */
import { createHash } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { sql } from 'kysely';
import { problemOf } from '../database/codes.ts';
import type { Door } from '../database/door.ts';
import { Problem } from '../problems.ts';
import { fileProblem } from './keeping.ts';
import { kindNamed } from './kinds.ts';
import { attachmentHeader } from './names.ts';
import type { FileStore } from './store.ts';

export type DownloadHouse = {
  door: Door<any>;
  store: FileStore;
  report?: ((where: string, error: unknown) => void) | undefined;
};

type Taken = { sha256: Buffer; bytes: number; kind: string; name: string };

const headers = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex',
} as const;

/** The server of downloads: GET /f/TICKET and nothing else. Let it listen at another host name than the application. */
export function downloadServer(house: DownloadHouse): FastifyInstance {
  const app = Fastify({ logger: false, exposeHeadRoutes: false, routerOptions: { maxParamLength: 64 } });
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
  app.setNotFoundHandler((_request, reply) => sendSentence(reply, new Problem('missing')));
  app.setErrorHandler((error, _request, reply) => {
    const known = problemOf(fileProblem(error));
    if (!(known instanceof Problem) || error instanceof Error) house.report?.('files.download', error);
    return sendSentence(reply, known instanceof Problem ? known : new Problem('internal'));
  });
  app.get<{ Params: { ticket: string } }>('/f/:ticket', async (request, reply) => {
    const taken = await take(house, request.params.ticket);
    if (!taken) return sendSentence(reply, new Problem('missing'));
    const { bytes, stream } = await house.store.get(taken.sha256.toString('hex'));
    stream.on('error', (error) => house.report?.('files.download', error));
    return reply
      .header('content-disposition', attachmentHeader(taken.name))
      .header('content-length', bytes)
      .type(kindNamed(taken.kind).mime)
      .send(stream);
  });
  return app;
}

async function take({ door }: DownloadHouse, ticket: string): Promise<Taken | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(ticket)) return undefined;
  const hash = createHash('sha256').update(ticket).digest();
  return door.asVisitor(async (db) => {
    const { rows } =
      await sql<Taken>`select sha256, bytes, kind, name from kit.take_file_ticket(${hash})`.execute(db);
    return rows[0];
  });
}

/** A person's browser stands here, so a sentence, no JSON. */
function sendSentence(reply: FastifyReply, problem: Problem): FastifyReply {
  const expired = 'This address was used already, or is older than a minute. Open the file again in Concert.';
  const sentence = problem.fields[0]?.remedy ?? (problem.code === 'missing' ? expired : problem.message);
  if (problem.status === 503) reply.header('retry-after', '2');
  return reply.status(problem.status).type('text/plain; charset=utf-8').send(`${sentence}\n`);
}
