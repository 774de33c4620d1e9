import type { ReactNode } from 'react';
import { Row } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import styles from './plan.module.css';

/** A part of the plan that its contents lead to. */
export function Chapter({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} tabIndex={-1} className={styles['chapter']}>
      {children}
    </div>
  );
}

/** The parts of the plan in their order, each a link within the page. */
export function Contents({ chapters }: { chapters: readonly { id: string; title: string }[] }) {
  const { t } = useWords();
  return (
    <nav aria-label={t('operations.contents')}>
      <Row>
        {chapters.map(({ id, title }) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </Row>
    </nav>
  );
}
