import { accountExport, agencyExport } from './administration/exporting.ts';
import { auditExport, searchExport } from './audit/exporting.ts';
import { caseExport, taskExport } from './cases/exporting.ts';
import type { ExportList } from './exports/rules-lists.ts';
import { operationExport } from './operations/exporting.ts';
import { referralExport } from './referrals/exporting.ts';
import { promiseExport } from './victims/promises.ts';
import { tipExport } from './tips/exporting.ts';

/** Every list that can leave the house. */
export const exportedLists: readonly ExportList[] = [
  caseExport,
  taskExport,
  tipExport,
  promiseExport,
  referralExport,
  operationExport,
  auditExport,
  searchExport,
  accountExport,
  agencyExport,
];
