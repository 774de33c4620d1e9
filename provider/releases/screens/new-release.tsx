import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { api, client } from '../../../web/api-provider.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import { Breadcrumbs, Button, ButtonLink, Form, FormActions, PageHeader } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { emptyRelease, ReleaseFields, toSend, type Written } from './release-form.tsx';
import { refreshReleases } from './shared.ts';

/** A new draft, written with the client. It can be left at any time; nothing waits for it. */
export default function NewRelease() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { clientId = '' } = useParams({ strict: false }) as { clientId?: string };
  const person = useQuery(api.clients.read.queryOptions({ input: { id: clientId }, staleTime: 60_000 })).data;
  const draft = useDraft<Written>(`release.new.${clientId}`, emptyRelease(language));
  const save = useMutation({
    mutationFn: () => client.releases.draft({ clientId, ...toSend(draft.value) }),
    onSuccess: ({ id }) => {
      draft.discard();
      void refreshReleases();
      void navigate({ to: `/releases/${id}` as never });
    },
  });
  const back = `/clients/${clientId}?tab=releases`;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('releases.page.crumb')}
            crumbs={[{ label: person?.alias ?? t('releases.list.client'), href: back }]}
          />
        }
        title={t('releases.form.new')}
        lead={t('releases.form.lead')}
      />
      <Form
        label={t('releases.form.new')}
        onSubmit={() => save.mutate()}
        problemsTitle={t('ui.problems')}
        {...formProblems(save.error)}
      >
        <ReleaseFields
          clientId={clientId}
          value={draft.value}
          set={(change) => draft.setValue({ ...draft.value, ...change })}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('releases.form.save')}
          </Button>
          <ButtonLink href={back}>{t('ui.cancel')}</ButtonLink>
        </FormActions>
      </Form>
    </>
  );
}
