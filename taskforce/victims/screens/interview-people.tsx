import {
  Button,
  Checkbox,
  ComboBox,
  DateField,
  FormSection,
  Row,
  Select,
  Stack,
  TextField,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useCodes } from '../../cases/screens/shared.ts';
import * as lists from '../../vocabulary/victim-work.ts';
import type { PlanFields } from '../contract-interviews.ts';
import { useLanguages } from './shared.ts';
import { CodeField } from './work-parts.tsx';

type Part = { value: PlanFields; set: (part: Partial<PlanFields>) => void };

/** Who else is in the room: nobody tied to a suspect, an advocate only if the victim wants them. */
export function People({ value, set }: Part) {
  const { t } = useWords();
  const codes = useCodes();
  const change = (at: number, part: object) =>
    set({ people: value.people.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  return (
    <FormSection title={t('victims.interview.people')} hint={t('victims.interview.peopleHint')}>
      {value.people.map((one, at) => (
        <Stack key={at} gap="small">
          <TextField
            name={`people.${at}.name`}
            label={t('victims.interview.personName')}
            value={one.name}
            onChange={(name) => change(at, { name })}
            maxLength={120}
          />
          <Row align="start">
            <Select
              name={`people.${at}.role`}
              label={t('victims.interview.personRole')}
              options={codes('interviewRole', lists.interviewRoles)}
              value={one.role}
              onChange={(role) => change(at, { role })}
              placeholder={t('ui.choose')}
            />
            <Select
              name={`people.${at}.connection`}
              label={t('victims.interview.personTie')}
              options={codes('suspectTie', lists.suspectTies)}
              value={one.connection}
              onChange={(connection) => change(at, { connection })}
              placeholder={t('ui.choose')}
            />
          </Row>
          <Row>
            <Checkbox
              checked={one.wantedByVictim}
              onChange={(wantedByVictim) => change(at, { wantedByVictim })}
            >
              {t('victims.interview.personWanted')}
            </Checkbox>
            <Button
              size="small"
              look="quiet"
              onPress={() => set({ people: value.people.filter((_, i) => i !== at) })}
            >
              {t('victims.interview.personRemove')}
            </Button>
          </Row>
        </Stack>
      ))}
      <div data-field="people">
        <Button
          size="small"
          icon="plus"
          onPress={() =>
            set({
              people: [
                ...value.people,
                { name: '', role: 'support_person', connection: 'none_known', wantedByVictim: false },
              ],
            })
          }
        >
          {t('victims.interview.personAdd')}
        </Button>
      </div>
    </FormSection>
  );
}

/** Vetted, checked for conflicts, and from outside the suspects' circle. */
export function Interpreter({ value, set }: Part) {
  const { t } = useWords();
  const languages = useLanguages();
  const days = ['interpreterVettedOn', 'interpreterCheckedOn'] as const;
  return (
    <FormSection title={t('victims.interview.interpreter')} hint={t('victims.interview.interpreterHint')}>
      <CodeField
        name="interpreter"
        list="interpreterNeed"
        codes={lists.interpreterNeeds}
        label={t('victims.interview.field.interpreter')}
        value={value.interpreter}
        onChange={(interpreter) => set({ interpreter })}
      />
      {value.interpreter !== 'not_needed' && (
        <>
          <ComboBox
            name="interpreterLanguage"
            label={t('victims.interview.field.interpreterLanguage')}
            options={languages.options}
            value={value.interpreterLanguage}
            onChange={(interpreterLanguage) => set({ interpreterLanguage })}
            empty={t('cases.nothingFits')}
          />
          {days.map((name) => (
            <DateField
              key={name}
              name={name}
              label={t(`victims.interview.field.${name}`)}
              required={false}
              value={value[name] ?? ''}
              onChange={(day) => set({ [name]: day || null })}
            />
          ))}
          <CodeField
            name="interpreterConnection"
            list="interpreterTie"
            codes={lists.interpreterTies}
            label={t('victims.interview.field.interpreterConnection')}
            value={value.interpreterConnection}
            onChange={(interpreterConnection) => set({ interpreterConnection })}
          />
        </>
      )}
    </FormSection>
  );
}
