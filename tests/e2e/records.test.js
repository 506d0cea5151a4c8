// Real record stores, the custodian beside them, three attestors that look, and everything that can go wrong with a
// record behind the chain's back.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { alice, bob, charlie, one } from './lib/accounts.js';
import { challenge, history, outcome } from './lib/challenge.js';
import { connect, failWith, succeed } from './lib/chain.js';
import { Custodian } from './lib/custodian.js';
import { FhirServer, hfs, HOW_TO_GET_HFS, officialExamples, ownResources, syntheticPatients } from './lib/fhir.js';
import { proof, root } from './lib/merkle.js';
import { devNode, follower, storesFile } from './lib/node.js';
import { dicomFiles, HOW_TO_GET_ORTHANC, Orthanc, orthanc } from './lib/orthanc.js';
import { sleep, until } from './lib/processes.js';
import { misbehave, Proxy } from './lib/proxy.js';
import { testData } from './lib/env.js';

const HOSPITAL = 0;
const attestors = [[bob, 'business-associate'], [charlie, 'regulator'], [one, 'auditor']];
const keys = [['//Bob', bob], ['//Charlie', charlie], ['//One', one]];
/** How long an attestor waits for a store, in milliseconds. */
const PATIENCE = 3_000;

let node, api, followers = [];

async function startAttestors(access) {
  const list = storesFile();
  writeFileSync(list, access.replaceAll(/timeout_ms = \d+/g, `timeout_ms = ${PATIENCE}`));
  followers = [];
  for (const [uri, pair] of keys)
    followers.push(await follower(node, { name: `attestor-${uri.slice(2).toLowerCase()}`, uri, pair, stores: list }));
}
const stopAttestors = () => Promise.all(followers.map((f) => f.stop()));

