import type { StrandKind, TraffickingType } from '../../vocabulary/cases.ts';
import type { NoActionReason, ReferralRecipient, TipDecision } from '../../vocabulary/tips.ts';
import type { DecideInput } from '../contract.ts';
import type { TipPage } from '../contract-parts.ts';
import type { FieldProblem } from '../../../web/ui/index.ts';

/** What is typed for a decision; each kind uses its own part. */
export type Typed = {
  title: string;
  type: TraffickingType | null;
  strandKind: StrandKind;
  strandLabel: string;
  reason: string;
  caseIds: string[];
  recipient: ReferralRecipient | null;
  recipientName: string;
  how: string;
  question: string;
  reasonCode: NoActionReason | null;
  explanation: string;
  duplicateOfId: string | null;
};

export const nothing: Typed = {
  title: '',
  type: null,
  strandKind: 'target_person',
  strandLabel: '',
  reason: '',
  caseIds: [],
  recipient: null,
  recipientName: '',
  how: '',
  question: '',
  reasonCode: null,
  explanation: '',
  duplicateOfId: null,
};

/** What the server is asked for a decision. */
export function inputOf(decision: TipDecision, tip: TipPage, typed: Typed): DecideInput {
  const at = { id: tip.id, version: tip.version };
  const { title, type, strandKind, strandLabel, reason, caseIds, question } = typed;
  switch (decision) {
    case 'open_case':
      return { ...at, decision, title, type: type as TraffickingType, strandKind, strandLabel, reason };
    case 'attach':
      return { ...at, decision, caseIds, reason };
    case 'refer_out': {
      const recipient = typed.recipient as ReferralRecipient;
      return { ...at, decision, recipient, recipientName: typed.recipientName, how: typed.how };
    }
    case 'ask_back':
      return { ...at, decision, question };
    case 'no_action': {
      const { explanation, duplicateOfId } = typed;
      return { ...at, decision, reasonCode: typed.reasonCode as NoActionReason, explanation, duplicateOfId };
    }
  }
}

/** Choices that are still open, told before anything is sent. Everything else the server says. */
export function openChoices(decision: TipDecision, typed: Typed, remedy: string): FieldProblem[] {
  const open: (string | false)[] = {
    open_case: [typed.type === null && 'type'],
    attach: [typed.caseIds.length === 0 && 'caseIds'],
    refer_out: [typed.recipient === null && 'recipient'],
    ask_back: [],
    no_action: [
      typed.reasonCode === null && 'reason',
      typed.reasonCode === 'duplicate' && typed.duplicateOfId === null && 'duplicateOf',
    ],
  }[decision];
  return open.filter((path) => path !== false).map((path) => ({ path, problem: '', remedy }));
}
