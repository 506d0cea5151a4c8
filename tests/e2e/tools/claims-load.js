// Many claims on a running development node: how many blocks lie between sending a claim and its payment?
//
//   node tests/e2e/tools/claims-load.js [--claims 10000] [--per-block 100] [--block-time 1000] [--json FILE]
//
// Starts a node of its own, prepares a plan, coverages and physicians, signs all claims beforehand, and then sends so many
// with each block. Each claim has one line, is of another coverage or service, and must be paid in full by its call.
// Not part of the tests: 10,000 claims take some minutes.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { u8aToHex } from '@polkadot/util';
import { account, alice, bob, UNIT } from '../lib/accounts.js';
import { connect, event, send } from '../lib/chain.js';
import { DAY, FeeSchedule, random, USD } from '../lib/claims.js';
import { devNode } from '../lib/node.js';
import { sleep } from '../lib/processes.js';

const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '10000' }, 'per-block': { type: 'string', default: '100' },
    'block-time': { type: 'string', default: '1000' }, json: { type: 'string' },
  },
});
const [CLAIMS, RATE, BLOCK_TIME] = [values.claims, values['per-block'], values['block-time']].map(Number);
const [PROVIDER, PAYER, BILLING] = [0, 1, 1 << 8];
/** Services under one coverage on one day: below the 64 that the chain allows. */
const SERVICES = Math.min(40, CLAIMS);
const COVERAGES = Math.ceil(CLAIMS / SERVICES);
/** Services by one physician on one day: below the 200 above which a person looks. */
const PHYSICIANS = Math.ceil(CLAIMS / 150);
const CLERKS = Math.min(20, CLAIMS);

const say = (text) => console.log(`==> ${text}`);
const ok = async (api, call, pair, options) => {
  const result = await send(api, call, pair, options);
  if (result.error) throw new Error(`${call.method.section}.${call.method.method}: ${result.error}`);
  return result;
};
const chunks = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));

