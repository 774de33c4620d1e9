import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TipDecision } from '../../vocabulary/tips.ts';
import type { TipPage } from '../contract-parts.ts';
import { api, client } from '../../../web/api.ts';
import { useDraft } from '../../../web/drafts.ts';
import { conflictOf, formProblems } from '../../../web/problem.ts';
import { Button, Dialog, Form, FormActions, Notice, toast } from '../../../web/ui/index.ts';
import type { FieldProblem } from '../../../web/ui/index.ts';
import { t as say, useWords } from '../../../web/words/index.ts';
import { refreshTips } from './actions.ts';
import { Fields } from './decide-fields.tsx';
import { inputOf, nothing, openChoices, type Typed } from './decide-typed.ts';

/** Takes a decision back at once, from its toast. */
async function undo(id: string, version: number): Promise<void> {
  await client.tips.reopen({ id, version, reason: say('tips.undo.reason') });
  toast({ text: say('tips.done.reopen') });
  await refreshTips();
}

/** The dialog of one decision. What was typed outlives a conflict, the lock and a reload. */
export function DecideDialog({
  decision,
  tip,
  onClose,
}: {
  decision: TipDecision | null;
  tip: TipPage;
  onClose: () => void;
}) {
  const { t } = useWords();
  if (decision === null) return null;
  return (
    <Dialog open onClose={onClose} title={t(`tips.do.${decision}`)} closeLabel={t('ui.close')} shape="side">
      <DecideForm decision={decision} tip={tip} onClose={onClose} />
    </Dialog>
  );
}

function DecideForm({
  decision,
  tip,
  onClose,
}: {
  decision: TipDecision;
  tip: TipPage;
  onClose: () => void;
}) {
  const { t } = useWords();
  const draft = useDraft<Typed>(`tip.decide.${tip.id}`, nothing);
  const set = (part: Partial<Typed>) => draft.setValue({ ...draft.value, ...part });
  const decide = useMutation(api.tips.decide.mutationOptions());
  const stale = conflictOf(decide.error) !== undefined;
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const blocked = tip.inDanger && decision !== 'open_case' && decision !== 'attach';
  const save = () => {
    const missing = openChoices(decision, draft.value, t('tips.decide.choose'));
    setOwn(missing);
    if (missing.length > 0) return;
    decide.mutate(inputOf(decision, tip, draft.value), {
      onSuccess: (done) => {
        draft.discard();
        toast({
          text: t(`tips.done.${decision}`, { number: done.caseNumber ?? '' }),
          undo: { label: t('tips.done.undo'), onUndo: () => void undo(tip.id, done.version) },
        });
        void refreshTips();
        onClose();
      },
      onError: (error) => {
        if (conflictOf(error) !== undefined) void refreshTips();
      },
    });
  };
  const told = stale ? { failure: t('tips.conflict') } : formProblems(decide.error);
  return (
    <Form onSubmit={save} problemsTitle={t('ui.problems')} {...(own.length > 0 ? { problems: own } : told)}>
      {blocked && <Notice tone="danger">{t('tips.decide.danger')}</Notice>}
      <Fields decision={decision} tip={tip} typed={draft.value} set={set} />
      <FormActions>
        <Button type="submit" look="primary" pending={decide.isPending}>
          {t(`tips.do.${decision}`)}
        </Button>
        <Button onPress={onClose}>{t('ui.cancel')}</Button>
      </FormActions>
    </Form>
  );
}
