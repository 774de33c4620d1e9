import { openProviderHouse, type ProviderHouse } from '../provider/testing.ts';
import { openTestHouse, type Person, type TestHouse } from '../taskforce/testing.ts';

/** A task force and a provider on databases of their own, listening, paired by their administrators, and dialing. */
export type PairedHouses = {
  taskforce: TestHouse;
  provider: ProviderHouse;
  /** Id of the pair as each wing knows it. */
  pairs: { taskforce: string; provider: string };
  /** The organisation at the provider's end. */
  organisation: string;
  addresses: { taskforce: string; provider: string };
  close(): Promise<void>;
};

type House = TestHouse | ProviderHouse;

/** Asks for what must work; throws with the answer when it does not. */
async function must(house: House, person: Person, procedure: string, input: unknown): Promise<any> {
  const { status, body } = await house.call(person, procedure, input);
  if (status !== 200) throw new Error(`${procedure}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Waits for a state of the world, however long a busy machine takes for it, at most a minute. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come about');
}

/**
 * Opens both wings for a test and pairs them by a code, as two administrators would over the phone.
 * @param organisation name of the provider's organisation
 * @param web folders of the built web applications, for a browser
 * @param callsOut the provider has no address: it can only call, as from behind a firewall
 */
export async function openPairedHouses(
  organisation = 'Harbor House',
  web?: { taskforce: string; provider: string },
  callsOut = false,
): Promise<PairedHouses> {
  const bridgeTimes = { wait: 3, firstPause: 50, longestPause: 300, look: 200 };
  const [taskforce, provider] = await Promise.all([
    openTestHouse({ bridgeTimes, ...(web ? { webDir: web.taskforce } : {}) }),
    openProviderHouse({ bridgeTimes, ...(web ? { webDir: web.provider } : {}) }),
  ]);
  const here = await taskforce.person('Ada Bridge', ['account_administrator']);
  const there = await provider.person('Pia Bridge', ['provider_administrator'], organisation);
  const [taskforceAt, providerAt] = await Promise.all(
    [taskforce, provider].map((house) => house.server.app.listen({ port: 0, host: '127.0.0.1' })),
  );
  if (!callsOut) await must(provider, there, 'bridge.setAddress', { address: providerAt });
  const { code } = await must(taskforce, here, 'bridge.makeCode', {});
  await must(provider, there, 'bridge.pair', { address: taskforceAt, code });
  const seen = async (house: House, person: Person) =>
    (await must(house, person, 'bridge.overview', {})).pairs[0];
  const [ours, theirs] = [await seen(taskforce, here), await seen(provider, there)];
  await Promise.all([taskforce.server.startJobs(), provider.server.startJobs()]);
  await must(taskforce, here, 'bridge.confirm', { pairId: ours.id, fingerprint: ours.fingerprint });
  await must(provider, there, 'bridge.confirm', { pairId: theirs.id, fingerprint: theirs.fingerprint });
  await until(async () => (await seen(taskforce, here)).heardAt && (await seen(provider, there)).heardAt);
  return {
    taskforce,
    provider,
    pairs: { taskforce: ours.id, provider: theirs.id },
    organisation,
    addresses: { taskforce: taskforceAt!, provider: providerAt! },
    close: async () => {
      await provider.close();
      await taskforce.close();
    },
  };
}
