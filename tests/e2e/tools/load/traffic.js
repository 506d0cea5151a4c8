// `load.js traffic`: how many signed transactions a node includes, how long each takes, and what becomes of too many.
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { connect, errorName } from '../../lib/chain.js';
import { devNode } from '../../lib/node.js';
import { freePort, sleep, until } from '../../lib/processes.js';
import { note, percent, program, range, say, show, spread, table, usage } from './report.js';
import { Traffic } from './sender.js';
import { Signing } from './signing.js';
import { World } from './world.js';

const MIX = ['consent', 'access', 'units', 'claims', 'credentials', 'anchors'];
/** A step is saturated that includes less than this share of what it offers, and either refuses more of it than that… */
const [FOLLOWED, REFUSED] = [0.9, 0.05];
/** …or leaves more behind than so many blocks' worth. */
const BEHIND = 2;
/** From here on a block counts as full, and a client as busy. */
const [FULL, BUSY] = [0.9, 0.9];
/** How many transactions a sender has under way at most: a node lets go of some whose nonce has not come yet. */
const DEPTH = 4;
/** From this share of turns on at which no sender was free, there are too few of them. */
const TOO_FEW = 0.05;
/** A block that comes so many times as late as it should is late. */
const LATE = 1.3;
/** How much of what the node can include it is offered beyond saturation; and for how long at most until its pool is full. */
const [BEYOND, FILLING] = [3, 60];

class Run {
  constructor(fields) {
    Object.assign(this, fields);
  }

  /** Sign as many transactions as these senders need to send so many together. */
  async prepare(senders, total) {
    for (const { queue } of senders) queue.forEach((left) => Object.assign(left, { sentAt: undefined, sentBlock: undefined, answer: undefined }));
    const each = Math.ceil(total / senders.length);
    const wanted = senders.map((sender) => [sender, Math.max(0, each - sender.queue.length)]);
    const kinds = new Set(senders.map(({ kind }) => kind));
    for (const kind of kinds) {
      await kind.supply?.(wanted.filter(([sender]) => sender.kind === kind).map(([sender, more]) => [sender.pair, sender.made + more]));
    }
    const jobs = [];
    for (const [sender, more] of wanted) {
      for (let n = 0; n < more; n += 1) {
        jobs.push({ sender, pair: sender.pair, uri: sender.uri, nonce: sender.nonce, call: sender.kind.call(sender.pair, sender.made) });
        sender.nonce += 1;
        sender.made += 1;
        if (jobs.length % 200 === 0) await sleep(0);
      }
    }
    if (jobs.length > 3_000) note(`signing ${jobs.length.toLocaleString('en-US')} transactions`);
    const signed = await this.signing.sign(jobs);
    jobs.forEach(({ sender, nonce }, n) => sender.queue.push({ sender, nonce, hex: signed[n], state: 'queue' }));
  }

  /** How many transactions the node says that it holds; it counts them anew with each block. */
  async pool() {
    const text = await (await fetch(`http://127.0.0.1:${this.node.prometheus}/metrics`)).text();
    const found = [...text.matchAll(/^substrate_sub_txpool_(?:un)?watched_txs(?:\{[^}]*\})? (\d+)/gm)];
    return found.length === 0 ? undefined : found.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  /** Looks at the pool now and then; the function that it gives back stops that and tells the most. */
  watchPool(look = () => this.pool()) {
    let [most, going] = [undefined, true];
    const looking = (async () => {
      while (going) {
        const count = await look().catch(() => undefined);
        if (count !== undefined) most = Math.max(most ?? 0, count);
        await sleep(500);
      }
    })();
    return async () => {
      going = false;
      await looking;
      return most;
    };
  }

