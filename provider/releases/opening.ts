/** What the client's own record reads of a release: who receives it on paper, which is sealed with its texts. */
export { openTexts } from './keeping.ts';
