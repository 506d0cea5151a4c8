// Members come, rest and go by motion; nobody else decides anything, and no pause or upgrade gets past the two bodies.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { alice, bob, charlie, dave, members, stranger, UNIT } from './lib/accounts.js';
import { chainTime, connect, event, failWith, free, has, now, organizationAccount, send, succeed } from './lib/chain.js';
import { BREACH_OF_RULES } from './lib/codes.js';
import { motion, pass, seats } from './lib/motion.js';
import { devNode } from './lib/node.js';
import * as papi from './lib/papi.js';
import { until } from './lib/processes.js';
import { currentCode, packed, withSpecVersion } from './lib/wasm.js';

const ROLE = { payer: 1 << 1, dispenser: 1 << 4 };

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

const inCouncil = async (who) => (await api.query.council.members()).some((m) => m.eq(who.address));
const standing = async (id) => (await api.query.organizations.organizations(id)).unwrap().standing.type;

describe('membership', () => {
  const applicant = stranger();
  const newcomer = 8;

  it('begins with an application, through PAPI, that changes no voting body', async () => {
    await succeed(api, api.tx.balances.transferKeepAlive(applicant.address, 1_000n * UNIT), alice);
    const call = client.api.tx.Organizations.apply({ roles: ROLE.payer, identifiers: [] });
    const result = await call.signAndSubmit(papi.signer(applicant));
    assert.equal(result.ok, true, JSON.stringify(result.dispatchError));
    assert.equal(await standing(newcomer), 'Candidate');
    assert.equal(await inCouncil(applicant), false);
  });

  it('is admitted by a motion that is proposed, voted and closed through PAPI', async () => {
    const call = client.api.tx.Organizations.admit({ organization: newcomer });
    const encoded = await call.getEncodedData();
    const length = encoded.length ?? encoded.asBytes().length;
    const proposed = await client.api.tx.Council.propose({ threshold: 6, proposal: call.decodedCall, length_bound: length })
      .signAndSubmit(papi.signer(alice));
    assert.equal(proposed.ok, true, JSON.stringify(proposed.dispatchError));
    const { proposal_index: index, proposal_hash: proposal } = proposed.events
      .find((e) => e.type === 'Council' && e.value.type === 'Proposed').value.value;
    for (const voter of members.slice(0, 6)) {
      const vote = await client.api.tx.Council.vote({ proposal, index, approve: true }).signAndSubmit(papi.signer(voter));
      assert.equal(vote.ok, true, JSON.stringify(vote.dispatchError));
    }
    const { weight } = await client.api.apis.TransactionPaymentCallApi.query_call_info(call.decodedCall, length);
    const closed = await client.api.tx.Council.close({
      proposal_hash: proposal, index, length_bound: length, proposal_weight_bound: weight,
    }).signAndSubmit(papi.signer(bob));
    assert.equal(closed.ok, true, JSON.stringify(closed.dispatchError));
    assert.equal(await standing(newcomer), 'Active');
    assert.equal(await inCouncil(applicant), true);
  });

  it('can rest and come back, and the voting bodies follow', async () => {
    await succeed(api, api.tx.organizations.setTechnicalDelegate(newcomer, applicant.address), applicant);
    const delegates = async () => (await api.query.technicalCommittee.members()).some((m) => m.eq(applicant.address));
    assert.equal(await delegates(), true);
    await pass(api, api.tx.organizations.suspend(newcomer, BREACH_OF_RULES));
    assert.equal(await standing(newcomer), 'Suspended');
    assert.equal(await inCouncil(applicant), false);
    assert.equal(await delegates(), false);
    // Suspended, it proposes nothing.
    const remark = api.tx.system.remark('0x00');
    await failWith(api, 'Council.NotMember', api.tx.council.propose(6, remark.method, remark.method.encodedLength), applicant);

    await pass(api, api.tx.organizations.reinstate(newcomer));
    assert.equal(await standing(newcomer), 'Active');
    assert.equal(await inCouncil(applicant), true);
    assert.equal(await delegates(), true);
  });

  it('ends by expulsion, and its deposit goes back', async () => {
    const held = async () => (await api.query.system.account(applicant.address)).data.reserved.toBigInt();
    assert.ok((await held()) > 0n);
    await pass(api, api.tx.organizations.expel(newcomer, BREACH_OF_RULES));
    assert.equal(await standing(newcomer), 'Expelled');
    assert.equal(await inCouncil(applicant), false);
    assert.equal(await held(), 0n);
    const again = await motion(api, api.tx.organizations.admit(newcomer));
    assert.equal(again.outcome, 'Organizations.WrongStanding');
  });
});

