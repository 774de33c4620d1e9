import { z } from 'zod';
import { contract } from '../../provider/contract.ts';

/** A JSON schema, as far as forms use it. */
type Schema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maxLength?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
};

/** Leaves a field out that would be filled otherwise. */
export const LEAVE_OUT = Symbol('leave out');

/** Rooms that hold nothing of a client. */
const APART: Record<string, string> = {
  identity: 'accounts of the provider’s own people',
  jobs: 'no form',
  notices: 'no form',
  files: 'no form',
  audit: 'no form',
  bridge: 'pairing',
  organisations: 'organisations and their administrators',
  directory:
    'what an organisation publishes about its own services: it crosses because it is told to everybody',
  standby: 'notices of the task force and numbers of free places',
};

const schemaOf = (procedure: { '~orpc': { inputSchema?: unknown } }): Schema =>
  z.toJSONSchema(procedure['~orpc'].inputSchema as z.ZodType, {
    io: 'input',
    unrepresentable: 'any',
  }) as Schema;

/** Every form of the provider’s wing that may hold something of a client, by the name of its procedure. */
export const forms: ReadonlyMap<string, Schema> = new Map(
  Object.entries(contract)
    .filter(([room]) => !(room in APART))
    .flatMap(([room, procedures]) =>
      Object.entries(procedures as Record<string, any>)
        .filter(([, procedure]) => procedure['~orpc'].meta.effect === 'write')
        .map(([name, procedure]) => [`${room}.${name}`, schemaOf(procedure)] as const),
    ),
);

const free = (one: Schema): boolean =>
  one.type === 'string' &&
  one.enum === undefined &&
  one.const === undefined &&
  one.format === undefined &&
  one.pattern === undefined;

/** Paths of the fields into which somebody types as they like. */
export function freeFields(node: Schema, path: string): string[] {
  const parts = node.anyOf ?? node.oneOf;
  if (parts) return [...new Set(parts.flatMap((one) => freeFields(one, path)))];
  if (node.properties)
    return Object.entries(node.properties).flatMap(([key, one]) => freeFields(one, `${path}.${key}`));
  if (node.items) return freeFields(node.items, path);
  if (typeof node.additionalProperties === 'object') return freeFields(node.additionalProperties, path);
  return free(node) ? [path] : [];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The part of a union that what is given belongs to. */
function chosen(parts: readonly Schema[], given: unknown): Schema {
  const fits = (one: Schema): boolean =>
    isObject(given) &&
    Object.entries(given).every(([key, value]) => {
      const wanted = one.properties?.[key];
      return wanted !== undefined && (wanted.const === undefined || wanted.const === value);
    });
  return parts.find(fits) ?? parts.find((one) => one.type !== 'null') ?? parts[0]!;
}

/**
 * A form filled in wholly: what is given as it is, a marker into every field where somebody types freely, and the
 * first of the words, the least of the numbers, today for the rest.
 * @param mark gives the marker for the field at a path
 */
export function filled(
  node: Schema,
  given: unknown,
  path: string,
  mark: (path: string, longest: number) => string,
): unknown {
  const parts = node.anyOf ?? node.oneOf;
  if (given === null) return null;
  if (parts) return filled(chosen(parts, given), given, path, mark);
  if (node.properties) return filledObject(node, isObject(given) ? given : {}, path, mark);
  if (Array.isArray(given))
    return node.items ? given.map((one) => filled(node.items!, one, path, mark)) : given;
  if (isObject(given) && typeof node.additionalProperties === 'object')
    return Object.fromEntries(
      Object.entries(given).map(([key, one]) => [
        key,
        filled(node.additionalProperties as Schema, one, path, mark),
      ]),
    );
  if (given !== undefined) return given;
  if (node.items) return [filled(node.items, undefined, path, mark)];
  return free(node) ? mark(path, node.maxLength ?? 200) : plain(node);
}

function filledObject(
  node: Schema,
  given: Record<string, unknown>,
  path: string,
  mark: (path: string, longest: number) => string,
): Record<string, unknown> {
  const entries = Object.entries(node.properties!).flatMap(([key, one]) => {
    if (given[key] === LEAVE_OUT) return [];
    const value = filled(one, given[key], `${path}.${key}`, mark);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** What stands in a field where nobody types freely; undefined for ids and languages that are not given. */
function plain(node: Schema): unknown {
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  if (node.type === 'boolean') return false;
  if (node.type === 'integer') return Math.max(1, node.minimum ?? 1);
  if (node.format === 'date') return new Date().toISOString().slice(0, 10);
  if (node.format === 'date-time') return new Date().toISOString();
  return undefined;
}
