import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../../web/api.ts';
import { Unread } from '../../../../web/unread.tsx';
import {
  Button,
  Card,
  EmptyState,
  Facts,
  FormDialog,
  Notice,
  RadioGroup,
  Row,
  Select,
  Stack,
  Status,
  TextArea,
} from '../../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { DecoyReview } from '../../contract-decoy.ts';
import { publications, type Publication } from '../../rules-decoy.ts';
import { Yield } from '../yield.tsx';
import type { OfOperation } from '../tabs.ts';

const tones = { open: 'warn', agreed: 'good', declined: 'danger' } as const;
const texts = ['purpose', 'outcome', 'alternatives', 'safety'] as const;

/** What is weighed before a decoy: demand reduction, alternatives, publication; agreed to by somebody who did not plan. */
export default function DecoyTab({ operation }: OfOperation) {
  const { t } = useWords();
  const found = useQuery(api.operations.decoy.queryOptions({ input: { id: operation.id } }));
  const [open, setOpen] = useState<'write' | 'decide' | null>(null);
  if (found.error || !found.data) return <Unread query={found} title={t('operations.failed')} lines={6} />;
  const { review, may } = found.data;
  return (
    <Stack>
      <Notice tone="warn" title={t('operations.decoy.plain')}>
        {t('operations.decoy.plainMore')}
      </Notice>
      <Card
        title={t('operations.decoy.title')}
        actions={
          <Row>
            {may.decide && (
              <Button look="primary" size="small" onPress={() => setOpen('decide')}>
                {t('operations.decoy.decide')}
              </Button>
            )}
            {may.write && (
              <Button size="small" icon="edit" onPress={() => setOpen('write')}>
                {t(review ? 'operations.decoy.change' : 'operations.decoy.write')}
              </Button>
            )}
          </Row>
        }
      >
        {review ? (
          <Weighed review={review} />
        ) : (
          <EmptyState icon="edit" title={t('operations.decoy.none')}>
            {t('operations.decoy.noneHint')}
          </EmptyState>
        )}
      </Card>
      <Card title={t('operations.decoy.yield')}>
        <Yield />
      </Card>
      {open === 'write' && <WriteDialog id={operation.id} review={review} onClose={() => setOpen(null)} />}
      {open === 'decide' && review && (
        <DecideDialog id={operation.id} version={review.version} onClose={() => setOpen(null)} />
      )}
    </Stack>
  );
}

function Weighed({ review }: { review: DecoyReview }) {
  const { t } = useWords();
  return (
    <Stack>
      <div>
        <Status tone={tones[review.state]}>{t(`operations.decoy.state.${review.state}`)}</Status>
        {review.decidedBy && review.decidedAt && (
          <p>
            {t('operations.decoy.by', { name: review.decidedBy, when: formatMoment(review.decidedAt) })}:{' '}
            {review.reason}
          </p>
        )}
        <p>{t('operations.decoy.writtenBy', { name: review.writtenBy })}</p>
      </div>
      <Facts
        empty={t('ui.nothing')}
        facts={[
          ...texts.slice(0, 3).map((text) => ({ label: t(`operations.decoy.${text}`), value: review[text] })),
          {
            label: t('operations.decoy.publication'),
            value: t(`operations.decoy.publications.${review.publication}`),
          },
          { label: t('operations.decoy.safety'), value: review.safety },
        ]}
      />
    </Stack>
  );
}

function WriteDialog({
  id,
  review,
  onClose,
}: {
  id: string;
  review: DecoyReview | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [value, setValue] = useState({
    purpose: review?.purpose ?? '',
    outcome: review?.outcome ?? '',
    alternatives: review?.alternatives ?? '',
    safety: review?.safety ?? '',
  });
  const [publication, setPublication] = useState<Publication | null>(review?.publication ?? null);
  const save = useAct(
    () =>
      client.operations.saveDecoy({
        id,
        version: review?.version ?? 0,
        ...value,
        publication: publication as Publication,
      }),
    onClose,
  );
  const field = (name: keyof typeof value) => (
    <TextArea
      key={name}
      label={t(`operations.decoy.${name}`)}
      {...(name === 'alternatives' ? { hint: t('operations.decoy.alternativesHint') } : {})}
      name={name}
      required
      rows={3}
      value={value[name]}
      onChange={(text) => setValue({ ...value, [name]: text })}
    />
  );
  return (
    <FormDialog
      title={t(review ? 'operations.decoy.change' : 'operations.decoy.write')}
      verb={t('operations.decoy.save')}
      shape="wide"
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      {review && review.state !== 'open' && <Notice>{t('operations.decoy.again')}</Notice>}
      {field('purpose')}
      {field('outcome')}
      {field('alternatives')}
      <Select
        label={t('operations.decoy.publication')}
        name="publication"
        required
        placeholder={t('ui.choose')}
        options={publications.map((each) => ({
          id: each,
          label: t(`operations.decoy.publications.${each}`),
        }))}
        value={publication}
        onChange={setPublication}
      />
      {field('safety')}
    </FormDialog>
  );
}

function DecideDialog({ id, version, onClose }: { id: string; version: number; onClose: () => void }) {
  const { t } = useWords();
  const [decision, setDecision] = useState<'agreed' | 'declined' | null>(null);
  const [reason, setReason] = useState('');
  const save = useAct(
    () => client.operations.decideDecoy({ id, version, decision: decision as 'agreed' | 'declined', reason }),
    onClose,
  );
  return (
    <FormDialog
      title={t('operations.decoy.decide')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <RadioGroup
        label={t('operations.decoy.decision')}
        name="decision"
        required
        options={[
          { id: 'agreed' as const, label: t('operations.decoy.agree') },
          { id: 'declined' as const, label: t('operations.decoy.decline') },
        ]}
        value={decision}
        onChange={setDecision}
      />
      <TextArea
        label={t('operations.decoy.reason')}
        name="reason"
        required
        rows={3}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
