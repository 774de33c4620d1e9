import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import { Button, Card, Notice, Row, Stack, Status } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { StrandTarget } from '../contract-parts.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { entryTones } from './entry-list.tsx';
import { TargetDialog } from './target-dialog.tsx';

/** Identifiers under a strand: compared with everybody's, seen by who reads the strand, taken out by who entered them. */
export default function StrandTargets({ strandId, open }: { strandId: string; open: boolean }) {
  const { t } = useWords();
  const can = useCan();
  const [entering, setEntering] = useState(false);
  const [contact, setContact] = useState<StrandTarget | null>(null);
  const read = useQuery(api.deconfliction.ofStrand.queryOptions({ input: { strandId } }));
  const withdraw = useAct(({ id, version }: StrandTarget) => client.deconfliction.withdraw({ id, version }));
  return (
    <Card
      title={t('deconfliction.strand.title')}
      actions={
        open &&
        can('deconfliction.enter') && (
          <Button size="small" icon="search" onPress={() => setEntering(true)}>
            {t('deconfliction.check')}
          </Button>
        )
      }
    >
      <Stack>
        {withdraw.failure !== undefined && <Notice tone="danger" title={withdraw.failure} />}
        <Loaded query={read} lines={2}>
          {({ rows }) =>
            rows.length === 0 ? (
              <p>{t('deconfliction.strand.none')}</p>
            ) : (
              rows.map((one) => (
                <TargetLine
                  key={one.id}
                  one={one}
                  onContact={() => setContact(one)}
                  onWithdraw={() => withdraw.run(one)}
                />
              ))
            )
          }
        </Loaded>
      </Stack>
      {entering && <TargetDialog strandId={strandId} onClose={() => setEntering(false)} />}
      {contact && <ContactDialog entry={contact} onClose={() => setContact(null)} />}
    </Card>
  );
}

function TargetLine({
  one,
  onContact,
  onWithdraw,
}: {
  one: StrandTarget;
  onContact: () => void;
  onWithdraw: () => void;
}) {
  const { t } = useWords();
  const type = t(`deconfliction.type.${one.identifierType}`);
  const trail = [
    t('deconfliction.enteredAt', { at: formatMoment(one.createdAt) }),
    one.checkedAt && t('deconfliction.comparedAt', { at: formatMoment(one.checkedAt) }),
    t('deconfliction.contact.is', { name: [one.contactName, one.contactPhone].filter(Boolean).join(', ') }),
    one.silent !== 'no' && t(`deconfliction.silent.${one.silent}`),
    one.throughCoordinator && t('deconfliction.flagged'),
  ].filter(Boolean);
  return (
    <section aria-label={type}>
      <Row spread>
        <strong>{type}</strong>
        <Status tone={entryTones[one.state]}>{t(`deconfliction.entryState.${one.state}`)}</Status>
      </Row>
      <small>{trail.join(' · ')}</small>
      {one.mine && one.state !== 'over' && (
        <Row>
          <Button size="small" look="quiet" onPress={onContact}>
            {t('deconfliction.contact.set')}
          </Button>
          <Button size="small" look="quiet" onPress={onWithdraw}>
            {t('deconfliction.withdraw')}
          </Button>
        </Row>
      )}
    </section>
  );
}
