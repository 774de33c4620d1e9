import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Plan } from '../contract-plan.ts';

/** What every tab of an operation is given. */
export type OfOperation = { operation: Plan };

/** A tab of the page of an operation: its id is the end of the deep link, its default export is given the operation. */
export type OperationTab = {
  id: string;
  /** Without this permission the tab is not offered. */
  permission?: string;
  /** Only for operations of which it says yes. */
  when?: (operation: Plan) => boolean;
  content: LazyExoticComponent<ComponentType<OfOperation>>;
};

/** The tabs in their order; the word of each is `operations.tab.<id>`. */
export const operationTabs: readonly OperationTab[] = [
  { id: 'plan', content: lazy(() => import('./tabs/plan.tsx')) },
  {
    id: 'decoy',
    when: (operation) => operation.kind === 'decoy',
    content: lazy(() => import('./tabs/decoy.tsx')),
  },
  { id: 'readiness', content: lazy(() => import('./tabs/readiness.tsx')) },
  { id: 'deconfliction', content: lazy(() => import('./tabs/deconfliction.tsx')) },
  { id: 'approval', content: lazy(() => import('./tabs/approval.tsx')) },
  { id: 'briefing', content: lazy(() => import('./tabs/briefing.tsx')) },
  { id: 'board', content: lazy(() => import('./tabs/board.tsx')) },
  { id: 'review', content: lazy(() => import('./tabs/review.tsx')) },
];
