import { expect } from 'vitest';
import type { Person, TestHouse } from '../testing.ts';

/** Asks for what must work. */
export const asker =
  (house: Pick<TestHouse, 'call'>) => async (who: Person, procedure: string, input: unknown) => {
    const answer = await house.call(who, procedure, input);
    expect(answer.status, `${procedure}: ${JSON.stringify(answer.body)}`).toBe(200);
    return answer.body;
  };

/** Opens a case of the person's agency. @returns its id */
export async function openCase(house: TestHouse, who: Person): Promise<string> {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.cases (number, title, type, origin_route, origin_mode, lead_agency_id, opened_on, created_by)
     select '2031-' || lpad((count(*) + 1)::text, 4, '0'), 'Copper kettle', 'labor', 'street_contact', 'reactive', $1, '2026-01-05', $2
     from taskforce.cases returning id`,
    [who.agencyId, who.id],
  );
  return rows[0]!.id;
}

/** A provider that is reached by phone or by a one-time link. @returns its id */
export async function provider(
  house: TestHouse,
  name: string,
  services: string[] = ['shelter'],
): Promise<string> {
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into taskforce.providers (name, duty_phone) values ($1, '555-0150') returning id`,
    [name],
  );
  await house.owner.query(
    `insert into taskforce.resources (provider_id, name, services, serves, languages, hours, confirmed_on)
     values ($1, $2, $3, '{women}', '{es}', 'always', current_date)`,
    [rows[0]!.id, `${name} service`, services],
  );
  return rows[0]!.id;
}

/** What a referral says, ready to be offered. */
export const ready = (caseId: string, more: object = {}) => ({
  caseId,
  alias: 'Juniper',
  language: 'es',
  age: 'adult',
  serves: 'women',
  needs: ['shelter'],
  urgency: 'today',
  safetyWarnings: 'Do not call after six',
  contactHow: 'Through the duty officer, 555-0142',
  agreedOn: '2026-03-02',
  outsideRule: 'The protocol has no rule for this county yet.',
  ...more,
});
