/** What rooms that plan ask of stand-by notices: how far each came with each provider. */
export { recipientsOf } from './recipients.ts';