  /** What the chain says of these blocks: how full they are, and which of our calls failed. */
  async audit(heads) {
    const { blockWeights, blockLength } = this.api.consts.system;
    const weight = blockWeights.perClass.normal.maxTotal.unwrap();
    const limit = {
      time: weight.refTime.toNumber(), proof: weight.proofSize.toNumber(), length: blockLength.max.normal.toNumber(),
    };
    const failed = {};
    for (const head of heads) {
      if (head.ours === 0) {
        head.full = 0;
        continue;
      }
      const there = (await this.api.at(head.hash)).query.system;
      const [events, used] = await Promise.all([there.events(), there.blockWeight()]);
      for (const { event: { section, method, data } } of events) {
        if (section !== 'system' || method !== 'ExtrinsicFailed') continue;
        const why = errorName(this.api, data[0]);
        failed[why] = (failed[why] ?? 0) + 1;
      }
      const share = {
        time: used.normal.refTime.toNumber() / limit.time, proof: used.normal.proofSize.toNumber() / limit.proof, length: head.bytes / limit.length,
      };
      [[head.by, head.full]] = Object.entries(share).sort(([, a], [, b]) => b - a);
      head.share = share;
    }
    for (const [why, count] of Object.entries(failed)) this.problems.push(`${count} calls failed in their blocks: ${why}`);
    return Object.values(failed).reduce((sum, count) => sum + count, 0);
  }

  /** What took so long, of a step that was saturated. */
  limit({ fullness, by, clientBusy, unanswered, waiting, interval, nodeCores, load, busySenders, latencyBlocks }) {
    if (clientBusy >= BUSY) return 'client';
    const inTime = interval <= LATE * this.options.blockTime;
    if (inTime && fullness >= FULL) return `block limit (${by})`;
    const cores = nodeCores === undefined ? '' : `, with ${show(nodeCores)} cores at a load of ${show(load)}`;
    if (unanswered > waiting) return `node, accepting into the pool${cores}`;
    // In each block everything that was under way, and the next block in time: the node would have taken more.
    if (busySenders > TOO_FEW && latencyBlocks.p50 <= 1 && inTime) return 'client: too few senders';
    return `node, making blocks${inTime ? '' : ` (one each ${show(interval)} ms, ${percent(fullness)} of ${by})`}${cores}`;
  }

  /** Offer so many a second for some seconds, and see what becomes of them. */
  async step(name, senders, rate, seconds) {
    const { traffic, options } = this;
    await this.prepare(senders, Math.ceil(rate * seconds * 1.05) + senders.length);
    traffic.refused.clear();
    traffic.removed.clear();
    const before = await traffic.head();
    const [begin, first] = [performance.now(), traffic.heads.length];
    const [stopUsage, stopPool] = [usage(this.node), this.watchPool()];
    const { tried, busy, sent, seconds: offered } = await traffic.offer(senders, rate, DEPTH, () => performance.now() - begin < seconds * 1000);
    const end = performance.now();
    const used = stopUsage();
    const { answer: unanswered, pool: waiting } = traffic.waiting;
    const [refusals, removals] = [new Map(traffic.refused), new Map(traffic.removed)];
    await traffic.drain();
    const drained = (performance.now() - end) / 1000;
    const mostInPool = await stopPool();

    const all = traffic.heads.slice(first);
    const failed = await this.audit(all);
    // Between the first block that holds some of it and the last one in time; where blocks take too long for that, to the end.
    const inTime = all.filter(({ at, ours }) => at <= end && ours > 0);
    const enough = inTime.length >= 3;
    const heads = enough ? inTime : all.filter(({ ours }) => ours > 0);
    const [from, counted] = enough ? [heads[0].at, heads.slice(1)] : [begin, heads];
    const ends = heads.map(({ at }) => at);
    const intervals = ends.map((at, n) => at - (ends[n - 1] ?? before.at));
    const done = sent.filter(({ includedAt }) => includedAt !== undefined);
    const fullest = heads.reduce((most, head) => (head.full > (most?.full ?? -1) ? head : most), undefined);
    const figures = {
      traffic: name, offered: rate, sent: (tried - busy) / offered, busySenders: busy / tried,
      included: counted.length === 0 ? 0 : counted.reduce((sum, { ours }) => sum + ours, 0) / ((ends.at(-1) - from) / 1000),
      blocks: heads.length, interval: range(intervals).median, load: loadavg()[0],
      milliseconds: spread(done.map(({ sentAt, includedAt }) => includedAt - sentAt)),
      latencyBlocks: spread(done.map(({ sentBlock, block }) => block - sentBlock)),
      answerMilliseconds: spread(sent.filter(({ answer }) => answer !== undefined).map(({ answer }) => answer)),
      perBlock: range(heads.map(({ ours }) => ours)),
      fullness: range(heads.map(({ full }) => full)).median, fullest: fullest?.full, by: fullest?.by, share: fullest?.share,
      waiting, unanswered, mostInPool, drainSeconds: drained, refused: Object.fromEntries(refusals), removed: Object.fromEntries(removals),
      failed, byKind: Object.fromEntries([...new Set(senders.map(({ kind }) => kind))].map((kind) =>
        [kind.name, done.filter(({ sender }) => sender.kind === kind).length])),
      ...used,
    };
    const behind = waiting + unanswered > (BEHIND * rate * Math.max(options.blockTime, figures.interval ?? 0)) / 1000;
    const refused = [...refusals.values()].reduce((sum, count) => sum + count, 0) > REFUSED * tried;
    figures.saturated = figures.included < FOLLOWED * rate && (behind || refused || figures.busySenders > TOO_FEW);
    if (figures.saturated) figures.limitedBy = this.limit(figures);
    const { milliseconds: ms } = figures;
    note(`${name}, ${rate}/s: ${show(figures.included)}/s included, median ${show(ms.p50)} ms, ${percent(fullest?.full)} of a block${figures.saturated ? `; saturated: ${figures.limitedBy}` : ''}`);
    return figures;
  }

