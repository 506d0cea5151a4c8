// Senders of signed transactions, and what becomes of each transaction.
import { performance } from 'node:perf_hooks';
import { sleep } from '../../lib/processes.js';
import { Wire } from './wire.js';

/**
 * Refusals after which a client tries again. 1012: banned for a while; 1014: priority too low; 1016: the pool is full. And
 * 1013, known already: a node says so for a moment even of what it has just taken out of its pool.
 */
const AGAIN = [1012, 1013, 1014, 1016];
/** Those of them that say that there is no room. */
const FULL = [1014, 1016];
/** How long nothing may be included while something waits. */
const STALLED = 60_000;

/** A node's pool and blocks, as those see them who send. */
export class Traffic {
  /** Everything that was sent and is not yet in a block, by its hex, in which blocks are told. */
  #open = new Map();
  /** How many wait: for the answer to their submission, and in the pool. */
  waiting = { answer: 0, pool: 0 };
  refused = new Map();
  /** Taken out of the pool again after it had accepted them, by the word that the node used. */
  removed = new Map();
  /** Did the node say that there is no room? */
  isFull = false;
  heads = [];
  included = 0;
  #turn = 0;
  #listeners = new Set();
  #looking = Promise.resolve();

  static async start(node, connections) {
    const traffic = new Traffic();
    traffic.control = await Wire.open(node.url);
    traffic.wires = await Promise.all(Array.from({ length: connections }, () => Wire.open(node.url)));
    traffic.best = Number((await traffic.control.call('chain_getHeader')).number);
    await traffic.control.subscribe('chain_subscribeNewHeads', [], ({ number }) => {
      const at = performance.now();
      traffic.best = Number(number);
      traffic.#looking = traffic.#looking.then(() => traffic.#look(traffic.best, at)).catch((error) => (traffic.failure ??= error));
    });
    return traffic;
  }

  stop() {
    [this.control, ...this.wires].forEach((wire) => wire.close());
  }

  /** The next block that is told. */
  head() {
    return new Promise((done) => this.#listeners.add(done));
  }

  get left() {
    return this.waiting.answer + this.waiting.pool;
  }

  check() {
    if (this.failure) throw this.failure;
  }

  /** Which of ours does this block hold? Blocks of a development chain are final at once, so that none is taken back. */
  async #look(number, at) {
    const hash = await this.control.call('chain_getBlockHash', [number]);
    const { block } = await this.control.call('chain_getBlock', [hash]);
    const head = { number, hash, at, ours: 0, extrinsics: block.extrinsics.length, bytes: 0 };
    for (const hex of block.extrinsics) {
      head.bytes += hex.length / 2 - 1;
      const sent = this.#open.get(hex);
      if (!sent) continue;
      this.#open.delete(hex);
      const { sender } = sent;
      if (sent.state === 'queue') sender.queue.splice(sender.queue.indexOf(sent), 1);
      this.#move(sent, 'block');
      Object.assign(sent, { includedAt: at, block: number });
      sender.included += 1;
      this.included += 1;
      head.ours += 1;
    }
    this.heads.push(head);
    this.#listeners.forEach((done) => done(head));
    this.#listeners.clear();
  }

