import { setSearchTerm } from '../../../web/shell/search-term.ts';
import { useWords } from '../../../web/words/index.ts';
import styles from './search.module.css';

const examples = ['words', 'exact', 'or', 'not', 'begin', 'phone', 'name', 'filter', 'number'] as const;

/** How to ask, with examples to press. */
export function QueryHelp({ open }: { open: boolean }) {
  const { t } = useWords();
  return (
    <details className={styles['help']} open={open} key={String(open)}>
      <summary>{t('search.help.title')}</summary>
      <dl>
        {examples.map((one) => (
          <div key={one}>
            <dt>
              <button
                type="button"
                className={styles['example']}
                onClick={() => setSearchTerm(t(`search.help.${one}.example`))}
              >
                {t(`search.help.${one}.example`)}
              </button>
            </dt>
            <dd>{t(`search.help.${one}.means`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