const node = await devNode({ blockTime: BLOCK_TIME, name: 'load' });
let api;
try {
  api = await connect(node);
  const { tx } = api;
  const now = async () => Number((await api.query.timestamp.now()).toBigInt() / 1000n);
  const batch = async (calls, pair) => {
    const results = [];
    for (const some of chunks(calls, 50)) results.push(await ok(api, tx.utility.batchAll(some), pair));
    return results;
  };

  say(`preparing ${COVERAGES} coverages, ${PHYSICIANS} physicians, ${CLERKS} clerks`);
  const clerks = Array.from({ length: CLERKS }, (_, n) => account(`//clerk//${n}`));
  const physicians = Array.from({ length: PHYSICIANS }, (_, n) => account(`//physician//${n}`));
  await batch([...clerks, ...physicians].map((pair) => tx.balances.transferKeepAlive(pair.address, 1_000n * UNIT)), alice);
  await batch(clerks.map((pair) => tx.organizations.setStaff(PROVIDER, pair.address, BILLING)), alice);
  await Promise.all(physicians.map((pair) => ok(api, tx.subjects.open(), pair)));
  await Promise.all(physicians.map((pair) => ok(api, tx.claims.setAffiliation(pair.publicKey, PROVIDER, true), pair)));

  const { id: office } = await node.rpc('codes_lookup', {
    kind: 'ServiceCategory', system: 'https://codesystem.x12.org/005010/1365', code: '98',
  });
  const schedule = new FeeSchedule(Array.from({ length: SERVICES }, (_, n) => ({ code: `S${n}`, category: office, allowed: 10_000 })));
  const registered = await ok(api, tx.claims.registerSchedule(PAYER, schedule.root), bob);
  const [, scheduleId] = event(registered, 'claims', 'ScheduleRegistered').data;
  const start = await now();
  const share = { copay: 1_500, deductible: false, coinsurance: 0 };
  const published = await ok(api, tx.claims.registerPlan(PAYER, USD, {
    period: { start: start - 365 * DAY, end: start + 365 * DAY }, year: 1, schedule: scheduleId,
    benefits: [{
      category: office, covered: true, preferred: null, inNetwork: share, outOfNetwork: null, authorization: false, waitingDays: 0,
      limit: null, licence: null, requires: 0, emergency: 0, free: 0, review: false,
    }],
    ceilings: { deductible: 0, familyDeductible: null, outOfPocket: null, familyOutOfPocket: null, lifetime: null },
    filingDays: 365, reviewAbove: null, unlisted: false, sequestration: 0,
  }), bob);
  const [, plan] = event(published, 'claims', 'PlanPublished').data;
  await ok(api, tx.claims.setContract(PAYER, PROVIDER, { tier: 'InNetwork', period: { start: null, end: null } }), bob);
  const enrolment = {
    plan, member: null, subscriber: null, relationship: 'Myself', period: { start: start - DAY, end: null }, order: 1,
  };
  const enrolled = await batch(Array.from({ length: COVERAGES }, () => tx.claims.enrol(enrolment)), bob);
  const coverages = enrolled.flatMap(({ events }) =>
    events.filter((e) => e.pallet === 'claims' && e.name === 'CoverageRecorded').map((e) => e.data[0].toBigInt()));

  say(`signing ${CLAIMS} claims`);
  const at = await now();
  const fees = schedule.prices.map(({ leaf, code }, index) => ({
    leaf: { key: leaf.key, category: leaf.category, tier: 'InNetwork', allowed: leaf.allowed, maxUnits: 0, period: { start: null, end: null } },
    index, proof: schedule.fee(code).proof,
  }));
  const nonces = await Promise.all(clerks.map(async (pair) => (await api.rpc.system.accountNextIndex(pair.address)).toNumber()));
  const signed = [];
  for (let n = 0; n < CLAIMS; n += 1) {
    const clerk = n % CLERKS;
    const call = tx.claims.submit(PROVIDER, {
      coverage: coverages[n % COVERAGES], document: random(), flags: 0, total: 12_000,
      lines: [{
        service: { Listed: fees[Math.floor(n / COVERAGES)] }, charge: 12_000, units: 1, from: at, to: at,
        rendering: u8aToHex(physicians[n % PHYSICIANS].publicKey), authorization: null, dispense: null,
      }],
      prior: null, replaces: null,
    });
    // Immortal, so that nothing has to be asked between two signatures.
    const extrinsic = call.sign(clerks[clerk], {
      blockHash: api.genesisHash, genesisHash: api.genesisHash, runtimeVersion: api.runtimeVersion, nonce: nonces[clerk], era: 0,
    });
    nonces[clerk] += 1;
    signed.push({ hash: extrinsic.hash.toHex(), hex: extrinsic.toHex() });
    if (n % 100 === 99) await sleep(0);
  }

  say(`sending ${RATE} with each block of ${BLOCK_TIME} ms`);
  const sentIn = new Map();
  const paidIn = new Map();
  const perBlock = [];
  let [sent, failure] = [0, null];
  const began = Date.now();
  await new Promise((done, fail) => {
    let busy = Promise.resolve();
    let stop;
    const look = async (header) => {
      const number = header.number.toNumber();
      const hash = header.hash;
      const [{ block }, there] = await Promise.all([api.rpc.chain.getBlock(hash), api.at(hash)]);
      const events = await there.query.system.events();
      let here = 0;
      block.extrinsics.forEach((extrinsic, index) => {
        const of = extrinsic.hash.toHex();
        if (!sentIn.has(of)) return;
        const mine = events.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index)).map(({ event: e }) => e);
        const adjudicated = mine.find((e) => e.section === 'claims' && e.method === 'ClaimRecorded' && e.data.entry.isAdjudicated);
        const moved = mine.some((e) => e.section === 'assets' && e.method === 'Transferred');
        const paid = adjudicated?.data.entry.asAdjudicated.paid.toNumber();
        if (paid !== 8_500 || !moved) failure ??= `claim ${of} in block ${number}: ${mine.map((e) => `${e.section}.${e.method}`).join(' ')}`;
        paidIn.set(of, number);
        here += 1;
      });
      if (here > 0) perBlock.push(here);
      if (failure) throw new Error(failure);
      if (paidIn.size === CLAIMS) {
        stop?.();
        done();
        return;
      }
      const next = signed.slice(sent, sent + RATE);
      sent += next.length;
      await Promise.all(next.map(async ({ hash: of, hex }) => {
        sentIn.set(of, number);
        await api.rpc.author.submitExtrinsic(hex);
      }));
    };
    api.rpc.chain
      .subscribeNewHeads((header) => (busy = busy.then(() => look(header)).catch(fail)))
      .then((unsubscribe) => (stop = unsubscribe), fail);
  });
  const seconds = (Date.now() - began) / 1000;

  const waits = signed.map(({ hash }) => paidIn.get(hash) - sentIn.get(hash)).sort((a, b) => a - b);
  const quantile = (share) => waits[Math.min(waits.length - 1, Math.ceil(share * waits.length) - 1)];
  const report = {
    claims: CLAIMS, sentPerBlock: RATE, blockTimeMillis: BLOCK_TIME, seconds, blocks: perBlock.length,
    mostPaidInOneBlock: Math.max(...perBlock), medianBlocks: quantile(0.5), p99Blocks: quantile(0.99), maxBlocks: waits.at(-1),
    processor: cpus()[0]?.model, cores: cpus().length,
  };
  console.log(`
| claims | sent per block | block time | from sending to paid: median | 99th percentile | longest | most paid in one block |
|---|---|---|---|---|---|---|
| ${CLAIMS} | ${RATE} | ${BLOCK_TIME} ms | ${report.medianBlocks} | ${report.p99Blocks} | ${report.maxBlocks} | ${report.mostPaidInOneBlock} |

Blocks; 1 means the very next one. ${perBlock.length} blocks with claims, ${seconds.toFixed(0)} s in all.`);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
} catch (error) {
  console.error(`error: ${error.stack}\n${node.process?.tail?.() ?? ''}`);
  process.exitCode = 1;
} finally {
  await api?.disconnect();
  await node.stop();
}
process.exit();
