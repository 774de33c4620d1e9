import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import {
  Button,
  Card,
  DateField,
  EmptyState,
  Facts,
  FormDialog,
  Notice,
  Row,
  Stack,
  Status,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useAct, useCode } from '../../cases/screens/shared.ts';
import type { ChargeState } from '../../vocabulary/victim-work.ts';
import type { Charge } from '../contract-charges.ts';
import { CodeField, Read, todayHere } from './work-parts.tsx';
import type { OfVictim } from './work-parts.tsx';

const tones: Record<ChargeState, Tone> = {
  open: 'warn',
  dismissed: 'good',
  diverted: 'accent',
  convicted: 'danger',
  vacated: 'good',
};
type Ended = Exclude<ChargeState, 'open'>;
const waysOn: Record<ChargeState, readonly Ended[]> = {
  open: ['dismissed', 'diverted', 'convicted'],
  diverted: ['dismissed', 'convicted'],
  convicted: ['vacated'],
  dismissed: [],
  vacated: [],
};

/** Charges against the victim: they stand here and on the day of the prosecutor, nowhere else. */
export default function ChargesTab({ page }: OfVictim) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <Read query={api.charges.list.queryOptions({ input: { victimId: page.id } })}>
      {({ rows, may }) => (
        <Stack>
          <Notice>{t('victims.charge.lead')}</Notice>
          {may.record && (
            <Row>
              <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
                {t('victims.charge.add')}
              </Button>
            </Row>
          )}
          {rows.length === 0 && (
            <EmptyState icon="file" title={t('victims.charge.none')}>
              {t('victims.charge.noneHint')}
            </EmptyState>
          )}
          {rows.map((row) => (
            <ChargeCard key={row.id} row={row} may={may.record} />
          ))}
          {adding && <AddDialog victimId={page.id} onClose={() => setAdding(false)} />}
        </Stack>
      )}
    </Read>
  );
}

function ChargeCard({ row, may }: { row: Charge; may: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const [asked, setAsked] = useState<'change' | 'end' | null>(null);
  return (
    <Card
      title={row.charge}
      actions={
        may && (
          <Row>
            {waysOn[row.state].length > 0 && (
              <Button size="small" onPress={() => setAsked('end')}>
                {t('victims.charge.end')}
              </Button>
            )}
            <Button size="small" look="quiet" icon="edit" onPress={() => setAsked('change')}>
              {t('victims.charge.change')}
            </Button>
          </Row>
        )
      }
    >
      <Stack gap="small">
        <Status tone={tones[row.state]}>{code('chargeState', row.state)}</Status>
        <Facts
          columns={2}
          empty={t('victims.work.nothing')}
          facts={[
            { label: t('victims.charge.court'), value: row.court },
            { label: t('victims.charge.chargedOn'), value: formatDate(row.chargedOn) },
            {
              label: t('victims.charge.nextHearingOn'),
              value: row.nextHearingOn === null ? '' : formatDate(row.nextHearingOn),
            },
            {
              label: t('victims.charge.outcome'),
              value: [row.stateOn === null ? '' : formatDate(row.stateOn), row.stateReason]
                .filter(Boolean)
                .join('. '),
            },
          ]}
        />
      </Stack>
      {asked === 'end' && <EndDialog row={row} onClose={() => setAsked(null)} />}
      {asked === 'change' && <ChangeDialog row={row} onClose={() => setAsked(null)} />}
    </Card>
  );
}

type Fields = { charge: string; court: string; nextHearingOn: string };

function ChargeFields({ value, set }: { value: Fields; set: (part: Partial<Fields>) => void }) {
  const { t } = useWords();
  return (
    <>
      <TextField
        name="charge"
        label={t('victims.charge.charge')}
        value={value.charge}
        onChange={(charge) => set({ charge })}
        maxLength={300}
      />
      <TextField
        name="court"
        label={t('victims.charge.court')}
        value={value.court}
        onChange={(court) => set({ court })}
        maxLength={200}
      />
      <DateField
        name="nextHearingOn"
        label={t('victims.charge.nextHearingOn')}
        required={false}
        value={value.nextHearingOn}
        onChange={(nextHearingOn) => set({ nextHearingOn })}
      />
    </>
  );
}

function AddDialog({ victimId, onClose }: { victimId: string; onClose: () => void }) {
  const { t } = useWords();
  const [value, setValue] = useState<Fields>({ charge: '', court: '', nextHearingOn: '' });
  const [chargedOn, setChargedOn] = useState(todayHere());
  const save = useAct(
    () =>
      client.charges.record({ victimId, ...value, chargedOn, nextHearingOn: value.nextHearingOn || null }),
    () => {
      toast({ text: t('victims.charge.saved'), tone: 'good' });
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('victims.charge.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <DateField
        name="chargedOn"
        label={t('victims.charge.chargedOn')}
        value={chargedOn}
        onChange={setChargedOn}
        max={todayHere()}
      />
      <ChargeFields value={value} set={(part) => setValue((held) => ({ ...held, ...part }))} />
    </FormDialog>
  );
}

function ChangeDialog({ row, onClose }: { row: Charge; onClose: () => void }) {
  const { t } = useWords();
  const fieldsOf = (record: Record<string, unknown>): Fields => ({
    charge: String(record['charge']),
    court: String(record['court']),
    nextHearingOn: (record['nextHearingOn'] as string | null) ?? '',
  });
  const edit = useEdit<Fields, unknown>({
    draft: `charges.${row.id}`,
    version: row.version,
    value: fieldsOf(row),
    current: fieldsOf,
    compared: {
      charge: { label: t('victims.charge.charge') },
      court: { label: t('victims.charge.court') },
      nextHearingOn: { label: t('victims.charge.nextHearingOn') },
    },
    save: (value, version) =>
      client.charges.change({ id: row.id, version, ...value, nextHearingOn: value.nextHearingOn || null }),
    done: onClose,
  });
  return (
    <FormDialog
      title={t('victims.charge.change')}
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <ChargeFields value={edit.value} set={edit.set} />
    </FormDialog>
  );
}

function EndDialog({ row, onClose }: { row: Charge; onClose: () => void }) {
  const { t } = useWords();
  const [state, setState] = useState<Ended | null>(null);
  const [stateOn, setStateOn] = useState(todayHere());
  const [stateReason, setReason] = useState('');
  const save = useAct(
    () =>
      client.charges.end({
        id: row.id,
        version: row.version,
        state: state!,
        stateOn,
        stateReason: stateReason || null,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('victims.charge.end')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <CodeField
        name="state"
        list="chargeState"
        codes={waysOn[row.state]}
        label={t('victims.charge.outcome')}
        value={state}
        onChange={setState}
      />
      <DateField
        name="stateOn"
        label={t('victims.charge.stateOn')}
        value={stateOn}
        onChange={setStateOn}
        max={todayHere()}
      />
      <TextArea
        name="stateReason"
        label={t('victims.charge.more')}
        required={false}
        value={stateReason}
        onChange={setReason}
        rows={2}
        maxLength={2000}
      />
    </FormDialog>
  );
}
