/** A backup or restore that cannot be done; `message` is the sentence, `remedy` what to do about it. */
export class BackupProblem extends Error {
  readonly remedy: string;

  constructor(sentence: string, remedy: string) {
    super(sentence);
    this.name = 'BackupProblem';
    this.remedy = remedy;
  }
}
