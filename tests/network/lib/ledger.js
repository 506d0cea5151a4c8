// What clients were told is finalised, written down when they were told, and compared afterwards byte for byte.
import assert from 'node:assert/strict';
import { blake2AsHex } from '../../e2e/lib/packages.js';

export class Ledger {
  /** Block number -> what a node said about it: hash, and header and extrinsics as text. */
  blocks = new Map();
  /** Hash of a transaction -> number of the finalised block that holds it. */
  transactions = new Map();
  last = -1;

  /** Write down every block that `node` says is final. */
  async record(node) {
    const end = await node.finalised();
    for (let number = this.last + 1; number <= end; number += 1) {
      const entry = await read(node, number);
      if (this.last >= number) continue; // Another caller was faster.
      this.blocks.set(number, entry);
      for (const extrinsic of JSON.parse(entry.block).extrinsics) this.transactions.set(blake2AsHex(extrinsic), number);
      this.last = number;
    }
    return this.last;
  }

  /** Go on recording from whichever node answers, until `stop`. */
  follow(nodes) {
    let busy = false;
    this.timer = setInterval(async () => {
      if (busy) return;
      busy = true;
      for (const node of nodes()) {
        try {
          await this.record(node);
          break;
        } catch {
          // That node is down; the next one is asked.
        }
      }
      busy = false;
    }, 1_000);
  }

  stop() {
    clearInterval(this.timer);
  }

  /** Every block that was acknowledged as final is on this node, with the same bytes. Gives back how many there are. */
  async verify(node) {
    const acknowledged = [...this.blocks];
    for (const [number, entry] of acknowledged) {
      const now = await read(node, number);
      assert.equal(now.hash, entry.hash, `${node.name}: block ${number} was final with another hash`);
      assert.equal(now.block, entry.block, `${node.name}: block ${number} was final with other bytes`);
    }
    return acknowledged.length;
  }
}

async function read(node, number) {
  const hash = await node.hash(number);
  const { block } = await node.rpc('chain_getBlock', hash);
  return { hash, block: JSON.stringify({ header: block.header, extrinsics: block.extrinsics }) };
}
