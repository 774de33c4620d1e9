import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries, type Client } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Badge,
  Button,
  Card,
  EmptyState,
  Form,
  FormActions,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { enteredLinkKinds } from '../../vocabulary/command.ts';
import styles from './command.module.css';
import { labelOf } from './names.ts';
import { ReasonForm } from './reason-form.tsx';

type Link = Awaited<ReturnType<Client['links']['list']>>['links'][number];
const again = () => queries.invalidateQueries({ queryKey: api.links.key() });

/** Links of a case to others that one may read. */
export function Links({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const links = useQuery(api.links.list.queryOptions({ input: { caseId } }));
  const actions = can('cases.write') && !adding && (
    <Button size="small" icon="link" onPress={() => setAdding(true)}>
      {t('command.links.add')}
    </Button>
  );
  return (
    <Card title={t('command.links.title')} actions={actions}>
      <Stack>
        {adding && <AddLink caseId={caseId} onDone={() => setAdding(false)} />}
        <Loaded query={links}>
          {(data) =>
            data.links.length === 0 ? (
              <EmptyState icon="link" title={t('command.links.none')}>
                {t('command.links.noneHint')}
              </EmptyState>
            ) : (
              <ul className={styles['lines']}>
                {data.links.map((link) => (
                  <OneLink key={`${link.id} ${link.version}`} link={link} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Stack>
    </Card>
  );
}

function OneLink({ link }: { link: Link }) {
  const { t } = useWords();
  const can = useCan();
  const [ending, setEnding] = useState(false);
  return (
    <li>
      <Row>
        <a href={`/cases/${link.other.id}`}>
          {link.other.number} {link.other.title}
        </a>
        <Badge icon="link">{labelOf(t, 'caseLinkKind', link.kind)}</Badge>
        {link.endedAt !== null && <Badge tone="muted">{t('command.links.ended')}</Badge>}
        {link.endedAt === null && can('cases.write') && !ending && (
          <Button size="small" look="quiet" onPress={() => setEnding(true)}>
            {t('command.links.end')}
          </Button>
        )}
      </Row>
      <div>{link.reason}</div>
      <div className={styles['aside']}>
        {t('command.links.madeBy', { who: link.madeBy ?? '', when: formatMoment(link.madeAt) })}
        {link.endedAt !== null &&
          ` · ${t('command.links.endedBy', { who: link.endedBy ?? '', when: formatMoment(link.endedAt), why: link.endReason ?? '' })}`}
      </div>
      {ending && (
        <ReasonForm
          draft={`links.${link.id}`}
          version={link.version}
          at="endedAt"
          why="endReason"
          label={t('command.links.endWhy')}
          hint={t('command.reasonHint')}
          verb={t('command.links.end')}
          end={(version, reason) => client.links.end({ linkId: link.id, version, reason })}
          onDone={() => setEnding(false)}
          onCancel={() => setEnding(false)}
        />
      )}
    </li>
  );
}

function AddLink({ caseId, onDone }: { caseId: string; onDone: () => void }) {
  const { t } = useWords();
  const [form, setForm] = useState({
    otherNumber: '',
    kind: null as (typeof enteredLinkKinds)[number] | null,
    reason: '',
  });
  const make = useMutation(
    api.links.make.mutationOptions({
      onSuccess: async () => {
        onDone();
        await again();
      },
    }),
  );
  const send = () =>
    make.mutate({
      caseId,
      otherNumber: form.otherNumber,
      kind: form.kind ?? ('' as never),
      reason: form.reason,
    });
  return (
    <Form onSubmit={send} problemsTitle={t('ui.problems')} {...formProblems(make.error)}>
      <TextField
        label={t('command.links.other')}
        hint={t('command.meeting.numberHint')}
        name="otherNumber"
        width="short"
        autoFocus
        value={form.otherNumber}
        onChange={(otherNumber) => setForm({ ...form, otherNumber })}
      />
      <Select
        label={t('command.links.kind')}
        name="kind"
        placeholder={t('ui.choose')}
        options={enteredLinkKinds.map((id) => ({ id, label: labelOf(t, 'caseLinkKind', id) }))}
        value={form.kind}
        onChange={(kind) => setForm({ ...form, kind })}
      />
      <TextArea
        label={t('command.links.why')}
        hint={t('command.reasonHint')}
        name="reason"
        rows={2}
        maxLength={2000}
        value={form.reason}
        onChange={(reason) => setForm({ ...form, reason })}
      />
      <FormActions>
        <Button look="primary" type="submit" icon="link" pending={make.isPending}>
          {t('command.links.save')}
        </Button>
        <Button onPress={onDone}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
