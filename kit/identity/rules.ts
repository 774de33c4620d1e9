/** Rules of signing in: figures from CJIS Security Policy 5.9.5 (AC-7, AC-11, IA-5) and NIST SP 800-63B, stricter where cheap. */
export const limits = {
  /** AC-7: five failures within fifteen minutes lock the name for fifteen minutes. */
  failures: 5,
  failureMinutes: 15,
  sessionHours: 12,
  idleMinutes: 15,
  stepUpMinutes: 10,
  invitationDays: 7,
  passwordMin: 15,
  passwordMax: 256,
  recoveryCodes: 10,
} as const;

/** When a name that failed at these times may be tried again; null when it may be tried now. */
export function lockedUntil(failuresNewestFirst: Date[], now: Date): Date | null {
  const window = limits.failureMinutes * 60_000;
  const recent = failuresNewestFirst.filter((at) => now.getTime() - at.getTime() < window);
  const newest = recent[0];
  if (recent.length < limits.failures || !newest) return null;
  return new Date(newest.getTime() + window);
}

const common = [
  'password',
  'passwort',
  'letmein',
  'welcome',
  'qwerty',
  '123456',
  'abc123',
  'iloveyou',
  'concert',
  'trafficking',
  'taskforce',
];

/**
 * Why a password cannot be used, or null. Length 15 to 256 code points, any character, no rules of composition
 * (NIST SP 800-63B-4); refused when it is little more than a common word, the name or the e-mail address.
 */
export function passwordProblem(
  password: string,
  about: { email: string; displayName: string },
): { problem: string; remedy: string } | null {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < limits.passwordMin)
    return {
      problem: 'too_short',
      remedy: `Use at least ${limits.passwordMin} characters; four or five words do well.`,
    };
  if (length > limits.passwordMax)
    return { problem: 'too_long', remedy: `Use at most ${limits.passwordMax} characters.` };
  let rest = text.toLowerCase();
  const known = [
    ...common,
    ...about.email.toLowerCase().split(/[@.]/),
    ...about.displayName.toLowerCase().split(/\s+/),
  ].filter((w) => w.length > 2);
  for (const word of known) rest = rest.replaceAll(word, '');
  if (new Set(rest).size < 5)
    return {
      problem: 'too_easy',
      remedy: 'Choose something that does not consist of your name, common words or one repeated character.',
    };
  return null;
}
