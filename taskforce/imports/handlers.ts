import { sql } from 'kysely';
import { csvPieces } from '../../kit/documents/csv.ts';
import { startJob } from '../../kit/jobs/handlers.ts';
import type { Work } from '../../kit/database/door.ts';
import type { Choices as TableChoices } from '../../kit/imports/table.ts';
import { templateCsv } from '../../kit/imports/target.ts';
import { Problem, refused } from '../../kit/problems.ts';
import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { importsContract, Shape } from './contract.ts';
import { bytesOf, importStore, keepContent, openImport, shapeOf, storedSource } from './files.ts';
import { listImports, readImport } from './listing.ts';
import { givenMapping, mustFit, offeredMappings, saveMapping, suggested } from './mapping-desk.ts';
import { importOf } from './previewing.ts';
import { importProblems } from './rules.ts';
import { importTargets } from './targets.ts';

const done = { done: true } as const;

/** Choices as the engine takes them: what was not chosen is absent. */
function chosen(choices: unknown): TableChoices {
  const given = (choices ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as TableChoices;
}

/** What procedures share: the shape of an import's file. */
type Desk = {
  house: House;
  fileShape: (work: Work<Tables>, id: string, choices?: TableChoices) => ReturnType<typeof shapeOf>;
};
type Part<K extends keyof typeof importsContract> = Pick<Handlers<Tables, typeof importsContract>, K>;

/** Handlers of the import room. */
export function importsHandlers(house: House): Handlers<Tables, typeof importsContract> {
  const desk: Desk = {
    house,
    fileShape: async (work, id, choices) => {
      const held = await importOf(work.db, id);
      if (held.sha256 === null) throw new Problem('missing');
      const source = storedSource(await importStore(house), held.sha256.toString('hex'));
      return shapeOf(source, choices ?? chosen(held.choices));
    },
  };
  return { ...lookingUp, ...mapping(desk), ...preparing(desk), ...previewed, ...writing };
}

const lookingUp: Part<'list' | 'read' | 'targets' | 'template'> = {
  list: listImports,
  read: readImport,
  targets: async () => ({
    targets: importTargets.map(({ kind, fields }) => ({
      kind,
      fields: fields.map(({ name, type, required, help, values }) => ({
        name,
        type,
        required,
        help,
        values: values ? Object.keys(values) : null,
        words: values
          ? Object.fromEntries(Object.entries(values).map(([code, words]) => [code, [...words]]))
          : null,
      })),
    })),
  }),
  template: async (_work, { target }) => {
    const kind = importTargets.find((one) => one.kind === target);
    if (!kind) throw new Problem('missing');
    return { name: `${kind.kind}.csv`, content: templateCsv(kind) };
  },
};

const mapping = ({ fileShape }: Desk): Part<'suggest' | 'mappings' | 'saveMapping' | 'retireMapping'> => ({
  suggest: async (work, { id, target, name, system }) => {
    const { columns } = await fileShape(work, id);
    const { mapping, doubts } = await suggested(work, columns, target, {
      name,
      system,
      zone: await zoneOf(work),
    });
    return { mapping: JSON.parse(JSON.stringify(mapping)), doubts };
  },
  mappings: async (work, { importId }) => ({
    rows: await offeredMappings(work, importId === null ? null : (await fileShape(work, importId)).columns),
  }),
  saveMapping: (work, { mapping, shared }) => saveMapping(work, mapping, shared),
  retireMapping: async ({ db, now }, { id }) => {
    const { numUpdatedRows } = await db
      .updateTable('importMappings')
      .set({ retiredAt: now })
      .where('id', '=', id)
      .where('retiredAt', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('missing');
    return done;
  },
});

const preparing = ({ house, fileShape }: Desk): Part<'upload' | 'inspect' | 'preview'> => ({
  upload: async (work, { name, content }) => ({
    id: await openImport(house, work, name, await keepContent(house, name, bytesOf(content))),
  }),
  inspect: async (work, { id, choices }) => {
    const shape = await fileShape(work, id, choices && chosen(choices));
    await editable(work, id, {
      ...(choices && { choices: JSON.stringify(choices) }),
      shape: JSON.stringify(withoutSamples(shape)),
    });
    const { encoding, ...rest } = shape;
    return { ...rest, encoding: encoding?.encoding ?? null, encodingGuessed: encoding?.by === 'guess' };
  },
  preview: async (work, { id, mapping: document, updateExisting }) => {
    const mapping = givenMapping(document);
    mustFit(mapping, (await fileShape(work, id)).columns);
    const jobId = await startJob(work, 'import_preview', { import: id });
    await editable(work, id, {
      mapping: JSON.stringify(mapping),
      updateExisting,
      previewJobId: jobId,
    });
    return { jobId };
  },
});

const previewed: Part<'records' | 'problems' | 'problemsFile'> = {
  records: async ({ db }, { id, target, doing, limit }) => {
    const rows = await db
      .selectFrom('importStaged')
      .select(['key', 'fileRow as row', 'fields', 'changes'])
      .select(sql<boolean>`sealed is not null`.as('contact'))
      .where('importId', '=', id)
      .where('target', '=', target)
      .where('doing', '=', doing)
      .orderBy(sql`changes is null`)
      .orderBy('batch')
      .orderBy('fileRow')
      .limit(limit)
      .execute();
    return {
      rows: rows.map(({ changes, ...row }) => ({
        ...row,
        fields: shownFields(row.fields as Record<string, unknown>),
        changes: changes as Record<string, [unknown, unknown]> | null,
      })),
    };
  },
  problems: async ({ db }, { id, limit, after }) => {
    const rows = (await problemRows(db, id, limit + 1, after)).map(shownProblem);
    const next = rows.length > limit ? (rows[limit - 1]?.n ?? null) : null;
    return { rows: rows.slice(0, limit), next };
  },
  problemsFile: async ({ db }, { id }) => {
    const { number } = await importOf(db, id);
    const columns = ['row', 'column', 'severity', 'problem', 'remedy', 'record', 'field', 'code'];
    const rows = (await problemRows(db, id, 10_000, 0)).map(shownProblem);
    let content = '';
    for await (const piece of csvPieces(
      columns.map((name) => ({ name })),
      rows.map((r) => [r.row, r.column, r.severity, r.problem, r.remedy, r.target, r.field, r.code]),
    ))
      content += piece;
    return { name: `${number}-problems.csv`, content };
  },
};

const writing: Part<'run' | 'obstacles' | 'undo'> = {
  run: async (work, { id }) => {
    const { state } = await importOf(work.db, id);
    if (state !== 'previewed' && state !== 'failed')
      throw refused('import', 'not_previewed', 'Preview the file first.');
    const jobId = await startJob(work, 'import_run', { import: id });
    await editable(work, id, { runJobId: jobId });
    return { jobId };
  },
  obstacles: async ({ db }, { id }) => {
    const { rows } = await sql<{
      what: string;
      caseId: string | null;
      number: string | null;
      count: number;
    }>`
      select o.what, c.id as case_id, c.number, sum(o.count)::bigint as count
      from taskforce.import_obstacles(${id}::uuid) o left join cases c on c.id = o.case_id
      group by 1, 2, 3 order by 3 nulls last, 1`.execute(db);
    return { rows: rows.slice(0, 200), total: rows.length };
  },
  undo: async (work, { id, reason }) => {
    await sql`select taskforce.ask_undo(${id}::uuid, ${reason})`.execute(work.db);
    return { jobId: await startJob(work, 'import_undo', { import: id }) };
  },
};

/** What the file said; what follows from it stays out of sight. */
function shownFields(fields: Record<string, unknown>): Record<string, unknown> {
  const {
    match_keys: _keys,
    triage_due_at: _due,
    retain_until: _until,
    origin_mode: _mode,
    external_id: _key,
    ...told
  } = fields;
  const said = Object.entries(told).filter(
    ([, value]) => value !== '' && value !== null && value !== 'unknown',
  );
  return Object.fromEntries(said);
}

/** Changes an import that is not written yet. @throws Problem missing, or refused when it is written */
async function editable({ db }: Work<Tables>, id: string, values: Record<string, unknown>): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set(values as never)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const there = await db.selectFrom('imports').select('id').where('id', '=', id).executeTakeFirst();
  throw there
    ? refused('import', 'not_open', 'Upload the file again: this import was written, or is not yours.')
    : new Problem('missing');
}

const withoutSamples = ({ columns, ...rest }: { columns: Shape['columns'] }) => ({
  ...rest,
  columns: columns.map(({ name }) => name),
});

/** The time zone of the task force: times in files are read by its clocks. */
async function zoneOf({ db }: Work<Tables>): Promise<string> {
  const { zone } = await db
    .selectNoFrom((eb) => eb.fn<string>('taskforce.zone').as('zone'))
    .executeTakeFirstOrThrow();
  return zone;
}

const problemRows = (db: Work<Tables>['db'], id: string, limit: number, after: number) =>
  db
    .selectFrom('importProblems')
    .select(['n', 'fileRow', 'columnName', 'target', 'field', 'severity', 'code', 'remedy'])
    .where('importId', '=', id)
    .where('n', '>', after)
    .orderBy('n')
    .limit(limit)
    .execute();

type ProblemRow = Awaited<ReturnType<typeof problemRows>>[number];

function shownProblem({ fileRow, columnName, severity, ...rest }: ProblemRow) {
  const sentence = importProblems[rest.code as keyof typeof importProblems]?.[0] ?? rest.code;
  const level = severity === 'warning' ? ('warning' as const) : ('error' as const);
  return { ...rest, severity: level, row: fileRow, column: columnName, problem: sentence };
}
