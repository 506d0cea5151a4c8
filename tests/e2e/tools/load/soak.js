// `load.js soak`: the same traffic for an hour: does the node stay as it was?
import { readdirSync, readlinkSync } from 'node:fs';
import { processStatus } from '../../lib/processes.js';
import { database, mebibytes, note, percent, quantile, say, show, table } from './report.js';
import { onNode, single } from './traffic.js';

/** Minutes in which caches fill and pools find their size: not compared. */
const WARMING = 10;
/**
 * Nodes keep up to a gibibyte of the trie in memory, and RocksDB writes to memory until its buffers are full, which takes hours.
 * With as little as this both are full when minutes begin to count, and what grows then is neither.
 */
const SMALL = ['--trie-cache-size', `${64 * 2 ** 20}`, '--db-cache', '32'];
/** More than this, between the first and the last quarter hour that count, is growth. */
const LEVEL = 1.15;

/** Is this open file one of the database's? Their number grows with the database: small buffers make many of them. */
function isDatabase(fd, node) {
  try {
    return readlinkSync(fd).startsWith(node.basePath);
  } catch {
    return false; // Closed meanwhile.
  }
}

/** What the node takes of the machine now: memory (bytes), open files but the database's, threads, database (bytes). */
function taken(node) {
  const { pid } = node.process;
  const open = `/proc/${pid}/fd`;
  return {
    memory: processStatus(pid, 'VmRSS'), threads: processStatus(pid, 'Threads'), files: readdirSync(open).filter((fd) => !isDatabase(`${open}/${fd}`, node)).length,
    database: database(node),
  };
}

const median = (list) => quantile([...list].sort((a, b) => a - b), 0.5);

export default function soak(options) {
  return onNode(options, single(options.kinds), async (run, kinds, inTurn) => {
    const senders = inTurn(Object.keys(kinds));
    say(`${options.minutes} minutes, ${options.rate} transactions a second`);
    const minutes = [];
    const began = taken(run.node);
    const of = run.traffic.heads.length;
    for (let minute = 1; minute <= options.minutes; minute += 1) {
      const step = await run.step(`minute ${minute}`, senders, options.rate, 60);
      minutes.push({ minute, ...taken(run.node), included: step.byKind, failed: step.failed, removed: step.removed, milliseconds: step.milliseconds, nodeCores: step.nodeCores });
      const { memory, files, database } = minutes.at(-1);
      note(`${mebibytes(memory)} MiB of memory, ${files} open files, ${mebibytes(database)} MiB of database`);
    }
    const heads = run.traffic.heads.slice(of);
    const counted = minutes.slice(Math.min(WARMING, Math.floor(minutes.length / 3)));
    const quarter = Math.max(1, Math.min(15, Math.floor(counted.length / 2)));
    const [early, late] = [counted.slice(0, quarter), counted.slice(-quarter)];
    const compare = (pick) => {
      const [first, last] = [median(early.map(pick)), median(late.map(pick))];
      return { first, last, ratio: last / first };
    };
    const compared = {
      memory: compare(({ memory }) => memory), files: compare(({ files }) => files), threads: compare(({ threads }) => threads),
      latency: compare(({ milliseconds }) => milliseconds.p50), cores: compare(({ nodeCores }) => nodeCores),
    };
    for (const what of ['memory', 'files', 'threads']) {
      if (compared[what].ratio > LEVEL) run.problems.push(`${what} grew: ${show(compared[what].first)}, later ${show(compared[what].last)}`);
    }
    const sum = (list) => list.reduce((a, b) => a + b, 0);
    const included = sum(minutes.flatMap((minute) => Object.values(minute.included)));
    const bytes = sum(heads.map((head) => head.bytes));
    const grown = minutes.at(-1).database - began.database;
    const figures = { minutes, compared, included, blocks: heads.length, extrinsicBytes: bytes, databaseBefore: began.database, databaseGrown: grown, databaseEach: grown / included };
    const row = (name, { first, last, ratio }, as = show) => [name, as(first), as(last), show(ratio)];
    const tables = `${table(['median of minutes', `${early[0].minute} to ${early.at(-1).minute}`, `${late[0].minute} to ${late.at(-1).minute}`, 'ratio'], [
      row('memory, MiB', compared.memory, mebibytes), row('open files, not of the database', compared.files), row('threads', compared.threads),
      row('latency, ms', compared.latency), row('cores of the node', compared.cores),
    ])}

${included.toLocaleString('en-US')} transactions in ${heads.length.toLocaleString('en-US')} blocks, ${sum(minutes.map(({ failed }) => failed))} failed. The database grew by ${mebibytes(grown)} MiB,
${show(grown / included)} bytes a transaction: ${percent(bytes / grown)} of that are the transactions themselves, the rest is what they leave in state (with the
tries of blocks that the node still keeps), events, headers and what the database's log has not yet merged.`;
    return { figures, tables };
  }, SMALL);
}
