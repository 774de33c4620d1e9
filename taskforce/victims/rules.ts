/** The rules of the room of victims, all pure: what other rooms and screens may import of it besides the contract. */
export * from './rules-age.ts';
export * from './rules-contact.ts';
export * from './rules-demeanour.ts';
export * from './rules-names.ts';
export * from './rules-screening.ts';
export * from './rules-status.ts';
