import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { unmaskReasons } from '../contract-lists.ts';
import { api } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { Button, Dialog, Facts, Form, FormActions, RadioGroup, Stack } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

type Reason = (typeof unmaskReasons)[number];

/** Opens the contact of a reporter against a reason. It is not kept by the screen: closing the dialog forgets it. */
export function UnmaskDialog({ tipId, onClose }: { tipId: string; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState<Reason | null>(null);
  const unmask = useMutation({ ...api.tips.unmask.mutationOptions(), gcTime: 0 });
  const contact = unmask.data?.contact;
  return (
    <Dialog open onClose={onClose} title={t('tips.unmask.title')} closeLabel={t('ui.close')}>
      {unmask.data ? (
        <Stack>
          {contact ? (
            <Facts
              empty={t('ui.nothing')}
              facts={(['name', 'way', 'when'] as const).map((name) => ({
                label: t(`tips.unmask.${name}`),
                value: contact[name],
              }))}
            />
          ) : (
            <p>{t('tips.unmask.empty')}</p>
          )}
          <Button onPress={onClose}>{t('ui.close')}</Button>
        </Stack>
      ) : (
        <Form
          onSubmit={() => {
            if (reason) unmask.mutate({ id: tipId, reason });
          }}
          problemsTitle={t('ui.problems')}
          {...formProblems(unmask.error)}
        >
          <p>{t('tips.unmask.lead')}</p>
          <RadioGroup
            name="reason"
            label={t('tips.unmask.reason')}
            options={unmaskReasons.map((id) => ({ id, label: t(`tips.unmask.${id}`) }))}
            value={reason}
            onChange={setReason}
          />
          <FormActions>
            <Button type="submit" look="primary" isDisabled={reason === null} pending={unmask.isPending}>
              {t('tips.unmask.show')}
            </Button>
            <Button onPress={onClose}>{t('ui.cancel')}</Button>
          </FormActions>
        </Form>
      )}
    </Dialog>
  );
}
