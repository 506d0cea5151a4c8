// The guided tour: one hospital's record store, three attestors, and what the chain says while things happen to records.
// Then a patient's consent, a physician's licence, a pack of a medicine, and claims for both.
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { writeFileSync } from 'node:fs';
import { stringToHex, stringToU8a } from '@polkadot/util';
import { alice, bob, charlie, dave, ferdie, one, stranger, UNIT } from '../lib/accounts.js';
import { challenge, history, outcome } from '../lib/challenge.js';
import { connect, event, failWith, now, succeed } from '../lib/chain.js';
import { adjustments, benefit, Desk, FeeSchedule, line, share, submission, terms } from '../lib/claims.js';
import { Custodian } from '../lib/custodian.js';
import { FhirServer, hfs, HOW_TO_GET_HFS, officialExamples, ownResources } from '../lib/fhir.js';
import { proof, root } from '../lib/merkle.js';
import { devNode, follower, storesFile } from '../lib/node.js';
import * as papi from '../lib/papi.js';

const pausing = process.stdin.isTTY && !process.argv.includes('--no-pause');
const colour = process.stdout.isTTY;
const bold = (text) => (colour ? `\x1b[1m${text}\x1b[0m` : text);
const dim = (text) => (colour ? `\x1b[2m${text}\x1b[0m` : text);

let step = 0;
async function scene(title, text) {
  if (pausing && step > 0) {
    const keyboard = createInterface({ input: process.stdin, output: process.stdout });
    await keyboard.question(dim('\n[Enter to go on]'));
    keyboard.close();
  }
  step += 1;
  console.log(`\n${bold(`${step}. ${title}`)}\n`);
  if (text) tell(text);
}
const tell = (text) => console.log(text.replace(/^ +/gm, '').trim().replace(/^/gm, '   '));
const fact = (name, value) => console.log(`   ${dim('>')} ${name.padEnd(34)} ${bold(value)}`);
const dollars = (cents) => `${(Number(cents) / 100).toFixed(2)} USD`;
const short = (hex) => `${hex.slice(0, 10)}\u2026${hex.slice(-6)}`;

if (!hfs) {
  console.error(`error: ${HOW_TO_GET_HFS}`);
  process.exit(1);
}

const [HOSPITAL, PAYER, BOARD, MAKER, PHARMACY] = [0, 1, 2, 3, 5];
const PHYSICIAN_LICENCE = 0;
const [HOUR, DAY] = [3_600, 86_400];
const HL7 = 'http://terminology.hl7.org/CodeSystem/';
const random = () => `0x${randomBytes(32).toString('hex')}`;
const MEANING = {
  Attested: 'the store still holds what it anchored',
  Mismatch: 'the store delivers something else than it anchored',
  Unavailable: 'the store does not deliver it',
  Erased: 'it was erased, and said so',
};

