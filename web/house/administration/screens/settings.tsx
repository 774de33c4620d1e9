import { useMutation, useQuery } from '@tanstack/react-query';
import { ReadFailed } from '../../../unread.tsx';
import { useState } from 'react';
import { api, client, queries } from '../../../api.ts';
import { useDraft } from '../../../drafts.ts';
import { conflictOf, formProblems } from '../../../problem.ts';
import type { Client } from '../../../api.ts';
import {
  Button,
  Card,
  ComboBox,
  ConflictDialog,
  Form,
  FormActions,
  Skeleton,
  TextArea,
  TextField,
  toast,
} from '../../../ui/index.ts';
import { useWords } from '../../../words/index.ts';
import { timeZones } from '../../../../kit/identity/rules-zones.ts';
import { AdministrationFrame } from './frame.tsx';
import styles from './administration.module.css';

type Settings = Awaited<ReturnType<Client['identity']['settings']>>;
/** What is typed, and when what it began from was set. */
type Given = { installationName: string; notice: string; timeZone: string; changedAt: string | null };

/** What is set for the whole installation. */
export default function SettingsPage() {
  const { t } = useWords();
  const read = useQuery(api.identity.settings.queryOptions({ input: {} }));
  return (
    <AdministrationFrame part="settings">
      <div className={styles['narrow']}>
        <Card>
          {read.data ? (
            <SettingsForm key={read.data.changedAt} settings={read.data} />
          ) : read.isError ? (
            <ReadFailed query={read} />
          ) : (
            <Skeleton label={t('shell.loading')} lines={5} />
          )}
        </Card>
      </div>
    </AdministrationFrame>
  );
}

const changed = () =>
  Promise.all([
    queries.invalidateQueries({ queryKey: api.identity.settings.key() }),
    queries.invalidateQueries({ queryKey: api.identity.state.key() }),
    queries.invalidateQueries({ queryKey: ['session'] }),
  ]);

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useWords();
  const [initial] = useState<Given>({
    installationName: settings.installationName,
    notice: settings.notice,
    timeZone: settings.timeZone,
    changedAt: settings.changedAt,
  });
  const draft = useDraft<Given>('administration.settings', initial);
  const given = draft.value;
  const [other, setOther] = useState<Settings | null>(null);
  const save = useMutation({
    mutationFn: (values: Given) => client.identity.changeSettings(values),
    onSuccess: async () => {
      setOther(null);
      draft.discard();
      toast({ text: t('administration.settings.saved') });
      await changed();
    },
    onError: (error) => setOther((conflictOf(error)?.['current'] as Settings | undefined) ?? null),
  });
  const fields = ['installationName', 'timeZone', 'notice'] as const;
  return (
    <>
      <Form
        onSubmit={() => save.mutate(given)}
        problemsTitle={t('ui.problems')}
        {...(other ? {} : formProblems(save.error))}
      >
        <TextField
          label={t('administration.settings.installationName')}
          hint={t('administration.settings.nameHint')}
          name="installationName"
          value={given.installationName}
          onChange={(installationName) => draft.setValue({ ...given, installationName })}
          autoComplete="off"
        />
        <ComboBox
          label={t('administration.settings.timeZone')}
          hint={t('administration.settings.timeZoneHint')}
          name="timeZone"
          empty={t('ui.nothing')}
          value={given.timeZone}
          onChange={(timeZone) => timeZone !== null && draft.setValue({ ...given, timeZone })}
          options={[...new Set([given.timeZone, ...timeZones])].map((id) => ({
            id,
            label: id.replaceAll('_', ' '),
          }))}
        />
        <TextArea
          label={t('administration.settings.notice')}
          hint={t('administration.settings.noticeHint')}
          name="notice"
          rows={7}
          required={false}
          value={given.notice}
          onChange={(notice) => draft.setValue({ ...given, notice })}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.isPending}>
            {t('administration.settings.save')}
          </Button>
          {!settings.noticeIsDefault && (
            <Button onPress={() => draft.setValue({ ...given, notice: '' })}>
              {t('administration.settings.standard')}
            </Button>
          )}
        </FormActions>
      </Form>
      {other && (
        <ConflictDialog
          open
          title={t('administration.settings.conflict')}
          other={t('administration.settings.conflictOther')}
          values={fields.map((path) => ({
            path,
            label: t(`administration.settings.${path}`),
            mine: given[path],
            theirs: other[path],
            same: given[path] === other[path],
          }))}
          pending={save.isPending}
          onBack={() => setOther(null)}
          onResolve={(choice) =>
            save.mutate({
              installationName: (choice['installationName'] === 'theirs' ? other : given).installationName,
              timeZone: (choice['timeZone'] === 'theirs' ? other : given).timeZone,
              notice: (choice['notice'] === 'theirs' ? other : given).notice,
              changedAt: other.changedAt,
            })
          }
        />
      )}
    </>
  );
}
