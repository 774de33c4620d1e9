import type { KeyObject } from 'node:crypto';
/** Files over HTTP: they come in at the application, under a session, and go out at an origin without cookies. */
import { randomUUID } from 'node:crypto';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor, Door, Work } from '../database/door.ts';
import type { RouteTools } from '../http/server.ts';
import { Problem } from '../problems.ts';
import { fieldsOfIssues } from '../rpc/issues.ts';
import { withReceipt } from '../rpc/receipts.ts';
import { Upload } from './contract.ts';
import { fileProblem, recordFile, type Belonging } from './keeping.ts';
import { StoreFailure } from './refusal.ts';
import type { FileStore, StoredFile } from './store.ts';

/** Largest file accepted, unless the installation says otherwise: 100 MB. */
export const MAX_BYTES = 100_000_000;

/** @property maxBytes largest file, in bytes */
export type UploadHouse = {
  door: Door<any>;
  store: FileStore;
  /** Under which inputs are hashed for receipts. */
  receiptKey: KeyObject;
  maxBytes?: number;
  /** Kinds of records that people may add files to; what the program makes itself comes no other way. */
  scopes?: readonly string[];
  report?: ((where: string, error: unknown) => void) | undefined;
};

export type Received = { id: string; sha256: string; bytes: number; kind: string };

/**
 * POST /files, multipart/form-data: the fields scopeTable, scopeId and (several times, or one JSON list) handling,
 * then one file. The file is durable before its row is committed. With the header idempotency-key the same file for
 * the same record is received once.
 */
export async function uploadRoute(
  app: FastifyInstance,
  tools: Pick<RouteTools, 'actorOf' | 'sendProblem'>,
  house: UploadHouse,
): Promise<void> {
  await app.register(async (scope) => {
    const fileSize = (house.maxBytes ?? MAX_BYTES) + 1;
    const limits = { fieldNameSize: 60, fieldSize: 4_000, fields: 25, files: 1, parts: 27, fileSize };
    await scope.register(multipart, { throwFileSizeLimit: false, limits });
    scope.post('/files', async (request, reply) => {
      try {
        const actor = await tools.actorOf(request);
        return await reply.status(200).send(await receive(house, actor, request));
      } catch (error) {
        if (error instanceof StoreFailure) house.report?.('files.receive', error);
        // What is left of the body is not waited for.
        reply.header('connection', 'close');
        return tools.sendProblem(reply, uploadProblem(error));
      }
    });
  });
}

async function receive(house: UploadHouse, actor: Actor, request: FastifyRequest): Promise<Received> {
  if (actor === 'visitor') throw new Problem('not_signed_in');
  const { belonging, part } = await readForm(request);
  if (house.scopes && !house.scopes.includes(belonging.scopeTable)) throw new Problem('missing');
  await rehearse(house.door, actor, belonging);
  const stored = await house.store.put(part.file, {
    maxBytes: house.maxBytes ?? MAX_BYTES,
    declaredName: belonging.name,
  });
  const key = request.headers['idempotency-key'];
  const keep = () =>
    house.door.as(actor, 'write', async (work) => {
      const record = async (): Promise<Received> => ({
        id: await recordFile(work, house.store, stored, belonging),
        sha256: stored.sha256,
        bytes: stored.bytes,
        kind: stored.kind.kind,
      });
      if (typeof key !== 'string') return record();
      return (await withReceipt(
        work,
        { key, secret: house.receiptKey },
        'files.receive',
        { ...belonging, sha256: stored.sha256 },
        record,
      )) as Received;
    });
  try {
    return await keep();
  } catch (error) {
    // The same file sent twice at once: the second finds the receipt of the first.
    if (typeof key === 'string' && error instanceof Problem && error.code === 'already_done') return keep();
    throw error;
  }
}

/** The fields and the opened file. The fields stand first, so that nothing is read that has no place. */
async function readForm(request: FastifyRequest): Promise<{ belonging: Belonging; part: MultipartFile }> {
  if (!request.isMultipart()) throw badForm('body', 'Send the file as multipart/form-data.');
  const fields: Record<string, unknown> = {};
  const handling: unknown[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const read = Upload.safeParse({ ...fields, handling });
      if (!read.success) throw new Problem('bad_input', { fields: fieldsOfIssues(read.error.issues) });
      return { belonging: { ...read.data, name: part.filename ?? '' }, part };
    }
    if (part.fieldname === 'handling')
      handling.push(...(Array.isArray(part.value) ? part.value : [part.value]));
    else fields[part.fieldname] = part.value;
  }
  throw badForm('file', 'Send one file after the fields scopeTable, scopeId and handling.');
}

function badForm(path: string, remedy: string): Problem {
  return new Problem('bad_input', { fields: [{ path, problem: 'missing', remedy }] });
}

class Rehearsed extends Error {}

/**
 * Asks the database before the first byte what it will be asked after the last: may this account add a file there?
 * The row is tried and taken back, so the answer is that of the policies and of nothing else.
 */
async function rehearse(door: Door<any>, actor: Actor, belonging: Belonging): Promise<void> {
  const blank = randomUUID().replaceAll('-', '').repeat(2);
  const stored = { sha256: blank, bytes: 0, kind: { kind: 'text', name: '', mime: '', extensions: [] } };
  const store = { has: async () => true } as unknown as FileStore;
  try {
    await door.as(actor, 'write', async (work: Work<any>) => {
      await recordFile(
        work,
        store,
        stored satisfies Pick<StoredFile, 'sha256' | 'bytes' | 'kind'>,
        belonging,
      );
      throw new Rehearsed();
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
}

/** Errors of the form parser as problems; their own texts may repeat what was sent. */
function uploadProblem(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && code.startsWith('FST_'))
    return badForm(
      'body',
      'Send the form again, with at most one file and the fields that the reference names.',
    );
  if (error instanceof Error && /multipart|terminated early|boundary/i.test(error.message))
    return badForm('body', 'The form is cut off or not multipart/form-data. Send it again.');
  return fileProblem(error);
}
