// Who may do what, here, and then: issuers by motion, credentials nobody holds against their will, and what a source says.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blake2AsHex } from '@polkadot/util-crypto';
import { alice, bob, charlie, dave, eve, one, stranger, two, UNIT } from './lib/accounts.js';
import { chainTime, connect, errorName, event, failWith, now, refused, send, succeed } from './lib/chain.js';
import { custodianBinary, temporary } from './lib/env.js';
import { motion, pass } from './lib/motion.js';
import { devNode, follower, storesFile } from './lib/node.js';
import { run, until } from './lib/processes.js';
import { refusal } from './lib/rpc.js';
import { LicenceBoard } from './lib/source.js';
import { holds, isSet, Issuer } from './lib/vc.js';

const [HOSPITAL, PAYER, BOARD, WHOLESALER] = [0, 1, 2, 4];
const ROLE = { provider: 1 << 0, payer: 1 << 1, regulator: 1 << 6, issuer: 1 << 7 };
const DAY = 86_400;
const random = () => `0x${randomBytes(32).toString('hex')}`;
const iso = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');

let node, api;
/** Numbers of codes, by kind, system and code. */
const code = async (kind, system, symbol) => (await node.rpc('codes_lookup', { kind, system, code: symbol })).id;
let NY, US, investigation, discipline;
let doctor, nurse, licence;

before(async () => {
  node = await devNode();
  api = await connect(node);
  [NY, US] = [await code('Scope', 'urn:iso:std:iso:3166:-2', 'US-NY'), await code('Scope', 'urn:iso:std:iso:3166', 'US')];
  investigation = await code('Reason', 'urn:salus:reason', 'under-investigation');
  discipline = await code('Reason', 'urn:salus:reason', 'disciplinary-action');
  [doctor, nurse] = [await person(), await person()];
});
after(async () => {
  await api?.disconnect();
  await node?.stop();
});

/** Somebody with a key, and the subject that it opened. */
async function person() {
  const pair = stranger();
  await succeed(api, api.tx.balances.transferKeepAlive(pair.address, 100n * UNIT), alice);
  await succeed(api, api.tx.subjects.open(), pair);
  return Object.assign(pair, { subject: `0x${Buffer.from(pair.publicKey).toString('hex')}` });
}

/** Rules of a schema. */
const rules = (changes = {}) => ({
  kind: 'Licence', definition: random(), issuers: ROLE.issuer | ROLE.provider | ROLE.payer, holders: 'Subjects', selfIssuance: false,
  maxValidity: null, status: 'Own', verification: null, maxDepth: 1, maxSubIssuers: 1, ...changes,
});
async function register(changes) {
  const passed = await pass(api, api.tx.credentials.registerSchema(null, rules(changes)));
  return event(passed, 'credentials', 'SchemaRegistered').data[0].toNumber();
}
async function accredit(schema, organization, admin) {
  await succeed(api, api.tx.credentials.apply(organization, schema, null), admin);
  await pass(api, api.tx.credentials.accredit(schema, organization));
}

/** An offer; what is not named is lawful. */
async function offer(changes = {}) {
  const at = await now(api);
  const given = {
    organization: BOARD, holder: { Subject: doctor.subject }, schema: licence, version: 1, commitment: random(), scopes: [NY],
    from: at, until: at + 365 * DAY, entry: null, supersedes: null, ...changes,
  };
  const { organization, holder, schema, version, commitment, scopes, from, until: end, entry, supersedes } = given;
  return api.tx.credentials.offer(organization, holder, schema, version, commitment, scopes, from, end, entry, supersedes);
}
/** A credential that its holder accepted. */
async function held(changes, { issuer = charlie, holder = doctor } = {}) {
  const offered = await succeed(api, await offer({ holder: { Subject: holder.subject }, ...changes }), issuer);
  const id = event(offered, 'credentials', 'CredentialOffered').data[0].toNumber();
  await succeed(api, api.tx.credentials.accept(id), holder);
  return id;
}
const status = (credential, moment) => node.rpc('credentials_status', { credential, ...(moment && { moment: iso(moment) }) });
const check = (changes = {}) =>
  node.rpc('credentials_check', { holder: { subject: doctor.subject }, schema: licence, scope: NY, ...changes });
/** The short answer and its reason. */
const verdict = async (changes) => {
  const { answer, reason } = await check(changes);
  return `${answer}: ${reason}`;
};

