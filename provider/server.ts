import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { DialerTimes } from '../bridge/dialer.ts';
import { openWingBridge } from '../bridge/wing.ts';
import { systemClock, type Clock } from '../kit/clock.ts';
import { encapsulate, openCapsule } from '../kit/crypto/capsule.ts';
import { openKeys, type Keys } from '../kit/crypto/keys.ts';
import { openRecordKeys } from '../kit/crypto/record-keys.ts';
import { quietPool } from '../kit/database/pool.ts';
import { keepPlans } from '../kit/database/prepared.ts';
import { openPress } from '../kit/documents/typst.ts';
import { openDoor, type Door } from '../kit/database/door.ts';
import { downloadServer } from '../kit/files/downloads.ts';
import { openFileStore, type FileStore } from '../kit/files/store.ts';
import { sweepFiles } from '../kit/files/sweep.ts';
import { uploadRoute } from '../kit/files/routes.ts';
import { makeServer } from '../kit/http/server.ts';
import { receiptKey } from '../kit/rpc/receipts.ts';
import { identityHandlers, type IdentityHouse } from '../kit/identity/handlers.ts';
import type { DemoSignIn } from '../kit/identity/demo.ts';
import { hashing, setUpCodeOf } from '../kit/identity/secrets.ts';
import type { Tables } from './database/schema.ts';
import { logins } from './database/migrate.ts';
import { signTreeHead } from '../kit/audit/signing.ts';
import { startWorker } from '../kit/jobs/worker.ts';
import { mailNotices } from '../kit/mail/mail.ts';
import { jobKinds } from './jobs.ts';
import { destroyAgreed } from './clients/destroying.ts';
import { clientKeysAt, ledgerAt } from './clients/keeping.ts';
import { destroyReleaseKeys, endReleases } from './releases/sharing.ts';
import { expireOffers } from './referrals/expiring.ts';
import { makeRouter } from './router.ts';
import { answerersOf, receivers } from './crossing.ts';
import { reference } from '../kit/http/reference.ts';
import { contract } from './contract.ts';
import { speech } from './vocabulary/refusals/speech.ts';
import { organisationKinds } from './vocabulary/organisations.ts';
import type { House } from './house.ts';
import { clearStandby } from './standby/handlers.ts';

export type ServerOptions = {
  /** How to connect to the provider's database as one of the login roles. */
  connection(login: string): pg.PoolConfig;
  dataDir: string;
  demo?: boolean;
  clock?: Clock;
  /** `light` hashing is for tests and the demo world only. */
  hashing?: 'full' | 'light';
  /** How to sign in as the people of the demo world; heeded with `demo` only. */
  demoSignIn?: DemoSignIn;
  report?: (where: string, error: unknown) => void;
  trustProxy?: boolean;
  /** A pool of the application role to use in place of one of its own; for measuring. */
  appPool?: pg.Pool;
  /** Folder of the built web application; without it the server answers calls only. */
  webDir?: string;
  /** Address that leads to the port of downloads, when they go through a proxy; see FILES_ORIGIN. */
  filesOrigin?: string;
  /** Address people use, for mails. */
  publicUrl?: string;
  /** How long the bridge waits and pauses; for tests. */
  bridgeTimes?: Partial<DialerTimes>;
};

export type ProviderServer = {
  app: FastifyInstance;
  door: Door<Tables>;
  keys: Keys;
  identity: IdentityHouse;
  house: House;
  /** Serves downloads; let it listen at another host name than `app`, so that no cookie comes along. */
  downloads: FastifyInstance;
  store: FileStore;
  /** What the first-run page asks for. */
  setUpCode: string;
  /** Begins to take jobs off the queue and to do the chores of the clock. */
  startJobs(): Promise<void>;
  close(): Promise<void>;
};

/** The wing's own: where both wings answer under one host name, neither takes the other's cookie for its own. */
export const sessionCookie = '__Host-concert-provider';

const totpPlace = { table: 'account_secrets', column: 'totp_sealed', row: 'enrolment' };

