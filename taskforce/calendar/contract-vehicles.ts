import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';
import * as parts from '../cases/contract-parts.ts';
import { vehicleKinds } from './rules-vehicles.ts';

const fields = {
  name: parts.line(80),
  kind: z.enum(vehicleKinds),
  agencyId: z.uuid(),
  seats: z.number().int().min(1).max(200).nullable().default(null),
  note: parts.prose(500).default('').describe('What one should know to use it; no plate'),
};

export const Vehicle = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(vehicleKinds),
  agency: parts.Agency,
  seats: z.number().int().nullable(),
  note: z.string(),
  endedOn: parts.day.nullable(),
  version: parts.version,
});
export type Vehicle = z.infer<typeof Vehicle>;

/** Vehicles, rooms and equipment that operations share. */
export const vehiclesContract = {
  list: procedure(
    { permission: 'vehicles.read', effect: 'read' },
    'Vehicles, rooms and equipment that are shared',
  )
    .input(z.object({ ended: z.boolean().default(false) }))
    .output(z.object({ rows: z.array(Vehicle) })),
  add: procedure({ permission: 'vehicles.keep', effect: 'write' }, 'Enter a vehicle, a room or equipment')
    .input(z.object(fields))
    .output(parts.made),
  change: procedure(
    { permission: 'vehicles.keep', effect: 'write' },
    'Change a vehicle, a room or equipment, or take it out of service',
  )
    .input(
      z.object({
        id: z.uuid(),
        version: parts.version,
        ...fields,
        endedOn: parts.day.nullable().default(null),
      }),
    )
    .output(z.object({ version: parts.version })),
};