/** The error's name for a call that fails alone, in a batch and by proxy alike. */
async function failEveryWay(reason, call, signer) {
  await failWith(api, reason, call, signer);
  await failWith(api, reason, api.tx.utility.batchAll([call]), signer);
  const done = await succeed(api, api.tx.proxy.proxy(signer.address, null, call), two);
  const outcome = event(done, 'proxy', 'ProxyExecuted').data[0];
  assert.ok(outcome.isErr, `${call.method.method} by proxy`);
  assert.equal(errorName(api, outcome.asErr), reason, `${call.method.method} by proxy`);
}

describe('issuers', () => {
  it('issue only under a schema that the Council registered', async () => {
    await failWith(api, 'BadOrigin', api.tx.credentials.registerSchema(null, rules()), charlie);
    const weak = await motion(api, api.tx.credentials.registerSchema(null, rules()), { ayes: 3 });
    assert.equal(weak.outcome, 'BadOrigin');
    licence = await register();
  });

  it('are nobody until a motion accredits them', async () => {
    await failWith(api, 'Credentials.IssuerNotAccredited', await offer(), charlie);
    await succeed(api, api.tx.credentials.apply(BOARD, licence, null), charlie);
    assert.equal((await node.rpc('credentials_issuer', { schema: licence, organization: BOARD })).state, 'candidate');
    await failWith(api, 'BadOrigin', api.tx.credentials.accredit(licence, BOARD), charlie);
    await failWith(api, 'Credentials.IssuerNotAccredited', await offer(), charlie);
    await pass(api, api.tx.credentials.accredit(licence, BOARD));
    const issuer = await node.rpc('credentials_issuer', { schema: licence, organization: BOARD });
    assert.deepEqual([issuer.state, issuer.mayIssue, issuer.above, issuer.depth], ['accredited', true, [], 0]);
  });

  it('without a suitable role cannot even ask', async () => {
    await failWith(api, 'Credentials.RoleMissing', api.tx.credentials.apply(WHOLESALER, licence, null), eve);
  });
});

