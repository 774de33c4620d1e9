import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api, client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { useMe } from '../../../web/session.ts';
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Card,
  Form,
  FormActions,
  Notice,
  PageHeader,
  RadioGroup,
  Select,
} from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import { operationKinds, type OperationKind } from '../../vocabulary/operations.ts';
import { templates } from '../rules-templates.ts';
import { HeadFields, type HeadDraft } from './head-fields.tsx';

type New = HeadDraft & { from: 'template' | 'earlier' | 'nothing'; copyFrom: string | null };

/** Opens an operation from the template of its kind, from an earlier plan, or from nothing. */
export default function NewOperation() {
  const { t } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as { case?: string; copy?: string };
  const blank = useMemo<New>(
    () => ({
      title: '',
      kind: 'recovery',
      type: null,
      caseId: asked.case ?? null,
      leadAgencyId: me.account.agency.id,
      sealed: false,
      objective: '',
      risk: templates.recovery.risk,
      plannedFrom: null,
      plannedUntil: null,
      victimsForeseen: 'not_known',
      minorsPossible: 'not_known',
      languages: [],
      victimClasses: [],
      from: asked.copy === undefined ? 'template' : 'earlier',
      copyFrom: asked.copy ?? null,
    }),
    [me, asked.case, asked.copy],
  );
  const { value, setValue, discard } = useDraft(`operations.new.${asked.copy ?? asked.case ?? ''}`, blank);
  const set = (part: Partial<New>) => setValue((held) => ({ ...held, ...part }));
  const earlier = useQuery(
    api.operations.list.queryOptions({ input: { kinds: [value.kind], sort: 'opened' } }),
  ).data?.rows;
  const save = useAct(
    ({ type, leadAgencyId, objective, victimsForeseen, minorsPossible, ...input }: New) =>
      client.operations.open({
        ...input,
        type: type!,
        // What nobody said is said by the template.
        ...(objective === '' ? {} : { objective }),
        ...(victimsForeseen === 'not_known' ? {} : { victimsForeseen }),
        ...(minorsPossible === 'not_known' ? {} : { minorsPossible }),
        ...(leadAgencyId === null ? {} : { leadAgencyId }),
      }),
    ({ id }) => {
      discard();
      void navigate({ href: `/operations/${id}` });
    },
  );
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('operations.here')}
            crumbs={[{ label: t('operations.title'), href: '/operations' }]}
          />
        }
        title={t('operations.new.title')}
        lead={t('operations.new.lead')}
      />
      <Card>
        <Form
          label={t('operations.new.title')}
          onSubmit={() => save.run(value)}
          problems={save.problems}
          failure={save.failure}
          problemsTitle={t('ui.problems')}
        >
          <RadioGroup<OperationKind>
            name="kind"
            label={t('operations.field.kind')}
            options={operationKinds.map((id) => ({
              id,
              label: t(`operations.kind.${id}`),
              description: t(`operations.kindHint.${id}`),
            }))}
            value={value.kind}
            onChange={(kind) =>
              set({
                kind,
                risk: templates[kind].risk,
                ...(value.from === 'earlier' ? { copyFrom: null } : {}),
              })
            }
          />
          {value.kind === 'decoy' && <Notice tone="warn">{t('operations.new.decoy')}</Notice>}
          <RadioGroup
            name="from"
            label={t('operations.new.from')}
            options={(['template', 'earlier', 'nothing'] as const).map((id) => ({
              id,
              label: t(`operations.new.fromWhat.${id}`),
            }))}
            value={value.from}
            onChange={(from) => set({ from })}
          />
          {value.from === 'earlier' && (
            <Select
              name="copyFrom"
              label={t('operations.new.copyFrom')}
              hint={t('operations.new.copyHint')}
              options={(earlier ?? []).map((one) => ({ id: one.id, label: `${one.number}, ${one.title}` }))}
              value={value.copyFrom}
              onChange={(copyFrom) => set({ copyFrom })}
              placeholder={t('ui.choose')}
            />
          )}
          <HeadFields value={value} set={set} />
          <FormActions>
            <Button look="primary" type="submit" pending={save.pending}>
              {t('operations.new.do')}
            </Button>
            <ButtonLink href="/operations">{t('ui.cancel')}</ButtonLink>
          </FormActions>
        </Form>
      </Card>
    </>
  );
}
