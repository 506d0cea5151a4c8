// The node answers real clients, keeps its state, and runs the same runtime as the stock parachain node.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { alice, bob, stranger, UNIT } from './lib/accounts.js';
import { connect, event, free, pot, succeed } from './lib/chain.js';
import { findTool, nodeBinary, temporary } from './lib/env.js';
import { devNode, SalusNode } from './lib/node.js';
import * as papi from './lib/papi.js';
import { freePort, run, sleep, start, until } from './lib/processes.js';
import { refusal, rpc } from './lib/rpc.js';

/** Pallets by index: what clients and stored calls rely on. */
const PALLETS = {
  0: 'System', 1: 'ParachainSystem', 2: 'Timestamp', 3: 'ParachainInfo', 4: 'WeightReclaim',
  10: 'Balances', 11: 'TransactionPayment', 12: 'Assets', 13: 'AssetsHolder',
  20: 'Authorship', 21: 'CollatorSelection', 22: 'Session', 23: 'Aura', 24: 'AuraExt',
  30: 'Council', 31: 'TechnicalCommittee', 32: 'Whitelist', 33: 'Preimage', 34: 'Scheduler', 35: 'TxPause', 36: 'Governance',
  40: 'Utility', 41: 'Multisig', 42: 'Proxy', 43: 'MultiBlockMigrations',
  50: 'Organizations', 51: 'Subjects', 52: 'Sponsorship', 53: 'Attestation', 54: 'Records',
  55: 'Consent', 56: 'Credentials', 57: 'DrugProvenance', 58: 'Claims', 59: 'Codes',
};

describe('a development chain', () => {
  let node, api, client;
  before(async () => {
    node = await devNode();
    api = await connect(node);
    client = papi.connect(node);
  });
  after(async () => {
    client?.stop();
    await api?.disconnect();
    await node?.stop();
  });

  it('answers plain JSON-RPC', async () => {
    assert.equal(await node.rpc('system_chain'), 'Salus Development');
    const version = await node.rpc('state_getRuntimeVersion');
    assert.equal(version.specName, 'salus');
    assert.equal(version.specVersion, 1);
    const { methods } = await node.rpc('rpc_methods');
    for (const method of ['records_store', 'records_anchor', 'records_verify', 'trail_get', 'codes_lookup',
      'consent_check', 'consent_grant', 'credentials_check', 'credentials_statusList', 'provenance_verify', 'claims_status', 'claims_fromFhir', 'payment_queryInfo', 'system_accountNextIndex'])
      assert.ok(methods.includes(method), method);
  });

  it('answers @polkadot/api, with the pallets at their indices', async () => {
    assert.equal(api.runtimeVersion.specName.toString(), 'salus');
    const found = Object.fromEntries(api.runtimeMetadata.asLatest.pallets.map((p) => [p.index.toNumber(), p.name.toString()]));
    assert.deepEqual(found, PALLETS);
  });

  it('answers PAPI', async () => {
    const spec = await client.client.getChainSpecData();
    assert.equal(spec.name, 'Salus Development');
    const version = await client.api.constants.System.Version();
    assert.equal(version.spec_version, 1);
    assert.equal(version.spec_name, 'salus');
    const account = await client.api.query.System.Account.getValue(alice.address);
    assert.ok(account.data.free > 0n);
  });

  it('makes blocks by itself and finalises them', async () => {
    const first = await node.best();
    await node.reach(first + 3);
    const finalized = await node.rpc('chain_getHeader', await node.rpc('chain_getFinalizedHead'));
    assert.ok(Number(finalized.number) >= first);
  });

  it('includes a transfer through @polkadot/api, whose fee goes to the pot of the collators', async () => {
    const to = stranger();
    const potBefore = await free(api, pot(api));
    const result = await succeed(api, api.tx.balances.transferKeepAlive(to.address, 5n * UNIT), alice);
    assert.equal(await free(api, to), 5n * UNIT);
    const [who, fee, tip] = event(result, 'transactionPayment', 'TransactionFeePaid').data;
    assert.equal(who.toString(), alice.address);
    assert.equal(tip.toBigInt(), 0n);
    assert.ok(fee.toBigInt() > 0n);
    // The author of a block takes half of the pot; what is left must still show that the fee went there.
    const deposit = result.events.find((e) => e.pallet === 'balances' && e.name === 'Deposit' && e.data[0].toString() === pot(api));
    assert.equal(deposit?.data[1].toBigInt(), fee.toBigInt());
    assert.ok((await free(api, pot(api))) !== potBefore);
  });

  it('includes a transfer through PAPI', async () => {
    const to = stranger();
    const call = client.api.tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: to.address }, value: 3n * UNIT });
    const result = await call.signAndSubmit(papi.signer(bob));
    assert.equal(result.ok, true);
    assert.ok(result.events.some((e) => e.type === 'Balances' && e.value.type === 'Transfer'));
    assert.equal((await client.api.query.System.Account.getValue(to.address)).data.free, 3n * UNIT);
  });

  it('refuses methods that only its operator may use, unless the operator says otherwise', async () => {
    for (const [method, ...params] of [
      ['author_insertKey', 'satt', '//Alice', '0x00'],
      ['author_rotateKeys'],
      ['author_removeExtrinsic', []],
      ['system_addReservedPeer', '/ip4/127.0.0.1/tcp/1'],
      ['offchain_localStorageGet', 'PERSISTENT', '0x00'],
      ['offchain_localStorageSet', 'PERSISTENT', '0x00', '0x00'],
    ]) {
      const error = await refusal(node.port, method, ...params);
      assert.match(error.plain, /unsafe|not found/i, `${method}: ${error.message}`);
    }
  });

  it('refuses a signature that is not of the account', async () => {
    const signed = await api.tx.balances.transferKeepAlive(bob.address, 1n).signAsync(alice);
    const bytes = signed.toU8a();
    // Within the signature: length prefix, version, address kind and account, kind of signature, then 64 bytes.
    bytes[60] ^= 1;
    const error = await refusal(node.port, 'author_submitExtrinsic', `0x${Buffer.from(bytes).toString('hex')}`);
    assert.equal(error.code, 1010);
    assert.match(JSON.stringify(error.data), /bad signature/);
  });
});

