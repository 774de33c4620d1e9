import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../../web/api.ts';
import { Button, Card, FormDialog, IconButton, Notice, Row, Select } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { useAct } from '../../../cases/screens/shared.ts';
import type { Plan } from '../../contract-plan.ts';
import styles from './plan.module.css';
import { StageTimeline } from './timeline.tsx';

/** The order of the stages: over time, and what waits for what. */
export function OrderCard({ plan, mayPlan }: { plan: Plan; mayPlan: boolean }) {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const remove = useAct((id: string) => client.operations.removeDependency({ operationId: plan.id, id }));
  const nameOf = new Map(plan.stages.map((one) => [one.id, one.name]));
  if (plan.stages.length === 0) return null;
  return (
    <Card
      title={t('operations.timeline')}
      actions={
        mayPlan &&
        plan.stages.length > 1 && (
          <Button size="small" icon="plus" onPress={() => setAdding(true)}>
            {t('operations.part.dependency.add')}
          </Button>
        )
      }
    >
      <StageTimeline plan={plan} />
      {remove.failure && <Notice tone="danger">{remove.failure}</Notice>}
      {mayPlan && (
        <ul className={styles['items']}>
          {plan.dependencies.map((one) => {
            const words = t('operations.waits', {
              stage: nameOf.get(one.stageId) ?? '',
              needs: nameOf.get(one.needsStageId) ?? '',
            });
            return (
              <li key={one.id}>
                <Row spread>
                  <span>{words}</span>
                  <IconButton
                    icon="close"
                    size="small"
                    label={t('operations.removeOne', { name: words })}
                    onPress={() => remove.run(one.id)}
                  />
                </Row>
              </li>
            );
          })}
        </ul>
      )}
      {adding && <AddDependency plan={plan} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function AddDependency({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useWords();
  const [stageId, setStage] = useState<string | null>(null);
  const [needsStageId, setNeeds] = useState<string | null>(null);
  const save = useAct(
    () =>
      client.operations.addDependency({
        operationId: plan.id,
        stageId: stageId ?? '',
        needsStageId: needsStageId ?? '',
      }),
    onClose,
  );
  const stages = plan.stages.map((one) => ({ id: one.id, label: one.name }));
  return (
    <FormDialog
      title={t('operations.part.dependency.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Select
        name="stageId"
        label={t('operations.of.stage')}
        options={stages}
        value={stageId}
        onChange={setStage}
        placeholder={t('ui.choose')}
      />
      <Select
        name="needsStageId"
        label={t('operations.of.waitsFor')}
        options={stages.filter(({ id }) => id !== stageId)}
        value={needsStageId}
        onChange={setNeeds}
        placeholder={t('ui.choose')}
      />
    </FormDialog>
  );
}

/** The strands of cases that the operation is about. */
export function StrandsCard({ plan, mayPlan }: { plan: Plan; mayPlan: boolean }) {
  const { t } = useWords();
  const [strandId, setStrand] = useState<string | null>(null);
  const strands =
    useQuery(
      api.cases.read.queryOptions({
        input: { id: plan.caseId ?? '' },
        enabled: mayPlan && plan.caseId !== null && plan.caseNumber !== null,
      }),
    ).data?.strands ?? [];
  const free = strands.filter((one) => !plan.strands.some((two) => two.strandId === one.id));
  const add = useAct(
    (id: string) => client.operations.addStrand({ operationId: plan.id, strandId: id }),
    () => setStrand(null),
  );
  const remove = useAct((id: string) => client.operations.removeStrand({ operationId: plan.id, id }));
  const failure = add.failure ?? remove.failure;
  if (plan.strands.length === 0 && free.length === 0) return null;
  return (
    <Card title={t('operations.part.strand.title')} count={plan.strands.length}>
      {failure !== undefined && <Notice tone="danger">{failure}</Notice>}
      <ul className={styles['items']}>
        {plan.strands.map((one) => (
          <li key={one.id}>
            <Row spread>
              <span>
                {one.label}, {one.caseNumber}
              </span>
              {mayPlan && (
                <IconButton
                  icon="close"
                  size="small"
                  label={t('operations.removeOne', { name: one.label })}
                  onPress={() => remove.run(one.id)}
                />
              )}
            </Row>
          </li>
        ))}
      </ul>
      {mayPlan && free.length > 0 && (
        <Row align="end">
          <Select
            name="strandId"
            label={t('operations.part.strand.choose')}
            options={free.map(({ id, label }) => ({ id, label }))}
            value={strandId}
            onChange={setStrand}
            placeholder={t('ui.choose')}
          />
          <Button onPress={() => strandId !== null && add.run(strandId)} isDisabled={strandId === null}>
            {t('operations.part.strand.add')}
          </Button>
        </Row>
      )}
    </Card>
  );
}
