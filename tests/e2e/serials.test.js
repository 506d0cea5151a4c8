// The labeller's side: a million serials commissioned by one call, packed into a pallet of cases by another, shipped and
// received as one thing, opened, and then one pack of it verified and dispensed, with the proofs that the labeller's agent
// serves. And what is not genuine: never made, of another lot, of a forged range.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringToHex } from '@polkadot/util';
import { dave, eve, ferdie } from './lib/accounts.js';
import { connect, event, failWith, succeed } from './lib/chain.js';
import { custodianBinary, temporary } from './lib/env.js';
import { devNode, follower } from './lib/node.js';
import { freePort, run, start, until } from './lib/processes.js';
import * as trade from './lib/trade.js';
import { MAKER, PHARMACY, PREFIX, WHOLESALER, between, checked, container, directory, document, errors, names, pack, place } from './lib/trade.js';

/** Cases on the pallet, and packs in each. */
const CASES = 1000;
const EACH = Number(process.env.SALUS_E2E_EACH ?? 1000);
const COUNT = CASES * EACH;
const GTIN = checked(`0${PREFIX}00007`);
const LOT = 'BULK1';
const OTHER = 'BULK2';
const EXPIRY = '2035-06-30';
const serial = (n) => `A${String(n).padStart(7, '0')}`;
const sscc = (n) => checked(`0${PREFIX}${String(n).padStart(9, '0')}`);
const PALLET = sscc(0);
const CASE = sscc(5 + 1);
/** Packs in the sixth case. */
const PACK = serial(5 * EACH + 3);
const SECOND = serial(5 * EACH + 4);
/** Still on the pallet's other cases. */
const INSIDE = serial(7 * EACH);
const TOKEN = randomBytes(16).toString('hex');

const folder = temporary('labeller');
const lists = join(folder, 'lists');

let node, reader, api, agent, address;
before(async () => {
  mkdirSync(lists, { mode: 0o700 });
  writeFileSync(join(folder, 'key'), '//Dave\n', { mode: 0o600 });
  writeFileSync(join(folder, 'tokens'), `${TOKEN}\n`, { mode: 0o600 });
  node = await devNode();
  api = await connect(node);
  await trade.registerProduct(api, GTIN);
});
after(async () => {
  await agent?.stop();
  await api?.disconnect();
  await reader?.stop();
  await node?.stop();
});

