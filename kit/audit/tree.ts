/**
 * The Merkle tree of RFC 6962 section 2.1 (restated in RFC 9162): SHA-256, 0x00 before a leaf, 0x01 before a node.
 * With it a short proof shows that an entry is in the log (inclusion) and that a later log still holds the whole
 * earlier one unchanged (consistency). Sizes and indexes are whole numbers up to 2^53 - 1.
 */
import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** Hash of a leaf's content. */
export function leafHash(content: Buffer): Buffer {
  return createHash('sha256').update(LEAF).update(content).digest();
}

/** Hash of an inner node. */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** Root of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Buffer {
  return createHash('sha256').digest();
}

/** The largest power of two below n (n of 2 or more): where RFC 6962 splits n leaves. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Root over leaf hashes. */
export function treeRoot(leaves: readonly Buffer[]): Buffer {
  const first = leaves[0];
  if (!first) return emptyRoot();
  if (leaves.length === 1) return first;
  const k = splitOf(leaves.length);
  return nodeHash(treeRoot(leaves.slice(0, k)), treeRoot(leaves.slice(k)));
}

/**
 * Proof that leaf `index` is in the tree over `leaves` (RFC 6962 section 2.1.1), from the leaf upwards.
 * @throws RangeError when there is no such leaf
 */
export function inclusionProof(leaves: readonly Buffer[], index: number): Buffer[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError('There is no such leaf.');
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  if (index < k) return [...inclusionProof(leaves.slice(0, k), index), treeRoot(leaves.slice(k))];
  return [...inclusionProof(leaves.slice(k), index - k), treeRoot(leaves.slice(0, k))];
}

/**
 * Proof that the tree over the first `size` leaves is the beginning of the tree over all (RFC 6962 section 2.1.2).
 * @throws RangeError unless 1 <= size <= leaves.length
 */
export function consistencyProof(leaves: readonly Buffer[], size: number): Buffer[] {
  if (!Number.isInteger(size) || size < 1 || size > leaves.length)
    throw new RangeError('There is no such size.');
  return subProof(leaves, size, true);
}

function subProof(leaves: readonly Buffer[], size: number, known: boolean): Buffer[] {
  if (size === leaves.length) return known ? [] : [treeRoot(leaves)];
  const k = splitOf(leaves.length);
  if (size <= k) return [...subProof(leaves.slice(0, k), size, known), treeRoot(leaves.slice(k))];
  return [...subProof(leaves.slice(k), size - k, false), treeRoot(leaves.slice(0, k))];
}

const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

/** Checks an inclusion proof (RFC 9162 section 2.1.3.2). False for anything malformed. */
export function verifyInclusion(claim: {
  index: number;
  size: number;
  leafHash: Buffer;
  proof: readonly Buffer[];
  root: Buffer;
}): boolean {
  const { index, size, proof, root } = claim;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (claim.leafHash.length !== 32) return false;
  let fn = index;
  let sn = size - 1;
  let hash = claim.leafHash;
  for (const step of proof) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(step, hash);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash = nodeHash(hash, step);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && hash.equals(root);
}

type ConsistencyClaim = {
  size1: number;
  root1: Buffer;
  size2: number;
  root2: Buffer;
  proof: readonly Buffer[];
};

/**
 * Checks a consistency proof (RFC 9162 section 2.1.4.2). False for anything malformed.
 *
 * Rule for the empty first tree: **nothing is consistent with size 0**, not even another empty tree with the same
 * root. A log's beginning proves nothing about what came after, and a witness that has seen no entry cannot vouch
 * for one; whoever holds no earlier head must take the first head as what it is, a first head.
 */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { size1, root1, size2, root2, proof } = claim;
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2) || size1 < 1 || size1 > size2)
    return false;
  if (size1 === size2) return proof.length === 0 && root1.equals(root2);
  const isPowerOfTwo = splitOf(size1 * 2) === size1;
  const [first, ...rest] = isPowerOfTwo ? [root1, ...proof] : proof;
  if (!first || proof.length === 0) return false;
  return climb(claim, first, rest);
}

function climb(
  { size1, root1, size2, root2 }: ConsistencyClaim,
  first: Buffer,
  rest: readonly Buffer[],
): boolean {
  let fn = size1 - 1;
  let sn = size2 - 1;
  while (isOdd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  let older = first;
  let newer = first;
  for (const step of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      older = nodeHash(step, older);
      newer = nodeHash(step, newer);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      newer = nodeHash(newer, step);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && older.equals(root1) && newer.equals(root2);
}

/**
 * A growing tree in O(log n) memory: the roots of its full subtrees, largest first, one for each 1 in the binary
 * form of `size`.
 */
export type Frontier = { readonly size: number; readonly peaks: readonly Buffer[] };

/** The frontier of the tree without leaves. */
export function emptyFrontier(): Frontier {
  return { size: 0, peaks: [] };
}

/** The frontier with one more leaf hash: O(1) on average, O(log n) at worst. The given one is not changed. */
export function appendLeaf(frontier: Frontier, leaf: Buffer): Frontier {
  const peaks = [...frontier.peaks];
  let hash = leaf;
  for (let n = frontier.size; isOdd(n); n = half(n)) hash = nodeHash(peaks.pop()!, hash);
  peaks.push(hash);
  return { size: frontier.size + 1, peaks };
}

/** Root of a frontier, O(log n). */
export function frontierRoot(frontier: Frontier): Buffer {
  const smallestFirst = frontier.peaks.toReversed();
  const [smallest, ...larger] = smallestFirst;
  return smallest ? larger.reduce((right, left) => nodeHash(left, right), smallest) : emptyRoot();
}
