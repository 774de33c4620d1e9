import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import { useEdit } from '../../../web/edit.tsx';
import { Button, ComboBox, DataList, FormDialog, Select, TextField } from '../../../web/ui/index.ts';
import type { Column } from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { memberCapacities } from '../../vocabulary/cases.ts';
import type { MemberCapacity } from '../../vocabulary/cases.ts';
import type { CasePage } from '../contract-cases.ts';
import { useAct, useCode, useCodes, usePeople } from './shared.ts';

type Row = CasePage['members'][number];

/** Who works on a case and why they need to know; those who left stay in the list. */
export function MembersTab({ page }: { page: CasePage }) {
  const { t } = useWords();
  const code = useCode();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Row | null>(null);
  const found = useQuery(api.cases.members.queryOptions({ input: { caseId: page.id } })).data;
  const columns: Column<Row>[] = [
    { id: 'name', label: t('cases.member.name'), cell: (row) => row.account.name, primary: true },
    { id: 'agency', label: t('cases.member.agency'), cell: (row) => row.agency.name },
    {
      id: 'capacity',
      label: t('cases.member.capacity'),
      cell: (row) => code('memberCapacity', row.capacity),
    },
    { id: 'reason', label: t('cases.member.reason'), cell: (row) => row.reason ?? '' },
    { id: 'since', label: t('cases.member.since'), cell: (row) => formatMoment(row.addedAt), nowrap: true },
    {
      id: 'until',
      label: t('cases.member.until'),
      nowrap: true,
      cell: (row) =>
        row.endedAt !== null
          ? formatMoment(row.endedAt)
          : page.may.members && (
              <Button size="small" look="quiet" onPress={() => setEnding(row)}>
                {t('cases.member.end')}
              </Button>
            ),
    },
  ];
  return (
    <>
      <DataList
        id="case-members"
        label={t('cases.tab.members')}
        columns={columns}
        rows={found?.rows}
        rowId={(row) => row.id}
        rowName={(row) => row.account.name}
        tools={
          page.may.members && (
            <Button size="small" icon="plus" onPress={() => setAdding(true)}>
              {t('cases.member.add')}
            </Button>
          )
        }
        empty={null}
      />
      {adding && <AddMember page={page} onClose={() => setAdding(false)} />}
      {ending && <EndMember row={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function AddMember({ page, onClose }: { page: CasePage; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const { people } = usePeople();
  const [accountId, setAccountId] = useState<string | null>(null);
  const [capacity, setCapacity] = useState<MemberCapacity>('investigator');
  const [reason, setReason] = useState('');
  const save = useAct(
    () => client.cases.addMember({ caseId: page.id, accountId: accountId!, capacity, reason }),
    onClose,
  );
  return (
    <FormDialog
      title={t('cases.member.add')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <ComboBox
        name="accountId"
        label={t('cases.member.name')}
        options={people}
        value={accountId}
        onChange={setAccountId}
        empty={t('cases.nothingFits')}
      />
      <Select
        name="capacity"
        label={t('cases.member.capacity')}
        options={codes('memberCapacity', memberCapacities)}
        value={capacity}
        onChange={setCapacity}
        placeholder={t('ui.choose')}
      />
      <TextField
        name="reason"
        label={t('cases.member.reason')}
        hint={t('cases.member.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
    </FormDialog>
  );
}

type Ending = { endedAt: string; endReason: string };

/** Ends a membership; had somebody ended it meanwhile, both reasons are shown. */
function EndMember({ row, onClose }: { row: Row; onClose: () => void }) {
  const { t } = useWords();
  const edit = useEdit<Ending, unknown>({
    draft: `members.${row.id}.end`,
    version: row.version,
    value: { endedAt: 'now', endReason: '' },
    before: { endedAt: '', endReason: '' },
    current: (record) => ({
      endedAt: (record['endedAt'] as string | null) ?? '',
      endReason: (record['endReason'] as string | null) ?? '',
    }),
    compared: {
      endedAt: {
        label: t('cases.member.until'),
        show: (at) => (at === 'now' ? t('cases.now') : at === '' ? '' : formatMoment(at)),
      },
      endReason: { label: t('cases.member.endReason') },
    },
    save: ({ endReason }, version) => client.cases.endMember({ id: row.id, version, reason: endReason }),
    done: onClose,
  });
  return (
    <FormDialog
      title={t('cases.member.endTitle', { name: row.account.name })}
      verb={t('cases.member.end')}
      harmful
      save={edit}
      onSubmit={() => edit.run()}
      onClose={onClose}
      onCancel={() => (edit.discard(), onClose())}
    >
      <TextField
        name="reason"
        label={t('cases.member.endReason')}
        hint={t('cases.member.endHint')}
        value={edit.value.endReason}
        onChange={(endReason) => edit.set({ endReason })}
        maxLength={500}
      />
    </FormDialog>
  );
}
