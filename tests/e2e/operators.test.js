// What an operator does: keys, a genesis of its own, start, monitor, rotate, save, restore, join, leave.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { account, alice, bob, charlie, one, stranger, UNIT } from './lib/accounts.js';
import { connect, free, organizationAccount, succeed } from './lib/chain.js';
import { Custodian } from './lib/custodian.js';
import { custodianBinary, findTool, nodeBinary, root, temporary } from './lib/env.js';
import { FileServer } from './lib/files.js';
import { devNode } from './lib/node.js';
import { freePort, run, start, until } from './lib/processes.js';
import { rpc } from './lib/rpc.js';
import { asked, AWAITED } from '../../docker/metrics.mjs';

const script = (name, ...args) => run(join(root, 'scripts', name), args, { env: { SALUS_NODE: nodeBinary() }, seconds: 240 });
const salus = (...args) => run(nodeBinary(), args, { seconds: 240 });

/** Run a script that must succeed. */
async function done(name, ...args) {
  const result = await script(name, ...args);
  assert.equal(result.code, 0, `${name} ${args.join(' ')}\n${result.stderr}${result.stdout}`);
  return result;
}

/** Run a script that must refuse, for this reason. */
async function refuses(words, name, ...args) {
  const { code, stderr, stdout } = await script(name, ...args);
  assert.notEqual(code, 0, `${name} ${args.join(' ')} was expected to refuse`);
  assert.match(stderr + stdout, words);
}

const work = temporary('operators');
const file = (...parts) => join(work, ...parts);
const MEMBERS = ['hospital', 'insurer', 'wholesaler', 'regulator'];
const ROLES = { hospital: '"provider"', insurer: '"payer"', wholesaler: '"wholesaler"', regulator: '"regulator", "credential-issuer"' };
const secretOf = (member, purpose) => readFileSync(file(member, `${purpose}.key`), 'utf8').trim();
const pairOf = (member, purpose) => account(secretOf(member, purpose));

/** The consortium file of these members, as they would put it together. */
function consortium() {
  const members = MEMBERS.map((member) => readFileSync(file(member, 'member.toml'), 'utf8').replace(/^roles = \[\]/m, `roles = [${ROLES[member]}]`));
  const endowed = MEMBERS.flatMap((member) => ['admin', 'collator'].map((purpose) => pairOf(member, purpose).address));
  return [
    'name = "Operators\' Own"\nid = "operators-own"\npara_id = 2345\nrelay_chain = "rococo-local"\n',
    ...members,
    '[[currency]]\nnumber = 978\ncode = "EUR"\nname = "Euro"\ndecimals = 2\nissuer = "insurer"\n',
    ...endowed.map((address) => `[[endowment]]\naccount = "${address}"\namount = "50"\n`),
  ].join('\n');
}

const metricsOf = async (port) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
const value = (text, series) => {
  const line = text.split('\n').find((found) => found.startsWith(series));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
};

const ended = (text, outcome) => {
  const line = text.split('\n').find((found) => found.startsWith('salus_attestation_jobs_ended_total{') && found.includes(`outcome="${outcome}"`));
  return Number(line?.split(' ').at(-1));
};

