// The whole network: chain specs, two validators, two collators.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findTool, nodeBinary, temporary } from '../../e2e/lib/env.js';
import { run, until } from '../../e2e/lib/processes.js';
import { candidateEvents, withParachain } from './relay.js';
import { common, Node } from './node.js';

export const PARA = 2000;

/** First bytes of a compressed runtime. */
const COMPRESSED = '0x52bc537646db8e05';

const logs = join(process.env.SALUS_CACHE ?? join(homedir(), '.cache/salus'), 'network-logs');
const began = Date.now();

/** Say what is going on, with the seconds since the start. */
export const progress = (text) => process.stderr.write(`[${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s] ${text}\n`);

async function output(program, args, what) {
  progress(what);
  const { code, stderr } = await run(program, args, { seconds: 300 });
  if (code !== 0) throw new Error(`${what}: ${program} ${args.join(' ')} ended with ${code}:\n${stderr.slice(-2_000)}`);
}

/** The relay chain takes any code at genesis, but refuses to upgrade to code above its limit. */
function checkSize(code, spec) {
  const size = code.length / 2 - 1;
  const limit = spec.genesis.runtimeGenesis.patch.configuration.config.max_code_size;
  const compressed = code.startsWith(COMPRESSED);
  progress(`validation code: ${size} bytes${compressed ? ', compressed' : ''}; the relay chain's limit is ${limit}`);
  if (!compressed) throw new Error('the runtime in salus-node is not compressed: it must be built with WASM_BUILD_TYPE=release (.cargo/config.toml)');
  if (size > limit) throw new Error('the runtime is larger than the relay chain allows');
}

/** Keys that the two-member preset and the relay chain's local preset know. */
const WHO = ['alice', 'bob'];

export class Network {
  validators = [];
  collators = [];
  /** Relay block that backed and that included each parachain block, by its hash, as far as relay blocks are final. */
  candidates = new Map();
  scanned = 0;

  async start() {
    rmSync(logs, { recursive: true, force: true });
    const folder = temporary('network');
    const file = (name) => join(folder, name);
    const polkadot = findTool('polkadot');
    const salus = nodeBinary();

    await output(salus, ['export-chain-spec', '--chain', 'local', '--raw', '--output', file('salus.json')], 'writing the chain spec of the parachain');
    await output(salus, ['export-genesis-head', '--chain', file('salus.json'), '--base-path', file('head'), file('head.hex')], 'writing its genesis head');
    await output(salus, ['export-genesis-wasm', '--chain', file('salus.json'), '--base-path', file('wasm'), file('code.hex')], 'writing its validation code');
    await output(polkadot, ['export-chain-spec', '--chain', 'rococo-local', '--output', file('rococo.json')], 'writing the chain spec of the relay chain');
    const [head, code] = ['head.hex', 'code.hex'].map((name) => readFileSync(file(name), 'utf8').trim());
    const rococo = JSON.parse(readFileSync(file('rococo.json')));
    checkSize(code, rococo);
    writeFileSync(file('plain.json'), JSON.stringify(withParachain(rococo, PARA, head, code)));
    await output(polkadot, ['export-chain-spec', '--chain', file('plain.json'), '--raw', '--output', file('relay.json')], 'putting the parachain into the relay chain\'s genesis');

    for (const who of WHO) {
      const validator = await new Node(`relay-${who}`, polkadot, (node) => [
        '--validator', `--${who}`, '--chain', file('relay.json'), ...common(node),
        // Containers often lack what the sandbox of the validation workers needs. Hardening is not what is tested here.
        '--insecure-validator-i-know-what-i-do',
        ...this.boot(this.validators, node),
      ]).prepare();
      progress(`starting ${validator.name}`);
      this.validators.push(validator);
      await validator.start();
    }
    for (const who of WHO) {
      const collator = await new Node(`collator-${who}`, salus, (node) => [
        '--collator', `--${who}`, '--chain', file('salus.json'), ...common(node),
        ...this.boot(this.collators, node),
        '--',
        '--chain', file('relay.json'), '--name', `${node.name}-relay`,
        '--rpc-port', `${node.relayPort}`, '--listen-addr', `/ip4/127.0.0.1/tcp/${node.relayP2p}`,
        '--no-mdns', '--no-prometheus', '--no-telemetry', '--no-hardware-benchmarks',
        '--bootnodes', ...this.validators.map((validator) => validator.address),
      ]).prepare();
      progress(`starting ${collator.name}`);
      this.collators.push(collator);
      await collator.start();
    }
    await until('the relay chain finalises blocks', async () => {
      this.check();
      return (await this.relay.finalised()) >= 1;
    }, { seconds: 180, every: 1_000 });
    progress('the relay chain finalises blocks');
    this.authorities = await this.readAuthorities();
    this.sampler = setInterval(() => this.sample().catch(() => {}), 500);
    return this;
  }

