import type { PoolConfig } from 'pg';
import { Refusal } from './command.ts';

type Where = { at: string; host: string; user: string; database: string };
type Cause = {
  codes: string[];
  words?: RegExp;
  sentence: (where: Where) => string;
  remedy: (where: Where) => string;
};

/** SQLSTATE and system codes, or words of an error without a code, and what they mean for DATABASE_URL. */
const causes: Cause[] = [
  {
    codes: ['ECONNREFUSED', 'ENOENT', 'EHOSTUNREACH', 'ENETUNREACH'],
    sentence: ({ at }) => `No database server answers at ${at}.`,
    remedy: () => 'Start it, or correct the host and port in DATABASE_URL.',
  },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN'],
    sentence: ({ host }) => `The host ${host} of DATABASE_URL is not known.`,
    remedy: () => 'Correct the host, or the name service.',
  },
  {
    codes: ['ETIMEDOUT', 'ECONNRESET'],
    words: /timeout|terminated unexpectedly/i,
    sentence: ({ at }) => `What listens at ${at} does not answer like a database server.`,
    remedy: () => 'Check the host, the port and the firewall.',
  },
  {
    codes: ['28P01', '28000'],
    words: /password must be a string|SASL/,
    sentence: ({ at, user }) => `The database server at ${at} does not let the user ${user} in.`,
    remedy: () => "Correct the user and password in DATABASE_URL, or the server's pg_hba.conf.",
  },
  {
    codes: ['3D000'],
    sentence: ({ at, database }) => `There is no database ${database} at ${at}.`,
    remedy: ({ user, database }) => `Create it: createdb -O ${user} ${database}`,
  },
  {
    codes: ['42501'],
    sentence: ({ user, database }) => `The user ${user} may not connect to the database ${database}.`,
    remedy: ({ user, database }) => `As its owner: grant connect on database ${database} to ${user}`,
  },
  {
    codes: ['53300'],
    sentence: ({ at }) => `The database server at ${at} has no connection left.`,
    remedy: () => 'Raise its max_connections, or end other programs that use it.',
  },
  {
    codes: ['57P03'],
    sentence: ({ at }) => `The database server at ${at} is just starting or stopping.`,
    remedy: () => 'Try again in a moment.',
  },
  {
    codes: [],
    words: /SSL|certificate/i,
    sentence: ({ at }) => `No agreement on encryption with the database server at ${at}.`,
    remedy: () => 'Set sslmode in DATABASE_URL to what the server offers.',
  },
];

/** Why a connection could not be made, for the operator; never with the password. Undefined: not known. */
export function connectionRefusal(
  error: unknown,
  connection: PoolConfig,
  variable = 'DATABASE_URL',
): Refusal | undefined {
  const { code, message } = error as { code?: string; message?: string };
  const cause = causes.find(({ codes, words }) =>
    code === undefined ? words?.test(message ?? '') : codes.includes(code),
  );
  if (cause === undefined) return undefined;
  const { host = '', port = 5432, user = '', database = '' } = connection;
  const where = { at: `${host}:${port}`, host, user, database };
  const named = (sentence: string) => sentence.replaceAll('DATABASE_URL', variable);
  return new Refusal(named(cause.sentence(where)), named(cause.remedy(where)));
}