const tx = () => api.tx.drugProvenance;
const told = () => trade.told(api);
const serials = async (...args) => {
  const { code, stdout, stderr } = await run(custodianBinary(), ['serials', ...args], { seconds: 600 });
  return { code, stderr, stdout, answer: stdout.startsWith('{') ? JSON.parse(stdout) : undefined };
};
const signing = () => [
  '--lists', lists, '--organization', `${MAKER}`, '--node', node.url, '--key-file', join(folder, 'key'), '--finality-seconds', '120',
];
/** Ask the agent. */
async function ask(question, token = TOKEN) {
  const answer = await fetch(`${address}/proof?${new URLSearchParams(question)}`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  return { status: answer.status, ...(await answer.json()) };
}
const verify = (question, on = node) => on.rpc('provenance_verify', question);
/** As a pharmacy's program does: ask the chain; if it needs a proof, ask the agent, and ask again. */
async function scan(question) {
  const answer = await verify(question);
  if (answer.result !== 'proof-required') return answer;
  const { proof } = await ask(question);
  return verify({ ...question, proof });
}
async function write(path, lines) {
  const file = createWriteStream(path);
  for (const line of lines) if (!file.write(`${line}\n`)) await new Promise((done) => file.once('drain', done));
  await new Promise((done) => file.end(done));
}
const counted = async (map) => (await api.query.drugProvenance[map].keys()).length;
const fromEpcis = (content, proofs = {}) => node.rpc('provenance_fromEpcis', { document: content, directory, proofs });
/** What things bring along to their first event, from the agent. */
async function evidence(...codes) {
  const found = {};
  for (const code of codes) found[code] = (await ask({ code })).evidence;
  return found;
}

describe('a million serials', () => {
  const inputs = join(folder, 'inputs');

  it('are printed to be signed where there is no key', async () => {
    mkdirSync(inputs);
    // Unsorted, in several files, in several forms.
    const of = (n) => (n % 1000 === 1 ? `(01)${GTIN}(21)${serial(n)}` : serial(n));
    const every = function* (from) {
      for (let n = COUNT - 4 + from; n >= 0; n -= 4) yield of(n);
    };
    for (const from of [0, 1, 2, 3]) await write(join(inputs, `line-${from}.txt`), every(from));
    const { code, answer, stderr } = await serials(
      'commission', '--lists', join(folder, 'elsewhere'), '--organization', `${MAKER}`,
      '--gtin', GTIN, '--lot', LOT, '--expiry', EXPIRY, inputs,
    );
    assert.equal(code, 0, stderr);
    const [{ call, args }] = answer.calls;
    assert.deepEqual([call, args.count, args.gtin, args.lot], ['commission', COUNT, GTIN, stringToHex(LOT)]);
    assert.match(stderr, /--key-file/);
    assert.equal(await counted('lots'), 0);
  });

  it('are commissioned by one call, and found the next time', async () => {
    const commission = () => serials('commission', ...signing(), '--gtin', GTIN, '--lot', LOT, '--expiry', EXPIRY, inputs);
    const first = await commission();
    assert.equal(first.code, 0, first.stderr);
    assert.deepEqual([first.answer.calls.length, first.answer.calls[0].batch, first.answer.calls[0].sent], [1, 0, true]);
    const again = await commission();
    assert.deepEqual([again.code, again.answer.calls[0].batch, again.answer.calls[0].sent], [0, 0, false]);
    const lot = await node.rpc('provenance_lot', { gtin: GTIN, lot: LOT });
    assert.deepEqual([lot.serials, lot.batches.length, lot.batches[0].root], [`${COUNT}`, 1, first.answer.calls[0].args.root]);
    const kept = readdirSync(lists).map((name) => statSync(join(lists, name)));
    assert.ok(kept.length === 1 && kept.every(({ mode }) => (mode & 0o077) === 0), 'readable by nobody else');
  });

  it('are refused in another lot, with another expiry, and for another labeller', async () => {
    const file = join(folder, 'other.txt');
    await write(file, [serial(17), 'B0000001']);
    const of = (...more) => serials('commission', ...signing(), '--gtin', GTIN, ...more, file);
    const twice = await of('--lot', OTHER, '--expiry', EXPIRY);
    assert.notEqual(twice.code, 0);
    assert.match(twice.stderr, new RegExp(`lot ${LOT} of the same product`));
    const expiry = await of('--lot', LOT, '--expiry', '2035-07-31');
    assert.match(expiry.stderr, /one lot has one expiry/);
    const foreign = await serials(
      'commission', ...signing().map((of) => (of === `${MAKER}` ? `${WHOLESALER}` : of)), '--gtin', GTIN, '--lot', OTHER, '--expiry', EXPIRY, file,
    );
    assert.match(foreign.stderr, /another labeller/);
    await write(file, ['B0000001', 'B0000003']);
    assert.equal((await of('--lot', OTHER, '--expiry', '2034-01-31')).code, 0);
  });
});

describe('a pallet of a million', () => {
  it('is committed to by one call', async () => {
    const file = join(folder, 'packing.csv');
    await write(file, (function* () {
      for (let n = 1; n <= CASES; n += 1) yield `${PALLET},${sscc(n)}`;
      for (let n = 0; n < COUNT; n += 1) yield `${sscc(Math.floor(n / EACH) + 1)},${GTIN},${serial(n)}`;
    })());
    const { code, answer, stderr } = await serials('pack', ...signing(), file);
    assert.equal(code, 0, stderr);
    const [{ args, units, sent }] = answer.calls;
    assert.deepEqual([args.container, args.bulk.height, args.bulk.root.count, units, sent], [PALLET, 2, CASES, COUNT, true]);
    assert.equal((await serials('pack', ...signing(), file)).answer.calls[0].sent, false);
    const check = await serials('check', '--lists', lists);
    assert.deepEqual([check.code, check.answer.problems, check.answer.packings.length], [0, [], 1]);
  });

  it('is served by the agent, to whoever has a token', async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    agent = start('serials', custodianBinary(), [
      'serials', 'serve', '--lists', lists, '--node', node.url, '--listen', `127.0.0.1:${port}`,
      '--token-file', join(folder, 'tokens'), '--per-second', '100',
    ]);
    await until('the agent answers', async () => {
      agent.check();
      return (await fetch(`${address}/health`)).ok;
    });
    assert.equal((await ask({ gtin: GTIN, serial: PACK }, null)).status, 401);
    const answer = await ask({ code: `(01)${GTIN}(21)${PACK}` });
    assert.deepEqual([answer.status, answer.result, answer.lot, answer.containers], [200, 'present', LOT, [CASE, PALLET]]);
    assert.equal(answer.proof.presentIn.membership.proof.length, Math.ceil(Math.log2(COUNT)), 'a proof of twenty hashes');
  });

  it('is shipped and received as one thing', async () => {
    const url = 'https://serials.maker.example/';
    await succeed(api, tx().setResponder(MAKER, stringToHex(url)), dave);
    const wanting = await verify({ gtin: GTIN, serial: PACK, lot: LOT });
    assert.deepEqual([wanting.result, wanting.responder, wanting.verified], ['proof-required', url, false]);
    const before = [await counted('units'), await counted('containers')];
    const ship = await fromEpcis(document(await trade.happened(api, {
      type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit',
      epcList: [container(PALLET)], ...between(MAKER, WHOLESALER),
    })));
    assert.deepEqual([errors(ship), names(ship)], [[], ['ship']]);
    await trade.sign(api, ship);
    // The receiver's document lists what it saw; the container is what changes hands.
    const receive = await fromEpcis(document(await trade.happened(api, {
      type: 'AggregationEvent', action: 'OBSERVE', bizStep: 'receiving', disposition: 'in_progress',
      parentID: container(PALLET), childEPCs: [container(sscc(1)), container(sscc(2))], ...between(MAKER, WHOLESALER),
    })));
    assert.deepEqual([errors(receive), names(receive), receive.calls[0].signer], [[], ['receive'], eve.address]);
    await trade.sign(api, receive);
    assert.deepEqual([await counted('units'), await counted('containers')], before, 'nothing of what is in it is touched');
    const { location } = await node.rpc('provenance_container', { sscc: PALLET });
    assert.deepEqual([location.owner, location.holder], [WHOLESALER, WHOLESALER]);
  });

  it('is opened, and one of its cases goes on by its proof', async () => {
    const opened = await fromEpcis(document(await trade.happened(api, {
      type: 'AggregationEvent', action: 'DELETE', bizStep: 'unpacking', parentID: container(PALLET), bizLocation: { id: place(WHOLESALER) },
    })));
    assert.deepEqual([errors(opened), names(opened)], [[], ['open']]);
    await trade.sign(api, opened);
    const ship = async (proofs) => fromEpcis(document(await trade.happened(api, {
      type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', epcList: [container(CASE)], ...between(WHOLESALER, PHARMACY),
    })), proofs);
    const bare = await ship({});
    assert.deepEqual(names(bare), []);
    assert.ok(errors(bare).some(({ diagnostics }) => diagnostics.includes("labeller's agent")), 'it says who has the proof');
    const proved = await ship(await evidence(container(CASE)));
    assert.deepEqual([errors(proved), names(proved)], [[], ['ship']]);
    await trade.sign(api, proved);
    const receive = await fromEpcis(document(await trade.happened(api, {
      type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'receiving', epcList: [container(CASE)], ...between(WHOLESALER, PHARMACY),
    })));
    assert.deepEqual(names(receive), ['receive']);
    await trade.sign(api, receive);
    const info = await node.rpc('provenance_container', { sscc: CASE });
    assert.deepEqual([info.location.holder, info.contents.items, info.lot.lot], [PHARMACY, EACH, LOT]);
  });
});

