// The custodian agent beside a record store.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { custodianBinary, temporary } from './env.js';
import { freePort, run } from './processes.js';

export class Custodian {
  constructor({ node, kind, url, key = '//Alice', organization = 0 }) {
    Object.assign(this, { node, kind, url, key, organization, folder: temporary('custodian') });
    this.config = join(this.folder, 'salus-custodian.toml');
  }

  async write(more = '') {
    writeFileSync(join(this.folder, 'key'), `${this.key}\n`, { mode: 0o600 });
    this.listen = `127.0.0.1:${await freePort()}`;
    writeFileSync(this.config, `
[chain]
url = "${this.node.url}"
key_file = "key"
organization = ${this.organization}
finality_seconds = 60
[store]
kind = "${this.kind}"
url = "${this.url}"
timeout_ms = 10000
max_record_bytes = 16777216
${more}
[batch]
max_age_seconds = 1
poll_seconds = 1
[state]
path = "state.redb"
[listen]
address = "${this.listen}"
`);
    return this;
  }

  /** Run a command of the agent. */
  command(...args) {
    return run(custodianBinary(), ['--config', this.config, ...args], { seconds: 180 });
  }

  /** Run a command that must succeed; gives what it printed. */
  async done(...args) {
    const { code, stdout, stderr } = await this.command(...args);
    if (code !== 0) throw new Error(`salus-custodian ${args.join(' ')}: exit code ${code}\n${stderr}${stdout}`);
    return stdout;
  }

  /** Register the store; gives the lines that operators of attestors add to their list. */
  async register(attestors, quorum, period = 86_400) {
    const named = attestors.flatMap(([pair, basis]) => ['--attestor', `${pair.address}=${basis}`]);
    const access = await this.done('register', ...named, '--quorum', `${quorum}`, '--challenge-period', `${period}`);
    this.store = Number(/^id = (\d+)$/m.exec(access)[1]);
    return access;
  }

  /** Anchor everything that is new. */
  async anchor() {
    return JSON.parse(await this.done('anchor-once'));
  }

  async erase(record) {
    const result = await this.command('erase', record);
    return { ...result, report: result.stdout ? JSON.parse(result.stdout) : undefined };
  }

  /** Compare a file with what was anchored. */
  async verify(text, ...args) {
    const file = join(this.folder, 'candidate');
    writeFileSync(file, text);
    const { code, stdout, stderr } = await this.command('verify', file, ...args);
    if (!stdout) throw new Error(stderr);
    return { code, ...JSON.parse(stdout) };
  }
}
