import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, queries } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  Form,
  FormActions,
  IconButton,
  NumberField,
  Row,
  Stack,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { BriefContent, PortfolioContent } from '../../cases/contract-briefs.ts';
import type { HandlingLabel } from '../../vocabulary/handling.ts';
import styles from './command.module.css';
import { BriefList } from './brief-list.tsx';
import { BriefView } from './brief-view.tsx';
import { CasePart } from './frame.tsx';
import { ReadersChoice } from './readers-choice.tsx';

/** A case's briefs, and the making of the next one with its preview beside the choices. */
export default function CaseBriefs({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const can = useCan();
  const briefs = useQuery(api.briefs.list.queryOptions({ input: { caseId } }));
  const [making, setMaking] = useState(false);
  const actions = can('briefs.make') && !making && (
    <Button look="primary" icon="brief" onPress={() => setMaking(true)}>
      {t('command.make.begin')}
    </Button>
  );
  return (
    <CasePart lead={t('command.caseBriefs.lead')} actions={actions}>
      <Stack>
        {making && <Maker caseId={caseId} onCancel={() => setMaking(false)} />}
        <Loaded query={briefs}>{(data) => <BriefList briefs={data} />}</Loaded>
      </Stack>
    </CasePart>
  );
}

type Draft = {
  clearedFor: HandlingLabel[];
  periodFrom: string;
  risks: string[];
  requests: { text: string; dollars: number }[];
};
const empty: Draft = { clearedFor: [], periodFrom: '', risks: [], requests: [] };

/** Only what was filled in goes out; money in cents. */
function orderOf(caseId: string, { clearedFor, periodFrom, risks, requests }: Draft) {
  return {
    caseId,
    clearedFor,
    periodFrom: periodFrom === '' ? null : periodFrom,
    risks: risks.filter((text) => text.trim() !== '').map((text) => ({ text })),
    requests: requests
      .filter((one) => one.text.trim() !== '')
      .map((one) => ({
        text: one.text,
        cents: Number.isFinite(one.dollars) ? Math.round(one.dollars * 100) : null,
      })),
  };
}

type Order = ReturnType<typeof orderOf>;

function withTexts(content: BriefContent | PortfolioContent, { risks, requests }: Order) {
  return content.schema === 'concert.case-brief/1' ? { ...content, risks, requests } : content;
}

function Maker({ caseId, onCancel }: { caseId: string; onCancel: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const draft = useDraft<Draft>(`command.brief.${caseId}`, empty);
  const order = orderOf(caseId, draft.value);
  // Risks and resources are put in here: the server is not asked at every key.
  const asked = { caseId, clearedFor: order.clearedFor, periodFrom: order.periodFrom };
  const preview = useQuery({
    ...api.briefs.preview.queryOptions({ input: asked }),
    placeholderData: (before) => before,
  });
  const make = useMutation(
    api.briefs.make.mutationOptions({
      onSuccess: async ({ id, version }) => {
        draft.discard();
        toast({ text: t('command.make.done', { n: version }) });
        await queries.invalidateQueries({ queryKey: api.briefs.key() });
        await navigate({ to: `/briefs/${id}` });
      },
    }),
  );
  return (
    <Stack>
      <Card title={t('command.make.title')}>
        <Form
          onSubmit={() => make.mutate(order)}
          problemsTitle={t('ui.problems')}
          {...formProblems(make.error ?? preview.error)}
        >
          <ReadersChoice
            labels={preview.data?.labels ?? []}
            value={draft.value}
            onChange={(readers) => draft.setValue({ ...draft.value, ...readers })}
          />
          <Texts draft={draft.value} onChange={draft.setValue} />
          <FormActions>
            <Button look="primary" type="submit" icon="seal" pending={make.isPending}>
              {t('command.make.freeze')}
            </Button>
            <Button onPress={onCancel}>{t('ui.cancel')}</Button>
          </FormActions>
        </Form>
      </Card>
      <h2>{t('command.make.preview')}</h2>
      <Loaded query={preview} lines={8}>
        {(data) => <BriefView content={withTexts(data.content, order)} />}
      </Loaded>
    </Stack>
  );
}

function Texts({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useWords();
  const { risks, requests } = draft;
  const risk = (index: number, text: string) => onChange({ ...draft, risks: risks.with(index, text) });
  const request = (index: number, change: Partial<Draft['requests'][number]>) =>
    onChange({ ...draft, requests: requests.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  return (
    <>
      {risks.map((text, index) => (
        <div key={index} className={styles['line']}>
          <TextField
            label={t('command.make.risk', { n: index + 1 })}
            name={`risks.${index}.text`}
            maxLength={300}
            width="full"
            value={text}
            onChange={(value) => risk(index, value)}
          />
          <IconButton
            icon="close"
            label={t('command.make.drop')}
            onPress={() => onChange({ ...draft, risks: risks.toSpliced(index, 1) })}
          />
        </div>
      ))}
      {requests.map((one, index) => (
        <div key={index} className={styles['line']}>
          <TextField
            label={t('command.make.request', { n: index + 1 })}
            name={`requests.${index}.text`}
            maxLength={300}
            width="full"
            value={one.text}
            onChange={(text) => request(index, { text })}
          />
          <NumberField
            label={t('command.make.dollars')}
            name={`requests.${index}.cents`}
            required={false}
            min={0}
            width="short"
            value={one.dollars}
            onChange={(dollars) => request(index, { dollars })}
          />
          <IconButton
            icon="close"
            label={t('command.make.drop')}
            onPress={() => onChange({ ...draft, requests: requests.toSpliced(index, 1) })}
          />
        </div>
      ))}
      <Row>
        {risks.length < 12 && (
          <Button size="small" icon="plus" onPress={() => onChange({ ...draft, risks: [...risks, ''] })}>
            {t('command.make.addRisk')}
          </Button>
        )}
        {requests.length < 12 && (
          <Button
            size="small"
            icon="plus"
            onPress={() => onChange({ ...draft, requests: [...requests, { text: '', dollars: Number.NaN }] })}
          >
            {t('command.make.addRequest')}
          </Button>
        )}
      </Row>
    </>
  );
}
