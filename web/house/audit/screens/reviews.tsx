import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queries } from '../../../api.ts';
import { formProblems } from '../../../problem.ts';
import { useCan } from '../../../session.ts';
import {
  Button,
  Card,
  Columns,
  EmptyState,
  Facts,
  Form,
  FormActions,
  Select,
  Skeleton,
  Stack,
  TextArea,
  toast,
} from '../../../ui/index.ts';
import { formatDate, formatMoment, formatNumber, useWords } from '../../../words/index.ts';
import styles from './audit.module.css';
import { AuditFrame } from './frame.tsx';
import { nameOf } from './names.ts';

/** The weekly review: what the week holds in numbers, and the signature of who looked. */
export default function Reviews() {
  const { t } = useWords();
  const can = useCan();
  const reviews = useQuery(api.audit.reviews.queryOptions({ input: {} }));
  const open = reviews.data?.open ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const week = chosen !== null && open.includes(chosen) ? chosen : (open.at(-1) ?? null);
  return (
    <AuditFrame part="reviews">
      {!reviews.data ? (
        <Skeleton label={t('ui.reading')} lines={6} />
      ) : (
        <Columns even>
          <Card title={t('audit.reviews.open')} count={open.length}>
            {week === null ? (
              <EmptyState icon="check" title={t('audit.reviews.allDone')}>
                {t('audit.reviews.allDoneHint')}
              </EmptyState>
            ) : (
              <Stack>
                <Select
                  label={t('audit.reviews.week')}
                  placeholder={t('ui.choose')}
                  options={open.map((id) => ({
                    id,
                    label: t('audit.reviews.weekOf', { day: formatDate(id) }),
                  }))}
                  value={week}
                  onChange={setChosen}
                />
                <WeekNumbers week={week} />
                {can('audit.review') && <SignOff key={week} week={week} />}
              </Stack>
            )}
          </Card>
          <Card title={t('audit.reviews.done')} count={reviews.data.rows.length}>
            <PastReviews rows={reviews.data.rows} />
          </Card>
        </Columns>
      )}
    </AuditFrame>
  );
}

function WeekNumbers({ week }: { week: string }) {
  const { t } = useWords();
  const { data } = useQuery(api.audit.week.queryOptions({ input: { week } }));
  if (!data) return <Skeleton label={t('ui.reading')} />;
  return (
    <>
      <Facts
        columns={2}
        empty={t('ui.nothing')}
        facts={[
          { label: t('audit.reviews.entries'), value: formatNumber(data.entries) },
          { label: t('audit.reviews.refused'), value: formatNumber(data.refused) },
          { label: t('audit.reviews.people'), value: formatNumber(data.accounts) },
        ]}
      />
      {data.actions.length > 0 && (
        <table className={styles['weeks']}>
          <thead>
            <tr>
              <th scope="col">{t('audit.column.action')}</th>
              <th scope="col" className={styles['figure']}>
                {t('audit.reviews.count')}
              </th>
              <th scope="col" className={styles['figure']}>
                {t('audit.reviews.notDone')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.actions.map((one) => (
              <tr key={one.action}>
                <td>{nameOf(t, 'action', one.action)}</td>
                <td className={styles['figure']}>{formatNumber(one.count)}</td>
                <td className={styles['figure']}>{formatNumber(one.refused)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function SignOff({ week }: { week: string }) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  const sign = useMutation(
    api.audit.signOff.mutationOptions({
      onSuccess: async () => {
        toast({ text: t('audit.reviews.signed') });
        await queries.invalidateQueries({ queryKey: api.audit.key() });
      },
    }),
  );
  return (
    <Form
      onSubmit={() => sign.mutate({ week, note })}
      problemsTitle={t('ui.problems')}
      {...formProblems(sign.error)}
    >
      <TextArea
        label={t('audit.reviews.note')}
        hint={t('audit.reviews.noteHint')}
        name="note"
        rows={3}
        required={false}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
      <FormActions>
        <Button look="primary" type="submit" icon="check" pending={sign.isPending}>
          {t('audit.reviews.sign')}
        </Button>
      </FormActions>
    </Form>
  );
}

type Past = { week: string; reviewedBy: string; reviewedAt: string; entries: number; note: string };

function PastReviews({ rows }: { rows: readonly Past[] }) {
  const { t } = useWords();
  if (rows.length === 0) return <EmptyState icon="audit" title={t('audit.reviews.none')} />;
  return (
    <table className={styles['weeks']}>
      <thead>
        <tr>
          <th scope="col">{t('audit.reviews.week')}</th>
          <th scope="col">{t('audit.reviews.by')}</th>
          <th scope="col" className={styles['figure']}>
            {t('audit.reviews.entries')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.week}>
            <td>{formatDate(row.week)}</td>
            <td>
              {row.reviewedBy}, {formatMoment(row.reviewedAt)}
              {row.note !== '' && <div>{row.note}</div>}
            </td>
            <td className={styles['figure']}>{formatNumber(row.entries)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
