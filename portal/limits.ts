import { createHmac, randomBytes } from 'node:crypto';

const minutes = 10;

/** How often one network may do what, in ten minutes. Enough for a hotel's staff room behind one address. */
export const allowed = { page: 240, send: 12, receipt: 20, pictures: 12, offer: 60 } as const;
export type Act = keyof typeof allowed;

/**
 * Counts acts by network without knowing the network: addresses become HMACs of their /24 or /56 under a key that
 * lives ten minutes in memory. Nothing of it is ever written anywhere.
 */
export class Limits {
  #key = randomBytes(32);
  #since = 0;
  #counts = new Map<string, number>();

  /** Counts one act and says whether it is within its limit. */
  admit(address: string, act: Act, now: Date): boolean {
    if (now.getTime() - this.#since >= minutes * 60_000) {
      this.#key = randomBytes(32);
      this.#since = now.getTime();
      this.#counts.clear();
    }
    const bucket = createHmac('sha256', this.#key)
      .update(`${act} ${networkOf(address)}`)
      .digest('base64');
    const count = (this.#counts.get(bucket) ?? 0) + 1;
    this.#counts.set(bucket, count);
    return count <= allowed[act];
  }
}

/** /24 of an IPv4 address, also one written as IPv6; /56 of an IPv6 address. */
export function networkOf(address: string): string {
  const four = /(?:^|:)(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1];
  if (four !== undefined) return four;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after].map((group) =>
    group.padStart(4, '0'),
  );
  return groups.slice(0, 4).join(':').slice(0, 17);
}
