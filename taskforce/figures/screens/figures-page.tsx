import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, client, type Client } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  Notice,
  PageHeader,
  Stack,
  toast,
  Wide,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, knows, useWords } from '../../../web/words/index.ts';
import type { Translate } from '../../../web/words/index.ts';
import styles from './figures-page.module.css';

type Figures = Awaited<ReturnType<Client['figures']['read']>>;

/** One report of a provider, as it came: what was left out says so. */
export default function FiguresPage() {
  const { t } = useWords();
  const { figuresId = '' } = useParams({ strict: false }) as { figuresId?: string };
  const read = useQuery(api.figures.read.queryOptions({ input: { id: figuresId } }));
  const table = useMutation({
    mutationFn: () => client.figures.table({ id: figuresId }),
    onSuccess: ({ name, csv }) => keep(name, csv),
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  const { report, rows } = read.data;
  const measures = [...new Set(rows.map((row) => row.measure))];
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('figures.page.crumb')}
            crumbs={[{ label: t('figures.list.title'), href: '/figures' }]}
          />
        }
        title={`${report.provider.name}: ${formatDate(report.from)} – ${formatDate(report.until)}`}
        lead={t('figures.page.lead', { when: formatMoment(report.receivedAt), limit: report.limit })}
        actions={
          <Button icon="export" pending={table.isPending} onPress={() => table.mutate()}>
            {t('figures.page.export')}
          </Button>
        }
      />
      <Stack>
        {report.amendedBy && (
          <Notice
            tone="warn"
            action={
              <ButtonLink href={`/figures/${report.amendedBy}`}>{t('figures.page.toLater')}</ButtonLink>
            }
          >
            {t('figures.page.amended')}
          </Notice>
        )}
        <Notice>{t('figures.page.hint', { limit: report.limit })}</Notice>
        {measures.map((measure) => (
          <Measure key={measure} measure={measure} rows={rows.filter((row) => row.measure === measure)} />
        ))}
      </Stack>
    </>
  );
}

function Measure({ measure, rows }: { measure: string; rows: Figures['rows'] }) {
  const { t } = useWords();
  return (
    <Card title={wordOf(t, 'measure', measure)}>
      <Wide label={wordOf(t, 'measure', measure)}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('figures.field.group')}</th>
              <th scope="col">{t('figures.field.value')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.group}>
                <th scope="row">{wordOf(t, 'group', row.group)}</th>
                <td>{row.value ?? t('figures.field.leftOut')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Card>
  );
}

function wordOf(t: Translate, list: string, id: string): string {
  const key = `figures.${list}.${id}`;
  return knows(key) ? t(key) : id.replaceAll('_', ' ');
}

/** Gives the table to the browser to keep. */
function keep(name: string, csv: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
