// `load.js sync`: how fast does a new node read a chain with a past, from its genesis?
import { performance } from 'node:perf_hooks';
import { follower } from '../../lib/node.js';
import { until } from '../../lib/processes.js';
import { database, mebibytes, note, say, show, table } from './report.js';
import { onNode, single } from './traffic.js';

export default function sync(options) {
  return onNode(options, single(options.kinds), async (run, kinds, inTurn) => {
    say(`a past of ${options.seconds} s, ${options.rate} transactions a second`);
    const first = run.traffic.heads.length;
    const step = await run.step('history', inTurn(Object.keys(kinds)), options.rate, options.seconds);
    const heads = run.traffic.heads.slice(first);
    const [transactions, bytes] = ['ours', 'bytes'].map((what) => heads.reduce((sum, head) => sum + head[what], 0));
    const goal = await run.node.best();
    say(`a second node reads ${goal} blocks`);
    const began = performance.now();
    const second = await follower(run.node, { name: 'second' });
    let found;
    try {
      const connected = performance.now();
      await until('the second node has them all', async () => {
        second.process.check();
        return (await second.best()) >= goal;
      }, { seconds: 3_600, every: 50 });
      const read = performance.now();
      for (const number of [1, Math.floor(goal / 2), goal]) {
        const [ours, theirs] = await Promise.all([run.node, second].map((node) => node.rpc('chain_getBlockHash', number)));
        if (ours !== theirs) run.problems.push(`block ${number} is another one at the second node`);
      }
      found = { start: (connected - began) / 1000, seconds: (read - connected) / 1000, leader: database(run.node), follower: database(second) };
    } finally {
      await second.stop();
    }
    const made = (heads.at(-1).at - heads[0].at) / 1000;
    const figures = { blocks: goal, historyBlocks: heads.length, transactions, bytes, failed: step.failed, madeSeconds: made, ...found };
    note(`${show(found.seconds)} s`);
    const tables = `${table(['reading a chain from its genesis', 'measured'], [
      ['blocks; of those while traffic was made', `${show(goal)}; ${show(heads.length)}`],
      ['transactions of that traffic, and failed', `${show(transactions)}, ${step.failed}`],
      ['extrinsics of that traffic, MiB', mebibytes(bytes)],
      ['seconds in which the traffic was made', show(made)],
      ['seconds until the new node had a peer, genesis included', show(found.start)],
      ['seconds from then until it had all blocks, each executed', show(found.seconds)],
      ['blocks a second', show(goal / found.seconds)],
      ['transactions a second', show(transactions / found.seconds)],
      ['times as fast as the traffic was made', show(made / found.seconds)],
      ['database of the maker, of the reader, MiB', `${mebibytes(found.leader)}, ${mebibytes(found.follower)}`],
    ])}

The past was ${Object.values(kinds).map(({ name }) => name).join(', ')}, and what prepared their senders. Both nodes on one machine; the first goes on making empty blocks.`;
    return { figures, tables };
  });
}
