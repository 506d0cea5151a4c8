// A node of either chain: validators of the relay chain, collators of ours.
import { randomBytes } from 'node:crypto';
import { temporary } from '../../e2e/lib/env.js';
import { freePort, start, until } from '../../e2e/lib/processes.js';
import { rpc } from '../../e2e/lib/rpc.js';

export class Node {
  /** `args(node)` gives the whole command line; it is asked again at each start. */
  constructor(name, program, args) {
    Object.assign(this, { name, program, args, runs: [] });
  }

  async prepare() {
    this.basePath = temporary(this.name);
    this.nodeKey = randomBytes(32).toString('hex');
    for (const port of ['port', 'p2p', 'relayPort', 'relayP2p']) this[port] = await freePort();
    return this;
  }

  async start(seconds = 180) {
    this.process = start(this.name, this.program, this.args(this));
    this.runs.push(this.process);
    await until(`${this.name} answers`, () => {
      this.process.check();
      return this.rpc('system_health');
    }, { seconds, every: 500 });
    this.address = `/ip4/127.0.0.1/tcp/${this.p2p}/p2p/${await this.rpc('system_localPeerId')}`;
    return this;
  }

  rpc(method, ...params) {
    return rpc(this.port, method, ...params);
  }

  get url() {
    return `ws://127.0.0.1:${this.port}`;
  }

  hash(number) {
    return this.rpc('chain_getBlockHash', number);
  }

  async best() {
    return Number((await this.rpc('chain_getHeader')).number);
  }

  /** Number of the last finalised block. */
  async finalised() {
    return Number((await this.rpc('chain_getHeader', await this.rpc('chain_getFinalizedHead'))).number);
  }

  /** All that this node wrote, over its restarts. */
  log() {
    return this.runs.map((run) => run.log()).join('\n=== started again ===\n');
  }

  stop(signal) {
    return this.process?.stop(signal);
  }
}

/** Options that every node gets: loopback only, no discovery of other chains on this machine, nothing sent anywhere. */
export const common = (node) => [
  '--base-path', node.basePath,
  '--rpc-port', `${node.port}`,
  '--listen-addr', `/ip4/127.0.0.1/tcp/${node.p2p}`,
  '--node-key', node.nodeKey,
  '--no-mdns', '--no-prometheus', '--no-telemetry', '--no-hardware-benchmarks',
  '--name', node.name,
];
