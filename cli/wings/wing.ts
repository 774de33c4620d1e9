import type { FastifyInstance } from 'fastify';
import type { Client, PoolConfig } from 'pg';
import type { Logins } from '../../kit/database/logins.ts';
import type { DemoSignIn } from '../../kit/identity/demo.ts';
import type { Place, WingName } from '../place.ts';

/** What a server of either wing is opened with. */
export type OpenOptions = {
  connection(login: string): PoolConfig;
  dataDir: string;
  demoSignIn?: DemoSignIn;
  demo?: boolean;
  publicUrl: string;
  filesOrigin?: string;
  webDir?: string;
  report: (where: string, error: unknown) => void;
};

export type OpenServer = {
  app: FastifyInstance;
  downloads: FastifyInstance;
  setUpCode: string;
  startJobs(): Promise<void>;
  close(): Promise<void>;
};

/** One wing as the commands handle it: its own database, logins, keys, server and demonstration. */
export type Wing = {
  name: WingName;
  logins: Logins;
  /** What a backup holds of the database: everything but the record of migrations, which migrating writes. */
  schemas: string[];
  migrate(client: Client, ownerPassword?: string, only?: readonly string[]): Promise<string[]>;
  pending(client: Client): Promise<string[]>;
  open(options: OpenOptions): Promise<OpenServer>;
  /** Fills the wing with the demo world unless it is there, and says how one signs in to it. */
  fillDemo(owner: PoolConfig, place: Place): Promise<DemoSignIn>;
  /** Puts right, as the owner and before the server opens, what another copy of rows or keys may have brought back. */
  settle?(client: Client, place: Place): Promise<void>;
  /** Looks before a restore at what it needs besides the backup. @throws Refusal */
  readyToRestore?(place: Place, beside: RestoreBeside): void;
  /** Finishes a restore: keys that lie apart from the backup, and what must not come back. */
  restored?(client: Client, place: Place, beside: RestoreBeside): Promise<void>;
};

/** What a restore may be given besides the backup. */
export type RestoreBeside = {
  /** Folder of a mirror of the clients' keys. */
  clientKeys?: string;
  /** List of destroyed clients, or `none`. */
  destroyed?: string;
};
