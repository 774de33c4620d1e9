/** By which channel a person told a provider that stands by. */
export const tellings = ['phone', 'in_person', 'mail', 'other'] as const;
/** What it answered. */
export const answers = ['ready', 'partly', 'cannot'] as const;
