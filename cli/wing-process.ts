import { complain, tell } from './say.ts';
import { startWing, type WingPlan } from './start-wing.ts';

/**
 * One wing as a process beside the other, under `./concert start`. It gets its plan from the launcher, says when it is
 * open, and stops when the launcher lets go of it, or is gone: so nothing is left over when that is killed.
 */
async function main(): Promise<number> {
  const plan = await new Promise<WingPlan>((resolve) => process.once('message', resolve));
  // Ctrl-C goes to the whole group; the launcher alone decides.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  const letGo = new Promise<void>((resolve) => process.once('disconnect', resolve));
  // The launcher may have gone meanwhile: then there is nobody to tell, and the wing stops by itself.
  const tellLauncher = ({ url, firstSteps }: { url: string; firstSteps: string[] }) => {
    if (process.connected) process.send?.({ url, firstSteps }, undefined, undefined, () => {});
  };
  return startWing(plan, tellLauncher, letGo);
}

if (process.send === undefined) {
  complain('concert: this program is run by ./concert start.');
  process.exitCode = 2;
} else {
  process.exitCode = await main().catch(tell);
  if (process.connected) process.disconnect();
}
