import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import { api, client } from '../../../web/api.ts';
import { Unread } from '../../../web/unread.tsx';
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  Columns,
  Facts,
  FormDialog,
  Notice,
  PageHeader,
  Row,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct, useCode } from '../../cases/screens/shared.ts';
import type { Nomination } from '../contract-parts.ts';
import { criteria } from '../rules.ts';
import { Committee } from './committee.tsx';
import { Checks } from './checks.tsx';
import { DecideDialog, OpenDialog } from './decide-dialogs.tsx';
import { NominationFields, type Draft } from './nomination-fields.tsx';
import { Answer, ClockOf, stateTone } from './shared.tsx';

type Dialogs = 'edit' | 'withdraw' | 'decide' | 'open' | 'hold';

/** One nomination: what is known, the four answers, others at work, the committee and the decision. */
export default function NominationPage() {
  const { nominationId = '' } = useParams({ strict: false }) as { nominationId?: string };
  const read = useQuery(api.nominations.read.queryOptions({ input: { id: nominationId } }));
  if (read.error || !read.data) return <Unread query={read} page lines={8} />;
  return <Page key={read.data.id} one={read.data} />;
}

function Page({ one }: { one: Nomination }) {
  const { t } = useWords();
  const code = useCode();
  const [open, setOpen] = useState<Dialogs | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        crumbs={
          <Breadcrumbs
            label={t('nominations.crumb')}
            crumbs={[{ label: t('nominations.title'), href: '/nominations' }]}
          />
        }
        number={one.number}
        title={one.title || t('nominations.state.purged')}
        badges={
          <>
            <Status tone={stateTone[one.state]}>{t(`nominations.state.${one.state}`)}</Status>
            <Badge>{code('traffickingType', one.type)}</Badge>
            {one.legalHold && <Badge icon="lock">{t('nominations.hold.held')}</Badge>}
          </>
        }
        actions={
          <Row>
            {one.may.decide && (
              <Button look="primary" onPress={() => setOpen('decide')}>
                {t('nominations.decide.title')}
              </Button>
            )}
            {one.may.open && (
              <Button look="primary" icon="case" onPress={() => setOpen('open')}>
                {t('nominations.open.title')}
              </Button>
            )}
            {one.may.change && (
              <Button icon="edit" onPress={() => setOpen('edit')}>
                {t('nominations.edit')}
              </Button>
            )}
            {one.may.withdraw && (
              <Button onPress={() => setOpen('withdraw')}>{t('nominations.withdraw.title')}</Button>
            )}
            {one.may.hold && (
              <Button icon="lock" onPress={() => setOpen('hold')}>
                {t(one.legalHold ? 'nominations.hold.off' : 'nominations.hold.on')}
              </Button>
            )}
          </Row>
        }
      />
      <Columns rail={<Rail one={one} />}>
        <Stack>
          {one.certificate && <Certificate one={one} />}
          {one.opened && <Opened one={one} />}
          {one.state !== 'purged' && <Known one={one} />}
          <Checks one={one} />
          <Committee one={one} />
        </Stack>
      </Columns>
      {open === 'edit' && <EditDialog one={one} onClose={close} />}
      {open === 'withdraw' && <WithdrawDialog one={one} onClose={close} />}
      {open === 'hold' && <HoldDialog one={one} onClose={close} />}
      {open === 'decide' && <DecideDialog one={one} onClose={close} />}
      {open === 'open' && <OpenDialog one={one} onClose={close} />}
    </>
  );
}

function Known({ one }: { one: Nomination }) {
  const { t } = useWords();
  return (
    <>
      <Card title={t('nominations.known')}>
        <p>{one.known}</p>
      </Card>
      <Card title={t('nominations.answers')}>
        <Facts
          empty={t('ui.nothing')}
          facts={criteria.map((criterion) => ({
            label: t(`nominations.ask.${criterion}`),
            value: (
              <>
                <Answer criterion={criterion} level={one[criterion]} />
                <p>{one[`${criterion}Why`]}</p>
              </>
            ),
          }))}
        />
      </Card>
    </>
  );
}