  /** Steps of this traffic until the node does not follow any more. */
  async climb(name, senders) {
    const steps = [];
    for (const rate of this.options.rates) {
      steps.push(await this.step(name, senders, rate, this.options.seconds));
      if (steps.at(-1).saturated) break;
    }
    if (!steps.at(-1).saturated) note(`${name} did not saturate the node at ${steps.at(-1).offered} a second: --rates may go higher`);
    return steps;
  }

  /** Far more than the node includes, until its pool has to refuse, and then for some time; then nothing; then the first step again. */
  async overload(senders, capacity, usual) {
    const { options: { hold, seconds } } = this;
    const poolLimit = this.options.poolLimit ?? Math.ceil(senders.length / 2);
    const rate = Math.ceil(BEYOND * capacity);
    say(`overload: ${rate} a second by ${senders.length} senders, with a pool of ${poolLimit}`);
    await this.prepare(senders, Math.ceil(1.5 * capacity * (hold + 10)) + 10 * senders.length);
    await this.restart(['--pool-limit', `${poolLimit}`]);
    const { traffic, node } = this;
    await traffic.head();
    const [begin, first] = [performance.now(), traffic.heads.length];
    // Each has one under way, so that all are ready, and what is refused is refused for want of room.
    const offer = (going) => traffic.offer(senders, rate, 1, going);
    const stopPool = this.watchPool(async () => (await node.rpc('author_pendingExtrinsics')).length);
    const counted = () => senders.map(({ accepted, included, refused, removed }) => ({ accepted, included, refused, removed }));
    const filled = await offer(() => !traffic.isFull && performance.now() - begin < FILLING * 1000);
    if (!traffic.isFull) note(`the pool was not full in ${FILLING} s`);
    else note(`the pool is full after ${show(filled.seconds)} s; offering ${hold} s more`);
    const [fullAt, atFull, stopUsage] = [performance.now(), counted(), usage(node)];
    const held = await offer(() => performance.now() - fullAt < hold * 1000);
    const [end, atEnd, used] = [performance.now(), counted(), stopUsage()];
    const [refused, removed] = [Object.fromEntries(traffic.refused), Object.fromEntries(traffic.removed)];
    note('nothing is offered any more; waiting until the pool is empty');
    await traffic.drain();
    const emptyAfter = (performance.now() - end) / 1000;
    const mostInPool = await stopPool();
    const leftInPool = (await node.rpc('author_pendingExtrinsics')).length;
    const heads = traffic.heads.slice(first);
    const inHold = heads.filter(({ at, ours }) => at > fullAt && at <= end && ours > 0);
    const failed = await this.audit(heads);

    const shares = (of) => {
      const mine = senders.map((_, n) => n).filter((n) => of(senders[n]));
      const each = (what) => mine.map((n) => atEnd[n][what] - atFull[n][what]);
      const sum = (list) => list.reduce((a, b) => a + b, 0);
      return { senders: mine.length, accepted: range(each('accepted')), included: range(each('included')), refused: sum(each('refused')), removed: sum(each('removed')) };
    };
    const kinds = [...new Set(senders.map(({ kind }) => kind))];
    const again = await this.step('mix, after the overload', senders, usual.offered, seconds);
    const figures = {
      offered: rate, poolLimit, secondsUntilFull: traffic.isFull ? filled.seconds : null, holdSeconds: held.seconds,
      included: inHold.length === 0 ? 0 : inHold.reduce((sum, { ours }) => sum + ours, 0) / ((inHold.at(-1).at - fullAt) / 1000),
      perBlock: range(inHold.map(({ ours }) => ours)), busySenders: held.busy / held.tried, mostInPool, bounded: mostInPool <= poolLimit, refused, removed,
      fairness: { all: shares(() => true), ...Object.fromEntries(kinds.map((kind) => [kind.name, shares((sender) => sender.kind === kind)])) },
      failed, ...used, emptyAfterSeconds: emptyAfter, leftInPool, before: usual.milliseconds, after: again.milliseconds,
      recovered: again.milliseconds.p50 <= 1.5 * usual.milliseconds.p50,
    };
    if (figures.secondsUntilFull === null) this.problems.push(`the pool of ${poolLimit} was never full, so that nothing is known of what it does then: raise --senders or lower --pool-limit`);
    return { figures, again };
  }

