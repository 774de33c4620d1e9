import { sql } from 'kysely';
import type { Work } from '../kit/database/door.ts';
import { refused } from '../kit/problems.ts';
import { messages, type MessageBody, type MessageKind } from './messages.ts';

/**
 * Puts a message on its way in the transaction of a handler: it leaves when the handler's work is kept, and not
 * otherwise. The account needs the permission `bridge.` and the first word of the kind.
 * @param pairId whom it is for
 * @returns id of the message, by which the bridge keeps that it arrived
 * @throws Problem `refused` on `pairId` when the pair is not open or the account may not send this kind
 * @throws ZodError when the body is not one of the closed table: a bug of the room, since its own rules come first
 */
export async function post<Tables, K extends MessageKind>(
  work: Work<Tables>,
  pairId: string,
  kind: K,
  body: MessageBody<K>,
): Promise<string> {
  const { version, body: shape } = messages[kind];
  const checked = JSON.stringify(shape.parse(body));
  const { rows } = await sql<{ id: string | null }>`
    select bridge.send(${pairId}::uuid, ${kind}, ${version}::integer, ${checked}::jsonb) as id`.execute(
    work.db,
  );
  const id = rows[0]?.id;
  if (!id)
    throw refused(
      'pairId',
      'not_paired',
      'Choose a partner that is paired with this installation, or ask an administrator to pair it.',
    );
  return id;
}