  boot(others, node) {
    const addresses = others.filter((other) => other !== node && other.address).map((other) => other.address);
    return addresses.length > 0 ? ['--bootnodes', ...addresses] : [];
  }

  get relay() {
    return this.validators[0];
  }

  get nodes() {
    return [...this.validators, ...this.collators];
  }

  /** Throws when a program that should run has ended. */
  check() {
    this.nodes.filter((node) => !node.down).forEach((node) => node.process?.check());
  }

  /** Wait for something, saying now and then how far the chain is. */
  async wait(what, ask, seconds) {
    let said = Date.now();
    const answer = await until(what, async () => {
      try {
        this.check();
      } catch (error) {
        return { error };
      }
      const answer = await ask();
      if (!answer && Date.now() - said > 20_000) {
        said = Date.now();
        progress(`waiting: ${what} (${await this.state()})`);
      }
      return answer;
    }, { seconds, every: 1_000 });
    if (answer.error) throw answer.error;
    progress(`done: ${what}`);
    return answer;
  }

  async state() {
    const of = async (node) => `${node.name} ${node.down ? 'down' : `${await node.best()}/${await node.finalised()}`}`;
    return `best/finalised: ${(await Promise.all([this.relay, ...this.collators].map((node) => of(node).catch(() => `${node.name} ?`)))).join(', ')}`;
  }

  /** Aura authorities of the parachain, in order. */
  async readAuthorities() {
    const hex = await this.collators[0].rpc('state_call', 'AuraApi_authorities', '0x', await this.collators[0].hash(0));
    const keys = hex.slice(4).match(/.{64}/g) ?? [];
    if (keys.length !== WHO.length) throw new Error(`the parachain should have ${WHO.length} authorities: ${hex}`);
    return keys;
  }

  /** Index of the authority in whose slot a block was made. */
  async author(node, number) {
    const { digest } = await node.rpc('chain_getHeader', await node.hash(number));
    // PreRuntime (6), engine `aura`, eight bytes: the slot.
    const log = digest.logs.find((item) => item.startsWith('0x066175726120'));
    if (!log) throw new Error(`block ${number} has no Aura slot`);
    return Number(Buffer.from(log.slice(14), 'hex').readBigUInt64LE() % BigInt(this.authorities.length));
  }

  /** Read the candidate events of relay blocks that became final since the last time. */
  async scan() {
    const end = await this.relay.finalised();
    for (; this.scanned < end; this.scanned += 1) {
      const number = this.scanned + 1;
      const events = await this.relay.rpc('state_call', 'ParachainHost_candidate_events', '0x', await this.relay.hash(number));
      for (const { kind, para, block } of candidateEvents(events)) {
        if (para === PARA) this.candidates.set(block, { ...this.candidates.get(block), [kind]: number });
      }
    }
    return end;
  }

  // Measuring.

  seen = new Map();

  async sample() {
    const node = this.collators[0];
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
    return {
      interval: (last[1] - first[1]) / 1000 / (last[0] - first[0]),
      median: lags[Math.floor(lags.length / 2)],
      worst: lags.at(-1),
      blocks: last[0] - first[0] + 1,
    };
  }

  /** What every program said last, and where all of it is. */
  saveLogs({ tails }) {
    mkdirSync(logs, { recursive: true });
    for (const node of this.nodes) {
      writeFileSync(join(logs, `${node.name}.log`), node.log());
      if (tails) process.stderr.write(`--- last lines of ${node.name}\n${node.process?.tail(12)}\n`);
    }
    return logs;
  }

  async stop() {
    clearInterval(this.sampler);
    await Promise.all(this.nodes.map((node) => node.stop()));
  }
}