  /** The same chain, by a node with other options. */
  async restart(more) {
    const { node, traffic: { senders } } = this;
    this.traffic.stop();
    await node.stop();
    await node.start(...more);
    await until('the client is connected again', () => this.api.isConnected);
    this.traffic = await Traffic.start(node, this.options.connections);
    this.traffic.senders = senders;
  }
}

function stepsTable(steps) {
  const spreadOf = ({ p50, p95, p99 }) => [p50, p95, p99].map(show).join(' / ');
  const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);
  return table(
    ['traffic', 'offered a second', 'sent', 'included', 'latency, ms: p50 / p95 / p99', 'in blocks', 'in a block: median, most', 'a block each, ms', 'fullest block', 'waiting at the end', 'most in pool',
      'refused, removed', 'failed', 'cores of node, client'],
    steps.map((s) => [
      s.traffic, s.offered, show(s.sent), `${show(s.included)}${s.saturated ? ' (saturated)' : ''}`, spreadOf(s.milliseconds), spreadOf(s.latencyBlocks),
      `${show(s.perBlock.median)}, ${show(s.perBlock.most)}`, show(s.interval), s.by ? `${percent(s.fullest)} of ${s.by}` : '–', s.waiting + s.unanswered, show(s.mostInPool),
      `${total(s.refused)}, ${total(s.removed)}`, s.failed, `${show(s.nodeCores)}, ${show(s.clientCores)}`,
    ]),
  );
}

function overloadTables({ figures: f }) {
  const counts = (what) => Object.entries(what).map(([why, count]) => `${why}: ${count.toLocaleString('en-US')}`).join('; ') || 'none';
  const rangeOf = ({ least, median, most }) => [least, median, most].map(show).join(' / ');
  return `${table(['overload', 'measured'], [
    ['offered a second', show(f.offered)],
    ['included a second while the pool was full; in a block: median, most', `${show(f.included)}; ${show(f.perBlock.median)}, ${show(f.perBlock.most)}`],
    ['seconds until the pool was full', show(f.secondsUntilFull)],
    [`most in the pool of ${f.poolLimit.toLocaleString('en-US')}`, `${show(f.mostInPool)}: ${f.bounded ? 'bounded' : 'NOT bounded'}`],
    ['refused', counts(f.refused)],
    ['accepted and removed again', counts(f.removed)],
    ['every sender got something in', f.fairness.all.included.least > 0 ? 'yes' : 'NO'],
    ['cores of node, client', `${show(f.nodeCores)}, ${show(f.clientCores)}`],
    ['seconds until the pool was empty', show(f.emptyAfterSeconds)],
    ['median latency of the first step before, and after that, ms', `${show(f.before.p50)}, ${show(f.after.p50)}: ${f.recovered ? 'recovered' : 'NOT recovered'}`],
  ])}

${table(['while the pool was full, sent by', 'senders', 'accepted of each: least / median / most', 'included of each: least / median / most', 'refused', 'removed again'],
    Object.entries(f.fairness).map(([name, s]) => [name, s.senders, rangeOf(s.accepted), rangeOf(s.included), show(s.refused), show(s.removed)]))}`;
}

/** The kinds that these stand for, each once. */
export const single = (kinds) => [...new Set(kinds.flatMap((name) => (name === 'mix' ? MIX : [name])))];