describe('a pack of it', () => {
  it('is verified at the pharmacy, with who has it, before it was ever touched', async () => {
    const answer = await scan({ code: `(01)${GTIN}(10)${LOT}(17)350630(21)${PACK}` });
    assert.deepEqual([answer.result, answer.proofFrom, answer.holderRole, answer.sellable], ['verified', 'question', 'dispenser', true]);
    assert.equal((await ask({ gtin: GTIN, serial: PACK })).proof.presentIn.packing.container, CASE);
    // In a case that was never taken from the pallet: who has that has it.
    const inside = await scan({ gtin: GTIN, serial: INSIDE, lot: LOT });
    assert.deepEqual([inside.result, inside.holderRole], ['verified', 'wholesaler']);
    const [{ packing }] = (await ask({ gtin: GTIN, serial: INSIDE })).proof.presentIn.around;
    assert.equal(packing.container, PALLET);
    await failWith(api, 'DrugProvenance.EvidenceNeeded', tx().dispense(PHARMACY, { id: { Unit: { gtin: GTIN, serial: stringToHex(INSIDE) } }, evidence: null }, 1, `0x${'09'.repeat(32)}`, await told()), ferdie);
  });

  it('is verified by a node that has the lists, without any proof', async () => {
    reader = await follower(node, { name: 'reader', args: ['--serial-lists', lists] });
    await reader.reach(await node.best());
    const question = { code: `(01)${GTIN}(10)${LOT}(21)${SECOND}` };
    assert.equal((await verify(question)).result, 'proof-required');
    const answer = await verify(question, reader);
    assert.deepEqual([answer.result, answer.proofFrom, answer.holderRole], ['verified', 'serialList', 'dispenser']);
    const forged = await verify({ gtin: GTIN, serial: `${PACK}X`, lot: LOT }, reader);
    assert.deepEqual([forged.result, forged.finding, forged.proofFrom], ['failed', 'neverCommissioned', 'serialList']);
  });

  it('is taken from its case and dispensed once', async () => {
    const opened = await fromEpcis(document(await trade.happened(api, {
      type: 'AggregationEvent', action: 'DELETE', bizStep: 'unpacking', parentID: container(CASE), bizLocation: { id: place(PHARMACY) },
    })));
    assert.deepEqual(names(opened), ['open']);
    await trade.sign(api, opened);
    const units = await counted('units');
    const given = await fromEpcis(
      document(await trade.happened(api, {
        type: 'ObjectEvent', action: 'DELETE', bizStep: 'dispensing', disposition: 'dispensed',
        epcList: [pack(GTIN, PACK)], bizLocation: { id: place(PHARMACY) },
      })),
      await evidence(pack(GTIN, PACK)),
    );
    assert.deepEqual([errors(given), names(given)], [[], ['dispense']]);
    await trade.sign(api, given);
    assert.equal(await counted('units'), units + 1, 'one unit of a million is in state');
    const again = { id: { Unit: { gtin: GTIN, serial: stringToHex(PACK) } }, evidence: null };
    await failWith(api, 'DrugProvenance.AlreadyDispensed', tx().dispense(PHARMACY, again, 1, `0x${'0a'.repeat(32)}`, await told()), ferdie);
    const answer = await verify({ gtin: GTIN, serial: PACK });
    assert.deepEqual([answer.lifecycle, answer.sellable], ['dispensed', false]);
    assert.ok(answer.notices.includes('alreadyDispensed'));
  });

  it('has a history from the batch it was made in, through both containers, to the patient', async () => {
    const { steps, gap } = await node.rpc('provenance_trace', { gtin: GTIN, serial: PACK });
    assert.equal(gap, null);
    const what = steps.map((step) => step.what);
    const at = (word, by) => steps.findIndex((step) => step.what === word && step.by === by);
    const order = [
      at('commissioned', MAKER), at('filledInBulk', MAKER), at('shipped', MAKER), at('received', WHOLESALER), at('opened', WHOLESALER),
      at('shipped', WHOLESALER), at('received', PHARMACY), at('opened', PHARMACY), at('dispensed', PHARMACY),
    ];
    assert.ok(order.every((position) => position >= 0), what.join(' '));
    assert.deepEqual(order, [...order].sort((a, b) => a - b), what.join(' '));
  });
});

