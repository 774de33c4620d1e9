import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api-provider.ts';
import { CapacityFacts, CapacityFields } from '../../../web/house/offers/capacity.tsx';
import { capacityDraft, capacityOf, languageName, offered } from '../../../web/house/offers/shared.ts';
import { formProblems, problemOf } from '../../../web/problem.ts';
import {
  Button,
  ButtonLink,
  Card,
  Facts,
  FormDialog,
  Notice,
  Row,
  Stack,
  Status,
  toast,
  useNow,
} from '../../../web/ui/index.ts';
import { formatList, formatMoment, useWords } from '../../../web/words/index.ts';

export type StandbyNotice = Awaited<ReturnType<Client['standby']['list']>>['rows'][number];

const tones = {
  new: 'warn',
  changed: 'warn',
  acknowledged: 'good',
  withdrawn: 'muted',
  expired: 'muted',
} as const;
const refresh = () =>
  Promise.all([
    queries.invalidateQueries({ queryKey: api.standby.key() }),
    queries.invalidateQueries({ queryKey: api.directory.key() }),
  ]);

/** One notice with what it says, the press that acknowledges it, and the answer in numbers. */
export function NoticeCard({
  notice,
  answer,
  linked = false,
}: {
  notice: StandbyNotice;
  answer: boolean;
  linked?: boolean;
}) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const now = useNow();
  const holds = notice.state !== 'withdrawn' && notice.state !== 'expired';
  const known = useMutation({
    mutationFn: () => client.standby.acknowledge({ id: notice.id, version: notice.version }),
    onSuccess: () => {
      toast({ text: t('standby.done') });
      void refresh();
    },
    onError: (error) => {
      toast({ text: problemOf(error).sentence, tone: 'warn' });
      void refresh();
    },
  });
  return (
    <Card
      title={t('standby.from', { name: notice.from })}
      actions={<Status tone={tones[notice.state]}>{t(`standby.state.${notice.state}`)}</Status>}
    >
      <Stack>
        {notice.content ? (
          <Said content={notice.content} validUntil={notice.validUntil} />
        ) : (
          <Notice>{t('standby.gone')}</Notice>
        )}
        <small>
          {t('standby.received', { at: formatMoment(notice.receivedAt) })}
          {notice.edition > 1 && ` · ${t('standby.changedAt', { at: formatMoment(notice.changedAt) })}`}
          {notice.acknowledgedAt &&
            ` · ${t('standby.acknowledgedBy', { at: formatMoment(notice.acknowledgedAt), name: notice.acknowledgedBy ?? '' })}`}
        </small>
        {notice.answer && (
          <section aria-label={t('standby.answered')}>
            <h3>{t('standby.answered')}</h3>
            <CapacityFacts capacity={notice.answer} expired={new Date(notice.answer.validUntil) <= now} />
          </section>
        )}
        <Row>
          {holds && answer && notice.state !== 'acknowledged' && (
            <Button look="primary" icon="check" pending={known.isPending} onPress={() => known.mutate()}>
              {t('standby.acknowledge')}
            </Button>
          )}
          {holds && answer && (
            <Button onPress={() => setOpen(true)}>
              {t(notice.answer ? 'standby.answerAgain' : 'standby.answer')}
            </Button>
          )}
          {linked && (
            <ButtonLink look="quiet" href={`/stand-by/${notice.id}`}>
              {t('standby.one')}
            </ButtonLink>
          )}
        </Row>
      </Stack>
      {open && <Answer notice={notice} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function Said({
  content,
  validUntil,
}: {
  content: NonNullable<StandbyNotice['content']>;
  validUntil: string;
}) {
  const { t, language } = useWords();
  const words = (list: string, ids: readonly string[]) => formatList(ids.map((id) => offered(t, list, id)));
  return (
    <Facts
      columns={2}
      empty={t('ui.nothing')}
      facts={[
        { label: t('standby.area'), value: content.area },
        {
          label: t('standby.window'),
          value: `${formatMoment(content.windowFrom)} – ${formatMoment(content.windowUntil)}`,
        },
        { label: t('standby.people'), value: offered(t, 'count', content.people) },
        { label: t('standby.minors'), value: offered(t, 'count', content.minors) },
        { label: t('standby.genders'), value: words('gender', content.genders) },
        {
          label: t('standby.languages'),
          value: formatList(content.languages.map((one) => languageName(one, language))),
        },
        { label: t('standby.needs'), value: words('need', content.needs) },
        ...(content.safety.length > 0
          ? [{ label: t('standby.safety'), value: words('safety', content.safety) }]
          : []),
        { label: t('standby.contact'), value: `${content.contactName}, ${content.contactPhone}` },
        { label: t('standby.validUntil'), value: formatMoment(validUntil) },
      ]}
    />
  );
}

function Answer({ notice, onClose }: { notice: StandbyNotice; onClose: () => void }) {
  const { t } = useWords();
  const [value, setValue] = useState(() => ({
    ...capacityDraft(notice.answer, new Date()),
    validUntil: notice.content?.windowUntil ?? notice.validUntil,
  }));
  const save = useMutation({
    mutationFn: () =>
      client.standby.answer({ id: notice.id, version: notice.version, capacity: capacityOf(value) }),
    onSuccess: () => {
      toast({ text: t('standby.done') });
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('standby.answer')}
      verb={t('standby.send')}
      shape="wide"
      onClose={onClose}
      onSubmit={() => save.mutate()}
      save={{ pending: save.isPending, ...formProblems(save.error) }}
    >
      <CapacityFields value={value} onChange={(change) => setValue({ ...value, ...change })} />
    </FormDialog>
  );
}
