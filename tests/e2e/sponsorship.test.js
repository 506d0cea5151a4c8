// A patient without any balance uses the chain through an ordinary wallet; a member pays, and cannot be drained.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { alice, bob, stranger, UNIT } from './lib/accounts.js';
import { connect, event, failWith, free, organizationAccount, refused, send, succeed } from './lib/chain.js';
import { BREACH_OF_RULES } from './lib/codes.js';
import { pass } from './lib/motion.js';
import { devNode } from './lib/node.js';
import { refusal } from './lib/rpc.js';

const HOSPITAL = 0;
const PAYER = 1;
const CANNOT_PAY = /^1010: Invalid Transaction: Inability to pay some fees/;
const custom = (n) => new RegExp(`^1010: Invalid Transaction: Custom error: ${n}`);

let node, api;
before(async () => {
  node = await devNode();
  api = await connect(node);
});
after(async () => {
  await api?.disconnect();
  await node?.stop();
});

const vouch = (who, { allowance = UNIT, quota = 10n * UNIT, organization = HOSPITAL, by = alice } = {}) =>
  succeed(api, api.tx.sponsorship.vouch(organization, who.address, allowance, quota), by);
const onHold = async (who) => (await api.query.system.account(who)).data.reserved.toBigInt();

describe('an account that nobody sponsors', () => {
  it('without balance cannot sign anything', async () => {
    assert.match(await refused(api, api.tx.subjects.open(), stranger()), CANNOT_PAY);
  });
});

