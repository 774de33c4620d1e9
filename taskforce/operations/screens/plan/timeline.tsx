import type { CSSProperties } from 'react';
import { Wide } from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import type { Plan } from '../../contract-plan.ts';
import { spansOf } from '../../rules-timeline.ts';
import styles from './plan.module.css';

/** Stages over time: bars for the eye, the same as a table for everybody. A dashed bar: no time is set yet. */
export function StageTimeline({ plan }: { plan: Plan }) {
  const { t } = useWords();
  if (plan.stages.length === 0) return null;
  const spans = spansOf(plan.stages, plan.dependencies);
  const nameOf = new Map(plan.stages.map((one) => [one.id, one.name]));
  const at = (moment: string | null) => (moment === null ? t('operations.notSet') : formatMoment(moment));
  return (
    <Wide label={t('operations.timeline')}>
      <div className={styles['chart']} aria-hidden="true">
        {plan.stages.map((stage) => {
          const span = spans.get(stage.id)!;
          return (
            <div key={stage.id} className={styles['line']}>
              <span>{stage.name}</span>
              <div className={styles['track']}>
                <div
                  className={`${styles['bar']} ${span.set ? '' : styles['guess']}`}
                  style={{ '--from': span.from, '--long': span.long } as CSSProperties}
                />
              </div>
            </div>
          );
        })}
      </div>
      <table className={styles['table']}>
        <caption className="visually-hidden">{t('operations.timeline')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('operations.of.name')}</th>
            <th scope="col">{t('operations.field.plannedFrom')}</th>
            <th scope="col">{t('operations.field.plannedUntil')}</th>
            <th scope="col">{t('operations.of.waitsFor')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.stages.map((stage) => (
            <tr key={stage.id}>
              <th scope="row">{stage.name}</th>
              <td>{at(stage.plannedFrom)}</td>
              <td>{at(stage.plannedUntil)}</td>
              <td>
                {plan.dependencies
                  .filter((one) => one.stageId === stage.id)
                  .map((one) => nameOf.get(one.needsStageId))
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