describe('voting', () => {
  it('needs a seat', async () => {
    const nobody = stranger();
    await succeed(api, api.tx.balances.transferKeepAlive(nobody.address, 100n * UNIT), alice);
    const call = api.tx.organizations.suspend(3, BREACH_OF_RULES);
    await failWith(api, 'Council.NotMember', api.tx.council.propose(6, call.method, call.method.encodedLength), nobody);
    await failWith(api, 'TechnicalCommittee.NotMember', api.tx.technicalCommittee.propose(6, call.method, call.method.encodedLength), nobody);
  });

  it('needs the majority that the decision asks for, whatever threshold was proposed', async () => {
    // Four of eight are no three fifths.
    const weak = await motion(api, api.tx.organizations.suspend(3, BREACH_OF_RULES), { ayes: 4 });
    assert.equal(weak.outcome, 'BadOrigin');
    assert.equal(await standing(3), 'Active');
    // One member alone executes with a member's origin, which decides nothing.
    const alone = await motion(api, api.tx.organizations.suspend(3, BREACH_OF_RULES), { ayes: 1 });
    assert.equal(alone.outcome, 'BadOrigin');
  });

  it('cannot be closed before there are enough votes', async () => {
    const call = api.tx.organizations.suspend(3, BREACH_OF_RULES).method;
    const proposed = await succeed(api, api.tx.council.propose(6, call, call.encodedLength), dave);
    const [, index, hash] = event(proposed, 'council', 'Proposed').data;
    await succeed(api, api.tx.council.vote(hash, index, true), alice);
    const weight = { refTime: 50_000_000_000, proofSize: 1_000_000 };
    await failWith(api, 'Council.TooEarly', api.tx.council.close(hash, index, weight, call.encodedLength), bob);
    assert.equal(await standing(3), 'Active');
  });

  it('does not help the other body: the Technical Committee admits and issues nothing', async () => {
    const result = await motion(api, api.tx.governance.issue(bob.address, UNIT), { body: 'technicalCommittee', ayes: 8 });
    assert.equal(result.outcome, 'BadOrigin');
  });

  it('is the only way: privileged calls of an ordinary origin, bare, batched or by proxy, are refused', async () => {
    const calls = [
      api.tx.organizations.admit(0), api.tx.organizations.suspend(1, BREACH_OF_RULES), api.tx.organizations.expel(1, BREACH_OF_RULES),
      api.tx.governance.issue(alice.address, UNIT), api.tx.governance.emergencyPause([['Balances', 'transfer_keep_alive']], 600),
      api.tx.attestation.registerAttestor(alice.publicKey, 0), api.tx.system.setCode('0x00'),
      api.tx.assets.forceCreate(1, alice.address, true, 1),
    ];
    for (const call of calls) await failWith(api, 'BadOrigin', call, alice);
    for (const call of calls) {
      const batched = await succeed(api, api.tx.utility.forceBatch([call]), alice);
      assert.ok(has(batched, 'utility', 'ItemFailed'), `${call.method.section}.${call.method.method} in a batch`);
    }
  });

  it('leaves no way round by setting balances', async () => {
    for (const call of [api.tx.balances.forceSetBalance(alice.address, 1n), api.tx.balances.forceTransfer(bob.address, alice.address, 1n)]) {
      const result = await send(api, call, alice);
      assert.match(result.error, /^(BadOrigin|System\.CallFiltered)$/);
    }
  });
});

describe('the fee token', () => {
  it('is issued by two thirds of the Council, with an event', async () => {
    const to = organizationAccount(api, 2);
    const before = await free(api, to);
    const issued = await pass(api, api.tx.governance.issue(to, 42n * UNIT), { ayes: 6 });
    assert.equal((await free(api, to)) - before, 42n * UNIT);
    assert.ok(has(issued, 'governance', 'Issued'));
    const tooFew = await motion(api, api.tx.governance.issue(to, UNIT), { ayes: 5 });
    assert.equal(tooFew.outcome, 'BadOrigin');
  });
});

