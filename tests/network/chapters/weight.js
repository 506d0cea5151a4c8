// The heaviest blocks that can be built: do the relay chain's validators still accept them?
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { account, alice, UNIT } from '../../e2e/lib/accounts.js';
import { connect, succeed } from '../../e2e/lib/chain.js';
import { blake2AsU8a } from '../../e2e/lib/packages.js';
import { measured } from '../lib/network.js';

/** A figure of a validator's Prometheus endpoint, summed over its labels. */
async function metric(node, name) {
  const text = await (await fetch(`http://127.0.0.1:${node.option('--prometheus-port')}/metrics`)).text();
  return text.split('\n').filter((line) => line.startsWith(name) && /[{ ]/.test(line[name.length] ?? '')).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const PVF = 'polkadot_pvf_execution_time';

/** Each match in the collators' logs, colours left out. */
const logged = (network, pattern) => network.collators.flatMap((node) =>
  [...readFileSync(node.log, 'utf8').replaceAll(/\x1b\[[0-9;]*m/g, '').matchAll(pattern)]);

/** What the collators say about the proofs of validity that they made: sizes in kilobytes. */
const sizes = (network) => logged(network, /PoV size header_kb=([\d.]+) extrinsics_kb=([\d.]+) storage_proof_kb=([\d.]+)/g)
  .map(([, header, extrinsics, proof]) => ({ header: Number(header), extrinsics: Number(extrinsics), proof: Number(proof) }));

/** Why the collator that made this block put no more into it. */
function endOf(network, hash) {
  const unsealed = logged(network, /Hash now (0x[0-9a-f]+), previously (0x[0-9a-f]+)/g).find(([, sealed]) => sealed === hash)?.[2];
  return logged(network, /Prepared block for proposing.*? hash: (0x[0-9a-f]+);.* end: (\w+)/g).find(([, made]) => made === unsealed)?.[2];
}

/** Of a finalised block: its extrinsics' bytes, and the share of the time for ordinary transactions that it declared. */
async function load(api, node, number) {
  const hash = await node.hash(number);
  const { block } = await node.rpc('chain_getBlock', hash);
  const { normal } = await (await api.at(hash)).query.system.blockWeight();
  const limit = api.consts.system.blockWeights.perClass.normal.maxTotal.unwrap();
  return {
    number,
    hash,
    bytes: block.extrinsics.reduce((sum, extrinsic) => sum + extrinsic.length / 2 - 1, 0),
    extrinsics: block.extrinsics.length,
    time: Number(normal.refTime.toBigInt()) / Number(limit.refTime.toBigInt()),
  };
}

export default function weight(step, network) {
  step('validators accept the heaviest blocks that can be built', async () => {
    const [first] = network.collators;
    const api = await connect(first);
    try {
      const senders = Array.from({ length: 40 }, (_, index) => account(`//heavy/${index}`));
      await succeed(api, api.tx.utility.batchAll(senders.map(({ address }) => api.tx.balances.transferKeepAlive(address, 2_000n * UNIT))), alice);
      const genesis = api.genesisHash.toHex();
      const sign = (call, pair, nonce) => call.sign(pair, {
        nonce, era: '0x00', genesisHash: genesis, blockHash: genesis, runtimeVersion: api.runtimeVersion, signedExtensions: api.registry.signedExtensions,
      }).toHex();
      const validator = network.validators[0];
      const figures = async () => Promise.all([metric(validator, `${PVF}_sum`), metric(validator, `${PVF}_count`)]);
      const nonces = async () => {
        const at = await api.at(await first.rpc('chain_getFinalizedHead'));
        const found = await at.query.system.account.multi(senders.map(({ address }) => address));
        return found.reduce((sum, { nonce }) => sum + nonce.toNumber(), 0);
      };
      /** Send all of it at once and look at the heaviest block that came of it. */
      const heaviest = async (what, extrinsics, by) => {
        const [from, before, [time, count]] = [await first.best(), await nonces(), await figures()];
        await Promise.all(extrinsics.map((hex) => first.rpc('author_submitExtrinsic', hex)));
        await network.wait(`${what} are final`, async () => (await nonces()) >= before + extrinsics.length, 600);
        const end = await first.finalised();
        let most;
        for (let number = from; number <= end; number += 1) {
          const block = await load(api, first, number);
          if (!most || by(block) > by(most)) most = block;
        }
        await network.wait('the relay chain\u2019s record of the heaviest block', async () => {
          await network.scan();
          return network.candidates.get(most.hash)?.included;
        }, 120);
        const [time2, count2] = await figures();
        return { ...most, end: endOf(network, most.hash), validation: (time2 - time) / Math.max(1, count2 - count), validated: count2 - count };
      };
      // Time: payments to accounts that nobody has seen, until the declared time is used up.
      const batches = senders.flatMap((pair, index) => [0, 1].map((nonce) => sign(api.tx.utility.batchAll(
        Array.from({ length: 50 }, (_, n) => api.tx.balances.transferKeepAlive(blake2AsU8a(`cold ${index} ${nonce} ${n}`), UNIT / 10n)),
      ), pair, nonce)));
      const slow = await heaviest('4,000 payments to new accounts', batches, (block) => block.time);
      // Bytes that travel in the proof of validity as they are and do not compress.
      const noise = Array.from({ length: 12 }, (_, n) => sign(api.tx.system.remark(`0x${randomBytes(900_000).toString('hex')}`), senders[n], 2));
      const large = await heaviest('11 MB of noise', noise, (block) => block.bytes);
      const pov = sizes(network).reduce((most, size) => (size.extrinsics + size.proof > most.extrinsics + most.proof ? size : most));
      const slowest = sizes(network).reduce((most, size) => (size.proof > most.proof ? size : most));
      measured(`heaviest block by time: ${(slow.time * 100).toFixed(0)} % of the declared time for ordinary transactions used (limit 1.5 s), ended by ${slow.end}; storage proofs of up to ${(slowest.proof / 1024).toFixed(2)} MiB; included and final; a validator executed ${slow.validated} candidates meanwhile in ${slow.validation.toFixed(2)} s on average (limit for backing 2 s)`);
      measured(`heaviest block by size: ${(large.bytes / 2 ** 20).toFixed(2)} MiB of extrinsics, proof of validity ${((pov.extrinsics + pov.proof) / 1024).toFixed(2)} MiB (the relay chain's limit: 10 MiB); included and final; a validator executed ${large.validated} candidates meanwhile in ${large.validation.toFixed(2)} s on average`);
      // A collator that is not optimised takes longer than the time that is declared: then it is its deadline that ends a block.
      assert.ok(slow.time > 0.7 || slow.end === 'HitDeadline', `the heaviest block used only ${slow.time} of the time and ended with ${slow.end}`);
      assert.ok(large.bytes > 2.5 * 2 ** 20, `the largest block has only ${large.bytes} bytes of extrinsics`);
    } finally {
      await api.disconnect();
    }
  });
}
