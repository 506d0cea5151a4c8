// Plain files behind a web server that wants a token: the smallest store there is, and one that needs no other program.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alice, bob, charlie, one } from './lib/accounts.js';
import { challenge, history, outcome } from './lib/challenge.js';
import { connect } from './lib/chain.js';
import { Custodian } from './lib/custodian.js';
import { FileServer } from './lib/files.js';
import { proof, root } from './lib/merkle.js';
import { devNode, follower, storesFile } from './lib/node.js';

const TOKEN = `Bearer ${randomBytes(16).toString('hex')}`;

describe('a store of plain files', () => {
  let node, api, files, custodian, store, anchor, entries;
  const attestors = [];
  before(async () => {
    node = await devNode();
    api = await connect(node);
    files = await new FileServer(TOKEN).start();
    custodian = new Custodian({ node, kind: 'https', url: files.url });
    writeFileSync(join(custodian.folder, 'token'), TOKEN, { mode: 0o600 });
    await custodian.write(`directory = "${files.directory}"\nauthorization_file = "token"`);
  });
  after(async () => {
    await Promise.all(attestors.map((a) => a.stop()));
    await api?.disconnect();
    await node?.stop();
    await files?.stop();
  });
  const ask = async (at) => outcome(api, node, store, await challenge(api, alice, 0, anchor, at), anchor, at);
  const place = (name) => entries.findIndex((e) => e.locator === name);

  it('is anchored, however large its files, and attested by nodes that have the token', async () => {
    files.write('empty.bin', '');
    files.write('letter.txt', 'To whom it may concern');
    files.write('image.bin', randomBytes(5 * 1024 * 1024));
    const access = await custodian.register([[bob, 'business-associate'], [charlie, 'regulator'], [one, 'auditor']], 2);
    store = custodian.store;
    const list = storesFile();
    writeFileSync(join(dirname(list), 'token'), TOKEN, { mode: 0o600 });
    writeFileSync(list, access.replace(/^# authorization_file = .*$/m, 'authorization_file = "token"'));
    for (const [uri, pair] of [['//Bob', bob], ['//Charlie', charlie], ['//One', one]])
      attestors.push(await follower(node, { name: `reader-${uri.slice(2).toLowerCase()}`, uri, pair, stores: list }));

    const summary = await custodian.anchor();
    assert.deepEqual(summary.problems, []);
    assert.equal(summary.records, 3);
    anchor = BigInt(summary.anchor);
    const { manifest, root: anchored } = await node.rpc('records_anchor', { anchor: `${anchor}` });
    ({ entries } = JSON.parse(files.read(`${manifest}/page-0.json`)));
    assert.equal(root(entries.map((e) => Buffer.from(e.commitment, 'hex'))), anchored);
    for (const at of entries.keys()) assert.equal(await ask(at), 'Attested', entries[at].locator);
  });

  it('is found out when a file changes by one bit, grows or shrinks', async () => {
    const at = place('letter.txt');
    for (const text of ['To whom it may concerm', 'To whom it may concern\n', 'To whom it may concer', '']) {
      files.write('letter.txt', text);
      assert.equal(await ask(at), 'Mismatch', JSON.stringify(text));
    }
    files.write('letter.txt', 'To whom it may concern');
    assert.equal(await ask(at), 'Attested');
  });

  it('is unavailable to attestors whose token is refused', async () => {
    files.token = 'Bearer another';
    assert.equal(await ask(place('letter.txt')), 'Unavailable');
    assert.ok(files.refused > 0);
    files.token = TOKEN;
    assert.equal(await ask(place('letter.txt')), 'Attested');
  });

  it('lets a file be erased', async () => {
    const at = place('letter.txt');
    const { code, report, stderr } = await custodian.erase('letter.txt');
    assert.equal(code, 0, stderr);
    assert.deepEqual(report.tombstones, [{ anchor: `${anchor}`, index: at }]);
    const answer = await node.rpc('records_verify', {
      anchor: `${anchor}`, index: at, commitment: `0x${entries[at].commitment}`,
      proof: proof(entries.map((e) => Buffer.from(e.commitment, 'hex')), at),
    });
    assert.equal(answer.erased, true);
    assert.equal(await ask(place('image.bin')), 'Attested');
  });

  it('keeps its history on nodes that followed and tell it alike', async () => {
    const { entries: told, gap } = await history(attestors[0], store);
    assert.equal(gap, null);
    assert.ok(told.length >= 9);
    // The newest first. What happened between the two questions, such as a challenge by the clock, only one of them can tell.
    const all = (await history(node, store)).entries;
    assert.deepEqual(all.slice(-told.length), told);
  });

  it('has its token in no log', async () => {
    for (const process of [node, ...attestors].map((n) => n.process)) assert.ok(!process.log().includes(TOKEN.slice(7)), process.name);
  });
});
