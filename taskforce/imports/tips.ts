/** Tips on their way from a file into the staging: judged by the rules of the tip room, and sealed, before they are laid out. */
import { createHmac, randomUUID } from 'node:crypto';
import type { MappedRecord } from '../../kit/imports/apply.ts';
import type { Keys } from '../../kit/crypto/keys.ts';
import { canonicalJson } from '../../kit/documents/canonical.ts';
import type { Mapping, RecordRule } from '../../kit/imports/mapping.ts';
import { KEY_COLUMN } from '../../kit/imports/target.ts';
import { columnsIn } from '../../kit/imports/values.ts';
import type { RowProblem } from '../../kit/imports/problems.ts';
import { ReceivedTip } from '../tips/contract.ts';
import type { KeptContact } from '../tips/contract-parts.ts';
import type { ClockSettings } from '../tips/rules.ts';
import { receivedColumns, refusedTime, sealContact } from '../tips/opening.ts';
import { OWN_SYSTEM, OWN_TIP, ruleProblem } from './rules.ts';
import type { RuleProblemCode } from './rules.ts';
import { tipsTarget } from './targets-tips.ts';

/** A record as it is laid out: under an id of its own where something was sealed for it. */
export type StagedRecord = MappedRecord & { id?: string; sealed?: Buffer | null };

/** Our names of fields, where the tip room has others. */
const nameInRoom: Readonly<Record<string, string>> = { route: 'originRoute', what_was_reported: 'what' };
const inRoom = (field: string): string =>
  nameInRoom[field] ?? field.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
const ours = new Map(tipsTarget.fields.map(({ name }) => [inRoom(name), name]));
const sealedFields = new Set(tipsTarget.fields.filter((one) => one.sealed === true).map(({ name }) => name));

/** Turns mapped tips into what is laid out; what the rules of the tip room refuse becomes a problem of its row. */
export class TipDesk {
  readonly #keys: Keys;
  readonly #now: Date;
  readonly #clocks: ClockSettings;
  readonly #openKey: boolean;
  readonly #own: boolean;

  constructor(keys: Keys, now: Date, mapping: Mapping, clocks: ClockSettings) {
    this.#keys = keys;
    this.#now = now;
    this.#clocks = clocks;
    this.#own = mapping.system === OWN_SYSTEM;
    this.#openKey = mapping.records.every((rule) => rule.target !== 'tips' || keyTellsNothing(rule));
  }

  /** Records of all kinds go in and out; tips come out sealed. What is refused is put among the problems of the rows. */
  take(records: readonly MappedRecord[], problems: RowProblem[]): StagedRecord[] {
    const found: RowProblem[] = [];
    const staged = records.flatMap((record) => {
      if (record.target !== 'tips') return [record];
      const tip = this.#tip(record, found);
      if (!('code' in tip)) return [tip];
      found.push(ruleProblem(record.row, 'tips', tip.field, tip.code));
      return [];
    });
    problems.push(...found);
    if (found.length > 0) problems.sort((a, b) => a.row - b.row);
    return staged;
  }

  #tip(record: MappedRecord, found: RowProblem[]): StagedRecord | { field: string; code: RuleProblemCode } {
    // It left here and is only found again; nothing is made of it, so nothing of the reporter is kept either.
    if (this.#own && new RegExp(OWN_TIP, 'u').test(record.key))
      return { ...record, fields: { what: record.fields['what_was_reported'] ?? '' } };
    const contact = contactOf(record);
    const reachable = contact !== null && contact.way !== '';
    const parsed = ReceivedTip.safeParse({
      ...told(record),
      contact: reachable ? contact : null,
      externalId: this.#openKey ? record.key : null,
    });
    if (!parsed.success) return refusedBy(parsed.error.issues[0]?.path.map(String) ?? []);
    const given = parsed.data;
    const receivedAt = new Date(given.receivedAt ?? this.#now);
    if (refusedTime(receivedAt, this.#now)) return { field: 'received_at', code: 'in_the_future' };
    // Nobody asks a hot line again for a number it does not have: the name is kept, and cannot be called.
    if (contact !== null && !reachable)
      found.push(ruleProblem(record.row, 'tips', 'contact_phone', 'contact_needs_way'));
    const id = randomUUID();
    const columns = Object.entries(receivedColumns(given, receivedAt, this.#clocks)).map(([name, value]) => [
      name.replace(/[A-Z]/gu, (capital) => `_${capital.toLowerCase()}`),
      value,
    ]);
    return {
      ...record,
      id,
      key: this.#openKey ? record.key : this.#keyed(`key\n${record.key}`).slice(0, 32),
      fields: { ...Object.fromEntries(columns), may_contact: reachable } as MappedRecord['fields'],
      fingerprint: this.#keyed(canonicalJson({ key: record.key, fields: record.fields })),
      sealed: contact ? sealContact(this.#keys, id, contact) : null,
    };
  }

  /** Keyed, because the rest of a tip is known to whoever has the table: a plain hash would give away a phone number. */
  #keyed(text: string): string {
    return createHmac('sha256', this.#keys.token).update(`imported tip\n${text}`).digest('hex');
  }
}

/** A key is kept as it is when it is the content of one column, and no such column says anything of the reporter. */
function keyTellsNothing(rule: RecordRule): boolean {
  const sources = 'firstOf' in rule.key ? rule.key.firstOf : [rule.key];
  const columns = new Set(sources.flatMap(columnsIn));
  const telling = Object.entries(rule.fields).filter(([name]) => sealedFields.has(name));
  return (
    sources.every((one) => columnsIn(one).length === 1) &&
    !telling.some(([, value]) => columnsIn(value).some((one) => columns.has(one)))
  );
}

function told({ fields }: MappedRecord): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !sealedFields.has(name))
      .map(([name, value]) => [inRoom(name), value]),
  );
}

function contactOf({ fields }: MappedRecord): KeptContact | null {
  const said = (name: string) => String(fields[name] ?? '').trim();
  const way = [said('contact_phone'), said('contact_email')].filter((one) => one !== '').join('; ');
  const contact = { name: said('contact_name'), way, when: said('contact_when') };
  return Object.values(contact).every((one) => one === '') ? null : contact;
}

function refusedBy(path: string[]): { field: string; code: RuleProblemCode } {
  const [first = ''] = path;
  return { field: first === 'externalId' ? KEY_COLUMN : (ours.get(first) ?? first), code: 'not_taken' };
}
