// A patient without a key is opened on paper, claims the subject later, rotates keys, and guardians cannot take over.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { alice, bob, stranger, UNIT } from './lib/accounts.js';
import { connect, event, failWith, now, succeed } from './lib/chain.js';
import { devNode } from './lib/node.js';

const HOSPITAL = 0;
const PAYER = 1;
const DAY = 86_400;
const random = () => `0x${randomBytes(32).toString('hex')}`;
/** Accounts in the order of their bytes, as the chain wants them. */
const ascending = (pairs) => [...pairs].sort((a, b) => Buffer.compare(a.publicKey, b.publicKey)).map((p) => p.address);

let node, api;
before(async () => {
  node = await devNode();
  api = await connect(node);
});
after(async () => {
  await api?.disconnect();
  await node?.stop();
});

async function endowed() {
  const pair = stranger();
  await succeed(api, api.tx.balances.transferKeepAlive(pair.address, 100n * UNIT), alice);
  return pair;
}
const keeper = async (subject) => (await api.query.subjects.subjects(subject)).unwrap().keeper;
const recorded = (result) => event(result, 'subjects', 'Recorded').data;
/** A colleague confirms what staff proposed. */
const confirmed = async (proposed, subject, by) =>
  succeed(api, api.tx.subjects.confirmProposal(HOSPITAL, subject, recorded(proposed)[1]), by);

describe('a patient without a key', () => {
  let claimant, other, subject, clerk;
  before(async () => {
    claimant = await endowed();
    other = await endowed();
    clerk = await endowed();
  });

  it('is opened by a member\u2019s registration staff, and by nobody else', async () => {
    const open = (by) => [api.tx.subjects.openFor(HOSPITAL, random(), 'PaperEvidence', random(), null), by];
    await failWith(api, 'Organizations.NotAuthorized', ...open(bob));
    const [id, n, entry] = recorded(await succeed(api, ...open(alice)));
    subject = id.toHex();
    assert.equal(n.toNumber(), 1);
    assert.ok(entry.isOpenedFor);
    assert.equal((await keeper(subject)).asCustodian.organization.toNumber(), HOSPITAL);
  });

  it('can be registered by staff to whom the duty was given', async () => {
    const REGISTRATION = 1 << 3;
    await succeed(api, api.tx.organizations.setStaff(HOSPITAL, clerk.address, REGISTRATION), alice);
    await succeed(api, api.tx.subjects.openFor(HOSPITAL, random(), 'VerbalEvidence', random(), null), clerk);
    await failWith(api, 'Organizations.NotAuthorized', api.tx.sponsorship.vouch(HOSPITAL, clerk.address, 1, 1), clerk);
  });

  it('is not claimed by an account to which nothing was offered', async () => {
    await failWith(api, 'Subjects.NotOffered', api.tx.subjects.acceptClaim(subject), claimant);
  });

  it('claims the subject with the account that the member offered it to', async () => {
    const offer = api.tx.subjects.offerClaim(HOSPITAL, subject, claimant.address, (await now(api)) + 30 * DAY);
    const proposed = await succeed(api, offer, clerk);
    // No clerk alone says who the patient is.
    await failWith(api, 'Subjects.NotOffered', api.tx.subjects.acceptClaim(subject), claimant);
    const confirm = (proposal) => api.tx.subjects.confirmProposal(HOSPITAL, subject, proposal);
    const [, number] = recorded(proposed);
    await failWith(api, 'Subjects.SecondPersonNeeded', confirm(number), clerk);
    await failWith(api, 'Organizations.NotAuthorized', confirm(number), bob);
    await failWith(api, 'Subjects.WrongProposal', confirm(number.toNumber() + 1), alice);
    const [, , offered] = recorded(await succeed(api, confirm(number), alice));
    assert.ok(offered.isClaimOffered);
    await failWith(api, 'Subjects.NothingProposed', confirm(number), alice);
    await failWith(api, 'Subjects.NotOffered', api.tx.subjects.acceptClaim(subject), other);
    const [, , entry] = recorded(await succeed(api, api.tx.subjects.acceptClaim(subject), claimant));
    assert.ok(entry.isClaimed);
    assert.deepEqual((await keeper(subject)).asControllers.map(String), [claimant.address]);
    await failWith(api, 'Subjects.NotCustodian', api.tx.subjects.offerClaim(HOSPITAL, subject, other.address, (await now(api)) + DAY), alice);
  });

  it('cannot be claimed once the offer expired or was withdrawn', async () => {
    const [id] = recorded(await succeed(api, api.tx.subjects.openFor(HOSPITAL, random(), 'PaperEvidence', random(), null), alice));
    const offer = async (expires) => api.tx.subjects.offerClaim(HOSPITAL, id, claimant.address, expires);
    await failWith(api, 'Subjects.ExpiryOutOfRange', await offer(1), alice);
    await confirmed(await succeed(api, await offer((await now(api)) + DAY), clerk), id, alice);
    await succeed(api, api.tx.subjects.withdrawOffer(HOSPITAL, id), alice);
    await failWith(api, 'Subjects.NotOffered', api.tx.subjects.acceptClaim(id), claimant);
    // What the colleague turns down never becomes an offer.
    const [, number] = recorded(await succeed(api, await offer((await now(api)) + DAY), clerk));
    await succeed(api, api.tx.subjects.withdrawProposal(HOSPITAL, id, number), alice);
    await failWith(api, 'Subjects.NothingProposed', api.tx.subjects.confirmProposal(HOSPITAL, id, number), alice);
  });

  it('gets guardians only when two of the member’s staff say so', async () => {
    const mother = stranger().address;
    const guardianship = { guardians: [mother], until: (await now(api)) + 300 * DAY };
    const opened = await succeed(api, api.tx.subjects.openFor(HOSPITAL, random(), 'PaperEvidence', random(), guardianship), clerk);
    const [id] = opened.events.find((e) => e.pallet === 'subjects').data;
    assert.ok((await keeper(id)).asCustodian.guardianship.isNone);
    await failWith(api, 'Subjects.SecondPersonNeeded', api.tx.subjects.confirmProposal(HOSPITAL, id, 2), clerk);
    await succeed(api, api.tx.subjects.confirmProposal(HOSPITAL, id, 2), alice);
    assert.deepEqual((await keeper(id)).asCustodian.guardianship.unwrap().guardians.map(String), [mother]);
    // Nor does one alone dismiss them.
    const ended = await succeed(api, api.tx.subjects.setLegalGuardians(HOSPITAL, id, null, random()), alice);
    assert.ok((await keeper(id)).asCustodian.guardianship.isSome);
    await confirmed(ended, id, clerk);
    assert.ok((await keeper(id)).asCustodian.guardianship.isNone);
  });

  it('moves to another member only when both agree', async () => {
    const [id] = recorded(await succeed(api, api.tx.subjects.openFor(HOSPITAL, random(), 'PaperEvidence', random(), null), alice));
    await failWith(api, 'Subjects.NotOffered', api.tx.subjects.takeCustody(PAYER, id), bob);
    await succeed(api, api.tx.subjects.offerCustody(HOSPITAL, id, PAYER, (await now(api)) + DAY), alice);
    await succeed(api, api.tx.subjects.takeCustody(PAYER, id), bob);
    assert.equal((await keeper(id)).asCustodian.organization.toNumber(), PAYER);
  });

  it('has a verified history over JSON-RPC', async () => {
    const trail = await node.rpc('trail_get', { kind: 'subject', subject });
    assert.equal(trail.gap, null);
    assert.deepEqual(trail.steps.map((step) => step.n), [4, 3, 2, 1]);
    assert.equal(trail.next, null);
    for (let i = 0; i + 1 < trail.steps.length; i += 1) assert.equal(trail.steps[i].previous, trail.steps[i + 1].head);
    const page = await node.rpc('trail_get', { kind: 'subject', subject, limit: 1 });
    assert.equal(page.steps.length, 1);
    const rest = await node.rpc('trail_get', { kind: 'subject', subject, before: page.next });
    assert.deepEqual(rest.steps.map((step) => step.n), [3, 2, 1]);
  });
});

