import * as z from 'zod';
import { isOffset } from './dates.ts';

/**
 * A mapping says how the rows of a file become records. It is a JSON document, saved under a name and version, and
 * made of closed parts only: it can be reviewed, and it cannot run code.
 */
const columnName = z.string().min(1).max(120);
const short = z.string().max(1000);

const dateFormat = z.enum([
  'YYYY-MM-DD',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'MM/DD/YYYY',
  'MM-DD-YYYY',
  'MM/DD/YY',
  'DD/MM/YYYY',
  'DD.MM.YYYY',
  'DD-MM-YYYY',
  'D MON YYYY',
  'MON D, YYYY',
]);
export type DateFormat = z.infer<typeof dateFormat>;

const transform = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('collapse') }),
  z.strictObject({ kind: z.literal('upper') }),
  z.strictObject({ kind: z.literal('lower') }),
  z.strictObject({ kind: z.literal('date'), formats: z.array(dateFormat).min(1).max(6) }),
  z.strictObject({
    kind: z.literal('instant'),
    formats: z.array(dateFormat).min(1).max(6),
    /** Offset of the clock that wrote the times, e.g. `-06:00`, or its zone, e.g. `America/Chicago`. */
    offset: z.string().max(60).refine(isOffset),
  }),
  z.strictObject({ kind: z.literal('dayOffset'), base: z.iso.date() }),
  z.strictObject({
    kind: z.literal('map'),
    values: z.record(z.string().max(200), z.union([z.string().max(200), z.null()])),
    /** What to do with other values: report them, leave the field empty, or keep them. */
    otherwise: z.enum(['problem', 'empty', 'keep']),
  }),
  z.strictObject({ kind: z.literal('split'), separator: z.string().min(1).max(10) }),
  z.strictObject({
    kind: z.literal('boolean'),
    yes: z.array(z.string().max(40)).max(40).optional(),
    no: z.array(z.string().max(40)).max(40).optional(),
  }),
  z.strictObject({ kind: z.literal('number'), decimal: z.enum(['.', ',']) }),
  z.strictObject({ kind: z.literal('phone'), country: z.string().regex(/^[A-Z]{2}$/u) }),
]);
export type Transform = z.infer<typeof transform>;

/** Where a value comes from. `firstOf`: the first that is not empty; `earliest`, `latest`: among dates. */
export type ValueRule =
  | { column: string; transforms?: Transform[] | undefined }
  | { constant: string | number | boolean }
  | { join: ValueRule[]; separator?: string | undefined }
  | { firstOf: ValueRule[] }
  | { earliest: ValueRule[] }
  | { latest: ValueRule[] };

const several = z
  .array(z.lazy((): z.ZodType<ValueRule> => valueRule))
  .min(1)
  .max(20);
const valueRule: z.ZodType<ValueRule> = z.union([
  z.strictObject({ column: columnName, transforms: z.array(transform).max(8).optional() }),
  z.strictObject({ constant: z.union([short, z.number(), z.boolean()]) }),
  z.strictObject({ join: several, separator: z.string().max(10).optional() }),
  z.strictObject({ firstOf: several }),
  z.strictObject({ earliest: several }),
  z.strictObject({ latest: several }),
]);

/** A condition on a row, in closed form. */
export type Condition =
  | { column: string; is: string[] }
  | { column: string; empty: boolean }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const conditions = z
  .array(z.lazy((): z.ZodType<Condition> => condition))
  .min(1)
  .max(20);
const condition: z.ZodType<Condition> = z.union([
  z.strictObject({ column: columnName, is: z.array(z.string().max(200)).min(1).max(200) }),
  z.strictObject({ column: columnName, empty: z.boolean() }),
  z.strictObject({ all: conditions }),
  z.strictObject({ any: conditions }),
  z.strictObject({ not: z.lazy((): z.ZodType<Condition> => condition) }),
]);

const order = z.strictObject({
  earlier: valueRule,
  later: valueRule,
  /** `error`: the row is not taken; `warning`: it is taken, and the report names it. */
  severity: z.enum(['error', 'warning']),
  /** What the mapping does about it, or what the person should do. */
  remedy: z.string().min(1).max(300),
});

const recordRule = z.strictObject({
  /** Kind of record (ImportTarget). */
  target: z.string().min(1).max(60),
  /** Only rows that fulfil this make such a record. */
  when: condition.optional(),
  /** Identity of the record within the mapping's system; the same key again is the same record. */
  key: valueRule,
  /** Many rows may make one record: the first row counts, and later rows that say otherwise are reported. */
  shared: z.boolean().default(false),
  fields: z.record(z.string().max(60), valueRule),
  orders: z.array(order).max(20).default([]),
});

export const mappingSchema = z.strictObject({
  schema: z.literal('concert.import-mapping/1'),
  name: z.string().min(1).max(120),
  version: z.int().min(1),
  /** What the mapping decides and why, for the person who has to answer for the import. */
  description: z.string().max(4000),
  /** System the keys belong to; part of every record's identity. */
  system: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/u),
  /** Columns the file has but no rule uses, each with the reason. */
  ignored: z.record(columnName, z.string().min(1).max(300)).default({}),
  /** Only rows that fulfil this are looked at. */
  only: condition.optional(),
  records: z.array(recordRule).min(1).max(20),
});

export type Mapping = z.infer<typeof mappingSchema>;
export type RecordRule = Mapping['records'][number];
export type OrderRule = RecordRule['orders'][number];

/** Reads a saved mapping. Throws z.ZodError with the path of what is wrong. */
export function readMapping(document: unknown): Mapping {
  return mappingSchema.parse(document);
}
