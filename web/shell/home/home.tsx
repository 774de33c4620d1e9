import { EmptyState, Card } from '../../ui/surface.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useWords } from '../../words/index.ts';

/** My day, before any room has something to tell. */
export default function Home() {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t('shell.home.title')} />
      <Card>
        <EmptyState icon="check" title={t('shell.home.welcome')}>
          {t('shell.home.welcomeHint')}
        </EmptyState>
      </Card>
    </>
  );
}
