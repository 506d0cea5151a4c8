// Whatever is wrong has a name, costs the node little, and changes nothing.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { alice, bob, charlie, dave, one, stranger, UNIT } from './lib/accounts.js';
import { general, report, transaction } from './lib/attest.js';
import { connect, event, failWith, refused, send, succeed } from './lib/chain.js';
import { BREACH_OF_RULES } from './lib/codes.js';
import { proof, root } from './lib/merkle.js';
import { pass } from './lib/motion.js';
import { devNode } from './lib/node.js';
import { overWebSocket, post, refusal } from './lib/rpc.js';

const HOSPITAL = 0;
const HOUR = 3_600;
const random = (bytes = 32) => `0x${randomBytes(bytes).toString('hex')}`;
const attestors = [[bob.publicKey, 'BusinessAssociate'], [charlie.publicKey, 'Regulator'], [one.publicKey, 'Auditor']];

let node, api;
before(async () => {
  node = await devNode();
  api = await connect(node);
});
after(async () => {
  await api?.disconnect();
  await node?.stop();
});

const alive = async () => {
  const height = await node.best();
  await node.reach(height + 1, 30);
};

describe('transactions that are none', () => {
  const submit = (bytes) => refusal(node.port, 'author_submitExtrinsic', bytes);

  it('are refused when they cannot be decoded', async () => {
    for (const bytes of ['0x', '0x00', '0x0400', '0x1004ffffff', random(200), `0x${'ff'.repeat(1000)}`]) {
      const error = await submit(bytes);
      assert.ok([1001, 1002, 1010, 1040, -32602].includes(error.code), `${bytes.slice(0, 20)}: ${error.message}`);
    }
    await alive();
  });

  it('are refused when they are no hexadecimal text', async () => {
    for (const bytes of ['hello', '0xzz', 17, null, {}]) {
      const error = await submit(bytes);
      assert.equal(error.code, -32602, error.message);
    }
  });

  it('are refused when they name a pallet, a call or a variant that does not exist', async () => {
    const good = api.tx.system.remark('0x00').method.toU8a();
    for (const change of [(b) => (b[0] = 200), (b) => (b[1] = 200)]) {
      const bytes = Uint8Array.from(good);
      change(bytes);
      const error = await submit(general(bytes));
      assert.ok([1002, 1010].includes(error.code), error.message);
    }
  });

  it('are refused when they are nested beyond measure', async () => {
    // utility.batch of one batch of one batch ...: a small body that decodes ever deeper.
    const depth = 2_000;
    const prefix = api.tx.utility.batch([]).method.toU8a().subarray(0, 2);
    const layers = Array.from({ length: depth }, () => Buffer.from([...prefix, 4]));
    const error = await submit(general(Buffer.concat([...layers, Buffer.from([...prefix, 0])])));
    assert.ok([1002, 1010].includes(error.code), error.message);
    await alive();
  });

  it('are refused when they are larger than a block', async () => {
    const call = api.tx.system.remark(`0x${'00'.repeat(6 * 1024 * 1024)}`);
    assert.match(await refused(api, call, alice), /1010|exhaust|too large|limit|1009/i);
    await alive();
  });

  it('are refused when signed for another chain or for a version that is not in force', async () => {
    const signed = await api.tx.system.remark('0x00').signAsync(alice, { genesisHash: random(), blockHash: random(), era: 0 });
    const error = await refusal(node.port, 'author_submitExtrinsic', signed.toHex());
    assert.equal(error.code, 1010);
    assert.match(error.message, /bad signature/);
  });
});

