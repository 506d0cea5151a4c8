// What goes wrong on a network. Of each fault two things are asked: is anything lost that a client was told is final, and
// does the network come back by itself?
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { account, alice, bob, charlie, UNIT } from '../../e2e/lib/accounts.js';
import { connect } from '../../e2e/lib/chain.js';
import { sleep } from '../../e2e/lib/processes.js';
import { hex } from '../lib/hex.js';
import { measured, progress } from '../lib/network.js';
import { available, cut, grouped, heal } from '../lib/partition.js';

export default function faults(step, network) {
  const { ledger } = network;

  /** Do something bad, then measure until `back` and look that nothing final was lost on any node. */
  async function fault(what, times, body) {
    const durations = [];
    for (let time = 1; time <= times; time += 1) {
      const known = await ledger.record(network.collators.find((node) => !node.down));
      progress(`${what}: ${time} of ${times}, ${known} blocks acknowledged as final`);
      durations.push(await body(time));
      for (const node of network.collators) {
        await network.wait(`${node.name} knows all that is final`, async () => (await node.finalised()) >= ledger.last, 300);
        await ledger.verify(node);
      }
    }
    measured(`${what}, ${times} times: back after ${durations.map((ms) => (ms / 1000).toFixed(0)).join(', ')} s; nothing final was lost`);
  }

  /** Wait until the network is whole again: blocks by each of the authorities, and finality moving. How long that took. */
  async function whole() {
    const [first] = network.collators;
    const began = Date.now();
    const [start, final] = [await first.best(), await first.finalised()];
    const wanted = [hex(alice), hex(bob)];
    const seen = new Set();
    let read = start;
    await network.wait('both collators author and blocks become final', async () => {
      for (const end = await first.best(); read < end; read += 1) seen.add(await network.author(first, read + 1));
      return wanted.every((key) => seen.has(key)) && (await first.finalised()) >= final + 2;
    }, 600);
    return Date.now() - began;
  }

  /** Wait until `node` logs this, from now on. */
  async function logs(node, pattern, seconds = 120) {
    const from = statSync(node.log).size;
    await network.wait(`${node.name} says ${pattern}`, () => pattern.test(readFileSync(node.log).subarray(from).toString()), seconds);
  }

  step('a collator killed while authoring', async () => {
    const [first, second] = network.collators;
    await fault('a collator killed (SIGKILL) while authoring', 2, async () => {
      await logs(second, /Prepared block for proposing|Starting consensus session/);
      await second.stop('SIGKILL');
      const at = await first.best();
      const killed = Date.now();
      await network.wait('the other goes on alone', async () => (await first.best()) >= at + 2, 300);
      await second.start();
      const from = await first.best();
      await network.wait('the killed one has caught up', async () => (await second.best()) >= from, 300);
      await whole();
      return Date.now() - killed;
    });
  });

  step('a collator killed while importing', async () => {
    const [first, second] = network.collators;
    await fault('a collator killed (SIGKILL) while importing', 2, async () => {
      await second.stop('SIGKILL');
      const at = await first.best();
      await network.wait('it has something to catch up with', async () => (await first.best()) >= at + 4, 300);
      await second.start();
      // It is importing what it missed: killed again in the middle of that.
      await network.wait('it imports', async () => (await second.best()) > at, 120);
      await second.stop('SIGKILL');
      const killed = Date.now();
      await second.start();
      const from = await first.best();
      await network.wait('it has caught up', async () => (await second.best()) >= from, 300);
      return Date.now() - killed;
    });
  });

  step('all collators killed at once', async () => {
    await fault('all collators killed (SIGKILL) at once', 2, async () => {
      await Promise.all(network.collators.map((node) => node.stop('SIGKILL')));
      const killed = Date.now();
      await sleep(10_000);
      await Promise.all(network.collators.map((node) => node.start()));
      await whole();
      return Date.now() - killed;
    });
  });

  step('a relay validator killed', async () => {
    const [, validator] = network.validators;
    await fault('one of two relay validators killed (SIGKILL) for half a minute', 2, async () => {
      const first = network.collators[0];
      await validator.stop('SIGKILL');
      await sleep(30_000);
      // With one of two validators gone there is no majority: nothing becomes final, and nothing wrong does either.
      const halted = await first.finalised();
      await sleep(6_000);
      assert.ok((await first.finalised()) - halted <= 1, 'finality goes on without a majority');
      await validator.start();
      const began = Date.now();
      await network.wait('finality goes on', async () => (await first.finalised()) >= halted + 3, 600);
      return Date.now() - began;
    });
  });

  step('a flood of transactions that are no good', async () => {
    const [first, second] = network.collators;
    const api = await connect(first);
    try {
      const signed = (call, pair, nonce, changes = {}) => call.sign(pair, {
        nonce, era: '0x00', genesisHash: api.genesisHash.toHex(), blockHash: api.genesisHash.toHex(), runtimeVersion: api.runtimeVersion, signedExtensions: api.registry.signedExtensions, ...changes,
      }).toHex();
      const pay = () => api.tx.balances.transferKeepAlive(alice.address, UNIT);
      const poor = account('//nobody');
      const rich = account('//Dave');
      const next = (await api.rpc.system.accountNextIndex(rich.address)).toNumber();
      let n = 0;
      const kinds = {
        'of an account without money': () => signed(pay(), account(`//nobody/${n += 1}`), 0),
        'signed for another chain': () => signed(pay(), rich, next, { genesisHash: `0x${'11'.repeat(32)}` }),
        'with a nonce of the future': () => signed(pay(), rich, next + 1_000 + (n += 1)),
        'with a nonce of the past': () => signed(pay(), charlie, 0),
        'with a broken signature': () => {
          const text = signed(pay(), poor, 0);
          // Behind the signer's key and the kind of the signature.
          const at = text.indexOf(hex(poor)) + 66;
          return text.slice(0, at) + 'ab'.repeat(64) + text.slice(at + 128);
        },
        'whose call cannot be decoded': () => signed(pay(), poor, 0).replace(/.{64}$/, 'ab'.repeat(32)),
        'that cannot be decoded': () => `0x${randomBytes(200).toString('hex')}`,
        'larger than a block': () => signed(api.tx.system.remark(`0x${'00'.repeat(4_500_000)}`), rich, next),
      };
      // One of Charlie's is final, so that its number is one of the past.
      await payment(api, network, ledger);
      await fault('a flood of transactions that are no good', 1, async () => {
        const began = Date.now();
        for (const [kind, make] of Object.entries(kinds)) {
          const count = kind === 'larger than a block' ? 3 : 300;
          const answers = { accepted: 0 };
          for (let done = 0; done < count; done += 20) {
            await Promise.all(Array.from({ length: Math.min(20, count - done) }, (_, index) => (index % 2 ? first : second).rpc('author_submitExtrinsic', make()).then(
              () => (answers.accepted += 1),
              (error) => {
                const why = error.data ? `${error.plain}: ${error.data}` : error.message;
                answers[why] = (answers[why] ?? 0) + 1;
              },
            )));
          }
          progress(`${count} ${kind}: ${JSON.stringify(answers)}`);
          if (kind !== 'with a nonce of the future') assert.equal(answers.accepted, 0, `a transaction ${kind} was accepted`);
        }
        // Those of the future wait in the pool and do not keep others from the block.
        const pace = await payment(api, network, ledger);
        progress(`a payment meanwhile was final after ${(pace / 1000).toFixed(0)} s`);
        await whole();
        return Date.now() - began;
      });
    } finally {
      await api.disconnect();
    }
  });

  for (const [what, spoil] of [['truncated', truncate], ['corrupted', corrupt]]) {
    step(`a collator's database ${what}`, async () => {
      const [first, second] = network.collators;
      let byItself;
      await fault(`a collator's database ${what}`, 1, async () => {
        await second.stop('SIGKILL');
        const file = spoil(join(second.basePath, 'chains'));
        progress(`${what} ${file}`);
        const began = Date.now();
        await second.start({ answers: false });
        byItself = await network.wait('it answers or ends', async () => {
          if (second.ended) return 'no';
          const best = await second.best().catch(() => undefined);
          return best !== undefined && best >= (await first.best()) - 2 ? 'yes' : undefined;
        }, 180).catch(() => 'no');
        if (byItself === 'no') {
          const said = second.tail(40).split('\n').filter((line) => /corrupt|invalid|error|panic/i.test(line)).slice(-2).join(' | ');
          progress(`it did not come back by itself; it said: ${said || second.tail(3)}`);
          // What the handbook says: its database is a copy; remove it and let it be fetched again.
          await second.stop('SIGKILL');
          for (const folder of readdirSync(join(second.basePath, 'chains'))) rmSync(join(second.basePath, 'chains', folder, 'db'), { recursive: true, force: true });
          await second.start();
        }
        const target = await first.best();
        await network.wait('it has the whole chain again', async () => (await second.best()) >= target, 400);
        await whole();
        return Date.now() - began;
      });
      measured(`a collator's database ${what}: came back by itself: ${byItself}${byItself === 'no' ? '; came back after its database had been removed' : ''}`);
    });
  }

  step('members cut off from each other', async (t) => {
    if (!available()) return void t.skip('iptables is needed, as root, to cut nodes off from each other (package iptables)');
    const [first, second] = network.collators;
    const [one, two] = network.validators;
    const began = Date.now();
    // Each side in a group of its own, by which the kernel knows its packets.
    for (const [node, group] of [[one, 1], [first, 1], [two, 2], [second, 2]]) {
      await node.stop('SIGKILL');
      await node.start({ wrap: grouped(node, group) });
    }
    await whole();
    progress(`all four run in groups, after ${((Date.now() - began) / 1000).toFixed(0)} s`);
    try {
      await fault('the two collators cut off from each other for 40 s (both see the relay chain)', 1, async () => {
        cut([first], [second]);
        const [a, b] = [await first.best(), await second.best()];
        await sleep(40_000);
        progress(`apart: ${await network.state()}`);
        // Each still gets the other's blocks: from the relay chain's availability store.
        assert.ok((await first.best()) > a || (await second.best()) > b, 'neither went on');
        heal();
        return whole();
      });
      await fault('the network cut into halves of a validator and a collator for 40 s', 1, async () => {
        cut([one, first], [two, second]);
        await sleep(10_000);
        const halted = [await first.finalised(), await second.finalised()];
        await sleep(30_000);
        // Neither half has a majority: both stand still rather than finalise two histories.
        const now = [await first.finalised(), await second.finalised()];
        now.forEach((number, index) => assert.ok(number - halted[index] <= 2, `half ${index + 1} went on finalising: ${halted[index]} to ${number}`));
        heal();
        const healed = Date.now();
        await network.wait('finality goes on', async () => (await first.finalised()) >= now[0] + 3, 600);
        await whole();
        return Date.now() - healed;
      });
    } finally {
      heal();
    }
  });

  step('a collator whose clock is off by minutes', async (t) => {
    const library = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1', '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1'].find((path) => statSync(path, { throwIfNoEntry: false }));
    if (!library) return void t.skip('libfaketime is needed to set one program\u2019s clock (package libfaketime)');
    const [first, second] = network.collators;
    for (const offset of ['+5m', '-5m']) {
      await fault(`a collator's clock off by ${offset}`, 1, async () => {
        await second.stop('SIGKILL');
        await second.start({ env: { LD_PRELOAD: library, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' } });
        const at = await first.finalised();
        await network.wait('the chain goes on', async () => (await first.finalised()) >= at + 4, 600);
        progress(`with one clock off by ${offset}: ${await network.state()}`);
        await second.stop('SIGKILL');
        const began = Date.now();
        await second.start();
        await whole();
        return Date.now() - began;
      });
    }
  });
}

/** Send a payment and wait until it is final. */
async function payment(api, network, ledger) {
  const began = Date.now();
  const tx = await api.tx.balances.transferKeepAlive(alice.address, UNIT).signAsync(charlie, { nonce: -1 });
  await network.collators[0].rpc('author_submitExtrinsic', tx.toHex());
  await network.wait('a payment is final', () => ledger.transactions.has(tx.hash.toHex()), 300);
  return Date.now() - began;
}

/** The files of a RocksDB, newest first. */
function files(folder, pattern) {
  const found = [];
  const walk = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) walk(join(path, entry.name));
      else if (pattern.test(entry.name)) found.push({ path: join(path, entry.name), ...statSync(join(path, entry.name)) });
    }
  };
  walk(folder);
  return found;
}

/** Cut the second half off the newest write-ahead log, as a machine that loses power may. */
function truncate(folder) {
  const [newest] = files(folder, /^\d+\.log$/).sort((a, b) => b.mtimeMs - a.mtimeMs);
  truncateSync(newest.path, Math.floor(newest.size / 2));
  return newest.path;
}

/** Overwrite the middle of the largest table with noise, as a failing disk may. */
function corrupt(folder) {
  const [largest] = files(folder, /\.(sst|log)$/).sort((a, b) => b.size - a.size);
  const file = openSync(largest.path, 'r+');
  writeSync(file, randomBytes(4_096), 0, 4_096, Math.floor(largest.size / 2));
  closeSync(file);
  return largest.path;
}
