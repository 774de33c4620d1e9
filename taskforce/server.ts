import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { DialerTimes } from '../bridge/dialer.ts';
import { openWingBridge } from '../bridge/wing.ts';
import { systemClock, type Clock } from '../kit/clock.ts';
import { encapsulate, openCapsule } from '../kit/crypto/capsule.ts';
import { openKeys, type Keys } from '../kit/crypto/keys.ts';
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
import { followDeconfliction } from './deconfliction/clock.ts';
import { expireReleases } from './releases/handlers.ts';
import { makeEstimates } from './estimates/estimating.ts';
import { estimatesJob } from './estimates/job.ts';
import { whatIfJob } from './estimates/whatif-job.ts';
import { remindAuthorities } from './operations/clock.ts';
import { backtestJob, keepBacktest } from './estimates/backtest-job.ts';
import { keepTrack } from './estimates/track.ts';
import { openBoardLine, type LiveTimes } from './operations/live.ts';
import { makeRouter } from './router.ts';
import { receivers } from './crossing.ts';
import { reference } from '../kit/http/reference.ts';
import { contract } from './contract.ts';
import { agencyKinds } from './vocabulary/agencies.ts';
import { speech } from './vocabulary/refusals/speech.ts';
import { offerRoutes } from '../portal/offers.ts';
import { portalRoutes } from '../portal/routes.ts';
import { portalSettings } from './tips/portal-words.ts';
import { keepNominations } from './nominations/handlers.ts';
import { expireTips, publicTips } from './tips/public.ts';
import type { House } from './house.ts';
import { feedRoute } from './calendar/feed-route.ts';
import { expireExports } from './exports/expiring.ts';
import { expireImports } from './imports/expiring.ts';
import { expireReferrals } from './referrals/expiring.ts';
import { guestOffers } from './referrals/guest.ts';
import { importRoutes } from './imports/routes.ts';

export type ServerOptions = {
  /** How to connect to the task force database as one of the login roles. */
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
  /** How often the live boards say that they are there; for tests. */
  boardTimes?: Partial<LiveTimes>;
};

