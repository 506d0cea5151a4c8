// Claims through PAPI, as a billing office, a payer, a pharmacy, a patient and a reviewer would use them: funded,
// enrolled, checked, predetermined, authorised, submitted and paid in the same block, duplicated, reversed, corrected,
// appealed, coordinated between two payers, and never paid by half.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { stringToHex, stringToU8a } from '@polkadot/util';
import { alice, bob, charlie, dave, eve, ferdie, one, stranger, UNIT } from './lib/accounts.js';
import { connect, event, succeed } from './lib/chain.js';
import {
  adjustments, benefit, carc, DAY, Desk, FeeSchedule, line, organizationAccount, random, rarc, reserveAccount, share, submission,
  terms, USD,
} from './lib/claims.js';
import { proof, root } from './lib/merkle.js';
import { pass } from './lib/motion.js';
import { devNode } from './lib/node.js';
import * as papi from './lib/papi.js';
import { refusal } from './lib/rpc.js';

const [PROVIDER, PAYER, BOARD, PHARMACY, AUDITOR] = [0, 1, 2, 5, 6];
const PHYSICIAN_LICENCE = 0;
const ROLE = { payer: 1 << 1 };
const DUTY = { adjudication: 1 << 9 };
const HOUR = 3_600;

let node, api, client, desk;
/** Numbers of X12 service types. */
const category = {};
let physician, patient, reviewer;
let schedule, scheduleId, plan, coverage;

const code = async (symbol) =>
  (await node.rpc('codes_lookup', { kind: 'ServiceCategory', system: 'https://codesystem.x12.org/005010/1365', code: symbol })).id;
const cents = (dollars) => BigInt(Math.round(dollars * 100));
const money = (dollars) => cents(dollars).toString();
const hex = async (call) => {
  const bytes = await call.getEncodedData();
  return `0x${Buffer.from(bytes.asBytes?.() ?? bytes).toString('hex')}`;
};
const seconds = (text) => Date.parse(text) / 1000;

/** Somebody with a key and a little of the fee token. */
async function person() {
  const pair = stranger();
  await succeed(api, api.tx.balances.transferKeepAlive(pair.address, 100n * UNIT), alice);
  return pair;
}

/** A physician whom the board licensed, and who lets the hospital bill. */
async function licensed() {
  const pair = await person();
  await succeed(api, api.tx.subjects.open(), pair);
  const subject = `0x${Buffer.from(pair.publicKey).toString('hex')}`;
  const from = await desk.now();
  const offered = await succeed(
    api,
    api.tx.credentials.offer(BOARD, { Subject: subject }, PHYSICIAN_LICENCE, 1, random(), [], from, from + 365 * DAY, null, null),
    charlie,
  );
  const [credential] = event(offered, 'credentials', 'CredentialOffered').data;
  await succeed(api, api.tx.credentials.accept(credential), pair);
  await desk.succeed(desk.tx.set_affiliation({ renderer: subject, organization: PROVIDER, affiliated: true }), pair);
  return Object.assign(pair, { subject });
}

before(async () => {
  node = await devNode();
  api = await connect(node);
  client = papi.connect(node);
  desk = new Desk(client, node);
  for (const [name, symbol] of [['office', '98'], ['therapy', 'AE'], ['laboratory', '5'], ['pharmacy', '88']])
    category[name] = await code(symbol);
  schedule = new FeeSchedule([
    { code: '99212', category: category.office, allowed: 6_000 },
    { code: '99213', category: category.office, allowed: 9_250 },
    { code: '99214', category: category.office, allowed: 13_000 },
    { code: '99215', category: category.office, allowed: 18_300 },
    { code: '97110', category: category.therapy, allowed: 4_000, units: 8 },
    { code: '97140', category: category.therapy, allowed: 3_500 },
    { code: '80053', category: category.laboratory, allowed: 1_500 },
    { code: '85025', category: category.laboratory, allowed: 1_000 },
    { code: '00093-7146', category: category.pharmacy, allowed: 5_000 },
  ]);
  [physician, patient, reviewer] = [await licensed(), await person(), await person()];
  await succeed(api, api.tx.organizations.setStaff(PAYER, reviewer.address, DUTY.adjudication), bob);
});
after(async () => {
  client?.stop();
  await api?.disconnect();
  await node?.stop();
});

/** A line for a service that the physician renders now. */
const rendered = async (symbol, charge, changes = {}) =>
  line(schedule.fee(symbol), cents(charge), await desk.now(), { rendering: physician.subject, ...changes });
/** Charge = paid + sum of adjustments, for each line and for all. */
function balanced(claim, { lines, paid }) {
  let sum = 0n;
  lines.forEach((result, at) => {
    const adjusted = result.adjustments.reduce((all, { amount }) => all + amount, 0n);
    assert.equal(result.paid + adjusted, claim.lines[at].charge, `line ${at} balances`);
    sum += result.paid;
  });
  assert.equal(sum, paid);
}
const status = (claim, changes = {}) => node.rpc('claims_status', { claim: `${claim}`, ...changes });
const eligibility = (changes = {}) => node.rpc('claims_eligibility', { coverage: `${coverage}`, ...changes });
const next = async () => (await desk.api.query.Claims.NextClaim.getValue()) ?? 0n;

