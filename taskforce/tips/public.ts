import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Door } from '../../kit/database/door.ts';
import { CLAIM_LOCK } from '../../kit/files/keeping.ts';
import { withoutHiddenData } from '../../kit/files/pictures.ts';
import { FileRefused } from '../../kit/files/refusal.ts';
import { Problem } from '../../kit/problems.ts';
import { hashing } from '../../kit/identity/secrets.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { modeOfRoute, type OriginRoute } from '../vocabulary/origins.ts';
import { clockDates, clockSettings } from './clock-dates.ts';
import { checkAnswers } from './pack-answers.ts';
import type { Contact, TipTold } from './contract-parts.ts';
import { columnsOf, sealContact } from './opening.ts';
import { readReceiptCode, receiptBytes, receiptCode } from './rules.ts';

/** What a receipt tells: nothing of what was told comes back. */
export type Standing =
  | { standing: 'unknown' }
  | { standing: 'received' | 'under_review' }
  | { standing: 'question'; question: string };

/** What the public pages may do: hand in a tip, ask for its standing, answer a question. No account, no reading. */
export type PublicTips = {
  /**
   * Takes a tip. The same `form` sent twice is one tip with one code.
   * @param form random id that the pages gave to this form
   */
  receive(told: TipTold, contact: Contact | null, form: string): Promise<{ code: string }>;
  standing(code: string): Promise<Standing>;
  answer(code: string, text: string): Promise<Standing | { standing: 'answered' }>;
  /**
   * Keeps a picture for the tip of a code, without the data that cameras hide in it. The sender's name of the file is
   * not kept. `unknown`: no such code; `full`: the tip has as many pictures as one may send; `kind`: no picture.
   */
  addPicture(code: string, bytes: Buffer): Promise<'kept' | 'unknown' | 'full' | 'kind'>;
};

/** Pictures a visitor may send for one tip, and the largest of them in bytes. */
export const pictureLimits = { pictures: 5, bytes: 10_000_000 } as const;

// The codes hold 120 bits, so the light cost is enough; the slow hash guards against a stolen table.
const slow = hashing('light');

/** Opens the public side of the tip room on a door. */
export function publicTips(house: House, door: Door<Tables>): PublicTips {
  const keyed = (purpose: string, text: string) =>
    createHmac('sha256', house.keys.token).update(`${purpose}\n${text}`).digest();
  const lookup = (code: string) => keyed('tip receipt lookup', code);
  // Made at start, so that an unknown code costs the same slow comparison as a known one.
  const nobody = slow.hash(randomBytes(receiptBytes).toString('hex'));

  const find = async (code: string): Promise<Standing> => {
    const found = await door.asVisitor(async (db) => {
      const { rows } = await sql<{
        codeHash: string;
        standing: 'received' | 'under_review' | 'question';
        question: string | null;
      }>`
        select code_hash, standing, question from tip_by_receipt(${lookup(code)})`.execute(db);
      return rows[0];
    });
    const proved = await slow.verify(found?.codeHash ?? (await nobody), code);
    if (!found || !proved) return { standing: 'unknown' };
    return found.standing === 'question'
      ? { standing: 'question', question: found.question ?? '' }
      : { standing: found.standing };
  };

  return {
    async receive(told, contact, form) {
      checkAnswers(told.answers);
      const id = uuidOf(keyed('tip id', form));
      const code = receiptCode(keyed('tip receipt code', form).subarray(0, receiptBytes));
      const hash = await slow.hash(code);
      const { answers, ...tip } = snakeCase(told);
      const store = () =>
        door.asVisitor(async (db, now) => {
          const clocks = await clockSettings(db);
          const dates = clockDates(now, clocks);
          return sql`select receive_public_tip(${id}::uuid, ${JSON.stringify(tip)}::jsonb, ${JSON.stringify(answers)}::jsonb,
          ${contact ? sealContact(house.keys, id, contact) : null}::bytea, ${lookup(code)}::bytea, ${hash},
          ${dates.retainUntil}::date, ${dates.triageDueAt}::timestamptz,
          ${clocks.dangerOfficerMinutes}::integer, ${clocks.dangerContactMinutes}::integer)`.execute(db);
        });
      // The same form sent twice at once: the second finds the tip of the first. Whatever else was there already must
      // not pass for it, or a code would be given for a tip that was never written.
      await store().catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'already_done') return store();
        throw error;
      });
      return { code };
    },
    async standing(typed) {
      const code = readReceiptCode(typed);
      return find(code.ok ? code.value : typed.slice(0, 100));
    },
    async answer(typed, text) {
      const code = readReceiptCode(typed);
      const standing = await find(code.ok ? code.value : typed.slice(0, 100));
      if (!code.ok || standing.standing !== 'question') return standing;
      const { rows } = await door.asVisitor((db) =>
        sql<{
          done: boolean;
        }>`select answer_by_receipt(${lookup(code.value)}::bytea, ${text}) as done`.execute(db),
      );
      return rows[0]?.done ? { standing: 'answered' } : find(code.value);
    },
    async addPicture(typed, bytes) {
      const code = readReceiptCode(typed);
      if (!code.ok || (await find(code.value)).standing === 'unknown') return 'unknown';
      return keepPicture(house, door, lookup(code.value), bytes);
    },
  };
}

/** Durable in the store first, then its row and its custody, as every file. */
async function keepPicture(house: House, door: Door<Tables>, receipt: Buffer, bytes: Buffer) {
  const { store } = house.files;
  try {
    const picture = withoutHiddenData(bytes);
    const stored = await store.put(
      (async function* () {
        yield picture.bytes;
      })(),
      { maxBytes: pictureLimits.bytes },
    );
    return await door.asVisitor(async (db) => {
      await sql`select pg_advisory_xact_lock_shared(${CLAIM_LOCK})`.execute(db);
      if (!(await store.has(stored.sha256))) throw new Problem('busy');
      const { rows } = await sql<{ kept: boolean }>`
        select picture_by_receipt(${receipt}::bytea, ${Buffer.from(stored.sha256, 'hex')}::bytea, ${stored.bytes}::bigint,
          ${stored.kind.kind}, ${pictureLimits.pictures}::integer) as kept`.execute(db);
      return rows[0]?.kept ? ('kept' as const) : ('full' as const);
    });
  } catch (error) {
    if (error instanceof FileRefused) return 'kind' as const;
    throw error;
  }
}

/** The origin route that a public form stands for: a training that bore fruit, a clinic, outreach, or anybody. */
export function routeOf(told: Pick<TipTold, 'audience' | 'trainingCode'>): OriginRoute {
  if (told.trainingCode !== '') return 'red_flag_training';
  if (told.audience === 'emergency_room') return 'clinic_or_emergency_room';
  if (told.audience === 'outreach') return 'outreach';
  return told.audience === 'public' ? 'community_tip_about_another' : 'good_samaritan';
}

/** A tip in the columns of its table, as the receiving function reads them. */
function snakeCase(told: TipTold) {
  const originRoute = routeOf(told);
  const columns = { ...columnsOf(told), originRoute, originMode: modeOfRoute[originRoute] };
  const named = Object.entries(columns).map(([name, value]) => [
    name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
    value,
  ]);
  return { ...Object.fromEntries(named), answers: told.answers } as Record<string, unknown>;
}

/** A version 8 UUID out of a keyed hash. */
function uuidOf(bytes: Buffer): string {
  const hex = bytes.subarray(0, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Lets decided tips past their retention expire. For the clock; needs no account. */
export async function expireTips(door: Door<Tables>): Promise<void> {
  await door.asVisitor((db) => sql`select expire_tips()`.execute(db));
}