function Rail({ one }: { one: Nomination }) {
  const { t } = useWords();
  const code = useCode();
  const came = one.tip ? (
    <Link href={`/tips/${one.tip.id}`}>{one.tip.number}</Link>
  ) : one.strand ? (
    <Link href={`/cases/${one.strand.case.id}`}>{`${one.strand.case.number}, ${one.strand.label}`}</Link>
  ) : (
    t(`nominations.source.${one.source}`)
  );
  return (
    <Stack>
      <Card>
        <Facts
          empty={t('ui.nothing')}
          facts={[
            { label: t('nominations.field.kind'), value: code('strandKind', one.kind) },
            { label: t('nominations.field.from'), value: came },
            { label: t('nominations.column.by'), value: one.nominatedBy.name },
            { label: t('nominations.column.at'), value: formatMoment(one.nominatedAt) },
          ]}
        />
      </Card>
      <Card title={t('nominations.clock.title')}>
        <Stack gap="small">
          <ClockOf row={one} />
          <span>
            {t('nominations.clock.known')} {formatDate(one.knownSince)}
          </span>
          <span>
            {t(
              one.state === 'waiting' || one.state === 'deferred'
                ? 'nominations.clock.undecided'
                : 'nominations.clock.rule',
            )}
          </span>
        </Stack>
      </Card>
    </Stack>
  );
}

function Certificate({ one }: { one: Nomination }) {
  const { t } = useWords();
  const paper = one.certificate!;
  return (
    <Notice title={t('nominations.certificate.title')}>
      {t('nominations.certificate.text', {
        when: formatMoment(paper.at),
        was: t(`nominations.certificate.${paper.was}`),
        since: formatDate(paper.knownSince),
        until: formatDate(paper.retainUntil),
        votes: paper.votes,
        checks: paper.checks,
        decisions: paper.decisions,
        versions: paper.versions,
      })}{' '}
      {t('nominations.certificate.hash')} <code>{paper.sha256.slice(0, 16)}…</code>
    </Notice>
  );
}

function Opened({ one }: { one: Nomination }) {
  const { t } = useWords();
  const made = one.opened!.case;
  return (
    <Notice tone="good">
      {made ? (
        <Link href={`/cases/${made.id}`}>{t('nominations.open.done', { number: made.number })}</Link>
      ) : (
        t('nominations.open.hidden')
      )}{' '}
      {one.tip && t('nominations.open.tip', { number: one.tip.number })}
    </Notice>
  );
}

function EditDialog({ one, onClose }: { one: Nomination; onClose: () => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState<Draft>(one);
  const save = useAct(
    () =>
      client.nominations.change({
        ...(draft as Nomination),
        id: one.id,
        version: one.version,
      }),
    onClose,
  );
  return (
    <FormDialog
      title={t('nominations.edit')}
      verb={t('nominations.save')}
      shape="wide"
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <NominationFields value={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
    </FormDialog>
  );
}

function WithdrawDialog({ one, onClose }: { one: Nomination; onClose: () => void }) {
  const { t } = useWords();
  const save = useAct(() => client.nominations.withdraw({ id: one.id, version: one.version }), onClose);
  return (
    <FormDialog
      title={t('nominations.withdraw.title')}
      harmful
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t('nominations.withdraw.hint')}</p>
    </FormDialog>
  );
}

function HoldDialog({ one, onClose }: { one: Nomination; onClose: () => void }) {
  const { t } = useWords();
  const save = useAct(
    () => client.nominations.hold({ id: one.id, version: one.version, hold: !one.legalHold }),
    onClose,
  );
  return (
    <FormDialog
      title={t(one.legalHold ? 'nominations.hold.off' : 'nominations.hold.on')}
      save={save}
      onSubmit={() => save.run(undefined)}
      onClose={onClose}
    >
      <p>{t(one.legalHold ? 'nominations.hold.offHint' : 'nominations.hold.hint')}</p>
    </FormDialog>
  );
}
