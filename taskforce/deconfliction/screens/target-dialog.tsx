import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { identifierTypes, type IdentifierType } from '../../../analysis/deconfliction/identifiers.ts';
import { api, client, queries } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Checkbox, FormDialog, Notice, Select, TextArea, TextField, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

const withScope = ['plate', 'handle', 'address', 'bank_account', 'person'] as const;
type Scoped = (typeof withScope)[number];
const isScoped = (type: IdentifierType): type is Scoped => (withScope as readonly string[]).includes(type);

/** Entering one identifier of a target: compared at once; only its keyed token is kept. */
export function TargetDialog({
  operationId = null,
  strandId = null,
  nominationId = null,
  onClose,
}: {
  operationId?: string | null;
  strandId?: string | null;
  nominationId?: string | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const can = useCan();
  const enters = can('deconfliction.enter');
  const [type, setType] = useState<IdentifierType>('phone');
  const [value, setValue] = useState('');
  const [scope, setScope] = useState('');
  const [phone, setPhone] = useState('');
  const [through, setThrough] = useState(false);
  const [silent, setSilent] = useState(false);
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () =>
      client.deconfliction.enterTarget({
        type,
        value,
        scope: isScoped(type) && scope !== '' ? scope : null,
        operationId,
        strandId,
        nominationId,
        phone: phone === '' ? null : phone,
        throughCoordinator: through,
        silentReason: silent ? reason : null,
      }),
    onSuccess: ({ told }) => {
      toast({ text: t(`deconfliction.told.${told}`), tone: told === 'hit' ? 'warn' : 'good' });
      void queries.invalidateQueries({ queryKey: api.deconfliction.key() });
      if (nominationId !== null) void queries.invalidateQueries({ queryKey: api.nominations.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('deconfliction.check')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <Notice>{t(enters ? 'deconfliction.target.notice' : 'deconfliction.target.noticeOneWay')}</Notice>
      <Select
        label={t('deconfliction.target.type')}
        name="type"
        placeholder={t('ui.choose')}
        options={identifierTypes.map((id) => ({ id, label: t(`deconfliction.type.${id}`) }))}
        value={type}
        onChange={setType}
      />
      <TextField
        label={t(`deconfliction.target.value.${type}`)}
        name="value"
        maxLength={200}
        autoComplete="off"
        required
        value={value}
        onChange={setValue}
      />
      {isScoped(type) && (
        <TextField
          label={t(`deconfliction.target.scope.${type}`)}
          hint={type === 'person' ? t('deconfliction.target.bornHint') : undefined}
          name="scope"
          width="short"
          maxLength={60}
          autoComplete="off"
          required
          value={scope}
          onChange={setScope}
        />
      )}
      <TextField
        label={t('deconfliction.phone')}
        hint={t('deconfliction.phoneHint')}
        name="phone"
        width="medium"
        maxLength={40}
        autoComplete="off"
        required={false}
        value={phone}
        onChange={setPhone}
      />
      {enters && (
        <>
          <Checkbox
            name="through"
            checked={through}
            onChange={setThrough}
            hint={t('deconfliction.target.throughHint')}
          >
            {t('deconfliction.target.through')}
          </Checkbox>
          <Checkbox name="silent" checked={silent} onChange={setSilent} hint={t('deconfliction.silentHint')}>
            {t('deconfliction.silentAsk')}
          </Checkbox>
        </>
      )}
      {silent && (
        <TextArea
          label={t('deconfliction.silentReason')}
          name="silentReason"
          rows={3}
          required
          value={reason}
          onChange={setReason}
        />
      )}
    </FormDialog>
  );
}
