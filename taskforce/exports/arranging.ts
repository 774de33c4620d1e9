/** Exporting in tests, through the procedures and the place downloads come from. */
import { unzipSync } from 'fflate';
import type { Person, TestHouse } from '../testing.ts';

/** Asks for an export and waits for its end. The answer is the job; a refused order throws. */
export async function exported(house: TestHouse, person: Person, order: object): Promise<any> {
  const asked = await house.call(person, 'exports.ask', { format: 'csv', purpose: 'supervision', ...order });
  if (asked.status !== 200) throw new Error(`ask: ${asked.status} ${JSON.stringify(asked.body)}`);
  return ended(house, person, asked.body.jobId);
}

/** Waits for a job to end. */
export async function ended(house: TestHouse, person: Person, id: string): Promise<any> {
  for (let i = 0; i < 2400; i++) {
    const { body } = await house.call(person, 'jobs.read', { id });
    if (['done', 'failed', 'cancelled'].includes(body.state)) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
}

/** Fetches a file by a ticket, without any cookie: its bytes and what the answer says of them. */
export async function fetched(house: TestHouse, person: Person, fileId: string) {
  const ticket = await house.call(person, 'files.ticket', { id: fileId });
  if (ticket.status !== 200) throw new Error(`ticket: ${ticket.status} ${JSON.stringify(ticket.body)}`);
  return byTicket(house, ticket.body.url);
}

/** What stands behind the address of a ticket. */
export async function byTicket(house: TestHouse, url: string) {
  const answer = await house.server.downloads.inject({ url: new URL(url).pathname });
  return { status: answer.statusCode, bytes: answer.rawPayload, headers: answer.headers };
}

/** The table and the text beside it out of the ZIP of an export. */
export function unpacked(bytes: Uint8Array): { csv: string; about: string } {
  const files = Object.entries(unzipSync(bytes));
  const text = (wanted: (name: string) => boolean) =>
    Buffer.from(files.find(([name]) => wanted(name))?.[1] ?? []).toString();
  return { csv: text((name) => name.endsWith('.csv')), about: text((name) => name.endsWith('.txt')) };
}
