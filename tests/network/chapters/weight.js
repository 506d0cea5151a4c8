// The heaviest blocks that can be built: do the relay chain's validators still accept them?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { account, alice, UNIT } from '../../e2e/lib/accounts.js';
import { connect, succeed } from '../../e2e/lib/chain.js';
import { measured, progress } from '../lib/network.js';

/** A figure of a validator's Prometheus endpoint, summed over its labels. */
async function metric(node, name) {
  const text = await (await fetch(`http://127.0.0.1:${node.option('--prometheus-port')}/metrics`)).text();
  return text.split('\n').filter((line) => line.startsWith(name) && /[{ ]/.test(line[name.length] ?? '')).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const PVF = 'polkadot_pvf_execution_time';

/** What the collators' logs say about the block of this hash or its neighbours: sizes in kilobytes. */
function sizes(network) {
  const found = [];
  for (const node of network.collators) {
    const lines = readFileSync(node.log, 'utf8').split('\n');
    for (const line of lines) {
      const pov = /PoV size header_kb=([\d.]+) extrinsics_kb=([\d.]+) storage_proof_kb=([\d.]+)/.exec(line.replaceAll(/\x1b\[[0-9;]*m/g, ''));
      if (pov) found.push({ header: Number(pov[1]), extrinsics: Number(pov[2]), proof: Number(pov[3]) });
    }
  }
  return found;
}

export default function weight(step, network) {
  step('validators accept the heaviest blocks that can be built', async () => {
    const [first, second] = network.collators;
    const api = await connect(first);
    try {
      const senders = Array.from({ length: 40 }, (_, index) => account(`//heavy/${index}`));
      await succeed(api, api.tx.utility.batchAll(senders.map(({ address }) => api.tx.balances.transferKeepAlive(address, 2_000n * UNIT))), alice);
      const version = api.runtimeVersion;
      const genesis = api.genesisHash.toHex();
      const sign = (call, pair, nonce) => call.sign(pair, { nonce, era: '0x00', genesisHash: genesis, blockHash: genesis, runtimeVersion: version, signedExtensions: api.registry.signedExtensions }).toHex();
      // As much as the pool holds: transfers to accounts that nobody has seen (each a new entry, deep in the trie), and
      // bytes that travel in the proof of validity as they are and do not compress.
      const small = senders.flatMap((pair, index) => Array.from({ length: 60 }, (_, nonce) => sign(api.tx.balances.transferKeepAlive(account(`//cold/${index}/${nonce}`, 'ed25519').publicKey, UNIT / 10n), pair, nonce)));
      progress(`${small.length} transfers are signed`);
      const started = await first.best();
      const [time, count] = await Promise.all([metric(network.validators[0], `${PVF}_sum`), metric(network.validators[0], `${PVF}_count`)]);
      // Several at once, to both collators, as users would.
      for (let at = 0; at < small.length; at += 20) {
        await Promise.all(small.slice(at, at + 20).map((hex, index) => (index % 2 ? first : second).rpc('author_submitExtrinsic', hex)));
      }
      const random = () => `0x${Buffer.from(Array.from({ length: 900_000 }, () => Math.floor(Math.random() * 256))).toString('hex')}`;
      for (let n = 0; n < 10; n += 1) await second.rpc('author_submitExtrinsic', sign(api.tx.system.remark(random()), senders[n], 60)).catch((error) => progress(`a large remark was refused: ${error.message}`));
      progress('all are in the pool');
      const nonces = async () => {
        const at = await api.at(await first.rpc('chain_getFinalizedHead'));
        const found = await at.query.system.account.multi(senders.map(({ address }) => address));
        return found.reduce((sum, { nonce }) => sum + nonce.toNumber(), 0);
      };
      await network.wait('all of it is final', async () => (await nonces()) >= small.length + 10, 600);
      const end = await first.finalised();
      const fullest = { count: 0, bytes: 0 };
      for (let number = started; number <= end; number += 1) {
        const hash = await first.hash(number);
        const { block } = await first.rpc('chain_getBlock', hash);
        const bytes = block.extrinsics.reduce((sum, extrinsic) => sum + extrinsic.length / 2 - 1, 0);
        fullest.count = Math.max(fullest.count, block.extrinsics.length);
        if (bytes > fullest.bytes) Object.assign(fullest, { bytes, hash, number });
      }
      await network.wait('the relay chain\'s record of the fullest block', async () => {
        await network.scan();
        return network.candidates.get(fullest.hash)?.included;
      }, 120);
      const pov = sizes(network).reduce((most, size) => (size.extrinsics + size.proof > most.extrinsics + most.proof ? size : most));
      const [time2, count2] = await Promise.all([metric(network.validators[0], `${PVF}_sum`), metric(network.validators[0], `${PVF}_count`)]);
      measured(`heaviest blocks: ${fullest.count} extrinsics in one; ${(fullest.bytes / 2 ** 20).toFixed(2)} MiB of extrinsics in one; largest proof of validity ${((pov.extrinsics + pov.proof) / 1024).toFixed(2)} MiB before compression (${(pov.proof / 1024).toFixed(2)} MiB of it storage proof; the relay chain's limit is 10 MiB); a validator executed ${count2 - count} candidates in ${((time2 - time) / Math.max(1, count2 - count)).toFixed(2)} s on average (limit 2 s for backing)`);
      assert.ok(fullest.bytes > 2 * 2 ** 20, `the fullest block has only ${fullest.bytes} bytes of extrinsics`);
      assert.ok(fullest.count > 300, `the fullest block has only ${fullest.count} extrinsics`);
    } finally {
      await api.disconnect();
    }
  });
}
