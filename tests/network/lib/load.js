// Traffic: accounts that pay others without pause, each payment signed once per runtime version and sent until it is final.
//
// As a careful client does it: a payment keeps its nonce, so that sending it again cannot make it happen twice.
import { blake2AsHex } from '../../e2e/lib/packages.js';
import { account, alice, stranger, UNIT } from '../../e2e/lib/accounts.js';
import { succeed } from '../../e2e/lib/chain.js';
import { sleep } from '../../e2e/lib/processes.js';

const AMOUNT = UNIT / 100n;

export class Load {
  payments = [];
  refusals = new Map();
  resent = 0;
  resigned = 0;

  /** `nodes()` gives the nodes that may be sent to, `ledger` says what is final. */
  constructor(nodes, ledger, { accounts = 20, perSecond = 4 } = {}) {
    Object.assign(this, { nodes, ledger, perSecond });
    this.senders = Array.from({ length: accounts }, (_, index) => ({ pair: account(`//load/${index}`), nonce: 0 }));
  }

  /** Give the senders money. */
  async prepare(api) {
    this.api = api;
    this.genesis = api.genesisHash.toHex();
    this.to = stranger();
    const calls = this.senders.map(({ pair }) => api.tx.balances.transferKeepAlive(pair.address, 1_000n * UNIT));
    calls.push(api.tx.balances.transferKeepAlive(this.to.address, UNIT));
    await succeed(api, api.tx.utility.batchAll(calls), alice);
    for (const sender of this.senders) sender.nonce = (await api.rpc.system.accountNextIndex(sender.pair.address)).toNumber();
    return this;
  }

  sign(payment, version) {
    const tx = this.api.tx.balances.transferKeepAlive(this.to.address, AMOUNT);
    tx.sign(payment.pair, {
      nonce: payment.nonce,
      era: '0x00',
      genesisHash: this.genesis,
      blockHash: this.genesis,
      runtimeVersion: version,
      signedExtensions: this.api.registry.signedExtensions,
    });
    Object.assign(payment, { hex: tx.toHex(), spec: version.specVersion });
    payment.hash = blake2AsHex(payment.hex);
    payment.hashes.push(payment.hash);
  }

  async version() {
    const node = this.nodes()[0];
    const { specVersion, transactionVersion } = await node.rpc('state_getRuntimeVersion');
    return { specVersion, transactionVersion };
  }

  async submit(payment, node) {
    try {
      await node.rpc('author_submitExtrinsic', payment.hex);
      payment.accepted = true;
    } catch (error) {
      // Already there, or final meanwhile: what counts is whether it becomes final.
      const reason = error.plain ? `${error.plain}${error.data ? `: ${error.data}` : ''}` : 'no answer';
      this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
    }
    payment.sent = Date.now();
  }

  start() {
    this.running = this.run();
    return this;
  }

  async run() {
    let turn = 0;
    let version = await this.version();
    let checked = Date.now();
    while (!this.ending) {
      if (Date.now() - checked > 3_000) {
        version = await this.version().catch(() => version);
        checked = Date.now();
        await this.renew(version);
      }
      const sender = this.senders[turn % this.senders.length];
      const nodes = this.nodes();
      const payment = { pair: sender.pair, nonce: sender.nonce, hashes: [], began: Date.now() };
      sender.nonce += 1;
      this.sign(payment, version);
      this.payments.push(payment);
      await this.submit(payment, nodes[turn % nodes.length]);
      turn += 1;
      await sleep(1_000 / this.perSecond);
    }
  }

  final(payment) {
    return payment.hashes.some((hash) => this.ledger.transactions.has(hash));
  }

  open() {
    return this.payments.filter((payment) => !this.final(payment));
  }

  /** Sign anew what an upgrade made void, send again what has not become final for long. */
  async renew(version) {
    for (const payment of this.open()) {
      const stale = payment.spec !== version.specVersion;
      if (!stale && Date.now() - payment.sent < 90_000) continue;
      if (stale) {
        this.sign(payment, version);
        this.resigned += 1;
      } else {
        this.resent += 1;
      }
      for (const node of this.nodes()) await this.submit(payment, node);
    }
  }

  /** Send no more. */
  async end() {
    this.ending = true;
    await this.running;
  }

  /** All that was sent has become final, each payment once: the receiver has got the sum to the last unit. */
  async settled(node) {
    const version = await this.version();
    await this.renew(version);
    return this.open().length === 0 && (await this.received(node)) === BigInt(this.payments.length) * AMOUNT + UNIT;
  }

  async received(node) {
    const at = await this.api.at(await node.rpc('chain_getFinalizedHead'));
    return (await at.query.system.account(this.to.address)).data.free.toBigInt();
  }
}
