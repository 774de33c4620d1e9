import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { DateField, FormDialog, Notice, TextArea, TextField } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { VictimPage } from '../contract.ts';
import type { Identity } from '../contract-parts.ts';

/** Writes down who a victim is. What is typed here is no draft: it lives in this dialog and nowhere else. */
export function IdentityDialog({
  page,
  identity,
  onClose,
}: {
  page: VictimPage;
  identity: Identity | null;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [value, setValue] = useState({
    name: identity?.name ?? '',
    otherNames: (identity?.otherNames ?? []).join('\n'),
    bornOn: identity?.bornOn ?? '',
    papers: identity?.papers ?? '',
    whereabouts: identity?.whereabouts ?? '',
  });
  const set = (part: Partial<typeof value>) => setValue((now) => ({ ...now, ...part }));
  const save = useAct(
    () =>
      client.victims.sealIdentity({
        id: page.id,
        version: page.identity?.version ?? 0,
        identity: {
          ...value,
          otherNames: value.otherNames
            .split('\n')
            .map((one) => one.trim())
            .filter(Boolean),
          bornOn: value.bornOn === '' ? null : value.bornOn,
        },
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('victims.identity.write')}
      verb={t('victims.identity.seal')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <Notice>{t('victims.identity.lead')}</Notice>
      <TextField
        name="identity.name"
        label={t('victims.identity.name')}
        value={value.name}
        onChange={(name) => set({ name })}
        maxLength={200}
        autoComplete="off"
      />
      <TextArea
        name="identity.otherNames"
        label={t('victims.identity.otherNames')}
        hint={t('victims.identity.otherNamesHint')}
        required={false}
        rows={2}
        value={value.otherNames}
        onChange={(otherNames) => set({ otherNames })}
      />
      <DateField
        name="identity.bornOn"
        label={t('victims.identity.bornOn')}
        required={false}
        value={value.bornOn}
        onChange={(bornOn) => set({ bornOn })}
        max={page.today}
      />
      <TextArea
        name="identity.papers"
        label={t('victims.identity.papers')}
        required={false}
        rows={2}
        maxLength={1000}
        value={value.papers}
        onChange={(papers) => set({ papers })}
      />
      <TextArea
        name="identity.whereabouts"
        label={t('victims.identity.whereabouts')}
        hint={t('victims.identity.whereaboutsHint')}
        required={false}
        rows={2}
        maxLength={1000}
        value={value.whereabouts}
        onChange={(whereabouts) => set({ whereabouts })}
      />
    </FormDialog>
  );
}