describe('questions that are none', () => {
  /** Every error of our methods has this shape. */
  function shaped(error, { source, code, field }) {
    assert.equal(typeof error.code, 'number');
    assert.ok(error.plain.length > 0);
    assert.deepEqual(Object.keys(error.data).sort(), ['code', 'field', 'hint', 'source']);
    assert.equal(error.data.source, source);
    assert.equal(error.data.code, code);
    assert.equal(error.data.field, field);
    assert.ok(error.data.hint.length > 0);
  }
  const H = random();

  it('get an answer that says what is wrong, in the terms of FHIR', async () => {
    shaped(await refusal(node.port, 'records_store', { store: 4_000_000_000 }), { source: 'FHIR', code: 'not-found', field: 'store' });
    shaped(await refusal(node.port, 'records_anchor', { anchor: '1' }), { source: 'FHIR', code: 'not-found', field: 'anchor' });
    shaped(await refusal(node.port, 'records_anchor', { anchor: 'one' }), { source: 'FHIR', code: 'value', field: 'anchor' });
    shaped(await refusal(node.port, 'records_anchor', { anchor: '-1' }), { source: 'FHIR', code: 'value', field: 'anchor' });
    shaped(await refusal(node.port, 'records_anchor', { anchor: '99999999999999999999999' }), { source: 'FHIR', code: 'value', field: 'anchor' });
    shaped(
      await refusal(node.port, 'records_verify', { anchor: '1', index: 0, commitment: H, proof: Array(25).fill(H) }),
      { source: 'FHIR', code: 'value', field: 'proof' },
    );
    shaped(await refusal(node.port, 'trail_get', { kind: 'recordStore', subject: '0', limit: 0 }), { source: 'FHIR', code: 'value', field: 'limit' });
    shaped(await refusal(node.port, 'trail_get', { kind: 'recordStore', subject: '0', limit: 1001 }), { source: 'FHIR', code: 'value', field: 'limit' });
    shaped(await refusal(node.port, 'trail_get', { kind: 'recordStore', subject: 'zero' }), { source: 'FHIR', code: 'value', field: 'subject' });
    shaped(await refusal(node.port, 'trail_get', { kind: 'recordStore', subject: '77' }), { source: 'FHIR', code: 'not-found', field: 'subject' });
    shaped(await refusal(node.port, 'trail_get', { kind: 'claim', subject: '0x00' }), { source: 'FHIR', code: 'not-found', field: 'subject' });
    shaped(await refusal(node.port, 'trail_get', { kind: 'subject', subject: `0x${'00'.repeat(200)}` }), { source: 'FHIR', code: 'value', field: 'subject' });
    shaped(await refusal(node.port, 'records_store', { store: 0 }, random()), { source: 'FHIR', code: 'not-found', field: 'at' });
  });

  it('are refused when fields are unknown, missing or of the wrong type', async () => {
    for (const [method, params] of [
      ['records_store', [{ store: 0, extra: 1 }]], ['records_store', [{}]], ['records_store', []], ['records_store', [0]],
      ['records_store', [{ store: '0' }]], ['records_store', [{ store: -1 }]], ['records_store', [{ store: 1.5 }]],
      ['records_store', [{ store: 2 ** 40 }]], ['records_store', [null]], ['records_store', [[[]]]],
      ['records_anchor', [{ anchor: 1 }]],
      ['records_verify', [{ anchor: '1', index: 0, commitment: '0x00', proof: [] }]],
      ['records_verify', [{ anchor: '1', index: -1, commitment: H, proof: [] }]],
      ['records_verify', [{ anchor: '1', index: 0, commitment: H, proof: 'none' }]],
      ['records_verify', [{ anchor: '1', index: 0, commitment: H, proof: ['0x12'] }]],
      ['trail_get', [{ kind: 'everything', subject: '0' }]], ['trail_get', [{ kind: 'subject' }]],
      ['trail_get', [{ kind: 'subject', subject: '0x00', before: 'x' }]],
      ['records_store', [{ store: 0 }, 'not a hash']],
    ]) {
      const error = await refusal(node.port, method, ...params);
      assert.equal(error.code, -32602, `${method} ${JSON.stringify(params)}: ${error.message}`);
    }
  });

  it('are refused when the method does not exist', async () => {
    assert.equal((await refusal(node.port, 'records_delete', { store: 0 })).code, -32601);
  });

  it('do no harm when the JSON is broken, huge or deep', async () => {
    const broken = await post(node.port, '{"jsonrpc":"2.0","id":1,"method":');
    assert.ok(broken.status >= 400 || JSON.parse(broken.text).error, broken.text);
    const deep = `{"jsonrpc":"2.0","id":1,"method":"records_store","params":[{"store":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`;
    const tooDeep = await post(node.port, deep);
    assert.ok(tooDeep.status >= 400 || JSON.parse(tooDeep.text).error, tooDeep.text.slice(0, 200));
    const huge = `{"jsonrpc":"2.0","id":1,"method":"records_store","params":[{"store":"${'x'.repeat(40 * 1024 * 1024)}"}]}`;
    const tooLarge = await post(node.port, huge).catch((error) => ({ status: 413, text: error.message }));
    assert.ok(tooLarge.status >= 400 || JSON.parse(tooLarge.text).error, tooLarge.text.slice(0, 200));
    const over = await overWebSocket(node.port, huge);
    assert.ok(over.closed || over.error || over.answer?.error, JSON.stringify(over).slice(0, 200));
    await alive();
  });
});

