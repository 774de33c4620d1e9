/** Handling labels (reference 3.12, R-127). The strictest wins and follows what is derived. */
export const handlingLabels = [
  'law_enforcement_sensitive',
  'part_23',
  'work_product',
  'giglio',
  'section_1367',
  'sealed',
  'grand_jury',
  'title_iii',
  'juvenile',
  'tax',
  'sar',
  'informant_identity',
  'victim_identity',
  'medical',
] as const;
export type HandlingLabel = (typeof handlingLabels)[number];

/** What a label asks for: who reads, whether a spin-off may take it along, whether it may stand in a brief. */
export type LabelRule = {
  /** Reader must hold this label's clearance; false: case membership is enough. */
  readonly needsClearance: boolean;
  /** Carrying a labelled fact into another case needs a named authority (order, control official, prosecutor). */
  readonly carriesOnlyWithAuthority: boolean;
  /** May the fact itself stand in a status brief for cleared readers? `false`: not even its existence. */
  readonly mayStandInBrief: boolean;
};

/**
 * Rules per label. Bank suspicious-activity reports may not even be known to exist outside the cleared circle
 * (31 U.S.C. 5318(g)(2)); grand jury: Fed. R. Crim. P. 6(e); tax: 26 U.S.C. 6103; wiretap: 18 U.S.C. 2517;
 * relief data of victims: 8 U.S.C. 1367; criminal intelligence: 28 CFR part 23.
 */
export const labelRules: Readonly<Record<HandlingLabel, LabelRule>> = {
  law_enforcement_sensitive: rule(false, false, true),
  part_23: rule(true, true, true),
  work_product: rule(true, true, true),
  giglio: rule(true, true, false),
  section_1367: rule(true, true, false),
  sealed: rule(true, true, true),
  grand_jury: rule(true, true, false),
  title_iii: rule(true, true, false),
  juvenile: rule(true, false, true),
  tax: rule(true, true, false),
  sar: rule(true, true, false),
  informant_identity: rule(true, true, false),
  victim_identity: rule(true, true, false),
  medical: rule(true, true, false),
};

function rule(
  needsClearance: boolean,
  carriesOnlyWithAuthority: boolean,
  mayStandInBrief: boolean,
): LabelRule {
  return { needsClearance, carriesOnlyWithAuthority, mayStandInBrief };
}
