import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { api, type Client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  Columns,
  DataList,
  DateField,
  EmptyState,
  Figure,
  PhasePicture,
  Row,
  Select,
  Stack,
  type Column,
  Wide,
} from '../../../web/ui/index.ts';
import { formatMoney, formatNumber, useWords, type Translate } from '../../../web/words/index.ts';
import { traffickingTypes, type TraffickingType } from '../../vocabulary/cases.ts';
import styles from './command.module.css';
import { BriefsFrame } from './frame.tsx';
import { labelOf, phaseNames, pictureInWords } from './names.ts';

const ReviewsOwed = lazy(() => import('../../operations/screens/reviews-owed.tsx'));

type View = Awaited<ReturnType<Client['portfolio']['view']>>;
type Case = View['rows'][number];

/** The phase picture across all cases one may read: what changed, what waits, hours and cost. */
export default function Portfolio() {
  const { t } = useWords();
  const can = useCan();
  const [chosen, setChosen] = useState<{
    agencyId: string | null;
    type: TraffickingType | null;
    since: string;
  }>({ agencyId: null, type: null, since: '' });
  const input = {
    agencyId: chosen.agencyId,
    type: chosen.type,
    since: chosen.since === '' ? null : chosen.since,
    limit: 25,
  };
  const view = useQuery({
    ...api.portfolio.view.queryOptions({ input }),
    placeholderData: (before) => before,
  });
  const people = useQuery(api.identity.colleagues.queryOptions({ input: {} }));
  const agencies = [
    { id: 'all', label: t('command.portfolio.allAgencies') },
    ...(people.data?.agencies ?? []).map((one) => ({ id: one.id, label: one.name })),
  ];
  const types = [
    { id: 'all', label: t('command.portfolio.allTypes') },
    ...traffickingTypes.map((id) => ({ id, label: labelOf(t, 'traffickingType', id) })),
  ];
  return (
    <BriefsFrame
      part="portfolio"
      {...(can('briefs.make')
        ? {
            actions: (
              <ButtonLink look="primary" icon="brief" href="/briefs/made">
                {t('command.portfolio.make')}
              </ButtonLink>
            ),
          }
        : {})}
    >
      <Stack>
        <Row align="end">
          <Select
            label={t('command.portfolio.agency')}
            placeholder={t('ui.choose')}
            options={agencies}
            value={chosen.agencyId ?? 'all'}
            onChange={(id) => setChosen({ ...chosen, agencyId: id === 'all' ? null : id })}
          />
          <Select
            label={t('command.portfolio.type')}
            placeholder={t('ui.choose')}
            options={types}
            value={chosen.type ?? 'all'}
            onChange={(id) => setChosen({ ...chosen, type: id === 'all' ? null : (id as TraffickingType) })}
          />
          <DateField
            label={t('command.portfolio.since')}
            required={false}
            value={view.data && chosen.since === '' ? view.data.since : chosen.since}
            onChange={(since) => setChosen({ ...chosen, since })}
          />
          <Button look="quiet" icon="refresh" pending={view.isFetching} onPress={() => void view.refetch()}>
            {t('command.refresh')}
          </Button>
        </Row>
        <Loaded query={view}>{(data) => <Sums data={data} t={t} />}</Loaded>
      </Stack>
    </BriefsFrame>
  );
}

function Sums({ data, t }: { data: View; t: Translate }) {
  const { totals } = data;
  return (
    <Stack>
      <div className={styles['figures']}>
        <Figure value={formatNumber(totals.cases)} label={t('command.portfolio.cases')} />
        <Figure value={formatNumber(totals.decisionsNeeded)} label={t('command.portfolio.decisions')} />
        <Figure value={formatNumber(totals.overdue)} label={t('command.portfolio.overdue')} />
        <Figure
          value={formatNumber(totals.phaseChanges)}
          label={t('command.portfolio.moves')}
          note={t('command.portfolio.inPeriod')}
        />
        <Figure
          value={formatNumber(totals.hoursPeriod)}
          label={t('command.portfolio.hours')}
          note={t('command.portfolio.toDate', { total: formatNumber(totals.hoursTotal) })}
        />
        <Figure
          value={formatMoney(totals.centsPeriod / 100)}
          label={t('command.portfolio.cost')}
          note={t('command.portfolio.toDate', { total: formatMoney(totals.centsTotal / 100) })}
        />
      </div>
      <Columns even>
        <Card title={t('command.portfolio.picture')}>
          <PhasePicture
            counts={totals.picture}
            names={phaseNames(t)}
            label={pictureInWords(t, totals.picture)}
          />
          <p className={styles['aside']}>
            {t('command.portfolio.closedStrands', { n: totals.picture.closed })}
          </p>
        </Card>
        <Card title={t('command.portfolio.byType')}>
          <ByType rows={data.byType} t={t} />
        </Card>
      </Columns>
      <OperationsOwed />
      <Card
        title={t('command.portfolio.attention')}
        count={t('command.portfolio.listed', {
          some: formatNumber(data.rows.length),
          all: formatNumber(totals.cases),
        })}
        flush
      >
        <CaseRows rows={data.rows} t={t} />
      </Card>
    </Stack>
  );
}

