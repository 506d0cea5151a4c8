// What a single node survives: questions without end, garbage from peers, a disk that is full, a record store that is away.
// A development chain shows the same as a collator, and faster.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';

import { alice, bob, charlie, one } from '../e2e/lib/accounts.js';
import { chainTime, connect, now, succeed } from '../e2e/lib/chain.js';
import { challenge, outcome } from '../e2e/lib/challenge.js';
import { Custodian } from '../e2e/lib/custodian.js';
import { FileServer } from '../e2e/lib/files.js';
import { devNode, follower, SalusNode, storesFile } from '../e2e/lib/node.js';
import { processStatus, sleep, until } from '../e2e/lib/processes.js';
import { WebSocket } from '../e2e/lib/packages.js';
import { post } from '../e2e/lib/rpc.js';
import { Ledger } from './lib/ledger.js';
import { measured, progress } from './lib/network.js';

const MINUTE = 60_000;

/** Resident memory of a node's process, in MiB. */
const memoryOf = (node) => Math.round(processStatus(node.process.pid, 'VmRSS') / 2 ** 20);

/** As the ledger wants a node. */
const asked = (node) => ({
  name: node.name,
  rpc: (...args) => node.rpc(...args),
  hash: (number) => node.rpc('chain_getBlockHash', number),
  finalised: async () => Number((await node.rpc('chain_getHeader', await node.rpc('chain_getFinalizedHead'))).number),
});