describe('calls that are not allowed', () => {
  const url = random();
  const register = (org = HOSPITAL, who = attestors, quorum = 2, period = HOUR) =>
    api.tx.records.registerStore(org, 'FhirR4', random(), who, quorum, period);
  let store;
  before(async () => {
    const made = await succeed(api, api.tx.records.registerStore(HOSPITAL, 'FhirR4', url, attestors, 2, 24 * HOUR), alice);
    store = event(made, 'records', 'StoreRegistered').data[0].toNumber();
  });

  it('by an account that is no staff of the member', async () => {
    const nobody = stranger();
    await succeed(api, api.tx.balances.transferKeepAlive(nobody.address, 100n * UNIT), alice);
    await failWith(api, 'Organizations.NotAuthorized', register(), nobody);
    await failWith(api, 'Organizations.NotAuthorized', api.tx.records.anchor(store, random(), 1, 'm', []), nobody);
    await failWith(api, 'Organizations.NotAuthorized', api.tx.records.anchor(store, random(), 1, 'm', []), bob);
    const inBatch = await send(api, api.tx.utility.batchAll([api.tx.records.anchor(store, random(), 1, 'm', [])]), bob);
    assert.equal(inBatch.error, 'Organizations.NotAuthorized');
    const notProxy = await send(api, api.tx.proxy.proxy(alice.address, null, api.tx.records.anchor(store, random(), 1, 'm', [])), bob);
    assert.equal(notProxy.error, 'Proxy.NotProxy');
  });

  it('for a member that does not exist or is suspended', async () => {
    await failWith(api, 'Organizations.NotFound', register(99), alice);
    await pass(api, api.tx.organizations.suspend(3, BREACH_OF_RULES));
    await failWith(api, 'Organizations.NotActive', register(3), dave);
    await pass(api, api.tx.organizations.reinstate(3));
  });

  it('with a set of attestors that decides nothing or that the owner could outvote', async () => {
    await failWith(api, 'Records.QuorumOutOfRange', register(HOSPITAL, attestors, 0), alice);
    await failWith(api, 'Records.QuorumOutOfRange', register(HOSPITAL, attestors, 4), alice);
    await failWith(api, 'Records.QuorumOutOfRange', register(HOSPITAL, attestors, 1), alice);
    await failWith(api, 'Records.AttestorNamedTwice', register(HOSPITAL, [attestors[0], attestors[0]], 2), alice);
    await failWith(api, 'Records.BasisNotMet', register(HOSPITAL, [[bob.publicKey, 'Auditor'], attestors[1]], 2), alice);
    await failWith(api, 'Records.BasisNotMet', register(HOSPITAL, [[stranger().publicKey, 'Auditor'], attestors[1]], 2), alice);
    await failWith(api, 'Records.OwnersMajority', register(HOSPITAL, [[alice.publicKey, 'OwnNode'], attestors[1]], 2), alice);
    await failWith(api, 'Records.ChallengePeriodOutOfRange', register(HOSPITAL, attestors, 2, 1), alice);
  });

  it('on a store, an anchor or a leaf that is not there', async () => {
    await failWith(api, 'Records.StoreNotFound', api.tx.records.anchor(77, random(), 1, 'm', []), alice);
    await failWith(api, 'Records.LeafCountOutOfRange', api.tx.records.anchor(store, random(), 0, 'm', []), alice);
    await failWith(api, 'Records.LeafCountOutOfRange', api.tx.records.anchor(store, random(), 16_777_217, 'm', []), alice);
    await failWith(api, 'Records.MalformedHandle', api.tx.records.anchor(store, random(), 1, '../m', []), alice);
    await failWith(api, 'Records.MalformedHandle', api.tx.records.anchor(store, random(), 1, '', []), alice);
    const hash = random();
    const anchored = await succeed(api, api.tx.records.anchor(store, hash, 4, 'm', []), alice);
    const anchor = event(anchored, 'records', 'Anchored').data[1];
    await failWith(api, 'Records.AlreadyAnchored', api.tx.records.anchor(store, hash, 4, 'm2', []), alice);
    await failWith(api, 'Records.AnchorNotFound', api.tx.records.challenge(HOSPITAL, 12345, 0), alice);
    await failWith(api, 'Records.LeafNotFound', api.tx.records.challenge(HOSPITAL, anchor, 4), alice);
    await failWith(api, 'Records.LeafNotFound', api.tx.records.anchor(store, random(), 1, 'm', [[anchor, 9]]), alice);
    await failWith(api, 'Records.NothingToErase', api.tx.records.erase(anchor, []), alice);
    await succeed(api, api.tx.records.erase(anchor, [3]), alice);
    await failWith(api, 'Records.AlreadyErased', api.tx.records.erase(anchor, [3]), alice);
    await succeed(api, api.tx.records.anchor(store, random(), 1, 'm3', [[anchor, 0]]), alice);
    await failWith(api, 'Records.AlreadySuperseded', api.tx.records.anchor(store, random(), 1, 'm4', [[anchor, 0]]), alice);
  });

  it('against someone else\u2019s records', async () => {
    const other = await succeed(api, api.tx.records.registerStore(1, 'FhirR4', random(), [attestors[1], attestors[2]], 2, HOUR), bob);
    const foreign = event(other, 'records', 'StoreRegistered').data[0].toNumber();
    const anchored = await succeed(api, api.tx.records.anchor(foreign, random(), 1, 'm', []), bob);
    const anchor = event(anchored, 'records', 'Anchored').data[1];
    await failWith(api, 'Records.ForeignRecord', api.tx.records.anchor(store, random(), 1, 'm', [[anchor, 0]]), alice);
    await failWith(api, 'Organizations.NotAuthorized', api.tx.records.erase(anchor, [0]), alice);
    await failWith(api, 'Organizations.NotAuthorized', api.tx.records.retireStore(foreign), alice);
  });
});

