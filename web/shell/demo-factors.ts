import { useQuery } from '@tanstack/react-query';
import { client } from '../api.ts';
import type { Client } from '../api.ts';

export type DemoFactors = Awaited<ReturnType<Client['identity']['demoFactors']>>;

/**
 * In the demonstration: password and present code of a person, or of the session; asked again before they grow
 * old. Elsewhere nothing is asked, and the server has no answer.
 */
export function useDemoFactors(wanted: boolean, email?: string): DemoFactors | undefined {
  const { data } = useQuery({
    queryKey: ['demo-factors', email ?? null],
    queryFn: () => client.identity.demoFactors(email === undefined ? {} : { email }),
    enabled: wanted,
    refetchInterval: 10_000,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return wanted ? data : undefined;
}
