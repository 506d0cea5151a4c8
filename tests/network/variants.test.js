// The same chain in other shapes: under the stock node, and with a relay node elsewhere. And what a configuration that cannot
// work is told before anything starts.
import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { alice, bob, stranger, UNIT } from '../e2e/lib/accounts.js';
import { connect } from '../e2e/lib/chain.js';
import { root, temporary } from '../e2e/lib/env.js';
import { run } from '../e2e/lib/processes.js';
import { hex } from './lib/hex.js';
import { Ledger } from './lib/ledger.js';
import { measured, Network, progress } from './lib/network.js';

const MINUTE = 60_000;

describe('a configuration is checked before anything starts', () => {
  const text = readFileSync(join(root, 'zombienet/salus.toml'), 'utf8');
  const folder = temporary('configurations');
  const check = async (name, changed) => {
    const file = join(folder, `${name}.toml`);
    writeFileSync(file, changed);
    return run(join(root, 'scripts/network.sh'), ['--check', '--dir', join(folder, name), file], { seconds: 180 });
  };
  const cases = {
    'one that is good': [text, null],
    'a program that is not there': [text.replace('default_command = "polkadot"', 'default_command = "polkadott"'), /polkadott is not found/],
    'a single validator': [text.replace(/\[\[relaychain\.nodes\]\]\nname = "validator-2"\n/, ''), /1 validators/],
    'a single collator': [text.slice(0, text.lastIndexOf('[[parachains.collators]]')), /1 collators/],
    'two nodes of one name': [text.replace('"validator-2"', '"validator-1"'), /two nodes are called "validator-1"/],
    'another parachain than the chain spec is for': [text.replace('id = 2000', 'id = 2001'), /the chain spec is for parachain 2000, the file says 2001/],
    'something that is no TOML': [text.replace('[settings]', '[settings'), /not understood/],
  };
  for (const [name, [changed, message]] of Object.entries(cases)) {
    it(name, { timeout: 4 * MINUTE }, async () => {
      assert.ok(message === null || changed !== text, 'the case changes the file');
      const { code, stderr } = await check(name.replaceAll(' ', '-'), changed);
      if (message === null) return void assert.equal(code, 0, stderr);
      assert.notEqual(code, 0);
      assert.match(stderr, message);
    });
  }

  it('a port that is in use', { timeout: 4 * MINUTE }, async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address();
    const { code, stderr } = await check('port', text.replace('name = "validator-1"', `name = "validator-1"\nrpc_port = ${port}`));
    server.close();
    assert.notEqual(code, 0);
    assert.match(stderr, new RegExp(`port ${port} .* is in use`));
  });

  it('a configuration that does not exist', async () => {
    const { code, stderr } = await run(join(root, 'scripts/network.sh'), ['--check', 'nothing']);
    assert.notEqual(code, 0);
    assert.match(stderr, /no configuration 'nothing': there are elastic external-relay omni-node salus/);
  });
});

for (const [config, what] of [['omni-node', 'under the stock polkadot-omni-node'], ['external-relay', 'with a relay node elsewhere']]) {
  describe(`the chain ${what}`, () => {
    it(`is finalised by the relay chain, ${what}`, { timeout: 15 * MINUTE }, async () => {
      const network = new Network(config, ['--session', '5']);
      const ledger = new Ledger();
      try {
        await network.start();
        const [first, second] = network.collators;
        await network.wait('block 2 is finalised', async () => (await first.finalised()) >= 2, 600);
        const api = await connect(first);
        const to = stranger();
        const tx = await api.tx.balances.transferKeepAlive(to.address, UNIT).signAsync(alice, { nonce: -1 });
        const sent = Date.now();
        await first.rpc('author_submitExtrinsic', tx.toHex());
        await network.wait('a payment is final on the other collator', async () => {
          await ledger.record(second);
          return ledger.transactions.has(tx.hash.toHex());
        }, 400);
        measured(`${what}: a payment is final after ${((Date.now() - sent) / 1000).toFixed(0)} s`);
        await api.disconnect();
        const authors = new Set();
        let read = 0;
        await network.wait('finalised blocks of both collators', async () => {
          for (const end = await first.finalised(); read < end; read += 1) authors.add(await network.author(first, read + 1));
          return [hex(alice), hex(bob)].every((key) => authors.has(key));
        }, 400);
        await ledger.verify(first);
        // The relay chain's own record, not only the collators' word.
        await network.scan();
        const candidate = network.candidates.get(await first.hash(2));
        assert.ok(candidate?.backed && candidate.included > candidate.backed);
      } catch (error) {
        progress(`failed; everything the programs wrote is in ${network.saveLogs({ tails: true })}`);
        throw error;
      } finally {
        await network.stop();
      }
    });
  });
}
