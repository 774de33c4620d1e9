import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { formProblems } from '../../../web/problem.ts';
import { useMe } from '../../../web/session.ts';
import { ComboBox, FormDialog, Skeleton } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';

/** Gives a tip or a danger to a colleague who may act on it. */
export function AssignDialog({
  duty,
  title,
  present,
  pending,
  error,
  onAssign,
  onClose,
}: {
  duty: 'tips.triage' | 'danger.answer';
  title: string;
  /** Whose it is now; left out of the list. */
  present: string | null;
  pending: boolean;
  error: unknown;
  onAssign: (accountId: string) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const me = useMe();
  const [chosen, setChosen] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const found = useQuery(api.tips.officers.queryOptions({ input: { duty } })).data;
  const officers = (found?.rows ?? [])
    .filter((one) => one.id !== present && one.id !== me.account.id)
    .map((one) => ({ id: one.id, label: one.displayName, description: one.agencyName }));
  const said = formProblems(error);
  const own = { path: 'accountId', problem: '', remedy: t('tips.assign.choose') };
  return (
    <FormDialog
      title={title}
      save={{ pending, ...said, problems: missing && chosen === null ? [own] : said.problems }}
      onSubmit={() => {
        setMissing(chosen === null);
        if (chosen !== null) onAssign(chosen);
      }}
      onClose={onClose}
    >
      {/* Asked only when there is a list to choose from: what is typed before would find nobody. */}
      {found ? (
        <ComboBox
          name="accountId"
          label={t('tips.assign.who')}
          hint={t('tips.assign.hint')}
          options={officers}
          value={chosen}
          onChange={setChosen}
          empty={t('tips.assign.nobody')}
          autoFocus
        />
      ) : (
        <Skeleton label={t('ui.reading')} lines={2} />
      )}
    </FormDialog>
  );
}
