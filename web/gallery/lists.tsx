import { useState } from 'react';
import {
  Badge,
  Button,
  Clock,
  DataList,
  EmptyState,
  FilterBar,
  PhasePicture,
  Row,
  SavedViews,
  SidePanel,
  Stack,
  WithPanel,
} from '../ui/index.ts';
import type { Chosen, Column, Sort } from '../ui/index.ts';
import { CASES, NOW } from './sample.ts';
import type { SampleCase } from './sample.ts';

const COLUMNS: Column<SampleCase>[] = [
  { id: 'number', label: 'Number', cell: (row) => row.number, primary: true, nowrap: true, sortable: true },
  {
    id: 'title',
    label: 'Title',
    cell: (row) => (
      <Row>
        {row.title}
        {row.sealed && (
          <Badge tone="warn" icon="seal">
            Sealed
          </Badge>
        )}
      </Row>
    ),
  },
  { id: 'kind', label: 'Type', cell: (row) => row.kind, sortable: true },
  {
    id: 'phases',
    label: 'Phase picture',
    cell: ({ phases }) => (
      <PhasePicture
        counts={phases}
        label={`${phases.pre_operational} pre-operational, ${phases.operational} operational, ${phases.post_operational} post-operational`}
      />
    ),
  },
  { id: 'lead', label: 'Lead', cell: (row) => row.lead, sortable: true },
  {
    id: 'due',
    label: 'Next deadline',
    cell: (row) => row.due && <Clock due={row.due} now={NOW} />,
    sortable: true,
  },
  { id: 'origin', label: 'Origin', cell: (row) => row.origin, extra: true },
  {
    id: 'hours',
    label: 'Hours',
    cell: (row) => row.hours.toLocaleString('en'),
    align: 'end',
    sortable: true,
  },
];

const FACETS = [
  {
    id: 'kind',
    label: 'Type',
    options: ['Sex', 'Labor', 'Both', 'Undetermined'].map((label) => ({
      id: label.toLowerCase(),
      label,
      count: '12',
    })),
  },
  {
    id: 'phase',
    label: 'Phase',
    options: [
      { id: 'pre', label: 'Pre-operational' },
      { id: 'op', label: 'Operational' },
      { id: 'post', label: 'Post-operational' },
    ],
  },
  {
    id: 'lead',
    label: 'Lead agency',
    options: [{ id: 'hcpd', label: 'Harbor County Police' }],
    single: true,
  },
];

export function Lists() {
  const [sort, setSort] = useState<Sort>({ by: 'number', descending: true });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['c2']));
  const [chosen, setChosen] = useState<Chosen>({ kind: ['sex', 'both'] });
  const [peek, setPeek] = useState(false);
  return (
    <Stack gap="large">
      <DataList
        id="gallery-cases"
        label="Cases"
        columns={COLUMNS}
        rows={CASES}
        rowId={(row) => row.id}
        rowName={(row) => row.number}
        href={(row) => `#${row.id}`}
        sort={sort}
        onSort={setSort}
        selected={selected}
        onSelect={setSelected}
        bulk={
          <>
            <Button size="small" icon="user">
              Assign
            </Button>
            <Button size="small" icon="export">
              Export
            </Button>
          </>
        }
        tools={
          <>
            <SavedViews
              views={[{ id: 'v1', name: 'Overdue in my agency', sharing: 'Mine' }]}
              current="v1"
              onChoose={() => undefined}
              onSave={() => undefined}
              sharing={[
                { id: 'mine', label: 'Only me' },
                { id: 'team', label: 'My agency' },
              ]}
            />
            <FilterBar facets={FACETS} chosen={chosen} onChange={setChosen} />
          </>
        }
        empty={<EmptyState title="No cases fit" />}
        page={{ from: 1, shown: CASES.length, total: 10_000, capped: true, onNext: () => undefined }}
      />
      <WithPanel
        panel={
          <SidePanel
            open={peek}
            title="2026-0041"
            closeLabel="Close"
            onClose={() => setPeek(false)}
            actions={<Button look="primary">Open</Button>}
          >
            Greenhouse crews, wage theft and threats.
          </SidePanel>
        }
      >
        <DataList
          id="gallery-waiting"
          label="Being read"
          columns={COLUMNS.slice(0, 3)}
          rows={undefined}
          rowId={(row) => row.id}
          rowName={(row) => row.number}
          empty={null}
          tools={
            <Button size="small" onPress={() => setPeek(!peek)}>
              Peek
            </Button>
          }
        />
      </WithPanel>
      <DataList
        id="gallery-empty"
        label="Nothing"
        columns={COLUMNS.slice(0, 3)}
        rows={[]}
        rowId={(row) => row.id}
        rowName={(row) => row.number}
        empty={
          <EmptyState
            icon="case"
            title="No cases fit these filters"
            action={<Button>Clear filters</Button>}
          />
        }
      />
    </Stack>
  );
}
