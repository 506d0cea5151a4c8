// How many EPCIS documents, and events, a node maps to calls in a second: `node tools/epcis-rate.js [requests]`.
//
// A sale of a hundred packs (commissioned, packed into ten cases and those on a pallet, shipped), asked for again and again
// through JSON-RPC over HTTP, one request after the other and then four at a time. Nothing is signed, so that every question
// finds the same state; each unit and container is looked up on the chain.
import { connect } from '../lib/chain.js';
import { devNode } from '../lib/node.js';
import * as trade from '../lib/trade.js';
import { MAKER, PREFIX, WHOLESALER, between, checked, container, directory, document, pack, place } from '../lib/trade.js';

const requests = Number(process.argv[2] ?? 200);
const GTIN = checked(`0${PREFIX}00008`);
const sscc = (n) => container(checked(`0${PREFIX}${String(n).padStart(9, '0')}`));
const at = { bizLocation: { id: place(MAKER) } };

const node = await devNode();
const api = await connect(node);
await trade.registerProduct(api, GTIN);
const happened = (fields) => trade.happened(api, fields);
const units = Array.from({ length: 100 }, (_, n) => pack(GTIN, `S${n}`));
const cases = Array.from({ length: 10 }, (_, n) => sscc(800 + n));
const sale = document(
  await happened({
    type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', epcList: units, ...at,
    ilmd: { 'cbvmda:lotNumber': 'RATE', 'cbvmda:itemExpirationDate': '2035-06-30' },
  }),
  ...(await Promise.all(cases.map((parentID, n) => happened({
    type: 'AggregationEvent', action: 'ADD', bizStep: 'packing', parentID, childEPCs: units.slice(10 * n, 10 * n + 10), ...at,
  })))),
  await happened({ type: 'AggregationEvent', action: 'ADD', bizStep: 'packing', parentID: sscc(899), childEPCs: cases, ...at }),
  await happened({ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', epcList: [sscc(899)], ...between(MAKER, WHOLESALER) }),
);
const events = sale.epcisBody.eventList.length;
const ask = async () => {
  const { calls, issues } = await node.rpc('provenance_fromEpcis', { document: sale, directory });
  if (calls.length !== events || issues.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(issues));
};
for (const together of [1, 4]) {
  for (let n = 0; n < 10; n += 1) await ask();
  const begin = performance.now();
  let left = requests;
  await Promise.all(Array.from({ length: together }, async () => {
    while (left-- > 0) await ask();
  }));
  const seconds = (performance.now() - begin) / 1000;
  const rate = requests / seconds;
  console.log(`${together} at a time: ${rate.toFixed(1)} documents, ${(rate * events).toFixed(0)} events, ${(rate * 100).toFixed(0)} units in a second`);
}
await api.disconnect();
await node.stop();
process.exit(0);