describe('an emergency pause', () => {
  const name = ['Subjects', 'open'];

  it('is put by the Technical Committee on single calls and lifts itself', async () => {
    const someone = stranger();
    await succeed(api, api.tx.balances.transferKeepAlive(someone.address, 100n * UNIT), alice);
    await pass(api, api.tx.governance.emergencyPause([name], 120), { body: 'technicalCommittee' });
    const [pause] = (await api.query.governance.pauses()).toArray();
    const until = Number(pause.until);
    assert.ok(until > (await now(api)));
    await failWith(api, 'System.CallFiltered', api.tx.subjects.open(), someone);
    // What was not named goes on.
    await succeed(api, api.tx.system.remark('0x00'), someone);

    await chainTime(api, until + 6);
    assert.equal((await api.query.governance.pauses()).toArray().length, 0);
    await succeed(api, api.tx.subjects.open(), someone);
  });

  it('can be lifted early', async () => {
    await pass(api, api.tx.governance.emergencyPause([name], 86_400), { body: 'technicalCommittee' });
    const lifted = await pass(api, api.tx.governance.lift([name]), { body: 'technicalCommittee' });
    assert.ok(has(lifted, 'governance', 'Lifted'));
    assert.equal((await api.query.txPause.pausedCalls.keys()).length, 0);
  });

  it('cannot silence governance, last too long, or name what is not there', async () => {
    const how = { body: 'technicalCommittee' };
    const outcome = async (calls, seconds) => (await motion(api, api.tx.governance.emergencyPause(calls, seconds), how)).outcome;
    assert.equal(await outcome([['Council', 'vote']], 600), 'Governance.Unpausable');
    assert.equal(await outcome([['Timestamp', 'set']], 600), 'Governance.Unpausable');
    assert.equal(await outcome([name], 8 * 86_400), 'Governance.DurationOutOfRange');
    assert.equal(await outcome([['Subjects', 'close']], 600), 'Governance.CallNotFound');
    assert.equal(await outcome([], 600), 'Governance.NoCalls');
    const byCouncil = await motion(api, api.tx.governance.emergencyPause([name], 600));
    assert.equal(byCouncil.outcome, 'BadOrigin');
  });
});

describe('a runtime upgrade', () => {
  let same, newer;
  before(async () => {
    const code = await currentCode(node);
    same = packed(code);
    newer = withSpecVersion(code, 2);
    const mebibytes = (bytes) => (bytes.length / 2 ** 20).toFixed(1);
    console.log(`runtime: ${mebibytes(code)} MiB in state, ${mebibytes(newer)} MiB compressed`);
  });
  const version = async () => (await node.rpc('state_getRuntimeVersion')).specVersion;

  /** The committee whitelists, the Council dispatches as Root. */
  async function asRoot(call, { whitelist = true, ayes } = {}) {
    if (whitelist) await pass(api, api.tx.whitelist.whitelistCall(call.method.hash), { body: 'technicalCommittee' });
    return motion(api, api.tx.whitelist.dispatchWhitelistedCallWithPreimage(call.method), { ayes });
  }

  it('does not happen unless the committee whitelisted it', async () => {
    const call = api.tx.system.authorizeUpgrade('0x' + '11'.repeat(32));
    // The Council's decision is kept for a while, should the committee still agree. Nothing is executed.
    const kept = await asRoot(call, { whitelist: false });
    assert.equal(has(kept, 'whitelist', 'WhitelistedCallDispatched'), false);
    assert.equal(has(kept, 'system', 'UpgradeAuthorized'), false);
    assert.equal((await api.query.system.authorizedUpgrade()).isNone, true);
  });

  it('does not happen unless three quarters of the Council dispatch it', async () => {
    const call = api.tx.system.authorizeUpgrade('0x' + '22'.repeat(32));
    assert.equal((await asRoot(call, { ayes: 5 })).outcome, 'BadOrigin');
    assert.equal((await api.query.system.authorizedUpgrade()).isNone, true);
  });

  it('refuses code that was not authorised', async () => {
    const why = await send(api, api.tx.system.applyAuthorizedUpgrade(bytes(newer)), alice).catch((error) => ({ error: error.message }));
    assert.match(why.error, /NothingAuthorized|Unauthorized|Invalid Transaction/);
    assert.equal(await version(), 1);
  });

  it('refuses code of the same or a lower version', async () => {
    const call = api.tx.system.authorizeUpgrade(api.registry.hash(same).toHex());
    assert.equal((await asRoot(call)).outcome, null);
    const result = await send(api, api.tx.system.applyAuthorizedUpgrade(bytes(same)), alice).catch((error) => ({ error: error.message }));
    const rejected = result.events?.find((e) => e.pallet === 'system' && e.name === 'RejectedInvalidAuthorizedUpgrade');
    assert.ok(result.error ?? rejected, 'the same version was accepted');
    assert.equal(await version(), 1);
  });

  it('happens when both bodies agree, and keeps the state', async () => {
    const before = (await api.query.organizations.organizations.keys()).length;
    const call = api.tx.system.authorizeUpgrade(api.registry.hash(newer).toHex());
    assert.equal((await asRoot(call)).outcome, null);
    await succeed(api, api.tx.system.applyAuthorizedUpgrade(bytes(newer)), charlie);
    await until('the new runtime is in force', async () => (await version()) === 2);
    await until('the client notices', () => api.runtimeVersion.specVersion.toNumber() === 2);
    await succeed(api, api.tx.system.remark('0x01'), alice);
    // The runtime says so itself, in what it tells clients that ask it and not the node.
    assert.equal((await client.api.apis.Core.version()).spec_version, 2);
    assert.equal((await api.query.organizations.organizations.keys()).length, before);
    assert.equal((await seats(api)).size, 8);
  });

  const bytes = (wasm) => `0x${Buffer.from(wasm).toString('hex')}`;
});
