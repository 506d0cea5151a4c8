// Our parachain on a real relay chain: collators take turns, the relay chain backs, includes and finalises, and a
// collator that dies takes nothing with it.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { alice, bob, stranger, UNIT } from '../e2e/lib/accounts.js';
import { connect, errorName, free } from '../e2e/lib/chain.js';
import { Network, PARA, progress } from './lib/network.js';

const MINUTE = 60_000;

describe('a relay chain with two collators', () => {
  const network = new Network();
  let first;
  let second;

  // Every wait below has a limit of its own; a test's is the last resort.
  const step = (name, body) => it(name, { timeout: 20 * MINUTE }, async () => {
    progress(`test: ${name}`);
    try {
      await body();
    } catch (error) {
      progress(`failed; everything the programs wrote is in ${network.saveLogs({ tails: true })}`);
      throw error;
    }
  });

  before(async () => {
    try {
      await network.start();
    } catch (error) {
      progress(`failed; everything the programs wrote is in ${network.saveLogs({ tails: true })}`);
      throw error;
    }
    [first, second] = network.collators;
  }, { timeout: 15 * MINUTE });

  after(async () => {
    network.saveLogs({ tails: false });
    await network.stop();
  }, { timeout: MINUTE });

  /** Hashes of the blocks from `start` to `end`, as a node knows them. */
  const hashes = async (node, start, end) => {
    const found = [];
    for (let number = start; number <= end; number += 1) found.push(await node.hash(number));
    return found;
  };

  step('backs, includes and finalises the blocks of the parachain', async () => {
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
    assert.deepEqual(await hashes(second, 1, await second.finalised()), blocks.slice(0, await second.finalised()));
    const timedOut = [...network.candidates.values()].filter((candidate) => candidate.timedOut).length;
    const pace = network.measure(start, end);
    if (pace) progress(`measured over ${pace.blocks} blocks: one every ${pace.interval.toFixed(1)} s; final ${pace.median.toFixed(1)} s after it was first seen (median; ${pace.worst.toFixed(1)} s at worst)`);
    progress(`parachain ${PARA}: ${blocks.length} blocks backed, included and finalised; ${timedOut} candidates timed out`);
  });

  step('both collators author blocks', async () => {
    const seen = new Map();
    let read = 0;
    await network.wait('finalised blocks of both collators', async () => {
      for (const end = await first.finalised(); read < end; read += 1) {
        const author = await network.author(first, read + 1);
        seen.set(author, (seen.get(author) ?? 0) + 1);
      }
      return seen.size === 2;
    }, 600);
    progress(`blocks by author: ${[...seen].sort().map(([author, count]) => `${author}: ${count}`).join(', ')}`);
  });

  step('a signed transaction is followed from the pool to finality', async () => {
    // Sent to one collator, looked for on the other: it must have travelled in blocks, not in memory.
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

  step('a collator killed without warning loses nothing, and catches up', async () => {
    await network.wait('the parachain finalises block 5', async () => (await first.finalised()) >= 5, 600);
    const known = Math.min(await first.finalised(), await second.finalised());
    const before = await hashes(second, 0, known);
    const own = Number(network.authorities.indexOf(Buffer.from(bob.publicKey).toString('hex')));
    assert.ok(own >= 0, 'the second collator holds an authority\'s key');

    progress(`killing ${second.name} (SIGKILL) with ${known} blocks finalised`);
    second.down = true;
    await second.stop('SIGKILL');
    const atKill = await first.best();
    await network.wait('the other collator goes on alone', async () => (await first.finalised()) >= atKill + 4, 600);

    progress(`starting ${second.name} again`);
    const target = await first.finalised();
    await second.start();
    second.down = false;
    // First what it kept by itself, then what it missed.
    assert.deepEqual(await hashes(second, 0, known), before, 'what was final before is final after');
    await network.wait(`${second.name} finalises block ${target}`, async () => (await second.finalised()) >= target, 600);
    assert.deepEqual(await hashes(first, 0, known), before, 'nothing that was final was undone');
    assert.deepEqual(await hashes(second, 0, target), await hashes(first, 0, target), 'both know the same chain');

    let read = target;
    await network.wait(`a finalised block of ${second.name} again`, async () => {
      for (const end = await first.finalised(); read < end; read += 1) if ((await network.author(first, read + 1)) === own) return true;
      return false;
    }, 600);
  });
});
