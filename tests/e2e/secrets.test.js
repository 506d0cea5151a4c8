// What no log may hold: keys, tokens, URLs with credentials. Asked of real programs at their most talkative.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bob, charlie, one } from './lib/accounts.js';
import { connect, succeed } from './lib/chain.js';
import { Custodian } from './lib/custodian.js';
import { custodianBinary, nodeBinary, temporary } from './lib/env.js';
import { FileServer } from './lib/files.js';
import { devNode, follower, storesFile } from './lib/node.js';
import { run, start, until } from './lib/processes.js';

const random = () => randomBytes(16).toString('hex');
/** The phrase behind the well-known keys: what is logged of it would be logged of any phrase. */
const PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
// All that is ours and all that carries what is ours; compilers and tries write gigabytes and know no secrets.
const LOUD = ['debug', ...['cranelift_codegen', 'cranelift_frontend', 'wasmtime', 'wasmtime_environ', 'wasmtime_internal_cranelift', 'wasmtime_internal_cache', 'regalloc2', 'trie', 'trie-cache', 'state', 'state-db', 'parity-db', 'wasm-heap'].map((of) => `${of}=warn`)].join(',');
const TOKEN = random();
const PASSWORD = random();
/** By a name that says where it would have come from. */
const SECRETS = { phrase: PHRASE, 'part of the phrase': 'curtain smoke basket', token: TOKEN, 'password in a URL': PASSWORD };

/** The whole of it: nothing of the secrets, in whatever form. */
function assertSilent(text, of, secrets = SECRETS) {
  for (const [what, secret] of Object.entries(secrets)) {
    for (const form of [secret, Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')]) {
      const at = text.toLowerCase().indexOf(form.toLowerCase());
      assert.equal(at, -1, `${of} says the ${what}: …${text.slice(Math.max(0, at - 120), at)}`);
    }
  }
}

describe('secrets', () => {
  let node, attestor, api, files, custodian, agent;
  before(async () => {
    node = await devNode({ args: ['-l', LOUD, '--rpc-methods', 'unsafe'] });
    api = await connect(node);
    files = await new FileServer(`Bearer ${TOKEN}`).start();
    custodian = new Custodian({ node, kind: 'https', url: files.url, key: `${PHRASE}//Alice` });
    writeFileSync(join(custodian.folder, 'token'), `Bearer ${TOKEN}`, { mode: 0o600 });
    await custodian.write(`directory = "${files.directory}"\nauthorization_file = "token"`);
    const access = await custodian.register([[bob, 'business-associate'], [charlie, 'regulator'], [one, 'auditor']], 2);
    files.write('note.txt', 'a note');
    agent = start('custodian', custodianBinary(), ['--config', custodian.config, 'run'], { env: { RUST_LOG: 'trace' } });

    const stores = storesFile();
    writeFileSync(join(stores, '../token'), `Bearer ${TOKEN}\n`, { mode: 0o600 });
    // A second store, whose URL carries credentials: the worker cannot reach it, and that too must be told in silence.
    writeFileSync(stores, `${access.replace('# authorization_file', 'authorization_file').replace(/^authorization_file = .*$/m, 'authorization_file = "token"')}
[[store]]
id = 77
url = "https://reader:${PASSWORD}@127.0.0.1:9/fhir"
url_nonce = "${'11'.repeat(32)}"
`);
    attestor = await follower(node, { name: 'attestor', uri: `${PHRASE}//Bob`, pair: bob, stores, args: ['-l', 'info,runtime=debug,offchain=trace,salus=trace,txpool=debug,sub-libp2p=debug,sync=debug,rpc=debug'] });
    await node.insertAttestorKey(`${PHRASE}//Charlie`, charlie);
  });
  after(async () => {
    await agent?.stop();
    await api?.disconnect();
    await attestor?.stop();
    await node?.stop();
    await files?.stop();
  });

  it('do their work', async () => {
    await until('the note is anchored', async () => Number((await node.rpc('records_store', { store: custodian.store })).leaves) === 1, { seconds: 90 });
    const anchor = (await api.query.records.anchors.keys())[0].args[0].toNumber();
    await succeed(api, api.tx.records.challenge(1, anchor, 0), bob);
    // The token opened the store to the attestor, whose key signed what it saw.
    await until('the attestor has voted', async () => {
      const jobs = await api.query.attestation.jobs.entries();
      return jobs.length > 0 && jobs[0][1].unwrap().votes.some((vote) => vote.isSome && vote.unwrap().type === 'Attested');
    }, { seconds: 90 });
    // A wrong token, and the store away: what fails is told most eagerly.
    files.token = 'Bearer another';
    files.write('second.txt', 'another note');
    await until('the custodian says that it is not well', async () => (await fetch(`http://${custodian.listen}/health`)).status === 503);
  });

  it('stay out of the logs of nodes and custodian, at their most talkative', async () => {
    for (const [name, program] of Object.entries({ node: node.process, attestor: attestor.process, custodian: agent })) {
      const log = program.log();
      assert.ok(log.length > 2_000, `${name} logs something at all`);
      assertSilent(log, `the log of the ${name}`);
    }
    assert.match(node.process.log(), /DEBUG/);
    const health = await (await fetch(`http://${custodian.listen}/health`)).text();
    const status = await custodian.command('status');
    for (const [what, text] of [['/health', health], ['status', status.stdout + status.stderr], ['the metrics', await (await fetch(`http://${custodian.listen}/metrics`)).text()]]) assertSilent(text, what);
  });

  it('stay out of what the programs say about a wrong configuration', async () => {
    const folder = temporary('wrong');
    const file = (name, text) => {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    const silent = async (program, args, of) => {
      const { code, stdout, stderr } = await run(program, args, { env: { RUST_LOG: 'trace', RUST_BACKTRACE: '1' } });
      assert.notEqual(code, 0, `${of} was expected to be refused`);
      assert.ok((stdout + stderr).length > 10, `${of}: something is said`);
      assertSilent(stdout + stderr, of);
    };
    for (const [name, text] of [
      ['unknown.toml', `[[store]]\nid = 1\nauthorization = "Bearer ${TOKEN}"\n`],
      ['type.toml', `[[store]]\nid = "${TOKEN}"\n`],
      ['plain.toml', `[[store]]\nid = 1\nurl = "http://reader:${PASSWORD}@store.example"\nurl_nonce = "${'22'.repeat(32)}"\n`],
      ['syntax.toml', `[[store]\nurl = "https://reader:${PASSWORD}@store.example\n`],
    ]) await silent(nodeBinary(), ['--dev', '--tmp', '--no-prometheus', '--record-stores', file(name, text)], `a node with ${name}`);
    await silent(nodeBinary(), ['key', 'insert', '--chain', 'dev', '--base-path', folder, '--key-type', 'too-long', '--scheme', 'sr25519', '--suri', file('key', PHRASE)], 'a wrong kind of key');
    await silent(nodeBinary(), ['key', 'insert', '--chain', 'dev', '--base-path', folder, '--key-type', 'aura', '--scheme', 'sr25519', '--suri', file('bad-key', `${PHRASE} more`)], 'a wrong phrase');
    const wrong = new Custodian({ node, kind: 'fhir-r4', url: `https://reader:${PASSWORD}@store.example`, key: `${PHRASE} more` });
    await wrong.write('authorization_file = "token"');
    writeFileSync(join(wrong.folder, 'token'), `Bearer ${TOKEN}\n`, { mode: 0o644 });
    await silent(custodianBinary(), ['--config', wrong.config, 'check-config'], 'a custodian with a token that others can read, a wrong key and a URL with a password');
  });
});