describe('a licence', () => {
  const board = new Issuer();
  const nonce = random();
  let document, credential, acceptedAt, suspendedAt;
  const names = () => ({
    directory: {
      [board.did]: { organization: BOARD, account: charlie.address },
      'did:example:doctor': { subject: doctor.subject },
    },
    schemas: { 'https://board.example/licence': { schema: licence, version: 1 } },
  });
  const fromVc = (document, changes = {}) => node.rpc('credentials_fromVc', { document, nonce, ...names(), ...changes });
  const errors = ({ issues }) => issues.filter((i) => i.severity !== 'information').map((i) => (i.expression ?? []).join());

  before(async () => {
    document = board.secure({
      '@context': ['https://www.w3.org/ns/credentials/v2', { scope: { '@id': 'urn:x-salus:vocabulary:scope', '@type': '@json' } }],
      type: ['VerifiableCredential', 'https://board.example/licence'],
      issuer: board.did,
      validFrom: iso((await now(api)) - 30 * DAY),
      validUntil: iso((await now(api)) + 700 * DAY),
      credentialSubject: {
        id: 'did:example:doctor', scope: [{ system: 'urn:iso:std:iso:3166:-2', code: 'US-NY' }],
        licenceNumber: 'number-nobody-else-sees', hours: [1.5, 1e21, 'é'],
      },
    });
  });

  it('comes from a signed credential, whose proof the node checks', async () => {
    const answer = await fromVc(document);
    assert.deepEqual(errors(answer), []);
    assert.equal(answer.verification.verificationMethod, board.method);
    const [call] = answer.calls;
    assert.deepEqual([call.pallet, call.call, call.signer], ['Credentials', 'offer', charlie.address]);
    assert.deepEqual(call.args.scopes, [NY]);
    // What is personal is neither in the call nor repeated in an issue.
    assert.ok(!JSON.stringify({ ...answer }).includes('number-nobody-else-sees'));
    assert.ok(answer.issues.some((i) => i.expression?.includes('credentialSubject.licenceNumber')));
    const offered = await succeed(api, api.tx(api.registry.createType('Call', call.callData)), charlie);
    credential = event(offered, 'credentials', 'CredentialOffered').data[0].toNumber();
    assert.equal((await status(credential)).commitment, answer.offers[0].commitment);
  });

  it('gives no call when anything about the credential is wrong', async () => {
    const nothing = async (document, changes) => {
      const answer = await fromVc(document, changes);
      assert.deepEqual(answer.calls, []);
      return errors(answer);
    };
    assert.deepEqual(await nothing({ ...document, validUntil: '2099-01-01T00:00:00Z' }), ['proof[0]']);
    const { proof, ...unsigned } = document;
    assert.deepEqual(await nothing(unsigned), ['proof[0]']);
    assert.deepEqual(await nothing({ ...document, proof: { ...proof, cryptosuite: 'eddsa-rdfc-2022' } }), ['proof']);
    assert.deepEqual(await nothing(new Issuer().secure(unsigned)), ['proof[0]']);
    assert.deepEqual(await nothing(board.secure({ ...unsigned, credentialSubject: {} })), ['credentialSubject[0]']);
    assert.deepEqual(await nothing(document, { directory: {} }), ['issuer', 'credentialSubject.id']);
    const unknown = { schemas: { 'https://board.example/licence': { schema: licence, version: 9 } } };
    assert.deepEqual(await nothing(document, unknown), ['']);
    const error = await refusal(node.port, 'credentials_fromVc', { document });
    assert.equal(error.code, -32602);
  });

  it('is offered, and nobody but its holder accepts it, once', async () => {
    assert.equal((await status(credential)).status, 'offered');
    assert.equal(await verdict(), 'notActive: notHeld');
    await failWith(api, 'Credentials.OfferedToAnother', api.tx.credentials.accept(credential), nurse);
    await succeed(api, api.tx.credentials.accept(credential), doctor);
    acceptedAt = await now(api);
    await failWith(api, 'Credentials.AlreadyAccepted', api.tx.credentials.accept(credential), doctor);
    const found = await status(credential);
    assert.deepEqual([found.status, found.answer, found.issuer, found.scopes], ['active', 'active', BOARD, [NY]]);
  });

  it('answers for its scope, for its time, and for nothing else', async () => {
    assert.equal(await verdict(), 'active: inGoodStanding');
    assert.equal(await verdict({ scope: null }), 'active: inGoodStanding');
    // New York is in the United States, and not the other way round.
    assert.equal(await verdict({ scope: US }), 'notActive: notHeld');
    assert.equal(await verdict({ holder: { subject: nurse.subject } }), 'notActive: notHeld');
    // What it was before the holder accepted it, the chain never knew; before it began, nobody had it.
    assert.equal(await verdict({ moment: iso(acceptedAt - DAY) }), 'unknown: beforeAcceptance');
    assert.equal(await verdict({ moment: iso(acceptedAt - 31 * DAY) }), 'notActive: notYetValid');
    assert.equal(await verdict({ moment: iso(acceptedAt + DAY) }), 'unknown: inTheFuture');
    assert.equal((await refusal(node.port, 'credentials_check', { holder: { subject: doctor.subject }, schema: licence, moment: 'now' })).data.field, 'moment');
  });

  it('can be suspended by its issuer and be reinstated, and the past remembers', async () => {
    await failWith(api, 'Organizations.NotAuthorized', api.tx.credentials.suspend(credential, investigation), alice);
    await succeed(api, api.tx.credentials.suspend(credential, investigation), charlie);
    suspendedAt = await now(api);
    assert.equal(await verdict(), 'notActive: suspended');
    await failWith(api, 'Credentials.AlreadySuspended', api.tx.credentials.suspend(credential, investigation), charlie);
    await chainTime(api, suspendedAt + 2);
    await succeed(api, api.tx.credentials.reinstate(credential), charlie);
    assert.equal(await verdict(), 'active: inGoodStanding');
    assert.equal(await verdict({ moment: iso(suspendedAt) }), 'notActive: suspended');
    assert.equal(await verdict({ moment: iso(acceptedAt) }), 'active: inGoodStanding');
    // What the Council suspends, the issuer does not reinstate.
    await pass(api, api.tx.credentials.suspend(credential, investigation));
    await failWith(api, 'Credentials.SuspendedByCouncil', api.tx.credentials.reinstate(credential), charlie);
    await pass(api, api.tx.credentials.reinstate(credential));
    assert.equal(await verdict(), 'active: inGoodStanding');
  });

  it('is written as an unsigned credential that its issuer may sign', async () => {
    const { document, issues } = await node.rpc('credentials_toVc', { credential, ...names() });
    assert.deepEqual(issues, []);
    assert.equal(document.issuer, board.did);
    assert.equal(document.credentialSubject.id, 'did:example:doctor');
    assert.deepEqual(document.credentialSubject.scope, [{ system: 'urn:iso:std:iso:3166:-2', code: 'US-NY' }]);
    const back = await fromVc(board.secure(document));
    assert.deepEqual(errors(back), []);
    assert.deepEqual(back.calls[0].args.scopes, [NY]);
    assert.equal((await refusal(node.port, 'credentials_toVc', { credential: 4_000_000_000 })).data.code, 'not-found');
  });

  it('falls and rises with its issuer, at once', async () => {
    await pass(api, api.tx.credentials.suspendIssuer(licence, BOARD, investigation));
    const at = await now(api);
    assert.equal(await verdict(), 'notActive: issuerSuspended');
    assert.equal((await status(credential)).status, 'active', 'the credential itself is what it was');
    await failWith(api, 'Credentials.IssuerSuspended', await offer(), charlie);
    await chainTime(api, at + 2);
    await pass(api, api.tx.credentials.reinstateIssuer(licence, BOARD));
    assert.equal(await verdict(), 'active: inGoodStanding');
    assert.equal(await verdict({ moment: iso(at) }), 'notActive: issuerSuspended');
  });

  it('lapses by itself', async () => {
    // A development chain's clock runs ahead: six seconds with each block.
    const end = (await now(api)) + 90;
    const short = await held({ holder: { Subject: nurse.subject }, until: end }, { holder: nurse });
    const ask = { holder: { subject: nurse.subject } };
    assert.equal(await verdict(ask), 'active: inGoodStanding');
    const soon = await node.rpc('credentials_expiring', { holders: [{ subject: nurse.subject }], withinDays: 30 });
    assert.deepEqual(soon.lapsing.map((l) => l.credential), [short]);
    assert.equal(soon.lapsing[0].validUntil, iso(end));
    const issued = await node.rpc('credentials_expiring', { issuer: BOARD, withinDays: 30 });
    assert.deepEqual(issued.lapsing.map((l) => l.credential), [short]);
    await chainTime(api, end + 1);
    assert.equal(await verdict(ask), 'notActive: expired');
    assert.equal((await status(short)).status, 'expired');
    assert.equal(await verdict({ ...ask, moment: iso(end - 1) }), 'active: inGoodStanding');
  });

  it('ends for good when it is revoked', async () => {
    await succeed(api, api.tx.credentials.revoke(credential, discipline), charlie);
    const found = await status(credential);
    assert.deepEqual([found.status, found.revocationReason], ['revoked', discipline]);
    assert.equal(await verdict(), 'notActive: revoked');
    await failWith(api, 'Credentials.RevocationIsFinal', api.tx.credentials.reinstate(credential), charlie);
    await failWith(api, 'Credentials.RevocationIsFinal', api.tx.credentials.revoke(credential, discipline), charlie);
    // Its history says all of it, hash by hash.
    const { steps, gap } = await node.rpc('trail_get', { kind: 'credential', subject: `${credential}` });
    assert.equal(gap, null);
    assert.equal(steps.length, found.trailLength);
    assert.equal(steps[0].head, found.trailHead);
  });
});

