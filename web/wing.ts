/**
 * The wing that this web application is of: its rooms, words and areas. Written here is the task force's; the build of
 * the provider's application puts `wings/provider.ts` in its place (wings/build.ts), so that neither carries a screen
 * of the other.
 */
export { wing } from './wings/taskforce.ts';
