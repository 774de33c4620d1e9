import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { Breadcrumbs, Button, Card, Form, FormActions, Notice, PageHeader } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { CaseChoice, useChosenCase } from '../../cases/screens/case-choice.tsx';
import { useAct } from '../../cases/screens/shared.ts';
import type { Asked } from '../contract.ts';
import { AskedFields, RuleFields } from './referral-fields.tsx';

export const emptyAsked: Asked = {
  victimId: null,
  alias: '',
  language: null,
  interpreter: false,
  age: 'not_known',
  serves: null,
  needs: [],
  urgency: 'today',
  safetyWarnings: null,
  contactHow: null,
  agreedOn: null,
  ruleId: null,
  outsideRule: null,
};

/** A referral is written: only what law enforcement knows and the person agreed to. */
export default function NewReferral() {
  const { t } = useWords();
  const go = useNavigate();
  const search = useSearch({ strict: false }) as { case?: string; operation?: string; provider?: string };
  const [caseId, setCaseId] = useState<string | null>(search.case ?? null);
  const draft = useDraft<Asked>('referrals.new', emptyAsked);
  const { value } = draft;
  const set = (part: Partial<Asked>) => draft.setValue({ ...value, ...part });
  const type = useChosenCase(caseId)?.type ?? 'undetermined';
  const save = useAct(
    () => client.referrals.draft({ ...value, caseId: caseId!, operationId: search.operation ?? null }),
    ({ id }) => {
      draft.discard();
      const next = search.provider === undefined ? '' : `?provider=${search.provider}`;
      void go({ href: `/referrals/${id}${next}` });
    },
  );
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('referrals.crumb')}
            crumbs={[{ label: t('referrals.title'), href: '/referrals' }]}
          />
        }
        title={t('referrals.new.title')}
        lead={t('referrals.new.lead')}
      />
      <Card>
        <Form
          onSubmit={() => save.run(undefined)}
          problemsTitle={t('ui.problems')}
          problems={save.problems}
          failure={save.failure}
        >
          <Notice>{t('referrals.form.only')}</Notice>
          {search.operation !== undefined && <Notice>{t('referrals.form.ofOperation')}</Notice>}
          <CaseChoice
            label={t('referrals.field.case')}
            empty={t('referrals.form.noCase')}
            value={caseId}
            onChange={(id) => {
              setCaseId(id);
              if (id !== caseId) set({ victimId: null });
            }}
          />
          <AskedFields value={value} set={set} caseId={caseId} />
          <RuleFields value={value} set={set} type={type} />
          <FormActions>
            <Button look="primary" type="submit" pending={save.pending} isDisabled={caseId === null}>
              {t('referrals.new.save')}
            </Button>
          </FormActions>
        </Form>
      </Card>
    </>
  );
}
