// The whole network, started by scripts/network.sh, and what the tests ask of it.
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root, temporary } from '../../e2e/lib/env.js';
import { start, until } from '../../e2e/lib/processes.js';
import { candidateEvents } from './relay.js';
import { Node, processes } from './node.js';

export const PARA = 2000;

const cache = process.env.SALUS_CACHE ?? join(homedir(), '.cache/salus');
const logs = join(cache, 'network-logs');
const began = Date.now();

/** Say what is going on, with the seconds since the start. */
export const progress = (text) => process.stderr.write(`[${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s] ${text}\n`);

/** A figure for docs/measurements.md. */
export function measured(text) {
  progress(`MEASURED ${text}`);
  if (process.env.SALUS_MEASURED) appendFileSync(process.env.SALUS_MEASURED, `${text}\n`);
}

export class Network {
  validators = [];
  collators = [];
  /** Relay block that backed and that included each parachain block, by its hash, as far as relay blocks are final. */
  candidates = new Map();
  scanned = 0;

  constructor(config, options = []) {
    Object.assign(this, { config, options });
  }

  async start() {
    this.folder = temporary(`network-${this.config}`);
    progress(`starting the network ${this.config}`);
    this.script = start(`network.sh ${this.config}`, join(root, 'scripts/network.sh'), ['--dir', this.folder, ...this.options, this.config]);
    const list = join(this.folder, 'net/zombie.json');
    const started = await until('zombienet has started every node', () => {
      try {
        this.script.check();
      } catch (failure) {
        return { failure };
      }
      return existsSync(list) && this.script.log().includes('==> running');
    }, { seconds: 900, every: 500 });
    if (started.failure) throw started.failure;
    const { relay, paras } = JSON.parse(readFileSync(list));
    this.validators = relay.map(({ name }) => this.adopt(name));
    this.collators = paras[PARA].nodes.map(({ name }) => this.adopt(name));
    await this.wait('the relay chain finalises blocks', async () => (await this.relay.finalised()) >= 1, 240);
    this.authorities = await this.readAuthorities();
    this.sampler = setInterval(() => this.sample().catch(() => {}), 500);
    return this;
  }

  /** The node of this name among the processes. */
  adopt(name) {
    const mine = `${this.folder}/net/${name}/`;
    const found = processes().filter(({ args }) => args.some((arg) => arg.startsWith(mine)));
    if (found.length !== 1) throw new Error(`${found.length} processes of ${name}`);
    return new Node(name, found[0].args, found[0].pid, `${this.folder}/net/${name}.log`);
  }

  get relay() {
    return this.validators.find((node) => !node.down) ?? this.validators[0];
  }

  get nodes() {
    return [...this.validators, ...this.collators];
  }

  collator(name) {
    return this.collators.find((node) => node.name === name);
  }

  /** Throws when a program that should run has ended. */
  check() {
    this.nodes.forEach((node) => node.check());
  }

  /** Wait for something, saying now and then how far the chain is. */
  async wait(what, ask, seconds) {
    let said = Date.now();
    const answer = await until(what, async () => {
      try {
        this.check();
      } catch (error) {
        return { failure: error };
      }
      const answer = await ask();
      if (!answer && Date.now() - said > 20_000) {
        said = Date.now();
        progress(`waiting: ${what} (${await this.state()})`);
      }
      return answer;
    }, { seconds, every: 500 });
    if (answer.failure) throw answer.failure;
    progress(`done: ${what}`);
    return answer;
  }

  async state() {
    const of = async (node) => `${node.name} ${node.down ? 'down' : `${await node.best()}/${await node.finalised()}`}`;
    return `best/finalised: ${(await Promise.all([...this.validators, ...this.collators].map((node) => of(node).catch(() => `${node.name} ?`)))).join(', ')}`;
  }

  /** Aura authorities of the parachain, in order, in the newest state. */
  async readAuthorities(node = this.collators.find((collator) => !collator.down), at = undefined) {
    const hex = await node.rpc('state_call', 'AuraApi_authorities', '0x', ...(at ? [at] : []));
    // Fewer than 64 of them: one byte of length.
    return hex.slice(4).match(/.{64}/g) ?? [];
  }

