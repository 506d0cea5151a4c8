// A patient says it once, in FHIR: everybody gets the same answer at once, with the rule that made it, and every request
// stands on the patient's own trail.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringToHex } from '@polkadot/util';
import { alice, bob, charlie, stranger, two, UNIT } from './lib/accounts.js';
import { connect, event, failWith, now, succeed } from './lib/chain.js';
import { testData } from './lib/env.js';
import { pass } from './lib/motion.js';
import { devNode, follower } from './lib/node.js';
import { refusal } from './lib/rpc.js';

const [HOSPITAL, PAYER, BOARD, RESEARCHER] = [0, 1, 2, 7];
const PHYSICIAN_LICENCE = 0;
const [HOUR, DAY] = [3_600, 86_400];
const DUTY = { registration: 1 << 3, clinical: 1 << 4, privacy: 1 << 5 };
const HL7 = 'http://terminology.hl7.org/CodeSystem/';
const [REASON, CONFIDENTIALITY, ACT_CODE, ACTION] = ['v3-ActReason', 'v3-Confidentiality', 'v3-ActCode', 'consentaction'].map((name) => HL7 + name);
const random = () => `0x${randomBytes(32).toString('hex')}`;
const hex = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;
const coding = (system, code) => ({ system, code });
const concept = (system, code) => ({ coding: [coding(system, code)] });
const ascending = (subjects) => [...subjects].sort();

