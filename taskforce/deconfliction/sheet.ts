/** The sheet of an event for the regional systems: what their forms ask for, in their order, to be typed in by a person. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { csvRecord } from '../../kit/documents/csv.ts';
import { furnitureFor, printedFurniture } from '../../kit/documents/pages.ts';
import { PressError } from '../../kit/documents/typst.ts';
import type { Work } from '../../kit/database/door.ts';
import { handOutMade } from '../../kit/files/handing.ts';
import { Problem } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import { labelOf, type Language } from '../vocabulary/words.ts';
import type { deconflictionContract } from './contract.ts';
import type { Activity } from './rules.ts';
import { sheetWords } from './sheet-words.ts';

type All = Handlers<Tables, typeof deconflictionContract>;

type Sheet = {
  revision: number;
  activity: Activity;
  agency: string;
  officer: string;
  phone: string | null;
  email: string;
  zone: string;
  places: {
    kind: string;
    label: string;
    address: string | null;
    zip: string | null;
    lat: number | null;
    lon: number | null;
  }[];
  fromAt: Date | null;
  untilAt: Date | null;
  meters: number;
};

async function sheetOf(work: Work<Tables>, id: string): Promise<Sheet> {
  const { rows } = await sql<Sheet>`select * from taskforce.handoff_sheet(${id}::uuid)`.execute(work.db);
  const [found] = rows;
  if (!found) throw new Problem('missing');
  return found;
}

const languageOf = (work: Work<Tables>): Language => (work.account.language === 'es' ? 'es' : 'en');

/** A moment in the task force's time, with its zone: `2026-06-01 14:00 (America/Chicago)`. */
function moment(at: Date | null, zone: string): string {
  if (at === null) return '';
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
  return `${parts} (${zone})`;
}

/** Field by field, in the language of whoever asked. */
export function linesOf(sheet: Sheet, language: Language): { name: string; value: string }[] {
  const words = sheetWords[language];
  const lines = [
    { name: words.activity, value: words.activities[sheet.activity] },
    { name: words.from, value: moment(sheet.fromAt, sheet.zone) },
    { name: words.until, value: moment(sheet.untilAt, sheet.zone) },
    ...sheet.places.flatMap((place, at) => [
      {
        name: `${words.place} ${at + 1}`,
        value: [place.label, place.address, place.zip].filter(Boolean).join(', '),
      },
      {
        name: `${words.coordinates} ${at + 1}`,
        value:
          place.lat === null || place.lon === null ? '' : `${place.lat.toFixed(6)}, ${place.lon.toFixed(6)}`,
      },
    ]),
    { name: words.radius, value: `${sheet.meters} m` },
    { name: words.agency, value: sheet.agency },
    { name: words.officer, value: sheet.officer },
    { name: words.phone, value: sheet.phone ?? '' },
    { name: words.email, value: sheet.email },
  ];
  return lines;
}

async function printed(house: House, work: Work<Tables>, sheet: Sheet): Promise<Buffer> {
  const language = languageOf(work);
  const words = sheetWords[language];
  const lines = linesOf(sheet, language);
  const { name: agency } = await work.db
    .selectFrom('agencies')
    .select('name')
    .where('id', '=', work.account.agencyId)
    .executeTakeFirstOrThrow();
  const day = (sheet.fromAt ?? work.now).toISOString().slice(0, 10);
  const furniture = furnitureFor(
    { lines },
    {
      title: words.title,
      language,
      label: labelOf('handlingLabel', 'law_enforcement_sensitive', language),
      period: { from: day, to: (sheet.untilAt ?? sheet.fromAt ?? work.now).toISOString().slice(0, 10) },
      madeBy: { name: work.account.displayName, agency },
      madeAt: work.now.toISOString(),
      version: sheet.revision,
    },
  );
  const template = readFileSync(new URL('./sheet.typ', import.meta.url), 'utf8');
  const data = {
    furniture: printedFurniture(furniture),
    title: words.title,
    note: words.note,
    blanks: words.blanks,
    lines,
  };
  try {
    return (await house.press.print({ template, data })).pdf;
  } catch (error) {
    throw error instanceof PressError ? new Problem('busy') : error;
  }
}

export function sheet(house: House): All['sheet'] {
  return async (work, { id, format }) => {
    const found = await sheetOf(work, id);
    const lines = linesOf(found, languageOf(work));
    const content =
      format === 'pdf'
        ? await printed(house, work, found)
        : Buffer.from(
            format === 'json'
              ? `${JSON.stringify(Object.fromEntries(lines.map(({ name, value }) => [name, value])), null, 2)}\n`
              : `\ufeff${csvRecord(lines.map(({ name }) => name))}${csvRecord(lines.map(({ value }) => value))}`,
          );
    work.note('export', 'deconfliction_entries', [id], { as: format });
    return handOutMade(house.files, work, {
      name: `deconfliction-${(found.fromAt ?? work.now).toISOString().slice(0, 10)}.${format}`,
      content,
      scopeTable: 'deconfliction_entries',
      scopeId: id,
      handling: ['law_enforcement_sensitive'],
    });
  };
}