describe('a FHIR store', { skip: hfs ? false : HOW_TO_GET_HFS }, () => {
  let fhir, proxy, custodian, store, anchor, entries, count;
  const index = (record) => {
    const found = entries.findIndex((e) => e.locator?.startsWith(`${record}/_history/`));
    assert.ok(found >= 0, `${record} is in the manifest`);
    return found;
  };
  const path = (at) => `/${entries[at].locator}`;
  /** Challenge leaves at the same time; gives what came of each, in their order. */
  async function challengeAll(indices, seconds) {
    const jobs = [];
    for (const at of indices) jobs.push([at, await challenge(api, alice, HOSPITAL, anchor, at)]);
    return Promise.all(jobs.map(([at, job]) => outcome(api, node, store, job, anchor, at, seconds)));
  }
  const standing = async () => (await node.rpc('records_store', { store })).standing;
  const payloads = () => entries.map((e) => Buffer.from(e.commitment, 'hex'));
  const verify = (at, change = {}) =>
    node.rpc('records_verify', {
      anchor: `${anchor}`, index: at, commitment: `0x${entries[at].commitment}`, proof: proof(payloads(), at), ...change,
    });

  before(async () => {
    node = await devNode({ args: ['--rpc-methods', 'unsafe'] });
    api = await connect(node);
    fhir = await new FhirServer().start();
    proxy = await new Proxy(fhir.url).start();
    custodian = await new Custodian({ node, kind: 'fhir-r4', url: proxy.url }).write();
  });
  after(async () => {
    await stopAttestors();
    await api?.disconnect();
    await node?.stop();
    await proxy?.stop();
    await fhir?.stop();
  });

  it('takes official examples and synthetic patients, and the custodian anchors every one in one batch', async () => {
    const [official, synthetic] = [officialExamples(), syntheticPatients()];
    const resources = [...ownResources(), ...official, ...synthetic];
    const { loaded, refused } = await fhir.load(resources);
    console.log(`resources: ${official.length} official examples, ${synthetic.length} of synthetic patients, ${ownResources().length} of our own`);
    if (!testData('fhir')) console.log('SALUS_TEST_DATA is not here: only our own resources were loaded');
    console.log(`the server took ${loaded}; it lets nobody write the other ${refused.length} (AuditEvent)`);
    // This server keeps the audit log to itself.
    const unexpected = refused.filter((why) => !/^PUT AuditEvent\/.*: 405/.test(why));
    assert.deepEqual(unexpected, []);

    assert.equal((await custodian.command('check-config')).code, 0);
    const access = await custodian.register(attestors, 2);
    store = custodian.store;
    await startAttestors(access);

    const begin = Date.now();
    const summary = await custodian.anchor();
    console.log(`anchored ${summary.records} versions under ${summary.anchors.length} anchor in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
    assert.deepEqual(summary.problems, []);
    assert.equal(summary.refused, 0);
    assert.equal(summary.anchors.length, 1);
    assert.equal(summary.records, loaded);
    anchor = BigInt(summary.anchor);
    count = summary.records;
    const found = await node.rpc('records_anchor', { anchor: `${anchor}` });
    assert.equal(found.count, count);
    assert.equal(found.store, store);
    entries = await fhir.manifest(found.manifest, count);
    assert.equal(entries.length, count);
    assert.equal(root(payloads()), found.root, 'the manifest makes the anchored root, by our own arithmetic');
    // Nothing new: nothing to anchor.
    assert.equal((await custodian.anchor()).records, 0);
  });

  it('is attested by a quorum when it still holds what it anchored', async () => {
    const chosen = [0, count - 1, index('Patient/tour-patient'), index('Observation/tour-weight')];
    assert.deepEqual(await challengeAll(chosen), chosen.map(() => 'Attested'));
    const found = await node.rpc('records_store', { store });
    assert.equal(found.standing, 'active');
    assert.equal(found.owner, HOSPITAL);
    assert.equal(found.leaves, `${count}`);
    assert.ok(found.lastAttested);
    // The address stands nowhere on the chain.
    const everything = JSON.stringify(found);
    assert.ok(!everything.includes(`${proxy.port}`));
  });

  it('answers for each leaf whether it was anchored', async () => {
    const at = index('Observation/tour-potassium');
    const good = await verify(at);
    assert.equal(good.anchored, true);
    assert.equal(good.storeStanding, 'active');
    assert.equal(good.erased, false);
    assert.equal(good.supersededBy, null);
    assert.equal(typeof good.at.hash, 'string');
    const reason = async (change) => {
      const answer = await verify(at, change);
      assert.equal(answer.anchored, false);
      return answer.reason;
    };
    const path = proof(payloads(), at);
    assert.equal(await reason({ index: at === 0 ? 1 : at - 1 }), 'root-mismatch');
    assert.equal(await reason({ commitment: `0x${'00'.repeat(32)}` }), 'root-mismatch');
    assert.equal(await reason({ index: count }), 'index-out-of-range');
    assert.equal(await reason({ proof: path.slice(1) }), 'wrong-proof-length');
    assert.equal(await reason({ proof: [...path, path[0]] }), 'wrong-proof-length');
    assert.equal(await reason({ proof: [] }), 'wrong-proof-length');
    assert.equal(await reason({ anchor: '999' }), 'anchor-not-found');
  });

  it('has a history that every node tells alike', async () => {
    const here = await history(node, store);
    assert.equal(here.gap, null);
    assert.equal(here.entries.length, 4);
    assert.ok(here.entries.every((e) => e.outcome === 'Attested'));
    const trailHead = (await node.rpc('records_store', { store })).trailHead;
    assert.equal(here.steps[0].head, trailHead);
    for (const attestor of followers) {
      await attestor.reach(await node.best());
      const there = await history(attestor, store);
      assert.deepEqual(there.steps, here.steps);
    }
  });

  it('lets its custodian compare a file with what was anchored', async () => {
    const text = (await fhir.get('Observation/tour-weight/_history/1')).text;
    const same = await custodian.verify(text);
    assert.equal(same.outcome, 'anchored');
    assert.equal(same.code, 0);
    const other = await custodian.verify(text.replace('71.50', '71.5'));
    assert.equal(other.outcome, 'mismatch');
    assert.equal(other.code, 1);
    const unknown = await custodian.verify('{"resourceType":"Patient","id":"nobody"}');
    assert.equal(unknown.code, 4);
  });

  it('is found out when it delivers something else', async () => {
    const [swapped, deep, rubbish] = [index('Patient/tour-patient'), index('AllergyIntolerance/tour-allergy'), index('Condition/tour-condition')];
    await fhir.put({ resourceType: 'Patient', id: 'decoy', gender: 'male' });
    proxy.at(path(swapped), misbehave.insteadOf('/Patient/decoy/_history/1'));
    proxy.at(path(deep), misbehave.deep);
    proxy.at(path(rubbish), misbehave.rubbish);
    assert.deepEqual(await challengeAll([swapped, deep, rubbish]), ['Mismatch', 'Mismatch', 'Mismatch']);
    const found = await node.rpc('records_store', { store });
    assert.equal(found.standing, 'disputed');
    assert.equal(found.faults, 3);
    assert.equal((await verify(swapped)).fault, 'mismatch');
    assert.equal((await verify(swapped)).storeStanding, 'disputed');
    for (const at of [swapped, deep, rubbish]) proxy.at(path(at));
    assert.deepEqual(await challengeAll([swapped, deep, rubbish]), ['Attested', 'Attested', 'Attested']);
    assert.equal(await standing(), 'active');
  });

  it('counts as unavailable when it redirects, floods, stalls, breaks off or fails, and no attestor comes to harm', async () => {
    const ways = {
      redirect: misbehave.redirect, announcedGigabyte: misbehave.announcedGigabyte, endless: misbehave.endless,
      hang: misbehave.hang, drip: misbehave.drip, half: misbehave.half, error: misbehave.status(500), denied: misbehave.status(401),
    };
    const chosen = Object.keys(ways).map((_, n) => n);
    Object.values(ways).forEach((way, n) => proxy.at(path(chosen[n]), way));
    const outcomes = await challengeAll(chosen, 120);
    assert.deepEqual(Object.fromEntries(Object.keys(ways).map((name, n) => [name, outcomes[n]])),
      Object.fromEntries(Object.keys(ways).map((name) => [name, 'Unavailable'])));
    assert.equal(await standing(), 'degraded');
    for (const at of chosen) proxy.at(path(at));
    for (const attestor of followers) {
      attestor.process.check();
      const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${attestor.process.pid}/status`, 'utf8'))[1]) / 1024;
      assert.ok(memory < 2_048, `${attestor.name} uses ${memory.toFixed(0)} MiB`);
    }
    assert.deepEqual(await challengeAll([chosen[0]]), ['Attested']);
    assert.equal(await standing(), 'active');
  });

  it('is found out when its manifest is not what makes the anchored root', async () => {
    const { manifest } = await node.rpc('records_anchor', { anchor: `${anchor}` });
    const at = index('Patient/tour-patient');
    proxy.at(`/Provenance/${manifest}`, misbehave.insteadOf(`/Provenance/${manifest}-0`));
    assert.deepEqual(await challengeAll([at]), ['Mismatch']);
    proxy.at(`/Provenance/${manifest}`, misbehave.status(404));
    assert.deepEqual(await challengeAll([at]), ['Unavailable']);
    proxy.at(`/Provenance/${manifest}`);
    assert.deepEqual(await challengeAll([at]), ['Attested']);
  });

  it('is found out when one byte of a record is changed in its database', async () => {
    const at = index('Observation/tour-potassium');
    await fhir.editDatabase('"value":4.1,"unit":"mmol/L"', '"value":4.7,"unit":"mmol/L"');
    assert.match((await fhir.get(entries[at].locator)).text, /4\.7/);
    assert.deepEqual(await challengeAll([at]), ['Mismatch']);
    assert.equal(await standing(), 'disputed');
    const answer = await verify(at);
    assert.equal(answer.anchored, true, 'the commitment was anchored all the same');
    assert.equal(answer.fault, 'mismatch');
    const compared = await custodian.verify((await fhir.get(entries[at].locator)).text);
    assert.equal(compared.outcome, 'mismatch');
    await fhir.editDatabase('"value":4.7,"unit":"mmol/L"', '"value":4.1,"unit":"mmol/L"');
    assert.deepEqual(await challengeAll([at]), ['Attested']);
    assert.equal((await verify(at)).fault, null);
  });

  it('counts as unavailable when a record was removed with its history', async () => {
    const at = index('Condition/tour-condition');
    await fhir.purge('Condition/tour-condition');
    assert.deepEqual(await challengeAll([at]), ['Unavailable']);
    assert.equal(await standing(), 'degraded');
    assert.equal((await verify(at)).erased, false);
  });

  it('shows that a newer version supersedes an older one, and keeps both', async () => {
    const at = index('Observation/tour-weight');
    await fhir.putText('Observation/tour-weight', (await fhir.get('Observation/tour-weight')).text.replace('71.50', '70.90'));
    const summary = await custodian.anchor();
    // The decoy of an earlier test comes along.
    assert.ok(summary.records >= 1, JSON.stringify(summary));
    const answer = await verify(at);
    assert.equal(answer.supersededBy, summary.anchor);
    assert.equal(answer.anchored, true);
    assert.deepEqual(await challengeAll([at]), ['Attested']);
    assert.equal((await custodian.verify((await fhir.get('Observation/tour-weight/_history/1')).text)).outcome, 'superseded');
  });

  it('lets a record be erased so that nothing of it stays, and says so for ever', async () => {
    const at = index('AllergyIntolerance/tour-allergy');
    const { manifest } = await node.rpc('records_anchor', { anchor: `${anchor}` });
    const { nonce } = entries[at];
    const { code, report, stderr } = await custodian.erase('AllergyIntolerance/tour-allergy');
    assert.equal(code, 0, stderr + JSON.stringify(report));
    assert.deepEqual(report.remains, []);
    assert.deepEqual(report.tombstones, [{ anchor: `${anchor}`, index: at }]);
    assert.notEqual((await fhir.get('AllergyIntolerance/tour-allergy')).status, 200);
    assert.notEqual((await fhir.get(entries[at].locator)).status, 200);
    const now = (await fhir.manifest(manifest, count))[at];
    assert.equal(now.commitment, entries[at].commitment);
    assert.equal(now.locator, undefined);
    assert.equal(now.nonce, undefined);
    const pages = await fhir.get(`Provenance/${manifest}-${Math.floor(at / 1024)}/_history`);
    assert.equal(pages.text.includes(nonce), false, 'no former version of the manifest tells the nonce');

    const answer = await verify(at);
    assert.equal(answer.anchored, true);
    assert.equal(answer.erased, true);
    assert.deepEqual(await challengeAll([at]), ['Erased'], 'attestors confirm that it is gone');
    assert.equal(await challenge(api, alice, HOSPITAL, anchor, at), undefined, 'from then on the chain answers by itself');
    const told = (await history(node, store)).entries.find((e) => e.kind === 'Erased');
    assert.deepEqual([told.anchor, told.count], [anchor, 1]);
    await failWith(api, 'Records.AlreadyErased', api.tx.records.erase(anchor, [at]), alice);
    // The rest of the page is as good as before.
    assert.deepEqual(await challengeAll([index('MedicationRequest/tour-prescription')]), ['Attested']);
  });

  it('erases a record while attestors are asked about it, which is no fault', async () => {
    const at = index('MedicationRequest/tour-prescription');
    followers.forEach((f) => process.kill(f.process.pid, 'SIGSTOP'));
    let job;
    try {
      job = await challenge(api, alice, HOSPITAL, anchor, at);
      const { code, stderr } = await custodian.erase('MedicationRequest/tour-prescription');
      assert.equal(code, 0, stderr);
    } finally {
      followers.forEach((f) => process.kill(f.process.pid, 'SIGCONT'));
    }
    // Some may have looked before the tombstone stood: they found nothing, which is held against nobody.
    assert.match(await outcome(api, node, store, job, anchor, at), /^(Unavailable|Erased|Disputed)$/);
    assert.notEqual(await standing(), 'degraded');
    assert.deepEqual(await challengeAll([at]), ['Erased']);
    assert.equal((await verify(at)).fault, null);
    assert.equal(await standing(), 'active');
  });

  it('counts as unavailable when it is down, and is attested again when it is back', async () => {
    const at = index('Patient/tour-patient');
    await fhir.stop();
    assert.deepEqual(await challengeAll([at]), ['Unavailable']);
    assert.equal(await standing(), 'degraded');
    await proxy.stop();
    assert.deepEqual(await challengeAll([at]), ['Unavailable']);
    const status = JSON.parse((await custodian.command('status', '--json')).stdout);
    assert.equal(status.store.reachable, false);
    assert.equal(status.chain.reachable, true);
    await fhir.start();
    await proxy.start(proxy.port);
    assert.deepEqual(await challengeAll([at]), ['Attested']);
    assert.equal(await standing(), 'active');
  });

  it('keeps being attested while one attestor of three is gone, and degrades when two are', async () => {
    const at = index('Patient/tour-patient');
    await followers[0].stop();
    assert.deepEqual(await challengeAll([at]), ['Attested']);
    await followers[1].stop();
    // Two rounds of five minutes each pass; chain time runs ahead of the clock.
    assert.deepEqual(await challengeAll([at], 150), ['Unanswered']);
    assert.equal(await standing(), 'degraded');
  });

  it('logs nothing of records, addresses or nonces', async () => {
    for (const process of [node, ...followers].map((n) => n.process)) {
      const log = process.log();
      for (const secret of [`:${proxy.port}`, 'tour-', 'Potassium', entries[0].nonce]) assert.ok(!log.includes(secret), `${process.name} logged ${secret}`);
    }
  });
});

