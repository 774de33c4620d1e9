import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../api.ts';
import { formProblems } from '../../../problem.ts';
import {
  Button,
  Dialog,
  Form,
  FormActions,
  Notice,
  RadioGroup,
  Stack,
  TextField,
} from '../../../ui/index.ts';
import { formatDate, useWords } from '../../../words/index.ts';
import { ShownOnce } from './invitation-code.tsx';

const DAYS = ['7', '30', '90', '365'] as const;
type Days = (typeof DAYS)[number];

/** Makes a token for a program that works in my name; it is shown once. */
export function MakeTokenDialog({
  open,
  onClose,
  onMade,
}: {
  open: boolean;
  onClose: () => void;
  onMade: () => unknown;
}) {
  const { t } = useWords();
  return (
    <Dialog open={open} onClose={onClose} title={t('administration.token.make')} closeLabel={t('ui.close')}>
      <MakeToken onClose={onClose} onMade={onMade} />
    </Dialog>
  );
}

function MakeToken({ onClose, onMade }: { onClose: () => void; onMade: () => unknown }) {
  const { t } = useWords();
  const [label, setLabel] = useState('');
  const [days, setDays] = useState<Days>('30');
  const make = useMutation({
    mutationFn: () => client.identity.makeToken({ label, days: Number(days) }),
    onSuccess: () => void onMade(),
  });
  if (make.data)
    return (
      <div data-print-alone>
        <Stack>
          <ShownOnce
            label={t('administration.token.label', { name: label })}
            secret={make.data.token}
            copied={t('administration.token.copied')}
            long
          />
          <p>{t('administration.token.until', { when: formatDate(make.data.expiresAt) })}</p>
          <Notice tone="warn">{t('administration.token.warning')}</Notice>
          <div data-no-print>
            <FormActions>
              <Button look="primary" onPress={onClose}>
                {t('administration.done')}
              </Button>
            </FormActions>
          </div>
        </Stack>
      </div>
    );
  return (
    <Form onSubmit={() => make.mutate()} problemsTitle={t('ui.problems')} {...formProblems(make.error)}>
      <p>{t('administration.token.lead')}</p>
      <TextField
        label={t('administration.token.name')}
        hint={t('administration.token.nameHint')}
        name="label"
        value={label}
        onChange={setLabel}
        autoComplete="off"
        maxLength={80}
        autoFocus
      />
      <RadioGroup<Days>
        label={t('administration.token.days')}
        name="days"
        inline
        value={days}
        onChange={setDays}
        options={DAYS.map((id) => ({ id, label: t('administration.token.dayCount', { n: Number(id) }) }))}
      />
      <FormActions>
        <Button look="primary" type="submit" pending={make.isPending}>
          {t('administration.token.make')}
        </Button>
        <Button onPress={onClose}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
