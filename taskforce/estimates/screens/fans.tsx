import { Card, Stack } from '../../../web/ui/index.ts';
import { formatNumber, useWords } from '../../../web/words/index.ts';
import type { Phase } from '../../vocabulary/cases.ts';
import type { Fan } from '../contract.ts';
import { FanChart, FanLegend, type FanLook } from './fan-chart.tsx';
import styles from './estimates.module.css';

/** Arrests and dispositions month by month: what was, and what may be. */
export function Fans({ title, fans }: { title: string; fans: readonly { phase: Phase; fan: Fan }[] }) {
  const { t } = useWords();
  if (fans.length === 0) return null;
  return (
    <Card title={title}>
      <Stack>
        <p className={styles['aside']}>{t('estimates.fan.lead')}</p>
        {fans.map(({ phase, fan }) => (
          <FanChart
            key={phase}
            title={t(`estimates.fan.${phase}`)}
            fan={fan}
            look={phase as FanLook}
            format={formatNumber}
            file={phase === 'operational' ? 'estimated-arrests' : 'estimated-dispositions'}
          />
        ))}
        <FanLegend />
      </Stack>
    </Card>
  );
}
