import { complain, say, tell } from './say.ts';

/**
 * Keeps the program up until Ctrl-C, SIGTERM or a loss, then stops everything in the order given.
 * A second Ctrl-C ends it at once (the database then stops by itself when this process is gone).
 * @param lost resolves with a sentence when something that must run is gone for good
 * @param letGo given to a process that another one keeps: it stops when this resolves, heeds no Ctrl-C (which goes to
 *   the whole group) and says nothing of stopping
 * @returns the exit code: 0 stopped as asked, 1 lost or not stopped cleanly
 */
export async function runUntilStopped(
  lost: Promise<string>,
  stops: (() => Promise<void>)[],
  letGo?: Promise<void>,
): Promise<number> {
  const asked = letGo === undefined ? signalled(['SIGINT', 'SIGTERM', 'SIGHUP']) : signalled(['SIGTERM']);
  const loss = await Promise.race([asked, lost, ...(letGo === undefined ? [] : [letGo])]);
  const quiet = letGo !== undefined;
  if (loss !== undefined) complain(`concert: ${loss}`);
  else if (!quiet) say('Stopping … (Ctrl-C again to stop at once)');
  let code = loss === undefined ? 0 : 1;
  for (const stop of stops) {
    await stop().catch((error: unknown) => {
      code = tell(error);
    });
  }
  if (code === 0 && !quiet) say('Stopped.');
  return code;
}

/** Resolves at the first of these signals; the second ends the program at once. */
function signalled(names: readonly NodeJS.Signals[]): Promise<undefined> {
  const asked = Promise.withResolvers<undefined>();
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    if (signals > 1) process.exit(130);
    asked.resolve(undefined);
  };
  for (const name of names) process.on(name, onSignal);
  return asked.promise;
}
