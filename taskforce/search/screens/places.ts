import type { Translate } from '../../../web/words/index.ts';
import type { FoundRecord } from '../contract.ts';
import type { SearchKind } from '../rules-kinds.ts';

/** Tab of the case page where records of a kind stand. */
const tabs: Partial<Record<SearchKind, string>> = {
  activity: 'activities',
  task: 'tasks',
  note: 'notes',
  file: 'files',
};

/** Where a record is opened; null for what has no page of its own. */
export function placeOf({
  kind,
  id,
  caseId,
  tipId,
  operationId,
}: Pick<FoundRecord, 'kind' | 'id' | 'caseId' | 'tipId' | 'operationId'>): string | null {
  if (operationId !== null) return `/operations/${operationId}${kind === 'lesson' ? '/review' : ''}`;
  if (kind === 'case') return `/cases/${id}`;
  if (kind === 'strand') return `/cases/${caseId}?open=${id}`;
  if (caseId !== null) return tabs[kind] ? `/cases/${caseId}/${tabs[kind]}?open=${id}` : `/cases/${caseId}`;
  return tipId === null ? null : `/tips/${tipId}`;
}

/** "Phone, Riverton": what a tip is, beside its number. */
export function tipInWords(t: Translate, hit: Pick<FoundRecord, 'tipChannel' | 'tipPlace'>): string {
  const channel = hit.tipChannel === null ? '' : t(`vocabulary.tipChannel.${hit.tipChannel}.label`);
  return [channel, hit.tipPlace].filter((part) => part).join(', ');
}