describe('delegation', () => {
  let privilege, credential;

  it('is given by an issuer to another, as deep and as often as the schema says', async () => {
    privilege = await register({ kind: 'Privilege' });
    await accredit(privilege, BOARD, charlie);
    await succeed(api, api.tx.credentials.apply(HOSPITAL, privilege, BOARD), alice);
    await failWith(api, 'Organizations.NotAuthorized', api.tx.credentials.delegate(privilege, HOSPITAL), alice);
    await succeed(api, api.tx.credentials.delegate(privilege, HOSPITAL), charlie);
    assert.deepEqual((await node.rpc('credentials_issuer', { schema: privilege, organization: HOSPITAL })).above, [BOARD]);
    await failWith(api, 'Credentials.CyclicDelegation', api.tx.credentials.apply(BOARD, privilege, HOSPITAL), charlie);
    await failWith(api, 'Credentials.DepthExceeded', api.tx.credentials.apply(PAYER, privilege, HOSPITAL), bob);
    await succeed(api, api.tx.credentials.apply(PAYER, privilege, BOARD), bob);
    await failWith(api, 'Credentials.TooManySubIssuers', api.tx.credentials.delegate(privilege, PAYER), charlie);
  });

  it('carries a suspension down to everything issued below', async () => {
    credential = await held({ organization: HOSPITAL, schema: privilege }, { issuer: alice });
    const ask = { schema: privilege };
    assert.equal(await verdict(ask), 'active: inGoodStanding');
    await pass(api, api.tx.credentials.suspendIssuer(privilege, BOARD, investigation));
    assert.equal(await verdict(ask), 'notActive: issuerSuspended');
    await failWith(api, 'Credentials.IssuerSuspended', await offer({ organization: HOSPITAL, schema: privilege }), alice);
    await pass(api, api.tx.credentials.reinstateIssuer(privilege, BOARD));
    assert.equal(await verdict(ask), 'active: inGoodStanding');
  });

  it('is cut off from a date when the issuer was not to be trusted', async () => {
    const cutOff = (await now(api)) - DAY;
    await succeed(api, api.tx.credentials.revokeIssuer(privilege, HOSPITAL, discipline, cutOff), charlie);
    assert.equal(await verdict({ schema: privilege }), 'notActive: issuerCutOff');
    assert.equal((await status(credential)).reason, 'issuerCutOff');
    const { state, cutOff: told } = await node.rpc('credentials_issuer', { schema: privilege, organization: HOSPITAL });
    assert.deepEqual([state, told], ['revoked', iso(cutOff)]);
  });
});