describe('sealing on demand', () => {
  it('makes a block for a transaction and none without', async () => {
    const node = await devNode({ blockTime: 0, args: ['--instant-seal'], spec: 'built-in' });
    const api = await connect(node);
    try {
      assert.equal(await node.best(), 0);
      await succeed(api, api.tx.system.remark('0x00'), alice);
      const after = await node.best();
      assert.equal(after, 1);
      await sleep(1500);
      assert.equal(await node.best(), after);
    } finally {
      await api.disconnect();
      await node.stop();
    }
  });
});

describe('a base path', () => {
  it('keeps state, nonces and history when the node starts again', async () => {
    const node = new SalusNode('kept', ['--dev-block-time', '500']);
    await node.start();
    let api = await connect(node);
    const to = stranger();
    const { block } = await succeed(api, api.tx.balances.transferKeepAlive(to.address, 7n * UNIT), alice);
    await node.reach((await node.best()) + 1);
    const height = await node.best();
    const time = (await api.query.timestamp.now()).toBigInt();
    await api.disconnect();
    await node.stop();

    await node.start();
    api = await connect(node);
    try {
      await node.reach(height + 2);
      assert.equal(await free(api, to), 7n * UNIT);
      assert.equal((await api.query.system.account(alice.address)).nonce.toNumber(), 1);
      assert.ok(await api.rpc.chain.getBlock(block));
      assert.ok((await api.query.timestamp.now()).toBigInt() > time, 'chain time never goes back');
    } finally {
      await api.disconnect();
      await node.stop();
    }
  });
});

describe('the stock parachain node', () => {
  const omni = findTool('polkadot-omni-node');
  it('runs the exported chain spec and includes a transfer', { skip: omni ? false : 'polkadot-omni-node is not here: cargo install polkadot-omni-node' }, async () => {
    const spec = join(temporary('spec'), 'salus-dev.json');
    const exported = await run(nodeBinary(), ['export-chain-spec', '--chain', 'dev', '--output', spec]);
    assert.equal(exported.code, 0, exported.stderr);
    const node = { port: await freePort() };
    node.url = `ws://127.0.0.1:${node.port}`;
    const process = start('omni-node', omni, [
      '--chain', spec, '--dev-block-time', '1000', '--tmp', '--rpc-port', `${node.port}`,
      '--listen-addr', `/ip4/127.0.0.1/tcp/${await freePort()}`, '--no-mdns', '--no-prometheus', '--no-telemetry',
    ]);
    let api;
    try {
      await until('the stock node answers', () => (process.check(), rpc(node.port, 'system_health')), { seconds: 90 });
      api = await connect(node);
      const to = stranger();
      await succeed(api, api.tx.balances.transferKeepAlive(to.address, 2n * UNIT), alice);
      assert.equal(await free(api, to), 2n * UNIT);
      // The same questions without our node: through the runtime API.
      assert.equal((await api.call.recordsApi.store(0)).isNone, true);
    } finally {
      await api?.disconnect();
      await process.stop();
    }
  });
});
