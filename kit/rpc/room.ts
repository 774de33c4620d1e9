import type { KeyObject } from 'node:crypto';
import { implement, ORPCError, ValidationError } from '@orpc/server';
import type {
  AnyContractRouter,
  ContractProcedure,
  InferSchemaInput,
  InferSchemaOutput,
} from '@orpc/contract';
import type { Actor, Door, Work } from '../database/door.ts';
import { Problem } from '../problems.ts';
import { fieldsOfIssues } from './issues.ts';
import type { Meta } from './contract.ts';
import { withReceipt } from './receipts.ts';
import { spokenAnswer, spokenField, type Speech } from './speech.ts';

/** A visit: one request, before anybody is signed in. */
export type Visit = {
  actor: Actor;
  now: Date;
  /** Address bucket for limits only; never stored. */
  bucket: string;
  /** Gives the browser a session secret, or takes it away. */
  keep(secret: string | null): void;
};

/** What the server hands to every procedure. */
export type Context<Tables> = {
  door: Door<Tables>;
  visit: Visit;
  idempotencyKey: string | undefined;
  /** Under which inputs are hashed for receipts. */
  receiptKey: KeyObject;
  stepUpSeconds: number;
  /** In which language refusals are said: `en`, or one that has a catalogue. */
  language: string;
};

type Flat = Record<string, AnyContractRouter>;
type In<P> =
  P extends ContractProcedure<infer I, infer _O, infer _E, infer _M> ? InferSchemaOutput<I> : never;
type Out<P> =
  P extends ContractProcedure<infer _I, infer O, infer _E, infer _M> ? InferSchemaInput<O> : never;

/** Handlers of a room: one function a procedure. Open procedures get no work (undefined) and use the visit. */
export type Handlers<Tables, C extends Flat> = {
  [K in keyof C]: (work: Work<Tables>, input: In<C[K]>, visit: Visit) => Promise<Out<C[K]>>;
};

/** Joins a contract with its handlers into a router. Permission, step-up, transaction and receipts are done here. */
export function room<Tables, C extends Flat>(
  contract: C,
  handlers: Handlers<Tables, C>,
): Record<keyof C, never> {
  const builder = implement(contract).$context<Context<Tables>>() as unknown as Record<
    string,
    ProcedureBuilder<Tables>
  >;
  const made: Record<string, unknown> = {};
  for (const [name, handle] of Object.entries(handlers) as [string, AnyHandler<Tables>][]) {
    const meta = (contract[name] as unknown as { '~orpc': { meta: Meta } })['~orpc'].meta;
    made[name] = builder[name]!.handler(({ input, context, path }) =>
      perform(meta, path.join('.'), handle, input, context),
    );
  }
  return made as Record<keyof C, never>;
}

type AnyHandler<Tables> = (work: Work<Tables>, input: unknown, visit: Visit) => Promise<unknown>;
type ProcedureBuilder<Tables> = {
  handler(
    act: (options: { input: unknown; context: Context<Tables>; path: readonly string[] }) => Promise<unknown>,
  ): unknown;
};

async function perform<Tables>(
  meta: Meta,
  name: string,
  handle: AnyHandler<Tables>,
  input: unknown,
  context: Context<Tables>,
) {
  const { door, visit } = context;
  if (meta.open) return handle(undefined as unknown as Work<Tables>, input, visit);
  const key = meta.effect === 'write' && !meta.secret ? context.idempotencyKey : undefined;
  const once = key === undefined ? undefined : { key, secret: context.receiptKey };
  const act = () =>
    door.as(visit.actor, meta.effect, async (work) => {
      permit(meta, work, context.stepUpSeconds);
      return once === undefined
        ? handle(work, input, visit)
        : withReceipt(work, once, name, input, () => handle(work, input, visit));
    });
  try {
    return await act();
  } catch (error) {
    // The same write sent twice at once: the second finds the receipt of the first.
    if (once !== undefined && error instanceof Problem && error.code === 'already_done') return act();
    throw error;
  }
}

function permit<Tables>(meta: Meta, work: Work<Tables>, stepUpSeconds: number): void {
  if (meta.permission !== undefined && !work.can(meta.permission)) throw new Problem('not_permitted');
  if (meta.stepUp) mustHaveSteppedUp(work, stepUpSeconds);
}

/**
 * For what asks for both factors only at some records. A job acts for a person who showed them when it was asked for.
 * @throws Problem step_up_needed
 */
export function mustHaveSteppedUp<Tables>(work: Work<Tables>, seconds = 600): void {
  if (work.session.kind === 'job') return;
  const since = work.session.steppedUpAt?.getTime() ?? 0;
  if (work.now.getTime() - since > seconds * 1000) throw new Problem('step_up_needed');
}

/**
 * A problem as oRPC sends it, in the reader's language. Anything unknown becomes `internal` without a word of what it
 * was.
 */
export function asRpcError(error: unknown, speech: Speech, language: string): ORPCError<string, unknown> {
  const known = asProblem(error);
  const fields =
    known.fields.length > 0
      ? known.fields
      : [{ path: 'request', problem: known.code, remedy: known.message }];
  return new ORPCError(known.code, {
    status: known.status,
    message: speech.say(known.message, language)?.text ?? known.message,
    data: {
      ...(spokenAnswer(known.data ?? {}, speech, language) as Record<string, unknown>),
      fields: fields.map((field) => spokenField(field, speech, language)),
    },
    defined: false,
    cause: error,
  });
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ValidationError)
    return new Problem('bad_input', { fields: fieldsOfIssues(error.issues) });
  if (error instanceof ORPCError) {
    if (error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') return asProblem(error.cause);
    if (error.status === 404) return new Problem('missing');
    if (error.status === 413) return new Problem('too_large');
    if (error.status < 500)
      return new Problem('bad_input', {
        fields: [
          {
            path: 'body',
            problem: 'unreadable',
            remedy: 'Send a JSON object as the API reference describes.',
          },
        ],
      });
  }
  return new Problem('internal');
}
