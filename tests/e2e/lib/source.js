// A primary source: a licence board's register behind HTTP, which can lie and can be down.
import { createServer } from 'node:http';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { u8aConcat, u8aToHex, stringToU8a } from '@polkadot/util';

export class LicenceBoard {
  constructor() {
    this.register = new Map();
    this.asked = [];
    this.nonce = new Uint8Array(32).fill(7);
  }

  async start(port = 0) {
    this.server = createServer((question, answer) => {
      this.asked.push(question.url);
      const commitment = /^\/verification\/([0-9a-f]{64})$/.exec(question.url)?.[1];
      const known = this.register.get(`0x${commitment}`);
      if (!known) return void answer.writeHead(404).end();
      answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ commitment: `0x${commitment}`, ...known }));
    });
    await new Promise((done, fail) => this.server.once('error', fail).listen(port, '127.0.0.1', done));
    this.port = this.server.address().port;
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The commitment by which the chain knows the address. */
  get urlCommitment() {
    return u8aToHex(blake2AsU8a(u8aConcat(stringToU8a('salus/commitment/v1'), this.nonce, stringToU8a(this.url)), 256));
  }

  /** What the operator of an attestor writes into its node's list. */
  access(id) {
    const nonce = u8aToHex(this.nonce).slice(2);
    return `[[credential_source]]\nid = ${id}\nurl = "${this.url}"\nurl_nonce = "${nonce}"\nmax_bytes = 16384\ntimeout_ms = 3000\n`;
  }

  async stop() {
    this.server?.closeAllConnections();
    await new Promise((done) => (this.server ? this.server.close(done) : done()));
    this.server = undefined;
  }
}
