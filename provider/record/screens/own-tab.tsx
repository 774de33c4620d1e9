import { Columns, Stack } from '../../../web/ui/index.ts';
import { useCan } from '../../../web/session.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { DisclosureLog } from './disclosure-log.tsx';
import { PrintCard } from './print-card.tsx';
import { Statements } from './statements.tsx';

/** The client's own record: the printed copy, who received what, and what the client says of it. */
export function OwnTab({ client }: { client: Client }) {
  const can = useCan();
  return (
    <Columns rail={can('record.print') ? <PrintCard client={client} /> : undefined}>
      <Stack>
        <DisclosureLog client={client} />
        {can('record.annotate') && <Statements client={client} />}
      </Stack>
    </Columns>
  );
}