describe('an operator\'s consortium', () => {
  let sealer, follower, api;
  const base = file('first');
  const ports = {};
  const trial = file('trial.json');

  /** The node that seals, on the trial spec. */
  async function startSealer() {
    for (const port of ['rpc', 'p2p', 'metrics']) ports[port] ??= await freePort();
    sealer = start('sealer', nodeBinary(), [
      '--chain', trial, '--base-path', base, '--dev-block-time', '500', '--rpc-port', `${ports.rpc}`,
      '--listen-addr', `/ip4/127.0.0.1/tcp/${ports.p2p}`, '--prometheus-port', `${ports.metrics}`, '--rpc-methods', 'unsafe',
      '--node-key-file', file('hospital', 'node.key'), '--no-mdns', '--no-telemetry', '--no-hardware-benchmarks',
    ]);
    await until('the node answers', () => (sealer.check(), rpc(ports.rpc, 'system_health')), { seconds: 90 });
    api = await connect({ url: `ws://127.0.0.1:${ports.rpc}` });
  }
  async function stopSealer() {
    await api?.disconnect();
    api = undefined;
    await sealer?.stop();
  }
  const url = () => `ws://127.0.0.1:${ports.rpc}`;
  const best = async (port) => Number((await rpc(port, 'chain_getHeader')).number);

  after(async () => {
    await api?.disconnect();
    await follower?.stop();
    await sealer?.stop();
  });

  it('begins with keys that their owner alone can read, and prints no secret', async () => {
    for (const member of MEMBERS) {
      const { stdout, stderr } = await done('keys.sh', 'generate', file(member), '--member', member);
      for (const purpose of ['admin', 'collator', 'custodian', 'aura', 'satt', 'node']) {
        assert.equal(statSync(file(member, `${purpose}.key`)).mode & 0o777, 0o600);
        assert.ok(!`${stdout}${stderr}`.includes(secretOf(member, purpose)), 'a secret was printed');
        assert.ok(!readFileSync(file(member, 'member.toml'), 'utf8').includes(secretOf(member, purpose)), 'a secret is in the public part');
      }
      assert.equal(secretOf(member, 'admin').split(' ').length, 24);
    }
    assert.notEqual(secretOf('hospital', 'admin'), secretOf('hospital', 'aura'));
    await refuses(/keys are never overwritten/, 'keys.sh', 'generate', file('hospital'));
    const { stdout } = await done('keys.sh', 'show', file('hospital'));
    assert.match(stdout, new RegExp(pairOf('hospital', 'admin').address));
  });

  it('is told in plain words what is wrong with its file, and nothing is built', async () => {
    const good = consortium();
    const [hospital, insurer] = ['hospital', 'insurer'].map((member) => pairOf(member, 'admin').address);
    for (const [from, to, words] of [
      ['roles = ["payer"]', 'roles = ["insurance"]', /insurer: there is no role 'insurance'; roles are provider, payer/],
      ['npi = []', 'npi = ["1234567890"]', /hospital: NPI 1234567890: the check digit does not match/],
      [`admin = "${insurer}"`, `admin = "${insurer.slice(0, -1)}0"`, /insurer: admin '.*' is no address/],
      [`technical_delegate = "${insurer}"`, `technical_delegate = "${hospital}"`, /insurer: technical_delegate .* already has a seat for hospital/],
      [/session_key = "0x[0-9a-f]*"/, 'session_key = "0x12"', /hospital: session key '0x12' must be 0x and 64 hex digits/],
      ['para_id = 2345', 'para_id = 1', /para_id 1 is one of the relay chain's own/],
      ['issuer = "insurer"', 'issuer = "bank"', /issuer 'bank' is the name of no member/],
      ['amount = "50"', 'amount = "lots"', /'lots' is no amount of SALUS/],
      [`admin = "${hospital}"`, `admin = "${alice.address}"`, /development key Alice, whose secret everybody knows/],
      ['relay_chain', 'relaychain', /unknown field `relaychain`/],
    ]) {
      const text = good.replace(from, to);
      assert.notEqual(text, good, `${from} is in the file`);
      writeFileSync(file('bad.toml'), text);
      for (const command of [['check'], ['build', '--output', file('bad.json')]]) {
        const { code, stderr } = await salus('consortium', command[0], file('bad.toml'), ...command.slice(1));
        assert.equal(code, 1, `${to}: ${command[0]}`);
        assert.match(stderr, words);
        assert.doesNotMatch(stderr, /panicked|Input\(/);
      }
      assert.ok(!existsSync(file('bad.json')));
    }
    const absent = await salus('consortium', 'check', file('nowhere.toml'));
    assert.equal(absent.code, 1);
  });

  it('builds chain specs for the relay chain and for a trial', async () => {
    writeFileSync(file('consortium.toml'), consortium());
    const { code, stdout, stderr } = await salus('consortium', 'check', file('consortium.toml'));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /organisation 3: regulator \(regulator, credential-issuer\)/);
    assert.match(stdout, new RegExp(`collator ${pairOf('hospital', 'collator').address} with session key 0x`));
    for (const [output, ...more] of [['live.json', '--raw'], ['plain.json'], ['trial.json', '--raw', '--trial']]) {
      const built = await salus('consortium', 'build', file('consortium.toml'), '--output', file(output), ...more);
      assert.equal(built.code, 0, built.stderr);
    }
    const live = JSON.parse(readFileSync(file('live.json')));
    assert.deepEqual([live.id, live.chainType, live.para_id, live.relay_chain], ['operators-own', 'Live', 2345, 'rococo-local']);
    assert.ok(live.genesis.raw);
    assert.equal(JSON.parse(readFileSync(trial)).id, 'salus-dev');
    // Plain and raw are the same chain: the same genesis state, hence the same head to register.
    const heads = await Promise.all(['live.json', 'plain.json'].map((spec) => salus('export-genesis-head', '--chain', file(spec), '--base-path', file(`head-${spec}`))));
    heads.forEach((head) => assert.equal(head.code, 0, head.stderr));
    assert.match(heads[0].stdout, /^0x[0-9a-f]{100,}/);
    assert.equal(heads[0].stdout, heads[1].stdout);
    // The example that the program prints is a good file.
    const example = await salus('consortium', 'example');
    writeFileSync(file('example.toml'), example.stdout);
    assert.equal((await salus('consortium', 'check', file('example.toml'))).code, 0);
  });

  it('starts from its genesis, with everybody in place', async () => {
    await startSealer();
    const entry = (await api.query.organizations.organizations(0)).unwrap();
    assert.equal(entry.admin.toString(), pairOf('hospital', 'admin').address);
    assert.equal(entry.collator.unwrap().toString(), pairOf('hospital', 'collator').address);
    assert.equal((await api.query.council.members()).length, 4);
    assert.equal((await api.query.session.validators()).length, 4);
    assert.equal((await api.query.parachainInfo.parachainId()).toNumber(), 2345);
    assert.ok((await api.query.assets.asset(978)).isSome);
    assert.equal(await free(api, organizationAccount(api, 1)), 10_000n * UNIT);
    assert.equal(await free(api, pairOf('insurer', 'admin')), 50n * UNIT);
    const to = stranger();
    await succeed(api, api.tx.balances.transferKeepAlive(to.address, UNIT), pairOf('regulator', 'admin'));
    assert.equal(await free(api, to), UNIT);
  });

  it('runs under the stock parachain node too', { skip: findTool('polkadot-omni-node') ? false : 'polkadot-omni-node is not here: cargo install polkadot-omni-node' }, async () => {
    const port = await freePort();
    const omni = start('omni-node', findTool('polkadot-omni-node'), [
      '--chain', file('live.json'), '--dev-block-time', '1000', '--tmp', '--rpc-port', `${port}`,
      '--listen-addr', `/ip4/127.0.0.1/tcp/${await freePort()}`, '--no-mdns', '--no-prometheus', '--no-telemetry',
    ]);
    try {
      await until('the stock node makes blocks', async () => (omni.check(), (await best(port)) >= 2), { seconds: 120 });
      assert.equal(await rpc(port, 'system_chain'), 'Operators\' Own');
    } finally {
      await omni.stop();
    }
  });

  it('shows in its metrics whether it makes blocks and how far behind finality is', async () => {
    const text = await until('the metrics show blocks', async () => {
      const text = await metricsOf(ports.metrics);
      return value(text, 'salus_authored_blocks_total') > 3 && value(text, 'salus_members_active') && text;
    });
    assert.equal(value(text, 'salus_collating'), 1);
    assert.equal(value(text, 'salus_authorities'), 4);
    assert.equal(value(text, 'salus_members_active'), 4);
    assert.ok(value(text, 'salus_finality_lag_blocks') <= 2);
    assert.ok(Date.now() / 1000 - value(text, 'salus_last_authored_timestamp_seconds') < 30);
    assert.ok(value(text, 'salus_finalized_block_timestamp_seconds') > 1_700_000_000);
    assert.equal(value(text, 'salus_undecodable_events_total'), 0);
    const ours = text.split('\n').filter((line) => line.startsWith('salus_'));
    assert.ok(ours.length < 60, `${ours.length} series`);
    // Nothing that tells members, subjects or accounts apart.
    ours.forEach((line) => assert.doesNotMatch(line, /0x[0-9a-f]{8}|5[A-HJ-NP-Za-km-z1-9]{46}|organi[sz]ation=|store=|subject=/));
  });

  it('signs and proposes with submit.sh, and says what became of it', async () => {
    const to = stranger().address;
    const key = ['--url', url(), '--key-file', file('hospital', 'admin.key')];
    const sent = await done('submit.sh', ...key, 'Balances.transfer_keep_alive', JSON.stringify({ dest: to, value: `${UNIT}` }));
    assert.match(sent.stdout, /the call succeeded/);
    assert.equal(await free(api, to), UNIT);
    const proposed = await done('submit.sh', ...key, '--propose', 'council', '--threshold', '3', 'Organizations.admit', '{"organization": 9}');
    assert.match(proposed.stdout, /council\.Proposed/);
    const failed = await script('submit.sh', ...key, 'Organizations.resign', '{"organization": 1}');
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /the call failed: Organizations\.NotAuthorized/);
    const dry = await done('submit.sh', '--url', url(), '--dry-run', 'Organizations.admit', '{"organization": 9}');
    assert.match(dry.stdout, /^hash 0x[0-9a-f]{64}$/m);
    for (const [args, words] of [[['Organizations.admitt'], /there is no call/], [['--colour'], /unknown option/], [['Organizations.admit', '{"number": 1}'], /takes organization/]]) {
      const { code, stderr } = await script('submit.sh', ...key, ...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, words);
    }
    writeFileSync(file('open.key'), '//Alice\n', { mode: 0o644 });
    await refuses(/can be read by others/, 'submit.sh', '--url', url(), '--key-file', file('open.key'), 'System.remark', '{"remark": "0x"}');
    writeFileSync(file('broken.key'), 'correct horse battery\n', { mode: 0o600 });
    const broken = await script('submit.sh', '--url', url(), '--key-file', file('broken.key'), 'System.remark', '{"remark": "0x"}');
    assert.match(broken.stderr, /holds no secret phrase/);
    assert.doesNotMatch(broken.stderr + broken.stdout, /horse/);
  });

  it('exchanges its session keys, which the chain takes', async () => {
    const collator = pairOf('hospital', 'collator');
    const before = (await api.query.session.nextKeys(collator.address)).unwrap().aura.toHex();
    const { stdout } = await done('keys.sh', 'rotate', '--url', url(), '--account', collator.address, '--key-file', file('hospital', 'collator.key'));
    assert.match(stdout, /the call succeeded/);
    const now = (await api.query.session.nextKeys(collator.address)).unwrap().aura.toHex();
    assert.notEqual(now, before);
    assert.equal(await rpc(ports.rpc, 'author_hasKey', now, 'aura'), true);
    // Without a key file it says what to send; proofs are made for one account and serve no other.
    const printed = await done('keys.sh', 'rotate', '--url', url(), '--account', collator.address);
    const keys = JSON.parse(/Session\.set_keys '(.*)'/.exec(printed.stdout)[1]);
    const other = await script('submit.sh', '--url', url(), '--key-file', file('insurer', 'collator.key'), 'Session.set_keys', JSON.stringify(keys));
    assert.equal(other.code, 1, other.stdout);
    assert.match(other.stdout, /InvalidProof/);
    await refuses(/no node answers/, 'keys.sh', 'rotate', '--url', `ws://127.0.0.1:${await freePort()}`, '--account', collator.address);
    await refuses(/is no address/, 'keys.sh', 'rotate', '--url', url(), '--account', 'nobody');
  });

  const saved = file('saved.tar.zst');
  let height;

  it('saves its database once it has stopped, and no key with it', async () => {
    await done('keys.sh', 'insert', file('hospital'), '--chain', trial, '--base-path', base, 'satt');
    await refuses(/a running node has this database open/, 'snapshot.sh', '--chain', trial, '--base-path', base, '--output', saved);
    assert.ok(!existsSync(saved));
    height = await best(ports.rpc);
    await stopSealer();
    await done('snapshot.sh', '--chain', trial, '--base-path', base, '--output', saved);
    await refuses(/snapshots are never overwritten/, 'snapshot.sh', '--chain', trial, '--base-path', base, '--output', saved);
    const { stdout } = await run('tar', ['--zstd', '-tf', saved]);
    const names = stdout.split('\n');
    assert.ok(names.some((name) => name.startsWith('chains/salus-dev/db/')));
    assert.ok(!names.some((name) => /keystore|secret|node\.key/.test(name)), stdout);
    assert.ok(readdirSync(join(base, 'chains/salus-dev/keystore')).length >= 2, 'there were keys to leave out');
  });

  it('refuses a snapshot that is damaged, of another chain, or would overwrite', async () => {
    const restore = (...args) => ['restore.sh', '--base-path', file('never'), ...args];
    const bad = file('bad.tar.zst');
    cpSync(saved, bad);
    await refuses(/\.sha256 is missing/, ...restore('--chain', trial, bad));
    cpSync(`${saved}.sha256`, `${bad}.sha256`);
    writeFileSync(`${bad}.sha256`, readFileSync(`${saved}.sha256`, 'utf8').replace('saved.tar.zst', 'bad.tar.zst'));
    const bytes = readFileSync(bad);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(bad, bytes);
    await refuses(/is not what its checksum says/, ...restore('--chain', trial, bad));
    await refuses(/is of chain salus-dev, not of 'operators-own'/, ...restore('--chain', file('live.json'), saved));
    // Another genesis under the same name: the development chain's.
    if (process.env.SALUS_E2E_SPEC) await refuses(/made with another chain spec/, ...restore('--chain', process.env.SALUS_E2E_SPEC, saved));
    await refuses(/has a database of chain 'salus-dev'/, 'restore.sh', '--chain', trial, '--base-path', base, saved);
    assert.ok(!existsSync(file('never', 'chains')), 'a refusal leaves nothing behind');
  });

  it('restores it, and a second node joins from there with all that was final', async () => {
    await startSealer();
    const second = file('second');
    for (const port of ['rpc2', 'p2p2', 'metrics2']) ports[port] = await freePort();
    const peer = `/ip4/127.0.0.1/tcp/${ports.p2p}/p2p/${await rpc(ports.rpc, 'system_localPeerId')}`;
    const joined = await done('join.sh', 'full', '--chain', trial, '--base-path', second, '--snapshot', saved, '--bootnode', peer, '--service',
      '--port', `${ports.p2p2}`, '--rpc-port', `${ports.rpc2}`, '--prometheus-port', `${ports.metrics2}`);
    assert.match(joined.stderr, /restored: chain 'salus-dev'/);
    assert.match(readFileSync(join(second, 'salus-node.service'), 'utf8'), new RegExp(`ExecStart=${second}/start.sh`));
    follower = start('joined', join(second, 'start.sh'), ['--no-mdns', '--no-telemetry', '--no-hardware-benchmarks']);
    await until('the joined node answers', () => (follower.check(), rpc(ports.rpc2, 'system_health')), { seconds: 90 });
    // What the snapshot held is there before any peer could have sent it: the first block it imports is above it.
    // Its log comes through a pipe, so it may come after its answer.
    const known = await until('it says its highest block', () => (follower.check(), /Highest known block at #(\d+)/.exec(follower.log())));
    assert.ok(Number(known[1]) >= height);
    const goal = (await best(ports.rpc)) + 3;
    await until('the joined node follows', async () => (follower.check(), (await best(ports.rpc2)) >= goal));
    for (const number of [0, 1, height, goal]) assert.equal(await rpc(ports.rpc2, 'chain_getBlockHash', number), await rpc(ports.rpc, 'chain_getBlockHash', number));
    const text = await until('it shows metrics', async () => {
      const text = await metricsOf(ports.metrics2);
      return value(text, 'salus_members_active') && text;
    });
    assert.equal(value(text, 'salus_collating'), 0);
    assert.equal(value(text, 'salus_authored_blocks_total'), 0);
    await refuses(/this folder is a node's already/, 'join.sh', 'full', '--chain', trial, '--base-path', second);
  });

  it('prepares a collator and an attestor with the keys they need and no others', async () => {
    const prepared = (name) => readdirSync(file(name, 'chains', name === 'collator' ? 'operators-own' : 'salus-dev', 'keystore'));
    const collator = await done('join.sh', 'collator', '--chain', file('live.json'), '--base-path', file('collator'), '--keys', file('insurer'), '--relay-rpc', 'ws://127.0.0.1:1');
    assert.deepEqual(prepared('collator').map((name) => name.slice(0, 8)), ['61757261']);
    assert.match(readFileSync(file('collator', 'start.sh'), 'utf8'), /--collator .*--relay-chain-rpc-urls ws:\/\/127\.0\.0\.1:1/);
    assert.match(collator.stderr, /Organizations\.set_collator/);
    writeFileSync(file('stores.toml'), '');
    const attestor = await done('join.sh', 'attestor', '--chain', trial, '--base-path', file('attestor'), '--keys', file('insurer'), '--record-stores', file('stores.toml'));
    assert.deepEqual(prepared('attestor').map((name) => name.slice(0, 8)), ['73617474']);
    assert.match(attestor.stderr, new RegExp(`Attestation.register_attestor .*${Buffer.from(pairOf('insurer', 'satt').publicKey).toString('hex')}`));
    for (const { stdout, stderr } of [collator, attestor]) {
      for (const purpose of ['aura', 'satt', 'node']) assert.ok(!`${stdout}${stderr}`.includes(secretOf('insurer', purpose)));
    }
    await refuses(/a trial chain has one sealing node/, 'join.sh', 'collator', '--chain', trial, '--base-path', file('x'), '--keys', file('insurer'));
    await refuses(/a collator needs keys/, 'join.sh', 'collator', '--chain', file('live.json'), '--base-path', file('x'));
    await refuses(/looks only at stores that its operator lists/, 'join.sh', 'attestor', '--chain', trial, '--base-path', file('x'), '--keys', file('insurer'));
    await refuses(/there is no chain spec/, 'join.sh', 'full', '--chain', file('none.json'), '--base-path', file('x'));
    await refuses(/is no port/, 'join.sh', 'full', '--chain', trial, '--base-path', file('x'), '--port', '99999');
    assert.ok(!existsSync(file('x')), 'a refusal leaves nothing behind');
  });

  it('leaves in order: what others rely on first, then for good', async () => {
    const of = ['--url', url(), '--organization', '2'];
    const key = ['--key-file', file('wholesaler', 'admin.key')];
    const checked = await script('leave.sh', 'check', ...of);
    assert.equal(checked.code, 3);
    assert.match(checked.stdout, /1 attestor keys/);
    await refuses(/something remains that others rely on/, 'leave.sh', 'member', ...of, ...key);
    await done('leave.sh', 'attestor', '--url', url(), '--attestor', `0x${Buffer.from(pairOf('wholesaler', 'satt').publicKey).toString('hex')}`, ...key);
    await done('leave.sh', 'collator', ...of, ...key);
    assert.ok((await api.query.organizations.organizations(2)).unwrap().collator.isNone);
    const settled = await done('leave.sh', 'check', ...of);
    assert.match(settled.stdout, /1 account with/);
    await done('leave.sh', 'member', ...of, ...key);
    const entry = (await api.query.organizations.organizations(2)).unwrap();
    assert.equal(entry.standing.type, 'Resigned');
    assert.equal((await api.query.council.members()).length, 3);
    // Its money is still its own.
    await done('submit.sh', '--url', url(), ...key, 'Organizations.withdraw', JSON.stringify({ organization: 2, to: pairOf('wholesaler', 'admin').address, amount: `${9_000n * UNIT}` }));
    // The keys go last, and not from under a running node.
    await refuses(/the node runs: stop it first/, 'leave.sh', 'node', '--chain', trial, '--base-path', base);
    await stopSealer();
    const { stderr } = await done('leave.sh', 'node', '--chain', trial, '--base-path', base);
    assert.match(stderr, /removed \d+ keys/);
    assert.deepEqual(readdirSync(join(base, 'chains/salus-dev/keystore')), []);
  });

  it('finds help with every script', async () => {
    for (const name of ['keys.sh', 'submit.sh', 'snapshot.sh', 'restore.sh', 'join.sh', 'leave.sh', 'named-tests.sh']) {
      const { code, stdout } = await script(name, '--help');
      assert.equal(code, 0, name);
      assert.ok(stdout.split('\n').length > 5, `${name} --help is worth reading`);
    }
  });
});

describe('monitoring', () => {
  let node, api, files, custodian, agent, port;
  before(async () => {
    port = await freePort();
    node = await devNode({ name: 'watched', prometheus: port });
    api = await connect(node);
    files = await new FileServer('Bearer metrics').start();
    custodian = new Custodian({ node, kind: 'https', url: files.url });
    writeFileSync(join(custodian.folder, 'token'), 'Bearer metrics', { mode: 0o600 });
    await custodian.write(`directory = "${files.directory}"\nauthorization_file = "token"`);
    await custodian.register([[bob, 'business-associate'], [charlie, 'regulator'], [one, 'auditor']], 2);
    files.write('note.txt', 'a note');
    agent = start('custodian', custodianBinary(), ['--config', custodian.config, 'run']);
  });
  after(async () => {
    await agent?.stop();
    await api?.disconnect();
    await node?.stop();
    await files?.stop();
  });

  it('finds every metric that dashboard and rules ask for at a running node and custodian', async () => {
    // A failure, so that the family of failures has a member.
    files.token = 'Bearer another';
    await until('the custodian fails once', async () => (await (await fetch(`http://${custodian.listen}/metrics`)).text()).includes('salus_custodian_failures_total{'));
    files.token = 'Bearer metrics';
    const text = await until('everything is exported', async () => {
      const text = `${await metricsOf(port)}\n${await (await fetch(`http://${custodian.listen}/metrics`)).text()}`;
      return value(text, 'salus_members_active') && text;
    });
    const exported = new Set(text.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split(/[{ ]/, 1)[0]));
    const missing = asked().filter((name) => !exported.has(name));
    const unexpected = missing.filter((name) => !AWAITED.includes(name));
    assert.deepEqual(unexpected, [], 'asked for and exported by nobody');
    assert.ok(asked().length > 20);
    if (missing.length > 0) process.stderr.write(`warning: not exported before there is a value: ${missing.join(', ')}\n`);
  });

  it('counts attestation jobs as they are opened, voted on and ended', async () => {
    const before = await metricsOf(port);
    assert.equal(value(before, 'salus_attestation_jobs_opened_total'), 0);
    await until('the note is anchored', async () => Number((await node.rpc('records_store', { store: custodian.store })).leaves) === 1, { seconds: 90 });
    const anchor = (await api.query.records.anchors.keys())[0].args[0].toNumber();
    await succeed(api, api.tx.records.challenge(1, anchor, 0), bob);
    const open = await until('the job is counted', async () => {
      const text = await metricsOf(port);
      return value(text, 'salus_attestation_jobs_opened_total') === 1 && text;
    });
    assert.equal(value(open, 'salus_attestation_jobs_open'), 1);
    // Two attestors contradict each other's silence: both say that the store is not there.
    const { report, transaction } = await import('./lib/attest.js');
    const id = (await api.query.attestation.jobs.keys())[0].args[0].toNumber();
    for (const attestor of [bob, charlie]) await node.rpc('author_submitExtrinsic', transaction(api, await report(api, id, attestor, 'Unavailable'), attestor));
    const text = await until('the job has ended', async () => {
      const text = await metricsOf(port);
      return ended(text, 'unavailable') === 1 && text;
    });
    assert.equal(value(text, 'salus_attestation_jobs_open'), 0);
    assert.equal(ended(text, 'attested'), 0);
    const votes = text.split('\n').filter((line) => line.startsWith('salus_attestation_votes_total{') && line.endsWith(' 2'));
    assert.equal(votes.length, 1);
    assert.match(votes[0], /by="others".*verdict="unavailable"/);
  });
});
