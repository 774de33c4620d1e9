import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog, Select } from '../../../web/ui/index.ts';
import { useWords } from '../../../web/words/index.ts';
import { CaseChoice, useChosenCase } from '../../cases/screens/case-choice.tsx';
import { useCodes } from '../../cases/screens/shared.ts';
import { workRoles, type WorkRole } from '../../vocabulary/budgets.ts';
import type { TimesheetRow } from '../contract.ts';

const NO_SAVE = { pending: false, problems: [] };

/** Chooses what hours are written down on: a case, one of its strands or the whole of it, and a role. */
export function RowDialog({
  title,
  workRole,
  caseId: given,
  onChosen,
  onClose,
}: {
  title: string;
  workRole: WorkRole;
  /** The case, where it is known. */
  caseId?: string;
  onChosen: (row: TimesheetRow) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const codes = useCodes();
  const [caseId, setCaseId] = useState<string | null>(given ?? null);
  const [strandId, setStrandId] = useState('whole');
  const [role, setRole] = useState<WorkRole>(workRole);
  const one = useChosenCase(caseId);
  const input = { caseId: caseId ?? '' };
  const strands =
    useQuery(api.timesheets.strands.queryOptions({ input, enabled: caseId !== null })).data?.rows ?? [];
  const strand = strands.find(({ id }) => id === strandId);
  const choose = () => {
    if (!one) return;
    onChosen({
      caseId: one.id,
      caseNumber: one.number,
      caseTitle: one.title,
      strandId: strand?.id ?? null,
      strand: strand?.label ?? null,
      activityId: null,
      activity: null,
      workRole: role,
      minutes: [0, 0, 0, 0, 0, 0, 0],
    });
    onClose();
  };
  return (
    <FormDialog title={title} save={NO_SAVE} onSubmit={choose} onClose={onClose}>
      {given === undefined && (
        <CaseChoice
          label={t('timesheets.case')}
          empty={t('timesheets.noCase')}
          value={caseId}
          onChange={(id) => {
            setCaseId(id);
            setStrandId('whole');
          }}
          open
          autoFocus
        />
      )}
      <Select
        name="strandId"
        label={t('timesheets.strand')}
        placeholder={t('ui.choose')}
        options={[
          { id: 'whole', label: t('timesheets.wholeCase') },
          ...strands.map(({ id, label }) => ({ id, label })),
        ]}
        value={strandId}
        onChange={setStrandId}
      />
      <Select
        name="workRole"
        label={t('timesheets.role')}
        placeholder={t('ui.choose')}
        options={codes('workRole', workRoles)}
        value={role}
        onChange={setRole}
      />
    </FormDialog>
  );
}
