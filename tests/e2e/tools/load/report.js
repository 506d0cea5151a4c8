// How figures are summed up and said, and what they were measured on.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { nodeBinary, root } from '../../lib/env.js';

/** What was wrong with how this was called. */
export class Wrong extends Error {}

export const say = (text) => console.error(`==> ${text}`);
export const note = (text) => console.error(`    ${text}`);

/** The value below which this share of a sorted list lies; undefined for an empty one. */
export const quantile = (sorted, share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];

/** Median, 95th and 99th percentile of a list, and how many there were. */
export function spread(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return { count: sorted.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) };
}

/** Least, median and most. */
export function range(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return { least: sorted[0], median: quantile(sorted, 0.5), most: sorted.at(-1) };
}

/** A number as a table shows it: two or three figures that count, more where it is large, one where it is next to nothing. */
export function show(value) {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  if (Math.abs(value) >= 10) return value.toFixed(Number.isInteger(value) ? 0 : 1);
  if (Number.isInteger(value)) return `${value}`;
  return Math.abs(value) >= 0.1 ? value.toFixed(2) : value.toPrecision(1);
}

export const percent = (share) => (share === undefined ? '–' : `${Math.round(share * 100)} %`);

export const mebibytes = (bytes) => show(bytes / 2 ** 20);

/** Bytes of a node's folder. */
export const database = (node) => Number(execFileSync('du', ['-sb', node.basePath], { encoding: 'utf8' }).split('\t')[0]);

/** A Markdown table. */
export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Seconds of processor time that a process has used since it started; undefined where the system does not say. */
function processorSeconds(pid) {
  try {
    // Behind the name, which may hold anything, in brackets: user and system time are the 12th and 13th, in hundredths.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** Starts counting what node and client use; the function that it gives back tells, in cores. */
export function usage(node) {
  const [begin, before, loop] = [performance.now(), processorSeconds(node.process.pid), performance.eventLoopUtilization()];
  const cpu = process.cpuUsage();
  return () => {
    const seconds = (performance.now() - begin) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const after = processorSeconds(node.process.pid);
    return {
      nodeCores: after === undefined ? undefined : (after - before) / seconds,
      clientCores: (user + system) / 1e6 / seconds,
      clientBusy: performance.eventLoopUtilization(loop).utilization,
    };
  };
}

function profile(path) {
  if (path.includes('/debug/')) return 'debug build: not optimised but for hashing, signatures, tries and the wasm engine';
  const found = /\/(release|production)\//.exec(path)?.[1];
  return found ? `${found} build` : `built otherwise (${path})`;
}

/** What this was measured on; `node` is what the running node says of itself. */
export async function machine(node = {}) {
  const git = (...args) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  let commit = 'unknown';
  try {
    commit = git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', changed');
  } catch {
    // Not a checkout.
  }
  return {
    processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load: loadavg()[0].toFixed(2),
    profile: profile(nodeBinary()), commit, ...node,
  };
}

/** What a running node says of itself. */
export const program = async (node) => ({ version: `${await node.rpc('system_name')} ${await node.rpc('system_version')}` });
