/** Large tables over HTTP: the content as the body, the name in a header, so that neither stands in an address. */
import type { FastifyInstance } from 'fastify';
import type { Door } from '../../kit/database/door.ts';
import type { RouteTools } from '../../kit/http/server.ts';
import { Problem } from '../../kit/problems.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { keepContent, MOST_BYTES, openImport } from './files.ts';

/**
 * POST /imports/file, application/octet-stream: opens an import for the file. The header x-file-name holds the
 * name, percent-encoded. Answers `{ id }`.
 */
export async function importRoutes(
  app: FastifyInstance,
  tools: RouteTools,
  house: House,
  door: Door<Tables>,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));
    scope.post('/imports/file', { bodyLimit: MOST_BYTES }, async (request, reply) => {
      try {
        const actor = await tools.actorOf(request);
        const name = nameOf(request.headers['x-file-name']);
        const permitted = await door.as(actor, 'read', async (work) => work.can('imports.run'));
        if (!permitted) throw new Problem('not_permitted');
        const kept = await keepContent(house, name, request.body as AsyncIterable<Uint8Array>);
        const id = await door.as(actor, 'write', (work) => openImport(house, work, name, kept));
        return await reply.status(200).send({ id });
      } catch (error) {
        reply.header('connection', 'close');
        return tools.sendProblem(reply, error);
      }
    });
  });
}

function nameOf(header: string | string[] | undefined): string {
  try {
    const name = decodeURIComponent(String(header ?? ''));
    if (name.length > 0 && name.length <= 200) return name;
  } catch {
    // What cannot be decoded is no name either.
  }
  const remedy = 'Send the name of the file, percent-encoded, in the header x-file-name.';
  throw new Problem('bad_input', { fields: [{ path: 'x-file-name', problem: 'missing', remedy }] });
}
