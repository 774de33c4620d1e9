import { OperationDeconfliction } from '../../../deconfliction/screens/operation-card.tsx';
import type { OfOperation } from '../tabs.ts';

/** Tab of an operation: whom it meets, its targets, its hand-off. */
export default function DeconflictionTab({ operation }: OfOperation) {
  return <OperationDeconfliction operationId={operation.id} />;
}
