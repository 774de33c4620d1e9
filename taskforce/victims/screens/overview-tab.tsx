import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../../web/api.ts';
import {
  Button,
  Card,
  DateField,
  EmptyState,
  Facts,
  FormDialog,
  Notice,
  Row,
  Select,
  Stack,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct, useCode, useCodes } from '../../cases/screens/shared.ts';
import { victimRoles } from '../../vocabulary/victims.ts';
import type { StrandRole, VictimPage } from '../contract.ts';
import { useLanguages } from './shared.ts';

/** What law enforcement knows of a victim, and what they are in the strands of the case. */
export default function OverviewTab({ page }: { page: VictimPage }) {
  const { t } = useWords();
  const code = useCode();
  const { list } = useLanguages();
  const years = page.yearsAtFacts === null ? '' : ` (${t('victims.years', { n: page.yearsAtFacts })})`;
  return (
    <Stack>
      {page.meansRequired === 'no' && (
        <Notice title={t('victims.meansNotRequired')}>{t('victims.meansNotRequiredHint')}</Notice>
      )}
      <Card title={t('victims.known')}>
        <Facts
          columns={2}
          empty={t('ui.nothing')}
          facts={[
            { label: t('victims.field.type'), value: code('traffickingType', page.type) },
            { label: t('victims.field.ageGroup'), value: code('ageGroup', page.ageGroup) },
            { label: t('victims.field.ageAtFacts'), value: `${code('ageGroup', page.ageAtFacts)}${years}` },
            { label: t('victims.field.means'), value: t(`victims.means.${page.meansRequired}`) },
            { label: t('victims.field.languages'), value: list(page.languages) },
            { label: t('victims.field.interpreter'), value: code('victimInterpreter', page.interpreter) },
            { label: t('victims.field.foreignNational'), value: code('knownOrNot', page.foreignNational) },
            {
              label: t('victims.field.lastContact'),
              value: page.lastContactAt === null ? t('victims.noContact') : formatMoment(page.lastContactAt),
            },
            { label: t('victims.field.case'), value: `${page.case.number} · ${page.case.title}` },
            {
              label: t('victims.field.recorded'),
              value: `${page.createdBy.name}, ${formatMoment(page.createdAt)}`,
            },
          ]}
        />
      </Card>
      <Roles page={page} />
    </Stack>
  );
}

function Roles({ page }: { page: VictimPage }) {
  const { t } = useWords();
  const code = useCode();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<StrandRole | null>(null);
  return (
    <Card
      title={t('victims.roles.title')}
      actions={
        page.may.write && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {t('victims.roles.add')}
          </Button>
        )
      }
    >
      {page.strands.length === 0 ? (
        <EmptyState icon="link" title={t('victims.roles.none')}>
          {t('victims.roles.noneHint')}
        </EmptyState>
      ) : (
        <Stack gap="small">
          {page.strands.map((role) => (
            <Row key={role.id} spread>
              <span>
                <strong>{code('victimRole', role.role)}</strong> · {role.strand.label} ·{' '}
                {role.untilOn === null
                  ? t('victims.roles.since', { day: formatDate(role.fromOn) })
                  : t('victims.roles.fromUntil', {
                      from: formatDate(role.fromOn),
                      until: formatDate(role.untilOn),
                    })}
              </span>
              {page.may.write && role.untilOn === null && (
                <Button
                  size="small"
                  look="quiet"
                  aria-label={t('victims.roles.endName', {
                    role: code('victimRole', role.role),
                    strand: role.strand.label,
                  })}
                  onPress={() => setEnding(role)}
                >
                  {t('victims.roles.end')}
                </Button>
              )}
            </Row>
          ))}
        </Stack>
      )}
      {adding && <AddRole page={page} onClose={() => setAdding(false)} />}
      {ending && <EndRole page={page} role={ending} onClose={() => setEnding(null)} />}
    </Card>
  );
}

function AddRole({ page, onClose }: { page: VictimPage; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const [strandId, setStrandId] = useState<string | null>(null);
  const [role, setRole] = useState<(typeof victimRoles)[number] | null>(null);
  const [fromOn, setFromOn] = useState('');
  const found = useQuery(api.cases.read.queryOptions({ input: { id: page.case.id } }));
  const save = useAct(
    () => client.victims.giveRole({ id: page.id, strandId: strandId!, role: role!, fromOn }),
    onClose,
  );
  return (
    <FormDialog
      title={t('victims.roles.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="strandId"
        label={t('victims.roles.strand')}
        options={(found.data?.strands ?? []).map(({ id, label }) => ({ id, label }))}
        value={strandId}
        onChange={setStrandId}
        placeholder={t('ui.choose')}
      />
      <Select
        name="role"
        label={t('victims.roles.role')}
        options={codes('victimRole', victimRoles)}
        value={role}
        onChange={setRole}
        placeholder={t('ui.choose')}
      />
      <DateField
        name="fromOn"
        label={t('victims.roles.from')}
        hint={t('victims.roles.fromHint')}
        value={fromOn}
        onChange={setFromOn}
        max={page.today}
      />
    </FormDialog>
  );
}

function EndRole({ page, role, onClose }: { page: VictimPage; role: StrandRole; onClose: () => void }) {
  const { t } = useWords();
  const [untilOn, setUntilOn] = useState(page.today);
  const save = useAct(() => client.victims.endRole({ id: role.id, version: role.version, untilOn }), onClose);
  return (
    <FormDialog
      title={t('victims.roles.end')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <DateField
        name="untilOn"
        label={t('victims.roles.until')}
        value={untilOn}
        onChange={setUntilOn}
        min={role.fromOn}
        max={page.today}
      />
    </FormDialog>
  );
}