export type TaskforceServer = {
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

const totpPlace = { table: 'account_secrets', column: 'totp_sealed', row: 'enrolment' };

/** Builds the task force's server on a migrated database. Call `app.listen` to open it to browsers. */
export async function makeTaskforceServer(options: ServerOptions): Promise<TaskforceServer> {
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
    ownerRoles: ['account_administrator'],
    agencyKind: 'police',
    agencyKinds,
    demo: options.demo ?? false,
    demoSignIn: options.demo === true ? (options.demoSignIn ?? null) : null,
  };
  const store = await openFileStore(join(options.dataDir, 'files'));
  const report = options.report;
  const downloads = downloadServer({ door, store, report });
  const origin = () => options.filesOrigin ?? originOf(downloads);
  const files = { store, origin, report: report ?? (() => undefined), guarded: ['exports'] };
  const press = openPress();
  const inputKey = receiptKey(keys.token);
  const crossing = openWingBridge({
    wing: 'taskforce',
    connection: options.connection(logins.bridge),
    keys,
    clock,
    receivers,
    answerers: {},
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
  };
  const boards = openBoardLine({
    door,
    connection: options.connection(logins.app),
    times: options.boardTimes,
    report,
  });
  const app = await makeServer<Tables>({
    router: makeRouter(house, identityHandlers(identity)),
    door,
    signIn: identity,
    clock,
    receiptKey: inputKey,
    speech,
    routes: async (server, tools) => {
      crossing.routes(server);
      boards.routes(server, tools);
      reference(server, contract, 'Concert task force');
      await uploadRoute(server, tools, {
        door,
        store,
        receiptKey: inputKey,
        report,
        scopes: ['cases', 'tips', 'operation_authorities'],
      });
      await importRoutes(server, tools, house, door);
      feedRoute(server, { door, signIn: identity, clock });
      const tips = publicTips(house, door);
      await offerRoutes(server, {
        offers: guestOffers(house, door),
        settings: portalSettings(house, door),
        clock,
      });
      await portalRoutes(server, { tips, settings: portalSettings(house, door), clock });
    },
    ...(options.report ? { report: options.report } : {}),
    trustProxy: options.trustProxy ?? false,
    ...(options.webDir ? { webDir: options.webDir } : {}),
  });
  let worker: { stop(): Promise<void> } | undefined;
  const jobsPool = quietPool({ ...options.connection(logins.jobs), max: 8 });
  // A server that closes does not wait for minutes of computing: what was not kept is made by the next one.
  const stopping = new AbortController();
  const estimate = async (what: 'office' | 'entries') => {
    await makeEstimates({ pool: jobsPool, clock }, what, null, stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    });
  };
  const startJobs = async () => {
    crossing.startDialing();
    worker = await startWorker<Tables>({
      pool: jobsPool,
      door,
      signIn: identity,
      kinds: [
        ...jobKinds(house),
        estimatesJob({ pool: jobsPool, clock }),
        whatIfJob({ pool: jobsPool, clock }),
        backtestJob({ pool: jobsPool, clock }),
      ],
      chores: [
        {
          name: 'sign_tree_head',
          pattern: '* * * * *',
          run: async () => void (await signTreeHead(signInPool, keys, 'taskforce', clock())),
        },
        {
          name: 'mail_notices',
          pattern: '* * * * *',
          run: async () =>
            void (await mailNotices(
              jobsPool,
              process.env['SMTP_URL'],
              options.publicUrl ?? 'http://localhost:4600',
            )),
        },
        { name: 'expire_releases', pattern: '* * * * *', run: () => expireReleases(door) },
        {
          name: 'expire_referrals',
          pattern: '*/5 * * * *',
          run: async () => void (await expireReferrals(door)),
        },
        { name: 'keep_nominations', pattern: '29 3 * * *', run: () => keepNominations(door) },
        { name: 'expire_deconfliction', pattern: '7 * * * *', run: () => followDeconfliction(door) },
        { name: 'remind_authorities', pattern: '3 * * * *', run: () => remindAuthorities(door) },
        { name: 'expire_tips', pattern: '23 3 * * *', run: () => expireTips(door) },
        {
          name: 'expire_imports',
          pattern: '11 * * * *',
          run: async () => void (await expireImports(door)),
        },
        {
          name: 'expire_exports',
          pattern: '19 * * * *',
          run: async () => void (await expireExports(door)),
        },
        {
          name: 'sweep_files',
          pattern: '41 3 * * *',
          run: async () => void (await sweepFiles(jobsPool, store, clock())),
        },
        {
          name: 'estimate_entries',
          pattern: '* * * * *',
          run: () => estimate('entries'),
        },
        {
          // What ended within the last hour; the whole at night, when days pass on which something was promised.
          name: 'score_estimates',
          pattern: '*/2 * * * *',
          run: async () =>
            void (await keepTrack({ pool: jobsPool, clock }, new Date(Date.now() - 3_600_000))),
        },
        {
          name: 'score_all_estimates',
          pattern: '37 4 * * *',
          run: async () => void (await keepTrack({ pool: jobsPool, clock }, null)),
        },
        {
          // The first of each month: the forecasts that the track record is drawn from.
          name: 'estimate_office',
          pattern: '7 5 1 * *',
          run: () => estimate('office'),
        },
        {
          name: 'backtest_office',
          pattern: '7 6 1 * *',
          run: async () => {
            await keepBacktest({ pool: jobsPool, clock }, null, stopping.signal).catch((error: unknown) => {
              if (!stopping.signal.aborted) throw error;
            });
          },
        },
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
    stopping.abort();
    await worker?.stop();
    await crossing.letGo();
    await boards.letGo();
    // A connection that falls idle only now, after its last answer, would be kept for its own time otherwise.
    const idle = setInterval(() => app.server.closeIdleConnections(), 200);
    await app.close().finally(() => clearInterval(idle));
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
