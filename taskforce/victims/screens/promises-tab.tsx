import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  DateField,
  EmptyState,
  FormDialog,
  Notice,
  NumberField,
  Row,
  Stack,
  TextArea,
  TextField,
  Timeline,
  toast,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, formatMoney, useWords } from '../../../web/words/index.ts';
import { useAct, useCode } from '../../cases/screens/shared.ts';
import { promiseActs, promiseKinds } from '../../vocabulary/victim-work.ts';
import type { PromiseAct, PromiseKind } from '../../vocabulary/victim-work.ts';
import type { PromiseEntry } from '../contract-promises.ts';
import { CodeField, Read, WhyField, todayHere } from './work-parts.tsx';
import type { OfVictim } from './work-parts.tsx';

/** The ledger of promises and benefits. Who may not read it still adds to it. */
export default function PromisesTab({ page }: OfVictim) {
  const { t } = useWords();
  const can = useCan();
  const [adding, setAdding] = useState<PromiseEntry | 'new' | null>(null);
  return (
    <Stack>
      <Notice>{t('victims.promise.lead')}</Notice>
      {can('promises.record') && (
        <Row>
          <Button look="primary" icon="plus" onPress={() => setAdding('new')}>
            {t('victims.promise.add')}
          </Button>
        </Row>
      )}
      {can('promises.read') ? (
        <Ledger page={page} onCorrect={setAdding} />
      ) : (
        <EmptyState icon="lock" title={t('victims.promise.closed')}>
          {t('victims.promise.closedHint')}
        </EmptyState>
      )}
      {adding !== null && (
        <EntryDialog
          victimId={page.id}
          corrects={adding === 'new' ? null : adding}
          onClose={() => setAdding(null)}
        />
      )}
    </Stack>
  );
}

function Ledger({ page, onCorrect }: OfVictim & { onCorrect: (entry: PromiseEntry) => void }) {
  const { t } = useWords();
  const code = useCode();
  const can = useCan();
  return (
    <Read query={api.promises.list.queryOptions({ input: { victimId: page.id } })}>
      {({ rows, may }) =>
        rows.length === 0 ? (
          <EmptyState icon="file" title={t('victims.promise.none')}>
            {t('victims.promise.noneHint')}
          </EmptyState>
        ) : (
          <Card
            title={t('victims.promise.title')}
            count={rows.length}
            actions={may.export && <ExportLedger victimId={page.id} />}
          >
            <Timeline
              label={t('victims.promise.title')}
              entries={rows.toReversed().map((row) => ({
                id: row.id,
                when: formatDate(row.happenedOn),
                dateTime: row.happenedOn,
                title: `${row.place}. ${code('promiseAct', row.act)}: ${code('promiseKind', row.kind)}`,
                by: `${row.byName}, ${row.byAgency}`,
                recorded: t('victims.work.recorded', {
                  name: row.recordedBy.name,
                  at: formatMoment(row.recordedAt),
                }),
                children: (
                  <Stack gap="small">
                    <p>
                      {row.what}
                      {row.amountCents !== null && ` (${formatMoney(row.amountCents / 100, true)})`}
                    </p>
                    {row.corrects !== null && (
                      <p>
                        {t('victims.promise.corrects', { n: row.corrects })} {row.reason}
                      </p>
                    )}
                    <Row>
                      {row.correctedBy !== null && (
                        <Badge tone="warn">{t('victims.promise.correctedBy', { n: row.correctedBy })}</Badge>
                      )}
                      {row.handling.map((label) => (
                        <Badge key={label} icon="lock">
                          {code('handlingLabel', label)}
                        </Badge>
                      ))}
                      {row.correctedBy === null && can('promises.record') && (
                        <Button size="small" look="quiet" onPress={() => onCorrect(row)}>
                          {t('victims.promise.correct')}
                        </Button>
                      )}
                    </Row>
                  </Stack>
                ),
              }))}
            />
          </Card>
        )
      }
    </Read>
  );
}

/** For disclosure: a prosecutor's export, made like every other one and listed with them. */
function ExportLedger({ victimId }: { victimId: string }) {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const save = useAct(
    () =>
      client.exports.ask({
        list: 'promises',
        filter: { victimId },
        format: 'xlsx',
        purpose: 'court_or_disclosure',
      }),
    () => setAsked(true),
  );
  if (asked)
    return (
      <ButtonLink size="small" href="/exports">
        {t('victims.promise.exports')}
      </ButtonLink>
    );
  return (
    <>
      {save.failure !== undefined && <span>{save.failure}</span>}
      <Button size="small" icon="export" pending={save.pending} onPress={() => save.run(undefined)}>
        {t('victims.promise.export')}
      </Button>
    </>
  );
}

function EntryDialog({
  victimId,
  corrects,
  onClose,
}: {
  victimId: string;
  corrects: PromiseEntry | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [act, setAct] = useState<PromiseAct | null>(corrects?.act ?? null);
  const [kind, setKind] = useState<PromiseKind | null>(corrects?.kind ?? null);
  const [what, setWhat] = useState(corrects?.what ?? '');
  const [amount, setAmount] = useState<number>(
    corrects?.amountCents ? corrects.amountCents / 100 : Number.NaN,
  );
  const [byName, setByName] = useState(corrects?.byName ?? '');
  const [byAgency, setByAgency] = useState(corrects?.byAgency ?? '');
  const [happenedOn, setHappenedOn] = useState(corrects?.happenedOn ?? todayHere());
  const [reason, setReason] = useState<string | null>(null);
  const save = useAct(
    () =>
      client.promises.record({
        victimId,
        act: act!,
        kind: kind!,
        what,
        amountCents: Number.isNaN(amount) ? null : Math.round(amount * 100),
        byName,
        byAgency,
        happenedOn,
        corrects: corrects?.id ?? null,
        reason,
      }),
    () => {
      toast({ text: t('victims.work.saved'), tone: 'good' });
      onClose();
    },
  );
  const title = corrects
    ? t('victims.promise.correctTitle', { n: corrects.place })
    : t('victims.promise.add');
  return (
    <FormDialog title={title} save={save} onSubmit={() => save.run(undefined)} onClose={onClose}>
      <CodeField
        name="act"
        list="promiseAct"
        codes={promiseActs}
        label={t('victims.promise.act')}
        value={act}
        onChange={setAct}
      />
      <CodeField
        name="kind"
        list="promiseKind"
        codes={promiseKinds}
        label={t('victims.promise.kind')}
        hint={t('victims.promise.kindHint')}
        value={kind}
        onChange={setKind}
      />
      <TextArea
        name="what"
        label={t('victims.promise.what')}
        value={what}
        onChange={setWhat}
        rows={3}
        maxLength={2000}
      />
      <NumberField
        name="amountCents"
        label={t('victims.promise.amount')}
        required={false}
        value={amount}
        onChange={setAmount}
        min={0.01}
        format={{ style: 'currency', currency: 'USD' }}
      />
      <TextField
        name="byName"
        label={t('victims.promise.byName')}
        value={byName}
        onChange={setByName}
        maxLength={120}
      />
      <TextField
        name="byAgency"
        label={t('victims.promise.byAgency')}
        value={byAgency}
        onChange={setByAgency}
        maxLength={120}
      />
      <DateField
        name="happenedOn"
        label={t('victims.promise.happenedOn')}
        value={happenedOn}
        onChange={setHappenedOn}
        max={todayHere()}
      />
      {corrects && (
        <WhyField name="reason" label={t('victims.promise.why')} value={reason} onChange={setReason} />
      )}
    </FormDialog>
  );
}
