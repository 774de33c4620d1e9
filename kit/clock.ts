/** The time, passed in wherever a rule needs it, so that tests can move it. */
export type Clock = () => Date;
export const systemClock: Clock = () => new Date();
