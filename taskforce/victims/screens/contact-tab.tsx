import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import {
  Badge,
  Button,
  Card,
  DataList,
  EmptyState,
  Facts,
  Notice,
  Row,
  Stack,
  Status,
} from '../../../web/ui/index.ts';
import type { Column, Tone } from '../../../web/ui/index.ts';
import { formatDate, formatMoment, useWords } from '../../../web/words/index.ts';
import { useCode } from '../../cases/screens/shared.ts';
import type { Contact } from '../contract-channels.ts';
import type { Channel, ChannelDetails } from '../contract-parts.ts';
import type { VictimPage } from '../contract.ts';
import { ChangeChannel, NewChannel } from './channel-dialogs.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { OpenNotice, UnmaskDialog, useOpened } from './opened.tsx';

const tones: Readonly<Record<Channel['safety'], Tone>> = { safe: 'good', unsafe: 'danger', unknown: 'warn' };

/** How a victim can be reached without harm, and when somebody did. Numbers and addresses lie sealed. */
export default function ContactTab({ page }: { page: VictimPage }) {
  const { t } = useWords();
  const [doing, setDoing] = useState<'add' | 'contact' | 'open' | null>(null);
  const [changing, setChanging] = useState<Channel | null>(null);
  const usable = page.channels.some((one) => one.mayBeChosen);
  const { opened, until } = useOpened(page.id, 'contact', page.may.unmask && usable);
  const details = new Map((opened?.contact ?? []).map((one) => [one.id, one.details]));
  return (
    <Stack>
      {until !== null && <OpenNotice victimId={page.id} until={until} />}
      <Card
        title={t('victims.channel.title')}
        actions={
          <Row>
            {page.may.unmask && usable && until === null && (
              <Button size="small" icon="lock" onPress={() => setDoing('open')}>
                {t('victims.channel.open')}
              </Button>
            )}
            {page.may.write && (
              <Button size="small" icon="plus" onPress={() => setDoing('add')}>
                {t('victims.channel.add')}
              </Button>
            )}
          </Row>
        }
      >
        {page.channels.length === 0 ? (
          <EmptyState icon="info" title={t('victims.channel.none')}>
            {t('victims.channel.noneHint')}
          </EmptyState>
        ) : (
          <Stack>
            {page.channels.map((one) => (
              <ChannelLine
                key={one.id}
                channel={one}
                details={details.get(one.id)}
                onChange={page.may.write ? () => setChanging(one) : undefined}
              />
            ))}
          </Stack>
        )}
      </Card>
      <Contacts page={page} onRecord={() => setDoing('contact')} />
      {doing === 'add' && <NewChannel page={page} onClose={() => setDoing(null)} />}
      {doing === 'contact' && <ContactDialog page={page} onClose={() => setDoing(null)} />}
      {doing === 'open' && <UnmaskDialog victimId={page.id} part="contact" onClose={() => setDoing(null)} />}
      {changing && <ChangeChannel channel={changing} page={page} onClose={() => setChanging(null)} />}
    </Stack>
  );
}

function ChannelLine(props: {
  channel: Channel;
  details: ChannelDetails | undefined;
  onChange: (() => void) | undefined;
}) {
  const { channel, details, onChange } = props;
  const { t } = useWords();
  const code = useCode();
  const kind = code('victimChannel', channel.kind);
  const days = channel.days.map((one) => code('weekday', one)).join(', ');
  const hours = channel.fromTime === null ? '' : `${channel.fromTime}–${channel.untilTime ?? ''}`;
  const when = [days, hours].filter(Boolean).join(', ') || t('victims.channel.anyTime');
  return (
    <Stack gap="small">
      <Row spread>
        <Row>
          <strong>{kind}</strong>
          <Status tone={tones[channel.safety]}>{code('channelSafety', channel.safety)}</Status>
          {channel.endedAt !== null && <Badge>{t('victims.channel.ended')}</Badge>}
          {channel.mayBeChosen && !channel.leaveMessage && (
            <Badge tone="warn">{t('victims.channel.noMessage')}</Badge>
          )}
          {channel.mayBeChosen && channel.codeWord && (
            <Badge icon="lock">{t('victims.channel.codeWord')}</Badge>
          )}
        </Row>
        {onChange && (
          <Button
            size="small"
            look="quiet"
            icon="edit"
            aria-label={t('victims.channel.changeName', { kind })}
            onPress={onChange}
          >
            {t('victims.channel.change')}
          </Button>
        )}
      </Row>
      {channel.safety === 'unsafe' ? (
        <Notice tone="danger">{t('victims.channel.neverOpens')}</Notice>
      ) : (
        <Facts
          columns={2}
          empty={t('ui.nothing')}
          facts={[
            {
              label: t('victims.channel.address'),
              value: details ? details.address : t('victims.channel.sealed'),
            },
            { label: t('victims.channel.when'), value: when },
            ...(details
              ? [
                  { label: t('victims.channel.codeWord'), value: details.codeWord },
                  { label: t('victims.channel.heed'), value: details.heed },
                ]
              : []),
            {
              label: t('victims.channel.said'),
              value: `${formatDate(channel.saidOn)} · ${channel.recordedBy.name}`,
            },
          ]}
        />
      )}
    </Stack>
  );
}

function Contacts({ page, onRecord }: { page: VictimPage; onRecord: () => void }) {
  const { t } = useWords();
  const code = useCode();
  const found = useQuery(api.victims.contacts.queryOptions({ input: { id: page.id } }));
  const columns: Column<Contact>[] = [
    {
      id: 'when',
      label: t('victims.contact.when'),
      cell: (row) => formatMoment(row.happenedAt),
      primary: true,
      nowrap: true,
    },
    { id: 'kind', label: t('victims.contact.kind'), cell: (row) => code('victimChannel', row.kind) },
    {
      id: 'outcome',
      label: t('victims.contact.outcome'),
      cell: (row) => code('contactOutcome', row.outcome),
    },
    { id: 'by', label: t('victims.contact.by'), cell: (row) => row.recordedBy.name },
  ];
  return (
    <Card title={t('victims.contact.title')} flush>
      <DataList
        id="victim-contacts"
        label={t('victims.contact.title')}
        columns={columns}
        rows={found.data?.rows}
        rowId={(row) => row.id}
        rowName={(row) => formatMoment(row.happenedAt)}
        tools={
          page.may.write && (
            <Button size="small" icon="plus" onPress={onRecord}>
              {t('victims.contact.add')}
            </Button>
          )
        }
        empty={<EmptyState icon="clock" title={t('victims.contact.none')} />}
      />
    </Card>
  );
}
