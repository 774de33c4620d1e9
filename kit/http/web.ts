import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Serves the built web application: its hashed assets for ever, its page for every address that is a page of it,
 * so that a deep link opens. The page itself is never kept by the browser.
 * @returns what to do with an address nobody else knows: true when the page was sent
 */
export async function serveWeb(
  app: FastifyInstance,
  dir: string,
): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  if (!existsSync(join(dir, 'index.html'))) return () => false;
  const page = readFileSync(join(dir, 'index.html'));
  await app.register(fastifyStatic, {
    root: dir,
    index: false,
    serveDotFiles: false,
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const send = (reply: FastifyReply) =>
    reply.status(200).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
  app.get('/', (_request, reply) => send(reply));
  return (request, reply) => {
    const wanted =
      request.method === 'GET' &&
      (request.headers.accept ?? '').includes('text/html') &&
      !/^\/(rpc|api|files|assets|tip)\b/.test(request.url);
    if (wanted) send(reply);
    return wanted;
  };
}