const running = [];
try {
  await scene('A chain of your own', `
    A development chain starts: one node that makes a block every half second, with a small consortium in it.
    Organisation 0 is a hospital, 1 a payer, 2 a regulator, 6 an auditor. Nobody of them owns the chain.`);
  const node = await devNode();
  running.push(node);
  const api = await connect(node);
  running.push({ stop: () => api.disconnect() });
  fact('chain', await node.rpc('system_chain'));
  fact('members in the Council', `${(await api.query.council.members()).length}`);
  fact('JSON-RPC', node.url);

  await scene('A record store that the chain never sees', `
    The hospital keeps its records in a FHIR server of its own. Nothing of what is in it goes on the chain.`);
  const fhir = await new FhirServer().start();
  running.push(fhir);
  const resources = [...ownResources(), ...officialExamples().filter((r) => /^(Observation|Immunization)\//.test(r.path)).slice(0, 12)];
  const { loaded } = await fhir.load(resources);
  fact('FHIR server', fhir.url);
  fact('resources loaded', `${loaded}`);

  await scene('Who may look', `
    The hospital registers the store. What the chain keeps of its address is a commitment that says nothing.
    It names three attestors, each on a lawful basis that the chain checks, and says that two of them must agree.
    None of them is the hospital's own.`);
  const custodian = await new Custodian({ node, kind: 'fhir-r4', url: fhir.url }).write();
  const access = await custodian.register([[bob, 'business-associate'], [charlie, 'regulator'], [one, 'auditor']], 2);
  const { store } = custodian;
  const list = storesFile();
  writeFileSync(list, access);
  const found = () => node.rpc('records_store', { store });
  fact('store number', `${store}`);
  fact('commitment to its address', short((await found()).urlCommitment));
  for (const [name, uri, pair] of [['payer', '//Bob', bob], ['regulator', '//Charlie', charlie], ['auditor', '//One', one]]) {
    running.push(await follower(node, { name: `attestor-${name}`, uri, pair, stores: list }));
    fact(`attestor node of the ${name}`, 'follows the chain');
  }

  await scene('Anchoring', `
    The custodian agent sits beside the store. It commits to every record version: a hash of its canonical form and a
    random nonce that stays in the store. One Merkle root over all of them goes on the chain, however many there are.`);
  const summary = await custodian.anchor();
  const anchor = BigInt(summary.anchor);
  const anchored = await node.rpc('records_anchor', { anchor: `${anchor}` });
  const entries = await fhir.manifest(anchored.manifest, anchored.count);
  const index = (record) => entries.findIndex((e) => e.locator?.startsWith(`${record}/`));
  fact('record versions under one anchor', `${anchored.count}`);
  fact('root on the chain', short(anchored.root));
  fact('in block', `${anchored.block}`);

  const verify = (at) => node.rpc('records_verify', {
    anchor: `${anchor}`, index: at, commitment: `0x${entries[at].commitment}`,
    proof: proof(entries.map((e) => Buffer.from(e.commitment, 'hex')), at),
  });
  const ask = async (record) => {
    const at = index(record);
    const job = await challenge(api, alice, HOSPITAL, anchor, at);
    if (job === undefined) {
      fact(`challenge of leaf ${at}`, 'Erased: the chain answers by itself');
      return 'Erased';
    }
    const verdict = await outcome(api, node, store, job, anchor, at);
    fact(`challenge of leaf ${at}`, `${verdict}: ${MEANING[verdict] ?? 'the attestors did not agree'}`);
    fact('standing of the store', (await found()).standing);
    return verdict;
  };
  const expect = (what, verdict) => {
    if (what !== verdict) throw new Error(`the tour expected ${verdict} and saw ${what}`);
  };

  await scene('A challenge', `
    A challenge names one leaf. Each attestor fetches that one record from the store, computes its commitment again and
    says on the chain whether it is the anchored one. The chain itself challenges leaves at random; here we ask.`);
  const WEIGHT = 'Observation/tour-weight';
  const POTASSIUM = 'Observation/tour-potassium';
  const ALLERGY = 'AllergyIntolerance/tour-allergy';
  expect(await ask(WEIGHT), 'Attested');

  await scene('Someone changes a laboratory value', `
    Behind everybody's back one digit is changed in the database file: potassium 4.1 becomes 4.7. No version number
    moves, no log shows it. The server delivers it as if it had always been so.`);
  await fhir.editDatabase('"value":4.1,"unit":"mmol/L"', '"value":4.7,"unit":"mmol/L"');
  fact('the server now says', /"value":[\d.]+/.exec((await fhir.get(`${POTASSIUM}/_history/1`)).text)[0]);
  expect(await ask(POTASSIUM), 'Mismatch');
  fact('what the chain says of this leaf', `anchored, fault: ${(await verify(index(POTASSIUM))).fault}`);
  tell(`
    From now on every answer that rests on this store says that it is disputed, until the record is right again.`);
  await fhir.editDatabase('"value":4.7,"unit":"mmol/L"', '"value":4.1,"unit":"mmol/L"');
  tell('\nThe value is put right, and the leaf is challenged again.');
  expect(await ask(POTASSIUM), 'Attested');

  await scene('A record is erased, as the law asks', `
    The custodian deletes the record with all its versions, its nonce and its place in the manifest, checks that they
    are gone, and sets a tombstone on the chain. Without the nonce the commitment that stays says nothing.`);
  const erased = await custodian.erase(ALLERGY);
  if (erased.code !== 0) throw new Error(erased.stderr);
  fact('what still can be read', erased.report.remains.length === 0 ? 'nothing' : erased.report.remains.join(', '));
  fact('the server answers', `${(await fhir.get(ALLERGY)).status}`);
  const answer = await verify(index(ALLERGY));
  fact('what the chain says of this leaf', `anchored: ${answer.anchored}, erased: ${answer.erased}`);
  expect(await ask(ALLERGY), 'Erased');
  tell('\nThe attestors confirmed that it is gone. Whoever asks again is answered by the chain itself.');
  expect(await ask(ALLERGY), 'Erased');
  expect(await ask(WEIGHT), 'Attested');
  tell('\nThe other records under the same anchor verify as before.');

  await scene('The history', `
    The chain keeps one hash of each history. A node that followed it holds the steps, and each is checked against the
    next: nobody can leave one out.`);
  const { entries: steps, gap } = await history(running.at(-1), store);
  for (const entry of [...steps].reverse()) {
    const what = entry.kind === 'Erased' ? `${entry.count} leaf erased by its owner` : `leaf ${entry.index}: ${entry.outcome}`;
    fact(new Date(Number(entry.at) * 1000).toISOString().replace('.000', ''), what);
  }
  fact('gaps', gap === null ? 'none' : JSON.stringify(gap));

  /** Somebody with a key, and the subject that it opens. */
  const person = async () => {
    const pair = stranger();
    await succeed(api, api.tx.balances.transferKeepAlive(pair.address, 100n * UNIT), alice);
    await succeed(api, api.tx.subjects.open(), pair);
    return Object.assign(pair, { subject: `0x${Buffer.from(pair.publicKey).toString('hex')}` });
  };
  const code = async (kind, system, symbol) => (await node.rpc('codes_lookup', { kind, system, code: symbol })).id;

  await scene('A patient says it once', `
    A patient permits treatment, and keeps back what concerns psychiatry. It is a FHIR Consent; the node makes of it the
    call that the patient signs. Then a pharmacy of another member asks. Nobody has to be called.`);
  const patient = await person();
  const concept = (system, symbol) => ({ coding: [{ system, code: symbol }] });
  const { calls, issues } = await node.rpc('consent_fromFhir', {
    document: {
      resourceType: 'Consent', status: 'active', scope: concept(`${HL7}consentscope`, 'patient-privacy'),
      category: [concept('http://loinc.org', '59284-0')], patient: { reference: 'Patient/p' }, dateTime: '2026-01-02',
      performer: [{ reference: 'Patient/p' }], organization: [{ reference: 'Organization/h' }],
      policy: [{ uri: 'http://example.org/policies/basePrivacyConsentPolicy.txt' }],
      provision: {
        type: 'permit', purpose: [{ system: `${HL7}v3-ActReason`, code: 'TREAT' }],
        provision: [{ type: 'deny', securityLabel: [{ system: `${HL7}v3-ActCode`, code: 'PSY' }] }],
      },
    },
    directory: { 'Patient/p': { subject: patient.subject, account: patient.address }, 'Organization/h': { organization: HOSPITAL } },
    nonce: random(),
  });
  if (calls.length !== 1) throw new Error(JSON.stringify(issues));
  const logged = (result) => event(result, 'consent', 'Logged').data.entry.toJSON();
  const consented = await succeed(api, api.tx(api.createType('Call', calls[0].callData)), patient);
  const directive = logged(consented).recorded.directive.number;
  fact('FHIR Consent', `directive ${directive} of subject ${short(patient.subject)}`);
  const action = await code('Action', `${HL7}consentaction`, 'access');
  const data = { class: null, content: null, labels: null, record: null, author: null, encounter: null, holder: null, period: { start: null, end: null } };
  const pharmacyAsks = async (purpose) => {
    const request = {
      organization: PHARMACY, practitioner: null, purpose: await code('Purpose', `${HL7}v3-ActReason`, purpose), action, protocol: null, data,
    };
    return logged(await succeed(api, api.tx.consent.requestAccess(patient.subject, request, HOUR), ferdie)).access;
  };
  const marketing = await pharmacyAsks('HMARKT');
  expect(marketing.outcome, 'NoConsent');
  fact('the pharmacy asks, for marketing', 'refused: nobody consented to that');
  const treatment = await pharmacyAsks('TREAT');
  expect(treatment.outcome, 'Permit');
  const grant = () => node.rpc('consent_grant', { grant: `${treatment.grant}` });
  const [layer] = (await grant()).residual;
  fact('the pharmacy asks, for treatment', `permitted: grant ${treatment.grant}`);
  fact('what is to be left out', layer.rules.map((rule) => `${rule.effect} ${rule.data.labels.map((label) => label.code)}`).join(', '));
  await succeed(api, api.tx.consent.withdraw(patient.subject, 'Subject', directive, 'StopAllUse'), patient);
  const withdrawn = (await grant()).outcome;
  if (withdrawn === 'permit') throw new Error('the grant outlived the consent');
  fact('the patient withdraws; the grant says', withdrawn);
  tell('\nEvery question is on the patient\u2019s own access log, and so is every change:');
  const log = await node.rpc('consent_accessLog', { subject: patient.subject });
  if (log.gap !== null) throw new Error('the access log has a gap');
  for (const { entry } of [...log.steps].reverse()) {
    const [[what, { at, directive: of, request, outcome: answer }]] = Object.entries(entry);
    fact(at ?? of.recorded, request ? `${what}: ${request.purpose.code}, ${answer}` : what);
  }

  await scene('A licence', `
    The regulator offers a physician a licence. Without the physician's yes nobody is credentialed. Whoever relies on it
    asks the chain, and hears of a suspension in the block in which it happens.`);
  const physician = await person();
  const licensed = async () => {
    const { answer: licence, reason } = await node.rpc('credentials_check', { holder: { subject: physician.subject }, schema: PHYSICIAN_LICENCE });
    return `${licence}: ${reason}`;
  };
  const from = await now(api);
  const offer = api.tx.credentials.offer(
    BOARD, { Subject: physician.subject }, PHYSICIAN_LICENCE, 1, random(), [], from, from + 365 * DAY, null, null,
  );
  const [credential] = event(await succeed(api, offer, charlie), 'credentials', 'CredentialOffered').data;
  fact('offered', await licensed());
  await succeed(api, api.tx.credentials.accept(credential), physician);
  expect(await licensed(), 'active: inGoodStanding');
  fact('accepted', await licensed());
  const investigation = await code('Reason', 'urn:salus:reason', 'under-investigation');
  await succeed(api, api.tx.credentials.suspend(credential, investigation), charlie);
  expect(await licensed(), 'notActive: suspended');
  fact('suspended', await licensed());
  await succeed(api, api.tx.credentials.reinstate(credential), charlie);
  expect(await licensed(), 'active: inGoodStanding');
  fact('reinstated', await licensed());

  await scene('A pack of a medicine', `
    A manufacturer makes a lot, and commits to all its serials with one root. A pack goes to a pharmacy, which verifies
    it, and gives it to a patient: once.`);
  const [GTIN, LOT, EXPIRY] = ['09521321000018', 'L1', Date.parse('2035-06-30') / (DAY * 1000)];
  const serials = ['S01', 'S02', 'S03'];
  const leaves = serials.map((serial) => stringToU8a(serial));
  const unit = (serial) => ({ Unit: { gtin: GTIN, serial: stringToHex(serial) } });
  // The first event of a pack brings the proof that it was made.
  const made = { Unit: [{ lot: stringToHex(LOT), batch: 0, index: 0, proof: proof(leaves, 0) }, null] };
  const told = async () => ({ time: { millis: (await now(api)) * 1000, offset: 0 }, place: null, event: null });
  const medicine = api.tx.drugProvenance;
  await succeed(api, medicine.registerProduct(MAKER, GTIN, { ndc: null, storage: { low: 20, high: 80 }, content: 1 }), dave);
  await succeed(api, medicine.commission(MAKER, GTIN, stringToHex(LOT), EXPIRY, root(leaves), leaves.length, await told()), dave);
  fact('made', `${leaves.length} packs of lot ${LOT}, one root`);
  const items = [{ id: unit('S01'), evidence: made }];
  const shipped = await succeed(api, medicine.ship(MAKER, PHARMACY, 'Sale', true, items, await told()), dave);
  const [shipment] = event(shipped, 'drugProvenance', 'Shipped').data;
  const holder = async () => {
    const { location } = await node.rpc('provenance_unit', { gtin: GTIN, serial: 'S01' });
    return location.inTransitTo === null ? `organisation ${location.holder}` : `nobody yet, on its way to ${location.inTransitTo}`;
  };
  fact('shipped; who has it', await holder());
  await succeed(api, medicine.receive(PHARMACY, shipment, [{ id: unit('S01'), evidence: null }], await told()), ferdie);
  fact('received; who has it', await holder());
  const verified = await node.rpc('provenance_verify', { code: `(01)${GTIN}(10)${LOT}(17)350630(21)S01` });
  expect(verified.result, 'verified');
  fact('the pharmacist scans it', `${verified.result}, sellable: ${verified.sellable}`);
  const beside = (index) => ({ serial: serials[index], index, proof: proof(leaves, index) });
  const absent = { lot: LOT, batches: [{ before: beside(1), after: beside(2) }] };
  const forged = await node.rpc('provenance_verify', { gtin: GTIN, serial: 'S025', lot: LOT, proof: { absent } });
  expect(forged.result, 'failed');
  fact('and one of a serial never made', `${forged.result}: ${forged.verificationFailureReason}`);
  const tag = random();
  const dispense = async () => medicine.dispense(PHARMACY, { id: unit('S01'), evidence: null }, 1, tag, await told());
  await succeed(api, await dispense(), ferdie);
  fact('dispensed', (await node.rpc('provenance_unit', { gtin: GTIN, serial: 'S01' })).lifecycle);
  const { error } = await failWith(api, 'DrugProvenance.AlreadyDispensed', await dispense(), ferdie);
  fact('dispensed again', `refused: ${error}`);

  await scene('A claim is paid in its block', `
    The payer publishes its plan, and its prices under one root: which service costs what, only those with the
    schedule's secret can read. The hospital claims a visit to the physician of before. It is adjudicated by the plan's
    public rules and paid from the payer's reserve in the block that includes it; no diagnosis and no code of a
    service goes on the chain.`);
  const client = papi.connect(node);
  running.push(client);
  const desk = new Desk(client, node);
  const serviceType = (symbol) => code('ServiceCategory', 'https://codesystem.x12.org/005010/1365', symbol);
  const [office, drugs] = [await serviceType('98'), await serviceType('88')];
  const prices = new FeeSchedule([
    { code: '99213', category: office, allowed: 9_250 }, { code: '00093-7146', category: drugs, allowed: 5_000 },
    { code: '00093-7198', category: drugs, allowed: 7_500 },
  ]);
  const today = await desk.now();
  const plan = await desk.registerPlan(PAYER, terms(today, await desk.registerSchedule(PAYER, prices, bob), [
    benefit(office, { in_network: share({ copay: 2_000 }), licence: { schema: PHYSICIAN_LICENCE, scope: undefined } }),
    benefit(drugs, { in_network: share({ copay: 1_000 }) }),
  ]), bob);
  const network = { tier: { type: 'InNetwork' }, period: { start: undefined, end: undefined } };
  for (const provider of [HOSPITAL, PHARMACY]) await desk.succeed(desk.tx.set_contract({ payer: PAYER, provider, network }), bob);
  const coverage = await desk.enrol(plan, today - DAY, bob);
  await desk.succeed(desk.tx.set_affiliation({ renderer: physician.subject, organization: HOSPITAL, affiliated: true }), physician);
  const { status: covered, benefits } = await node.rpc('claims_eligibility', { coverage: `${coverage}`, provider: HOSPITAL });
  fact('is the patient covered?', `${covered.meaning}; the copayment of a visit is ${dollars(benefits.find((b) => b.benefit.category.code === '98').benefit.inNetwork.copay)}`);
  const visit = submission(coverage, [line(prices.fee('99213'), 15_000, await desk.now(), { rendering: physician.subject })]);
  const claimed = await desk.submit(HOSPITAL, visit, alice);
  const { reserve, provider } = await desk.moved(claimed.result, PAYER, HOSPITAL);
  expect(provider, 7_250n);
  fact('charged', dollars(visit.total));
  for (const text of adjustments(claimed.adjudicated.lines[0])) fact(`adjusted, ${text.split(' ')[0]}`, dollars(text.split(' ').at(-1)));
  fact(`in block ${claimed.result.block.number}`, `the reserve has ${dollars(reserve)}, the hospital +${dollars(provider)}`);
  const again = await desk.submit(HOSPITAL, { ...visit, document: random() }, alice);
  expect(again.adjudicated.state.type, 'Denied');
  fact('the same visit again', `denied: ${adjustments(again.adjudicated.lines[0])}`);
  tell('\nThe pharmacy claims the pack that it gave, twice.');
  const [{ keyArgs: [{ gtin, serial }] }] = await desk.api.query.DrugProvenance.Dispenses.getEntries();
  const supply = async (medicineCode, charge) => submission(coverage, [line(prices.fee(medicineCode), charge, await desk.now(), {
    dispense: { unit: { gtin, serial }, n: 0, tag },
  })]);
  const supplied = await desk.submit(PHARMACY, await supply('00093-7146', 6_000), ferdie);
  expect(supplied.adjudicated.paid, 4_000n);
  fact('the first time', `paid: ${dollars(supplied.adjudicated.paid)}`);
  const twice = await desk.submit(PHARMACY, await supply('00093-7198', 8_000), ferdie);
  expect(twice.adjudicated.paid, 0n);
  fact('the second time, as something else', `denied: ${adjustments(twice.adjudicated.lines[0])}`);
  const { remittances } = await node.rpc('claims_remittance', { claim: `${claimed.claim}` });
  fact('the remittance of the visit', `status ${remittances[0].claims[0].status}, payment ${remittances[0].payment} ${remittances[0].currency}`);

  console.log(`\n${bold('That was the tour.')} Start a chain that stays with ./scripts/start.sh; docs/tour.md tells what you saw.\n`);
} catch (error) {
  console.error(`\nerror: ${error.stack}`);
  process.exitCode = 1;
} finally {
  await Promise.all(running.reverse().map((one) => one.stop()));
}
process.exit();
