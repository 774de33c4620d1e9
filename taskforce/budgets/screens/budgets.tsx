import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  AlertDialog,
  Button,
  Card,
  EmptyState,
  Notice,
  Row,
  Select,
  Stack,
  Wide,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoney, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { BriefsFrame } from '../../command/screens/frame.tsx';
import type { Rate } from '../contract.ts';
import { FundingDialog, RateDialog, SourceDialog } from './dialogs.tsx';
import styles from './budgets.module.css';

type Budgets = Awaited<ReturnType<Client['budgets']['list']>>;
type Open = 'rate' | 'funding' | 'source' | Rate | null;
type Part = { data: Budgets; open: (what: Open) => void };

/** Rates by role, money by source and fiscal year. */
export default function BudgetsPage() {
  const [open, setOpen] = useState<Open>(null);
  const found = useQuery(api.budgets.list.queryOptions({ input: {} }));
  const close = () => setOpen(null);
  return (
    <BriefsFrame part="budgets">
      <Loaded query={found}>
        {(data) => (
          <Stack>
            <Rates data={data} open={setOpen} />
            <FundingCard data={data} open={setOpen} />
            <FiscalMonth month={data.fiscalMonth} />
            {open === 'rate' && <RateDialog sources={data.funding} onClose={close} />}
            {open === 'funding' && <FundingDialog sources={data.funding} onClose={close} />}
            {open === 'source' && <SourceDialog onClose={close} />}
            {open !== null && typeof open === 'object' && <RemoveRate rate={open} onClose={close} />}
          </Stack>
        )}
      </Loaded>
    </BriefsFrame>
  );
}

function RemoveRate({ rate, onClose }: { rate: Rate; onClose: () => void }) {
  const { t } = useWords();
  const remove = useAct(() => client.budgets.removeRate({ id: rate.id }), onClose);
  return (
    <AlertDialog
      open
      title={t('budgets.removeTitle')}
      confirmLabel={t('budgets.remove')}
      cancelLabel={t('ui.cancel')}
      harmful
      onConfirm={() => remove.run(undefined)}
      onCancel={onClose}
    >
      {remove.failure ?? t('budgets.removeText')}
    </AlertDialog>
  );
}

function Rates({ data, open }: Part) {
  const { t } = useWords();
  const keep = useCan()('budgets.keep');
  const role = (id: string) => t(`vocabulary.workRole.${id}.label`);
  const button = keep && (
    <Button icon="plus" onPress={() => open('rate')}>
      {t('budgets.setRate')}
    </Button>
  );
  return (
    <Card title={t('budgets.rates')} {...(button ? { actions: button } : {})}>
      <Stack gap="small">
        {data.unpriced.length > 0 && (
          <Notice
            tone="warn"
            title={t('budgets.unpriced', { roles: data.unpriced.map((id) => role(id)).join(', ') })}
          />
        )}
        {data.rates.length === 0 ? (
          <EmptyState icon="clock" title={t('budgets.ratesNone')}>
            {t('budgets.ratesNoneHint')}
          </EmptyState>
        ) : (
          <RateTable rates={data.rates} keep={keep} open={open} />
        )}
      </Stack>
    </Card>
  );
}

function RateTable({
  rates,
  keep,
  open,
}: {
  rates: readonly Rate[];
  keep: boolean;
  open: (what: Open) => void;
}) {
  const { t } = useWords();
  return (
    <Wide label={t('budgets.rates')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {(['role', 'agency', 'from', 'perHour', 'whose', 'note'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`budgets.${head}`)}
              </th>
            ))}
            {keep && <td />}
          </tr>
        </thead>
        <tbody>
          {rates.map((rate) => (
            <tr key={rate.id}>
              <th scope="row">{t(`vocabulary.workRole.${rate.workRole}.label`)}</th>
              <td>{rate.agency ?? t('budgets.everyAgency')}</td>
              <td>{formatDate(rate.fromOn)}</td>
              <td className={styles['number']}>{formatMoney(rate.centsPerHour / 100, true)}</td>
              <td>{rate.fundingSource}</td>
              <td>{rate.note}</td>
              {keep && (
                <td>
                  <Button size="small" onPress={() => open(rate)}>
                    {t('budgets.remove')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function FundingCard({ data, open }: Part) {
  const { t } = useWords();
  const keep = useCan()('budgets.keep');
  const years = [
    ...new Set(data.funding.flatMap((source) => source.years.map((one) => one.fiscalYear))),
  ].toSorted((a, b) => a - b);
  return (
    <Card title={t('budgets.funding')}>
      <Stack gap="small">
        {years.length === 0 ? (
          <p>{t('budgets.fundingNone')}</p>
        ) : (
          <Wide label={t('budgets.funding')}>
            <table className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('budgets.source')}</th>
                  {years.map((year) => (
                    <th key={year} scope="col" className={styles['number']}>
                      {String(year)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.funding.map((source) => (
                  <tr key={source.id}>
                    <th scope="row">{source.name}</th>
                    {years.map((year) => {
                      const found = source.years.find((one) => one.fiscalYear === year);
                      return (
                        <td key={year} className={styles['number']}>
                          {found ? formatMoney(found.amountCents / 100) : ''}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
        {keep && (
          <Row>
            <Button icon="plus" onPress={() => open('funding')}>
              {t('budgets.setFunding')}
            </Button>
            <Button onPress={() => open('source')}>{t('budgets.nameFunding')}</Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}

const MONTHS = Array.from({ length: 12 }, (_, n) => n + 1);

function FiscalMonth({ month }: { month: number }) {
  const { t, language } = useWords();
  const can = useCan()('settings.manage');
  const set = useAct(
    (to: number) => client.budgets.setFiscalMonth({ month: to }),
    () => toast({ text: t('budgets.saved') }),
  );
  const name = (n: number) =>
    new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2026, n - 1, 1)),
    );
  if (!can)
    return (
      <p className={styles['aside']}>
        {t('budgets.fiscalMonth')} {name(month)}.
      </p>
    );
  return (
    <Card>
      <Select
        label={t('budgets.fiscalMonth')}
        placeholder={t('ui.choose')}
        options={MONTHS.map((n) => ({ id: String(n), label: name(n) }))}
        value={String(month)}
        error={set.failure}
        onChange={(id) => set.run(Number(id))}
      />
    </Card>
  );
}
