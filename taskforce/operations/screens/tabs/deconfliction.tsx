import { EmptyState } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import type { OfOperation } from '../tabs.ts';

/** Tab of an operation; nothing is kept in it yet. */
export default function DeconflictionTab({ operation: _operation }: OfOperation) {
  const { t } = useWords();
  return (
    <EmptyState icon="agenda" title={t('operations.deconfliction.title')}>
      {t('operations.soon')}
    </EmptyState>
  );
}
