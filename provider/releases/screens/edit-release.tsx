import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '../../../web/api-provider.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Form,
  FormActions,
  Notice,
  PageHeader,
  Skeleton,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { ReleaseFields, toSend, type Written } from './release-form.tsx';
import { refreshReleases, type Release } from './shared.ts';

/** Changes a draft. Its texts are opened for it, and that is written down. */
export default function EditRelease() {
  const { t } = useWords();
  const { releaseId = '' } = useParams({ strict: false }) as { releaseId?: string };
  const input = { id: releaseId };
  const read = useQuery(api.releases.read.queryOptions({ input }));
  const texts = useQuery(
    api.releases.texts.queryOptions({ input, gcTime: 0, staleTime: 300_000, refetchOnWindowFocus: false }),
  );
  const error = read.error ?? texts.error;
  if (error) return <Notice tone="warn">{problemOf(error).sentence}</Notice>;
  if (!read.data || !texts.data) return <Skeleton label={t('ui.reading')} lines={8} />;
  const { texts: written, recipient } = texts.data;
  const first: Written = {
    recipientKind: read.data.recipientKind,
    pairId: read.data.pairId,
    recipientName: recipient,
    purpose: read.data.purpose,
    texts: read.data.fields.map((field) => ({ field, text: written[field] ?? '' })),
    language: read.data.language,
    day: read.data.until.slice(0, 10),
    longerReason: read.data.longerReason,
    referral: read.data.referral,
  };
  return <EditForm release={read.data} first={first} />;
}

function EditForm({ release, first }: { release: Release; first: Written }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [value, setValue] = useState(first);
  const back = `/releases/${release.id}`;
  const save = useMutation({
    mutationFn: () => client.releases.change({ id: release.id, version: release.version, ...toSend(value) }),
    onSuccess: () => {
      void refreshReleases();
      void navigate({ to: back as never });
    },
  });
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('releases.page.crumb')}
            crumbs={[{ label: t('releases.page.of', { alias: release.alias }), href: back }]}
          />
        }
        title={t('releases.form.edit')}
        lead={t('releases.form.lead')}
      />
      <Form
        label={t('releases.form.edit')}
        onSubmit={() => save.mutate()}
        problemsTitle={t('ui.problems')}
        {...formProblems(save.error)}
      >
        <ReleaseFields
          clientId={release.clientId}
          value={value}
          set={(change) => setValue({ ...value, ...change })}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('releases.form.saveChange')}
          </Button>
          <ButtonLink href={back}>{t('ui.cancel')}</ButtonLink>
        </FormActions>
      </Form>
    </>
  );
}
