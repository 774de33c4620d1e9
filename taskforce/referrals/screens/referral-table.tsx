import { Badge, Clock, DataList, EmptyState, Row, Status } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import type { ReferralRow } from '../contract.ts';
import { stateTone, useWordsOf } from './shared.ts';

/** The columns of a list of referrals. */
export function useReferralColumns(withCase: boolean): Column<ReferralRow>[] {
  const { t } = useWords();
  const { word } = useWordsOf();
  return [
    {
      id: 'number',
      label: t('referrals.field.number'),
      primary: true,
      nowrap: true,
      cell: (row) => (
        <Row>
          <strong>{row.number}</strong> {row.alias}
        </Row>
      ),
    },
    {
      id: 'state',
      label: t('referrals.field.state'),
      cell: (row) => (
        <Row>
          <Status tone={stateTone[row.state]}>{word('state', row.state)}</Status>
          {row.declineReason && <Badge>{word('decline', row.declineReason)}</Badge>}
        </Row>
      ),
    },
    {
      id: 'due',
      label: t('referrals.field.answerBy'),
      cell: (row) => (row.answerBy ? <Clock due={row.answerBy} /> : ''),
    },
    {
      id: 'needs',
      label: t('referrals.field.needs'),
      cell: (row) => row.needs.map((need) => word('need', need)).join(', '),
    },
    { id: 'urgency', label: t('referrals.field.urgency'), cell: (row) => word('urgency', row.urgency) },
    { id: 'provider', label: t('referrals.field.provider'), cell: (row) => row.provider?.name ?? '' },
    ...(withCase
      ? [
          {
            id: 'case',
            label: t('referrals.field.case'),
            nowrap: true,
            cell: (row: ReferralRow) => row.case.number,
          },
        ]
      : []),
    {
      id: 'moved',
      label: t('referrals.field.movedAt'),
      nowrap: true,
      cell: (row) => formatDate(row.movedAt.slice(0, 10)),
    },
  ];
}

type Props = { id: string; rows: ReferralRow[] | undefined; withCase: boolean } & Partial<
  Parameters<typeof DataList<ReferralRow>>[0]
>;

/** A list of referrals; each leads to its page. */
export function ReferralTable({ id, rows, withCase, ...more }: Props) {
  const { t } = useWords();
  const columns = useReferralColumns(withCase);
  return (
    <DataList
      id={id}
      label={t('referrals.title')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.number}
      href={(row) => `/referrals/${row.id}`}
      empty={
        <EmptyState icon="people" title={t('referrals.none')}>
          {t('referrals.noneHint')}
        </EmptyState>
      }
      {...more}
    />
  );
}
