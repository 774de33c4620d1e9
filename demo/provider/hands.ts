import { generate } from 'otplib';
import type { ProviderServer } from '../../provider/server.ts';
import {
  organisations,
  providerCast,
  providerDemoPassword,
  providerInstallation,
  type ProviderCharacter,
  type ProviderPart,
} from './people.ts';

/** Somebody of the provider's demo world who is signed in. */
export type ProviderPerson = ProviderCharacter & { agencyId: string; secret: string };
export type ProviderCast = Record<ProviderPart, ProviderPerson>;

type Answer = { body: any; secret: string };

/**
 * Asks a procedure of the provider's server as a person, without a network.
 * @throws Error naming the procedure when the world asks for what the rules refuse
 */
export async function askProvider(
  server: ProviderServer,
  who: ProviderPerson | null,
  procedure: string,
  input: unknown = {},
): Promise<Answer> {
  const response = await server.app.inject({
    method: 'POST',
    url: `/api/${procedure.replace('.', '/')}`,
    headers: {
      'content-type': 'application/json',
      ...(who ? { authorization: `Bearer ${who.secret}` } : {}),
    },
    payload: JSON.stringify(input),
  });
  if (response.statusCode >= 400)
    throw new Error(
      `The demo world asked ${procedure} and was refused (${response.statusCode}): ${response.body}`,
    );
  const secret = response.cookies[0]?.value ?? '';
  return { body: response.body === '' ? undefined : JSON.parse(response.body), secret };
}

const codeOf = (secret: string) => generate({ secret });

/** Sets the wing up, opens the second organisation and lets everybody join, each with an invitation. */
export async function joinProvider(server: ProviderServer): Promise<ProviderCast> {
  const administrator = await setUp(server);
  const { body } = await askProvider(server, administrator, 'organisations.open', {
    ...organisations.juniper,
    administratorName: providerCast.otherAdministrator.name,
    administratorEmail: providerCast.otherAdministrator.email,
  });
  const other = await accept(server, providerCast.otherAdministrator, body.invitation);
  const heads = { harbor: administrator, juniper: other };
  const people: Partial<ProviderCast> = { administrator, otherAdministrator: other };
  for (const part of Object.keys(providerCast) as ProviderPart[]) {
    if (people[part]) continue;
    const who = providerCast[part];
    const head = heads[who.organisation];
    const invited = await askProvider(server, head, 'identity.invite', {
      displayName: who.name,
      email: who.email,
      agencyId: head.agencyId,
      roles: who.roles,
    });
    people[part] = await accept(server, who, invited.body.invitation);
  }
  return people as ProviderCast;
}

async function setUp(server: ProviderServer): Promise<ProviderPerson> {
  const owner = providerCast.administrator;
  const begun = await askProvider(server, null, 'identity.beginSetUp', { email: owner.email });
  const entered = await askProvider(server, null, 'identity.setUpOwner', {
    setUpCode: server.setUpCode,
    installationName: providerInstallation,
    agencyName: organisations.harbor.name,
    agencyShortName: organisations.harbor.shortName,
    displayName: owner.name,
    email: owner.email,
    password: providerDemoPassword,
    enrolment: begun.body.enrolment,
    code: await codeOf(begun.body.secret),
  });
  return settled(server, owner, entered.secret);
}

async function accept(
  server: ProviderServer,
  who: ProviderCharacter,
  invitation: string,
): Promise<ProviderPerson> {
  const opened = await askProvider(server, null, 'identity.beginInvitation', { invitation });
  const entered = await askProvider(server, null, 'identity.acceptInvitation', {
    invitation,
    password: providerDemoPassword,
    enrolment: opened.body.enrolment,
    code: await codeOf(opened.body.secret),
  });
  return settled(server, who, entered.secret);
}

async function settled(
  server: ProviderServer,
  who: ProviderCharacter,
  secret: string,
): Promise<ProviderPerson> {
  const person = { ...who, agencyId: '', secret };
  const { body } = await askProvider(server, person, 'identity.me');
  return { ...person, agencyId: body.account.agency.id };
}
