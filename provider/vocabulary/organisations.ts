/** Kinds of provider organisations. */
export const organisationKinds = ['victim_services'] as const;
