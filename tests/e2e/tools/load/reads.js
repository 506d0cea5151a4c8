// `load.js reads`: how many questions a node answers in a second, and how long each takes.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';
import { connect, event } from '../../lib/chain.js';
import { keys, told, WHOLESALER } from '../../lib/trade.js';
import { devNode } from '../../lib/node.js';
import { note, percent, program, say, show, spread, table, usage } from './report.js';
import { World } from './world.js';

const BASELINE = 'chain_getHeader';
/** From here on the client was the limit: what stands there is a lower bound. */
const BUSY = 0.9;
/** A round that would take so many times as long as a cell is not begun. */
const ROUNDS = 3;

/** A connection that asks one thing after the other. */
class Http {
  #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  static async open(node) {
    return Object.assign(new Http(), { port: node.port });
  }

  async ask(body) {
    const sent = request({
      host: '127.0.0.1', port: this.port, method: 'POST', agent: this.#agent,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    sent.end(body);
    const [answer] = await once(sent, 'response');
    const parts = [];
    for await (const part of answer) parts.push(part);
    const text = Buffer.concat(parts).toString();
    if (answer.statusCode !== 200) throw new Error(`HTTP ${answer.statusCode}: ${text.slice(0, 200)}`);
    return text;
  }

  close() {
    this.#agent.destroy();
  }
}

class WebSockets {
  static async open(node) {
    const socket = new WebSocket(node.url, { maxPayload: 256 * 1024 * 1024, perMessageDeflate: false });
    await once(socket, 'open');
    return Object.assign(new WebSockets(), { socket });
  }

  async ask(body) {
    const answer = once(this.socket, 'message');
    this.socket.send(body);
    return (await answer)[0].toString();
  }

  close() {
    this.socket.terminate();
  }
}

const TRANSPORTS = { HTTP: Http, WebSocket: WebSockets };

function bodyOf({ method, params }, batch) {
  const call = (id) => ({ jsonrpc: '2.0', id, method, params });
  return JSON.stringify(batch === 1 ? call(1) : Array.from({ length: batch }, (_, n) => call(n + 1)));
}

/** Throws unless everything that was asked is answered. */
function answered(text, batch) {
  const answers = batch === 1 ? [JSON.parse(text)] : JSON.parse(text);
  if (!Array.isArray(answers)) throw new Error(answers.error?.message ?? text.slice(0, 200));
  const wrong = answers.find(({ error }) => error);
  if (wrong) throw new Error(`${wrong.error.message} (${wrong.error.code})`);
  if (answers.length !== batch) throw new Error(`${answers.length} of ${batch} answers`);
}

/** A pack that a maker shipped and a wholesaler received. */
async function pack(world) {
  const { api } = world;
  const units = await world.units(1);
  const [shipper] = units.senders;
  await units.supply([[shipper, 1]]);
  const shipped = await world.done(api.tx(api.createType('Call', units.call(shipper, 0))), shipper);
  const [shipment] = event(shipped, 'drugProvenance', 'Shipped').data;
  const { gtin, serial } = units.question(shipper, 0);
  const id = { Unit: { gtin, serial: `0x${Buffer.from(serial).toString('hex')}` } };
  const receive = api.tx.drugProvenance.receive(WHOLESALER, shipment, [{ id, evidence: null }], await told(api));
  await world.done(receive, keys[WHOLESALER]);
  return { gtin, serial };
}

/** What is asked, with what the answer must say. */
async function questions(world, node, entries) {
  const [{ patient, clinician, grant }, unit, claims] = await Promise.all([world.history(entries), pack(world), world.claims(1)]);
  const list = [
    { method: BASELINE, what: 'the newest block\u2019s header, which asks no runtime', params: [], holds: ({ number }) => Number(number) > 0 },
    {
      method: 'consent_check', what: 'may this clinician see this patient\u2019s data for treatment?',
      params: [{ subject: patient.subject, request: await asked(world, clinician) }], holds: ({ outcome }) => outcome === 'permit',
    },
    { method: 'consent_grant', what: 'what is this grant good for now?', params: [{ grant }], holds: ({ outcome }) => outcome === 'permit' },
    { method: 'provenance_verify', what: 'is this pack what it says?', params: [unit], holds: ({ result }) => result === 'verified' },
    {
      method: 'claims_eligibility', what: 'is this patient covered, and how?',
      params: [{ coverage: `${claims.coverages[0]}`, provider: 0 }], holds: ({ active, tier }) => active && tier === 'inNetwork',
    },
    {
      method: 'trail_get', what: `the ${entries.toLocaleString('en-US')} entries of a patient\u2019s access log`,
      params: [{ kind: 'access', subject: patient.subject, limit: entries }], holds: ({ steps, gap }) => steps.length === entries && gap === null,
    },
  ];
  for (const question of list) {
    const answer = await node.rpc(question.method, ...question.params);
    if (!question.holds(answer)) throw new Error(`${question.method} answers ${JSON.stringify(answer).slice(0, 400)}`);
    question.bytes = JSON.stringify(answer).length;
  }
  return list;
}

/** A request as JSON-RPC takes it. */
async function asked(world, clinician) {
  const { organization, practitioner, purpose, action } = await world.request(clinician);
  return { organization, practitioner, purpose, action };
}

/** Ask the same again and again over so many connections. */
async function cell(node, question, transport, batch, connections, seconds) {
  const body = bodyOf(question, batch);
  const open = await Promise.all(Array.from({ length: connections }, () => TRANSPORTS[transport].open(node)));
  try {
    for (const connection of open) answered(await connection.ask(body), batch);
    const [begin, stopUsage, rounds] = [performance.now(), usage(node), []];
    await Promise.all(open.map(async (connection) => {
      while (performance.now() - begin < seconds * 1000) {
        const sent = performance.now();
        answered(await connection.ask(body), batch);
        rounds.push(performance.now() - sent);
      }
    }));
    const calls = (rounds.length * batch) / ((performance.now() - begin) / 1000);
    return { calls, milliseconds: spread(rounds), ...stopUsage() };
  } finally {
    open.forEach((connection) => connection.close());
  }
}

export default async function reads(options) {
  say('starting a development node');
  const node = await devNode({ blockTime: options.blockTime, name: 'load' });
  let api;
  try {
    api = await connect(node);
    say(`preparing a patient with a history of ${options.entries.toLocaleString('en-US')} entries, a pack, a coverage`);
    const list = await questions(await World.open(api, node), node, options.entries);
    const cells = [];
    const known = new Map();
    for (const question of list) {
      say(`${question.method}, ${question.bytes.toLocaleString('en-US')} bytes an answer`);
      for (const transport of Object.keys(TRANSPORTS)) {
        for (const batch of options.batches) {
          for (const connections of options.connections) {
            const where = { method: question.method, transport, batch, connections };
            const round = (batch * connections) / (known.get(question) ?? Infinity);
            if (round > ROUNDS * Math.max(options.seconds, 1)) {
              cells.push({ ...where, skipped: `one round would take ${show(round)} s` });
              continue;
            }
            try {
              const found = await cell(node, question, transport, batch, connections, options.seconds);
              known.set(question, Math.max(known.get(question) ?? 0, found.calls));
              cells.push({ ...where, ...found, clientLimited: found.clientBusy >= BUSY });
            } catch (error) {
              node.process.check();
              // Of a batch of long answers: the node limits how long an answer may be.
              if (batch === 1) throw error;
              cells.push({ ...where, refused: error.message });
            }
          }
        }
        const best = cells.filter((c) => c.method === question.method && c.transport === transport && c.calls).map(({ calls }) => calls);
        note(`${transport}: up to ${show(Math.max(...best))} a second`);
      }
    }
    for (const found of cells) {
      const base = cells.find((c) => c.method === BASELINE && ['transport', 'batch', 'connections'].every((key) => c[key] === found[key]));
      if (found.calls && base?.calls) found.besideBaseline = found.calls / base.calls;
    }
    const figures = { questions: list.map(({ method, what, params, bytes }) => ({ method, what, params, bytes })), cells };
    return { figures, tables: tablesOf(list, cells, options), node: await program(node), problems: [] };
  } catch (error) {
    note(node.process.tail());
    throw error;
  } finally {
    await api?.disconnect();
    await node.stop();
  }
}

function tablesOf(list, cells, { batches, connections }) {
  const cellOf = (found) => {
    if (found.skipped) return [`not asked: ${found.skipped}`, '–', '–'];
    if (found.refused) return [`refused: ${found.refused}`, '–', '–'];
    const { p50, p95, p99 } = found.milliseconds;
    return [`${found.clientLimited ? '≥ ' : ''}${show(found.calls)}`, [p50, p95, p99].map(show).join(' / '), found.method === BASELINE ? '1' : show(found.besideBaseline)];
  };
  const parts = Object.keys(TRANSPORTS).map((transport) => {
    const rows = list.flatMap(({ method }) => batches.map((batch) => [
      `\`${method}\``, batch,
      ...connections.flatMap((count) =>
        cellOf(cells.find((c) => c.method === method && c.transport === transport && c.batch === batch && c.connections === count))),
    ]));
    const head = ['question', `in a request, ${transport}`,
      ...connections.flatMap((count) => [`${count} connection${count === 1 ? '' : 's'}: calls a second`, 'ms: p50 / p95 / p99', `beside \`${BASELINE}\``])];
    return table(head, rows);
  });
  const limited = cells.filter(({ clientLimited }) => clientLimited).length;
  const busiest = cells.reduce((most, found) => ((found.nodeCores ?? 0) > (most.nodeCores ?? 0) ? found : most));
  return `${parts.join('\n\n')}

Milliseconds are those of a whole request. ${list.map(({ method, what, bytes }) => `\`${method}\`: ${what} (${bytes.toLocaleString('en-US')} bytes)`).join('; ')}.
${limited === 0 ? 'Nowhere did the client limit it' : `≥: the client was busy for ${percent(BUSY)} of the time or more and limited it (${limited} of ${cells.length} cells)`}; the node used at most ${show(busiest.nodeCores)} cores.`;
}