/** Builds the provider's server on a migrated database. Call `app.listen` to open it to browsers. */
export async function makeProviderServer(options: ServerOptions): Promise<ProviderServer> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const keys = await openKeys(join(options.dataDir, 'keys'), { create: true });
  const clock = options.clock ?? systemClock;
  const pool = options.appPool ?? quietPool({ ...options.connection(logins.app), max: 20 });
  pool.on('connect', keepPlans);
  const signInPool = quietPool({ ...options.connection(logins.signin), max: 8 });
  const door = openDoor<Tables>(pool, clock);
  const setUpCode = setUpCodeOf(keys.token);
  const identity: IdentityHouse = {
    pool: signInPool,
    hashing: hashing(options.hashing ?? 'full'),
    tokenKey: keys.token,
    seal: {
      seal: (text) => encapsulate(keys, text, totpPlace),
      open: (sealed) => openCapsule(keys, sealed, totpPlace),
    },
    clock,
    setUpCode: () => setUpCode,
    ownerRoles: ['provider_administrator'],
    agencyKind: 'victim_services',
    agencyKinds: organisationKinds,
    demo: options.demo ?? false,
    demoSignIn: options.demo === true ? (options.demoSignIn ?? null) : null,
  };
  const store = await openFileStore(join(options.dataDir, 'files'));
  const report = options.report;
  const downloads = downloadServer({ door, store, report });
  const origin = () => options.filesOrigin ?? originOf(downloads);
  const files = { store, origin, report: report ?? (() => undefined) };
  const press = openPress();
  const inputKey = receiptKey(keys.token);
  const clientKeys = await openRecordKeys(keys, clientKeysAt(options.dataDir), ledgerAt(options.dataDir));
  const crossing = openWingBridge({
    wing: 'provider',
    connection: options.connection(logins.bridge),
    keys,
    clock,
    receivers,
    answerers: answerersOf(() => house),
    times: options.bridgeTimes,
    report,
  });
  const house: House = {
    clock,
    keys,
    dataDir: options.dataDir,
    demo: options.demo ?? false,
    files,
    bridge: crossing.house,
    ask: crossing.ask,
    press,
    clientKeys,
    destroyAgreed: async (clientId) => void (await destroyAgreed({ clientKeys, clock }, door, clientId)),
    destroyReleaseKeys: (release) => destroyReleaseKeys({ clientKeys, clock }, door, release),
  };
  const app = await makeServer<Tables>({
    router: makeRouter(house, identityHandlers(identity)),
    door,
    signIn: identity,
    clock,
    receiptKey: inputKey,
    routes: async (server, tools) => {
      crossing.routes(server);
      reference(server, contract, 'Concert provider');
      await uploadRoute(server, tools, { door, store, receiptKey: inputKey, report });
    },
    ...(options.report ? { report: options.report } : {}),
    trustProxy: options.trustProxy ?? false,
    cookie: sessionCookie,
    speech,
    ...(options.webDir ? { webDir: options.webDir } : {}),
  });
  let worker: { stop(): Promise<void> } | undefined;
  const jobsPool = quietPool({ ...options.connection(logins.jobs), max: 8 });
  const startJobs = async () => {
    crossing.startDialing();
    worker = await startWorker<Tables>({
      pool: jobsPool,
      door,
      signIn: identity,
      kinds: jobKinds(house),
      chores: [
        {
          name: 'sign_tree_head',
          pattern: '* * * * *',
          run: async () => void (await signTreeHead(signInPool, keys, 'provider', clock())),
        },
        {
          name: 'mail_notices',
          pattern: '* * * * *',
          run: async () =>
            void (await mailNotices(
              jobsPool,
              process.env['SMTP_URL'],
              options.publicUrl ?? 'http://provider.localhost:4610',
            )),
        },
        {
          name: 'destroy_agreed',
          pattern: '* * * * *',
          run: async () => void (await destroyAgreed({ clientKeys, clock }, door)),
        },
        {
          name: 'end_releases',
          pattern: '* * * * *',
          run: () => endReleases({ clientKeys, clock }, door),
        },
        {
          name: 'sweep_files',
          pattern: '41 3 * * *',
          run: async () => void (await sweepFiles(jobsPool, store, clock())),
        },
        { name: 'clear_standby', pattern: '*/10 * * * *', run: () => clearStandby(door) },
        { name: 'expire_offers', pattern: '*/5 * * * *', run: async () => void (await expireOffers(door)) },
        { name: 'sweep_bridge', pattern: '53 3 * * *', run: () => crossing.sweep() },
        {
          name: 'sweep_receipts',
          pattern: '17 4 * * *',
          run: async () =>
            void (await jobsPool.query(`delete from kit.receipts where at < now() - interval '7 days'`)),
        },
      ],
      ...(options.report ? { report: options.report } : {}),
    });
  };
  const close = async () => {
    await worker?.stop();
    await crossing.letGo();
    await app.close();
    await crossing.close();
    await press.close();
    await downloads.close();
    await jobsPool.end();
    await door.close();
    await signInPool.end();
  };
  return { app, door, keys, identity, house, downloads, store, setUpCode, startJobs, close };
}

/** Where downloads are reached on this machine: by number, because the application's cookie belongs to `localhost`. */
function originOf(downloads: FastifyInstance): string | null {
  const address = downloads.server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : null;
}