describe('a reserve', () => {
  it('is the payer\u2019s, of a currency, and open to everybody\u2019s eyes', async () => {
    const before = await node.rpc('claims_reserve', { payer: PAYER, currency: USD });
    assert.equal(before.account, reserveAccount(PAYER));
    await desk.succeed(desk.tx.fund_reserve({ payer: PAYER, currency: USD, amount: cents(1_000) }), bob);
    const funded = await node.rpc('claims_reserve', { payer: PAYER, currency: USD });
    assert.equal(BigInt(funded.free) - BigInt(before.free), cents(1_000));
    assert.equal(BigInt(funded.free), await desk.reserve(PAYER));
    assert.equal(funded.fundingRatio, null, 'nothing was paid yet');
  });

  it('is funded by nobody else, from nothing else', async () => {
    const fund = (payer, amount = 1n, currency = USD) => desk.tx.fund_reserve({ payer, currency, amount });
    await desk.fail('Organizations.NotAuthorized', fund(PAYER), alice);
    await desk.fail('Claims.RoleMissing', fund(PROVIDER), alice);
    await desk.fail('Claims.CurrencyNotFound', fund(PAYER, 1n, 978), bob);
    await desk.fail('Claims.FundsInsufficient', fund(PAYER, cents(100_000_000)), bob);
    await desk.fail('Claims.ZeroAmount', fund(PAYER, 0n), bob);
  });
});

describe('a plan', () => {
  it('is public, and its prices are one root', async () => {
    scheduleId = await desk.registerSchedule(PAYER, schedule, bob);
    const licence = { schema: PHYSICIAN_LICENCE, scope: undefined };
    const now = await desk.now();
    plan = await desk.registerPlan(PAYER, terms(now, scheduleId, [
      benefit(category.office, { in_network: share({ copay: 2_000 }), licence }),
      benefit(category.therapy, { authorization: true, in_network: share({ deductible: true, coinsurance: 200_000 }) }),
      benefit(category.laboratory),
      benefit(category.pharmacy, { in_network: share({ copay: 1_000 }) }),
    ], { ceilings: { deductible: cents(100), out_of_pocket: cents(1_000) }, review_above: cents(5_000) }), bob);
    const told = await node.rpc('claims_plan', { plan });
    assert.deepEqual([told.payer, told.currency, told.version], [PAYER, USD, 0]);
    assert.deepEqual(told.feeSchedule, { root: schedule.root.hash, prices: 9 });
    const therapy = told.terms.benefits.find((b) => b.category.code === 'AE');
    assert.deepEqual([therapy.authorization, therapy.inNetwork.coinsurance], [true, '0.2']);
    assert.equal(told.terms.ceilings.deductible, money(100));
    assert.equal((await refusal(node.port, 'claims_plan', { plan: 4_000_000 })).data.code, 'not-found');
  });

  it('is registered by payers only', async () => {
    const register = (payer) => desk.tx.register_schedule({ payer, root: schedule.root });
    await desk.fail('Claims.RoleMissing', register(PROVIDER), alice);
    await desk.fail('Organizations.NotAuthorized', register(PAYER), ferdie);
  });
});

describe('a coverage', () => {
  it('is what the payer says, and is asked about in the terms of X12 270/271', async () => {
    coverage = await desk.enrol(plan, (await desk.now()) - DAY, bob, { member: patient.address });
    const told = await eligibility();
    assert.deepEqual([told.active, told.status.eb01, told.coverage.payer, told.coverage.relationshipCode], [true, '1', PAYER, '18']);
    assert.equal(told.coverage.member, patient.address);
    assert.deepEqual(told.remaining.deductible, { maximum: money(100), used: '0', remaining: money(100) });
    assert.equal(told.remaining.lifetime, null);
    assert.equal(told.benefits.length, 4);
    const [office] = (await eligibility({ categories: [category.office] })).benefits;
    assert.deepEqual([office.eb01, office.benefit.inNetwork.copay], ['1', money(20)]);
    assert.equal((await refusal(node.port, 'claims_eligibility', { coverage: '4000000' })).code, 4404);
    assert.equal((await refusal(node.port, 'claims_eligibility', { coverage: 'me' })).data.field, 'coverage');
  });

  it('says in which network a provider is', async () => {
    assert.equal((await eligibility({ provider: PROVIDER })).tier, 'outOfNetwork');
    const network = { tier: { type: 'InNetwork' }, period: { start: undefined, end: undefined } };
    for (const provider of [PROVIDER, PHARMACY]) await desk.succeed(desk.tx.set_contract({ payer: PAYER, provider, network }), bob);
    assert.equal((await eligibility({ provider: PROVIDER })).tier, 'inNetwork');
  });

  it('is not in force before it begins', async () => {
    const told = await eligibility({ moment: new Date(((await desk.now()) - 3 * DAY) * 1000).toISOString() });
    assert.deepEqual([told.active, told.status.eb01], [false, '6']);
  });
});

describe('a predetermination', () => {
  it('tells what a claim would become, and leaves nothing behind', async () => {
    const claim = submission(coverage, [await rendered('99213', 150)]);
    const callData = await hex(desk.tx.submit({ provider: PROVIDER, submission: claim }));
    const before = [await next(), await desk.reserve(PAYER)];
    const told = await node.rpc('claims_predetermine', { callData });
    assert.deepEqual([told.accepted, told.state, told.paid, told.patient, told.funded], [true, 'complete', money(72.5), money(20), true]);
    assert.deepEqual(told.lines[0].adjustments.map(({ group, reason, amount }) => `${group} ${reason} ${amount}`),
      [`PR 3 ${money(20)}`, `CO 45 ${money(57.5)}`]);
    assert.deepEqual([await next(), await desk.reserve(PAYER)], before);
    assert.equal((await refusal(node.port, 'claims_status', { claim: `${before[0]}` })).code, 4404);
  });

  it('tells why a claim would be rejected', async () => {
    const claim = submission(coverage, [await rendered('99213', 150)], { total: cents(149) });
    const told = await node.rpc('claims_predetermine', { callData: await hex(desk.tx.submit({ provider: PROVIDER, submission: claim })) });
    assert.deepEqual([told.accepted, told.status.code, told.status.category], [false, 'Claims.TotalMismatch', 'A3']);
    assert.match(told.status.meaning, /sum of the charges/);
  });

  it('refuses what is no claim', async () => {
    for (const callData of ['0x', '0x3a13', 'zz', await hex(desk.tx.close({ claim: 0n }))]) {
      const error = await refusal(node.port, 'claims_predetermine', { callData });
      assert.deepEqual([error.code, error.data.field], [-32602, 'callData'], callData);
    }
  });
});