/**
 * A development node with senders of these kinds, ready to send; `measure` is given a run, the kinds by name, and the senders
 * of some kinds in turn. Whatever becomes of it, nothing is left behind.
 */
export async function onNode(options, names, measure, args = []) {
  say('starting a development node');
  const prometheus = await freePort();
  const node = await devNode({
    blockTime: options.blockTime, name: 'load', prometheus,
    // A wallet watches each of its transactions: so many on one connection need more room than there is for a person.
    args: ['--rpc-max-subscriptions-per-connection', '1000000', '--rpc-message-buffer-capacity-per-connection', '4096', ...args],
  });
  let [api, signing, run] = [];
  try {
    api = await connect(node);
    signing = await Signing.start(api);
    say(`preparing ${options.senders} senders each of ${names.join(', ')}`);
    // As many accounts pay as send the mix: a node treats few that send much otherwise than many that send little.
    const count = (name) => options.senders * (name === 'transfers' && options.kinds.includes('mix') ? MIX.length : 1);
    const kinds = await (await World.open(api, node)).kinds(names, count);
    run = new Run({ api, node, signing, traffic: await Traffic.start(node, options.connections), options, problems: [] });
    let number = 0;
    for (const kind of Object.values(kinds)) {
      kind.senders = await Promise.all(kind.senders.map(async (pair) => {
        number += 1;
        const { uri } = pair;
        return {
          kind, pair, uri, number, nonce: await node.rpc('system_accountNextIndex', pair.address), made: 0, queue: [], live: new Set(),
          accepted: 0, included: 0, refused: 0, removed: 0,
        };
      }));
    }
    run.traffic.senders = Object.values(kinds).flatMap((kind) => kind.senders);
    const inTurn = (list) => kinds[list[0]].senders.flatMap((_, n) => list.map((name) => kinds[name].senders[n]));
    return { ...(await measure(run, kinds, inTurn)), node: await program(node), problems: run.problems };
  } catch (error) {
    note(node.process.tail());
    throw error;
  } finally {
    run?.traffic.stop();
    await signing?.stop();
    await api?.disconnect();
    await node.stop();
  }
}

export default function traffic(options) {
  const names = ['transfers', ...single(options.kinds)];
  return onNode(options, names, async (run, kinds, inTurn) => {
    const steps = [];
    for (const name of ['transfers', ...options.kinds]) {
      say(`${name}: ${options.seconds} s each step`);
      steps.push(await run.climb(name, inTurn(name === 'mix' ? MIX : [name])));
    }
    const best = (list) => Math.max(...list.map(({ included }) => included));
    const ratios = steps.map((list) => ({
      traffic: list[0].traffic, included: best(list), saturated: list.at(-1).saturated, limitedBy: list.at(-1).limitedBy ?? null,
      besideTransfers: best(list) / best(steps[0]), medianBesideTransfers: list[0].milliseconds.p50 / steps[0][0].milliseconds.p50,
    }));
    const mix = steps.find((list) => list[0].traffic === 'mix');
    const beyond = mix?.at(-1).saturated ? await run.overload(inTurn(MIX), best(mix), mix[0]) : undefined;
    if (mix && !beyond) run.problems.push('the mix did not saturate the node, so that nothing is known of what lies beyond: raise --rates');

    const figures = { kinds: Object.fromEntries(Object.values(kinds).map(({ name, what }) => [name, what])), steps: steps.flat(), ratios, overload: beyond?.figures, after: beyond?.again };
    const tables = `${stepsTable([...steps.flat(), ...(beyond ? [beyond.again] : [])])}

${table(['traffic', 'most included a second', 'beside transfers', 'median latency of the first step beside transfers', 'limited by'],
    ratios.map((r) => [r.traffic, show(r.included), show(r.besideTransfers), show(r.medianBesideTransfers), r.limitedBy ?? 'not saturated']))}
${beyond ? `\n${overloadTables(beyond)}\n` : ''}
${Object.values(kinds).map(({ name, what }) => `${name}: ${what}`).join('; ')}. ${options.senders} senders each, ${options.connections} connections.
A development node: its blocks are final at once, so that included is final; none of it passes a relay chain. It waits for the
block time after each block, so that blocks that take long to make come later. "Of time" and "of proof": of what a block may declare.`;
    return { figures, tables };
  });
}
