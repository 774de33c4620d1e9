import type { MeetingHouse } from '../bridge/meeting.ts';
import type { Asking } from '../bridge/wing.ts';
import type { Clock } from '../kit/clock.ts';
import type { Keys } from '../kit/crypto/keys.ts';
import type { RecordKeys } from '../kit/crypto/record-keys.ts';
import type { Press } from '../kit/documents/typst.ts';
import type { FilesHouse } from '../kit/files/handlers.ts';

/** What rooms are built with besides the work of one request: keys, clock, folders, the file store, the press. */
export type House = {
  clock: Clock;
  keys: Keys;
  dataDir: string;
  demo: boolean;
  files: FilesHouse;
  /** What the room of the bridge pairs with. */
  bridge: MeetingHouse;
  /** Asks the other side of a pair something that wants its answer now. */
  ask: Asking;
  /** Sets what is given to a client on paper. */
  press: Press;
  /** A key for each client, outside of the database. */
  clientKeys: RecordKeys;
  /** Does a destruction that two people agreed to. */
  destroyAgreed(clientId: string): Promise<void>;
  /** Destroys the key file of a release that ended. */
  destroyReleaseKeys(releaseId: string): Promise<void>;
};