describe('a status list', () => {
  const URL = 'https://board.example/status/0';
  const issuer = new Issuer();
  let registration, list, credential;

  it('says of many credentials at once which are revoked', async () => {
    registration = await register({ kind: 'Registration', status: 'List' });
    await accredit(registration, BOARD, charlie);
    const created = await succeed(api, api.tx.credentials.createStatusList(BOARD, registration, 'Revocation'), charlie);
    list = event(created, 'credentials', 'StatusListCreated').data[0].toNumber();
    await failWith(api, 'Credentials.EntryMissing', await offer({ schema: registration }), charlie);
    credential = await held({ schema: registration, entry: { list, index: 94_567 } });
    await failWith(api, 'Credentials.StatusKeptInList', api.tx.credentials.suspend(credential, investigation), charlie);
    assert.equal(await verdict({ schema: registration }), 'active: inGoodStanding');
    await succeed(api, api.tx.credentials.setStatus(list, [0, 77, 94_567, 131_071], true), charlie);
    assert.equal(await verdict({ schema: registration }), 'notActive: revoked');
  });

  it('is exported unsigned, with the proof that this block held it', async () => {
    const answer = await node.rpc('credentials_statusList', { list, url: URL, issuer: issuer.did, validSeconds: 600 });
    const set = [0, 1, 76, 77, 94_566, 94_567, 131_071].filter((index) => isSet(answer.document, index));
    assert.deepEqual(set, [0, 77, 94_567, 131_071]);
    assert.equal(answer.document.proof, undefined);
    assert.equal(answer.document.credentialSubject.statusPurpose, 'revocation');
    const header = await node.rpc('chain_getHeader', answer.at.hash);
    assert.equal(answer.proof.stateRoot, header.stateRoot);
    assert.ok(answer.proof.nodes.some((bytes) => blake2AsHex(bytes) === header.stateRoot), 'the proof begins at the root');
    assert.equal(answer.proof.keys.length, 17);
    assert.equal((await refusal(node.port, 'credentials_statusList', { list: 99, url: URL, issuer: issuer.did })).data.field, 'list');
    assert.equal((await refusal(node.port, 'credentials_statusList', { list, url: 'x', issuer: issuer.did })).data.field, 'url');
  });

  it('is signed by its issuer with the custodian, so that anybody can check it', async () => {
    const folder = temporary('status-list');
    const [keyFile, out] = [join(folder, 'issuer.key'), join(folder, 'list.json')];
    writeFileSync(keyFile, `${issuer.seed}\n`, { mode: 0o600 });
    const sign = (number = list) => run(custodianBinary(), [
      'status-list', '--list', `${number}`, '--url', URL, '--key-file', keyFile, '--node', node.url, '--out', out,
    ]);
    const signed = await until('the finalised block knows the list', async () => {
      const result = await sign();
      if (result.code !== 0) throw new Error(result.stderr);
      const document = JSON.parse(readFileSync(out, 'utf8'));
      return isSet(document, 94_567) && document;
    });
    assert.equal(signed.issuer, issuer.did);
    assert.equal(signed.proof.verificationMethod, issuer.method);
    assert.ok(holds(signed));
    assert.ok(!holds({ ...signed, validUntil: '2099-01-01T00:00:00Z' }));
    assert.equal(isSet(signed, 94_566), false);
    const absent = await sign(99);
    assert.equal(absent.code, 1);
    assert.match(absent.stderr, /there is no status list 99/);
    assert.ok(holds(JSON.parse(readFileSync(out, 'utf8'))), 'a failure leaves what was there');
  });

  it('refuses what is not in it', async () => {
    const { setStatus, putChunk } = api.tx.credentials;
    await failWith(api, 'Credentials.IndexOutOfList', setStatus(list, [131_072], true), charlie);
    await failWith(api, 'Credentials.IndexOutOfList', await offer({ schema: registration, entry: { list, index: 131_072 } }), charlie);
    await failWith(api, 'Credentials.EntrySet', await offer({ schema: registration, entry: { list, index: 77 } }), charlie);
    await failWith(api, 'Credentials.ListNotFound', setStatus(99, [1], true), charlie);
    await failWith(api, 'Organizations.NotAuthorized', setStatus(list, [1], true), alice);
    await failWith(api, 'Credentials.ChunkLengthWrong', putChunk(list, 0, `0x${'00'.repeat(1025)}`), charlie);
    await failWith(api, 'Credentials.ListInUse', api.tx.credentials.removeStatusList(list), charlie);
  });
});

