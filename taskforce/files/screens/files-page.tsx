import { useParams } from '@tanstack/react-router';
import { useCan } from '../../../web/session.ts';
import { PageHeader } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { RecordFiles } from './record-files.tsx';

/** The files of one record on a page of their own. */
export default function FilesPage() {
  const { t } = useWords();
  const can = useCan();
  const { table, id } = useParams({ strict: false }) as { table: string; id: string };
  const scopeTable = table === 'tips' ? 'tips' : 'cases';
  return (
    <>
      <PageHeader title={t('files.title')} />
      <RecordFiles
        scopeTable={scopeTable}
        scopeId={id}
        mayAdd={can(scopeTable === 'tips' ? 'tips.receive' : 'cases.write')}
      />
    </>
  );
}
