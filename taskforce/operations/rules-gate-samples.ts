import fc from 'fast-check';
import type { RiskFacts } from './rules-approval.ts';
import type { GateFacts, ItemRow } from './rules-gate.ts';
import { gateItems } from './rules-gate-items.ts';
import { foreseen as foresights, operationKinds } from '../vocabulary/operations.ts';

/** For tests: a knock-and-talk whose plan holds whatever the database is asked. */
export const quietPlan: GateFacts & RiskFacts = {
  kind: 'outreach_sweep',
  victims: 'no',
  minors: 'no',
  language: false,
  timeSet: true,
  timeOver: false,
  scenes: 1,
  interviewPlaces: 0,
  commanders: 1,
  entry: false,
  arrest: false,
  stages: 1,
  stagesWithoutCriteria: 0,
  authorities: 1,
  strongAuthorities: 1,
  pendingAuthorities: 0,
  expiringAuthorities: 0,
  interpretersClear: 0,
  languagesUncovered: 0,
  standbys: 0,
  standbysTold: 0,
  standbysStaged: 0,
  standbyReady: false,
  checkCurrent: true,
  openConflicts: 0,
  handedOff: true,
  decoyDecided: false,
  inspectorTrained: false,
  notPretext: false,
  workersProtected: false,
};

const some = fc.constantFrom(0, 1);
const yes = fc.boolean();

/** Any facts that a plan can have. */
export const anyFacts: fc.Arbitrary<GateFacts & RiskFacts> = fc.record({
  kind: fc.constantFrom(...operationKinds),
  victims: fc.constantFrom(...foresights),
  minors: fc.constantFrom(...foresights),
  language: yes,
  timeSet: yes,
  timeOver: yes,
  scenes: some,
  interviewPlaces: some,
  commanders: some,
  entry: yes,
  arrest: yes,
  stages: some,
  stagesWithoutCriteria: some,
  authorities: some,
  strongAuthorities: some,
  pendingAuthorities: some,
  expiringAuthorities: some,
  interpretersClear: some,
  languagesUncovered: some,
  standbys: some,
  standbysTold: some,
  standbysStaged: some,
  standbyReady: yes,
  checkCurrent: yes,
  openConflicts: some,
  handedOff: yes,
  decoyDecided: yes,
  inspectorTrained: yes,
  notPretext: yes,
  workersProtected: yes,
});

/** Any lines that people could have written, one an item at most. */
export const anyLines: fc.Arbitrary<ItemRow[]> = fc.uniqueArray(
  fc.record({
    item: fc.constantFrom(...gateItems),
    state: fc.constantFrom('open' as const, 'done' as const, 'waived' as const),
    firm: yes,
    byPlanner: yes,
  }),
  { selector: ({ item }) => item, maxLength: gateItems.length },
);