describe('primary-source verification', () => {
  const board = new LicenceBoard();
  const attestors = [['//Bob', bob], ['//Dave', dave], ['//One', one]];
  const keys = attestors.map(([, pair]) => pair.publicKey);
  let followers = [], schema, source, credential, commitment, port, validUntil;

  before(async () => {
    await board.start();
    port = board.port;
    const definition = { urlCommitment: board.urlCommitment, attestors: keys, quorum: 2 };
    const set = await pass(api, api.tx.credentials.setSource(null, definition));
    source = event(set, 'credentials', 'SourceSet').data[0].toNumber();
    schema = await register({ verification: { source, interval: 120 * DAY, beforeUse: true } });
    await accredit(schema, BOARD, charlie);
    const stores = storesFile();
    writeFileSync(stores, board.access(source));
    for (const [uri, pair] of attestors)
      followers.push(await follower(node, { name: `attestor-${uri.slice(2).toLowerCase()}`, uri, pair, stores }));
    commitment = random();
    validUntil = (await now(api)) + 365 * DAY;
    credential = await held({ schema, commitment, until: validUntil });
  });
  after(async () => {
    await Promise.all(followers.map((f) => f.stop()));
    await board.stop();
  });

  /** Have the source asked; gives what the attestors agreed on, and what verification says then. */
  async function ask() {
    const requested = await succeed(api, api.tx.credentials.requestVerification(HOSPITAL, credential), alice);
    const job = event(requested, 'credentials', 'VerificationRequested').data[2].toNumber();
    assert.equal((await status(credential)).verification.status, 'inProcess');
    await until(`job ${job} ends`, async () => (await api.query.attestation.jobs(job)).isNone, { seconds: 120 });
    const { verification, trailHead } = await status(credential);
    const { steps } = await node.rpc('trail_get', { kind: 'credential', subject: `${credential}`, limit: 1 });
    assert.equal(steps[0].head, trailHead);
    // The entry ends with the outcome: agreed, and on what.
    const [agreed, on] = Buffer.from(steps[0].entry.slice(2), 'hex').subarray(-2);
    assert.equal(agreed, 0);
    return { ...verification, agreed: ['attested', 'mismatch', 'unavailable', 'erased'][on] };
  }
  const answer = () => verdict({ schema });

  it('is demanded before a credential counts', async () => {
    const found = await status(credential);
    assert.deepEqual([found.status, found.answer, found.verification.status], ['accepted', 'unverified', 'required']);
    assert.equal(found.verification.overdue, true);
    assert.equal(await answer(), 'unverified: verificationMissing');
  });

  it('changes nothing while the source is down', async () => {
    await board.stop();
    const verification = await ask();
    assert.deepEqual([verification.agreed, verification.status, verification.overdue], ['unavailable', 'required', true]);
    assert.equal(await answer(), 'unverified: verificationMissing');
    await board.start(port);
  });

  it('succeeds when the source says the same as the issuer', async () => {
    board.register.set(commitment, { status: 'active', validUntil });
    const verification = await ask();
    assert.deepEqual([verification.agreed, verification.status, verification.overdue], ['attested', 'validated', false]);
    assert.equal(await answer(), 'active: inGoodStanding');
    assert.ok(board.asked.some((url) => url === `/verification/${commitment.slice(2)}`));
    assert.ok(board.asked.every((url) => url.startsWith('/verification/')), 'nothing else is ever asked');
  });

  it('fails when the source says something else', async () => {
    board.register.set(commitment, { status: 'revoked', validUntil });
    const lied = await ask();
    assert.deepEqual([lied.agreed, lied.status], ['mismatch', 'failed']);
    assert.equal(await answer(), 'unverified: verificationFailed');
    // A source that is right about the status and wrong about the date lies too.
    board.register.set(commitment, { status: 'active', validUntil: validUntil + 1 });
    assert.equal((await ask()).status, 'failed');
    board.register.set(commitment, { status: 'active', validUntil });
    assert.equal((await ask()).status, 'validated');
    assert.equal(await answer(), 'active: inGoodStanding');
  });

  it('is not asked for what demands none, nor twice at a time', async () => {
    const plain = await held({ schema: licence });
    await failWith(api, 'Credentials.VerificationNotDemanded', api.tx.credentials.requestVerification(HOSPITAL, plain), alice);
    await Promise.all(followers.map((f) => f.stop()));
    await succeed(api, api.tx.credentials.requestVerification(HOSPITAL, credential), alice);
    await failWith(api, 'Credentials.AlreadyAsked', api.tx.credentials.requestVerification(HOSPITAL, credential), alice);
  });
});

