import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { useMe } from '../../../web/session.ts';
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  ComboBox,
  DateField,
  Form,
  FormActions,
  FormSection,
  PageHeader,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import type { Phase, StrandKind, TraffickingType } from '../../vocabulary/cases.ts';
import { originRoutes } from '../../vocabulary/origins.ts';
import type { OriginRoute } from '../../vocabulary/origins.ts';
import { CaseFields, StrandFields } from './fields.tsx';
import { useAct, useCodes } from './shared.ts';

type NewStrand = { label: string; kind: StrandKind; phase: Phase };
type NewCase = {
  title: string;
  type: TraffickingType | null;
  originRoute: OriginRoute | null;
  leadAgencyId: string | null;
  openedOn: string;
  summary: string;
  strands: NewStrand[];
};

const blankStrand: NewStrand = { label: '', kind: 'target_person', phase: 'pre_operational' };
const routes = originRoutes.filter((route) => route !== 'spin_off');

/** Opens a case: a few facts and at least one strand. What is typed survives the lock and a lost session. */
export default function NewCasePage() {
  const { t } = useWords();
  const me = useMe();
  const codes = useCodes();
  const navigate = useNavigate();
  const blank = useMemo<NewCase>(
    () => ({
      title: '',
      type: null,
      originRoute: null,
      leadAgencyId: me.account.agency.id,
      openedOn: '',
      summary: '',
      strands: [blankStrand],
    }),
    [me],
  );
  const { value, setValue, discard } = useDraft('case.new', blank);
  const set = (part: Partial<NewCase>) => setValue((held) => ({ ...held, ...part }));
  const setStrand = (index: number, part: Partial<NewStrand>) =>
    set({ strands: value.strands.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const save = useAct(
    (input: NewCase) =>
      client.cases.open({
        title: input.title,
        type: input.type as TraffickingType,
        originRoute: input.originRoute as OriginRoute,
        summary: input.summary,
        strands: input.strands,
        ...(input.leadAgencyId === null ? {} : { leadAgencyId: input.leadAgencyId }),
        ...(input.openedOn === '' ? {} : { openedOn: input.openedOn }),
      }),
    ({ id }) => {
      discard();
      void navigate({ href: `/cases/${id}` });
    },
  );
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs label={t('cases.here')} crumbs={[{ label: t('cases.title'), href: '/cases' }]} />
        }
        title={t('cases.new.title')}
        lead={t('cases.new.lead')}
      />
      <Card>
        <Form
          label={t('cases.new.title')}
          onSubmit={() => save.run(value)}
          problems={save.problems}
          failure={save.failure}
          problemsTitle={t('ui.problems')}
        >
          <CaseFields value={value} set={set} titleHint={t('cases.new.titleHint')}>
            <ComboBox
              name="originRoute"
              label={t('cases.field.origin')}
              hint={t('cases.new.originHint')}
              options={codes('originRoute', routes)}
              value={value.originRoute}
              onChange={(originRoute) => set({ originRoute })}
              empty={t('cases.nothingFits')}
            />
            <DateField
              name="openedOn"
              label={t('cases.field.opened')}
              hint={t('cases.new.openedHint')}
              required={false}
              value={value.openedOn}
              onChange={(openedOn) => set({ openedOn })}
            />
          </CaseFields>
          <FormSection title={t('cases.new.strands')} hint={t('cases.new.strandsHint')}>
            {value.strands.map((strand, index) => (
              <Card key={index} title={t('cases.new.strand', { n: index + 1 })}>
                <StrandFields
                  at={`strands.${index}.`}
                  value={strand}
                  set={(part) => setStrand(index, part)}
                />
                {value.strands.length > 1 && (
                  <Button
                    size="small"
                    look="quiet"
                    icon="close"
                    onPress={() => set({ strands: value.strands.filter((_, at) => at !== index) })}
                  >
                    {t('cases.new.dropStrand', { n: index + 1 })}
                  </Button>
                )}
              </Card>
            ))}
            <Button icon="plus" onPress={() => set({ strands: [...value.strands, blankStrand] })}>
              {t('cases.new.addStrand')}
            </Button>
          </FormSection>
          <FormActions>
            <Button look="primary" type="submit" pending={save.pending}>
              {t('cases.new.do')}
            </Button>
            <ButtonLink href="/cases">{t('ui.cancel')}</ButtonLink>
          </FormActions>
        </Form>
      </Card>
    </>
  );
}
