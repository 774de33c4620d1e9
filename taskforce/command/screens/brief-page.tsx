import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, client, queries } from '../../../web/api.ts';
import { saveFrom } from '../../../web/files.ts';
import { problemOf } from '../../../web/problem.ts';
import { Breadcrumbs, Button, Card, Notice, PageHeader, Stack, toast } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { BriefView } from './brief-view.tsx';
import styles from './command.module.css';
import { AccessLog } from '../../../web/house/audit/screens/access-log.tsx';
import { Loaded } from '../../../web/unread.tsx';
import { RecordFiles } from '../../files/screens/record-files.tsx';

type Format = 'pdf' | 'docx' | 'json';

/** One brief as it was frozen: its content, whether it is intact, and its documents. */
export default function BriefPage() {
  const { t } = useWords();
  const { briefId } = useParams({ strict: false }) as { briefId: string };
  const brief = useQuery(api.briefs.get.queryOptions({ input: { id: briefId } }));
  const print = useMutation({
    mutationFn: (format: Format) => client.briefs.document({ id: briefId, format }),
    onSuccess: (handed) => {
      saveFrom(handed);
      void queries.invalidateQueries({ queryKey: api.files.key() });
    },
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  const meta = brief.data?.brief;
  const content = brief.data?.content;
  const caseLink = meta?.caseId
    ? { label: t('command.caseBriefs.title'), href: `/cases/${meta.caseId}/briefs` }
    : { label: t('command.briefs'), href: '/briefs/made' };
  const actions = (['pdf', 'docx', 'json'] as const).map((format) => (
    <Button
      key={format}
      look={format === 'pdf' ? 'primary' : 'plain'}
      icon="export"
      pending={print.isPending && print.variables === format}
      onPress={() => print.mutate(format)}
    >
      {t(`command.format.${format}`)}
    </Button>
  ));
  return (
    <>
      <PageHeader
        title={t(meta?.kind === 'portfolio' ? 'command.brief.ofPortfolio' : 'command.brief.title')}
        crumbs={<Breadcrumbs label={t('command.here')} crumbs={[caseLink]} />}
        {...(content?.schema === 'concert.case-brief/1' ? { number: content.case.number } : {})}
        {...(meta
          ? {
              type: t('command.brief.version', { n: meta.version }),
              lead: t('command.brief.madeAt', { who: meta.madeBy, when: formatMoment(meta.madeAt) }),
            }
          : {})}
        actions={actions}
      />
      <Loaded query={brief} lines={10}>
        {(data) => (
          <Stack>
            {data.intact ? (
              <Notice tone="good" title={t('command.brief.intact')} />
            ) : (
              <Notice tone="danger" title={t('command.brief.altered')}>
                {t('command.brief.alteredHint')}
              </Notice>
            )}
            <BriefView content={data.content} />
            <Card title={t('command.brief.hash')}>
              <p className={styles['hash']}>{data.brief.hash}</p>
              <p className={styles['aside']}>{t('command.brief.hashHint')}</p>
            </Card>
            <Card title={t('command.brief.printed')}>
              <RecordFiles scopeTable="briefs" scopeId={briefId} mayAdd={false} />
            </Card>
            <Card title={t('command.history')}>
              <AccessLog table="briefs" id={briefId} />
            </Card>
          </Stack>
        )}
      </Loaded>
    </>
  );
}
