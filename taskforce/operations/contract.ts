import { briefingContract } from './contract-briefing.ts';
import { partsContract } from './contract-parts.ts';
import { approvalContract, operationStatesContract } from './contract-approval.ts';
import { gateContract } from './contract-gate.ts';
import { planContract } from './contract-plan.ts';
import { decoyContract } from './contract-decoy.ts';
import { reviewContract } from './contract-review.ts';
import { bornContract } from './contract-born.ts';

/** Everything that can be asked of operations; each part of the room has a file of its own. */
export const operationsContract = {
  ...planContract,
  ...partsContract,
  ...briefingContract,
  ...decoyContract,
  ...reviewContract,
  ...bornContract,
  ...gateContract,
  ...approvalContract,
  ...operationStatesContract,
};