  #move(sent, state) {
    const { live } = sent.sender;
    if (this.waiting[sent.state] !== undefined) this.waiting[sent.state] -= 1;
    if (this.waiting[state] !== undefined) this.waiting[state] += 1;
    if (state === 'answer' || state === 'pool') live.add(sent);
    else live.delete(sent);
    sent.state = state;
  }

  /** It is to be sent again, before those of later nonces. */
  #putBack(sent) {
    const { queue } = sent.sender;
    const place = queue.findIndex(({ nonce }) => nonce > sent.nonce);
    queue.splice(place < 0 ? queue.length : place, 0, sent);
    this.#move(sent, 'queue');
  }

  #submit(sent) {
    const { sender } = sent;
    // Whoever has to send it again has waited since the first time.
    sent.sentAt ??= performance.now();
    sent.sentBlock ??= this.best;
    const submittedAt = performance.now();
    this.#open.set(sent.hex, sent);
    this.#move(sent, 'answer');
    const last = (notice) => ['dropped', 'invalid'].includes(notice) || 'finalized' in Object(notice) || 'usurped' in Object(notice);
    this.wires[sender.number % this.wires.length]
      .subscribe('author_submitAndWatchExtrinsic', [sent.hex], (notice) => this.#hear(sent, notice), last)
      .then(() => {
        sent.answer = performance.now() - submittedAt;
        sender.accepted += 1;
        if (sent.state === 'answer') this.#move(sent, 'pool');
      }, (error) => this.#refuse(sent, error));
  }

  #hear(sent, notice) {
    const word = typeof notice === 'string' ? notice : Object.keys(notice)[0];
    if (!['dropped', 'invalid', 'usurped'].includes(word) || !['answer', 'pool'].includes(sent.state)) return;
    this.removed.set(word, (this.removed.get(word) ?? 0) + 1);
    sent.sender.removed += 1;
    this.#putBack(sent);
  }

  #refuse(sent, error) {
    if (sent.state !== 'answer') return;
    if (AGAIN.includes(error.code)) {
      const why = `${error.code} ${error.plain.replace(/: \(.*/, '')}`;
      this.isFull ||= FULL.includes(error.code);
      this.refused.set(why, (this.refused.get(why) ?? 0) + 1);
      sent.sender.refused += 1;
      this.#putBack(sent);
    } else if (/outdated|stale/i.test(JSON.stringify(error.data ?? ''))) {
      // It is in a block that is about to be looked at.
      this.#move(sent, 'lost');
    } else {
      this.failure ??= new Error(`a transaction of ${sent.sender.uri} was refused: ${error.message}`);
    }
  }

  /**
   * Offer so many a second while `going`, each by the next sender that has fewer than `depth` under way; gives how many were
   * due, how many of those found no sender free, and those that were sent.
   */
  async offer(senders, rate, depth, going) {
    const begin = performance.now();
    const sent = new Set();
    let [tried, busy] = [0, 0];
    const free = () => {
      for (let n = 0; n < senders.length; n += 1) {
        const sender = senders[(this.#turn + n) % senders.length];
        if (sender.live.size >= depth || sender.queue.length === 0) continue;
        this.#turn += n + 1;
        return sender;
      }
      return undefined;
    };
    while (going()) {
      const due = Math.floor(((performance.now() - begin) / 1000) * rate);
      for (; tried < due; tried += 1) {
        const next = free()?.queue.shift();
        if (next === undefined) {
          busy += due - tried;
          tried = due;
          break;
        }
        sent.add(next);
        this.#submit(next);
      }
      await sleep(4);
      this.check();
    }
    return { tried, busy, sent: [...sent], seconds: (performance.now() - begin) / 1000 };
  }

  /** Wait until everything that the node accepted is in a block. What it refused stays in the queues. */
  async drain() {
    let [included, since] = [this.included, performance.now()];
    while (this.left > 0) {
      // What was refused stands in the way of later nonces of the same sender that were accepted. A few at a time: more
      // would only be refused again, and the node be busy with that.
      for (const { queue, live } of this.senders) {
        if (live.size === 0) continue;
        const top = Math.max(...[...live].map(({ nonce }) => nonce));
        for (let n = [...live].filter(({ state }) => state === 'answer').length; n < 3 && queue[0]?.nonce < top; n += 1) {
          this.#submit(queue.shift());
        }
      }
      await sleep(500);
      this.check();
      if (this.included > included) {
        [included, since] = [this.included, performance.now()];
      } else if (performance.now() - since > STALLED) {
        throw new Error(`${this.left} transactions wait and nothing was included for ${STALLED / 1000} s`);
      }
    }
  }
}
