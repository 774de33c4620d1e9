import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { ReadFailed } from '../../../web/unread.tsx';
import {
  Button,
  Card,
  Checkbox,
  DateField,
  EmptyState,
  Facts,
  FormDialog,
  Notice,
  RadioGroup,
  Row,
  Select,
  Skeleton,
  Stack,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useAct, useCode, useCodes } from '../../cases/screens/shared.ts';
import { screeningSettings, type ScreeningSetting } from '../../vocabulary/victims.ts';
import type { VictimPage } from '../contract.ts';
import type { Screening } from '../contract-screenings.ts';
import {
  offersOf,
  packOf,
  screeningAnswers,
  screeningPacks,
  type ScreeningAnswer,
  type ScreeningPack,
} from '../rules-screening.ts';
import { useLanguages } from './shared.ts';

/** Conversations along a pack of questions. What comes of them is what to offer and to do; nothing is counted up. */
export default function ScreeningTab({ page }: { page: VictimPage }) {
  const { t, language } = useWords();
  const said = language === 'es' ? 'es' : 'en';
  const [asking, setAsking] = useState<ScreeningPack | null>(null);
  const found = useQuery(api.victims.screenings.queryOptions({ input: { id: page.id } }));
  return (
    <Stack>
      <Notice>{t('victims.screening.noVerdict')}</Notice>
      {page.may.write && (
        <Card title={t('victims.screening.ask')}>
          <Row>
            {screeningPacks.map((pack) => (
              <Button key={pack.id} size="small" icon="plus" onPress={() => setAsking(pack)}>
                {pack.title[said]}
              </Button>
            ))}
          </Row>
        </Card>
      )}
      <ReadFailed query={found} title={t('victims.failed')} />
      {!found.data && !found.error && <Skeleton label={t('ui.reading')} lines={4} />}
      {found.data?.rows.length === 0 && (
        <Card>
          <EmptyState icon="info" title={t('victims.screening.none')}>
            {t('victims.screening.noneHint')}
          </EmptyState>
        </Card>
      )}
      {found.data?.rows.map((row) => (
        <Held key={row.id} row={row} said={said} />
      ))}
      {asking && <Asking page={page} pack={asking} said={said} onClose={() => setAsking(null)} />}
    </Stack>
  );
}

function Held({ row, said }: { row: Screening; said: 'en' | 'es' }) {
  const { t } = useWords();
  const code = useCode();
  const { name } = useLanguages();
  const pack = packOf(row.pack, row.packVersion);
  const question = (id: string) => pack?.items.find((item) => item.id === id)?.question[said] ?? id;
  return (
    <Card title={`${pack?.title[said] ?? row.pack} · ${formatDate(row.askedOn)}`}>
      <Stack>
        <p>
          {t('victims.screening.how', {
            name: row.askedBy.name,
            place: code('screeningSetting', row.setting),
            language: name(row.language),
          })}
          {row.interpreterPresent ? ` · ${t('victims.screening.interpreter')}` : ''}
        </p>
        {pack && (
          <Facts
            empty={t('victims.screening.always')}
            facts={offersOf(pack, row.answers).map(({ route, because }) => ({
              label: code('screeningRoute', route),
              value: because.map(question).join(' · '),
            }))}
          />
        )}
        <details>
          <summary>{t('victims.screening.answers')}</summary>
          <Facts
            empty={t('ui.nothing')}
            facts={Object.entries(row.answers).map(([id, answer]) => ({
              label: question(id),
              value: t(`victims.answer.${answer}`),
            }))}
          />
        </details>
      </Stack>
    </Card>
  );
}

type Typed = {
  language: string | null;
  interpreterPresent: boolean;
  setting: ScreeningSetting | null;
  agreed: boolean;
  askedOn: string;
  answers: Record<string, ScreeningAnswer>;
};

function Asking(props: { page: VictimPage; pack: ScreeningPack; said: 'en' | 'es'; onClose: () => void }) {
  const { page, pack, said, onClose } = props;
  const { t } = useWords();
  const codes = useCodes();
  const { options } = useLanguages();
  const draft = useDraft<Typed>(`victims.${page.id}.screen.${pack.id}`, {
    language: page.languages[0] ?? null,
    interpreterPresent: false,
    setting: null,
    agreed: false,
    askedOn: page.today,
    answers: {},
  });
  const { value } = draft;
  const set = (part: Partial<Typed>) => draft.setValue({ ...value, ...part });
  const save = useAct(
    () =>
      client.victims.screen({
        id: page.id,
        pack: pack.id,
        packVersion: pack.version,
        ...value,
        language: value.language!,
        setting: value.setting!,
      }),
    () => (draft.discard(), onClose()),
  );
  return (
    <FormDialog
      title={pack.title[said]}
      verb={t('victims.screening.keep')}
      shape="wide"
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
      onCancel={() => (draft.discard(), onClose())}
    >
      <Notice>{pack.note[said]}</Notice>
      <Checkbox name="agreed" checked={value.agreed} onChange={(agreed) => set({ agreed })}>
        {t('victims.screening.agreed')}
      </Checkbox>
      {pack.items.map((item) => (
        <RadioGroup
          key={item.id}
          name={`answers.${item.id}`}
          label={item.question[said]}
          inline
          required={false}
          options={screeningAnswers.map((id) => ({ id, label: t(`victims.answer.${id}`) }))}
          value={value.answers[item.id] ?? null}
          onChange={(answer) => set({ answers: { ...value.answers, [item.id]: answer } })}
        />
      ))}
      <Select
        name="setting"
        label={t('victims.screening.setting')}
        options={codes('screeningSetting', screeningSettings)}
        value={value.setting}
        onChange={(setting) => set({ setting })}
        placeholder={t('ui.choose')}
      />
      <Select
        name="language"
        label={t('victims.screening.language')}
        options={options}
        value={value.language}
        onChange={(language) => set({ language })}
        placeholder={t('ui.choose')}
      />
      <Checkbox
        name="interpreterPresent"
        checked={value.interpreterPresent}
        onChange={(interpreterPresent) => set({ interpreterPresent })}
      >
        {t('victims.screening.interpreter')}
      </Checkbox>
      <DateField
        name="askedOn"
        label={t('victims.screening.day')}
        value={value.askedOn}
        onChange={(askedOn) => set({ askedOn })}
        max={page.today}
      />
    </FormDialog>
  );
}
