import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { Button, Card, FormDialog, Row, Stack, Status, TextArea, toast } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { ConflictList } from '../../deconfliction/screens/conflict-list.tsx';
import { TargetDialog } from '../../deconfliction/screens/target-dialog.tsx';
import type { Nomination } from '../contract-parts.ts';
import { RecordDialog } from './record-dialog.tsx';
import { checkTone } from './shared.tsx';

/** Whether others work on the same target: its identifiers, compared with all others, and what regional systems said. */
export function Checks({ one }: { one: Nomination }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'target' | 'nothing' | 'record' | null>(null);
  const close = () => setOpen(null);
  const again = useAct(
    () => client.nominations.check({ id: one.id }),
    ({ told }) =>
      toast({ text: t(`nominations.check.${told}`), tone: told === 'hit_open' ? 'warn' : 'good' }),
  );
  return (
    <Card
      title={t('nominations.check.title')}
      actions={
        <Row>
          {one.may.check && (
            <Button size="small" look="primary" icon="plus" onPress={() => setOpen('target')}>
              {t('nominations.check.enter')}
            </Button>
          )}
          {one.may.check && one.targets.length > 0 && (
            <Button size="small" pending={again.pending} onPress={() => again.run(undefined)}>
              {t('nominations.check.again')}
            </Button>
          )}
          {one.may.check && one.targets.length === 0 && (
            <Button size="small" onPress={() => setOpen('nothing')}>
              {t('nominations.check.nothing')}
            </Button>
          )}
          {one.may.record && (
            <Button size="small" onPress={() => setOpen('record')}>
              {t('nominations.check.record')}
            </Button>
          )}
        </Row>
      }
    >
      <Stack>
        <Status tone={checkTone[one.check]}>
          {t(
            `nominations.check.${one.check === 'clear' && one.targets.length === 0 ? 'no_identifier' : one.check}`,
          )}
        </Status>
        {again.failure && <p role="alert">{again.failure}</p>}
        <Targets one={one} />
        {one.conflicts.length > 0 && <ConflictList conflicts={one.conflicts} coordinator={one.coordinator} />}
        <Answers one={one} />
        {(one.may.check || one.may.record) && <p>{t('nominations.check.hint')}</p>}
      </Stack>
      {open === 'target' && <TargetDialog nominationId={one.id} onClose={close} />}
      {open === 'nothing' && <NothingDialog id={one.id} onClose={close} />}
      {open === 'record' && <RecordDialog one={one} onClose={close} />}
    </Card>
  );
}

/** What identifies the target: types alone, for of the values only keyed tokens are kept. */
function Targets({ one }: { one: Nomination }) {
  const { t } = useWords();
  const withdraw = useAct((target: Nomination['targets'][number]) =>
    client.deconfliction.withdraw({ id: target.id, version: target.version }),
  );
  if (one.targets.length === 0) return <p>{t('nominations.check.noTargets')}</p>;
  return (
    <div>
      <h3>{t('nominations.check.targets')}</h3>
      {withdraw.failure && <p role="alert">{withdraw.failure}</p>}
      {one.targets.map((target) => (
        <Row key={target.id} spread>
          <span>
            {[
              t(`deconfliction.type.${target.type}`),
              t('nominations.check.enteredBy', { name: target.by }),
              target.state === 'waiting'
                ? t('deconfliction.silent.asked')
                : target.checkedAt && t('deconfliction.comparedAt', { at: formatMoment(target.checkedAt) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {target.mine && one.may.check && (
            <Button size="small" look="quiet" onPress={() => withdraw.run(target)}>
              {t('deconfliction.withdraw')}
            </Button>
          )}
        </Row>
      ))}
    </div>
  );
}

/** Every answer as it was: who asked, when, where, with what number. */
function Answers({ one }: { one: Nomination }) {
  const { t } = useWords();
  if (one.checks.length === 0) return <p>{t('nominations.check.none')}</p>;
  return (
    <div>
      <h3>{t('nominations.check.answers')}</h3>
      {one.checks.map((check) => (
        <div key={check.id}>
          <strong>{t(`nominations.check.${check.result}`)}</strong>
          <div>
            {[
              check.madeBy === 'room' ? t('nominations.check.room', { n: check.targets ?? 0 }) : check.system,
              check.reference,
              t('nominations.check.by', { name: check.by.name, when: formatMoment(check.at) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
          {check.note && <p>{check.note}</p>}
        </div>
      ))}
    </div>
  );
}

function NothingDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const save = useAct(() => client.nominations.check({ id, reason }), onClose);
  return (
    <FormDialog
      title={t('nominations.check.nothing')}
      verb={t('nominations.save')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('nominations.check.nothingHint')}</p>
      <TextArea
        label={t('nominations.check.nothingWhy')}
        name="reason"
        required
        rows={3}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
