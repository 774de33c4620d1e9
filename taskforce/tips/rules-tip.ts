import type { TraffickingType } from '../vocabulary/cases.ts';
import type { OriginRoute } from '../vocabulary/origins.ts';
import type { NoActionReason, ReferralRecipient, TipState } from '../vocabulary/tips.ts';
import type { Danger } from './rules-danger.ts';

/** What the rules have to know of a tip. */
export type Tip = {
  readonly state: TipState;
  readonly receivedAt: Date;
  /** When triage was due as it came in; a later change of the protocol does not move it. */
  readonly triageDueAt?: Date;
  /** Reopening starts the triage clock anew and clears `decidedAt`. */
  readonly reopenedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly askedBackAt: Date | null;
  readonly answeredAt: Date | null;
  readonly expiredAt: Date | null;
  readonly danger: Danger | null;
  /** Can questions reach the person: a safe way was given, or the receipt code's mailbox is there. */
  readonly canBeAsked: boolean;
  readonly legalHold: boolean;
};

/** A decision of triage with what each kind needs. */
export type Decision =
  | {
      readonly decision: 'open_case';
      readonly type: TraffickingType | null;
      readonly leadAgencyId: string | null;
      readonly originRoute: OriginRoute | null;
    }
  | { readonly decision: 'attach'; readonly caseIds: readonly string[] }
  | {
      readonly decision: 'refer_out';
      readonly recipient: ReferralRecipient | null;
      readonly recipientName: string | null;
      readonly how: string | null;
    }
  | { readonly decision: 'ask_back'; readonly question: string | null }
  | {
      readonly decision: 'no_action';
      readonly reason: NoActionReason | null;
      readonly explanation: string | null;
      readonly duplicateOfId: string | null;
    };

export type TipChange = { readonly from: TipState; readonly to: TipState; readonly at: Date };
