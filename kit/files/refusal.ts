/** What the file store throws. No message holds a file's name or content: names are what a person typed. */

/** One field of a form, what is wrong with it and what to do about it. */
export type RefusedField = { readonly path: string; readonly problem: string; readonly remedy: string };

export type RefusalReason =
  'empty' | 'tooLarge' | 'interrupted' | 'kind' | 'misnamed' | 'archive' | 'damaged';

/** The file offered is not accepted; nothing of it was kept. */
export class FileRefused extends Error {
  readonly code = 'fileRefused';
  readonly reason: RefusalReason;
  readonly fields: readonly RefusedField[];
  constructor(reason: RefusalReason, problem: string, remedy: string) {
    super(`${problem} ${remedy}`);
    this.name = 'FileRefused';
    this.reason = reason;
    this.fields = [{ path: 'file', problem, remedy }];
  }
}

/** The disk is full or failing; nothing of the file was kept, and everything kept before is still there. */
export class StoreFailure extends Error {
  readonly code: 'diskFull' | 'diskFailed';
  readonly remedy: string;
  constructor(cause: unknown) {
    const full = hasCode(cause, 'ENOSPC', 'EDQUOT');
    const remedy = full
      ? 'Free space on the disk that holds the file store, then send the file again.'
      : 'Look at the disk and the permissions of the file store, then send the file again.';
    super(`${full ? 'The disk is full' : 'The disk refused the file'}; nothing was stored. ${remedy}`, {
      cause,
    });
    this.name = 'StoreFailure';
    this.code = full ? 'diskFull' : 'diskFailed';
    this.remedy = remedy;
  }
}

/** The store has no file of that hash. */
export class FileMissing extends Error {
  readonly code = 'fileMissing';
  constructor() {
    super('The file store does not hold this file. Restore it from the backup.');
    this.name = 'FileMissing';
  }
}

/** What the store holds under a hash has another hash: it was altered or the disk lost bits. */
export class FileDamaged extends Error {
  readonly code = 'fileDamaged';
  constructor() {
    super('This file was altered or damaged on disk. Restore it from the backup.');
    this.name = 'FileDamaged';
  }
}

/** Whether a thrown value is a system error with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
