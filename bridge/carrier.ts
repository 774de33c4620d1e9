import type { Carrier } from './bridge.ts';
import { LARGEST_CALL } from './calls.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.+\.localhost)$/;

/** Whether we call an address: over https, or on this very machine; without anything besides host and path. */
export function mayCall(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  if (username + password + search + hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/**
 * The address as it is called: a name under `localhost` is this machine (RFC 6761), whether or not its resolver, other
 * than browsers, knows that.
 */
export function reached(address: string): string {
  const url = new URL(address);
  if (url.protocol === 'http:' && url.hostname.endsWith('.localhost')) url.hostname = '127.0.0.1';
  return url.href.replace(/\/+$/, '');
}

/** How long a call may take at most, in seconds; a call that waits hangs on for 20 to 25 of them. */
const LONGEST_CALL = 35;

/**
 * Carries calls over HTTP. No redirect is followed, no cookie goes along, and no answer larger than a call is read.
 * @param signal ends the calls under way
 * @returns a carrier that throws when the other side cannot be reached or does not answer as a bridge does
 */
export const carryOver =
  (signal?: AbortSignal): Carrier =>
  async (address, path, body) => {
    if (!mayCall(address)) throw new TypeError('The address is not one that may be called.');
    const limit = AbortSignal.timeout(LONGEST_CALL * 1000);
    const response = await fetch(reached(address) + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      throw new Error(`the other side answered with status ${response.status}`);
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body) {
      size += part.length;
      if (size > LARGEST_CALL) throw new Error('the answer is larger than a call may be');
      parts.push(part);
    }
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  };
