// A program of the network: validators of the relay chain, collators of ours. Zombienet starts them; from then on they are
// known by their process, which can be killed, and by their command line, with which they can be started again.
import { spawn } from 'node:child_process';
import { appendFileSync, openSync, closeSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { rpc } from '../../e2e/lib/rpc.js';
import { sleep, until } from '../../e2e/lib/processes.js';

const started = new Set();
process.on('exit', () => started.forEach((child) => child.kill('SIGKILL')));

/** Processes by their command lines. */
export function processes() {
  const found = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
      // By the file that runs: its name may have been found on a path that is not ours.
      if (args.length > 0) found.push({ pid: Number(pid), args: [readlinkSync(`/proc/${pid}/exe`), ...args.slice(1)] });
    } catch {
      // Gone meanwhile.
    }
  }
  return found;
}

const alive = (pid) => {
  try {
    // A zombie has ended; only its parent has not looked yet.
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

export class Node {
  constructor(name, args, pid, log) {
    Object.assign(this, { name, args, pid, log, down: pid === undefined });
  }

  /** What follows an option on the command line, on the relay side with `relay`. */
  option(name, { relay = false } = {}) {
    const split = this.args.indexOf('--');
    const side = split < 0 ? (relay ? [] : this.args) : relay ? this.args.slice(split) : this.args.slice(0, split);
    const at = side.indexOf(name);
    return at < 0 ? undefined : side[at + 1];
  }

  get port() {
    return Number(this.option('--rpc-port'));
  }

  get basePath() {
    return this.option('--base-path');
  }

  get url() {
    return `ws://127.0.0.1:${this.port}`;
  }

  rpc(method, ...params) {
    return rpc(this.port, method, ...params);
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

  tail(lines = 12) {
    return readFileSync(this.log, 'utf8').split('\n').slice(-lines).join('\n');
  }

  /** Throws when it has ended without being told to. */
  check() {
    if (!this.down && !alive(this.pid)) throw new Error(`${this.name} ended by itself\n${this.tail()}`);
  }

  get ended() {
    return !alive(this.pid);
  }

  async stop(signal = 'SIGTERM') {
    this.down = true;
    if (this.pid === undefined || !alive(this.pid)) return;
    process.kill(this.pid, signal);
    for (let waited = 0; alive(this.pid); waited += 100) {
      if (waited > 20_000) process.kill(this.pid, 'SIGKILL');
      await sleep(100);
    }
  }

  /**
   * Start it again, as it was or otherwise: `wrap` is put before the command line, `edit` changes it, `env` adds to the
   * environment.
   */
  async start({ seconds = 120, wrap = [], edit = (args) => args, env = {}, answers = true } = {}) {
    const [program, ...args] = [...wrap, ...edit([...this.args])];
    appendFileSync(this.log, '\n=== started again ===\n');
    const out = openSync(this.log, 'a');
    const child = spawn(program, args, { stdio: ['ignore', out, out], env: { ...process.env, ...env } });
    closeSync(out);
    started.add(child);
    child.once('exit', () => started.delete(child));
    child.once('error', () => started.delete(child));
    if (!child.pid) throw new Error(`${program} cannot be started`);
    if (process.env.SALUS_E2E_PIDS) appendFileSync(process.env.SALUS_E2E_PIDS, `${child.pid}\n`);
    this.pid = child.pid;
    this.down = false;
    if (answers) {
      await until(`${this.name} answers`, () => {
        this.check();
        return this.rpc('system_health');
      }, { seconds, every: 250 });
    }
    return this;
  }
}
