import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { FormDialog, MomentField, Notice, Select } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct, useCode, useCodes } from '../../cases/screens/shared.ts';
import {
  contactOutcomes,
  victimChannels,
  type ContactOutcome,
  type VictimChannel,
} from '../../vocabulary/victims.ts';
import type { VictimPage } from '../contract.ts';

/** Records a contact or an attempt. Only ways that may be used stand in the list to choose from. */
export function ContactDialog({ page, onClose }: { page: VictimPage; onClose: () => void }) {
  const { t } = useWords();
  const code = useCode();
  const codes = useCodes();
  const usable = page.channels.filter((one) => one.mayBeChosen);
  const [channelId, setChannelId] = useState<string>(usable[0]?.id ?? 'other');
  const [kind, setKind] = useState<VictimChannel>('in_person');
  const [outcome, setOutcome] = useState<ContactOutcome | null>(null);
  const [happenedAt, setHappenedAt] = useState(() => new Date().toISOString());
  const chosen = usable.find((one) => one.id === channelId);
  const save = useAct(
    () =>
      client.victims.recordContact({
        id: page.id,
        channelId: chosen?.id ?? null,
        kind: chosen?.kind ?? kind,
        outcome: outcome!,
        happenedAt,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('victims.contact.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('victims.contact.lead')}</Notice>
      <Select
        name="channelId"
        label={t('victims.contact.channel')}
        options={[
          ...usable.map((one) => ({
            id: one.id,
            label: `${code('victimChannel', one.kind)} · ${code('channelSafety', one.safety)}`,
          })),
          { id: 'other', label: t('victims.contact.other') },
        ]}
        value={channelId}
        onChange={setChannelId}
        placeholder={t('ui.choose')}
      />
      {!chosen && (
        <Select
          name="kind"
          label={t('victims.contact.kind')}
          options={codes('victimChannel', victimChannels)}
          value={kind}
          onChange={setKind}
          placeholder={t('ui.choose')}
        />
      )}
      <Select
        name="outcome"
        label={t('victims.contact.outcome')}
        options={codes('contactOutcome', contactOutcomes)}
        value={outcome}
        onChange={setOutcome}
        placeholder={t('ui.choose')}
      />
      <MomentField
        name="happenedAt"
        label={t('victims.contact.when')}
        value={happenedAt}
        onChange={setHappenedAt}
      />
    </FormDialog>
  );
}
