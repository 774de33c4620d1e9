import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../../web/api.ts';
import { saveFrom } from '../../../../web/files.ts';
import { problemOf } from '../../../../web/problem.ts';
import { Button, Card, CheckboxGroup, FormDialog, Row, Stack, toast } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { PlanClashes } from '../../../calendar/screens/clashes.tsx';
import { useAct } from '../../../cases/screens/shared.ts';
import type { OfOperation } from '../tabs.ts';

/** What is handed out before an operation, what it uses of what is shared, and who is wanted elsewhere. */
export default function BriefingTab({ operation }: OfOperation) {
  const { t } = useWords();
  const [choosing, setChoosing] = useState(false);
  const used = useQuery(api.operations.vehicles.queryOptions({ input: { id: operation.id } }));
  const own = useQuery(api.operations.myCards.queryOptions({ input: {} }));
  const card = own.data?.rows.find((one) => one.operationId === operation.id);
  const print = useMutation({
    mutationFn: (which: 'sheet' | 'cards' | 'card') =>
      which === 'sheet'
        ? client.operations.briefingDocument({ id: operation.id })
        : which === 'cards'
          ? client.operations.cardsDocument({ id: operation.id })
          : client.operations.cardDocument({ postId: card!.postId }),
    onSuccess: saveFrom,
    onError: (error) => {
      const { fields, sentence } = problemOf(error);
      toast({ text: fields[0]?.remedy ?? sentence, tone: 'warn' });
    },
  });
  const frozen =
    operation.state !== 'planning' && operation.state !== 'approved' && operation.state !== 'postponed';
  return (
    <Stack>
      <Card title={t('calendar.document.title')}>
        <Row>
          <Button look="primary" pending={print.isPending} onPress={() => print.mutate('sheet')}>
            {t('calendar.document.sheet')}
          </Button>
          <Button pending={print.isPending} onPress={() => print.mutate('cards')}>
            {t('calendar.document.cards')}
          </Button>
          {card !== undefined && (
            <Button pending={print.isPending} onPress={() => print.mutate('card')}>
              {t('calendar.document.card')}
            </Button>
          )}
        </Row>
      </Card>
      <PlanClashes
        operationId={operation.id}
        planned={operation.plannedFrom !== null && operation.plannedUntil !== null}
      />
      <Card title={t('calendar.document.vehicles')}>
        {used.data?.rows.length === 0 && <p>{t('calendar.document.noVehicles')}</p>}
        <ul>
          {used.data?.rows.map((one) => (
            <li key={one.vehicleId}>
              {one.name}, {one.agency}
              {one.note !== null && `: ${one.note}`}
            </li>
          ))}
        </ul>
        {used.data?.mayPlan && !frozen && (
          <Button onPress={() => setChoosing(true)}>{t('calendar.document.change')}</Button>
        )}
      </Card>
      {choosing && used.data && (
        <Vehicles
          operationId={operation.id}
          chosen={used.data.rows.map((one) => one.vehicleId)}
          onClose={() => setChoosing(false)}
        />
      )}
    </Stack>
  );
}

function Vehicles({
  operationId,
  chosen,
  onClose,
}: {
  operationId: string;
  chosen: string[];
  onClose: () => void;
}) {
  const { t } = useWords();
  const all = useQuery(api.vehicles.list.queryOptions({ input: {} }));
  const [value, setValue] = useState(chosen);
  const save = useAct(
    () =>
      client.operations.setVehicles({ id: operationId, vehicles: value.map((vehicleId) => ({ vehicleId })) }),
    onClose,
  );
  return (
    <FormDialog
      title={t('calendar.document.change')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <CheckboxGroup
        name="vehicles"
        label={t('calendar.document.vehicles')}
        options={(all.data?.rows ?? []).map((one) => ({
          id: one.id,
          label: `${one.name}, ${one.agency.name}`,
        }))}
        value={value}
        onChange={setValue}
      />
    </FormDialog>
  );
}
