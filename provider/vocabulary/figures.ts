/** What may be counted: the closed list that both sides of the bridge share. */
export { measureNames, type MeasureName } from '../../bridge/figures.ts';
