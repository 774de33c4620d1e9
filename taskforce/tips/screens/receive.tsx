import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { originRoutes } from '../../vocabulary/origins.ts';
import { audiences, tipChannels } from '../../vocabulary/tips.ts';
import { longest, personsRanges, transportModes } from '../contract-lists.ts';
import { api } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { formProblems } from '../../../web/problem.ts';
import {
  Breadcrumbs,
  Button,
  Card,
  Form,
  FormActions,
  FormSection,
  Notice,
  PageHeader,
  RadioGroup,
  Select,
  Stack,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { refreshTips } from './actions.ts';
import { answerOptions, optionsOf } from './named.ts';
import { nothing, type Line, type Told } from './receive-told.ts';

const channels = tipChannels.filter((one) => one !== 'public_form') as Told['channel'][];
const routes = originRoutes.filter((one) => one !== 'spin_off') as Told['originRoute'][];

/** The officer's form: danger first, then what was told; the draft outlives a lost session. */
export default function ReceiveTip() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const draft = useDraft<Told>('tip.receive', nothing);
  const told = draft.value;
  const set = (part: Partial<Told>) => draft.setValue({ ...told, ...part });
  const receive = useMutation(api.tips.receive.mutationOptions());
  const pack = useQuery(
    api.tips.packs.queryOptions({
      input: { audience: told.audience === 'other' ? 'public' : told.audience },
      staleTime: Infinity,
    }),
  ).data;
  const save = () => {
    const { contactName, contactWay, contactWhen, externalId, transportMode, answers, ...rest } = told;
    const items = pack?.items.filter((item) => answers[item.id]) ?? [];
    receive.mutate(
      {
        ...rest,
        language,
        transportMode: transportMode === 'none' ? null : transportMode,
        externalId: externalId.trim() === '' ? null : externalId,
        contact:
          `${contactName}${contactWay}${contactWhen}`.trim() === ''
            ? null
            : { name: contactName, way: contactWay, when: contactWhen },
        answers: items.map((item) => ({
          pack: pack!.id,
          packVersion: pack!.version,
          question: item.id,
          answer: answers[item.id]!,
        })),
      },
      {
        onSuccess: ({ id, number, dangerId }) => {
          draft.discard();
          toast({ text: t(dangerId ? 'tips.danger.raised' : 'tips.done.received', { number }) });
          void refreshTips();
          void navigate({ to: (dangerId ? '/tips/dangers' : `/tips/${id}`) as never });
        },
      },
    );
  };
  const line = (name: Line, more: { hint?: string; rows?: number } = {}) => {
    const field = {
      name: fieldOf(name),
      label: t(labelOf(name)),
      required: false,
      maxLength: (longest as Record<string, number>)[name] ?? 200,
      value: told[name],
      onChange: (value: string) => set({ [name]: value }),
      ...(more.hint === undefined ? {} : { hint: more.hint }),
    };
    return more.rows ? <TextArea {...field} rows={more.rows} /> : <TextField {...field} />;
  };
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('tips.page.crumb')}
            crumbs={[{ label: t('tips.queue.title'), href: '/tips' }]}
          />
        }
        title={t('tips.receive.title')}
        lead={t('tips.receive.lead')}
      />
      <Stack>
        {draft.restoredAt !== undefined && (
          <Notice
            action={
              <Button size="small" onPress={draft.discard}>
                {t('tips.receive.discard')}
              </Button>
            }
          >
            {t('tips.receive.restored')}
          </Notice>
        )}
        <Card>
          <Form
            onSubmit={save}
            columns={2}
            problemsTitle={t('tips.receive.problems')}
            {...formProblems(receive.error)}
          >
            <FormSection title={t('tips.part.told')}>
              <RadioGroup
                name="danger"
                label={t('tips.receive.danger')}
                hint={t('tips.receive.danger.hint')}
                inline
                options={answerOptions(t)}
                value={told.danger}
                onChange={(danger) => set({ danger })}
              />
              <TextArea
                name="what"
                label={t('tips.receive.what')}
                rows={6}
                maxLength={longest.what}
                value={told.what}
                onChange={(what) => set({ what })}
              />
              <Select
                name="channel"
                label={t('tips.receive.channel')}
                placeholder={t('ui.choose')}
                options={optionsOf(t, 'tipChannel', channels)}
                value={told.channel}
                onChange={(channel) => set({ channel })}
              />
              <Select
                name="originRoute"
                label={t('tips.receive.origin')}
                placeholder={t('ui.choose')}
                width="full"
                options={optionsOf(t, 'originRoute', routes)}
                value={told.originRoute}
                onChange={(originRoute) => set({ originRoute })}
              />
            </FormSection>
            <FormSection title={t('tips.receive.where')}>
              {line('place', { rows: 2 })}
              {line('happened')}
              <RadioGroup
                label={t('tips.receive.ongoing')}
                inline
                options={answerOptions(t)}
                value={told.ongoing}
                onChange={(ongoing) => set({ ongoing })}
              />
              <RadioGroup
                label={t('tips.receive.minors')}
                inline
                options={answerOptions(t)}
                value={told.minors}
                onChange={(minors) => set({ minors })}
              />
              <Select
                label={t('tips.receive.persons')}
                placeholder={t('ui.choose')}
                options={personsRanges.map((id) => ({ id, label: t(`tips.range.${id}`) }))}
                value={told.personsRange}
                onChange={(personsRange) => set({ personsRange })}
              />
            </FormSection>
            <FormSection title={t('tips.receive.traces')}>
              {line('vehicle')}
              {line('phones')}
              {line('onlineLinks', { rows: 2 })}
              {line('languagesHeard')}
            </FormSection>
            <FormSection title={t('tips.receive.moved')}>
              <Select
                label={t('tips.receive.transport')}
                placeholder={t('ui.choose')}
                options={(['none', ...transportModes] as const).map((id) => ({
                  id,
                  label: t(`tips.transport.${id}`),
                }))}
                value={told.transportMode}
                onChange={(transportMode) => set({ transportMode })}
              />
              {line('departure')}
              {line('destination')}
            </FormSection>
            <FormSection title={t('tips.receive.source')}>
              <Select
                label={t('tips.receive.audience')}
                placeholder={t('ui.choose')}
                options={optionsOf(t, 'audience', audiences)}
                value={told.audience}
                onChange={(audience) => set({ audience, answers: {} })}
              />
              {line('howKnown')}
              {line('trainingCode')}
              {line('externalId')}
            </FormSection>
            <FormSection title={t('tips.receive.contact')} hint={t('tips.receive.contact.hint')}>
              {line('contactWay')}
              {line('contactWhen')}
              {line('contactName')}
            </FormSection>
            {pack && (
              <FormSection title={pack.title[language]} hint={t('tips.part.signs.note')}>
                {pack.items.map((item) => (
                  <RadioGroup
                    key={item.id}
                    label={item.question[language]}
                    inline
                    options={answerOptions(t)}
                    value={told.answers[item.id] ?? null}
                    onChange={(answer) => set({ answers: { ...told.answers, [item.id]: answer } })}
                  />
                ))}
              </FormSection>
            )}
            <FormActions>
              <Button
                type="submit"
                look={told.danger === 'yes' ? 'danger' : 'primary'}
                pending={receive.isPending}
              >
                {t('tips.receive.save')}
              </Button>
            </FormActions>
          </Form>
        </Card>
      </Stack>
    </>
  );
}

/** The contact travels as one object: its problems come under its name. */
function fieldOf(name: Line): string {
  return name.startsWith('contact') ? `contact.${name.slice(7).toLowerCase()}` : name;
}

function labelOf(name: Line): string {
  const own = ['place', 'happened', 'departure', 'destination', 'contactName', 'contactWay', 'contactWhen'];
  return own.includes(name) ? `tips.receive.${name}` : `tips.fact.${name}`;
}
