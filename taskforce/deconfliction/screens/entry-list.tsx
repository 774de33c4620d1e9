import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan } from '../../../web/session.ts';
import { Button, EmptyState, Row, Stack, Status, toast } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import type { Entry } from '../contract-parts.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { EventDialog } from './event-dialog.tsx';
import { HandoffDialog, printSheet } from './handoff.tsx';

export const entryTones = { waiting: 'warn', live: 'accent', over: 'muted' } as const;

/** Events and targets of one's own; what was typed of a target is kept nowhere. */
export function EntryList({ entries, hint }: { entries: readonly Entry[]; hint?: string }) {
  const { t } = useWords();
  const can = useCan();
  const [change, setChange] = useState<Entry | null>(null);
  const [contact, setContact] = useState<Entry | null>(null);
  const [handoff, setHandoff] = useState<Entry | null>(null);
  const withdraw = useMutation({
    mutationFn: ({ id, version }: Entry) => client.deconfliction.withdraw({ id, version }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: api.deconfliction.key() }),
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  if (entries.length === 0)
    return (
      <EmptyState icon="search" title={t('deconfliction.entries.none')}>
        {hint ?? t('deconfliction.entries.noneHint')}
      </EmptyState>
    );
  return (
    <Stack gap="large">
      {entries.map((one) => (
        <section key={one.id} aria-label={nameOf(one, t)}>
          <Stack gap="small">
            <Row spread>
              <h3>{nameOf(one, t)}</h3>
              <Status tone={entryTones[one.state]}>
                {t(
                  one.answer
                    ? `deconfliction.requestAnswer.${one.answer}`
                    : `deconfliction.entryState.${one.state}`,
                )}
              </Status>
            </Row>
            <Trail one={one} />
            {one.state !== 'over' && (
              <Row>
                {one.subject === 'event' && can('deconfliction.enter') && (
                  <>
                    <Button size="small" onPress={() => setChange(one)}>
                      {t('deconfliction.change')}
                    </Button>
                    <Button size="small" icon="print" onPress={() => void printSheet(one.id, 'pdf')}>
                      {t('deconfliction.handoff.print')}
                    </Button>
                    <Button size="small" onPress={() => setHandoff(one)}>
                      {t('deconfliction.handoff.record')}
                    </Button>
                  </>
                )}
                {one.subject !== 'request' && (
                  <Button size="small" look="quiet" onPress={() => setContact(one)}>
                    {t('deconfliction.contact.set')}
                  </Button>
                )}
                <Button size="small" look="quiet" onPress={() => withdraw.mutate(one)}>
                  {t('deconfliction.withdraw')}
                </Button>
              </Row>
            )}
          </Stack>
        </section>
      ))}
      {change && <EventDialog entry={change} onClose={() => setChange(null)} />}
      {contact && <ContactDialog entry={contact} onClose={() => setContact(null)} />}
      {handoff && <HandoffDialog entryId={handoff.id} onClose={() => setHandoff(null)} />}
    </Stack>
  );
}

function nameOf(one: Entry, t: ReturnType<typeof useWords>['t']): string {
  if (one.subject === 'event')
    return `${t(`deconfliction.activity.${one.activity ?? 'other'}`)}, ${one.place ?? ''}`;
  return t(`deconfliction.type.${one.identifierType ?? 'phone'}`);
}

function Trail({ one }: { one: Entry }) {
  const { t } = useWords();
  const parts = [
    one.from && one.until && `${formatMoment(one.from)} – ${formatMoment(one.until)}`,
    t('deconfliction.enteredAt', { at: formatMoment(one.createdAt) }),
    one.checkedAt && t('deconfliction.comparedAt', { at: formatMoment(one.checkedAt) }),
    one.expiresAt && one.state === 'live' && t('deconfliction.until', { at: formatMoment(one.expiresAt) }),
    t('deconfliction.contact.is', { name: [one.contactName, one.contactPhone].filter(Boolean).join(', ') }),
    one.silent !== 'no' && t(`deconfliction.silent.${one.silent}`),
    one.throughCoordinator && t('deconfliction.flagged'),
  ].filter((part) => typeof part === 'string' && part !== '');
  return <small>{parts.join(' · ')}</small>;
}