describe('a pack that is not what it says', () => {
  it('was never made: its neighbours prove it, and only partners see them', async () => {
    const forged = { gtin: GTIN, serial: `${PACK}X`, lot: LOT };
    const { proof, status } = await ask(forged);
    assert.equal(status, 200);
    assert.deepEqual(proof.absent.batches.map(({ before, after }) => [before.serial, after.serial]), [[PACK, SECOND]]);
    const answer = await verify({ ...forged, proof });
    assert.deepEqual(
      [answer.result, answer.verificationFailureReason, answer.finding],
      ['failed', 'No_match_GTIN_Serial', 'neverCommissioned'],
    );
    // A proof of absence is of one serial only.
    const genuine = await verify({ ...forged, serial: SECOND, proof });
    assert.equal(genuine.result, 'proof-required');
    assert.ok(genuine.proofError);
  });

  it('is of another lot, or has another expiry, or comes in a container of another lot', async () => {
    for (const [question, reason, finding] of [
      [{ lot: OTHER }, 'No_match_GTIN_Serial_Lot', 'otherLot'],
      [{ lot: 'NOSUCH' }, 'No_match_GTIN_Serial_Lot', 'unknownLot'],
    ]) {
      const answer = await scan({ gtin: GTIN, serial: INSIDE, ...question });
      assert.deepEqual([answer.result, answer.verificationFailureReason, answer.finding], ['failed', reason, finding]);
    }
    // The agent proves nothing under an expiry that the lot has not: what is wrong is told, no verdict is given.
    const late = await scan({ gtin: GTIN, serial: INSIDE, lot: LOT, expiry: '340131' });
    assert.deepEqual([late.result, late.finding], ['proof-required', 'otherExpiry']);
    const { proof } = await ask({ gtin: GTIN, serial: 'B0000001' });
    const elsewhere = await verify({ gtin: GTIN, serial: 'B0000001', lot: OTHER, container: CASE, proof });
    assert.deepEqual([elsewhere.result, elsewhere.finding], ['failed', 'containerOfOtherLot']);
  });

  it('bears a forged prefix inside a genuine lot, of which the rest stays good', async () => {
    // Somebody prints serials of a range that was never made; and the range that copies were found of is recalled.
    const range = serial(9 * EACH).slice(0, 5);
    const scope = { Prefix: stringToHex(range) };
    const begun = await succeed(api, tx().recall(MAKER, GTIN, stringToHex(LOT), 'I', scope, await told()), dave);
    const [, , recall] = event(begun, 'drugProvenance', 'RecallBegun').data;
    const inRange = (n) => serial(n).startsWith(range);
    const bad = await scan({ gtin: GTIN, serial: serial(9 * EACH), lot: LOT });
    assert.ok(inRange(9 * EACH) && !inRange(900 * EACH));
    assert.deepEqual([bad.result, bad.additionalInfo, bad.recall, bad.sellable], ['verified', ['Recalled'], 'i', false]);
    const good = await scan({ gtin: GTIN, serial: serial(900 * EACH), lot: LOT });
    assert.deepEqual([good.result, good.additionalInfo, good.sellable], ['verified', [], true]);
    const forged = await scan({ gtin: GTIN, serial: `${range}X1`, lot: LOT });
    assert.deepEqual([forged.result, forged.finding], ['failed', 'neverCommissioned']);
    await succeed(api, tx().endRecall(MAKER, GTIN, stringToHex(LOT), recall, await told()), dave);
    assert.deepEqual((await scan({ gtin: GTIN, serial: serial(9 * EACH), lot: LOT })).additionalInfo, []);
  });
});

describe('the agent', () => {
  it('says in the terms of GS1 what it cannot read, and names nothing in its log', async () => {
    const wrong = await ask({ gtin: `${GTIN.slice(0, 13)}${(Number(GTIN[13]) + 1) % 10}`, serial: PACK });
    assert.deepEqual([wrong.status, wrong.error.source, wrong.error.code, wrong.error.field], [400, 'GS1', 'INCORRECT_CHECK_DIGIT', 'gtin']);
    const log = agent.log();
    assert.ok(log.includes('asked') && !log.includes(PACK) && !log.includes(TOKEN) && !log.includes(GTIN));
  });

  it('answers from its folder after it was killed', async () => {
    const before = await ask({ gtin: GTIN, serial: INSIDE });
    await agent.stop('SIGKILL');
    const port = Number(new URL(address).port);
    agent = start('serials', custodianBinary(), [
      'serials', 'serve', '--lists', lists, '--node', node.url, '--listen', `127.0.0.1:${port}`, '--token-file', join(folder, 'tokens'),
    ]);
    await until('the agent answers again', async () => (await fetch(`${address}/health`)).ok);
    assert.deepEqual(await ask({ gtin: GTIN, serial: INSIDE }), before);
  });
});
