import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  DateField,
  EmptyState,
  FormDialog,
  NumberField,
  Row,
  Select,
  Stack,
  Wide,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, formatNumber, localDay, useWords } from '../../../web/words/index.ts';
import { useAct, useCodes } from '../../cases/screens/shared.ts';
import { BriefsFrame } from '../../command/screens/frame.tsx';
import { workRoles, type WorkRole } from '../../vocabulary/budgets.ts';
import { AskDialog } from './what-if-ask.tsx';
import { moreInWords } from './what-if-words.ts';
import styles from './estimates.module.css';

type List = Awaited<ReturnType<Client['whatIfs']['list']>>;

/** What was asked about more hands, and how many there are now. */
export default function WhatIfsPage() {
  const { t } = useWords();
  const can = useCan();
  const [open, setOpen] = useState<'ask' | 'supply' | null>(null);
  const list = useQuery(api.whatIfs.list.queryOptions({ input: {} }));
  const close = () => setOpen(null);
  const actions = can('what_ifs.ask') && (
    <Button look="primary" icon="plus" onPress={() => setOpen('ask')}>
      {t('estimates.whatIf.ask')}
    </Button>
  );
  return (
    <BriefsFrame part="estimates" actions={actions}>
      <Loaded query={list}>
        {({ rows, supply }) => (
          <Stack>
            <p className={styles['aside']}>{t('estimates.whatIf.lead')}</p>
            <Asked rows={rows} />
            <People supply={supply} onSet={() => setOpen('supply')} />
            {open === 'ask' && <AskDialog supply={supply} onClose={close} />}
            {open === 'supply' && <SupplyDialog onClose={close} />}
          </Stack>
        )}
      </Loaded>
    </BriefsFrame>
  );
}

function Asked({ rows }: Pick<List, 'rows'>) {
  const { t } = useWords();
  if (rows.length === 0)
    return (
      <Card title={t('estimates.whatIf.title')}>
        <EmptyState icon="clock" title={t('estimates.whatIf.none')}>
          {t('estimates.whatIf.noneHint')}
        </EmptyState>
      </Card>
    );
  return (
    <Card title={t('estimates.whatIf.title')} count={rows.length}>
      <Wide label={t('estimates.whatIf.title')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              {(['name', 'difference', 'madeBy', 'madeAt'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`estimates.whatIf.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <a href={`/briefs/estimates/what-ifs/${row.id}`}>{row.name}</a>
                </th>
                <td>
                  {row.more === null
                    ? t('estimates.whatIf.notComputed')
                    : moreInWords(t, row.measure, row.days, row.more)}
                </td>
                <td>{row.madeBy}</td>
                <td>{formatMoment(row.madeAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Card>
  );
}

function People({ supply, onSet }: Pick<List, 'supply'> & { onSet: () => void }) {
  const { t } = useWords();
  const keep = useCan()('budgets.keep');
  return (
    <Card title={t('estimates.whatIf.people')}>
      <Stack gap="small">
        <p className={styles['aside']}>{t('estimates.whatIf.peopleLead')}</p>
        {supply.length > 0 && (
          <Wide label={t('estimates.whatIf.people')}>
            <table className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('estimates.money.role')}</th>
                  <th scope="col" className={styles['number']}>
                    {t('estimates.whatIf.howMany')}
                  </th>
                  <th scope="col" className={styles['number']}>
                    {t('estimates.whatIf.paidHours')}
                  </th>
                  <th scope="col">{t('estimates.whatIf.since')}</th>
                </tr>
              </thead>
              <tbody>
                {supply.map((row) => (
                  <tr key={row.workRole}>
                    <th scope="row">{t(`vocabulary.workRole.${row.workRole}.label`)}</th>
                    <td className={styles['number']}>{formatNumber(row.people)}</td>
                    <td className={styles['number']}>{formatNumber(row.hoursPerWeek)}</td>
                    <td>{formatDate(row.fromOn)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
        {keep && (
          <Row>
            <Button icon="plus" onPress={onSet}>
              {t('estimates.whatIf.setPeople')}
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}

function SupplyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const [role, setRole] = useState<WorkRole | null>(null);
  const [people, setPeople] = useState(1);
  const [hours, setHours] = useState(40);
  const [fromOn, setFromOn] = useState(() => localDay(new Date()));
  const save = useAct(
    async () => await client.whatIfs.setSupply({ workRole: role!, people, hoursPerWeek: hours, fromOn }),
    onClose,
  );
  return (
    <FormDialog
      title={t('estimates.whatIf.setPeople')}
      save={save}
      onSubmit={() => role !== null && save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="workRole"
        label={t('estimates.money.role')}
        required
        placeholder={t('ui.choose')}
        options={codes('workRole', workRoles)}
        value={role}
        onChange={setRole}
      />
      <NumberField
        name="people"
        label={t('estimates.whatIf.howMany')}
        required
        min={0}
        max={1000}
        value={people}
        onChange={setPeople}
      />
      <NumberField
        name="hoursPerWeek"
        label={t('estimates.whatIf.paidHours')}
        required
        min={1}
        max={80}
        value={hours}
        onChange={setHours}
      />
      <DateField
        name="fromOn"
        label={t('estimates.whatIf.since')}
        required
        value={fromOn}
        onChange={setFromOn}
      />
    </FormDialog>
  );
}
