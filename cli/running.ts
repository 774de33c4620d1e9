import { complain, say, tell } from './say.ts';

/**
 * Keeps the program up until Ctrl-C, SIGTERM or a loss, then stops everything in the order given.
 * A second Ctrl-C ends it at once (the database then stops by itself when this process is gone).
 * @param lost resolves with a sentence when something that must run is gone for good
 * @returns the exit code: 0 stopped as asked, 1 lost or not stopped cleanly
 */
export async function runUntilStopped(
  lost: Promise<string>,
  stops: (() => Promise<void>)[],
): Promise<number> {
  const asked = Promise.withResolvers<undefined>();
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    if (signals > 1) process.exit(130);
    asked.resolve(undefined);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  const loss = await Promise.race([asked.promise, lost]);
  if (loss === undefined) say('Stopping … (Ctrl-C again to stop at once)');
  else complain(`concert: ${loss}`);
  let code = loss === undefined ? 0 : 1;
  for (const stop of stops) {
    await stop().catch((error: unknown) => {
      code = tell(error);
    });
  }
  if (code === 0) say('Stopped.');
  return code;
}
