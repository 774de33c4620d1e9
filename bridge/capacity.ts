import { z } from 'zod';
import { BEDS, type MessageBody } from './messages.ts';

/** For whom a bed is. */
export type Bed = (typeof BEDS)[number];

/** Free places as people enter and read them: what is not said is null, which is something else than nought. */
export const Capacity = z.object({
  beds: z
    .partialRecord(z.enum(BEDS), z.number().int().min(0).max(500))
    .describe('Free beds by whom they are for; what is not said is left out'),
  legalSlots: z.number().int().min(0).max(500).nullable(),
  medicalSlots: z.number().int().min(0).max(500).nullable(),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/))
    .max(40)
    .describe('Spoken by staff on duty, BCP 47'),
  validUntil: z.iso.datetime().describe('From then on the numbers count no more'),
});
export type Capacity = z.infer<typeof Capacity>;

/** The columns in which both wings keep the numbers. */
export type CapacityColumns = {
  bedsWomen: number | null;
  bedsMen: number | null;
  bedsAnyAdult: number | null;
  bedsMinors: number | null;
  bedsFamilies: number | null;
  bedsTransgenderAndNonbinary: number | null;
  legalSlots: number | null;
  medicalSlots: number | null;
  languages: string[];
  validUntil: Date;
};

const columnOf = {
  women: 'bedsWomen',
  men: 'bedsMen',
  any_adult: 'bedsAnyAdult',
  minors: 'bedsMinors',
  families: 'bedsFamilies',
  transgender_and_nonbinary: 'bedsTransgenderAndNonbinary',
} as const satisfies Record<Bed, keyof CapacityColumns>;

/** Numbers as columns. */
export function columnsOfCapacity(told: Capacity): CapacityColumns {
  const beds = Object.fromEntries(BEDS.map((who) => [columnOf[who], told.beds[who] ?? null]));
  return {
    ...(beds as Pick<CapacityColumns, (typeof columnOf)[Bed]>),
    legalSlots: told.legalSlots,
    medicalSlots: told.medicalSlots,
    languages: [...new Set(told.languages)],
    validUntil: new Date(told.validUntil),
  };
}

/** Columns as numbers. */
export function capacityOfColumns(row: CapacityColumns): Capacity {
  const said = BEDS.filter((who) => row[columnOf[who]] !== null);
  return {
    beds: Object.fromEntries(said.map((who) => [who, row[columnOf[who]]])) as Capacity['beds'],
    legalSlots: row.legalSlots,
    medicalSlots: row.medicalSlots,
    languages: row.languages,
    validUntil: row.validUntil.toISOString(),
  };
}

/** Numbers as they cross; with the notice they answer, if they answer one. */
export function capacityMessage(told: Capacity, notice?: string): MessageBody<'standby.capacity'> {
  return {
    ...(notice === undefined ? {} : { notice }),
    beds: BEDS.flatMap((who) => (told.beds[who] === undefined ? [] : [{ who, free: told.beds[who] }])),
    ...(told.legalSlots === null ? {} : { legalSlots: told.legalSlots }),
    ...(told.medicalSlots === null ? {} : { medicalSlots: told.medicalSlots }),
    languages: told.languages,
    validUntil: told.validUntil,
  };
}
