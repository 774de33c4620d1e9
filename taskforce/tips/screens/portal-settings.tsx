import { useMutation, useQuery } from '@tanstack/react-query';
import type { PortalWords } from '../contract-parts.ts';
import { api, queries } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import {
  Button,
  ButtonLink,
  Card,
  Failed,
  Form,
  FormActions,
  PageHeader,
  Skeleton,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** What visitors of the public form see of this installation: numbers to call and the way out. */
export default function PortalSettings() {
  const { t } = useWords();
  const found = useQuery(api.tips.portal.queryOptions({ input: {}, refetchOnWindowFocus: false }));
  return (
    <>
      <PageHeader
        title={t('tips.portal.title')}
        lead={t('tips.portal.lead')}
        actions={
          <ButtonLink icon="globe" href="/tip">
            {t('tips.portal.look')}
          </ButtonLink>
        }
      />
      {found.error && (
        <Failed
          title={t('tips.portal.title')}
          retryLabel={t('ui.retry')}
          onRetry={() => void found.refetch()}
        >
          {problemOf(found.error).sentence}
        </Failed>
      )}
      {!found.data && !found.error && <Skeleton label={t('ui.reading')} lines={4} />}
      {found.data && <Fields words={found.data} />}
    </>
  );
}

function Fields({ words }: { words: PortalWords }) {
  const { t } = useWords();
  const draft = useDraft('tips.portal', words);
  const save = useMutation(api.tips.setPortal.mutationOptions());
  const field = (name: keyof PortalWords, more: { hint?: string; required?: boolean } = {}) => (
    <TextField
      name={name}
      label={t(`tips.portal.${name}`)}
      width="medium"
      value={draft.value[name]}
      onChange={(value) => draft.setValue({ ...draft.value, [name]: value })}
      {...more}
    />
  );
  return (
    <Card>
      <Form
        problemsTitle={t('ui.problems')}
        {...formProblems(save.error)}
        onSubmit={() =>
          save.mutate(draft.value, {
            onSuccess: () => {
              toast({ text: t('tips.portal.saved') });
              void queries.invalidateQueries({ queryKey: api.tips.portal.key() });
            },
          })
        }
      >
        {field('emergency', { hint: t('tips.portal.emergency.hint') })}
        {field('hotlineName', { required: false })}
        {field('hotlineNumber', { required: false })}
        {field('exitUrl', { hint: t('tips.portal.exitUrl.hint') })}
        <FormActions>
          <Button type="submit" look="primary" pending={save.isPending}>
            {t('tips.portal.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
