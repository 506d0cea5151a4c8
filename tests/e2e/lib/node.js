// Nodes of a development chain: one that seals blocks, any number that follow it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { u8aToHex } from '@polkadot/util';
import { nodeBinary, temporary } from './env.js';
import { freePort, start, until } from './processes.js';
import { rpc } from './rpc.js';

export class SalusNode {
  constructor(name, args) {
    Object.assign(this, { name, args, basePath: temporary(name), nodeKey: randomBytes(32).toString('hex') });
  }

  async start(...more) {
    // A node that starts again is found where it was.
    this.port ??= await freePort();
    this.p2p ??= await freePort();
    this.process = start(this.name, nodeBinary(), [
      '--dev',
      // The same chain, with its genesis worked out already.
      ...(process.env.SALUS_E2E_SPEC && this.spec !== 'built-in' ? ['--chain', process.env.SALUS_E2E_SPEC] : []),
      '--base-path', this.basePath,
      '--rpc-port', `${this.port}`,
      '--listen-addr', `/ip4/127.0.0.1/tcp/${this.p2p}`,
      '--node-key', this.nodeKey,
      // Chains of other runs on this machine must not find this one.
      '--no-mdns', '--no-telemetry', '--no-hardware-benchmarks',
      ...(this.prometheus ? ['--prometheus-port', `${this.prometheus}`] : ['--no-prometheus']),
      '--name', this.name,
      ...this.args, ...more,
    ]);
    await until(`${this.name} answers`, () => {
      this.process.check();
      return this.rpc('system_health');
    }, { seconds: 180 });
    return this;
  }

  get url() {
    return `ws://127.0.0.1:${this.port}`;
  }

  rpc(method, ...params) {
    return rpc(this.port, method, ...params);
  }

  async address() {
    return `/ip4/127.0.0.1/tcp/${this.p2p}/p2p/${await this.rpc('system_localPeerId')}`;
  }

  /** Number of the best block. */
  async best() {
    return Number((await this.rpc('chain_getHeader')).number);
  }

  /** Wait until this node has that block. */
  async reach(block, seconds = 60) {
    await until(`${this.name} reaches block ${block}`, async () => (await this.best()) >= block, { seconds });
  }

  /** Give the node an attestor's key. */
  async insertAttestorKey(uri, pair) {
    await this.rpc('author_insertKey', 'satt', uri, u8aToHex(pair.publicKey));
  }

  stop() {
    return this.process?.stop();
  }
}

/** A node that makes a block every `blockTime` milliseconds. */
export async function devNode({ blockTime = 500, args = [], name = 'dev', spec, prometheus } = {}) {
  const node = new SalusNode(name, [...(blockTime ? ['--dev-block-time', `${blockTime}`] : []), ...args]);
  return Object.assign(node, { spec, prometheus }).start();
}

/** A node that follows `leader` and, given a key and a list of record stores, attests. */
export async function follower(leader, { name, uri, pair, stores, args = [] }) {
  const node = new SalusNode(name, [
    '--dev-follow', '--bootnodes', await leader.address(), '--rpc-methods', 'unsafe',
    ...(stores ? ['--record-stores', stores] : []), ...args,
  ]);
  await node.start();
  if (uri) await node.insertAttestorKey(uri, pair);
  await until(`${name} finds its leader`, async () => (await node.rpc('system_health')).peers > 0);
  return node;
}

export const storesFile = (name = 'stores') => join(temporary(name), 'record-stores.toml');