describe('a prior authorisation', () => {
  let granted;

  const ask = (changes = {}) => ({
    coverage, expedited: false, documents: random(), lines: [{ category: category.therapy, service: undefined, units: 4 }], ...changes,
  });
  const request = async (changes) => {
    const asked = await desk.succeed(desk.tx.request_authorization({ provider: PROVIDER, request: ask(changes) }), alice);
    return desk.event(asked, 'AuthorizationRequested');
  };
  const answer = (authorization, type, value) => desk.tx.answer_authorization({ authorization, answer: { type, value } });
  const told = (authorization) => node.rpc('claims_authorization', { authorization: `${authorization}` });
  const period = async () => {
    const now = await desk.now();
    return { start: BigInt(now - DAY), end: BigInt(now + 30 * DAY) };
  };

  it('starts a clock on the chain: 7 days, or 72 hours where it is expedited', async () => {
    for (const [expedited, clock] of [[false, 7 * DAY], [true, 72 * HOUR]]) {
      const { authorization, due } = await request({ expedited });
      const { state, actionCode, due: answerDue, late, expedited: urgent } = await told(authorization);
      assert.deepEqual([state, actionCode, late, urgent], ['submitted', 'A4', false, expedited]);
      assert.equal(BigInt(seconds(answerDue)), due);
      // Asked for in the block before this clock at the latest.
      const left = Number(due) - (await desk.now());
      assert.ok(left <= clock && left > clock - 600, `${left} of ${clock} seconds are left`);
      granted ??= authorization;
    }
  });

  it('goes through questions to an answer, and no step can be skipped or forged', async () => {
    await desk.fail('Organizations.NotAuthorized', answer(granted, 'Pend'), alice);
    await desk.succeed(answer(granted, 'Pend'), bob);
    await desk.fail('Claims.AuthorizationStateUnfit', desk.tx.supply_information({ authorization: granted, documents: random() }), alice);
    await desk.succeed(answer(granted, 'RequestInformation', rarc('M127')), bob);
    assert.equal((await told(granted)).state, 'informationRequested');
    await desk.succeed(desk.tx.supply_information({ authorization: granted, documents: random() }), alice);
    assert.equal((await told(granted)).actionCode, 'A4');
    await desk.succeed(answer(granted, 'Approve', await period()), bob);
    const approved = await told(granted);
    assert.deepEqual([approved.state, approved.actionCode, approved.lines[0].granted.units, approved.usedUp], ['approved', 'A1', 4, false]);
    await desk.fail('Claims.AuthorizationStateUnfit', answer(granted, 'Deny', { reason: carc('50'), remark: undefined }), bob);
  });

  it('is granted in part, changed, denied with a reason, or withdrawn', async () => {
    const reason = { reason: carc('50'), remark: undefined };
    const [partial, modified, denied, withdrawn] = [await request(), await request(), await request(), await request()].map((r) => r.authorization);
    await desk.succeed(answer(partial, 'Partial', { units: [2], period: await period(), reason }), bob);
    assert.equal((await told(partial)).actionCode, 'A2');
    const instead = [{ category: category.laboratory, service: undefined, units: 1 }];
    await desk.succeed(answer(modified, 'Modify', { lines: instead, period: await period(), reason }), bob);
    assert.equal((await told(modified)).actionCode, 'A6');
    // 96 says too little by itself.
    await desk.fail('Claims.ReasonUnfit', answer(denied, 'Deny', { reason: carc('96'), remark: undefined }), bob);
    await desk.succeed(answer(denied, 'Deny', { reason: carc('96'), remark: rarc('N130') }), bob);
    const no = await told(denied);
    assert.deepEqual([no.state, no.actionCode, no.reason], ['denied', 'A3', { reason: '96', remark: 'N130' }]);
    await desk.succeed(desk.tx.cancel_authorization({ authorization: withdrawn }), alice);
    assert.equal((await told(withdrawn)).state, 'cancelled');
  });

  it('is on the payer\u2019s public record', async () => {
    const { authorizations, overdue } = await node.rpc('claims_conduct', { payer: PAYER });
    assert.deepEqual([authorizations, overdue], ['4', '0']);
  });

  it('is used by a claim, and only as far as it goes', async () => {
    const denied = await desk.submit(PROVIDER, submission(coverage, [await rendered('97110', 50)]), alice);
    assert.deepEqual(adjustments(denied.adjudicated.lines[0]), [`CO-197 ${money(50)}`]);
    const claim = submission(coverage, [await rendered('97110', 200, { units: 4, authorization: granted })]);
    const { adjudicated } = await desk.submit(PROVIDER, claim, alice);
    assert.equal(adjudicated.state.type, 'Complete');
    assert.deepEqual(adjustments(adjudicated.lines[0]),
      [`PR-1 ${money(100)}`, `PR-2 ${money(12)}`, `CO-45 ${money(40)}`]);
    assert.equal(adjudicated.paid, cents(48));
    balanced(claim, adjudicated);
    assert.equal((await told(granted)).usedUp, true);
    assert.equal((await eligibility()).remaining.deductible.remaining, '0');
  });
});

