import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, queries } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import type { DangerFormProps } from '../../../web/rooms.ts';
import { Button, ButtonLink, Form, FormActions, TextArea, TextField, toast } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** Inside "Imminent danger", from any screen: one sentence. On a tip, a case or an operation it is raised on that record. */
export default function DangerForm({ onDone, onCancel }: DangerFormProps) {
  const { t } = useWords();
  const on = useParams({ strict: false }) as { tipId?: string; caseId?: string; operationId?: string };
  const { tipId = null, caseId = null, operationId = null } = on;
  const draft = useDraft('danger.raise', { what: '', place: '' });
  const raise = useMutation(api.danger.raise.mutationOptions());
  const save = () =>
    raise.mutate(
      { ...draft.value, tipId, caseId, operationId },
      {
        onSuccess: () => {
          draft.discard();
          void queries.invalidateQueries({ queryKey: api.danger.key() });
          void queries.invalidateQueries({ queryKey: api.tips.key() });
          toast({ text: t('tips.danger.raised') });
          onDone();
        },
      },
    );
  return (
    <Form onSubmit={save} problemsTitle={t('ui.problems')} {...formProblems(raise.error)}>
      {tipId !== null && <p>{t('tips.danger.onTip')}</p>}
      {caseId !== null && <p>{t('tips.danger.onCase')}</p>}
      {operationId !== null && <p>{t('tips.danger.onOperation')}</p>}
      <TextArea
        name="what"
        label={t('tips.danger.what')}
        hint={t('tips.danger.what.hint')}
        rows={3}
        autoFocus
        required={operationId === null}
        maxLength={2000}
        value={draft.value.what}
        onChange={(what) => draft.setValue({ ...draft.value, what })}
      />
      <TextField
        name="place"
        label={t('tips.danger.place')}
        required={false}
        maxLength={500}
        value={draft.value.place}
        onChange={(place) => draft.setValue({ ...draft.value, place })}
      />
      <FormActions>
        <Button type="submit" look="danger" pending={raise.isPending}>
          {t('tips.danger.raise')}
        </Button>
        <Button onPress={onCancel}>{t('ui.cancel')}</Button>
        <ButtonLink look="quiet" href="/tips/dangers">
          {t('tips.danger.toBoard')}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
