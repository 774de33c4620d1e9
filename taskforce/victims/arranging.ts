/** Arranging victims for tests, through the procedures, in a few words. */
import type { Person, TestHouse } from '../testing.ts';

const unknown = {
  type: 'undetermined',
  ageGroup: 'unknown',
  ageAtFacts: 'unknown',
  yearsAtFacts: null,
  foreignNational: 'unknown',
  languages: [],
  interpreter: 'unknown',
  handling: [],
};

/** A victim recorded by a person; `more` are fields of what is known. */
export async function arrangeVictim(
  house: TestHouse,
  by: Person,
  caseId: string,
  more: Record<string, unknown> = {},
): Promise<{ id: string; codeName: string }> {
  const answer = await house.call(by, 'victims.add', {
    caseId,
    known: { codeName: null, ...unknown, ...more },
  });
  if (answer.status !== 200) throw new Error(`no victim: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Decides the status of a victim step by step. */
export async function arrangeStatus(
  house: TestHouse,
  by: Person,
  id: string,
  ...steps: ('indicators' | 'likely' | 'confirmed')[]
): Promise<void> {
  for (const to of steps) {
    const { version } = (await house.call(by, 'victims.read', { id })).body;
    const answer = await house.call(by, 'victims.decide', {
      id,
      version,
      to,
      decidedOn: '2026-01-10',
      basis: ['documents'],
      confirmedBy: to === 'confirmed' ? 'law_enforcement' : null,
    });
    if (answer.status !== 200) throw new Error(`no decision: ${JSON.stringify(answer.body)}`);
  }
}
