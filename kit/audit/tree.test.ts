import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  appendLeaf,
  consistencyProof,
  emptyFrontier,
  emptyRoot,
  frontierRoot,
  inclusionProof,
  leafHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts';

type Probe = { desc: string; file: string; wantErr: boolean; proof: string[] | null };
type Probes = {
  inclusion: (Probe & { leafIdx: number; treeSize: number; root: string; leafHash: string })[];
  consistency: (Probe & { size1: number; size2: number; root1: string; root2: string })[];
};

const path = fileURLToPath(
  new URL('../../../shared/reference/crypto/rfc6962-merkle-probes.json', import.meta.url),
);
const folder = fileURLToPath(new URL('../../../shared/reference/crypto/', import.meta.url));
const absent = !existsSync(folder);
if (absent) console.log('Skipped: the published Merkle probes (../shared/reference/crypto) are not here.');

const b64 = (text: string): Buffer => Buffer.from(text, 'base64');
const leaves = Array.from({ length: 70 }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));

describe.skipIf(absent)('Published Merkle probes', () => {
  test('98 inclusion proofs, right and tampered, are answered as published', () => {
    const { inclusion } = JSON.parse(readFileSync(path, 'utf8')) as Probes;
    const wrong = inclusion.filter((one) => {
      const { leafIdx: index, treeSize: size } = one;
      const proof = (one.proof ?? []).map(b64);
      const right = verifyInclusion({ index, size, leafHash: b64(one.leafHash), proof, root: b64(one.root) });
      return right === one.wantErr;
    });
    expect(wrong).toEqual([]);
    expect(inclusion).toHaveLength(98);
  });

  test('98 consistency proofs, right and tampered, are answered as published', () => {
    const { consistency } = JSON.parse(readFileSync(path, 'utf8')) as Probes;
    const wrong = consistency.filter((one) => {
      const { size1, size2 } = one;
      const proof = (one.proof ?? []).map(b64);
      const right = verifyConsistency({ size1, size2, root1: b64(one.root1), root2: b64(one.root2), proof });
      return right === one.wantErr;
    });
    expect(wrong).toEqual([]);
    expect(consistency).toHaveLength(98);
  });
});

test('the empty tree has the hash of nothing, and one leaf is its own root', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect(emptyRoot().toString('hex')).toBe(empty);
  expect(treeRoot([])).toEqual(emptyRoot());
  expect(frontierRoot(emptyFrontier())).toEqual(emptyRoot());
  expect(treeRoot(leaves.slice(0, 1))).toEqual(leaves[0]);
});

test('nothing is consistent with a tree of no entries', () => {
  const root = emptyRoot();
  expect(verifyConsistency({ size1: 0, root1: root, size2: 0, root2: root, proof: [] })).toBe(false);
  const later = treeRoot(leaves.slice(0, 5));
  expect(verifyConsistency({ size1: 0, root1: root, size2: 5, root2: later, proof: [] })).toBe(false);
  expect(() => consistencyProof(leaves, 0)).toThrow(RangeError);
});

test('a tree grown leaf by leaf has the root of the whole at every size', () => {
  let frontier = emptyFrontier();
  for (let n = 0; n < leaves.length; n += 1) {
    frontier = appendLeaf(frontier, leaves[n]!);
    expect(frontierRoot(frontier)).toEqual(treeRoot(leaves.slice(0, n + 1)));
  }
});

test('every inclusion proof of every tree up to 40 entries holds, and for no other entry, size or root', () => {
  for (let size = 1; size <= 40; size += 1) {
    const some = leaves.slice(0, size);
    const root = treeRoot(some);
    for (let index = 0; index < size; index += 1) {
      const claim = { index, size, leafHash: some[index]!, proof: inclusionProof(some, index), root };
      expect(verifyInclusion(claim)).toBe(true);
      expect(verifyInclusion({ ...claim, leafHash: leaves[size]! })).toBe(false);
      expect(verifyInclusion({ ...claim, index: index + 1 })).toBe(false);
      expect(verifyInclusion({ ...claim, root: leaves[0]!, size: size + 1 })).toBe(false);
      expect(verifyInclusion({ ...claim, proof: [...claim.proof, leaves[0]!] })).toBe(false);
    }
  }
});

test('every consistency proof between trees up to 40 entries holds, and for no other history', () => {
  for (let size2 = 1; size2 <= 40; size2 += 1) {
    const some = leaves.slice(0, size2);
    const root2 = treeRoot(some);
    for (let size1 = 1; size1 <= size2; size1 += 1) {
      const root1 = treeRoot(some.slice(0, size1));
      const claim = { size1, size2, root1, root2, proof: consistencyProof(some, size1) };
      expect(verifyConsistency(claim)).toBe(true);
      expect(verifyConsistency({ ...claim, root1: leaves[69]! })).toBe(false);
      expect(verifyConsistency({ ...claim, root2: leaves[69]! })).toBe(false);
      expect(verifyConsistency({ ...claim, proof: [...claim.proof, leaves[0]!] })).toBe(false);
      expect(verifyConsistency({ ...claim, proof: claim.proof.slice(1) })).toBe(claim.proof.length === 0);
    }
  }
});
