import type { ReactNode } from 'react';
import { ButtonLink, Card, Columns, Notice, Stack } from '../../../../web/ui/index.ts';
import { useWords } from '../../../../web/words/index.ts';
import type { Plan } from '../../contract-plan.ts';
import { againstChange } from '../../rules-plan.ts';
import { Chapter, Contents } from '../plan/chapters.tsx';
import { HeadCard } from '../plan/head-card.tsx';
import { useInterpreters, usePlaces, usePosts, useStages } from '../plan/kinds.tsx';
import { useAuthorities, useTechniques } from '../plan/legal.tsx';
import { OrderCard, StrandsCard } from '../plan/order-card.tsx';
import { totalInWords, useBudget, useInspection, useSections } from '../plan/papers.tsx';
import { PartCard } from '../plan/part-card.tsx';
import { PlannersCard } from '../plan/people-card.tsx';
import { ReliefCard } from '../plan/relief-card.tsx';
import type { OfOperation } from '../tabs.ts';
import { Yield } from '../yield.tsx';

/** The plan of an operation, part by part; planners change it where its state lets them. */
export default function PlanTab({ operation: plan }: OfOperation) {
  const { t } = useWords();
  const closed = againstChange(plan.state)[0];
  const mayPlan = plan.may.plan && closed === undefined;
  const chapters = useChapters(plan, mayPlan);
  return (
    <Stack>
      <Contents chapters={chapters} />
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
          {chapters.map(({ id, card }) => (
            <Chapter key={id} id={id}>
              {card}
            </Chapter>
          ))}
        </Stack>
      </Columns>
    </Stack>
  );
}

type Told = { id: string; title: string; card: ReactNode };

/** The parts of the plan in their order, as the page and its contents show them. */
function useChapters(plan: Plan, mayPlan: boolean): Told[] {
  const { t } = useWords();
  const of = { operationId: plan.id, mayPlan };
  const title = (part: string) => t(`operations.part.${part}.title`);
  const inspection = useInspection(plan);
  const all: (Told | false)[] = [
    { id: 'head', title: title('head'), card: <HeadCard plan={plan} mayPlan={mayPlan} /> },
    (plan.strands.length > 0 || plan.caseId !== null) && {
      id: 'strands',
      title: title('strand'),
      card: <StrandsCard plan={plan} mayPlan={mayPlan} />,
    },
    { id: 'places', title: title('place'), card: <PartCard {...of} kind={usePlaces(plan)} /> },
    plan.stages.length > 0 && {
      id: 'order',
      title: t('operations.timeline'),
      card: <OrderCard plan={plan} mayPlan={mayPlan} />,
    },
    { id: 'stages', title: title('stage'), card: <PartCard {...of} kind={useStages(plan)} /> },
    { id: 'roster', title: title('post'), card: <PartCard {...of} kind={usePosts(plan)} /> },
    { id: 'authorities', title: title('authority'), card: <PartCard {...of} kind={useAuthorities(plan)} /> },
    { id: 'techniques', title: title('technique'), card: <PartCard {...of} kind={useTechniques(plan)} /> },
    {
      id: 'interpreters',
      title: title('interpreter'),
      card: <PartCard {...of} kind={useInterpreters(plan)} />,
    },
    plan.kind === 'labor_inspection' && {
      id: 'inspection',
      title: title('inspection'),
      card: <PartCard {...of} kind={inspection} />,
    },
    { id: 'written', title: title('section'), card: <PartCard {...of} kind={useSections(plan)} /> },
    { id: 'budget', title: title('budget'), card: <BudgetPart {...of} plan={plan} /> },
    { id: 'yield', title: t('operations.yieldOfKind'), card: <YieldPart kind={plan.kind} /> },
  ];
  return all.filter((one) => one !== false);
}

function BudgetPart({ plan, ...of }: { plan: Plan; operationId: string; mayPlan: boolean }) {
  const { t } = useWords();
  return (
    <PartCard {...of} kind={useBudget(plan)}>
      {plan.budget.length > 0 && (
        <p>
          <strong>{t('operations.total', { amount: totalInWords(plan) })}</strong>
        </p>
      )}
    </PartCard>
  );
}

/** What operations of this kind yielded in this task force, with the way to the comparison of all kinds. */
function YieldPart({ kind }: { kind: Plan['kind'] }) {
  const { t } = useWords();
  return (
    <Card
      title={t('operations.yieldOfKind')}
      actions={
        <ButtonLink size="small" href="/operations/compare">
          {t('operations.review.yield.compare')}
        </ButtonLink>
      }
    >
      <Yield kind={kind} />
    </Card>
  );
}
