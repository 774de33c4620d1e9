import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Button, Card, Facts, PhaseChip, Row, Stack, Wide } from '../../../web/ui/index.ts';
import { formatDate, formatNumber, useWords, type Translate } from '../../../web/words/index.ts';
import { BriefsFrame } from '../../command/screens/frame.tsx';
import { labelOf } from '../../command/screens/names.ts';
import type { PhasePriors } from '../contract-track.ts';
import { outweighing } from '../rules-priors.ts';
import { PriorDialog, ShippedDialog } from './prior-dialogs.tsx';
import styles from './estimates.module.css';

type Open = { one: PhasePriors; what: 'replace' | 'shipped' } | null;

const figure = (n: number) => formatNumber(n, { maximumFractionDigits: 2 });

/** What each phase is taken to be like before own data: which prior is in force, whose, and what own data outweigh it. */
export default function PriorsPage() {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const found = useQuery(api.priors.list.queryOptions({ input: {} }));
  const close = () => setOpen(null);
  return (
    <BriefsFrame part="estimates">
      <Stack>
        <p>
          <a href="/briefs/estimates">{t('estimates.track.back')}</a>
        </p>
        <p className={styles['aside']}>{t('estimates.prior.lead')}</p>
        <Loaded query={found}>
          {(data) => (
            <Stack>
              {data.phases.map((one) => (
                <PhaseCard key={one.phase} one={one} open={setOpen} />
              ))}
            </Stack>
          )}
        </Loaded>
        {open?.what === 'replace' && <PriorDialog one={open.one} onClose={close} />}
        {open?.what === 'shipped' && <ShippedDialog one={open.one} onClose={close} />}
      </Stack>
    </BriefsFrame>
  );
}

function whose(t: Translate, { line, shipped }: PhasePriors): string {
  if (line?.prior)
    return t('estimates.prior.ofSite', {
      who: line.madeBy,
      day: formatDate(line.fromOn),
      source: t(`estimates.source.${line.prior.basis}`),
    });
  return t('estimates.prior.ofShipped', { source: t(`estimates.source.${shipped.basis}`) });
}

function PhaseCard({ one, open }: { one: PhasePriors; open: (what: Open) => void }) {
  const { t } = useWords();
  const keep = useCan()('estimates.keep');
  const { inForce, medians, own, line } = one;
  const name = labelOf(t, 'phase', one.phase);
  return (
    <Card title={name} actions={<PhaseChip phase={one.phase} label={name} />}>
      <Stack gap="small">
        <p className={styles['line']}>
          {t('estimates.prior.medians', {
            median: figure(medians.median),
            from: figure(medians.from),
            to: figure(medians.to),
          })}
        </p>
        <p>{whose(t, one)}</p>
        {line?.prior && <p className={styles['aside']}>{line.reason}</p>}
        <p>
          {own === null || own.observed === 0
            ? t('estimates.prior.noOwn', { worth: figure(inForce.speedWorth) })
            : t('estimates.prior.outweigh', {
                n: own.observed,
                worth: figure(inForce.speedWorth),
                times: figure(outweighing(own.observed, inForce.speedWorth)),
              })}
        </p>
        <Facts
          columns={2}
          empty={t('ui.nothing')}
          facts={[
            { label: t('estimates.prior.spread'), value: figure(inForce.spread) },
            { label: t('estimates.prior.speedWorth'), value: figure(inForce.speedWorth) },
            { label: t('estimates.prior.tie'), value: figure(inForce.tie) },
            { label: t('estimates.prior.exitsWorth'), value: figure(inForce.exitsWorth) },
          ]}
        />
        <Exits one={one} name={name} />
        <Lines one={one} />
        {keep && (
          <Row>
            <Button onPress={() => open({ one, what: 'replace' })}>{t('estimates.prior.replace')}</Button>
            {line?.prior && (
              <Button onPress={() => open({ one, what: 'shipped' })}>{t('estimates.prior.toShipped')}</Button>
            )}
          </Row>
        )}
      </Stack>
    </Card>
  );
}

function Exits({ one, name }: { one: PhasePriors; name: string }) {
  const { t } = useWords();
  const share = (n: number | undefined) => formatNumber(Math.round((n ?? 0) * 100));
  return (
    <Wide label={`${name}: ${t('estimates.prior.exits')}`}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('estimates.prior.exits')}</th>
            <th scope="col" className={styles['number']}>
              {t('estimates.prior.early')}
            </th>
            <th scope="col" className={styles['number']}>
              {t('estimates.prior.late')}
            </th>
          </tr>
        </thead>
        <tbody>
          {Object.keys(one.shipped.exitsEarly).map((exit) => (
            <tr key={exit}>
              <th scope="row">{t(`estimates.exit.${exit.replaceAll(' ', '_')}`)}</th>
              <td className={styles['number']}>{share(one.inForce.exitsEarly[exit])}</td>
              <td className={styles['number']}>{share(one.inForce.exitsLate[exit])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Lines({ one }: { one: PhasePriors }) {
  const { t } = useWords();
  if (one.lines.length === 0) return null;
  return (
    <details>
      <summary>{t('estimates.prior.history', { n: one.lines.length })}</summary>
      <ul>
        {one.lines.map((line) => (
          <li key={line.madeAt}>
            {t(line.prior === null ? 'estimates.prior.lineShipped' : 'estimates.prior.lineSite', {
              day: formatDate(line.fromOn),
              who: line.madeBy,
              median: line.prior === null ? '' : figure(line.prior.medianDays),
            })}{' '}
            {line.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
