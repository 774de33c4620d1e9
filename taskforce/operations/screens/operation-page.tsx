import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { api } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  ButtonLink,
  EmptyState,
  PageHeader,
  Row,
  Skeleton,
  Status,
  Tabs,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Plan } from '../contract-plan.ts';
import { DangersHere } from './board/dangers.tsx';
import { OpenCase } from './born-cases.tsx';
import { riskTone, stateTone } from './shared.ts';
import { operationTabs } from './tabs.ts';

/** An operation: its header and, under deep links of their own, the parts of its life from plan to review. */
export default function OperationPage() {
  const { t } = useWords();
  const { operationId } = useParams({ strict: false }) as { operationId: string };
  const found = useQuery(api.operations.get.queryOptions({ input: { id: operationId } }));
  if (found.error || !found.data)
    return (
      <Unread
        query={found}
        title={t('operations.failed')}
        lines={8}
        missing={<EmptyState icon="agenda" title={t('operations.missing')} />}
      />
    );
  return <Page key={operationId} operation={found.data} />;
}

function Badges({ operation }: { operation: Plan }) {
  const { t } = useWords();
  return (
    <>
      <Status tone={stateTone[operation.state]}>{t(`operations.state.${operation.state}`)}</Status>
      <Badge tone={riskTone[operation.riskInForce]}>
        {operation.riskInForce === operation.risk
          ? t(`operations.risk.${operation.risk}`)
          : t('operations.riskComputed', {
              risk: t(`operations.risk.${operation.riskInForce}`),
              chosen: t(`operations.risk.${operation.risk}`),
            })}
      </Badge>
      {operation.sealed && (
        <Badge tone="warn" icon="seal">
          {t('operations.sealed')}
        </Badge>
      )}
      {operation.plannedFrom !== null && <Badge icon="clock">{formatMoment(operation.plannedFrom)}</Badge>}
      <Badge>{t('operations.revision', { n: operation.planRevision })}</Badge>
    </>
  );
}

function Page({ operation }: { operation: Plan }) {
  const { t } = useWords();
  const can = useCan();
  const { tab = 'plan' } = useParams({ strict: false }) as { tab?: string };
  const parts = operationTabs.filter(
    ({ permission, when }) => (permission === undefined || can(permission)) && (when?.(operation) ?? true),
  );
  const crumbs = [{ label: t('operations.title'), href: '/operations' }];
  if (operation.caseNumber !== null)
    crumbs.push({ label: operation.caseNumber, href: `/cases/${operation.caseId}/operations` });
  return (
    <>
      <PageHeader
        crumbs={<Breadcrumbs label={t('operations.here')} crumbs={crumbs} />}
        number={operation.number}
        title={operation.title}
        type={`${t(`operations.kind.${operation.kind}`)}, ${t(`operations.type.${operation.type}`).toLowerCase()}`}
        badges={<Badges operation={operation} />}
        actions={
          <Row>
            <OpenCase operation={operation} size="regular" />
            {can('operations.plan') && (
              <ButtonLink icon="copy" href={`/operations/new?copy=${operation.id}`}>
                {t('operations.planAgain')}
              </ButtonLink>
            )}
          </Row>
        }
        owner={t('operations.leadAgency', { agency: operation.leadAgency })}
      />
      <DangersHere operationId={operation.id} />
      <Tabs
        label={t('operations.parts')}
        selected={parts.some((part) => part.id === tab) ? tab : 'plan'}
        // The links of the tabs lead there; going twice would go nowhere.
        onSelect={() => undefined}
        parts={parts.map(({ id, content: Content }) => ({
          id,
          label: t(`operations.tab.${id}`),
          href: `/operations/${operation.id}${id === 'plan' ? '' : `/${id}`}`,
          content: (
            <Suspense fallback={<Skeleton label={t('ui.reading')} lines={6} />}>
              <Content operation={operation} />
            </Suspense>
          ),
        }))}
      />
    </>
  );
}
