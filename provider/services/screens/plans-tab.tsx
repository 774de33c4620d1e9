import { Stack } from '../../../web/ui/index.ts';
import type { Client } from '../../clients/screens/shared.ts';
import { GoalsCard } from './goals.tsx';
import { SafetyCard } from './safety.tsx';

/** What the client wants to reach, and how they stay safe. */
export function PlansTab({ client }: { client: Client }) {
  return (
    <Stack>
      <SafetyCard client={client} />
      <GoalsCard client={client} />
    </Stack>
  );
}