describe('bad input', () => {
  let plain, offered, revoked, listed, list, anyone;

  before(async () => {
    for (const signer of [alice, bob, charlie, dave, doctor, nurse])
      await succeed(api, api.tx.proxy.addProxy(two.address, 'Any', 0), signer);
    plain = await held({ schema: licence }, { holder: nurse });
    revoked = await held({ schema: licence }, { holder: nurse });
    await succeed(api, api.tx.credentials.revoke(revoked, discipline), charlie);
    const made = await succeed(api, await offer({ schema: licence }), charlie);
    offered = event(made, 'credentials', 'CredentialOffered').data[0].toNumber();
    const schema = await register({ status: 'List', maxDepth: 1 });
    await accredit(schema, BOARD, charlie);
    const created = await succeed(api, api.tx.credentials.createStatusList(BOARD, schema, 'Revocation'), charlie);
    list = event(created, 'credentials', 'StatusListCreated').data[0].toNumber();
    listed = await held({ schema, entry: { list, index: 5 } });
    anyone = await register({ holders: 'Anyone', maxValidity: 30 * DAY });
    await accredit(anyone, BOARD, charlie);
    await succeed(api, api.tx.credentials.apply(HOSPITAL, anyone, BOARD), alice);
    await succeed(api, api.tx.credentials.delegate(anyone, HOSPITAL), charlie);
  });

  it('has a name of its own, and no batch or proxy gets past it', async () => {
    const at = await now(api);
    const tx = api.tx.credentials;
    const cases = [
      ['Credentials.IssuerNotAccredited', await offer({ organization: PAYER }), bob],
      ['Organizations.NotAuthorized', await offer(), bob],
      ['Credentials.SelfIssuance', await offer({ schema: anyone, holder: { Organization: BOARD }, until: at + DAY }), charlie],
      ['Credentials.ValidityPast', await offer({ from: at - 2 * DAY, until: at - DAY }), charlie],
      ['Credentials.ValidityInverted', await offer({ from: at + 2 * DAY, until: at + DAY }), charlie],
      ['Credentials.ValidityTooLong', await offer({ schema: anyone }), charlie],
      ['Credentials.SchemaNotFound', await offer({ schema: 9_999 }), charlie],
      ['Credentials.SchemaVersionNotFound', await offer({ version: 99 }), charlie],
      ['Credentials.HolderNotFound', await offer({ holder: { Subject: random() } }), charlie],
      ['Credentials.HolderNotAdmitted', await offer({ holder: { Organization: HOSPITAL } }), charlie],
      ['Credentials.ScopeNotFound', await offer({ scopes: [investigation] }), charlie],
      ['Credentials.ScopeNamedTwice', await offer({ scopes: [NY, NY] }), charlie],
      ['Credentials.OfferedToAnother', tx.accept(offered), nurse],
      ['Credentials.AlreadyAccepted', tx.accept(plain), nurse],
      ['Credentials.CredentialNotFound', tx.accept(4_000_000_000), nurse],
      ['Credentials.NotAccepted', tx.suspend(offered, investigation), charlie],
      ['Credentials.ReasonNotFound', tx.suspend(plain, NY), charlie],
      ['Credentials.NotSuspended', tx.reinstate(plain), charlie],
      ['Credentials.RevocationIsFinal', tx.reinstate(revoked), charlie],
      ['Credentials.StatusKeptInList', tx.revoke(listed, discipline), charlie],
      ['Credentials.StatusKeptHere', await offer({ entry: { list, index: 6 } }), charlie],
      ['Credentials.IndexOutOfList', tx.setStatus(list, [131_072], true), charlie],
      ['Credentials.ChunkLengthWrong', tx.putChunk(list, 0, `0x${'00'.repeat(1025)}`), charlie],
      ['Credentials.CyclicDelegation', tx.apply(BOARD, anyone, HOSPITAL), charlie],
      ['Credentials.DepthExceeded', tx.apply(PAYER, anyone, HOSPITAL), bob],
      ['Credentials.AlreadyApplied', tx.apply(HOSPITAL, anyone, BOARD), alice],
      ['BadOrigin', tx.accredit(anyone, HOSPITAL), alice],
      ['BadOrigin', tx.registerSchema(null, rules()), alice],
    ];
    for (const [reason, call, signer] of cases) await failEveryWay(reason, call, signer);
    console.log(`${cases.length} wrong calls, each refused alone, in a batch and by proxy`);
  });

  it('from a suspended issuer is refused every way', async () => {
    await pass(api, api.tx.credentials.suspendIssuer(anyone, BOARD, investigation));
    const until_ = (await now(api)) + DAY;
    await failEveryWay('Credentials.IssuerSuspended', await offer({ schema: anyone, until: until_ }), charlie);
    // And from whoever it delegated to.
    await failEveryWay('Credentials.IssuerSuspended', await offer({ organization: HOSPITAL, schema: anyone, until: until_ }), alice);
  });

  it('that is larger than a call may be never gets into a block', async () => {
    const call = api.tx.credentials.putChunk(list, 0, `0x${'00'.repeat(2049)}`);
    assert.match(await refused(api, call, charlie), /1002|1010|decod|execution/i);
  });

  it('in a question is refused by the field it is in', async () => {
    const wrong = async (method, question) => (await refusal(node.port, method, question)).code;
    for (const [method, question] of [
      ['credentials_check', {}], ['credentials_check', { holder: 'doctor', schema: 0 }], ['credentials_status', { credential: -1 }],
      ['credentials_issuer', { schema: 0 }], ['credentials_fromVc', { document: {}, nonce: '0x00' }],
      ['credentials_status', { credential: 0, extra: 1 }], ['credentials_expiring', { withinDays: 1 }],
      ['credentials_expiring', { withinDays: 1, holders: Array.from({ length: 4_097 }, (_, n) => ({ organization: n })) }],
      ['credentials_expiring', { withinDays: 1, issuer: 0, limit: 0 }],
    ])
      assert.equal(await wrong(method, question), -32602, `${method} ${JSON.stringify(question)}`);
    assert.equal((await refusal(node.port, 'credentials_status', { credential: 4_000_000_000 })).data.code, 'not-found');
    assert.equal((await refusal(node.port, 'credentials_issuer', { schema: 0, organization: 4_000_000 })).data.code, 'not-found');
  });
});

