import { generate } from 'otplib';
import type { TaskforceServer } from '../taskforce/server.ts';
import type { Hands, Person } from './hands.ts';
import {
  agencies,
  cast,
  demoPassword,
  installation,
  type AgencyKey,
  type Character,
  type Role,
} from './people.ts';

export type Cast = Record<Role, Person>;

/** Sets the installation up and lets everybody join, each with an invitation and an authenticator. */
export async function joinAll(hands: Hands, server: TaskforceServer): Promise<Cast> {
  // Invitations run out by the clock of the database, so people join now; the stamps are dated back.
  const when = hands.calendar.ago(0);
  const code = (secret: string) => generate({ secret, epoch: Math.floor(when.getTime() / 1000) });
  const owner = cast.administrator;
  const begun = await hands.ask(null, when, 'identity.beginSetUp', { email: owner.email });
  const session = await hands.enter(when, 'identity.setUpOwner', {
    setUpCode: server.setUpCode,
    installationName: installation,
    agencyName: agencies[owner.agency].name,
    agencyShortName: agencies[owner.agency].shortName,
    displayName: owner.name,
    email: owner.email,
    password: demoPassword,
    enrolment: begun.enrolment,
    code: await code(begun.secret),
  });
  const administrator: Person = { ...owner, id: '', agencyId: '', ...session };
  const agencyIds = await addAgencies(hands, administrator, when);
  const join = async (who: Character): Promise<Person> => {
    const agencyId = agencyIds.get(who.agency)!;
    const { accountId, invitation } = await hands.ask(administrator, when, 'identity.invite', {
      displayName: who.name,
      email: who.email,
      agencyId,
      roles: who.roles,
    });
    const opened = await hands.ask(null, when, 'identity.beginInvitation', { invitation });
    const entered = await hands.enter(when, 'identity.acceptInvitation', {
      invitation,
      password: demoPassword,
      enrolment: opened.enrolment,
      code: await code(opened.secret),
    });
    return { ...who, id: accountId, agencyId, ...entered };
  };
  const people: Partial<Cast> = { administrator };
  for (const role of Object.keys(cast) as Role[])
    if (role !== 'administrator') people[role] = await join(cast[role]);
  return people as Cast;
}

async function addAgencies(hands: Hands, administrator: Person, when: Date): Promise<Map<AgencyKey, string>> {
  const { agencies: there } = await hands.ask(administrator, when, 'identity.colleagues');
  const ids = new Map<AgencyKey, string>([[administrator.agency, there[0].id]]);
  for (const key of Object.keys(agencies) as AgencyKey[])
    if (!ids.has(key))
      ids.set(key, (await hands.ask(administrator, when, 'identity.addAgency', agencies[key])).id);
  return ids;
}