describe('keys', () => {
  let owner, spare, thief, subject;
  before(async () => {
    [owner, spare, thief] = [await endowed(), await endowed(), await endowed()];
    await succeed(api, api.tx.subjects.open(), owner);
    subject = owner.publicKey;
  });

  it('are rotated by a controller in one step', async () => {
    await failWith(api, 'Subjects.NotController', api.tx.subjects.rotate(subject, [thief.address]), thief);
    await failWith(api, 'Subjects.EmptySet', api.tx.subjects.rotate(subject, []), owner);
    await succeed(api, api.tx.subjects.rotate(subject, [spare.address]), owner);
    await failWith(api, 'Subjects.NotController', api.tx.subjects.rotate(subject, [owner.address]), owner);
    await succeed(api, api.tx.subjects.rotate(subject, ascending([owner, spare])), spare);
    const both = ascending([owner, spare]);
    await failWith(api, 'Subjects.NotAscending', api.tx.subjects.rotate(subject, [both[1], both[0]]), owner);
  });

  it('are opened once', async () => {
    await failWith(api, 'Subjects.AlreadyExists', api.tx.subjects.open(), owner);
  });

  it('are recovered by guardians only after their agreement and a delay in which the owner can veto', async () => {
    const guardians = [await endowed(), await endowed(), await endowed()];
    await failWith(api, 'Subjects.DelayOutOfRange', api.tx.subjects.setGuardians(subject, ascending(guardians), 2, 60), owner);
    await failWith(api, 'Subjects.ThresholdOutOfRange', api.tx.subjects.setGuardians(subject, ascending(guardians), 4, DAY), owner);
    await failWith(api, 'Subjects.GuardianIsController', api.tx.subjects.setGuardians(subject, [owner.address], 1, DAY), owner);
    await succeed(api, api.tx.subjects.setGuardians(subject, ascending(guardians), 2, DAY), owner);

    await failWith(api, 'Subjects.NotGuardian', api.tx.subjects.initiateRecovery(subject, [thief.address]), thief);
    const started = await succeed(api, api.tx.subjects.initiateRecovery(subject, [thief.address]), guardians[0]);
    const attempt = recorded(started)[1].toNumber();
    await failWith(api, 'Subjects.AlreadyApproved', api.tx.subjects.approveRecovery(subject, attempt), guardians[0]);
    await failWith(api, 'Subjects.ThresholdNotMet', api.tx.subjects.completeRecovery(subject), thief);
    await failWith(api, 'Subjects.WrongAttempt', api.tx.subjects.approveRecovery(subject, attempt + 1), guardians[1]);
    await succeed(api, api.tx.subjects.approveRecovery(subject, attempt), guardians[1]);
    await failWith(api, 'Subjects.DelayNotOver', api.tx.subjects.completeRecovery(subject), thief);

    await failWith(api, 'Subjects.NotController', api.tx.subjects.vetoRecovery(subject), thief);
    await succeed(api, api.tx.subjects.vetoRecovery(subject), owner);
    await failWith(api, 'Subjects.NoRecovery', api.tx.subjects.completeRecovery(subject), thief);
    await failWith(api, 'Subjects.CoolingDown', api.tx.subjects.initiateRecovery(subject, [thief.address]), guardians[2]);
    assert.deepEqual((await keeper(subject)).asControllers.map(String), ascending([owner, spare]));
  });
});
