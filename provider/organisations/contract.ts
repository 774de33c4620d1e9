import { z } from 'zod';
import { procedure } from '../../kit/rpc/contract.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

export const organisationsContract = {
  open: procedure(
    { effect: 'write', permission: 'organisations.open', stepUp: true, secret: true },
    'Add a provider organisation and invite its first administrator; the code is shown once',
  )
    .input(
      z.object({
        name: text(200),
        shortName: text(40),
        administratorName: text(120),
        administratorEmail: z.email().max(254),
      }),
    )
    .output(z.object({ accountId: z.uuid(), invitation: z.string(), expiresAt: z.iso.datetime() })),
};
