import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../../web/api.ts';
import { Unread } from '../../../../web/unread.tsx';
import {
  Button,
  ButtonLink,
  Card,
  Clock,
  EmptyState,
  Facts,
  FormDialog,
  NumberField,
  Row,
  Stack,
  Status,
  TextArea,
} from '../../../../web/ui/index.ts';
import { formatMoment, formatNumber, useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { Review } from '../../contract-review.ts';
import { reviewFigures, type ReviewFigure } from '../../rules-review.ts';
import { BornCases } from '../born-cases.tsx';
import { Lessons } from '../lessons-card.tsx';
import { dollars, hours } from '../yield.tsx';
import type { OfOperation } from '../tabs.ts';

/** The after-action review: figures, what worked for the victims, lead time, lessons; frozen when signed. */
export default function ReviewTab({ operation }: OfOperation) {
  const { t } = useWords();
  const found = useQuery(api.operations.review.queryOptions({ input: { id: operation.id } }));
  const [open, setOpen] = useState<'write' | 'sign' | null>(null);
  if (found.error || !found.data) return <Unread query={found} title={t('operations.failed')} lines={6} />;
  const { review, lessons, may } = found.data;
  if (!review)
    return (
      <Stack>
        <EmptyState
          icon="clock"
          title={t('operations.review.notYet')}
          action={<ButtonLink href="/operations/compare">{t('operations.review.yield.compare')}</ButtonLink>}
        >
          {t('operations.review.notYetHint')}
        </EmptyState>
        {operation.startedAt !== null && <BornCases operation={operation} />}
      </Stack>
    );
  return (
    <Stack>
      <Card
        title={t('operations.review.title')}
        actions={
          <Row>
            {may.sign && (
              <Button look="primary" size="small" onPress={() => setOpen('sign')}>
                {t('operations.review.sign')}
              </Button>
            )}
            {may.write && (
              <Button size="small" icon="edit" onPress={() => setOpen('write')}>
                {t(review.writtenBy ? 'operations.review.change' : 'operations.review.edit')}
              </Button>
            )}
            <ButtonLink size="small" href="/operations/compare">
              {t('operations.review.yield.compare')}
            </ButtonLink>
          </Row>
        }
      >
        <Written review={review} />
      </Card>
      <BornCases operation={operation} />
      <Lessons operation={operation} lessons={lessons} writes={may.write} decides={may.decide} />
      {open === 'write' && <WriteDialog id={operation.id} review={review} onClose={() => setOpen(null)} />}
      {open === 'sign' && <SignDialog id={operation.id} review={review} onClose={() => setOpen(null)} />}
    </Stack>
  );
}

function Written({ review }: { review: Review }) {
  const { t } = useWords();
  const say = (figure: ReviewFigure) => {
    const value = review[figure];
    if (value === null) return t('operations.review.unknown');
    if (figure === 'minutes') return hours(value);
    return figure === 'costCents' ? dollars(value) : formatNumber(value);
  };
  const ahead = (minutes: number) => t('operations.review.leadTime.hours', { n: Math.round(minutes / 60) });
  return (
    <Stack>
      {review.state === 'signed' && review.signedBy && review.signedAt ? (
        <Status tone="good">
          {t('operations.review.signedBy', { name: review.signedBy, when: formatMoment(review.signedAt) })}
        </Status>
      ) : (
        <span>
          {t('operations.review.due')} <Clock due={review.dueAt} />
        </span>
      )}
      {review.writtenBy && <p>{t('operations.review.writtenBy', { name: review.writtenBy })}</p>}
      <Facts
        columns={2}
        empty={t('ui.nothing')}
        facts={reviewFigures.map((figure) => ({
          label: t(`operations.review.figure.${figure}`),
          value: say(figure),
        }))}
      />
      <Facts
        empty={t('ui.nothing')}
        facts={[
          { label: t('operations.review.workedForVictims'), value: review.workedForVictims },
          { label: t('operations.review.didNotWork'), value: review.didNotWork },
          {
            label: t('operations.review.leadTime.title'),
            value:
              review.leadLeastMinutes === null || review.leadMostMinutes === null
                ? t('operations.review.leadTime.none')
                : t('operations.review.leadTime.one', {
                    n: review.providersTold,
                    least: ahead(review.leadLeastMinutes),
                    most: ahead(review.leadMostMinutes),
                  }),
          },
        ]}
      />
    </Stack>
  );
}

/** Hours and dollars on the screen, minutes and cents in what is kept. */
const FACTOR: Partial<Record<ReviewFigure, number>> = { minutes: 60, costCents: 100 };

function WriteDialog({ id, review, onClose }: { id: string; review: Review; onClose: () => void }) {
  const { t } = useWords();
  const [value, setValue] = useState(review);
  const save = useAct(
    () =>
      client.operations.saveReview({
        ...value,
        id,
        version: review.version,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('operations.review.edit')}
      verb={t('operations.review.save')}
      shape="wide"
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('operations.review.lead')}</p>
      {reviewFigures.map((figure) => {
        const factor = FACTOR[figure] ?? 1;
        const now = value[figure];
        return (
          <NumberField
            key={figure}
            label={t(`operations.review.figure.${figure}`)}
            name={figure}
            min={0}
            value={now === null ? Number.NaN : now / factor}
            onChange={(number) =>
              setValue({ ...value, [figure]: Number.isNaN(number) ? null : Math.round(number * factor) })
            }
          />
        );
      })}
      {(['workedForVictims', 'didNotWork'] as const).map((name) => (
        <TextArea
          key={name}
          label={t(`operations.review.${name}`)}
          name={name}
          rows={4}
          value={value[name]}
          onChange={(text) => setValue({ ...value, [name]: text })}
        />
      ))}
    </FormDialog>
  );
}

function SignDialog({ id, review, onClose }: { id: string; review: Review; onClose: () => void }) {
  const { t } = useWords();
  const save = useAct(() => client.operations.signReview({ id, version: review.version }), onClose);
  return (
    <FormDialog
      title={t('operations.review.sign')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('operations.review.signHint')}</p>
    </FormDialog>
  );
}
