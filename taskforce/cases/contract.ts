import { caseProcedures } from './contract-cases.ts';

/** The case room. */
export const casesContract = { open: caseProcedures.open };
