import { Badge, Card, Row } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import type { Plan } from '../../contract-plan.ts';
import { clocksOf, reliefOfAll } from '../../rules-classes.ts';
import styles from './plan.module.css';

/** Which authorities and relief apply to the classes of victims foreseen, with the clocks that begin on meeting them. */
export function ReliefCard({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const lines = reliefOfAll(plan.victimClasses);
  return (
    <Card title={t('operations.part.relief.title')}>
      {lines.length === 0 ? (
        <p className={styles['none']}>{t('operations.part.relief.none')}</p>
      ) : (
        <ul className={styles['items']}>
          {lines.map(({ relief, classes }) => {
            const hours = clocksOf[relief];
            return (
              <li key={relief}>
                <Row>
                  <strong>{t(`operations.relief.${relief}`)}</strong>
                  {hours !== undefined && (
                    <Badge tone="warn" icon="clock">
                      {t('operations.hours', { n: hours })}
                    </Badge>
                  )}
                </Row>
                <p>{classes.map((one) => t(`operations.class.${one}`)).join(', ')}</p>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
