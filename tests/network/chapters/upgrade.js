// A runtime upgrade with migrations, under load; bad ones refused; afterwards two cores instead of one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homedir } from 'node:os';
import { blake2AsHex, blake2AsU8a, xxhashAsHex } from '../../e2e/lib/packages.js';
import { alice, charlie, dave } from '../../e2e/lib/accounts.js';
import { connect } from '../../e2e/lib/chain.js';
import { currentCode, withSpecVersion } from '../../e2e/lib/wasm.js';
import { Client, events } from '../lib/client.js';
import { assignCores } from '../lib/cores.js';
import { Load } from '../lib/load.js';
import { measured, PARA, progress } from '../lib/network.js';

const cache = process.env.SALUS_CACHE ?? join(homedir(), '.cache/salus');
const prefix = (pallet, item) => `${xxhashAsHex(pallet, 128)}${xxhashAsHex(item, 128).slice(2)}`;

export default function upgrade(step, network) {
  const { ledger } = network;
  const first = () => network.collators[0];
  let client;
  const ready = async () => {
    client ??= new Client(first());
    return client;
  };
  const version = async () => (await first().rpc('state_getRuntimeVersion', await first().rpc('chain_getFinalizedHead'))).specVersion;

  /** The committee whitelists the call, the Council dispatches it as Root. */
  async function asRoot(call, { whitelist = true, ayes } = {}) {
    const data = await call.getEncodedData();
    if (whitelist) await client.pass(client.tx.Whitelist.whitelist_call({ call_hash: blake2AsHex(data) }), { body: 'TechnicalCommittee' });
    return client.motion(client.tx.Whitelist.dispatch_whitelisted_call_with_preimage({ call: call.decodedCall }), { ayes });
  }

  const hashOf = (code) => blake2AsHex(code);
  const authorised = () => client.api.query.System.AuthorizedUpgrade.getValue({ at: 'finalized' });
  const apply = (code) => client.tx.System.apply_authorized_upgrade({ code: Uint8Array.from(code) });
  /** Apply code that is no good: it is refused by the pool, or in the block. */
  const refusal = async (code) => {
    try {
      const { final } = await client.send(apply(code), dave);
      const result = await final;
      return result.ok ? events(result, 'System', 'RejectedInvalidAuthorizedUpgrade').map(() => 'rejected')[0] : 'failed';
    } catch (error) {
      return error.name;
    }
  };

  step('an upgrade that is no good is refused', async () => {
    await ready();
    const lower = withSpecVersion(await currentCode(first()), 0);
    // Without authorisation; with the Council alone; with the committee, but without three quarters of the Council.
    assert.match(await refusal(lower), /failed|Invalid/);
    const some = client.tx.System.authorize_upgrade({ code_hash: `0x${'11'.repeat(32)}` });
    const [alone, few] = await Promise.all([asRoot(some, { whitelist: false }), asRoot(client.tx.System.authorize_upgrade({ code_hash: `0x${'22'.repeat(32)}` }), { ayes: 5 })]);
    assert.equal(events(alone, 'System', 'UpgradeAuthorized').length, 0);
    assert.equal(few.outcome, 'BadOrigin');
    assert.equal(await authorised(), undefined);
    // Authorised, and of a lower version.
    assert.equal((await asRoot(client.tx.System.authorize_upgrade({ code_hash: hashOf(lower) }))).outcome, null);
    assert.equal((await authorised()).code_hash, hashOf(lower));
    assert.match(await refusal(lower), /rejected|failed|Invalid/);
    assert.equal(await version(), 1);
    // Once more another code than the authorised one.
    assert.match(await refusal(withSpecVersion(await currentCode(first()), 3)), /failed|Invalid/);
    assert.equal(await version(), 1);
  });

  step('an upgrade with migrations, under load, loses no block and no transaction', async () => {
    await ready();
    const code = readFileSync(process.env.SALUS_NEXT_RELEASE ?? join(cache, 'next-release.wasm'));
    const api = await connect(first());
    const load = await new Load(() => network.collators.filter((node) => !node.down), ledger, { perSecond: 5 }).prepare(api);
    const from = await first().finalised();
    load.start();
    try {
      const codes = (await first().rpc('state_getKeys', prefix('Codes', 'Codes'))).length;
      assert.equal((await asRoot(client.tx.System.authorize_upgrade({ code_hash: hashOf(code) }))).outcome, null);
      const began = Date.now();
      const applied = await client.succeed(apply(code), charlie);
      assert.equal(events(applied, 'ParachainSystem', 'ValidationFunctionStored').length, 1);
      progress(`applied in block ${applied.block.number}; the relay chain's validators prepare and vote on the code`);
      await network.wait('the new runtime is in force', async () => (await version()) === 2, 900);
      const inForce = Date.now();
      // The single-block migration runs in the first block that the new runtime makes: the one after that which changed the code.
      const noted = await network.wait('the first block of the new runtime is final', async () =>
        first().rpc('state_getStorage', prefix('NextRelease', 'UpgradedFrom'), await first().rpc('chain_getFinalizedHead')), 120);
      const bytes = Buffer.from(noted.slice(2), 'hex');
      assert.equal(bytes.readUInt32LE(0), 1);
      const block = bytes.readUInt32LE(4);
      // The multi-block migration goes on from the next block, block by block, and comes to its end.
      const cursor = prefix('MultiBlockMigrations', 'Cursor');
      await network.wait('the migration over several blocks is complete', async () => (await first().rpc('state_getStorage', cursor, await first().rpc('chain_getFinalizedHead'))) === null, 600);
      let blocks = 0;
      for (let number = block + 1; (await first().rpc('state_getStorage', cursor, await first().hash(number))) !== null; number += 1) blocks += 1;
      const digests = prefix('NextRelease', 'CodeDigests');
      const keys = await first().rpc('state_getKeys', digests);
      assert.equal(keys.length, codes, 'one digest for each registered code');
      for (const key of [keys[0], keys[Math.floor(keys.length / 2)], keys.at(-1)]) {
        const original = await first().rpc('state_getStorage', prefix('Codes', 'Codes') + key.slice(digests.length));
        assert.equal(await first().rpc('state_getStorage', key), `0x${Buffer.from(blake2AsU8a(Buffer.from(original.slice(2), 'hex'))).toString('hex')}`);
      }
      assert.ok(blocks >= 5, `the migration took only ${blocks} blocks`);
      measured(`runtime upgrade: in force ${((inForce - began) / 1000).toFixed(0)} s after its code was sent (the relay chain's own delays and checks included); ${codes} entries migrated over ${blocks} blocks`);

      await load.end();
      await network.wait('every payment is final', () => load.settled(first()), 600);
      const end = await first().finalised();
      // No number is missing, no slot was missed around the upgrade that is not missed otherwise.
      const times = await timestamps(first(), from, end);
      const gaps = times.slice(1).map((time, index) => time - times[index]);
      const around = gaps.slice(block - from - 3, block - from + blocks + 3);
      measured(`under load of ${load.perSecond} payments a second: ${end - from} blocks, one every ${((times.at(-1) - times[0]) / gaps.length).toFixed(1)} s; the longest gap ${Math.max(...gaps)} s, around the upgrade ${Math.max(...around)} s`);
      measured(`${load.payments.length} payments were sent during the upgrade, every one final once; ${load.resigned} were signed anew for the new version, ${load.resent} sent again; refusals: ${JSON.stringify(Object.fromEntries(load.refusals))}`);
      const pace = network.measure(from, end);
      if (pace) measured(`finality under load and upgrade: ${pace.median.toFixed(1)} s after a block was first seen (median; ${pace.worst.toFixed(1)} s at worst)`);
      // A parachain misses the last slots of a relay session and the slot at which its code changes; never more than a few.
      assert.ok(Math.max(...around) <= 30, `a gap of ${Math.max(...around)} s around the upgrade`);
      for (const node of network.collators) await ledger.verify(node);
    } finally {
      load.ending = true;
      await api.disconnect();
    }
  });

  step('two cores: elastic scaling', async () => {
    assert.equal(await version(), 2, 'this needs the runtime that the upgrade brings');
    // With two blocks in a slot collators must author by slot.
    for (const node of network.collators) {
      await node.stop('SIGTERM');
      node.args.splice(node.args.indexOf('--'), 0, '--authoring', 'slot-based');
      await node.start();
    }
    await network.wait('blocks go on', async () => (await first().finalised()) > 0, 120);
    await assignCores(network.relay.url, PARA, [0, 1], progress);
    await network.scan();
    const from = await first().finalised();
    await network.wait('forty more blocks are finalised', async () => (await first().finalised()) >= from + 40, 600);
    const end = await first().finalised();
    const times = await timestamps(first(), from + 8, end);
    await network.scan();
    const used = new Map();
    for (let number = from + 8; number <= end; number += 1) {
      const core = network.candidates.get(await first().hash(number))?.core;
      used.set(core, (used.get(core) ?? 0) + 1);
    }
    const interval = (times.at(-1) - times[0]) / (times.length - 1);
    measured(`elastic scaling, two cores: a block every ${interval.toFixed(1)} s over ${times.length} blocks; blocks by core: ${[...used].map(([core, count]) => `${core}: ${count}`).join(', ')}`);
    assert.ok(used.get(0) > 0 && used.get(1) > 0, `cores used: ${[...used.keys()]}`);
    assert.ok(interval < 5, `a block every ${interval} s is no faster than with one core`);
    for (const node of network.collators) await ledger.verify(node);
  });
}

/** Chain time of each block, in seconds: that of its relay-chain slot. */
export async function timestamps(node, from, to) {
  const key = prefix('Timestamp', 'Now');
  const found = [];
  for (let number = from; number <= to; number += 1) {
    const value = await node.rpc('state_getStorage', key, await node.hash(number));
    found.push(Number(Buffer.from(value.slice(2), 'hex').readBigUInt64LE() / 1_000n));
  }
  return found;
}