describe('attestations', () => {
  let job, store, anchor;
  const refuse = async (tx, expected, why) => {
    const error = await refusal(node.port, 'author_submitExtrinsic', tx);
    assert.equal(error.code, 1010, `${why}: ${error.message}`);
    assert.match(error.message, expected, why);
  };
  const custom = (n) => new RegExp(`Custom error: ${n}\\b`);
  const job_ = async () => (await api.query.attestation.jobs(job));
  /** Until the report is in a block. */
  const counted = async (tx) => {
    await node.rpc('author_submitExtrinsic', tx);
    await node.reach((await node.best()) + 2);
  };

  before(async () => {
    const made = await succeed(api, api.tx.records.registerStore(HOSPITAL, 'FhirR4', random(), attestors, 2, 24 * HOUR), alice);
    store = event(made, 'records', 'StoreRegistered').data[0].toNumber();
    const leaves = [0, 1, 2].map(() => randomBytes(32));
    const anchored = await succeed(api, api.tx.records.anchor(store, root(leaves), 3, 'm', []), alice);
    anchor = event(anchored, 'records', 'Anchored').data[1];
    const opened = await succeed(api, api.tx.records.challenge(HOSPITAL, anchor, 1), alice);
    job = event(opened, 'attestation', 'JobOpened').data[0].toNumber();
    await failWith(api, 'Records.AlreadyChallenged', api.tx.records.challenge(HOSPITAL, anchor, 1), alice);
    const verified = await node.rpc('records_verify', {
      anchor: anchor.toString(), index: 1, commitment: `0x${leaves[1].toString('hex')}`, proof: proof(leaves, 1),
    });
    assert.equal(verified.anchored, true);
  });

  it('count for nothing when they are not what the job asks, or not by whom', async () => {
    const good = await report(api, job, bob);
    await refuse(transaction(api, { ...good, job: 999 }, bob), custom(64), 'no such job');
    await refuse(transaction(api, { ...good, round: 2 }, bob), custom(66), 'another round');
    await refuse(transaction(api, { ...good, question: random() }, bob), custom(67), 'another question');
    await refuse(transaction(api, { ...good, attestor: dave.publicKey }, dave), custom(70), 'an attestor who was not asked');
    await refuse(transaction(api, { ...good, attestor: stranger().publicKey }, bob), custom(70), 'nobody');
    await refuse(transaction(api, { ...good, validUntil: good.validFrom + 65 }, bob), custom(72), 'a window too long');
    await refuse(transaction(api, { ...good, validFrom: good.validFrom + 40 }, bob), /future/i, 'a window not open');
    await refuse(transaction(api, { ...good, validFrom: 0, validUntil: 1 }, bob), /outdated/i, 'a window closed');
  });

  it('count for nothing when the signature is not the attestor\u2019s, or is for another chain', async () => {
    const good = await report(api, job, bob);
    await refuse(transaction(api, good, charlie), /bad signature/, 'signed by another');
    await refuse(transaction(api, good, bob, { genesis: randomBytes(32) }), /bad signature/, 'another genesis');
    const other = { ...good, verdict: 'Mismatch' };
    const tampered = transaction(api, good, bob);
    const swapped = tampered.replace(
      Buffer.from(api.tx.attestation.submit(good, new Uint8Array(64)).method.args[0].toU8a()).toString('hex'),
      Buffer.from(api.tx.attestation.submit(other, new Uint8Array(64)).method.args[0].toU8a()).toString('hex'),
    );
    assert.notEqual(swapped, tampered);
    await refuse(swapped, /bad signature/, 'another verdict under the same signature');
  });

  it('count once', async () => {
    const mine = transaction(api, await report(api, job, bob), bob);
    await counted(mine);
    assert.equal((await job_()).unwrap().votes.filter((v) => v.isSome).length, 1);
    const again = await refusal(node.port, 'author_submitExtrinsic', mine);
    assert.match(again.message, /Custom error: 71\b|already imported|banned/i);
    // The same attestor with a new signature over another verdict.
    await refuse(transaction(api, await report(api, job, bob, 'Mismatch'), bob), custom(71), 'a second vote');
  });

  it('end the job at the quorum; later ones find nothing', async () => {
    const late = transaction(api, await report(api, job, one), one);
    await counted(transaction(api, await report(api, job, charlie), charlie));
    assert.equal((await job_()).isNone, true);
    const { standing, lastAttested, faults } = await node.rpc('records_store', { store });
    assert.equal(standing, 'active');
    assert.equal(faults, 0);
    assert.match(lastAttested, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    await refuse(late, custom(64), 'a vote after the end');
  });

  it('that contradict each other make the store disputed', async () => {
    const opened = await succeed(api, api.tx.records.challenge(HOSPITAL, anchor, 2), alice);
    const id = event(opened, 'attestation', 'JobOpened').data[0].toNumber();
    for (const [who, verdict] of [[bob, 'Attested'], [charlie, 'Mismatch'], [one, 'Unavailable']])
      await counted(transaction(api, await report(api, id, who, verdict), who));
    const found = await node.rpc('records_store', { store });
    assert.equal(found.standing, 'disputed');
    assert.equal(found.faults, 1);
  });

  it('have no effect as a signed call of an ordinary account', async () => {
    const opened = await succeed(api, api.tx.records.challenge(HOSPITAL, anchor, 0), alice);
    const id = event(opened, 'attestation', 'JobOpened').data[0].toNumber();
    const call = api.tx.attestation.submit(await report(api, id, bob), new Uint8Array(64));
    const result = await send(api, call, bob).catch((error) => ({ error: error.message }));
    assert.match(result.error, /BadOrigin|1010/);
  });
});