  /** Public key of the authority in whose slot a block was made. */
  async author(node, number) {
    const hash = await node.hash(number);
    const { digest, parentHash } = await node.rpc('chain_getHeader', hash);
    // PreRuntime (6), engine `aura`, eight bytes: the slot.
    const log = digest.logs.find((item) => item.startsWith('0x066175726120'));
    if (!log) throw new Error(`block ${number} has no Aura slot`);
    const authorities = await this.readAuthorities(node, parentHash);
    return authorities[Number(Buffer.from(log.slice(14), 'hex').readBigUInt64LE() % BigInt(authorities.length))];
  }

  /** Who made the finalised blocks from one number to another. */
  async authors(node, from, to) {
    const seen = new Map();
    for (let number = from; number <= to; number += 1) {
      const key = await this.author(node, number);
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    return seen;
  }

  /** Read the candidate events of relay blocks that became final since the last time. */
  async scan() {
    const { relay } = this;
    const end = await relay.finalised();
    // A relay node keeps the state of its last 256 blocks.
    this.scanned = Math.max(this.scanned, end - 200);
    for (; this.scanned < end; this.scanned += 1) {
      const number = this.scanned + 1;
      const events = await relay.rpc('state_call', 'ParachainHost_candidate_events', '0x', await relay.hash(number));
      for (const { kind, para, block, core } of candidateEvents(events)) {
        if (para === PARA) this.candidates.set(block, { ...this.candidates.get(block), [kind]: number, core });
      }
    }
    return end;
  }

  // Measuring.

  seen = new Map();

  async sample() {
    const node = this.collators.find((collator) => !collator.down);
    const [best, finalised] = await Promise.all([node.best(), node.finalised()]);
    const now = Date.now();
    for (const [kind, number] of [['best', best], ['finalised', finalised]]) {
      const last = this.seen.get(kind) ?? { number, times: new Map() };
      for (let n = last.number + 1; n <= number; n += 1) last.times.set(n, now);
      this.seen.set(kind, { number: Math.max(last.number, number), times: last.times });
    }
  }

  /** Block interval and finality lag between two blocks, in seconds, as this machine saw them. */
  measure(from, to) {
    const [best, finalised] = ['best', 'finalised'].map((kind) => this.seen.get(kind)?.times ?? new Map());
    const lags = [];
    for (let n = from; n <= to; n += 1) if (best.has(n) && finalised.has(n)) lags.push((finalised.get(n) - best.get(n)) / 1000);
    const times = [...best].filter(([n]) => n >= from && n <= to);
    if (lags.length < 2 || times.length < 2) return undefined;
    lags.sort((a, b) => a - b);
    const [first, last] = [times[0], times.at(-1)];
    const gaps = times.slice(1).map(([, at], index) => (at - times[index][1]) / 1000);
    return {
      interval: (last[1] - first[1]) / 1000 / (last[0] - first[0]),
      longest: Math.max(...gaps),
      median: lags[Math.floor(lags.length / 2)],
      worst: lags.at(-1),
      blocks: last[0] - first[0] + 1,
    };
  }

  /** Keep what every program wrote, and show its end. */
  saveLogs({ tails }) {
    const to = join(logs, this.config);
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to, { recursive: true });
    for (const node of this.nodes) {
      if (existsSync(node.log)) cpSync(node.log, join(to, `${node.name}.log`));
      if (tails) process.stderr.write(`--- last lines of ${node.name}\n${node.tail()}\n`);
    }
    if (this.folder && existsSync(join(this.folder, 'zombienet.log'))) cpSync(join(this.folder, 'zombienet.log'), join(to, 'zombienet.log'));
    return to;
  }

  async stop() {
    clearInterval(this.sampler);
    await Promise.all(this.nodes.map((node) => node.stop('SIGKILL').catch(() => {})));
    await this.script?.stop('SIGTERM');
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}