const noDicom = orthanc ? (dicomFiles().length ? false : 'SALUS_TEST_DATA with DICOM files is not here') : HOW_TO_GET_ORTHANC;
describe('a DICOM store', { skip: noDicom }, () => {
  let server, custodian, store, anchor, entries;
  before(async () => {
    // Fast, so that ten minutes of chain time pass soon.
    node = await devNode({ blockTime: 300 });
    api = await connect(node);
    server = await new Orthanc().start();
    custodian = await new Custodian({ node, kind: 'dicom', url: server.url }).write();
  });
  after(async () => {
    await stopAttestors();
    await api?.disconnect();
    await node?.stop();
    await server?.stop();
  });
  const ask = async (at) => outcome(api, node, store, await challenge(api, alice, HOSPITAL, anchor, at), anchor, at);

  it('is anchored and attested', async () => {
    const instances = new Set();
    for (const file of dicomFiles()) instances.add(await server.load(file));
    // Something that is no image at all, so that there is more than one.
    instances.add(await server.create('SALUS-TEST'));
    console.log(`instances: ${instances.size}, from ${dicomFiles().length} files and one of our own`);
    const access = await custodian.register(attestors, 2);
    store = custodian.store;
    await startAttestors(access);
    const summary = await custodian.anchor();
    assert.deepEqual(summary.problems, []);
    assert.equal(summary.records, instances.size);
    anchor = BigInt(summary.anchor);
    const { manifest, root: anchored } = await node.rpc('records_anchor', { anchor: `${anchor}` });
    entries = await server.manifest(manifest);
    assert.equal(root(entries.map((e) => Buffer.from(e.commitment, 'hex'))), anchored);
    for (const at of entries.keys()) assert.equal(await ask(at), 'Attested');
    // The carrier of the manifest is no record.
    assert.equal((await custodian.anchor()).records, 0);
  });

  it('is challenged by the chain itself when that is due', async () => {
    const before = (await history(node, store)).entries.length;
    await succeed(api, api.tx.records.updateStore(store, { ChallengePeriod: 600 }), alice);
    const after = await until('a challenge that nobody asked for', async () => {
      const { entries } = await history(node, store);
      return entries.length > before && entries;
    }, { seconds: 120 });
    assert.equal(after[0].outcome, 'Attested');
    await succeed(api, api.tx.records.updateStore(store, { ChallengePeriod: 86_400 }), alice);
  });

  it('is found out when one byte of an image is changed on its disk', async () => {
    await server.flipByte(entries[0].locator);
    await until('the leaf is free to be challenged', async () => (await api.query.records.openChallenges(anchor, 0)).isNone);
    assert.equal(await ask(0), 'Mismatch');
    const { standing, faults } = await node.rpc('records_store', { store });
    assert.equal(standing, 'disputed');
    assert.equal(faults, 1);
  });

  it('lets an image be erased with its nonce', async () => {
    const { locator } = entries[1];
    const { code, report, stderr } = await custodian.erase(locator);
    assert.equal(code, 0, stderr + JSON.stringify(report));
    assert.deepEqual(report.remains, []);
    for (const path of [`/instances/${locator}`, `/instances/${locator}/file`, `/instances/${locator}/metadata/1024`])
      assert.equal(await server.status(path), 404, path);
    assert.equal(await ask(1), 'Erased');
    assert.equal(await challenge(api, alice, HOSPITAL, anchor, 1), undefined);
  });

  it('stops being read when its owner moves it, until operators confirm', async () => {
    // The new address is not the one that the attestors know: they say nothing, rather than something about the wrong place.
    await succeed(api, api.tx.records.updateStore(store, { Url: `0x${'42'.repeat(32)}` }), alice);
    await challenge(api, alice, HOSPITAL, anchor, 0);
    const heard = (await history(node, store)).entries.length;
    await sleep(5_000);
    assert.equal((await history(node, store)).entries.length, heard);
  });

  it('can be retired, which keeps what was anchored', async () => {
    await succeed(api, api.tx.records.retireStore(store), alice);
    assert.equal((await node.rpc('records_store', { store })).standing, 'retired');
    const answer = await node.rpc('records_verify', {
      anchor: `${anchor}`, index: 0, commitment: `0x${entries[0].commitment}`, proof: proof(entries.map((e) => Buffer.from(e.commitment, 'hex')), 0),
    });
    assert.equal(answer.anchored, true);
    await failWith(api, 'Records.StoreRetired', api.tx.records.challenge(HOSPITAL, anchor, 0), alice);
  });
});
