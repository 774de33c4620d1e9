import { dayOf } from '../vocabulary/days.ts';
import { refusal, verdict, type Refusal, type Verdict } from '../vocabulary/refusals.ts';
import { weekdays, type ChannelSafety, type VictimChannel, type Weekday } from '../vocabulary/victims.ts';

/** What is known of a way to reach a victim, without what lies sealed. Times as `HH:MM`, zone of the task force. */
export type Channel = {
  readonly kind: VictimChannel;
  readonly safety: ChannelSafety;
  readonly leaveMessage: boolean;
  readonly codeWord: boolean;
  /** Days on which it is safe; none named: every day. */
  readonly days: readonly Weekday[];
  readonly fromTime: string | null;
  readonly untilTime: string | null;
  readonly endedAt: string | Date | null;
};

export type ContactAsked = {
  readonly at: Date;
  readonly zone: string;
  /** Somebody chose to try a channel of which nobody knows whether it is safe. A program never says so. */
  readonly knowinglyUnknown?: boolean;
};

/** How to go about it: what a person who reaches out must keep to. */
export type Manner = { readonly leaveMessage: boolean; readonly codeWord: boolean };

/**
 * Whether a victim may be contacted this way at this time, and how. An unsafe channel never, whoever
 * asks and for what; an unknown one only by a person who knows that it is unknown.
 */
export function mayContact(channel: Channel, asked: ContactAsked): Verdict<Manner> {
  const found: Refusal[] = [];
  if (!mayBeChosen(channel))
    found.push(
      refusal(
        'unsafe_channel',
        'channelId',
        'This way to the victim is unsafe or no longer in use. Choose another one.',
      ),
    );
  else if (channel.safety === 'unknown' && asked.knowinglyUnknown !== true)
    found.push(
      refusal(
        'unknown_channel',
        'channelId',
        'Nobody knows whether this way is safe. Ask the victim first, or choose a safe one.',
      ),
    );
  else if (!isSafeTime(channel, asked))
    found.push(
      refusal('unsafe_time', 'at', 'This way is safe at other times only. Look at the days and hours.'),
    );
  return verdict(found, () => ({ leaveMessage: channel.leaveMessage, codeWord: channel.codeWord }));
}

/** Whether a channel may stand in a list to choose from: never an unsafe or ended one. */
export const mayBeChosen = (channel: Pick<Channel, 'safety' | 'endedAt'>): boolean =>
  channel.safety !== 'unsafe' && channel.endedAt === null;

function isSafeTime(channel: Channel, { at, zone }: ContactAsked): boolean {
  const day = weekdays[(new Date(`${dayOf(at, zone)}T00:00:00Z`).getUTCDay() + 6) % 7]!;
  if (channel.days.length > 0 && !channel.days.includes(day)) return false;
  if (channel.fromTime === null || channel.untilTime === null) return true;
  const time = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
  return time >= channel.fromTime && time < channel.untilTime;
}