describe('a claim', () => {
  let visit, claim;

  it('is adjudicated, explained and paid in the block that includes it', async () => {
    claim = submission(coverage, [await rendered('99213', 150), await rendered('80053', 15)]);
    visit = await desk.submit(PROVIDER, claim, alice);
    const { adjudicated, result } = visit;
    assert.equal(adjudicated.state.type, 'Complete');
    assert.deepEqual(adjudicated.lines.map(adjustments), [[`PR-3 ${money(20)}`, `CO-45 ${money(57.5)}`], []]);
    assert.deepEqual([adjudicated.paid, adjudicated.patient], [cents(87.5), cents(20)]);
    balanced(claim, adjudicated);
    assert.deepEqual(await desk.moved(result, PAYER, PROVIDER), { reserve: -cents(87.5), provider: cents(87.5) });
    const paid = result.events.find((e) => e.type === 'Assets' && e.value.type === 'Transferred').value.value;
    assert.deepEqual([paid.from, paid.to, paid.amount], [reserveAccount(PAYER), organizationAccount(PROVIDER), cents(87.5)]);
  });

  it('is told in the terms of X12 276/277', async () => {
    const told = await status(visit.claim);
    assert.deepEqual([told.state, told.status.category, told.status.clp02, told.closed], ['complete', 'F1', '1', false]);
    assert.deepEqual([told.charge, told.paid, told.patient], [money(165), money(87.5), money(20)]);
    assert.equal(told.lines[0].category.code, '98');
    assert.ok((await node.rpc('claims_reserve', { payer: PAYER, currency: USD })).fundingRatio);
  });

  it('is paid once: the same service again is a duplicate', async () => {
    const again = await desk.submit(PROVIDER, { ...claim, document: random() }, alice);
    assert.equal(again.adjudicated.state.type, 'Denied');
    assert.deepEqual(again.adjudicated.lines.map(adjustments), [[`OA-18 ${money(150)}`], [`OA-18 ${money(15)}`]]);
    assert.deepEqual(await desk.moved(again.result, PAYER, PROVIDER), { reserve: 0n, provider: 0n });
    const told = await status(again.claim);
    assert.deepEqual([told.status.category, told.status.clp02], ['F2', '4']);
  });

  it('is refused from whoever may not bill, and as bytes that are no claim', async () => {
    const submit = (provider, changes) => desk.tx.submit({ provider, submission: { ...claim, ...changes } });
    await desk.fail('Organizations.NotAuthorized', submit(PROVIDER), ferdie);
    await desk.fail('Claims.RoleMissing', submit(4), eve);
    await desk.fail('Claims.TotalMismatch', submit(PROVIDER, { total: 1n }), alice);
    await desk.fail('Claims.CoverageNotFound', submit(PROVIDER, { coverage: 4_000_000n }), alice);
    const forged = schedule.fee('99213');
    const dear = line({ ...forged, leaf: { ...forged.leaf, allowed: cents(1_000_000) } }, cents(1_000), await desk.now());
    await desk.fail('Claims.FeeProofInvalid', desk.tx.submit({ provider: PROVIDER, submission: submission(coverage, [dear]) }), alice);
    const later = await rendered('99212', 60, { from: BigInt((await desk.now()) + 2 * DAY), to: BigInt((await desk.now()) + 2 * DAY) });
    await desk.fail('Claims.ServicePeriodUnfit', desk.tx.submit({ provider: PROVIDER, submission: submission(coverage, [later]) }), alice);
    // Flags without a meaning do not even get into a block.
    await assert.rejects(desk.send(submit(PROVIDER, { flags: 255 }), alice));
  });

  it('is denied for a physician who is not licensed, or never let the hospital bill', async () => {
    const other = await person();
    await succeed(api, api.tx.subjects.open(), other);
    const rendering = `0x${Buffer.from(other.publicKey).toString('hex')}`;
    const denied = await desk.submit(PROVIDER, submission(coverage, [await rendered('99214', 130, { rendering })]), alice);
    assert.deepEqual(adjustments(denied.adjudicated.lines[0]), [`CO-185 ${money(130)}`]);
  });

  it('leaves a share that the patient pays, and nobody pays more', async () => {
    const pay = (amount) => desk.tx.pay_patient_share({ claim: visit.claim, amount });
    await desk.fail('Claims.FundsInsufficient', pay(cents(20)), patient);
    await succeed(api, api.tx.assets.mint(USD, patient.address, cents(50)), bob);
    await desk.fail('Claims.AbovePatientShare', pay(cents(20.01)), patient);
    await desk.succeed(pay(cents(20)), patient);
    assert.equal(await desk.money(patient.address), cents(30));
    assert.equal((await status(visit.claim)).patientPaid, money(20));
    await desk.fail('Claims.AbovePatientShare', pay(1n), patient);
  });

  it('is taken back as if it had not been', async () => {
    await desk.fail('Organizations.NotAuthorized', desk.tx.reverse({ claim: visit.claim, organization: PROVIDER }), bob);
    const reversed = await desk.succeed(desk.tx.reverse({ claim: visit.claim, organization: PROVIDER }), alice);
    assert.deepEqual(await desk.moved(reversed, PAYER, PROVIDER), { reserve: cents(87.5), provider: -cents(107.5) });
    assert.equal(await desk.money(patient.address), cents(50), 'the patient has the share back');
    const told = await status(visit.claim);
    assert.deepEqual([told.state, told.paid, told.status.clp02], ['reversed', '0', '22']);
    await desk.fail('Claims.ClaimStateUnfit', desk.tx.reverse({ claim: visit.claim, organization: PROVIDER }), alice);
    // What was claimed can be claimed again.
    const again = await desk.submit(PROVIDER, { ...claim, document: random() }, alice);
    assert.equal(again.adjudicated.paid, cents(87.5));
  });

  it('is closed once it is over, and its history still tells all of it', async () => {
    await desk.succeed(desk.tx.close({ claim: visit.claim }), eve);
    assert.equal((await refusal(node.port, 'claims_status', { claim: `${visit.claim}` })).data.code, 'not-found');
    const told = await status(visit.claim, { coverage: `${coverage}` });
    assert.deepEqual([told.closed, told.state, told.charge, told.paid], [true, 'reversed', money(165), '0']);
    const { steps } = await node.rpc('claims_history', { claim: `${visit.claim}`, coverage: `${coverage}` });
    assert.deepEqual(steps.map(({ entry }) => Object.keys(entry)[0]), ['submitted', 'adjudicated', 'patientPaid', 'reversed']);
    const { steps: raw, gap } = await node.rpc('trail_get', { kind: 'claim', subject: `${visit.claim}`, before: steps.at(-1).head });
    assert.deepEqual([raw.length, gap, raw[0].head], [4, null, steps[3].head]);
  });

  it('is corrected by a claim that replaces it', async () => {
    const wrong = await desk.submit(PROVIDER, submission(coverage, [await rendered('99215', 200)]), alice);
    const right = submission(coverage, [await rendered('99212', 80)], { replaces: wrong.claim });
    const corrected = await desk.submit(PROVIDER, right, alice);
    assert.deepEqual([wrong.adjudicated.paid, corrected.adjudicated.paid], [cents(163), cents(40)]);
    assert.deepEqual(await desk.moved(corrected.result, PAYER, PROVIDER), { reserve: cents(123), provider: -cents(123) });
    assert.equal((await status(wrong.claim)).state, 'replaced');
    const other = await desk.enrol(plan, (await desk.now()) - DAY, bob);
    const stray = submission(other, [await rendered('99212', 80)], { replaces: corrected.claim });
    await desk.fail('Claims.ReplacedUnfit', desk.tx.submit({ provider: PROVIDER, submission: stray }), alice);
    assert.equal((await status(corrected.claim)).state, 'complete', 'a rejected claim replaces nothing');
  });

  it('waits for a person where the plan says so, with its money held', async () => {
    const large = submission(coverage, [await rendered('85025', 6_000, { units: 600 })]);
    const { claim: id, submitted, adjudicated } = await desk.submit(PROVIDER, large, alice);
    assert.deepEqual([submitted.pended.type, adjudicated], ['Amount', undefined]);
    const pended = await status(id);
    assert.deepEqual([pended.status.category, pended.held, pended.status.clp02], ['P2', money(6_000), null]);
    assert.equal((await node.rpc('claims_reserve', { payer: PAYER, currency: USD })).held, money(6_000));
    const decide = (type, value) => desk.tx.decide({ claim: id, decisions: [{ type, value }] });
    await desk.fail('Claims.AdjustmentUnfit',
      decide('Adjust', [{ group: { type: 'CO' }, reason: carc('16'), remark: undefined, amount: 1n }]), bob);
    const decided = await desk.succeed(decide('Rules', { allowed: undefined }), bob);
    const [result] = desk.entries(decided, 'Adjudicated');
    assert.deepEqual([result.by, result.paid], [bob.address, cents(6_000)]);
    assert.deepEqual(await desk.moved(decided, PAYER, PROVIDER), { reserve: 0n - cents(6_000) + cents(6_000), provider: cents(6_000) });
    assert.equal((await node.rpc('claims_reserve', { payer: PAYER, currency: USD })).held, '0');
  });
});

