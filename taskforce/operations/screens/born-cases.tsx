import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { api, client } from '../../../web/api.ts';
import { useCan } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Badge,
  Button,
  ButtonLink,
  Card,
  FormDialog,
  Row,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../web/ui/index.ts';
import { formatDate, useWords } from '../../../web/words/index.ts';
import { useAct, useCodes } from '../../cases/screens/shared.ts';
import {
  strandKinds,
  traffickingTypes,
  type StrandKind,
  type TraffickingType,
} from '../../vocabulary/cases.ts';
import type { Plan } from '../contract-plan.ts';

/** Cases that came out of an operation; each counts as a lead of it. */
export function BornCases({ operation }: { operation: Plan }) {
  const { t } = useWords();
  const query = useQuery(api.operations.cases.queryOptions({ input: { operationId: operation.id } }));
  return (
    <Card title={t('operations.born.title')} actions={<OpenCase operation={operation} />}>
      <Loaded query={query} lines={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{t('operations.born.none')}</p>
          ) : (
            <Stack gap="small">
              {rows.map((one) => (
                <div key={one.id}>
                  <Row>
                    <Link href={`/cases/${one.id}/lineage`}>{`${one.number} ${one.title}`}</Link>
                    <Badge>{t(`operations.type.${one.type}`)}</Badge>
                  </Row>
                  <small>
                    {t('operations.born.by', { name: one.by ?? '', day: formatDate(one.openedOn) })}
                  </small>
                  <p>{one.reason}</p>
                </div>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Card>
  );
}

/**
 * Opens a case of what an operation found: spun off from the case of the operation, where it may take facts along, or new
 * where the operation has none. Nothing before the start, or without the permission.
 */
export function OpenCase({ operation, size = 'small' }: { operation: Plan; size?: 'small' | 'regular' }) {
  const { t } = useWords();
  const can = useCan();
  const [opening, setOpening] = useState(false);
  if (operation.startedAt === null || !can('cases.open') || !(operation.may.plan || operation.may.run))
    return null;
  if (operation.caseId !== null)
    return (
      <ButtonLink
        size={size}
        icon="case"
        href={`/cases/${operation.caseId}/spin-off?operation=${operation.id}`}
      >
        {t('operations.born.open')}
      </ButtonLink>
    );
  return (
    <>
      <Button size={size} icon="case" onPress={() => setOpening(true)}>
        {t('operations.born.open')}
      </Button>
      {opening && <OpenDialog operation={operation} onClose={() => setOpening(false)} />}
    </>
  );
}

function OpenDialog({ operation, onClose }: { operation: Plan; onClose: () => void }) {
  const { t } = useWords();
  const codes = useCodes();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [type, setType] = useState<TraffickingType>(operation.type);
  const [reason, setReason] = useState('');
  const [strand, setStrand] = useState('');
  const [kind, setKind] = useState<StrandKind>('target_person');
  const save = useAct(
    () =>
      client.operations.openCase({
        operationId: operation.id,
        title,
        type,
        reason,
        strands: [{ label: strand, kind }],
      }),
    ({ caseId }) => void navigate({ href: `/cases/${caseId}` }),
  );
  return (
    <FormDialog
      title={t('operations.born.open')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('operations.born.hint')}</p>
      <TextField
        label={t('operations.born.name')}
        name="title"
        required
        width="full"
        value={title}
        onChange={setTitle}
      />
      <Select
        label={t('operations.review.yield.column.type')}
        name="type"
        placeholder={t('ui.choose')}
        options={codes('traffickingType', traffickingTypes)}
        value={type}
        onChange={setType}
      />
      <TextArea
        label={t('operations.born.reason')}
        name="reason"
        rows={3}
        required
        value={reason}
        onChange={setReason}
      />
      <TextField
        label={t('operations.born.strand')}
        hint={t('operations.born.strandHint')}
        name="strands.0.label"
        required
        width="full"
        value={strand}
        onChange={setStrand}
      />
      <Select
        label={t('operations.born.strandKind')}
        name="strands.0.kind"
        placeholder={t('ui.choose')}
        options={codes('strandKind', strandKinds)}
        value={kind}
        onChange={setKind}
      />
    </FormDialog>
  );
}
