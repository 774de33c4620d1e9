import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Link } from 'react-aria-components';
import { api } from '../../../web/api.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import { Breadcrumbs, EmptyState, PageHeader, Skeleton, Status, Wide } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { criteria } from '../rules.ts';
import styles from './nominations.module.css';
import { Answer, castOf, checkTone, ClockOf, stateTone } from './shared.tsx';

/** Nominations side by side, question by question; nothing is added up. */
export default function Compare() {
  const { t } = useWords();
  const { ids: given } = useSearch({ strict: false }) as { ids?: string };
  const chosen = (given ?? '')
    .split(',')
    .filter((id) => /^[0-9a-f-]{36}$/.test(id))
    .slice(0, 6);
  const waiting = useQuery({
    ...api.nominations.list.queryOptions({ input: { states: ['waiting'] } }),
    enabled: chosen.length === 0,
  });
  const ids = chosen.length > 0 ? chosen : (waiting.data?.rows ?? []).slice(0, 6).map(({ id }) => id);
  const read = useQuery({
    ...api.nominations.compare.queryOptions({ input: { ids } }),
    enabled: ids.length > 0,
  });
  const rows = ids.length === 0 && waiting.data ? [] : read.data?.rows;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('nominations.crumb')}
            crumbs={[{ label: t('nominations.title'), href: '/nominations' }]}
          />
        }
        title={t('nominations.compare.title')}
        lead={t('nominations.compare.lead')}
      />
      <ReadFailed query={read} />
      {!rows && !read.error && <Skeleton label={t('ui.reading')} lines={6} />}
      {rows?.length === 0 && <EmptyState icon="columns" title={t('nominations.compare.none')} />}
      {rows && rows.length > 0 && (
        <Wide label={t('nominations.compare.title')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('nominations.compare.criterion')}</th>
                {rows.map((row) => (
                  <th scope="col" key={row.id}>
                    <Link href={`/nominations/${row.id}`}>{`${row.number} ${row.title}`}</Link>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t('nominations.column.type')}</th>
                {rows.map((row) => (
                  <td key={row.id}>{t(`vocabulary.traffickingType.${row.type}.label`)}</td>
                ))}
              </tr>
              {criteria.map((criterion) => (
                <tr key={criterion}>
                  <th scope="row">{t(`nominations.criterion.${criterion}`)}</th>
                  {rows.map((row) => (
                    <td key={row.id}>
                      <Answer criterion={criterion} level={row[criterion]} />
                      <p>{row[`${criterion}Why`]}</p>
                    </td>
                  ))}
                </tr>
              ))}
              <tr>
                <th scope="row">{t('nominations.check.title')}</th>
                {rows.map((row) => (
                  <td key={row.id}>
                    <Status tone={checkTone[row.check]}>{t(`nominations.check.${row.check}`)}</Status>
                  </td>
                ))}
              </tr>
              <tr>
                <th scope="row">{t('nominations.vote.title')}</th>
                {rows.map((row) => (
                  <td key={row.id}>
                    {castOf(row.votes) === 0
                      ? t('nominations.vote.none')
                      : t('nominations.vote.counts', row.votes)}
                  </td>
                ))}
              </tr>
              <tr>
                <th scope="row">{t('nominations.column.state')}</th>
                {rows.map((row) => (
                  <td key={row.id}>
                    <Status tone={stateTone[row.state]}>{t(`nominations.state.${row.state}`)}</Status>
                  </td>
                ))}
              </tr>
              <tr>
                <th scope="row">{t('nominations.column.clock')}</th>
                {rows.map((row) => (
                  <td key={row.id}>
                    <ClockOf row={row} />
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </Wide>
      )}
    </>
  );
}