describe('an appeal', () => {
  let denied, second;
  const grounds = () => random();
  const reason = { reason: carc('50'), remark: undefined };
  const rule = (type, value, organization = PAYER) =>
    desk.tx.decide_appeal({ claim: denied.claim, organization, ruling: { type, value } });

  before(async () => {
    second = await person();
    await succeed(api, api.tx.organizations.setStaff(PAYER, second.address, DUTY.adjudication), bob);
    denied = await desk.submit(PROVIDER, submission(coverage, [await rendered('97140', 70, { units: 2 })]), alice);
    assert.deepEqual(adjustments(denied.adjudicated.lines[0]), [`CO-197 ${money(70)}`]);
  });

  it('is the provider\u2019s or the patient\u2019s, and nobody decides twice', async () => {
    await desk.fail('Claims.NotMember', desk.tx.appeal({ claim: denied.claim, by: { type: 'Member' }, grounds: grounds() }), reviewer);
    await desk.succeed(desk.tx.appeal({ claim: denied.claim, by: { type: 'Provider' }, grounds: grounds() }), alice);
    await desk.fail('Claims.AppealOpen', desk.tx.appeal({ claim: denied.claim, by: { type: 'Member' }, grounds: grounds() }), patient);
    await desk.succeed(rule('Uphold', reason), bob);
    await desk.succeed(desk.tx.appeal({ claim: denied.claim, by: { type: 'Member' }, grounds: grounds() }), patient);
    await desk.fail('Claims.SameDecider', rule('Uphold', reason), bob);
    await desk.succeed(rule('Uphold', reason), second);
  });

  it('reaches somebody outside, who overturns it, and the difference is paid at once', async () => {
    await desk.succeed(desk.tx.appeal({ claim: denied.claim, by: { type: 'Provider' }, grounds: grounds() }), alice);
    await desk.fail('Claims.ReviewerUnfit', rule('Uphold', reason), reviewer);
    await desk.fail('Claims.ReviewerUnfit', rule('Uphold', reason, PROVIDER), alice);
    const pay = [{ type: 'Adjust', value: [{ group: { type: 'CO' }, reason: carc('45'), remark: undefined, amount: cents(10) }] }];
    const overturned = await desk.succeed(rule('Overturn', pay, AUDITOR), one);
    assert.deepEqual(await desk.moved(overturned, PAYER, PROVIDER), { reserve: -cents(60), provider: cents(60) });
    const told = await status(denied.claim);
    assert.deepEqual([told.paid, told.appeal.level, told.appeal.decided], [money(60), 'external', true]);
    const { upheld, overturned: lost, reviewed } = await node.rpc('claims_conduct', { payer: PAYER });
    assert.deepEqual([upheld, lost, reviewed], ['2', '1', '1']);
  });
});

