import { useState } from 'react';
import { api, client } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Card,
  Clock,
  EmptyState,
  Facts,
  Notice,
  Row,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import type { Tone } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useAct, useCode } from '../../cases/screens/shared.ts';
import type { NoticeEvent, NoticeState } from '../../vocabulary/victim-work.ts';
import type { Notice as Owed, RightStanding } from '../contract-rights.ts';
import { ChooseDialog, EventDialog, GiveUpDialog, TellDialog, TryDialog } from './rights-dialogs.tsx';
import type { SafeChannel } from './rights-dialogs.tsx';
import { useLanguages } from './shared.ts';
import { Read } from './work-parts.tsx';
import type { OfVictim } from './work-parts.tsx';

const tones: Record<NoticeState, Tone> = {
  owed: 'warn',
  told: 'good',
  not_wanted: 'muted',
  not_reached: 'danger',
};

/** Rights told, what the victim wants to be told of, and the notices they are owed. */
export default function RightsTab({ page }: OfVictim) {
  const { t } = useWords();
  const [asked, setAsked] = useState<'tell' | 'choose' | 'event' | null>(null);
  const close = () => setAsked(null);
  return (
    <Read query={api.rights.ofVictim.queryOptions({ input: { victimId: page.id } })}>
      {({ rights, choices, notices, channels, caseId, may }) => (
        <Stack>
          {channels.length === 0 && (
            <Notice tone="warn" title={t('victims.right.noChannel')}>
              {t('victims.right.noChannelHint')}
            </Notice>
          )}
          {may.tell && (
            <Row>
              <Button look="primary" icon="plus" onPress={() => setAsked('event')}>
                {t('victims.right.event')}
              </Button>
              <Button onPress={() => setAsked('tell')}>{t('victims.right.tell')}</Button>
              <Button onPress={() => setAsked('choose')}>{t('victims.right.choose')}</Button>
            </Row>
          )}
          <Card title={t('victims.right.notices')} count={notices.length}>
            {notices.length === 0 ? (
              <EmptyState icon="bell" title={t('victims.right.noNotices')}>
                {t('victims.right.noNoticesHint')}
              </EmptyState>
            ) : (
              <Stack>
                {notices.map((notice) => (
                  <NoticeLine key={notice.id} notice={notice} channels={channels} may={may.tell} />
                ))}
              </Stack>
            )}
          </Card>
          <Card title={t('victims.right.title')}>
            <RightList rights={rights} />
          </Card>
          <Card title={t('victims.right.choices')}>
            <ChoiceList choices={choices} />
          </Card>
          {asked === 'tell' && <TellDialog victimId={page.id} rights={rights} onClose={close} />}
          {asked === 'choose' && <ChooseDialog victimId={page.id} onClose={close} />}
          {asked === 'event' && <EventDialog caseId={caseId} onClose={close} />}
        </Stack>
      )}
    </Read>
  );
}

function RightList({ rights }: { rights: readonly RightStanding[] }) {
  const { t } = useWords();
  const code = useCode();
  const languages = useLanguages();
  const told = ({ told: how }: RightStanding) =>
    how === null ? (
      <Status tone="warn">{t('victims.right.notTold')}</Status>
    ) : (
      <Row>
        <Status tone="good">
          {t('victims.right.told', {
            day: formatDate(how.on),
            language: languages.name(how.language),
            way: code('tellingWay', how.way),
          })}
        </Status>
        <span>{t('victims.right.understood', { answer: code('ownAnswer', how.understood) })}</span>
      </Row>
    );
  return (
    <Facts
      empty=""
      facts={rights.map((one) => ({ label: code('victimRight', one.right), value: told(one) }))}
    />
  );
}

function ChoiceList({
  choices,
}: {
  choices: readonly { event: NoticeEvent; choice: 'in' | 'out'; saidOn: string | null }[];
}) {
  const { t } = useWords();
  const code = useCode();
  return (
    <Facts
      columns={2}
      empty=""
      facts={choices.map(({ event, choice, saidOn }) => ({
        label: code('noticeEvent', event),
        value:
          saidOn === null
            ? t('victims.right.notAsked')
            : `${code('noticeChoice', choice)}, ${formatDate(saidOn)}`,
      }))}
    />
  );
}

function NoticeLine({
  notice,
  channels,
  may,
}: {
  notice: Owed;
  channels: readonly SafeChannel[];
  may: boolean;
}) {
  const { t } = useWords();
  const code = useCode();
  const [asked, setAsked] = useState<'try' | 'giveUp' | null>(null);
  const takeBack = useAct(() => client.rights.takeBack({ eventId: notice.event.id }));
  const open = notice.state === 'owed';
  return (
    <Stack gap="small">
      <Row>
        <strong>
          {code('noticeEvent', notice.event.kind)}: {notice.event.concerning}
        </strong>
        <span>{[formatMoment(notice.event.happensAt), notice.event.court].filter(Boolean).join(', ')}</span>
        {notice.event.takenBack && <Badge>{t('victims.right.takenBack')}</Badge>}
      </Row>
      <Row>
        {open ? (
          <Clock due={notice.dueAt} exact />
        ) : (
          <Status tone={tones[notice.state]}>{code('noticeState', notice.state)}</Status>
        )}
        {notice.reason !== null && <span>{notice.reason}</span>}
      </Row>
      {notice.tries.map((one) => (
        <p key={one.triedAt}>
          {formatMoment(one.triedAt)}: {code('victimChannel', one.channelKind as never)},{' '}
          {code('tryOutcome', one.outcome)}
          {one.proof !== null && `, ${code('noticeProof', one.proof)}`}
          {one.reference ? `, ${one.reference}` : ''} ({one.recordedBy.name})
        </p>
      ))}
      {may && (open || notice.state === 'not_reached') && !notice.event.takenBack && (
        <Row>
          {channels.length > 0 && (
            <Button size="small" onPress={() => setAsked('try')}>
              {t('victims.right.try')}
            </Button>
          )}
          {open && (
            <Button size="small" look="quiet" onPress={() => setAsked('giveUp')}>
              {t('victims.right.giveUp')}
            </Button>
          )}
          <Button
            size="small"
            look="quiet"
            pending={takeBack.pending}
            onPress={() => takeBack.run(undefined)}
          >
            {t('victims.right.takeBack')}
          </Button>
        </Row>
      )}
      {asked === 'try' && <TryDialog notice={notice} channels={channels} onClose={() => setAsked(null)} />}
      {asked === 'giveUp' && <GiveUpDialog notice={notice} onClose={() => setAsked(null)} />}
    </Stack>
  );
}
