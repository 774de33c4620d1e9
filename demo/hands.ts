import { randomUUID } from 'node:crypto';
import type { TaskforceServer } from '../taskforce/server.ts';
import { Contact, TipTold } from '../taskforce/tips/contract-parts.ts';
import { publicTips } from '../taskforce/tips/public.ts';
import type { Calendar } from './calendar.ts';
import type { Character } from './people.ts';

/** Somebody of the demo world who is signed in. */
export type Person = Character & { id: string; agencyId: string; secret: string };

export type NewFile = { name: string; mime: string; bytes: Buffer; handling?: string[] };

/** What the world is made with: the server's own procedures, asked as its people, at a time of the story. */
export type Hands = {
  calendar: Calendar;
  /**
   * Asks a procedure as a person, as if it were `when` now.
   * @throws Error naming procedure and fields when the world asks for what the rules refuse
   */
  ask: <T = any>(who: Person | null, when: Date, procedure: string, input?: unknown) => Promise<T>;
  /** The same, with the session that the answer opens. */
  enter: (when: Date, procedure: string, input: unknown) => Promise<{ secret: string }>;
  /** Hands in the public form. */
  tell: (when: Date, told: unknown, contact?: unknown) => Promise<void>;
  /** Adds a file to a case. */
  attach: (who: Person, when: Date, caseId: string, file: NewFile) => Promise<void>;
};

/**
 * A stretch of real time, with the time of the story that it stood for. `public`: the public form was handed in,
 * whose stamps are cut to the hour.
 */
export type Span = { from: Date; to: Date; at: Date; public: boolean };

/** Hands on a server whose clock shows `clock.now`; every act is written down in `spans`. */
export function handsOn(
  server: TaskforceServer,
  clock: { now: Date },
  calendar: Calendar,
  spans: Span[],
): Hands {
  const during = async <T>(when: Date, act: () => Promise<T>, isPublic = false): Promise<T> => {
    // Spans do not touch, so that a stamp belongs to one of them.
    const last = spans.at(-1)?.to.getTime() ?? 0;
    while (Date.now() < last) await new Promise((resolve) => setImmediate(resolve));
    const from = new Date();
    clock.now = when < from ? when : from;
    const result = await act();
    spans.push({ from, to: new Date(Date.now() + 1), at: clock.now, public: isPublic });
    return result;
  };
  const tips = publicTips(server.house, server.door);
  return {
    calendar,
    ask: (who, when, procedure, input = {}) =>
      during(when, async () => (await call(server, who, procedure, input)).body),
    enter: (when, procedure, input) =>
      during(when, async () => ({ secret: (await call(server, null, procedure, input)).secret })),
    tell: (when, told, contact) => {
      const known = contact ? Contact.parse(contact) : null;
      const hand = async () => void (await tips.receive(TipTold.parse(told), known, randomUUID()));
      return during(when, hand, true);
    },
    attach: (who, when, caseId, file) => during(when, () => upload(server, who, caseId, file)),
  };
}

async function call(server: TaskforceServer, who: Person | null, procedure: string, input: unknown) {
  const response = await server.app.inject({
    method: 'POST',
    url: `/api/${procedure.replace('.', '/')}`,
    headers: {
      'content-type': 'application/json',
      ...(who ? { authorization: `Bearer ${who.secret}` } : {}),
    },
    payload: JSON.stringify(input),
  });
  refuse(response.statusCode, procedure, response.body);
  const secret = response.cookies[0]?.value ?? '';
  return { body: response.body === '' ? undefined : JSON.parse(response.body), secret };
}

async function upload(server: TaskforceServer, who: Person, caseId: string, file: NewFile): Promise<void> {
  const edge = `demo-${randomUUID()}`;
  const fields = [
    ['scopeTable', 'cases'],
    ['scopeId', caseId],
    ...(file.handling ?? []).map((label) => ['handling', label]),
  ];
  const head = fields.map(
    ([name, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const opening = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.mime}\r\n\r\n`;
  const response = await server.app.inject({
    method: 'POST',
    url: '/files',
    headers: {
      authorization: `Bearer ${who.secret}`,
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    payload: Buffer.concat([
      Buffer.from(head.join('') + opening),
      file.bytes,
      Buffer.from(`\r\n--${edge}--\r\n`),
    ]),
  });
  refuse(response.statusCode, 'POST /files', response.body);
}

function refuse(status: number, procedure: string, body: string): void {
  if (status >= 400)
    throw new Error(`The demo world asked ${procedure} and was refused (${status}): ${body}`);
}
