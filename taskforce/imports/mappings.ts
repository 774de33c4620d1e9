import { readMapping } from '../../kit/imports/mapping.ts';
import type { Mapping } from '../../kit/imports/mapping.ts';
import cookCounty from './mappings/cook-county-felony-2019.json' with { type: 'json' };

/** Mappings that ship with the product, checked when they are loaded. */
export const shippedMappings: readonly Mapping[] = [cookCounty].map(readMapping);

/** The shipped mapping for a system; undefined when there is none. */
export function shippedMapping(system: string): Mapping | undefined {
  return shippedMappings.find((mapping) => mapping.system === system);
}