describe('two payers', () => {
  let other, theirs, first;
  const SECOND = 8;

  before(async () => {
    other = await person();
    await succeed(api, api.tx.balances.transferKeepAlive(other.address, 1_000n * UNIT), alice);
    await succeed(api, api.tx.organizations.apply(ROLE.payer, []), other);
    await pass(api, api.tx.organizations.admit(SECOND));
    await succeed(api, api.tx.assets.mint(USD, organizationAccount(SECOND), cents(10_000)), bob);
    await desk.succeed(desk.tx.fund_reserve({ payer: SECOND, currency: USD, amount: cents(500) }), other);
    const prices = await desk.registerSchedule(SECOND, schedule, other);
    const second = await desk.registerPlan(SECOND, terms(await desk.now(), prices, [benefit(category.office)]), other);
    const network = { tier: { type: 'InNetwork' }, period: { start: undefined, end: undefined } };
    await desk.succeed(desk.tx.set_contract({ payer: SECOND, provider: PROVIDER, network }), other);
    theirs = await desk.enrol(second, (await desk.now()) - DAY, other, { order: 2 });
  });

  it('pay one after the other, and together never more than the charge', async () => {
    const lines = [await rendered('99214', 160)];
    first = await desk.submit(PROVIDER, submission(coverage, lines), alice);
    assert.deepEqual([first.adjudicated.paid, first.adjudicated.patient], [cents(110), cents(20)]);
    await desk.fail('Claims.PriorMissing', desk.tx.submit({ provider: PROVIDER, submission: submission(theirs, lines) }), alice);
    const coordinated = submission(theirs, lines, { prior: { type: 'Claim', value: first.claim } });
    const { claim, adjudicated, result } = await desk.submit(PROVIDER, coordinated, alice);
    assert.deepEqual(adjustments(adjudicated.lines[0]), [`OA-23 ${money(140)}`]);
    assert.equal(adjudicated.paid, cents(20));
    balanced(coordinated, adjudicated);
    assert.deepEqual(await desk.moved(result, SECOND, PROVIDER), { reserve: -cents(20), provider: cents(20) });
    assert.equal((await status(claim)).status.clp02, '2');
    assert.ok(first.adjudicated.paid + adjudicated.paid <= cents(160));
    // Nobody is told of the first payer twice.
    await desk.fail('Claims.PriorUnfit', desk.tx.submit({ provider: PROVIDER, submission: coordinated }), alice);
  });

  it('rely on each other: the first claim stands until the second is taken back', async () => {
    await desk.fail('Claims.CoordinatedClaimStands', desk.tx.reverse({ claim: first.claim, organization: PROVIDER }), alice);
    const { next: later } = await status(first.claim);
    await desk.succeed(desk.tx.reverse({ claim: BigInt(later), organization: PROVIDER }), alice);
    await desk.succeed(desk.tx.reverse({ claim: first.claim, organization: PROVIDER }), alice);
  });

  it('are told what a payer outside the chain paid', async () => {
    const lines = [await rendered('99215', 200)];
    const told = (paid, share) => ({
      type: 'Remittance', value: { document: random(), lines: [{ paid: cents(paid), patient: cents(share) }] },
    });
    const impossible = submission(theirs, lines, { prior: told(150, 100) });
    await desk.fail('Claims.PriorUnfit', desk.tx.submit({ provider: PROVIDER, submission: impossible }), alice);
    const { adjudicated } = await desk.submit(PROVIDER, submission(theirs, lines, { prior: told(150, 30) }), alice);
    assert.deepEqual(adjustments(adjudicated.lines[0]), [`OA-23 ${money(170)}`]);
    assert.equal(adjudicated.paid, cents(30));
  });
});

describe('a supply of a medicine', () => {
  const [GTIN, LOT] = ['09521321000018', 'L1'];
  const serials = ['S01', 'S02'];
  const tag = random();
  let unit;

  before(async () => {
    const leaves = serials.map((serial) => stringToU8a(serial));
    unit = { gtin: GTIN, serial: stringToHex('S01') };
    const made = { Unit: [{ lot: stringToHex(LOT), batch: 0, index: 0, proof: proof(leaves, 0) }, null] };
    const told = async () => ({ time: { millis: (await desk.now()) * 1000, offset: 0 }, place: null, event: null });
    const medicine = api.tx.drugProvenance;
    const expiry = Math.floor(Date.parse('2035-06-30') / (DAY * 1000));
    await succeed(api, medicine.registerProduct(3, GTIN, { ndc: null, storage: null, content: 30 }), dave);
    await succeed(api, medicine.commission(3, GTIN, stringToHex(LOT), expiry, root(leaves), leaves.length, await told()), dave);
    const shipped = await succeed(api, medicine.ship(3, PHARMACY, 'Sale', true, [{ id: { Unit: unit }, evidence: made }], await told()), dave);
    const [shipment] = event(shipped, 'drugProvenance', 'Shipped').data;
    await succeed(api, medicine.receive(PHARMACY, shipment, [{ id: { Unit: unit }, evidence: null }], await told()), ferdie);
    await succeed(api, medicine.dispense(PHARMACY, { id: { Unit: unit }, evidence: null }, 30, tag, await told()), ferdie);
  });

  const supplied = async (charge, changes = {}) => {
    const taken = await desk.api.query.DrugProvenance.Dispenses.getEntries();
    const { gtin, serial } = taken[0].keyArgs[0];
    return line(schedule.fee('00093-7146'), cents(charge), await desk.now(), { dispense: { unit: { gtin, serial }, n: 0, tag, ...changes } });
  };

  it('is paid to the pharmacy that gave it, once', async () => {
    const wrong = await desk.submit(PHARMACY, submission(coverage, [await supplied(61, { tag: random() })]), ferdie);
    assert.deepEqual(adjustments(wrong.adjudicated.lines[0]), [`CO-16 M119 ${money(61)}`]);
    // The service was claimed, if in vain: what was wrong is corrected, not sent again.
    const right = submission(coverage, [await supplied(60)], { replaces: wrong.claim });
    const { adjudicated, result } = await desk.submit(PHARMACY, right, ferdie);
    assert.deepEqual(adjustments(adjudicated.lines[0]), [`PR-3 ${money(10)}`, `CO-45 ${money(10)}`]);
    assert.deepEqual(await desk.moved(result, PAYER, PHARMACY), { reserve: -cents(40), provider: cents(40) });
    const again = await desk.submit(PHARMACY, submission(coverage, [{ ...(await supplied(62)), units: 2 }]), ferdie);
    assert.deepEqual(adjustments(again.adjudicated.lines[0]), [`CO-B13 ${money(62)}`]);
  });
});

