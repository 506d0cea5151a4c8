// Starting programs, and never leaving one behind.
import { spawn } from 'node:child_process';
import { appendFileSync, createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { temporary } from './env.js';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

/** What the kernel says of a process: `VmRSS` (bytes), `Threads`. */
export function processStatus(pid, field) {
  const [, number, unit] = new RegExp(`^${field}:\\s+(\\d+)( kB)?`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(number) * (unit ? 1024 : 1);
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Ask until the answer is neither undefined, null nor false; an exception counts as no answer yet. */
export async function until(what, ask, { seconds = 60, every = 200 } = {}) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`after ${seconds} s still waiting: ${what}${last ? ` (${last.message})` : ''}`);
    await sleep(every);
  }
}

const given = new Set();

/** A TCP port of the loopback that nobody uses. */
export async function freePort() {
  for (;;) {
    const port = await new Promise((done, fail) => {
      const server = createServer();
      server.once('error', fail);
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => done(port));
      });
    });
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
}

/** Start a program; its output goes to a file. */
export function start(name, program, args, { env = {}, cwd } = {}) {
  const log = join(temporary(`log-${name}`), `${name}.log`);
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const sink = createWriteStream(log);
  child.stdout.pipe(sink, { end: false });
  child.stderr.pipe(sink, { end: false });
  running.add(child);
  if (process.env.SALUS_E2E_PIDS && child.pid) appendFileSync(process.env.SALUS_E2E_PIDS, `${child.pid}\n`);
  const ended = new Promise((done) => {
    child.once('error', (error) => done({ error }));
    child.once('exit', (code, signal) => done({ code, signal }));
  }).then((how) => {
    running.delete(child);
    return how;
  });
  let over;
  ended.then((how) => (over = how));
  const tail = (lines = 15) => readFileSync(log, 'utf8').split('\n').slice(-lines).join('\n');
  return {
    name,
    pid: child.pid,
    log: () => readFileSync(log, 'utf8'),
    tail,
    ended,
    /** An error, with what the program said last, if it is not running any more. */
    check() {
      if (over) throw new Error(`${name} ended: ${JSON.stringify(over)}\n${tail()}`);
    },
    async stop(signal = 'SIGTERM') {
      if (over) return over;
      child.kill(signal);
      const killer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const how = await ended;
      clearTimeout(killer);
      return how;
    },
  };
}

/** Run a program to its end. Never throws for its exit code. */
export function run(program, args, { env = {}, cwd, input, seconds = 120 } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.once('error', fail);
    child.once('close', (code, signal) => {
      running.delete(child);
      clearTimeout(timer);
      done({ code, signal, stdout, stderr });
    });
  });
}
