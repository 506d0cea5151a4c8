// The anchors' Merkle tree, written from its description and not from the code under test.
import { blake2AsU8a } from '@polkadot/util-crypto';
import { u8aConcat, u8aToHex } from '@polkadot/util';

const hash = (...parts) => blake2AsU8a(u8aConcat(...parts), 256);

function number(index) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, index, true);
  return bytes;
}

function levels(payloads) {
  const all = [payloads.map((payload, index) => hash([0], number(index), payload))];
  while (all.at(-1).length > 1) {
    const below = all.at(-1);
    const above = [];
    for (let i = 0; i < below.length; i += 2) above.push(i + 1 < below.length ? hash(below[i], below[i + 1]) : below[i]);
    all.push(above);
  }
  return all;
}

/** Root over the payloads of the leaves, as hex. */
export const root = (payloads) => u8aToHex(levels(payloads).at(-1)[0]);

/** Hashes that lead from leaf `index` to the root, as hex. */
export function proof(payloads, index) {
  const path = [];
  let at = index;
  for (const level of levels(payloads).slice(0, -1)) {
    const sibling = at ^ 1;
    if (sibling < level.length) path.push(u8aToHex(level[sibling]));
    at >>= 1;
  }
  return path;
}