describe('a FHIR Claim', () => {
  const concept = (system, symbol) => ({ coding: [{ system, code: symbol }] });
  const usd = (value) => ({ value, currency: 'USD' });
  const document = async (changes = {}) => ({
    resourceType: 'Claim', status: 'active', use: 'claim',
    type: concept('http://terminology.hl7.org/CodeSystem/claim-type', 'professional'),
    patient: { reference: 'Patient/p' }, created: '2026-01-01', provider: { reference: 'Organization/h' }, priority: concept('', 'normal'),
    careTeam: [{ sequence: 1, provider: { reference: 'Practitioner/d' } }],
    diagnosis: [{ sequence: 1, diagnosisCodeableConcept: concept('http://hl7.org/fhir/sid/icd-10-cm', 'J06.9') }],
    insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/c' } }],
    item: [{
      sequence: 1, careTeamSequence: [1], diagnosisSequence: [1], productOrService: concept('http://www.ama-assn.org/go/cpt', '99214'),
      servicedDate: new Date((await desk.now()) * 1000).toISOString().slice(0, 10), quantity: { value: 2 }, unitPrice: usd(150), net: usd(300),
    }],
    total: usd(300), ...changes,
  });
  const directory = (changes = {}) => ({
    'Organization/h': { organization: PROVIDER, account: alice.address }, 'Practitioner/d': { subject: physician.subject },
    'Coverage/c': { coverage: `${coverage}` }, ...changes,
  });
  const fromFhir = async (content, changes = {}) =>
    node.rpc('claims_fromFhir', { document: content, nonce: random(), directory: directory(), prices: [schedule.proven('99214')], ...changes });
  const errors = ({ issues }) => issues.filter(({ severity }) => severity !== 'information');
  let id;

  it('becomes the call that its signer signs, without its diagnosis', async () => {
    const answer = await fromFhir(await document());
    assert.deepEqual(errors(answer), []);
    const [call] = answer.calls;
    assert.deepEqual([answer.calls.length, call.signer, call.pallet, call.call], [1, alice.address, 'Claims', 'submit']);
    assert.deepEqual([answer.predetermination.paid, answer.predetermination.patient], [money(240), money(20)]);
    assert.ok(answer.issues.some(({ expression }) => expression?.includes('Claim.diagnosis')), 'what stays in the document is named');
    assert.ok(!JSON.stringify(answer).includes('J06') && !JSON.stringify(answer).includes('99214'));
    const done = await succeed(api, api.tx(api.createType('Call', call.callData)), alice);
    id = done.events.find((e) => e.pallet === 'claims' && e.name === 'ClaimRecorded').data[0].toString();
    assert.equal((await status(id)).paid, money(240));
  });

  it('gives no call when it contradicts itself, or when the chain would refuse it', async () => {
    const wrong = await fromFhir(await document({ total: usd(301) }));
    assert.deepEqual(wrong.calls, []);
    assert.ok(errors(wrong).some(({ expression }) => expression?.includes('Claim.total')), JSON.stringify(errors(wrong)));
    const unknown = await fromFhir(await document(), {
      // Without a coverage there is no contract to take the tier from.
      directory: directory({ 'Coverage/c': { coverage: '4000000' } }), tier: 'inNetwork',
    });
    assert.deepEqual(unknown.calls, []);
    assert.match(JSON.stringify(errors(unknown)), /CoverageNotFound/);
    const nobody = await fromFhir(await document(), { directory: {} });
    assert.deepEqual(nobody.calls, []);
    assert.equal((await refusal(node.port, 'claims_fromFhir', { directory: {} })).code, -32602);
  });

  it('of a predetermination signs nothing', async () => {
    const item = (await document()).item.map((one) => ({ ...one, quantity: { value: 3 }, net: usd(450) }));
    const answer = await fromFhir(await document({ use: 'predetermination', item, total: usd(450) }));
    assert.deepEqual([errors(answer), answer.calls, answer.predetermination.state], [[], [], 'complete']);
  });

  it('of a preauthorization asks for one, and the answer comes back with its review action', async () => {
    const item = [{ sequence: 1, productOrService: concept('http://www.ama-assn.org/go/cpt', '97110'), quantity: { value: 3 } }];
    const asked = await fromFhir(await document({ use: 'preauthorization', item, total: undefined }), { prices: [schedule.proven('97110')] });
    assert.deepEqual([errors(asked), asked.calls.map(({ call }) => call)], [[], ['request_authorization']]);
    const done = await succeed(api, api.tx(api.createType('Call', asked.calls[0].callData)), alice);
    const authorization = event(done, 'claims', 'AuthorizationRequested').data[0].toString();
    const { resource } = await node.rpc('claims_toFhir', { authorization, directory: directory() });
    assert.deepEqual([resource.resourceType, resource.use, resource.outcome], ['ClaimResponse', 'preauthorization', 'queued']);
    assert.match(JSON.stringify(resource), /"A4"/);
  });

  it('is answered as ClaimResponse, ExplanationOfBenefit and remittance, to the cent', async () => {
    const { resource } = await node.rpc('claims_toFhir', { claim: id, patient: 'Patient/p', directory: directory() });
    assert.deepEqual([resource.resourceType, resource.outcome, resource.patient.reference], ['ClaimResponse', 'complete', 'Patient/p']);
    assert.deepEqual([resource.payment.amount.value, resource.payment.amount.currency], [240, 'USD']);
    assert.deepEqual([resource.insurer.reference, resource.requestor.reference], ['urn:salus:organization:1', 'Organization/h']);
    const explained = (changes) => node.rpc('claims_explanation', { claim: id, patient: 'Patient/p', ...changes });
    const { resource: masked } = await explained();
    assert.equal(masked.resourceType, 'ExplanationOfBenefit');
    assert.ok(!JSON.stringify(masked).includes('99214'), 'without the secret nobody is told which service it was');
    const { resource: named } = await explained({ feeSchedule: schedule.json() });
    assert.equal(named.item[0].productOrService.coding[0].code, '99214');
    const { remittances } = await node.rpc('claims_remittance', { claim: id });
    assert.equal(remittances.length, 1);
    const [{ payment, claims: [told] }] = remittances;
    assert.deepEqual([payment, told.status, told.charge, told.paid, told.patientResponsibility], ['240.00', '1', '300.00', '240.00', '20.00']);
    assert.deepEqual(told.lines[0].adjustments, [
      { group: 'CO', reasons: [{ reason: '45', amount: '40.00' }] }, { group: 'PR', reasons: [{ reason: '3', amount: '20.00' }] },
    ]);
    const { resource: covered } = await node.rpc('claims_toFhir', { coverage: `${coverage}`, provider: PROVIDER });
    assert.deepEqual([covered.resourceType, covered.insurance[0].inforce], ['CoverageEligibilityResponse', true]);
  });
});