/** Reviews that operations owe; nothing while none is owed, or for those who read no operations. */
function OperationsOwed() {
  const can = useCan();
  const owed = useQuery({
    ...api.operations.owed.queryOptions({ input: {} }),
    enabled: can('operations.read'),
  });
  if (!owed.data || owed.data.rows.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ReviewsOwed rows={owed.data.rows} />
    </Suspense>
  );
}

function ByType({ rows, t }: { rows: View['byType']; t: Translate }) {
  if (rows.length === 0) return <EmptyState icon="case" title={t('command.portfolio.none')} />;
  return (
    <Wide label={t('command.portfolio.byType')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('command.portfolio.type')}</th>
            <th scope="col" className={styles['number']}>
              {t('command.portfolio.cases')}
            </th>
            <th scope="col">{t('command.portfolio.picture')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.type}>
              <th scope="row">{labelOf(t, 'traffickingType', row.type)}</th>
              <td className={styles['number']}>{formatNumber(row.cases)}</td>
              <td>
                <PhasePicture counts={row.picture} label={pictureInWords(t, row.picture)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function CaseRows({ rows, t }: { rows: readonly Case[]; t: Translate }) {
  const columns: Column<Case>[] = [
    {
      id: 'case',
      label: t('command.case'),
      primary: true,
      cell: (row) => (
        <>
          {row.number} {row.title}
        </>
      ),
    },
    { id: 'agency', label: t('command.portfolio.agency'), cell: (row) => row.agency, extra: true },
    {
      id: 'picture',
      label: t('command.portfolio.picture'),
      cell: (row) => <PhasePicture counts={row.picture} label={pictureInWords(t, row.picture)} />,
    },
    { id: 'why', label: t('command.portfolio.why'), cell: (row) => <Row>{whyOf(row, t)}</Row> },
    {
      id: 'changes',
      label: t('command.portfolio.changes'),
      cell: (row) => t('command.portfolio.changed', { moves: row.phaseChanges, acts: row.activities }),
    },
    {
      id: 'hours',
      label: t('command.portfolio.hours'),
      align: 'end',
      nowrap: true,
      cell: (row) => formatNumber(row.hoursTotal),
    },
    {
      id: 'cost',
      label: t('command.portfolio.cost'),
      align: 'end',
      nowrap: true,
      cell: (row) => formatMoney(row.centsTotal / 100),
    },
  ];
  return (
    <DataList
      id="portfolio"
      label={t('command.portfolio.attention')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.caseId}
      rowName={(row) => row.number}
      href={(row) => `/cases/${row.caseId}`}
      empty={<EmptyState icon="case" title={t('command.portfolio.none')} />}
    />
  );
}

function whyOf(row: Case, t: Translate) {
  return (
    <>
      {row.danger && (
        <Badge tone="danger" icon="danger">
          {t('command.portfolio.danger')}
        </Badge>
      )}
      {row.decisionsNeeded > 0 && (
        <Badge tone="warn">{t('command.portfolio.nDecisions', { n: row.decisionsNeeded })}</Badge>
      )}
      {row.overdue > 0 && <Badge tone="warn">{t('command.portfolio.nOverdue', { n: row.overdue })}</Badge>}
      {row.sealed && <Badge icon="seal">{t('command.sealed')}</Badge>}
    </>
  );
}
