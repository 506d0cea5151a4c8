// Load on a running node: `traffic`, `reads`, `soak` or `sync`. scripts/load.sh says what they do and which options they take.
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Wrong, machine, note, say } from './load/report.js';

const KINDS = ['mix', 'consent', 'access', 'units', 'claims', 'credentials', 'anchors'];
const TEXT = { type: 'string' };
const BOTH = { quick: { type: 'boolean' }, 'block-time': TEXT, json: TEXT, seconds: TEXT, connections: TEXT };
const PARTS = {
  traffic: {
    options: { ...BOTH, rates: TEXT, traffic: TEXT, senders: TEXT, 'pool-limit': TEXT, hold: TEXT },
    usual: { rates: '', seconds: '15', traffic: 'mix', senders: '50', connections: '4', hold: '30' },
    quick: { rates: '10,40,160,640', seconds: '4', senders: '20', hold: '10' },
  },
  soak: {
    options: { quick: BOTH.quick, 'block-time': TEXT, json: TEXT, connections: TEXT, traffic: TEXT, senders: TEXT, minutes: TEXT, rate: TEXT },
    usual: { seconds: '60', traffic: 'mix', senders: '50', connections: '4', minutes: '60', rate: '12' },
    quick: { senders: '20', minutes: '2' },
  },
  sync: {
    options: { ...BOTH, traffic: TEXT, senders: TEXT, rate: TEXT },
    usual: { seconds: '300', traffic: 'mix', senders: '50', connections: '4', rate: '30' },
    quick: { seconds: '10', senders: '20' },
  },
  reads: {
    options: { ...BOTH, batches: TEXT, entries: TEXT },
    usual: { seconds: '3', batches: '1,10,50', connections: '1,4,16', entries: '1000' },
    quick: { seconds: '0.7', batches: '1,10', connections: '1,16' },
  },
};

/** What was asked for, checked. */
function read(words) {
  const part = PARTS[words[0]];
  if (!part) throw new Wrong(`say what to measure: traffic, reads, soak or sync${words[0] === undefined ? '' : `, not '${words[0]}'`}`);
  let given;
  try {
    given = parseArgs({ args: words.slice(1), options: part.options }).values;
  } catch (error) {
    throw new Wrong(error.message.split('. ')[0]);
  }
  const values = { 'block-time': '1000', ...part.usual, ...(given.quick ? part.quick : {}), ...given };
  const number = (name, text, least, most, whole = true) => {
    const value = Number(text);
    const fits = text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value));
    if (!fits) throw new Wrong(`--${name} wants ${whole ? 'a whole number' : 'a number'} from ${least} to ${most}, not '${text}'`);
    return value;
  };
  const numbers = (name, least, most) => {
    const list = values[name].split(',').map((text) => number(name, text, least, most));
    if (list.some((value, at) => at > 0 && value <= list[at - 1])) throw new Wrong(`--${name} wants ascending numbers, not '${values[name]}'`);
    return list;
  };
  if (values.json !== undefined && !existsSync(dirname(resolve(values.json)))) {
    throw new Wrong(`--json: there is no folder ${dirname(resolve(values.json))}`);
  }
  const both = {
    part: words[0], quick: Boolean(values.quick), json: values.json,
    blockTime: number('block-time', values['block-time'], 100, 60_000),
    seconds: number('seconds', values.seconds, words[0] === 'reads' ? 0.1 : 2, 600, false),
  };
  if (words[0] === 'reads') {
    return {
      ...both, batches: numbers('batches', 1, 1_000), connections: numbers('connections', 1, 90),
      entries: number('entries', values.entries, 2, 1_000),
    };
  }
  const kinds = values.traffic.split(',');
  for (const kind of kinds) if (!KINDS.includes(kind)) throw new Wrong(`--traffic: there is no '${kind}', only ${KINDS.join(', ')}`);
  const senders = { kinds: [...new Set(kinds)], senders: number('senders', values.senders, 1, 150), connections: number('connections', values.connections, 1, 64) };
  if (words[0] === 'soak') {
    return { ...both, ...senders, minutes: number('minutes', values.minutes, 1, 10_080), rate: number('rate', values.rate, 1, 1_000) };
  }
  if (words[0] === 'sync') return { ...both, ...senders, rate: number('rate', values.rate, 1, 1_000) };
  return {
    ...both, ...senders,
    rates: values.rates === '' ? Array.from({ length: 12 }, (_, n) => 5 * 2 ** n) : numbers('rates', 1, 20_000),
    poolLimit: values['pool-limit'] === undefined ? undefined : number('pool-limit', values['pool-limit'], 10, 1_000_000), hold: number('hold', values.hold, 1, 3_600),
  };
}

let options;
try {
  options = read(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Wrong)) throw error;
  console.error(`error: ${error.message} (see scripts/load.sh --help)`);
  process.exit(2);
}
if (process.env.SALUS_LOAD_CHECK) process.exit(0);

try {
  const began = Date.now();
  const measure = (await import(`./load/${options.part}.js`)).default;
  const loadBefore = (await machine()).load;
  const { figures, tables, node, problems } = await measure(options);
  const where = { ...(await machine(node)), loadBefore };
  const seconds = Math.round((Date.now() - began) / 1000);
  if (options.json) {
    writeFileSync(options.json, `${JSON.stringify({ options, machine: where, seconds, problems, ...figures }, null, 2)}\n`);
    note(`every figure is in ${options.json}`);
  }
  console.log(`\n${tables.trim()}\n
Machine: ${where.processor} (${where.cores} cores, load ${loadBefore} before and ${where.load} after; client and node together on it)
Program: ${where.version}, ${where.profile}
Commit: ${where.commit}. A block each ${options.blockTime} ms; ${seconds} s in all${options.quick ? '. --quick: too short for figures that anybody should rely on' : ''}.`);
  for (const problem of problems) console.error(`error: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else say(`done in ${seconds} s`);
} catch (error) {
  console.error(`error: ${error.stack}`);
  process.exitCode = 1;
}
process.exit();
