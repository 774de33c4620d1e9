import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api-provider.ts';
import type { Option } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { closedWord } from '../../services/screens/shared.ts';
import type { StatementSubject } from '../../vocabulary/statements.ts';

/** The entries a statement may speak of, as choices. Plans and notes are named in words instead: they stay closed. */
export function useEntries(clientId: string, subject: StatementSubject): Option[] {
  const { t } = useWords();
  const input = { clientId };
  const needs = useQuery({ ...api.needs.list.queryOptions({ input }), enabled: subject === 'need' });
  const given = useQuery({ ...api.services.list.queryOptions({ input }), enabled: subject === 'service' });
  const log = useQuery({ ...api.record.log.queryOptions({ input }), enabled: subject === 'disclosure' });
  if (subject === 'need')
    return (needs.data?.rows ?? []).map((one) => ({
      id: one.id,
      label: closedWord(t, 'need', one.kind),
      description: formatDate(one.openedOn),
    }));
  if (subject === 'service')
    return (given.data?.rows ?? []).map((one) => ({
      id: one.id,
      label: closedWord(t, 'need', one.kind),
      description: formatDate(one.givenOn),
    }));
  if (subject === 'disclosure')
    return (log.data?.rows ?? []).map((one) => ({
      id: one.id,
      label: one.recipient || closedWord(t, 'recipientKind', one.recipientKind),
      description: formatMoment(one.at),
    }));
  return [];
}
