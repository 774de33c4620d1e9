import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { applyMapping, misfits } from '../../kit/imports/apply.ts';
import type { MappedRecord, RunSummary } from '../../kit/imports/apply.ts';
import type { RowProblem } from '../../kit/imports/problems.ts';
import { fileSource } from '../../kit/imports/source.ts';
import { inspect, readTable } from '../../kit/imports/table.ts';
import type { TableShape } from '../../kit/imports/table.ts';
import { phasePicture } from '../cases/rules-spells.ts';
import type { Place } from '../cases/rules-spells.ts';
import { shippedMapping } from './mappings.ts';
import { importTargets } from './targets.ts';

const file = new URL('../../../shared/reference/survival/data/ccsao2019.csv.gz', import.meta.url).pathname;
const absent = !existsSync(file);
if (absent) console.warn('The Cook County file is not in ../shared/reference: its tests are skipped.');

/** The file read in the plainest way, without any of our code: no cell of it is quoted. */
function plainRows(): Record<string, string>[] {
  const [head = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

const count = <T>(list: readonly T[], is: (one: T) => boolean): number => list.filter(is).length;
const day = (offset: string | undefined): string =>
  new Date(Date.UTC(2019, 0, 1 + Number(offset))).toISOString().slice(0, 10);

describe.skipIf(absent)('the Cook County felony year', () => {
  const mapping = shippedMapping('cook-county-felony-2019');
  const records = new Map<string, MappedRecord[]>();
  const problems: RowProblem[] = [];
  let rows: Record<string, string>[] = [];
  let shape: TableShape;
  let summary: RunSummary;
  let milliseconds = 0;

  beforeAll(async () => {
    if (mapping === undefined) throw new Error('the mapping is not shipped');
    rows = plainRows();
    const source = fileSource(file);
    // Time of the processor: a machine that is busy with other things makes no difference.
    const begun = process.cpuUsage();
    shape = await inspect(source);
    const run = applyMapping(mapping, importTargets, shape.columns, readTable(source, shape));
    for await (const batch of run.batches) {
      problems.push(...batch.problems);
      for (const record of batch.records) {
        const ofKind = records.get(record.target) ?? [];
        ofKind.push(record);
        records.set(record.target, ofKind);
      }
    }
    const spent = process.cpuUsage(begun);
    milliseconds = (spent.user + spent.system) / 1000;
    summary = run.summary();
  }, 300_000);

  const of = (kind: string): MappedRecord[] => records.get(kind) ?? [];
  const inCourt = (r: Record<string, string>): boolean =>
    `${r['charged']}${r['arraigned']}${r['disposed']}` !== '';

  test('the file is recognised and the mapping fits it', () => {
    expect(shape).toMatchObject({ kind: 'delimited', compressed: true, delimiter: ',', headRow: 1 });
    expect(shape.encoding).toEqual({ encoding: 'utf-8', by: 'content' });
    expect(misfits(mapping!, shape.columns, importTargets)).toEqual([]);
  });

  test('every row becomes a strand and every case number one case', () => {
    expect(summary.rows).toBe(36_190);
    expect(summary.rows).toBe(rows.length);
    expect(summary.records['strands']).toBe(new Set(rows.map((r) => r['person'])).size);
    expect(summary.records['cases']).toBe(new Set(rows.map((r) => r['case'])).size);
    expect(summary.records['cases']).toBe(33_405);
    expect([summary.refused, summary.leftOut, summary.openLinks]).toEqual([0, 0, {}]);
  });

  test('the 28,665 approved defendants of the reference figures are all among the strands', () => {
    const approved = rows.filter((r) => r['intake'] === 'approved' && Number(r['received']) < 319);
    expect(approved).toHaveLength(28_665);
    const keys = new Set(of('strands').map((strand) => strand.key));
    expect(count(approved, (r) => keys.has(r['person'] ?? ''))).toBe(28_665);
  });

  test('each strand hangs on the case of its row and opens on the day of receipt', () => {
    const byPerson = new Map(rows.map((r) => [r['person'], r]));
    for (const { key, fields } of of('strands')) {
      const row = byPerson.get(key);
      expect(fields['case']).toBe(row?.['case']);
      expect(fields['opened_on']).toBe(day(row?.['received']));
      expect(fields['label']).toBe(`Defendant ${key}`);
    }
  });

  test('phases and closings are as many as the file says', () => {
    const moves = of('phase_transitions').map((t) => t.fields);
    expect(count(moves, (f) => f['to'] === 'post_operational')).toBe(count(rows, inCourt));
    expect(count(moves, (f) => f['close_reason'] === 'charged_and_done')).toBe(
      count(rows, (r) => r['disposed'] !== ''),
    );
    expect(count(moves, (f) => f['close_reason'] === 'declined')).toBe(
      count(rows, (r) => !inCourt(r) && ['rejected', 'misdemeanor'].includes(r['intake'] ?? '')),
    );
    expect(count(moves, (f) => f['close_reason'] === 'merged')).toBe(
      count(rows, (r) => !inCourt(r) && r['intake'] === 'related'),
    );
    expect(count(moves, (f) => String(f['reason']).includes('convicted'))).toBe(
      count(rows, (r) => r['outcome'] === 'convicted'),
    );
  });

  test('the phase picture of all strands is that of the file', () => {
    const places = new Map<string, Place>(of('strands').map((s) => [s.key, 'pre_operational']));
    const moves = of('phase_transitions').toSorted(
      (a, b) => Number(a.fields['step']) - Number(b.fields['step']),
    );
    for (const { fields } of moves) {
      expect(places.get(String(fields['strand']))).toBe(fields['from']);
      places.set(String(fields['strand']), fields['to'] as Place);
    }
    const turnedDown = (r: Record<string, string>): boolean =>
      !inCourt(r) && ['rejected', 'misdemeanor', 'related'].includes(r['intake'] ?? '');
    expect(phasePicture([...places.values()])).toEqual({
      pre_operational: count(rows, (r) => !inCourt(r) && !turnedDown(r)),
      operational: 0,
      post_operational: count(rows, (r) => inCourt(r) && r['disposed'] === ''),
      closed: count(rows, (r) => r['disposed'] !== '' || turnedDown(r)),
    });
  });

  test('no strand moves before it opened, and no move comes before the one before it', () => {
    const last = new Map(of('strands').map((s) => [s.key, String(s.fields['opened_on'])]));
    const moves = of('phase_transitions').toSorted(
      (a, b) => Number(a.fields['step']) - Number(b.fields['step']),
    );
    for (const { fields } of moves) {
      const on = String(fields['effective_on']);
      expect(on >= (last.get(String(fields['strand'])) ?? '9999')).toBe(true);
      last.set(String(fields['strand']), on);
    }
  });

  test('dispositions before charging are taken as the mapping says, and each is reported with its row', () => {
    const impossible = rows.flatMap((r, i) =>
      r['charged'] !== '' && r['disposed'] !== '' && Number(r['disposed']) < Number(r['charged'])
        ? [i + 2]
        : [],
    );
    expect(impossible).toHaveLength(120);
    expect(problems.map((p) => p.row)).toEqual(impossible);
    expect(problems.every((p) => p.code === 'wrong_order' && p.severity === 'warning')).toBe(true);
    expect(summary.problems).toEqual({ wrong_order: 120 });
  });

  test('the whole year is read and mapped in seconds', () => {
    expect(milliseconds).toBeLessThan(20_000);
  });
});
