// Transactions signed beforehand, in threads of their own: signing them while they are sent would limit what is offered.
import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { compactAddLength, compactToU8a, u8aConcat, u8aEq, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';

/** Immortal, without tip and without the hash of the metadata: nothing has to be asked between two signatures. */
const carried = (nonce) => u8aConcat([0], compactToU8a(nonce), [0], [0]);

export class Signing {
  static async start(api) {
    const signing = new Signing();
    const { specVersion, transactionVersion } = api.runtimeVersion;
    const genesis = api.genesisHash.toU8a();
    signing.implied = u8aConcat(specVersion.toU8a(), transactionVersion.toU8a(), genesis, genesis, [0]);
    signing.check(api);
    signing.threads = await Promise.all(cpus().map(() => new Promise((done, fail) => {
      const thread = new Worker(new URL('./signer.js', import.meta.url));
      thread.once('error', fail);
      thread.once('message', () => done(thread));
    })));
    return signing;
  }

  payload(call, nonce) {
    return u8aConcat(call, carried(nonce), this.implied);
  }

  /** These bytes are put together by hand, which is ten times as fast; so the library is asked whether it makes the same. */
  check(api) {
    const { method } = api.tx.system.remark('0x00');
    const { specVersion, transactionVersion } = api.runtimeVersion;
    const expected = api.registry.createType('ExtrinsicPayload', {
      method: method.toHex(), era: '0x00', nonce: 1_000, tip: 0, specVersion, transactionVersion, genesisHash: api.genesisHash,
      blockHash: api.genesisHash, mode: 0, metadataHash: null,
    }, { version: 4 }).toU8a({ method: true });
    if (!u8aEq(expected, this.payload(method.toU8a(), 1_000))) throw new Error('this chain has other transaction extensions than load.js knows');
  }

  /** Sign `{pair, uri, nonce, call}` each; gives the transactions as hex, in their order. */
  async sign(jobs) {
    const payloads = jobs.map(({ call, nonce }) => this.payload(call, nonce));
    const share = Math.ceil(jobs.length / this.threads.length);
    const signatures = (await Promise.all(this.threads.map((thread, n) => {
      const mine = jobs.slice(n * share, (n + 1) * share).map(({ uri }, at) => {
        const payload = payloads[n * share + at];
        return { uri, payload: payload.length > 256 ? blake2AsU8a(payload, 256) : payload };
      });
      return new Promise((done, fail) => {
        thread.removeAllListeners('error').once('error', fail).once('message', done).postMessage(mine);
      });
    }))).flat();
    // Format 4, signed by an account with sr25519.
    return jobs.map(({ pair, nonce, call }, n) =>
      u8aToHex(compactAddLength(u8aConcat([0x84, 0], pair.publicKey, [1], signatures[n], carried(nonce), call))));
  }

  stop() {
    return Promise.all(this.threads.map((thread) => thread.terminate()));
  }
}
