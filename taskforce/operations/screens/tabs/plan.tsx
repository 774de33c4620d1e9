import { Columns, Notice, Stack } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import { againstChange } from '../../rules-plan.ts';
import { HeadCard } from '../plan/head-card.tsx';
import { useInterpreters, usePlaces, usePosts, useStages } from '../plan/kinds.tsx';
import { useAuthorities, useTechniques } from '../plan/legal.tsx';
import { OrderCard, StrandsCard } from '../plan/order-card.tsx';
import { totalInWords, useBudget, useInspection, useSections } from '../plan/papers.tsx';
import { PartCard } from '../plan/part-card.tsx';
import { PlannersCard } from '../plan/people-card.tsx';
import { ReliefCard } from '../plan/relief-card.tsx';
import type { OfOperation } from '../tabs.ts';

/** The plan of an operation, part by part; planners change it where its state lets them. */
export default function PlanTab({ operation: plan }: OfOperation) {
  const { t } = useWords();
  const closed = againstChange(plan.state)[0];
  const mayPlan = plan.may.plan && closed === undefined;
  const of = { operationId: plan.id, mayPlan };
  return (
    <Stack>
      {plan.may.plan && closed && <Notice>{t(`operations.closedBecause.${closed.code}`)}</Notice>}
      {plan.state === 'approved' && plan.signedRevision !== plan.planRevision && (
        <Notice tone="warn">{t('operations.changedSince')}</Notice>
      )}
      <Columns
        rail={
          <>
            <PlannersCard plan={plan} mayPlan={plan.may.plan} />
            <ReliefCard plan={plan} />
          </>
        }
      >
        <Stack>
          <HeadCard plan={plan} mayPlan={mayPlan} />
          <StrandsCard plan={plan} mayPlan={mayPlan} />
          <PartCard {...of} kind={usePlaces(plan)} />
          <OrderCard plan={plan} mayPlan={mayPlan} />
          <PartCard {...of} kind={useStages(plan)} />
          <PartCard {...of} kind={usePosts(plan)} />
          <PartCard {...of} kind={useAuthorities(plan)} />
          <PartCard {...of} kind={useTechniques(plan)} />
          <PartCard {...of} kind={useInterpreters(plan)} />
          <InspectionPart {...of} plan={plan} />
          <PartCard {...of} kind={useSections(plan)} />
          <PartCard {...of} kind={useBudget(plan)}>
            {plan.budget.length > 0 && (
              <p>
                <strong>{t('operations.total', { amount: totalInWords(plan) })}</strong>
              </p>
            )}
          </PartCard>
        </Stack>
      </Columns>
    </Stack>
  );
}

function InspectionPart({
  plan,
  ...of
}: {
  plan: OfOperation['operation'];
  operationId: string;
  mayPlan: boolean;
}) {
  const kind = useInspection(plan);
  return plan.kind === 'labor_inspection' ? <PartCard {...of} kind={kind} /> : null;
}
