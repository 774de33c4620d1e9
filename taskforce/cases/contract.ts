import { caseProcedures } from './contract-cases.ts';

/** The case room: cases, their members, and what is kept about both. */
export const casesContract = caseProcedures;