describe('a node that is asked too much', () => {
  let node;
  before(async () => (node = await devNode({ blockTime: 1_000, name: 'asked' })), { timeout: 2 * MINUTE });
  after(() => node?.stop());

  /** Meanwhile and afterwards blocks are made and questions answered; nothing final changes. */
  async function survives(what, body) {
    const ledger = new Ledger();
    await ledger.record(asked(node));
    const [memory, best, began] = [memoryOf(node), await node.best(), Date.now()];
    const said = await body();
    const took = Date.now() - began;
    const answered = Date.now();
    await until('it answers', () => node.rpc('system_health'), { seconds: 60 });
    const latency = Date.now() - answered;
    await until('it makes blocks', async () => (await node.best()) >= best + 3, { seconds: 60 });
    await ledger.verify(asked(node));
    const made = (await node.best()) - best;
    measured(`${what} (${(took / 1000).toFixed(0)} s): ${said}; ${made} blocks meanwhile, the next answer after ${latency} ms, memory ${memory} to ${memoryOf(node)} MiB; nothing final was lost`);
  }

  it('is flooded with questions over many connections', { timeout: 5 * MINUTE }, async () => {
    await survives('RPC flood', async () => {
      let answers = 0;
      let refusals = 0;
      const questions = ['state_getMetadata', 'chain_getBlock', 'system_health', 'state_getRuntimeVersion', 'author_pendingExtrinsics'];
      const client = async (n) => {
        for (let i = 0; i < 40; i += 1) {
          const body = JSON.stringify({ jsonrpc: '2.0', id: i, method: questions[(n + i) % questions.length], params: [] });
          await post(node.port, body).then(({ status }) => (status === 200 ? (answers += 1) : (refusals += 1)), () => (refusals += 1));
        }
      };
      await Promise.all(Array.from({ length: 50 }, (_, n) => client(n)));
      assert.ok(answers > 0);
      return `${answers} answers, ${refusals} refusals`;
    });
  });

  it('gets more connections than it takes', { timeout: 3 * MINUTE }, async () => {
    await survives('400 WebSocket connections at once', async () => {
      const sockets = Array.from({ length: 400 }, () => new WebSocket(`ws://127.0.0.1:${node.port}`));
      const states = await Promise.all(sockets.map((socket) => new Promise((done) => {
        socket.once('open', () => done('open'));
        socket.once('error', () => done('refused'));
        setTimeout(() => done('silent'), 20_000).unref();
      })));
      const count = (state) => states.filter((s) => s === state).length;
      sockets.forEach((socket) => socket.terminate());
      assert.ok(count('refused') > 0, 'there is a limit');
      return `${count('open')} taken, ${count('refused')} refused`;
    });
  });

  it('gets subscriptions without end over one connection', { timeout: 3 * MINUTE }, async () => {
    await survives('5,000 subscriptions over one connection', async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${node.port}`);
      await new Promise((done, fail) => socket.once('open', done).once('error', fail));
      let granted = 0;
      let denied = 0;
      let closed = false;
      socket.on('close', () => (closed = true));
      socket.on('message', (text) => {
        const answer = JSON.parse(text);
        if (answer.id === undefined) return;
        if (answer.error) denied += 1;
        else granted += 1;
      });
      for (let id = 0; id < 5_000 && !closed; id += 1) socket.send(JSON.stringify({ jsonrpc: '2.0', id, method: 'chain_subscribeAllHeads', params: [] }));
      await until('all are answered', () => closed || granted + denied >= 5_000, { seconds: 90 });
      socket.terminate();
      assert.ok(granted < 5_000, 'there is a limit');
      return `${granted} granted, ${denied} refused${closed ? ', connection closed' : ''}`;
    });
  });

  it('gets huge batches', { timeout: 4 * MINUTE }, async () => {
    await survives('batches of 10,000 and of 100,000 questions', async () => {
      const said = [];
      for (const size of [10_000, 100_000]) {
        const batch = `[${Array.from({ length: size }, (_, id) => `{"jsonrpc":"2.0","id":${id},"method":"system_name","params":[]}`).join(',')}]`;
        const answer = await post(node.port, batch).catch((error) => ({ status: error.message, text: '' }));
        said.push(`${size}: ${answer.status === 200 ? `answered with ${(answer.text.length / 1024).toFixed(0)} KiB` : answer.status}`);
      }
      // A batch that multiplies: each question small, each answer large.
      const answer = await post(node.port, `[${Array.from({ length: 200 }, (_, id) => `{"jsonrpc":"2.0","id":${id},"method":"state_getMetadata","params":[]}`).join(',')}]`).catch((error) => ({ status: error.message, text: '' }));
      assert.ok(answer.text.length < 64 * 2 ** 20, `an answer of ${answer.text.length} bytes`);
      said.push(`200 times the metadata: ${answer.status}, ${(answer.text.length / 1024).toFixed(0)} KiB`);
      return said.join('; ');
    });
  });

  it('gets huge and deep JSON', { timeout: 3 * MINUTE }, async () => {
    await survives('huge and deep JSON', async () => {
      const cases = {
        '64 MiB of text': `{"jsonrpc":"2.0","id":1,"method":"system_name","params":["${'x'.repeat(64 * 2 ** 20)}"]}`,
        '14 MiB of text': `{"jsonrpc":"2.0","id":1,"method":"system_name","params":["${'x'.repeat(14 * 2 ** 20)}"]}`,
        'a million brackets': `{"jsonrpc":"2.0","id":1,"method":"system_name","params":${'['.repeat(500_000)}${']'.repeat(500_000)}}`,
        'a million fields': `{"jsonrpc":"2.0","id":1,"method":"records_verify","params":[{${Array.from({ length: 500_000 }, (_, n) => `"f${n}":1`).join(',')}}]}`,
        'a number of a million digits': `{"jsonrpc":"2.0","id":1,"method":"chain_getBlockHash","params":[${'9'.repeat(1_000_000)}]}`,
      };
      const said = [];
      for (const [kind, body] of Object.entries(cases)) {
        const answer = await post(node.port, body).catch((error) => ({ status: `broken off (${error.cause?.code ?? error.message})`, text: '' }));
        said.push(`${kind}: ${answer.status}${answer.status === 200 ? ` ${answer.text.slice(0, 60)}` : ''}`);
      }
      return said.join('; ');
    });
  });

  it('gets garbage from peers', { timeout: 3 * MINUTE }, async () => {
    await survives('garbage from 300 peers', async () => {
      const framed = (text) => Buffer.concat([Buffer.from([text.length + 1]), Buffer.from(`${text}\n`)]);
      const hello = framed('/multistream/1.0.0');
      const openings = [
        () => randomBytes(4_096),
        () => Buffer.concat([hello, randomBytes(4_096)]),
        // As far as encryption is agreed on, then noise that is none.
        () => Buffer.concat([hello, framed('/noise'), randomBytes(65_536)]),
        // A length that promises more than comes.
        () => Buffer.concat([hello, Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]), randomBytes(100)]),
        () => Buffer.from('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n'),
        () => Buffer.alloc(0),
      ];
      await Promise.all(Array.from({ length: 300 }, (_, n) => new Promise((done) => {
        const socket = dial(node.p2p, '127.0.0.1');
        socket.on('error', () => {}).once('close', done);
        socket.once('connect', () => {
          socket.write(openings[n % openings.length]());
          setTimeout(() => socket.destroy(), 5_000 + (n % 7) * 500);
        });
      })));
      // Honest peers are still let in.
      const peer = await follower(node, { name: 'honest' });
      await peer.reach(await node.best(), 60);
      await peer.stop();
      return 'an honest peer found it afterwards and followed';
    });
  });

  it('is not reachable from outside, nor do its unsafe methods answer', { timeout: MINUTE }, async () => {
    const outside = Object.values(networkInterfaces()).flat().filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
    for (const address of outside) {
      const reached = await new Promise((done) => {
        const socket = dial({ port: node.port, host: address });
        socket.once('connect', () => done(true)).once('error', () => done(false));
        setTimeout(() => done(false), 5_000).unref();
      });
      assert.equal(reached, false, `JSON-RPC answers on ${address}`);
    }
    const { methods } = await node.rpc('rpc_methods');
    const unsafe = methods.filter((method) => /^author_(insertKey|rotateKeys|removeExtrinsic|hasKey|hasSessionKeys)|^system_(add|remove)Reserved|^system_(addLog|resetLog|dryRun|unstable_networkState)|^offchain_|^state_getPairs$|^state_trace|^system_peers$/.test(method));
    assert.ok(unsafe.length >= 8, `methods to try: ${unsafe}`);
    const answered = [];
    for (const method of unsafe) {
      const { text } = await post(node.port, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] }));
      if (!/unsafe/i.test(JSON.parse(text).error?.message ?? '')) answered.push(`${method}: ${text.slice(0, 120)}`);
    }
    // A method that wants parameters may complain about those first: none may give a result.
    const results = answered.filter((text) => text.includes('"result"'));
    assert.deepEqual(results, []);
    measured(`${unsafe.length} unsafe methods were tried, none answered; JSON-RPC listens on the loopback only (${outside.length} other addresses tried)`);
  });
});

describe('a node whose disk is full', () => {
  it('stops, and has all that was final when there is room again', { timeout: 8 * MINUTE }, async (t) => {
    const node = new SalusNode('full', ['--dev-block-time', '500']);
    const mount = (...args) => spawnSync('mount', args, { encoding: 'utf8' });
    if (mount('-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', node.basePath).status !== 0) {
      t.skip('a small file system can only be mounted as root');
      return;
    }
    const ledger = new Ledger();
    try {
      await node.start();
      const api = await connect(node);
      let nonce = (await api.rpc.system.accountNextIndex(alice.address)).toNumber();
      const began = Date.now();
      let trouble;
      // Blocks of noise, until it does not go on.
      for (let n = 0; n < 400 && !trouble; n += 1) {
        try {
          node.process.check();
          await ledger.record(asked(node));
          const tx = api.tx.system.remark(`0x${randomBytes(400_000).toString('hex')}`).sign(alice, {
            nonce, era: '0x00', genesisHash: api.genesisHash.toHex(), blockHash: api.genesisHash.toHex(), runtimeVersion: api.runtimeVersion, signedExtensions: api.registry.signedExtensions,
          });
          await node.rpc('author_submitExtrinsic', tx.toHex());
          nonce += 1;
          await sleep(200);
        } catch (error) {
          trouble = error.message.split('\n')[0];
        }
        const stuck = await node.best().catch(() => -1);
        if (n % 20 === 19) {
          await sleep(1_500);
          if ((await node.best().catch(() => -1)) === stuck) trouble ??= `it makes no more blocks after ${stuck}`;
        }
      }
      const said = node.process.log().split('\n').filter((line) => /no space|enospc|error/i.test(line)).at(-1) ?? '';
      progress(`full after ${((Date.now() - began) / 1000).toFixed(0)} s and ${ledger.last} blocks: ${trouble}; it said: ${said.slice(0, 240)}`);
      assert.ok(trouble, 'the disk was never full');
      assert.match(node.process.log(), /No space left on device/, 'it says why');
      await api.disconnect().catch(() => {});
      await node.process.stop('SIGKILL');
      assert.equal(mount('-o', 'remount,size=512m', node.basePath).status, 0);
      const again = Date.now();
      await node.start();
      await until('it makes blocks again', async () => (await node.best()) > ledger.last, { seconds: 90 });
      const blocks = await ledger.verify(asked(node));
      measured(`disk full after ${ledger.last} blocks: the node ${/ended/.test(trouble) ? 'ended' : 'stood still'} and said why; with room again and restarted it went on after ${((Date.now() - again) / 1000).toFixed(0)} s; all ${blocks} blocks that were final were there`);
    } finally {
      await node.process?.stop('SIGKILL');
      spawnSync('umount', ['-l', node.basePath]);
    }
  });
});

describe('a record store that is down for an hour', () => {
  // The chain's clock moves six seconds a block; with ten blocks a second an hour of it takes a minute.
  let node;
  let api;
  let files;
  const attestors = [];
  after(async () => {
    await Promise.all(attestors.map((attestor) => attestor.stop()));
    await api?.disconnect();
    await node?.stop();
    await files?.stop();
  });

  it('counts as unavailable meanwhile and is attested again afterwards, and no anchor is touched', { timeout: 8 * MINUTE }, async () => {
    node = await devNode({ blockTime: 250, name: 'leader' });
    api = await connect(node);
    const token = `Bearer ${randomBytes(16).toString('hex')}`;
    files = await new FileServer(token).start();
    const custodian = new Custodian({ node, kind: 'https', url: files.url });
    writeFileSync(join(custodian.folder, 'token'), token, { mode: 0o600 });
    await custodian.write(`directory = "${files.directory}"\nauthorization_file = "token"`);
    const who = [[bob, '//Bob', 'business-associate'], [charlie, '//Charlie', 'regulator'], [one, '//One', 'auditor']];
    const access = await custodian.register(who.map(([pair, , basis]) => [pair, basis]), 2, 600);
    const stores = storesFile();
    writeFileSync(join(dirname(stores), 'token'), token, { mode: 0o600 });
    writeFileSync(stores, access.replace(/^# authorization_file = .*$/m, 'authorization_file = "token"'));
    for (const [pair, uri] of who) attestors.push(await follower(node, { name: uri.slice(2), uri, pair, stores }));
    for (let n = 0; n < 4; n += 1) files.write(`note-${n}.txt`, `note ${n}`);
    const { anchor } = await custodian.anchor();
    const ask = async (index) => outcome(api, node, custodian.store, await challenge(api, alice, 0, anchor, index), anchor, index, 120);
    assert.equal(await ask(0), 'Attested');
    const ledger = new Ledger();
    await ledger.record(asked(node));
    const anchored = (await api.query.records.anchors(anchor)).toHex();

    const [from, real] = [await now(api), Date.now()];
    const { port } = files.server.address();
    await files.stop();
    const during = [];
    while ((await now(api)) < from + 3_600) {
      during.push(await ask(during.length % 4));
      await chainTime(api, Math.min(from + 3_600, (await now(api)) + 600));
    }
    assert.ok(during.length >= 2 && during.every((verdict) => verdict === 'Unavailable'), during.join(', '));
    await ledger.record(asked(node));
    await new Promise((done) => files.server.listen(port, '127.0.0.1', done));
    assert.equal(await ask(1), 'Attested');
    assert.equal((await api.query.records.anchors(anchor)).toHex(), anchored, 'the anchor is as it was');
    await ledger.verify(asked(node));
    measured(`record store down for an hour of the chain's clock (${((Date.now() - real) / 1000).toFixed(0)} s of ours): ${during.length} challenges, all found unavailable; attested again at the first one after; nothing final was lost`);
  });
});
