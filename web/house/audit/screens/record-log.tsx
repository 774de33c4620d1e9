import { useCan } from '../../../session.ts';
import { useParams } from '@tanstack/react-router';
import { Breadcrumbs, ButtonLink, Card, PageHeader } from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';
import { AccessLog } from './access-log.tsx';
import { nameOf, pageOf } from './names.ts';

/** Who did what with one record, on a page of its own for reviewers. */
export default function RecordLog() {
  const { t } = useWords();
  const can = useCan();
  const { table, id } = useParams({ strict: false }) as { table: string; id: string };
  const page = pageOf(table, id, can);
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs label={t('audit.here')} crumbs={[{ label: t('audit.title'), href: '/audit' }]} />
        }
        title={t('audit.record.title')}
        type={nameOf(t, 'table', table)}
        lead={t('audit.record.lead')}
        {...(page === undefined
          ? {}
          : { actions: <ButtonLink href={page}>{t('audit.entry.open')}</ButtonLink> })}
      />
      <Card>
        <AccessLog table={table} id={id} />
      </Card>
    </>
  );
}
