// The custodian at its daily work: `run` watches a store while its node, its store and itself come and go.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bob, charlie, one } from './lib/accounts.js';
import { connect } from './lib/chain.js';
import { Custodian } from './lib/custodian.js';
import { custodianBinary } from './lib/env.js';
import { FileServer } from './lib/files.js';
import { devNode } from './lib/node.js';
import { run, start, until } from './lib/processes.js';

const TOKEN = `Bearer ${randomBytes(16).toString('hex')}`;

describe('a custodian that runs', () => {
  let node, api, files, custodian, agent, written = 0;
  const watch = () => (agent = start('custodian', custodianBinary(), ['--config', custodian.config, 'run']));
  const endpoint = async (path) => {
    const answer = await fetch(`http://${custodian.listen}/${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  const leaves = async () => Number((await node.rpc('records_store', { store: custodian.store })).leaves);
  const add = (n) => {
    for (let i = 0; i < n; i += 1) files.write(`note-${(written += 1)}.txt`, `note ${written}`);
  };
  /** Every file is anchored, and each version once. */
  const settled = (seconds = 90) => until(`${written} leaves are anchored`, async () => (await leaves()) === written, { seconds });

  before(async () => {
    node = await devNode();
    api = await connect(node);
    files = await new FileServer(TOKEN).start();
    custodian = new Custodian({ node, kind: 'https', url: files.url });
    writeFileSync(join(custodian.folder, 'token'), TOKEN, { mode: 0o600 });
    await custodian.write(`directory = "${files.directory}"\nauthorization_file = "token"`);
    await custodian.register([[bob, 'business-associate'], [charlie, 'regulator'], [one, 'auditor']], 2);
  });
  after(async () => {
    await agent?.stop();
    await api?.disconnect();
    await node?.stop();
    await files?.stop();
  });

  it('registers its store once', async () => {
    const again = await custodian.command('register', '--attestor', `${bob.address}=auditor`, '--quorum', '1');
    assert.notEqual(again.code, 0);
    assert.match(again.stderr, new RegExp(`registered already, with number ${custodian.store}`));
    assert.equal((await api.query.records.nextStoreId()).toNumber(), custodian.store + 1);
    assert.match(await custodian.done('store-access'), new RegExp(`^id = ${custodian.store}$`, 'm'));
  });

  it('anchors what is there and what comes', async () => {
    add(5);
    watch();
    await settled();
    add(3);
    await settled();
    assert.equal((await endpoint('health')).status, 200);
    // The chain may show an anchor a moment before the agent has counted it.
    const counted = new RegExp(`^salus_custodian_versions_anchored_total ${written}$`, 'm');
    await until('the metrics count them', async () => counted.test((await endpoint('metrics')).text), { seconds: 20 });
  });

  it('lets other commands take their turn', async () => {
    const { code, stdout } = await custodian.command('status', '--json');
    assert.equal(code, 0, stdout);
    assert.doesNotThrow(() => JSON.parse(stdout));
  });

  it('anchors a changed file as a newer version', async () => {
    files.write('note-1.txt', 'note 1, corrected');
    written += 1;
    await settled();
  });

  it('keeps what comes while its node is away, says that it is not well, and goes on', async () => {
    await node.stop();
    add(4);
    await until('it says that it is not well', async () => (await endpoint('health')).status === 503);
    await node.start();
    await settled(180);
    await until('it is well again', async () => (await endpoint('health')).status === 200);
    agent.check();
  });

  it('goes on when its store is back', async () => {
    const { token } = files;
    files.token = 'Bearer another';
    add(2);
    await until('it says that it is not well', async () => (await endpoint('health')).status === 503);
    files.token = token;
    await settled(180);
  });

  it('loses and doubles nothing when it is killed at any moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      add(3);
      // Later each time: while it discovers, while it writes the manifest, while the call is on its way.
      await new Promise((done) => setTimeout(done, 300 + 700 * round));
      await agent.stop('SIGKILL');
      watch();
    }
    await settled();
    // Nothing is waiting, and a look by hand finds nothing new.
    await agent.stop();
    assert.equal((await custodian.anchor()).records, 0);
    assert.equal(await leaves(), written);
  });

  it('stops when told to, in good order', async () => {
    watch();
    await until('it answers', async () => (await endpoint('health')).status === 200);
    assert.equal((await agent.stop()).code, 0);
  });

  it('has neither token nor key in its log', async () => {
    assert.ok(!agent.log().includes(TOKEN.slice(7)));
    assert.ok(!agent.log().includes(custodian.key));
  });
});

describe('a custodian that cannot work', () => {
  it('says what is wrong with its configuration, and what to do', async () => {
    const custodian = new Custodian({ node: { url: 'ws://127.0.0.1:1' }, kind: 'fhir-r4', url: 'http://127.0.0.1:1' });
    await custodian.write();
    const { code, stdout, stderr } = await custodian.command('check-config');
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /node/);
    const nothing = await run(custodianBinary(), ['--config', join(custodian.folder, 'absent.toml'), 'run']);
    assert.notEqual(nothing.code, 0);
    assert.match(nothing.stderr, /init/, 'it names the command that writes a configuration');
  });

  it('does not start with a key file that others can read', async () => {
    const custodian = new Custodian({ node: { url: 'ws://127.0.0.1:1' }, kind: 'fhir-r4', url: 'http://127.0.0.1:1' });
    await custodian.write();
    writeFileSync(join(custodian.folder, 'key'), '//Alice\n');
    chmodSync(join(custodian.folder, 'key'), 0o644);
    const { code, stderr } = await custodian.command('run');
    assert.notEqual(code, 0);
    assert.match(stderr, /key/);
    assert.ok(!stderr.includes('//Alice'));
  });
});
