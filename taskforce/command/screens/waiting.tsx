import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Card, EmptyState, Stack, Switch } from '../../../web/ui/index.ts';
import { formatCount, useWords } from '../../../web/words/index.ts';
import styles from './command.module.css';
import { DecisionCard } from './decision-list.tsx';
import { AgendaFrame } from './frame.tsx';

/** Decisions that wait in all cases one may read. */
export default function Waiting() {
  const { t } = useWords();
  const [mine, setMine] = useState(false);
  const waiting = useQuery({
    ...api.decisions.waiting.queryOptions({ input: { mine } }),
    placeholderData: (before) => before,
  });
  return (
    <AgendaFrame part="decisions">
      <Stack>
        <Switch on={mine} onChange={setMine}>
          {t('command.waiting.mine')}
        </Switch>
        <Loaded query={waiting}>
          {({ decisions, total }) => (
            <Stack>
              <p className={styles['aside']} role="status">
                {t('command.waiting.count', { n: formatCount(total.count, total.capped) })}
              </p>
              {decisions.length === 0 && (
                <Card>
                  <EmptyState icon="check" title={t('command.waiting.none')} />
                </Card>
              )}
              {decisions.map((one) => (
                <DecisionCard key={one.id} one={one} showCase />
              ))}
            </Stack>
          )}
        </Loaded>
      </Stack>
    </AgendaFrame>
  );
}
