import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, type Client } from '../../../web/api.ts';
import { AdministrationFrame } from '../../../web/house/administration/screens/frame.tsx';
import { Loaded } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  Checkbox,
  Form,
  FormActions,
  NumberField,
  Row,
  Select,
  Stack,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { capacities, risks, type Risk, type SigningCapacity } from '../rules-approval.ts';

/** Most signatures that a risk may ask for on this page. */
const MOST_SIGNATURES = 3;

/** Who signs plans of operations, and what private calendar feeds tell. */
export default function SettingsPage() {
  const signing = useQuery(api.operations.approvalSettings.queryOptions({ input: {} }));
  const feeds = useQuery(api.calendar.settings.queryOptions({ input: {} }));
  return (
    <AdministrationFrame part="operations">
      <Stack gap="large">
        <Loaded query={signing}>
          {(settings) => <Signing key={settings.changedAt ?? ''} settings={settings} />}
        </Loaded>
        <Loaded query={feeds}>
          {(settings) => <Feeds key={settings.changedAt ?? ''} settings={settings} />}
        </Loaded>
      </Stack>
    </AdministrationFrame>
  );
}

type SigningSettings = Awaited<ReturnType<Client['operations']['approvalSettings']>>;

function Signing({ settings }: { settings: SigningSettings }) {
  const { t } = useWords();
  const [value, setValue] = useState(settings);
  const save = useAct(
    () => client.operations.setApprovalSettings(value),
    () => toast({ text: t('operations.settings.saved') }),
  );
  const put = (risk: Risk, place: number, chosen: SigningCapacity | 'none') => {
    const slots = [...value[risk]];
    slots.splice(place, 1, ...(chosen === 'none' ? [] : [chosen]));
    setValue({ ...value, [risk]: slots });
  };
  return (
    <Card title={t('operations.settings.signing')}>
      <Form
        onSubmit={() => save.run(undefined)}
        problemsTitle={t('ui.problems')}
        problems={save.problems}
        failure={save.failure}
      >
        <p>{t('operations.settings.signingLead')}</p>
        {risks.map((risk) => (
          <Row key={risk}>
            {Array.from({ length: Math.min(value[risk].length + 1, MOST_SIGNATURES) }, (_, place) => (
              <Select
                // A signature taken out moves the next one up: the field is drawn anew with it.
                key={`${place} ${value[risk].join(' ')}`}
                name={`${risk}.${place}`}
                label={t('operations.settings.signature', {
                  risk: t(`operations.risk.${risk}`),
                  n: place + 1,
                })}
                placeholder={t('ui.choose')}
                options={[
                  ...capacities.map((id) => ({ id, label: t(`operations.sign.capacity.${id}`) })),
                  ...(value[risk].length > 1 || place > 0
                    ? [{ id: 'none' as const, label: t('operations.settings.nobody') }]
                    : []),
                ]}
                value={value[risk][place] ?? 'none'}
                onChange={(chosen) => put(risk, place, chosen)}
              />
            ))}
          </Row>
        ))}
        <FormActions>
          <Button look="primary" type="submit" pending={save.pending}>
            {t('operations.settings.saveSigning')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}

type FeedSettings = Awaited<ReturnType<Client['calendar']['settings']>>;

function Feeds({ settings }: { settings: FeedSettings }) {
  const { t } = useWords();
  const [value, setValue] = useState(settings);
  const save = useAct(
    () => client.calendar.setSettings(value),
    () => toast({ text: t('operations.settings.saved') }),
  );
  return (
    <Card title={t('calendar.feeds.title')}>
      <Form
        onSubmit={() => save.run(undefined)}
        problemsTitle={t('ui.problems')}
        problems={save.problems}
        failure={save.failure}
      >
        <p>{t('calendar.feeds.settingsLead')}</p>
        <Checkbox
          name="feeds"
          checked={value.feeds}
          onChange={(feeds) => setValue({ ...value, feeds })}
          hint={t('calendar.feeds.allowHint')}
        >
          {t('calendar.feeds.allow')}
        </Checkbox>
        <Checkbox
          name="numbers"
          checked={value.numbers}
          onChange={(numbers) => setValue({ ...value, numbers })}
          hint={t('calendar.feeds.numbersHint')}
        >
          {t('calendar.feeds.numbers')}
        </Checkbox>
        <NumberField
          name="feedDays"
          label={t('calendar.feeds.feedDays')}
          min={7}
          max={366}
          value={value.feedDays}
          onChange={(feedDays) => setValue({ ...value, feedDays })}
        />
        <FormActions>
          <Button look="primary" type="submit" pending={save.pending}>
            {t('calendar.feeds.saveSettings')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