describe('a FHIR practitioner', () => {
  it('becomes an offer for each qualification that the directory explains, and an issue for each other', async () => {
    const document = {
      resourceType: 'Practitioner', id: 'p',
      qualification: [
        { code: { coding: [{ system: 'urn:iso:std:iso:3166:-2', code: 'US-NY' }] }, period: { start: '2020' }, issuer: { reference: 'Organization/board' } },
        { code: { text: 'Bachelor of Science' }, issuer: { display: 'a university' } },
      ],
    };
    const answer = await node.rpc('credentials_fromFhir', {
      document, nonce: random(),
      directory: { 'Practitioner/p': { subject: doctor.subject }, 'Organization/board': { organization: BOARD, account: charlie.address } },
      schemas: { 'urn:iso:std:iso:3166:-2|US-NY': { schema: licence, version: 1 } },
    });
    assert.equal(answer.calls.length, 1);
    assert.deepEqual(answer.calls[0].args.scopes, [NY]);
    const wrong = answer.issues.filter((i) => i.severity === 'error').map((i) => i.expression[0]);
    assert.deepEqual(wrong, ['Practitioner.qualification[1].issuer', 'Practitioner.qualification[1].code']);
    const sent = await send(api, api.tx(api.registry.createType('Call', answer.calls[0].callData)), charlie);
    assert.equal(sent.error, null);
  });
});
