import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, queries } from '../../../web/api.ts';
import { saveFrom } from '../../../web/files.ts';
import { problemOf } from '../../../web/problem.ts';
import { useCan, useSession } from '../../../web/session.ts';
import { Loaded } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  FormDialog,
  Notice,
  PageHeader,
  Row,
  sentence,
  Stack,
  TextArea,
  TextField,
  toast,
} from '../../../web/ui/index.ts';
import { formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct } from '../../cases/screens/shared.ts';
import type { ResourceRequest } from '../contract.ts';
import { isEditable, openMoves, permissionOf, type RequestMove } from '../rules.ts';
import { ActualsCard } from './actuals.tsx';
import { FiguresCards } from './figures.tsx';
import styles from '../../estimates/screens/estimates.module.css';

/** One request: its text, its frozen figures, who does what next, and what happened since it was approved. */
export default function RequestPage() {
  const { t } = useWords();
  const { requestId } = useParams({ strict: false }) as { requestId: string };
  const found = useQuery(api.resources.read.queryOptions({ input: { id: requestId } }));
  const print = useMutation({
    mutationFn: () => client.resources.document({ id: requestId }),
    onSuccess: (handed) => {
      saveFrom(handed);
      void queries.invalidateQueries({ queryKey: api.files.key() });
    },
    onError: (error) => toast({ text: problemOf(error).sentence, tone: 'warn' }),
  });
  const one = found.data;
  return (
    <>
      <PageHeader
        title={one?.title ?? t('requests.one')}
        type={t('requests.one')}
        crumbs={
          <Breadcrumbs
            label={t('command.here')}
            crumbs={[{ label: t('requests.title'), href: '/briefs/requests' }]}
          />
        }
        {...(one
          ? {
              lead: t('requests.madeLine', { who: one.madeBy, when: formatMoment(one.madeAt) }),
              badges: (
                <Badge tone={one.state === 'approved' ? 'good' : 'neutral'}>
                  {t(`requests.states.${one.state}`)}
                </Badge>
              ),
            }
          : {})}
        actions={
          <Button icon="export" pending={print.isPending} onPress={() => print.mutate()}>
            {t('requests.print')}
          </Button>
        }
      />
      <Loaded query={found}>
        {(data) => (
          <Stack>
            {data.state === 'returned' && (
              <Notice tone="warn" title={t('requests.returned')}>
                {data.reason}
              </Notice>
            )}
            <Steps one={data} />
            <Text key={data.version} one={data} />
            {data.actuals && <ActualsCard one={data} actuals={data.actuals} />}
            <FiguresCards figures={data.figures} />
            <p className={styles['hash']}>{t('requests.hash', { hash: data.figuresHash })}</p>
          </Stack>
        )}
      </Loaded>
    </>
  );
}

/** Who reviewed and approved, and what the reader may do next. */
function Steps({ one }: { one: ResourceRequest }) {
  const { t } = useWords();
  const can = useCan();
  const account = useSession().data?.account;
  const [returning, setReturning] = useState(false);
  const act = useAct(
    async ({ move, reason = null }: { move: RequestMove; reason?: string | null }) =>
      await client.resources.move({ id: one.id, version: one.version, move, reason }),
    () => setReturning(false),
  );
  const own = account?.id === one.madeById || account?.id === one.writtenById;
  const mine = (move: RequestMove) =>
    move === 'submit' ||
    move === 'withdraw' ||
    (!own && !(move === 'approve' && account?.id === one.reviewedById));
  const moves = openMoves(one.state).filter((move) => can(permissionOf[move]) && mine(move));
  return (
    <Card title={t('requests.steps')}>
      <Stack gap="small">
        <p>
          {one.reviewedBy === null || one.reviewedAt === null
            ? t('requests.notReviewed')
            : t('requests.reviewedLine', { who: one.reviewedBy, when: formatMoment(one.reviewedAt) })}{' '}
          {one.decidedBy !== null &&
            one.decidedAt !== null &&
            t('requests.approvedLine', { who: one.decidedBy, when: formatMoment(one.decidedAt) })}
        </p>
        {moves.length > 0 && (
          <Row>
            {moves.map((move) => (
              <Button
                key={move}
                look={move === 'return' || move === 'withdraw' ? 'plain' : 'primary'}
                pending={act.pending}
                onPress={() => (move === 'return' ? setReturning(true) : act.run({ move }))}
              >
                {t(`requests.move.${move}`)}
              </Button>
            ))}
          </Row>
        )}
        {!returning &&
          act.problems.map((wrong) => <Notice key={wrong.path} tone="warn" title={sentence(wrong)} />)}
        {returning && (
          <ReturnDialog
            save={act}
            onReturn={(reason) => act.run({ move: 'return', reason })}
            onClose={() => setReturning(false)}
          />
        )}
      </Stack>
    </Card>
  );
}

function ReturnDialog({
  save,
  onReturn,
  onClose,
}: {
  save: Parameters<typeof FormDialog>[0]['save'];
  onReturn: (reason: string) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('requests.move.return')}
      save={save}
      onSubmit={() => onReturn(reason)}
      onClose={onClose}
    >
      <TextArea
        name="reason"
        label={t('requests.reason')}
        required
        value={reason}
        onChange={setReason}
        maxLength={2000}
      />
    </FormDialog>
  );
}

/** What is asked for and why: read, or written while it is a draft. */
function Text({ one }: { one: ResourceRequest }) {
  const { t } = useWords();
  const may = useCan()('resources.write') && isEditable(one.state);
  const [title, setTitle] = useState(one.title);
  const [what, setWhat] = useState(one.what);
  const [why, setWhy] = useState(one.why);
  const save = useAct(
    async () => await client.resources.write({ id: one.id, version: one.version, title, what, why }),
    () => toast({ text: t('requests.saved') }),
  );
  if (!may)
    return (
      <Card title={t('requests.what')}>
        <Stack gap="small">
          <p>{one.what || t('requests.nothing')}</p>
          <h3>{t('requests.why')}</h3>
          <p>{one.why || t('requests.nothing')}</p>
        </Stack>
      </Card>
    );
  return (
    <Card title={t('requests.text')}>
      <Stack gap="small">
        <p className={styles['aside']}>{t('requests.textLead')}</p>
        <TextField
          name="title"
          label={t('requests.name')}
          required
          value={title}
          onChange={setTitle}
          maxLength={120}
        />
        <TextArea name="what" label={t('requests.what')} value={what} onChange={setWhat} maxLength={4000} />
        <TextArea name="why" label={t('requests.why')} value={why} onChange={setWhy} maxLength={8000} />
        {save.failure && <Notice tone="warn" title={save.failure} />}
        <Row>
          <Button pending={save.pending} onPress={() => save.run(undefined)}>
            {t('requests.save')}
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}