describe('a sponsored account without balance', () => {
  const patient = stranger();
  let member, signed;
  before(async () => {
    member = organizationAccount(api, HOSPITAL);
    await vouch(patient);
  });

  it('opens its subject from an ordinary wallet; fee and deposit are the sponsor\u2019s', async () => {
    const [freeBefore, heldBefore] = [await free(api, member), await onHold(member)];
    signed = await api.tx.subjects.open().signAsync(patient, { nonce: -1 });
    const result = await succeed(api, api.tx.subjects.open(), patient);
    const paid = event(result, 'sponsorship', 'FeeSponsored').data;
    assert.equal(paid[0].toNumber(), HOSPITAL);
    assert.equal(paid[1].toString(), patient.address);
    const fee = paid[2].toBigInt();
    const held = (await onHold(member)) - heldBefore;
    assert.ok(fee > 0n && held > 0n);
    assert.equal(freeBefore - (await free(api, member)), fee + held);
    assert.equal((await api.query.sponsorship.depositsHeld(HOSPITAL, patient.address)).toBigInt(), held);
    const own = (await api.query.system.account(patient.address)).data;
    assert.deepEqual([own.free.toBigInt(), own.reserved.toBigInt()], [0n, 0n]);
    assert.ok((await api.query.subjects.subjects(patient.publicKey)).isSome);
  });

  it('cannot have the same signature counted again', async () => {
    const error = await refusal(node.port, 'author_submitExtrinsic', signed.toHex());
    assert.match(error.message, /1010|1012|1013/);
    assert.match(error.message, /outdated|already|stale|banned/i);
  });

  it('may not tip at the sponsor\u2019s cost', async () => {
    const call = api.tx.subjects.rotate(patient.publicKey, [patient.address]);
    assert.match(await refused(api, call, patient, { tip: 1 }), custom(102));
  });

  it('may not wrap calls, nor make others than a patient\u2019s', async () => {
    const inner = api.tx.subjects.rotate(patient.publicKey, [patient.address]);
    for (const call of [
      api.tx.utility.batch([inner]), api.tx.utility.batchAll([inner]), api.tx.utility.asDerivative(0, inner),
      api.tx.proxy.proxy(patient.address, null, inner), api.tx.multisig.asMultiThreshold1([bob.address], inner),
      api.tx.balances.transferKeepAlive(bob.address, 0), api.tx.system.remark('0x00'),
      api.tx.sponsorship.vouch(HOSPITAL, bob.address, 1, 1),
    ]) assert.match(await refused(api, call, patient), custom(101), `${call.method.section}.${call.method.method}`);
  });

  it('is refused before inclusion when its allowance is used up, and served again when it is raised', async () => {
    await succeed(api, api.tx.sponsorship.amend(HOSPITAL, patient.address, 1n, 10n * UNIT), alice);
    const call = api.tx.subjects.rotate(patient.publicKey, [patient.address]);
    assert.match(await refused(api, call, patient), custom(100));
    await succeed(api, api.tx.sponsorship.amend(HOSPITAL, patient.address, UNIT, 10n * UNIT), alice);
    await succeed(api, call, patient);
  });

  it('is bounded by its sponsor\u2019s budget over all accounts', async () => {
    await succeed(api, api.tx.sponsorship.setBudget(HOSPITAL, 1n), alice);
    const call = api.tx.subjects.rotate(patient.publicKey, [patient.address]);
    assert.match(await refused(api, call, patient), custom(106));
    await succeed(api, api.tx.sponsorship.setBudget(HOSPITAL, null), alice);
    await succeed(api, call, patient);
  });

  it('spends its allowance down to nothing and no further', async () => {
    const call = api.tx.subjects.rotate(patient.publicKey, [patient.address]);
    const fee = event(await succeed(api, call, patient), 'sponsorship', 'FeeSponsored').data[2].toBigInt();
    const status = (await api.query.sponsorship.sponsorships(patient.address)).unwrap();
    const spent = JSON.parse(JSON.stringify(status)).allowance;
    // Room for two more calls and a little: the third must not get in.
    const soFar = BigInt(spent.spent ?? spent.used);
    await succeed(api, api.tx.sponsorship.amend(HOSPITAL, patient.address, soFar + fee * 3n - 1n, 10n * UNIT), alice);
    let served = 0;
    for (; served < 5; served += 1) {
      const result = await send(api, call, patient).catch((error) => error);
      if (result instanceof Error) {
        assert.match(result.message, custom(100));
        break;
      }
    }
    assert.ok(served >= 1 && served <= 2, `${served} calls were served`);
  });

  it('pays nothing while its sponsor is suspended, and the sponsor pays nothing either', async () => {
    const other = stranger();
    await vouch(other, { organization: PAYER, by: bob });
    await pass(api, api.tx.organizations.suspend(PAYER, BREACH_OF_RULES));
    assert.match(await refused(api, api.tx.subjects.open(), other), custom(105));
    await pass(api, api.tx.organizations.reinstate(PAYER));
    await succeed(api, api.tx.subjects.open(), other);
  });

  it('is refused once sponsorship ends; its nonce and its deposit stay', async () => {
    const held = (await api.query.sponsorship.depositsHeld(HOSPITAL, patient.address)).toBigInt();
    await succeed(api, api.tx.sponsorship.end(HOSPITAL, patient.address), alice);
    const call = api.tx.subjects.rotate(patient.publicKey, [patient.address]);
    assert.match(await refused(api, call, patient), CANNOT_PAY);
    assert.ok((await api.query.system.account(patient.address)).nonce.toNumber() > 0);
    assert.equal((await api.query.sponsorship.depositsHeld(HOSPITAL, patient.address)).toBigInt(), held);
    const error = await refusal(node.port, 'author_submitExtrinsic', signed.toHex());
    assert.match(error.message, /outdated|already|stale|banned/i);
  });
});

describe('sponsoring', () => {
  it('is the business of the member\u2019s staff', async () => {
    await failWith(api, 'Organizations.NotAuthorized', api.tx.sponsorship.vouch(HOSPITAL, stranger().address, 1, 1), bob);
  });

  it('happens once at a time, and the account may leave for nothing', async () => {
    const patient = stranger();
    await vouch(patient);
    await failWith(api, 'Sponsorship.AlreadySponsored', api.tx.sponsorship.vouch(PAYER, patient.address, 1, 1), bob);
    const before = await free(api, organizationAccount(api, HOSPITAL));
    await succeed(api, api.tx.sponsorship.renounce(), patient);
    assert.ok((await free(api, organizationAccount(api, HOSPITAL))) >= before, 'leaving costs the sponsor nothing');
    await vouch(patient, { organization: PAYER, by: bob });
  });

  it('carries deposits only within the quota', async () => {
    const patient = stranger();
    await vouch(patient, { quota: 1n });
    const result = await send(api, api.tx.subjects.open(), patient);
    assert.equal(result.error, 'Sponsorship.QuotaExceeded');
    assert.ok((await api.query.subjects.subjects(patient.publicKey)).isNone);
  });
});
