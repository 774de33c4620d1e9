import type { TipPage } from '../contract-parts.ts';
import { problemOf } from '../../../web/problem.ts';
import { ButtonLink, EmptyState, Notice, Row, Skeleton, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { BigFacts, Signs, Similar, Told } from './facts.tsx';
import { nameOf } from './named.ts';
import { TipActions } from './tip-actions.tsx';
import styles from './tips.module.css';

/** The tip that is read beside the queue: the big facts first, then the words, then what may belong to it. */
export function Preview({
  chosen,
  tip,
  error,
  back,
}: {
  chosen: boolean;
  tip: TipPage | undefined;
  error: unknown;
  back: string;
}) {
  const { t } = useWords();
  if (!chosen)
    return (
      <div className={styles['preview']}>
        <EmptyState icon="tip" title={t('tips.queue.pick')} />
      </div>
    );
  if (error) return <Notice tone="warn">{problemOf(error).sentence}</Notice>;
  if (!tip)
    return (
      <div className={styles['preview']}>
        <Skeleton label={t('ui.reading')} lines={6} />
      </div>
    );
  return (
    <section className={styles['preview']} aria-label={tip.number} key={tip.id}>
      <div className={styles['preview-back']}>
        <ButtonLink size="small" look="quiet" icon="previous" href={back}>
          {t('tips.queue.back')}
        </ButtonLink>
      </div>
      <Stack>
        <Row spread>
          <h2>
            <span className={styles['number']}>{tip.number}</span> {nameOf(t, 'tipState', tip.state)}
          </h2>
          <ButtonLink size="small" href={`/tips/${tip.id}`}>
            {t('tips.do.page')}
          </ButtonLink>
        </Row>
        <BigFacts tip={tip} />
        <div className={styles['actions']}>
          <TipActions tip={tip} />
        </div>
        <Told tip={tip} />
        <Similar tip={tip} />
        <Signs tip={tip} />
      </Stack>
    </section>
  );
}
