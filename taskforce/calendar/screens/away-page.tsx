import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Breadcrumbs,
  Button,
  Card,
  DateField,
  EmptyState,
  FormDialog,
  Notice,
  PageHeader,
  Row,
  Stack,
} from '../../../web/ui/index.ts';
import { formatDate, localDay, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';

/** The own days away: planners are told “not available” for them, and nothing more. */
export default function AwayPage() {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const read = useQuery(api.calendar.absences.queryOptions({ input: {} }));
  const end = useAct((row: { id: string; version: number }) => client.calendar.endAbsence(row));
  const problem = end.failure ?? end.problems[0]?.remedy;
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('calendar.here')}
            crumbs={[{ label: t('calendar.title'), href: '/calendar' }]}
          />
        }
        title={t('calendar.away.title')}
        lead={t('calendar.away.lead')}
        actions={
          <Button look="primary" icon="plus" onPress={() => setAdding(true)}>
            {t('calendar.away.add')}
          </Button>
        }
      />
      <Loaded query={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState icon="agenda" title={t('calendar.away.none')}>
              {t('calendar.away.noneWhat')}
            </EmptyState>
          ) : (
            <Stack>
              {problem !== undefined && <Notice tone="danger" title={problem} />}
              {rows.map(({ id, version, fromDay, untilDay }) => (
                <Card
                  key={id}
                  title={
                    fromDay === untilDay
                      ? formatDate(fromDay, 'long')
                      : t('calendar.span', { from: formatDate(fromDay), until: formatDate(untilDay) })
                  }
                >
                  <Row>
                    <Button
                      look="danger-quiet"
                      pending={end.pending}
                      onPress={() => end.run({ id, version })}
                    >
                      {t('calendar.away.end')}
                    </Button>
                  </Row>
                </Card>
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [today] = useState(() => localDay(Date.now()));
  const [fromDay, setFrom] = useState(today);
  const [untilDay, setUntil] = useState(today);
  const save = useAct(() => client.calendar.addAbsence({ fromDay, untilDay }), onClose);
  return (
    <FormDialog
      title={t('calendar.away.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <DateField
        name="fromDay"
        label={t('calendar.away.from')}
        value={fromDay}
        onChange={(day) => {
          setFrom(day);
          if (day > untilDay) setUntil(day);
        }}
      />
      <DateField
        name="untilDay"
        label={t('calendar.away.until')}
        value={untilDay}
        onChange={setUntil}
        min={fromDay}
      />
    </FormDialog>
  );
}