let node, api, doctor, patient, clerk;
before(async () => {
  node = await devNode();
  api = await connect(node);
  doctor = await person();
  patient = await person();
  clerk = await endowed();
  await succeed(api, api.tx.organizations.setStaff(HOSPITAL, doctor.address, DUTY.clinical), alice);
  await succeed(api, api.tx.organizations.setStaff(HOSPITAL, clerk.address, DUTY.registration | DUTY.privacy), alice);
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
/** The board licenses a practitioner. */
async function license(practitioner) {
  if (practitioner.licensed) return;
  const at = await now(api);
  const offer = api.tx.credentials.offer(BOARD, { Subject: practitioner.subject }, PHYSICIAN_LICENCE, 1, random(), [], at, at + 365 * DAY, null, null);
  const offered = await succeed(api, offer, charlie);
  await succeed(api, api.tx.credentials.accept(event(offered, 'credentials', 'CredentialOffered').data[0]), practitioner);
  practitioner.licensed = true;
}
/** A colleague confirms what staff proposed for a subject. */
const confirmed = async (proposed, subject, by) =>
  succeed(api, api.tx.subjects.confirmProposal(HOSPITAL, subject, event(proposed, 'subjects', 'Recorded').data[1]), by);
/** Somebody with a key, and the subject that it opened. */
async function person() {
  const pair = await endowed();
  await succeed(api, api.tx.subjects.open(), pair);
  return Object.assign(pair, { subject: hex(pair.publicKey) });
}
const codes = new Map();
async function code(kind, system, symbol) {
  const key = `${kind} ${system} ${symbol}`;
  if (!codes.has(key)) codes.set(key, (await node.rpc('codes_lookup', { kind, system, code: symbol })).id);
  return codes.get(key);
}

/** An IHE PCF consent of this patient; `provision` is its rules. */
const consent = (provision, some = {}) => ({
  resourceType: 'Consent', status: 'active', scope: concept(`${HL7}consentscope`, 'patient-privacy'), category: [concept('http://loinc.org', '59284-0')],
  patient: { reference: 'Patient/p' }, dateTime: '2026-01-02', performer: [{ reference: 'Patient/p' }], organization: [{ reference: 'Organization/h' }],
  sourceReference: { reference: 'DocumentReference/d' }, policy: [{ uri: 'http://example.org/policies/basePrivacyConsentPolicy.txt' }], provision, ...some,
});
const treatment = { type: 'permit', purpose: [coding(REASON, 'TREAT')] };
const directoryOf = (who, more = {}) => ({
  'Patient/p': { subject: who.subject, ...(who.address ? { account: who.address } : {}) },
  'Organization/h': { organization: HOSPITAL },
  'Practitioner/d': { subject: doctor.subject },
  ...more,
});
/** What has to be signed for a document; fails where nothing may be. */
async function calls(document, directory, some = {}) {
  const answer = await node.rpc('consent_fromFhir', { document, directory, nonce: random(), ...some });
  assert.deepEqual(answer.issues.filter((issue) => /error|fatal/.test(issue.severity)), []);
  return answer.calls;
}
/** Sign a call as it came. */
const sign = (call, by) => succeed(api, api.tx(api.createType('Call', call.callData)), by);
const entry = (result) => event(result, 'consent', 'Logged').data.entry.toJSON();
/** Record a document; gives the directive's number. */
async function record(document, who, { directory = directoryOf(who), by = who, ...some } = {}) {
  const [call] = await calls(document, directory, some);
  return entry(await sign(call, by)).recorded.directive.number;
}
const empty = { class: null, content: null, labels: null, record: null, author: null, encounter: null, holder: null, period: { start: null, end: null } };
/** A request as the chain takes it. */
async function request(some = {}) {
  const { purpose = coding(REASON, 'TREAT'), action = 'access', data = {}, ...rest } = some;
  return {
    organization: HOSPITAL, practitioner: doctor.subject, purpose: await code('Purpose', purpose.system, purpose.code),
    action: await code('Action', ACTION, action), protocol: null, data: { ...empty, ...data }, ...rest,
  };
}
async function ask(subject, some = {}, by = doctor) {
  const result = await succeed(api, api.tx.consent.requestAccess(subject, await request(some), HOUR), by);
  return entry(result).access;
}
const question = (subject, some = {}) => ({
  subject,
  request: { organization: HOSPITAL, practitioner: doctor.subject, purpose: coding(REASON, 'TREAT'), action: coding(ACTION, 'access'), ...some },
});
const check = (subject, some, at) => node.rpc('consent_check', question(subject, some), ...(at ? [at] : []));

describe('a consent in FHIR', () => {
  let number;

  it('becomes a call that shows what will be signed, and is signed by the patient', async () => {
    const provision = {
      ...treatment, securityLabel: [coding(CONFIDENTIALITY, 'N')],
      provision: [{
        type: 'permit', securityLabel: [coding(ACT_CODE, 'PSY')],
        actor: [{ role: concept(`${HL7}v3-ParticipationType`, 'IRCP'), reference: { reference: 'Practitioner/d' } }],
      }],
    };
    const [call, ...others] = await calls(consent(provision), directoryOf(patient));
    assert.deepEqual(others, []);
    assert.deepEqual([call.signer, call.pallet, call.call], [patient.address, 'Consent', 'record']);
    assert.equal(call.args.subject, patient.subject);
    assert.equal(call.args.terms.provisions.length, 2);
    assert.equal(call.callData, api.tx(api.createType('Call', call.callData)).method.toHex());
    const { recorded } = entry(await sign(call, patient));
    number = recorded.directive.number;
    assert.deepEqual([number, recorded.directive.version], [1, 1]);
  });

  it('is refused where it says what the chain cannot hold, and nothing may be signed', async () => {
    const refused = async (document, directory = directoryOf(patient)) => {
      const answer = await node.rpc('consent_fromFhir', { document, directory });
      assert.deepEqual(answer.calls, []);
      return answer.issues.filter((issue) => issue.severity === 'error').map((issue) => issue.expression[0]);
    };
    assert.deepEqual(await refused(consent({ ...treatment, purpose: [coding(REASON, 'NOPE')] })), ['Consent.provision.purpose[0]']);
    assert.deepEqual(await refused(consent({ ...treatment, modifierExtension: [{ url: 'urn:x' }] })), ['Consent.provision.modifierExtension']);
    assert.ok((await refused(consent(treatment), {})).includes('Consent.patient'));
    const untyped = consent({ purpose: [coding(REASON, 'TREAT')] }, { policy: undefined, policyRule: concept(ACT_CODE, 'OPTIN') });
    assert.deepEqual(await refused(untyped), ['Consent.provision.type']);
    assert.equal((await calls(untyped, directoryOf(patient), { reading: 'rule' })).length, 1);
  });

  it('speaks in codes of the moment: registered by motion they are known at once, retired no more', async () => {
    const [system, symbol] = ['urn:example:purposes', 'OUTREACH'];
    const document = consent({ ...treatment, purpose: [coding(system, symbol)] });
    const issues = async (at) => (await node.rpc('consent_fromFhir', { document, directory: directoryOf(patient) }, at)).issues
      .filter((issue) => issue.severity === 'error').map((issue) => issue.expression[0]);
    const unknown = ['Consent.provision.purpose[0]'];
    assert.deepEqual(await issues(), unknown);
    const code = { kind: 'Purpose', system: stringToHex(system), symbol: stringToHex(symbol), parents: [[stringToHex(REASON), stringToHex('TREAT')]] };
    const registered = await pass(api, api.tx.codes.register([code]));
    assert.deepEqual(await issues(), []);
    await pass(api, api.tx.codes.retire(event(registered, 'codes', 'CodeRegistered').data[0]));
    assert.deepEqual(await issues(), unknown);
    // Whoever asks about an earlier block is answered with the registry of that block.
    assert.deepEqual(await issues(registered.block), []);
    const { parentHash } = await node.rpc('chain_getHeader', registered.block);
    assert.deepEqual(await issues(parentHash), unknown);
  });

  it('is decided by everybody alike, with the rule and with what is to be left out', async () => {
    const ours = await check(patient.subject);
    assert.equal(ours.outcome, 'permit');
    assert.deepEqual(ours.basis.rule.source.directive, { number, version: 1 });
    const labels = (answer) => answer.residual[0].rules.map((rule) => [rule.effect, ...rule.data.labels.map((label) => label.code)]);
    assert.deepEqual([ours.residual[0].otherwise, labels(ours)], [null, [['permit', 'N'], ['permit', 'PSY']]]);
    const others = await check(patient.subject, { practitioner: null });
    assert.deepEqual(labels(others), [['permit', 'N']]);
    const normal = await check(patient.subject, { practitioner: null, data: { labels: [coding(CONFIDENTIALITY, 'N')] } });
    assert.deepEqual([normal.outcome, normal.residual], ['permit', []]);
    const delicate = await check(patient.subject, { practitioner: null, data: { labels: [coding(CONFIDENTIALITY, 'R')] } });
    assert.equal(delicate.outcome, 'deny');
    // Below treatment in the code's own hierarchy, and beside it.
    assert.equal((await check(patient.subject, { purpose: coding(REASON, 'COC') })).outcome, 'permit');
    assert.equal((await check(patient.subject, { purpose: coding(REASON, 'HMARKT') })).outcome, 'no-consent');
    assert.equal((await refusal(node.port, 'consent_check', question(patient.subject, { purpose: coding(REASON, 'NOPE') }))).code, 4404);
  });

  it('explains which provision decided and why the others did not', async () => {
    const answer = await node.rpc('consent_explain', question(patient.subject, { practitioner: null }));
    assert.equal(answer.outcome, 'permit');
    const notes = answer.notes.map((note) => [note.provision, note.reason]);
    assert.ok(notes.some(([provision, reason]) => provision === 1 && reason === 'other-actor'), JSON.stringify(notes));
  });

  it('leaves a grant where it permits, and logs a denial that is no failure', async () => {
    const permitted = await ask(patient.subject);
    assert.deepEqual([permitted.outcome, permitted.partial], ['Permit', true]);
    assert.notEqual(permitted.grant, null);
    const grant = await node.rpc('consent_grant', { grant: `${permitted.grant}` });
    assert.deepEqual([grant.subject, grant.outcome, grant.purpose.code], [patient.subject, 'permit', 'TREAT']);
    const denied = await ask(patient.subject, { purpose: coding(REASON, 'HMARKT') });
    assert.deepEqual([denied.outcome, denied.grant], ['NoConsent', null]);
    await failWith(api, 'Consent.NoDutyToAsk', api.tx.consent.requestAccess(patient.subject, await request(), HOUR), patient);
    await succeed(api, api.tx.consent.closeGrant(permitted.grant), doctor);
  });

  it('comes back as R4 and as R5', async () => {
    const directory = directoryOf(patient);
    const r4 = (await node.rpc('consent_toFhir', { subject: patient.subject, directive: number, release: 'R4', directory })).resource;
    assert.deepEqual(
      [r4.resourceType, r4.status, r4.patient, r4.provision.type, r4.provision.provision[0].securityLabel],
      ['Consent', 'active', { reference: 'Patient/p' }, 'permit', [coding(ACT_CODE, 'PSY')]],
    );
    const r5 = (await node.rpc('consent_toFhir', { subject: patient.subject, directive: number, release: 'R5', directory })).resource;
    assert.deepEqual([r5.subject, r5.decision, r5.provision[0].purpose], [{ reference: 'Patient/p' }, 'deny', [coding(REASON, 'TREAT')]]);
    const [{ directives }, again] = [
      await node.rpc('consent_directives', { subject: patient.subject }),
      await Promise.all([r4, r5].map((resource) => calls(resource, directory))),
    ];
    assert.equal(directives.length, 1);
    for (const [call] of again) assert.equal(call.args.terms.provisions.length, 2);
  });

  it('is withdrawn, and the answer changes in that very block', async () => {
    const { grant } = await ask(patient.subject);
    const result = await succeed(api, api.tx.consent.withdraw(patient.subject, 'Subject', number, 'StopAllUse'), patient);
    const before = (await api.rpc.chain.getHeader(result.block)).parentHash.toHex();
    assert.equal((await check(patient.subject, {}, before)).outcome, 'permit');
    assert.equal((await check(patient.subject, {}, result.block)).outcome, 'no-consent');
    assert.notEqual((await node.rpc('consent_grant', { grant: `${grant}` })).outcome, 'permit');
    assert.equal((await ask(patient.subject)).outcome, 'NoConsent');
  });
});

describe('every IHE PCF example', { skip: testData('fhir/ihe-pcf-consent') ? false : 'no test data here' }, () => {
  it('becomes calls over JSON-RPC', async () => {
    const folder = testData('fhir/ihe-pcf-consent/resources');
    let mapped = 0;
    for (const file of readdirSync(folder).filter((name) => name.startsWith('Consent-'))) {
      const document = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const directory = { 'https://profiles.ihe.net/ITI/PCF/Policy-basic-normal': { policy: await code('Policy', 'http://example.org/policies', 'basePrivacyConsentPolicy.txt') } };
      for (const [, kind, id] of JSON.stringify(document).matchAll(/"reference":"([A-Za-z]+)\/([^"]+)"/g)) {
        const somebody = { subject: random(), account: alice.address, handle: random() };
        directory[`${kind}/${id}`] = kind === 'Organization' ? { organization: HOSPITAL } : somebody;
      }
      const found = await calls(document, directory);
      assert.equal(found.length, 1, file);
      mapped += 1;
    }
    console.log(`IHE PCF: ${mapped} examples mapped over JSON-RPC`);
  });
});

describe('an emergency', () => {
  let reason;
  before(async () => {
    reason = (await node.rpc('codes_list', { kind: 'Reason' })).codes[0].id;
  });
  const breakGlass = () => api.tx.consent.breakGlass(patient.subject, HOSPITAL, doctor.subject, reason, empty);

  it('needs an active licence and nobody\u2019s approval', async () => {
    await failWith(api, 'Consent.NoActiveCredential', breakGlass(), doctor);
    await license(doctor);
    const { breakGlass: logged } = entry(await succeed(api, breakGlass(), doctor));
    assert.deepEqual([logged.request.practitioner, logged.reason], [doctor.subject, reason]);
    const grant = await node.rpc('consent_grant', { grant: `${logged.grant}` });
    assert.deepEqual([grant.outcome, grant.basis, grant.residual], ['permit', 'break-glass', []]);
    // Nobody has the purpose of an emergency without its consequences.
    const btg = await request({ purpose: coding(REASON, 'BTG') });
    await failWith(api, 'Consent.UseBreakGlass', api.tx.consent.requestAccess(patient.subject, btg, HOUR), doctor);

    await failWith(api, 'Organizations.NotAuthorized', api.tx.consent.review(doctor.subject, logged.grant, HOSPITAL, false), doctor);
    const { reviewed } = entry(await succeed(api, api.tx.consent.review(doctor.subject, logged.grant, HOSPITAL, false), alice));
    assert.equal(reviewed.justified, false);
    await failWith(api, 'Consent.PrivilegeSuspended', breakGlass(), doctor);
    await succeed(api, api.tx.consent.reinstate(doctor.subject, HOSPITAL), alice);
    const again = entry(await succeed(api, breakGlass(), doctor)).breakGlass;
    await succeed(api, api.tx.consent.review(doctor.subject, again.grant, HOSPITAL, true), alice);
  });
});

describe('research', () => {
  it('needs a new consent when the protocol changes, and old use can be let run', async () => {
    const volunteer = await person();
    const registered = await succeed(api, api.tx.consent.registerProtocol(RESEARCHER, random()), two);
    const protocol = event(registered, 'consent', 'ProtocolVersioned').data.protocol.toNumber();
    const study = { type: 'permit', purpose: [coding(REASON, 'HRESCH')] };
    const document = consent(study, { scope: concept(`${HL7}consentscope`, 'research') });
    const number = await record(document, volunteer, { protocol: { protocol, version: 1 } });
    const research = { organization: RESEARCHER, practitioner: null, purpose: coding(REASON, 'HRESCH'), protocol };
    const outcome = async () => (await check(volunteer.subject, research)).outcome;
    assert.equal(await outcome(), 'permit');
    const { grant } = await ask(volunteer.subject, research, two);

    await succeed(api, api.tx.consent.amendProtocol(protocol, random()), two);
    assert.equal(await outcome(), 'no-consent');
    const [renewed] = await calls(document, directoryOf(volunteer), { protocol: { protocol, version: 2 }, supersedes: number });
    assert.equal(renewed.call, 'supersede');
    const { recorded } = entry(await sign(renewed, volunteer));
    assert.deepEqual([recorded.directive.number, recorded.directive.version], [number, 2]);
    assert.equal(await outcome(), 'permit');

    await succeed(api, api.tx.consent.withdraw(volunteer.subject, 'Subject', number, 'NoNewUse'), volunteer);
    assert.equal(await outcome(), 'no-consent');
    assert.equal((await node.rpc('consent_grant', { grant: `${grant}` })).outcome, 'permit');
    await succeed(api, api.tx.consent.withdraw(volunteer.subject, 'Subject', number, 'StopAllUse'), volunteer);
    assert.notEqual((await node.rpc('consent_grant', { grant: `${grant}` })).outcome, 'permit');
  });

  it('decides for a cohort in one call, for each subject apart', async () => {
    const [yes, no] = [await person(), await person()];
    const study = { type: 'permit', purpose: [coding(REASON, 'HRESCH')] };
    await record(consent(study), yes);
    await record(consent({ ...study, type: 'deny' }), no);
    const asked = await request({ organization: RESEARCHER, practitioner: null, purpose: coding(REASON, 'HRESCH') });
    const cohort = ascending([yes.subject, no.subject, patient.subject]);
    const result = await succeed(api, api.tx.consent.requestCohort(cohort, asked, HOUR), two);
    const grants = event(result, 'consent', 'CohortDecided').data.grants.toJSON();
    assert.deepEqual(grants.map((grant) => grant !== null), cohort.map((subject) => subject === yes.subject));
    assert.equal(result.events.filter((e) => e.pallet === 'consent' && e.name === 'Logged').length, 3);
  });
});

describe('those who speak for another', () => {
  const paper = async () => {
    const opened = await succeed(api, api.tx.subjects.openFor(HOSPITAL, random(), 'PaperEvidence', random(), null), alice);
    return { subject: event(opened, 'subjects', 'Recorded').data[0].toHex() };
  };

  it('are guardians, of whom the stricter wins', async () => {
    const child = await paper();
    const [mother, father] = [await endowed(), await endowed()].sort((a, b) => Buffer.compare(a.publicKey, b.publicKey));
    const guardianship = { guardians: [mother.address, father.address], until: (await now(api)) + 365 * DAY };
    const set = (guardians) => api.tx.subjects.setLegalGuardians(HOSPITAL, child.subject, guardians, random());
    const proposed = await succeed(api, set(guardianship), clerk);
    const directory = directoryOf(child, { 'RelatedPerson/m': { account: mother.address }, 'RelatedPerson/f': { account: father.address } });
    const by = (who) => ({ performer: [{ reference: `RelatedPerson/${who}` }] });

    // No clerk alone makes anybody a guardian.
    const [hers] = await calls(consent(treatment, by('m')), directory);
    await failWith(api, 'Consent.NotGuardian', api.tx(api.createType('Call', hers.callData)), mother);
    await failWith(api, 'Subjects.SecondPersonNeeded', api.tx.subjects.confirmProposal(HOSPITAL, child.subject, 2), clerk);
    await confirmed(proposed, child.subject, alice);
    await record(consent(treatment, by('m')), child, { directory, by: mother });
    assert.equal((await check(child.subject)).outcome, 'permit');
    await failWith(api, 'Consent.NotGuardian', api.tx(api.createType('Call', (await calls(consent(treatment, by('f')), directory))[0].callData)), bob);
    const [call] = await calls(consent({ ...treatment, type: 'deny' }, by('f')), directory);
    const result = await sign(call, father);
    event(result, 'consent', 'GuardiansDisagree');
    assert.equal((await check(child.subject)).outcome, 'deny');

    // A guardianship that ended speaks no more; one clerk alone does not end it, and with it a denial.
    const ended = await succeed(api, set(null), alice);
    assert.equal((await check(child.subject)).outcome, 'deny');
    await confirmed(ended, child.subject, clerk);
    assert.equal((await check(child.subject)).outcome, 'no-consent');
  });

  it('are an organisation for whoever has no key, until the patient claims the subject and contests', async () => {
    const adult = await paper();
    const recorder = { organization: HOSPITAL, account: clerk.address, evidence: 'paper' };
    const number = await record(consent(treatment), adult, { recorder, by: clerk });
    // A permission on another's word waits for a second pair of eyes.
    assert.equal((await check(adult.subject)).outcome, 'no-consent');
    const activate = api.tx.consent.activate(adult.subject, { Organization: HOSPITAL }, number);
    await failWith(api, 'Consent.SecondPersonNeeded', activate, clerk);
    await succeed(api, activate, alice);
    assert.equal((await check(adult.subject)).outcome, 'permit');

    const claimant = await endowed();
    const offer = api.tx.subjects.offerClaim(HOSPITAL, adult.subject, claimant.address, (await now(api)) + DAY);
    await confirmed(await succeed(api, offer, clerk), adult.subject, alice);
    await succeed(api, api.tx.subjects.acceptClaim(adult.subject), claimant);
    Object.assign(claimant, adult);
    // The patient's own word outranks what the hospital recorded.
    const own = await record(consent({ ...treatment, type: 'deny' }), claimant);
    assert.equal((await check(adult.subject)).outcome, 'deny');
    await succeed(api, api.tx.consent.withdraw(adult.subject, 'Subject', own, 'StopAllUse'), claimant);
    assert.equal((await check(adult.subject)).outcome, 'permit');
    const { ended } = entry(await succeed(api, api.tx.consent.contest(adult.subject, 'Subject', number), claimant));
    assert.equal(Object.keys(ended.end)[0] ?? ended.end, 'contested');
    assert.equal((await check(adult.subject)).outcome, 'no-consent');
  });
});

describe('a patient who cannot speak', () => {
  let somebody, friend, second;
  before(async () => {
    [somebody, friend, second] = [await person(), await endowed(), await person()];
    await succeed(api, api.tx.organizations.setStaff(HOSPITAL, second.address, DUTY.clinical), alice);
    await license(doctor);
  });
  const outcome = async () => (await check(somebody.subject)).outcome;
  const declare = (by) => api.tx.consent.declareIncapacity(somebody.subject, HOSPITAL, by.subject, random());
  const waits = async () => {
    const { findings } = api.query.consent;
    return (await findings(somebody.subject)).isSome;
  };

  it('said beforehand what then holds, and only two clinicians say that it does', async () => {
    const incapacity = { modifierExtension: [{ url: 'urn:salus:consent:condition', valueCode: 'incapacity' }] };
    const number = await record(consent(treatment, incapacity), somebody);
    assert.equal(await outcome(), 'no-consent');
    const { resource } = await node.rpc('consent_toFhir', { subject: somebody.subject, directive: number, release: 'R4' });
    assert.deepEqual(resource.modifierExtension, incapacity.modifierExtension);

    await failWith(api, 'Consent.NoActiveCredential', declare(second), second);
    assert.ok(entry(await succeed(api, declare(doctor), doctor)).incapacityDeclared);
    assert.deepEqual([await outcome(), await waits()], ['no-consent', true]);
    await failWith(api, 'Consent.SecondPersonNeeded', declare(doctor), doctor);
    await license(second);
    const { incapacityConfirmed } = entry(await succeed(api, declare(second), second));
    assert.equal(incapacityConfirmed.practitioner, second.subject);
    assert.deepEqual([await outcome(), await waits()], ['permit', false]);
    await failWith(api, 'Consent.AlreadyIncapacitated', declare(doctor), doctor);
    const granted = await ask(somebody.subject);
    assert.equal(granted.outcome, 'Permit');

    // Whoever can say so is incapacitated no longer; what was said for that case is silent, and the grant good for nothing.
    await succeed(api, api.tx.consent.endIncapacity(somebody.subject, null), somebody);
    assert.equal(await outcome(), 'no-consent');
    assert.equal((await node.rpc('consent_grant', { grant: `${granted.grant}` })).outcome, 'no-consent');
    await failWith(api, 'Consent.NotIncapacitated', api.tx.consent.endIncapacity(somebody.subject, null), somebody);
  });

  it('has a proxy for that case, who has no say before and none after', async () => {
    const proxy = { account: friend.address, condition: 'Incapacity', until: (await now(api)) + DAY, document: random() };
    await succeed(api, api.tx.consent.appointProxy(somebody.subject, proxy), somebody);
    const directory = directoryOf(somebody, { 'RelatedPerson/f': { account: friend.address } });
    const document = consent({ ...treatment, type: 'deny' }, { performer: [{ reference: 'RelatedPerson/f' }] });
    const [call] = await calls(document, directory, { proxy: true });
    assert.equal(call.signer, friend.address);
    const sent = () => api.tx(api.createType('Call', call.callData));
    await failWith(api, 'Consent.NotProxy', sent(), friend);
    await succeed(api, declare(doctor), doctor);
    await failWith(api, 'Consent.NotProxy', sent(), friend);
    await succeed(api, declare(second), second);
    await succeed(api, sent(), friend);
    // What the patient permitted for this case, the proxy denies: the stricter wins.
    assert.equal(await outcome(), 'deny');
    const clinician = [HOSPITAL, doctor.subject];
    await succeed(api, api.tx.consent.endIncapacity(somebody.subject, clinician), doctor);
    assert.equal(await outcome(), 'no-consent');
    await succeed(api, api.tx.consent.dismissProxy(somebody.subject, friend.address), somebody);
  });

  it('finds all of it in the access log, as FHIR too', async () => {
    const log = await node.rpc('consent_accessLog', { subject: somebody.subject, limit: 1_000 });
    const kinds = log.steps.map((step) => Object.keys(step.entry)[0]);
    const told = ['incapacityDeclared', 'incapacityConfirmed', 'incapacityEnded'].map((kind) => kinds.filter((k) => k === kind).length);
    assert.deepEqual(told, [2, 2, 2]);
    for (const kind of ['proxyAppointed', 'proxyDismissed']) assert.ok(kinds.includes(kind), kind);
    const { steps } = await node.rpc('consent_auditEvents', { subject: somebody.subject, limit: 1_000 });
    assert.equal(steps.length, log.steps.length);
    for (const [place, kind] of kinds.entries()) {
      if (!kind.startsWith('incapacity')) continue;
      assert.equal(steps[place].type.code, 'amend', kind);
      // Who found it: the account, its organisation, the clinician.
      if (kind !== 'incapacityEnded') assert.equal(steps[place].agent.length, 3, kind);
    }
  });
});

describe('a base policy', () => {
  const unlimited = {
    parent: null, effect: 'Permit', actors: [], purposes: [], actions: [], period: { start: null, end: null },
    data: { classes: [], contents: [], labels: [], records: [], holders: [], period: { start: null, end: null } },
  };
  const held = { data: { holder: HOSPITAL } };
  let silent;
  before(async () => {
    silent = await person();
  });
  after(async () => {
    // Whatever became of the tests, nobody else's questions are to be about it.
    const kept = await api.query.consent.policies(HOSPITAL);
    if (kept.isSome) await succeed(api, api.tx.consent.removeBasePolicy(HOSPITAL), alice);
  });
  const outcome = async (some = held) => (await check(silent.subject, some)).outcome;

  it('says what an organisation does with data of whoever said nothing', async () => {
    const [treat, restricted] = [await code('Purpose', REASON, 'TREAT'), await code('Label', CONFIDENTIALITY, 'R')];
    const provisions = [
      { ...unlimited, purposes: [treat] },
      { ...unlimited, parent: 0, effect: 'Deny', data: { ...unlimited.data, labels: [restricted] } },
    ];
    const set = (some) => api.tx.consent.setBasePolicy(HOSPITAL, null, random(), some);
    assert.equal(await outcome(), 'no-consent');
    await failWith(api, 'Organizations.NotAuthorized', set(provisions), doctor);
    await failWith(api, 'Consent.MalformedTree', set([{ ...unlimited, parent: 0 }]), clerk);
    await failWith(api, 'Consent.UnknownCode', set([{ ...unlimited, purposes: [restricted] }]), clerk);
    await failWith(api, 'Consent.PolicyNotFound', api.tx.consent.removeBasePolicy(HOSPITAL), clerk);
    const first = await succeed(api, set([unlimited]), clerk);
    assert.equal(event(first, 'consent', 'PolicySet').data.policy.version.toNumber(), 1);
    const again = await succeed(api, set(provisions), clerk);
    assert.equal(event(again, 'consent', 'PolicySet').data.policy.version.toNumber(), 2);

    const answer = await check(silent.subject, held);
    assert.equal(answer.outcome, 'permit');
    assert.deepEqual(answer.basis.rule, { source: { policy: { organization: HOSPITAL, version: 2 } }, provision: 0 });
    // What it excepts comes back as a residual, and is denied where the data is said to be of that sort.
    assert.deepEqual(answer.residual[0].rules.map((rule) => [rule.effect, rule.data.labels[0].code]), [['deny', 'R']]);
    const delicate = { data: { holder: HOSPITAL, labels: [coding(CONFIDENTIALITY, 'R')] } };
    assert.equal(await outcome(delicate), 'deny');
    assert.equal(await outcome({ data: { holder: HOSPITAL, labels: [coding(CONFIDENTIALITY, 'N')] } }), 'permit');
    // It speaks of its own house's data and purposes, and of nothing else.
    assert.equal(await outcome({ ...held, purpose: coding(REASON, 'HMARKT') }), 'no-consent');
    assert.equal(await outcome({ data: { holder: PAYER } }), 'no-consent');
    assert.equal(await outcome({}), 'no-consent');
  });

  it('gives way to what the patient says, and its grants end with it', async () => {
    const granted = await ask(silent.subject, { data: { holder: HOSPITAL } });
    assert.deepEqual([granted.outcome, granted.basis.rule.source], ['Permit', { policy: { organization: HOSPITAL, version: 2 } }]);
    const good = async () => (await node.rpc('consent_grant', { grant: `${granted.grant}` })).outcome;
    assert.equal(await good(), 'permit');

    const number = await record(consent({ ...treatment, type: 'deny' }), silent);
    assert.deepEqual([await outcome(), await good()], ['deny', 'deny']);
    await succeed(api, api.tx.consent.withdraw(silent.subject, 'Subject', number, 'StopAllUse'), silent);
    assert.deepEqual([await outcome(), await good()], ['permit', 'permit']);
    // Once the patient permits something, no house's policy adds to it.
    const narrow = { ...treatment, securityLabel: [coding(CONFIDENTIALITY, 'N')] };
    const own = await record(consent(narrow), silent);
    assert.equal(await outcome({ data: { holder: HOSPITAL, labels: [coding(ACT_CODE, 'PSY')] } }), 'deny');
    await succeed(api, api.tx.consent.withdraw(silent.subject, 'Subject', own, 'StopAllUse'), silent);

    await succeed(api, api.tx.consent.removeBasePolicy(HOSPITAL), clerk);
    assert.deepEqual([await outcome(), await good()], ['no-consent', 'no-consent']);
    // A version is never given twice.
    const set = await succeed(api, api.tx.consent.setBasePolicy(HOSPITAL, null, random(), [unlimited]), clerk);
    assert.equal(event(set, 'consent', 'PolicySet').data.policy.version.toNumber(), 3);
    await succeed(api, api.tx.consent.removeBasePolicy(HOSPITAL), clerk);
  });
});

describe('erasure and portability', () => {
  let owner, reason;
  before(async () => {
    owner = await person();
    reason = (await node.rpc('codes_list', { kind: 'Reason' })).codes[0].id;
  });
  const request = (right, holders) => api.tx.consent.requestPrivacy(owner.subject, 'Subject', right, holders);
  const acknowledge = (number, holder, answer) => api.tx.consent.acknowledge(number, holder, answer);
  const logged = (result) => result.events.filter((e) => e.pallet === 'consent' && e.name === 'Logged').map((e) => e.data.entry.toJSON());
  const reserved = async () => (await api.query.system.account(owner.address)).data.reserved.toBigInt();

  it('is demanded by the subject of holders that it names, and each answers for itself', async () => {
    const before = await reserved();
    await failWith(api, 'Consent.NotAscending', request('Erasure', [PAYER, HOSPITAL]), owner);
    await failWith(api, 'Consent.NotAscending', request('Erasure', []), owner);
    await failWith(api, 'Consent.OrganizationNotFit', request('Erasure', [HOSPITAL, 4_000_000]), owner);
    await failWith(api, 'Subjects.NotController', request('Erasure', [HOSPITAL]), patient);
    const { privacyRequested: demanded } = entry(await succeed(api, request('Erasure', [HOSPITAL, PAYER, RESEARCHER]), owner));
    const number = demanded.request;
    assert.deepEqual([demanded.right, demanded.holders], ['Erasure', [HOSPITAL, PAYER, RESEARCHER]]);
    assert.equal(demanded.deadline - demanded.at, 30 * DAY);
    assert.ok((await reserved()) > before);

    await failWith(api, 'Organizations.NotAuthorized', acknowledge(number, HOSPITAL, { Done: random() }), bob);
    await failWith(api, 'Consent.NothingToAcknowledge', acknowledge(number, BOARD, { Done: random() }), charlie);
    await failWith(api, 'Consent.UnknownCode', acknowledge(number, PAYER, { LegalHold: await code('Purpose', REASON, 'TREAT') }), bob);
    const evidence = random();
    const done = logged(await succeed(api, acknowledge(number, HOSPITAL, { Done: evidence }), clerk));
    assert.deepEqual(done.map((e) => [e.acknowledged.holder, e.acknowledged.answer, e.acknowledged.late]), [[HOSPITAL, { done: evidence }, false]]);
    await failWith(api, 'Consent.NothingToAcknowledge', acknowledge(number, HOSPITAL, { Done: random() }), clerk);
    // Only the law holds an erasure back, and it is said why.
    await succeed(api, acknowledge(number, PAYER, { LegalHold: reason }), bob);
    // While somebody owes an answer and can give it, nobody closes the request before its deadline.
    await failWith(api, 'Consent.NotOverdue', api.tx.consent.closePrivacyRequest(number, 'Subject'), owner);

    const last = logged(await succeed(api, acknowledge(number, RESEARCHER, { Done: random() }), two));
    assert.deepEqual(last.map((e) => Object.keys(e)[0]), ['acknowledged', 'certified']);
    const answers = last[1].certified.holders.map(([holder, [answer]]) => [holder, Object.keys(answer)[0]]);
    assert.deepEqual(answers, [[HOSPITAL, 'done'], [PAYER, 'legalHold'], [RESEARCHER, 'done']]);
    assert.equal(await reserved(), before);
    await failWith(api, 'Consent.PrivacyRequestNotFound', acknowledge(number, RESEARCHER, { Done: random() }), two);
  });

  it('hands data over, which no law holds back', async () => {
    const { privacyRequested: demanded } = entry(await succeed(api, request('Portability', [HOSPITAL]), owner));
    await failWith(api, 'Consent.HoldOnlyOnErasure', acknowledge(demanded.request, HOSPITAL, { LegalHold: reason }), clerk);
    const last = logged(await succeed(api, acknowledge(demanded.request, HOSPITAL, { Done: random() }), clerk));
    assert.deepEqual(last.map((e) => Object.keys(e)[0]), ['acknowledged', 'certified']);
  });

  it('leaves its certificates in the access log', async () => {
    const { steps } = await node.rpc('consent_accessLog', { subject: owner.subject, limit: 1_000 });
    const certified = steps.flatMap((step) => step.entry.certified ?? []);
    assert.deepEqual(certified.map((entry) => entry.right), ['portability', 'erasure']);
    const events = await node.rpc('consent_auditEvents', { subject: owner.subject, limit: 1_000, directory: directoryOf(owner) });
    assert.equal(events.steps.length, steps.length);
    for (const resource of events.steps) assert.deepEqual(resource.entity[0].what, { reference: 'Patient/p' });
  });
});

describe('the access log', () => {
  it('is complete, verified, and the same on another node', async () => {
    const log = await node.rpc('consent_accessLog', { subject: patient.subject, limit: 1_000 });
    assert.deepEqual([log.gap, log.next], [null, null]);
    assert.deepEqual(log.steps.map((step) => step.n), [...log.steps.keys()].map((i) => log.steps.length - i));
    const kinds = log.steps.map((step) => Object.keys(step.entry)[0]);
    for (const kind of ['recorded', 'access', 'closed', 'ended', 'breakGlass', 'reviewed']) assert.ok(kinds.includes(kind), kind);
    const access = log.steps.find((step) => step.entry.access)?.entry.access;
    assert.match(access.at, /^\d{4}-\d\d-\d\dT/);
    assert.equal(access.request.purpose.system, REASON);

    const second = await follower(node, { name: 'second' });
    try {
      await second.reach(await node.best());
      const { hash } = log.at;
      const there = await second.rpc('consent_accessLog', { subject: patient.subject, limit: 1_000 }, hash);
      assert.deepEqual(there.steps, log.steps);
      // By pages, the same.
      const paged = [];
      for (let before = null; ; ) {
        const page = await second.rpc('consent_accessLog', { subject: patient.subject, limit: 3, ...(before ? { before } : {}) }, hash);
        paged.push(...page.steps);
        before = page.next;
        if (!before) break;
      }
      assert.deepEqual(paged, log.steps);
    } finally {
      await second.stop();
    }
  });

  it('comes out as FHIR AuditEvent', async () => {
    const { steps } = await node.rpc('consent_auditEvents', { subject: patient.subject, limit: 1_000, directory: directoryOf(patient) });
    for (const resource of steps) {
      assert.equal(resource.resourceType, 'AuditEvent');
      for (const member of ['type', 'recorded', 'agent', 'source', 'entity']) assert.ok(resource[member], member);
      assert.deepEqual(resource.entity[0].what, { reference: 'Patient/p' });
      assert.equal(resource.agent.filter((agent) => agent.requestor).length, 1);
    }
    const subtypes = steps.map((resource) => resource.subtype?.[0].code);
    for (const code of ['partial', 'no-consent', '110127']) assert.ok(subtypes.includes(code), code);
    assert.equal((await refusal(node.port, 'consent_accessLog', { subject: patient.subject, limit: 0 })).data.field, 'limit');
    assert.equal((await refusal(node.port, 'consent_accessLog', { subject: random() })).code, 4404);
  });
});
