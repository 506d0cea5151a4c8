// What the relay chain does with our blocks, and what a client sees of it.
import assert from 'node:assert/strict';
import { alice, bob, stranger, UNIT } from '../../e2e/lib/accounts.js';
import { connect, errorName, free } from '../../e2e/lib/chain.js';
import { hex } from '../lib/hex.js';
import { measured, PARA, progress } from '../lib/network.js';

/** Hashes of the blocks from `start` to `end`, as a node knows them. */
export const hashes = async (node, start, end) => {
  const found = [];
  for (let number = start; number <= end; number += 1) found.push(await node.hash(number));
  return found;
};

export default function chain(step, network) {
  step('backs, includes and finalises the blocks of the parachain', async () => {
    const [first, second] = network.collators;
    await network.wait('the parachain finalises block 3', async () => (await first.finalised()) >= 3, 600);
    const start = await first.finalised();
    await network.wait('ten more blocks are finalised', async () => (await first.finalised()) >= start + 10, 400);
    const end = await first.finalised();
    const relayEnd = await network.scan();
    const blocks = await hashes(first, 1, end);
    blocks.forEach((hash, index) => {
      const candidate = network.candidates.get(hash);
      assert.ok(candidate?.backed, `block ${index + 1} ${hash} was finalised without having been backed`);
      assert.ok(candidate.included > candidate.backed && candidate.included <= relayEnd, `block ${index + 1} ${hash} was finalised without having been included`);
    });
    const same = Math.min(end, await second.finalised());
    assert.deepEqual(await hashes(second, 1, same), blocks.slice(0, same));
    const timedOut = [...network.candidates.values()].filter((candidate) => candidate.timedOut).length;
    const pace = network.measure(start, end);
    if (pace) measured(`quiet network, ${pace.blocks} blocks: one every ${pace.interval.toFixed(1)} s; final ${pace.median.toFixed(1)} s after it was first seen (median; ${pace.worst.toFixed(1)} s at worst)`);
    progress(`parachain ${PARA}: ${blocks.length} blocks backed, included and finalised; ${timedOut} candidates timed out`);
  });

  step('builds each block before its parent is included: async backing', async () => {
    const [first] = network.collators;
    await network.scan();
    const end = await first.finalised();
    let ahead = 0;
    let read = 0;
    for (let number = Math.max(2, end - 15); number <= end; number += 1) {
      const [parent, block] = [await first.hash(number - 1), await first.hash(number)];
      const [before, after] = [network.candidates.get(parent), network.candidates.get(block)];
      if (!before?.included || !after?.backed) continue;
      read += 1;
      // Backed in the relay block that included its parent: it was built while its parent was still waiting.
      if (after.backed <= before.included) ahead += 1;
    }
    assert.ok(read >= 5, `only ${read} blocks could be judged`);
    measured(`async backing: ${ahead} of ${read} blocks were backed no later than their parent was included`);
    assert.ok(ahead * 2 > read, `only ${ahead} of ${read} blocks were built ahead of inclusion`);
  });

  step('both collators author blocks', async () => {
    const [first] = network.collators;
    const wanted = [hex(alice), hex(bob)];
    const seen = new Map();
    let read = 0;
    await network.wait('finalised blocks of both collators', async () => {
      for (const end = await first.finalised(); read < end; read += 1) {
        const author = await network.author(first, read + 1);
        seen.set(author, (seen.get(author) ?? 0) + 1);
      }
      return wanted.every((key) => seen.has(key));
    }, 600);
    assert.equal(seen.size, 2);
    progress(`blocks by author: ${wanted.map((key, index) => `${['alice', 'bob'][index]}: ${seen.get(key)}`).join(', ')}`);
  });

  step('a signed transaction is followed from the pool to finality', async () => {
    // Sent to one collator, looked for on the other: it must have travelled in blocks, not in memory.
    const [first, second] = network.collators;
    const [api, other] = [await connect(first), await connect(second)];
    try {
      const to = stranger();
      const stages = [];
      const sent = Date.now();
      const { block, error } = await new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error(`not finalised within 600 s; it went: ${stages.join(', ')}`)), 600_000);
        const finish = (how, value) => {
          clearTimeout(timer);
          how(value);
        };
        api.tx.balances.transferKeepAlive(to.address, UNIT).signAndSend(alice, { nonce: -1 }, ({ status, dispatchError }) => {
          stages.push(status.type);
          progress(`transaction: ${status.type} after ${((Date.now() - sent) / 1000).toFixed(1)} s`);
          if (status.isFinalized) {
            finish(done, { block: status.asFinalized.toHex(), error: dispatchError ? errorName(api, dispatchError) : null });
          } else if (status.isInvalid || status.isDropped || status.isUsurped || status.isFinalityTimeout) {
            finish(fail, new Error(`the transaction became ${status.type}`));
          }
        }).catch((reason) => finish(fail, reason));
      });
      assert.equal(error, null);
      assert.equal(stages[0], 'Ready');
      assert.ok(stages.indexOf('InBlock') > 0 && stages.indexOf('InBlock') < stages.indexOf('Finalized'), stages.join(', '));
      const number = (await api.rpc.chain.getHeader(block)).number.toNumber();
      await network.wait('the relay chain\'s record of that block', async () => {
        await network.scan();
        return network.candidates.get(block)?.included;
      }, 120);
      await network.wait('the other collator finalises that block', async () => (await second.finalised()) >= number, 120);
      assert.equal(await second.hash(number), block);
      assert.equal(await free(other, to), UNIT);
    } finally {
      await api.disconnect();
      await other.disconnect();
    }
  });
}
