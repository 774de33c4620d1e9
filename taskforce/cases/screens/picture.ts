import type { Translate } from '../../../web/words/index.ts';
import type { CaseRow } from '../contract-cases.ts';

/** The phase picture of a case in words: the text beside the bar, for everybody who does not see it. */
export function pictureInWords(t: Translate, picture: CaseRow['picture']): string {
  return t('cases.picture', {
    pre: picture.pre_operational,
    during: picture.operational,
    post: picture.post_operational,
    closed: picture.closed,
  });
}
