import type { AuthorityKind, PostPlace, PostRole, SectionKind, Technique } from '../vocabulary/operations.ts';
import { refusal, type Refusal } from '../vocabulary/refusals.ts';

type Times = { from: Date | null; until: Date | null };

/** An end comes after its beginning. */
export function againstTimes({ from, until }: Times, field: string): Refusal[] {
  return from !== null && until !== null && until <= from
    ? [refusal('times', field, 'Let it be over after it begins.')]
    : [];
}

/** A point on the map has both of its numbers, or none. */
export function againstPoint({ lat, lon }: { lat: number | null; lon: number | null }): Refusal[] {
  return (lat === null) === (lon === null)
    ? []
    : [refusal('half_a_point', 'lon', 'Give latitude and longitude, or neither.')];
}

/** Who fills a post: an agency or a provider, an account or a name; nobody backs up their own post. */
export function againstRoster(post: {
  id: string | null;
  accountId: string | null;
  personName: string | null;
  agencyId: string | null;
  providerId: string | null;
  role: PostRole;
  placeKind: PostPlace;
  backupPostId: string | null;
}): Refusal[] {
  const found: Refusal[] = [];
  if ((post.agencyId === null) === (post.providerId === null))
    found.push(refusal('post_from', 'agencyId', 'Choose the agency or the provider that fills the post.'));
  if (post.accountId !== null && post.personName !== null)
    found.push(refusal('post_name', 'personName', 'Choose a colleague or write a name, not both.'));
  if (post.accountId !== null && post.providerId !== null)
    found.push(refusal('post_name', 'accountId', 'Colleagues of the task force are not of a provider.'));
  if (post.id !== null && post.backupPostId === post.id)
    found.push(refusal('own_backup', 'backupPostId', 'Choose another post as the back-up.'));
  return found;
}

/** The decision about the media stands with the section of that name. */
export function againstSection(section: { kind: SectionKind; choice: string | null }): Refusal[] {
  return section.choice !== null && section.kind !== 'media'
    ? [refusal('media_choice', 'choice', 'Leave the decision about the media to its own section.')]
    : [];
}

/**
 * A technique rests on an authority of the same plan that lasts until it ends, or says why none is needed.
 * A statement that there is no authority carries no technique.
 * @param authority the one it names; undefined: there is none of that id in this plan
 */
export function againstTechnique(
  use: {
    technique: Technique;
    authorityId: string | null;
    noAuthorityReason: string | null;
    startsAt: Date | null;
    endsAt: Date | null;
    informantReference: string | null;
  },
  authority: { kind: AuthorityKind; expiresAt: Date | null } | undefined,
): Refusal[] {
  const found = againstTimes({ from: use.startsAt, until: use.endsAt }, 'endsAt');
  if ((use.authorityId === null) === (use.noAuthorityReason === null))
    found.push(
      refusal(
        'technique_authority',
        'authorityId',
        'Choose the authority it rests on, or say in at least 20 characters why none is needed.',
      ),
    );
  else if (use.authorityId !== null && (authority === undefined || authority.kind === 'none'))
    found.push(refusal('technique_authority', 'authorityId', 'Choose an authority of this plan.'));
  else if (authority?.expiresAt && use.endsAt !== null && use.endsAt > authority.expiresAt)
    found.push(refusal('technique_too_long', 'endsAt', 'Let it end before the authority for it runs out.'));
  if (use.informantReference !== null && use.technique !== 'informant')
    found.push(
      refusal('informant', 'informantReference', 'A number of the informant file belongs to an informant.'),
    );
  return found;
}