describe('a remittance', () => {
  it('balances when a decision was overturned: the old one back, the new one, and the difference', async () => {
    const [appealed] = (await desk.api.query.Claims.Claims.getEntries()).filter(({ value }) => value.appeal !== undefined);
    const { remittances } = await node.rpc('claims_remittance', { claim: `${appealed.keyArgs[0]}` });
    const told = remittances.map(({ payment, claims }) => [payment, ...claims.map(({ status: of, paid }) => `${of} ${paid}`)]);
    assert.deepEqual(told, [['0.00', '4 0.00'], ['60.00', '22 0.00', '1 60.00']]);
  });

  it('of a closed claim still tells the payment and what was taken back', async () => {
    const { steps } = await node.rpc('claims_coverage', { coverage: `${coverage}`, limit: 1_000 });
    const [[claim]] = steps.filter(({ entry }) => entry.claimClosed).map(({ entry }) => entry.claimClosed);
    const { remittances } = await node.rpc('claims_remittance', { claim: `${claim}`, coverage: `${coverage}` });
    assert.deepEqual(remittances.map(({ payment, claims: [of] }) => [payment, of.status, of.paid]), [
      ['87.50', '1', '87.50'], ['0.00', '22', '-87.50'],
    ]);
    assert.deepEqual(remittances[1].providerAdjustments.map(({ reason, amount }) => [reason, amount]), [['72', '-87.50']]);
  });
});

describe('a reserve that is too small', () => {
  it('rejects a claim as a whole, and says so beforehand', async () => {
    const free = BigInt((await node.rpc('claims_reserve', { payer: PAYER, currency: USD })).free);
    await desk.succeed(desk.tx.withdraw_reserve({ payer: PAYER, currency: USD, amount: free - cents(10) }), bob);
    const claim = submission(coverage, [await rendered('99215', 190), await rendered('80053', 5, { units: 3 })]);
    const call = desk.tx.submit({ provider: PROVIDER, submission: claim });
    const told = await node.rpc('claims_predetermine', { callData: await hex(call) });
    assert.deepEqual([told.accepted, told.funded], [true, false]);
    const kept = async () => JSON.stringify([
      await desk.api.query.Claims.NextClaim.getValue(), await desk.api.query.Claims.Coverages.getValue(coverage),
      await desk.reserve(PAYER), await desk.purse(PROVIDER), await desk.api.query.Claims.Contracts.getValue(PAYER, PROVIDER),
    ], (_, value) => (typeof value === 'bigint' ? `${value}` : value));
    const before = await kept();
    const failed = await desk.fail('Claims.ReserveInsufficient', call, alice);
    assert.equal(await kept(), before, 'nothing is stored, held, counted or paid');
    assert.ok(failed.events.every((e) => e.type !== 'Claims'));
    await desk.succeed(desk.tx.fund_reserve({ payer: PAYER, currency: USD, amount: free - cents(10) }), bob);
    const { adjudicated } = await desk.submit(PROVIDER, claim, alice);
    assert.equal(adjudicated.paid, cents(168));
  });
});

describe('a patient', () => {
  it('sees every claim made in the coverage, and may change the key', async () => {
    const told = await node.rpc('claims_coverage', { coverage: `${coverage}`, limit: 1_000 });
    assert.equal(told.gap, null);
    assert.equal(told.steps[0].head, told.coverage.trail.head);
    const kinds = told.steps.map(({ entry }) => Object.keys(entry)[0]);
    const claims = told.steps.filter((_, at) => kinds[at] === 'claimed').map(({ entry }) => BigInt(entry.claimed));
    const made = (await desk.api.query.Claims.Claims.getEntries()).filter(({ value }) => value.coverage === coverage);
    assert.ok(made.length > 5 && made.every(({ keyArgs: [id] }) => claims.includes(id)));
    assert.equal(kinds.at(-1), 'enrolled');
    const key = stranger();
    await desk.fail('Claims.NotMember', desk.tx.rotate_member({ coverage, member: key.address }), bob);
    await desk.succeed(desk.tx.rotate_member({ coverage, member: key.address }), patient);
    assert.equal((await eligibility()).coverage.member, key.address);
  });
});
