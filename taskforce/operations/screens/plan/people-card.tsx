import { useState } from 'react';
import { client } from '../../../../web/api.ts';
import {
  Button,
  Card,
  ComboBox,
  FormDialog,
  IconButton,
  Notice,
  RadioGroup,
  Row,
} from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { useAct, usePeople } from '../../../cases/screens/shared.ts';
import type { Plan } from '../../contract-plan.ts';
import styles from './plan.module.css';

/** Who plans, and who was asked to read the plan. */
export function PlannersCard({ plan, mayPlan }: { plan: Plan; mayPlan: boolean }) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const end = useAct((one: { id: string; version: number }) =>
    client.operations.endPlanner({ operationId: plan.id, id: one.id, version: one.version }),
  );
  return (
    <Card
      title={t('operations.part.planner.title')}
      count={plan.planners.length}
      actions={
        mayPlan && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {t('operations.part.planner.add')}
          </Button>
        )
      }
    >
      <p className={styles['none']}>{t('operations.part.planner.hint')}</p>
      {end.failure && <Notice tone="danger">{end.failure}</Notice>}
      <ul className={styles['items']}>
        {plan.planners.map((one) => (
          <li key={one.id}>
            <Row spread>
              <span>
                {one.name}, {t(`operations.capacity.${one.capacity}`)}
              </span>
              {mayPlan && (
                <IconButton
                  icon="close"
                  size="small"
                  label={t('operations.removeOne', { name: one.name })}
                  onPress={() => end.run(one)}
                />
              )}
            </Row>
          </li>
        ))}
      </ul>
      {adding && <AddPlanner plan={plan} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function AddPlanner({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useWords();
  const { people } = usePeople();
  const [accountId, setAccountId] = useState<string | null>(null);
  const [capacity, setCapacity] = useState<'plan' | 'read'>('plan');
  const save = useAct(
    () => client.operations.addPlanner({ operationId: plan.id, accountId: accountId ?? '', capacity }),
    onClose,
  );
  return (
    <FormDialog
      title={t('operations.part.planner.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <ComboBox
        name="accountId"
        label={t('operations.of.account')}
        options={people.filter(({ id }) => !plan.planners.some((one) => one.accountId === id))}
        value={accountId}
        onChange={setAccountId}
        empty={t('cases.nothingFits')}
      />
      <RadioGroup
        name="capacity"
        label={t('operations.of.capacity')}
        options={(['plan', 'read'] as const).map((id) => ({ id, label: t(`operations.capacity.${id}`) }))}
        value={capacity}
        onChange={setCapacity}
      />
    </FormDialog>
  );
}
