// One lot of a medicine, from its maker over a wholesaler to a pharmacy: made, packed, shipped, received, verified,
// returned, recalled, quarantined, disputed, dispensed once, and a mistake corrected. What partners do with EPCIS
// documents goes through `provenance_fromEpcis`, whose calls are signed as they come.
import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { stringToHex, stringToU8a } from '@polkadot/util';
import { dave, eve, ferdie } from './lib/accounts.js';
import { connect, event, failWith, now, succeed } from './lib/chain.js';
import { proof, root } from './lib/merkle.js';
import { pass } from './lib/motion.js';
import { devNode } from './lib/node.js';
import { refusal } from './lib/rpc.js';
import * as trade from './lib/trade.js';
import {
  MAKER, PHARMACY, PREFIX, WHOLESALER, between, checked, directory, document, errors, glns, keys, names, party, place,
} from './lib/trade.js';

const GTIN = checked(`0${PREFIX}00001`);
const SSCC = checked(`0${PREFIX}000000001`);
const LOT = 'L2026A';
const EXPIRY = '2035-06-30';
/** Sorted as bytes are. The last one is never packed. */
const serials = ['S01', 'S02', 'S03', 'S04', 'S05'];
const [SOLD, BACK, RECALLED, HELD, LOOSE] = serials;

const pack = (serial) => trade.pack(GTIN, serial);
const pallet = trade.container(SSCC);

let node, api;
before(async () => {
  node = await devNode();
  api = await connect(node);
});
after(async () => {
  await api?.disconnect();
  await node?.stop();
});

const tx = () => api.tx.drugProvenance;
const unit = (serial) => ({ Unit: { gtin: GTIN, serial: stringToHex(serial) } });
const item = (serial, evidence = null) => ({ id: unit(serial), evidence });
const payloads = serials.map((serial) => stringToU8a(serial));
const member = (serial) => {
  const index = serials.indexOf(serial);
  return { Unit: [{ lot: stringToHex(LOT), batch: 0, index, proof: proof(payloads, index) }, null] };
};
const told = () => trade.told(api);
const verify = (question) => node.rpc('provenance_verify', question);
const state = (serial) => node.rpc('provenance_unit', { gtin: GTIN, serial });
const happened = (fields) => trade.happened(api, fields);
const sign = (answer) => trade.sign(api, answer);
const fromEpcis = (content) => node.rpc('provenance_fromEpcis', { document: content, directory });

/** Ship units and receive them. */
async function hand(from, to, list, { purpose = 'Sale', sold = true } = {}) {
  const shipped = await succeed(api, tx().ship(from, to, purpose, sold, list, await told()), keys[from]);
  const [shipment] = event(shipped, 'drugProvenance', 'Shipped').data;
  await succeed(api, tx().receive(to, shipment, list.map(({ id }) => ({ id, evidence: null })), await told()), keys[to]);
  return shipment;
}

describe('a lot', () => {
  let sale;

  it('belongs to who was licensed to number it', async () => {
    const register = (by) => tx().registerProduct(by, GTIN, { ndc: null, storage: { low: 20, high: 80 }, content: 1 });
    if ((await api.query.drugProvenance.prefixes(MAKER)).isEmpty) {
      await failWith(api, 'DrugProvenance.ForeignPrefix', register(MAKER), dave);
      await pass(api, tx().setPrefixes(MAKER, [{ digits: PREFIX.length, number: PREFIX }]));
    }
    await failWith(api, 'DrugProvenance.RoleMissing', register(WHOLESALER), eve);
    await succeed(api, register(MAKER), dave);
  });

  it('is unknown before it is made', async () => {
    const answer = await verify({ code: `(01)${GTIN}(10)${LOT}(21)${SOLD}` });
    assert.equal(answer.result, 'proof-required');
    assert.equal(answer.verified, false);
  });

  it('is made, packed and shipped as its EPCIS document says', async () => {
    sale = document(
      await happened({
        type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', disposition: 'active',
        epcList: serials.map(pack), bizLocation: { id: place(MAKER) },
        ilmd: { 'cbvmda:lotNumber': LOT, 'cbvmda:itemExpirationDate': EXPIRY },
      }),
      await happened({
        type: 'AggregationEvent', action: 'ADD', bizStep: 'packing', parentID: pallet,
        childEPCs: serials.slice(0, 4).map(pack), bizLocation: { id: place(MAKER) },
      }),
      await happened({
        type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit',
        epcList: [pallet], ...between(MAKER, WHOLESALER),
      }),
    );
    const answer = await fromEpcis(sale);
    assert.deepEqual(errors(answer), []);
    assert.deepEqual(names(answer), ['commission', 'pack', 'ship']);
    assert.ok(answer.calls.every(({ signer, pallet: name }) => signer === dave.address && name === 'DrugProvenance'));
    assert.equal(answer.calls[0].args.root, root(payloads), 'the root is over the sorted serials');
    assert.match(answer.events[0].hashId, /^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
    await sign(answer);
  });

  it('is not recorded twice', async () => {
    const again = await fromEpcis(sale);
    assert.deepEqual(names(again), []);
    assert.deepEqual(errors(again), []);
    assert.ok(again.issues.some(({ diagnostics }) => diagnostics.includes('already')));
  });

  it('is received by the one it was sent to, and by nobody else', async () => {
    const arrival = await happened({
      type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'receiving', disposition: 'in_progress',
      epcList: [pallet], ...between(MAKER, WHOLESALER),
    });
    const answer = await fromEpcis(document(arrival));
    assert.deepEqual(errors(answer), []);
    assert.deepEqual(names(answer), ['receive']);
    assert.equal(answer.calls[0].signer, eve.address);
    await failWith(api, 'Organizations.NotAuthorized', api.tx(api.createType('Call', answer.calls[0].callData)), ferdie);
    await sign(answer);
    const { location } = await node.rpc('provenance_container', { code: `(00)${SSCC}` });
    assert.deepEqual([location.owner, location.holder, location.inTransitTo], [WHOLESALER, WHOLESALER, null]);
  });
});

describe('a scan', () => {
  it('is answered alike however the code is written', async () => {
    const gs = '\u001d';
    for (const code of [
      `]d201${GTIN}10${LOT}${gs}${'17350630'}21${SOLD}`,
      `^01${GTIN}${'17350630'}10${LOT}^21${SOLD}`,
      `(01)${GTIN}(10)${LOT}(17)350630(21)${SOLD}`,
      `https://pharmacy.example/01/${GTIN}/10/${LOT}/21/${SOLD}?17=350630`,
    ]) {
      const answer = await verify({ code });
      assert.deepEqual([answer.result, answer.verified, answer.holderRole], ['verified', true, 'wholesaler'], code);
      assert.deepEqual(answer.additionalInfo, []);
    }
  });

  it('tells a wrong lot, a wrong expiry and both apart', async () => {
    for (const [change, reason] of [
      [{ lot: 'L9' }, 'No_match_GTIN_Serial_Lot'],
      [{ lot: LOT, expiry: '350531' }, 'No_match_GTIN_Serial_Expiry'],
      [{ lot: 'L9', expiry: '2035-05-31' }, 'No_match_GTIN_Serial_Lot_Expiry'],
    ]) {
      const answer = await verify({ gtin: GTIN, serial: SOLD, ...change });
      assert.deepEqual([answer.result, answer.verificationFailureReason], ['failed', reason]);
    }
  });

  it('of a unit without events of its own is answered with a proof', async () => {
    const question = { gtin: GTIN, serial: LOOSE, lot: LOT };
    assert.equal((await verify(question)).result, 'proof-required');
    const index = serials.indexOf(LOOSE);
    const present = { lot: LOT, batch: 0, index, proof: proof(payloads, index) };
    assert.equal((await verify({ ...question, proof: { present } })).result, 'verified');
    // The same proof proves nothing about another serial.
    const forged = await verify({ gtin: GTIN, serial: 'S06', lot: LOT, proof: { present } });
    assert.equal(forged.result, 'proof-required');
    assert.ok(forged.proofError);
  });

  it('of a serial that was never made fails when its neighbours are shown', async () => {
    const at = (serial) => ({ serial, index: serials.indexOf(serial), proof: proof(payloads, serials.indexOf(serial)) });
    const absent = { lot: LOT, batches: [{ before: at('S02'), after: at('S03') }] };
    const answer = await verify({ gtin: GTIN, serial: 'S025', lot: LOT, proof: { absent } });
    assert.deepEqual([answer.result, answer.verificationFailureReason], ['failed', 'No_match_GTIN_Serial']);
    assert.equal(answer.finding, 'neverCommissioned');
  });

  it('of a product that nobody registered is no failure', async () => {
    const answer = await verify({ gtin: checked(`0${PREFIX}99999`), serial: 'S01' });
    assert.equal(answer.result, 'unknown-product');
    assert.equal(answer.verificationFailureReason, null);
  });

  it('that cannot be read says why', async () => {
    const wrong = await refusal(node.port, 'provenance_verify', { code: `(01)${GTIN.slice(0, 13)}${(Number(GTIN[13]) + 1) % 10}(21)S01` });
    assert.match(wrong.plain, /INCORRECT_CHECK_DIGIT/);
    assert.deepEqual([wrong.data.source, wrong.data.code, wrong.data.field], ['GS1', 'INCORRECT_CHECK_DIGIT', 'code']);
    const key = await refusal(node.port, 'provenance_container', { sscc: '095201234567891236' });
    assert.deepEqual([key.data.source, key.data.code, key.data.field], ['GS1', 'INCORRECT_CHECK_DIGIT', 'sscc']);
    const missing = await refusal(node.port, 'provenance_verify', { code: `(01)${GTIN}` });
    assert.equal(missing.data.field, 'serial');
    const otherwise = await refusal(node.port, 'provenance_verify', { code: `(01)${GTIN}(21)S01`, serial: 'S02' });
    assert.equal(otherwise.data.field, 'serial');
  });
});

describe('a pack on its way', () => {
  it('is taken out of its container and sold on', async () => {
    const container = { id: { Container: SSCC }, evidence: null };
    const list = [SOLD, BACK, RECALLED, HELD].map((serial) => item(serial));
    await failWith(api, 'DrugProvenance.Packed', tx().ship(WHOLESALER, PHARMACY, 'Sale', true, [item(SOLD)], await told()), eve);
    await succeed(api, tx().unpack(WHOLESALER, container, list, await told()), eve);
    await hand(WHOLESALER, PHARMACY, list);
    const { location, sellable } = await state(SOLD);
    assert.deepEqual([location.owner, location.holder, sellable], [PHARMACY, PHARMACY, true]);
  });

  it('comes back, and is not sold again before it was verified', async () => {
    await hand(PHARMACY, WHOLESALER, [item(BACK)], { purpose: 'Return' });
    const { hold, sellable } = await state(BACK);
    assert.deepEqual([hold.kind, sellable], ['returned', false]);
    const answer = await verify({ gtin: GTIN, serial: BACK });
    assert.ok(answer.notices.includes('returned'));
    const again = [WHOLESALER, PHARMACY, 'Sale', true, [item(BACK)]];
    await failWith(api, 'DrugProvenance.OnHold', tx().ship(...again, await told()), eve);
    await succeed(api, tx().release(WHOLESALER, [item(BACK)], await told()), eve);
    await succeed(api, tx().ship(...again, await told()), eve);
  });

  it('is recalled by a range of serials, and the rest of the lot is not', async () => {
    const scope = { Prefix: stringToHex(RECALLED) };
    const begun = await succeed(api, tx().recall(MAKER, GTIN, stringToHex(LOT), 'II', scope, await told()), dave);
    const [, , recall] = event(begun, 'drugProvenance', 'RecallBegun').data;
    const recalled = await verify({ gtin: GTIN, serial: RECALLED });
    assert.deepEqual([recalled.result, recalled.additionalInfo, recalled.sellable], ['verified', ['Recalled'], false]);
    assert.deepEqual((await verify({ gtin: GTIN, serial: SOLD })).additionalInfo, []);
    const { recalls } = await node.rpc('provenance_recalls', { gtin: GTIN, lot: LOT });
    assert.deepEqual(recalls.map((rule) => [rule.lot, rule.scope.prefix, rule.ended]), [[LOT, RECALLED, null]]);
    const dispense = async () => tx().dispense(PHARMACY, item(RECALLED), 1, `0x${'01'.repeat(32)}`, await told());
    await failWith(api, 'DrugProvenance.Recalled', await dispense(), ferdie);
    await succeed(api, tx().endRecall(MAKER, GTIN, stringToHex(LOT), recall, await told()), dave);
    assert.deepEqual((await verify({ gtin: GTIN, serial: RECALLED })).additionalInfo, []);
  });

  it('is quarantined as its EPCIS document says', async () => {
    const holding = await happened({
      type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'holding', epcList: [pack(HELD)], bizLocation: { id: place(PHARMACY) },
    });
    const answer = await fromEpcis(document(holding));
    assert.deepEqual(names(answer), ['hold']);
    await sign(answer);
    assert.equal((await state(HELD)).hold.kind, 'quarantine');
    const inspected = await happened({
      type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'inspecting', disposition: 'conformant',
      epcList: [HELD, SOLD].map(pack), bizLocation: { id: place(PHARMACY) },
    });
    const released = await fromEpcis(document(inspected));
    assert.deepEqual([errors(released), names(released)], [[], ['release']]);
    assert.equal(released.calls[0].args.items.length, 1, 'what is not held back need not be released');
    await sign(released);
    assert.equal((await state(HELD)).hold, null);
  });

  it('does not arrive, which its receiver disputes and its shipper concedes', async () => {
    const list = [item(LOOSE, member(LOOSE))];
    const shipped = await succeed(api, tx().ship(MAKER, WHOLESALER, 'Sale', true, list, await told()), dave);
    const [shipment] = event(shipped, 'drugProvenance', 'Shipped').data;
    const dispute = async (by, pair) => [tx().dispute(by, shipment, 'Short', [item(LOOSE)], await told()), pair];
    await failWith(api, 'DrugProvenance.NotReceiver', ...(await dispute(PHARMACY, ferdie)));
    await succeed(api, ...(await dispute(WHOLESALER, eve)));
    assert.equal((await state(LOOSE)).dispute.kind, 'short');
    await failWith(api, 'DrugProvenance.Disputed', tx().receive(WHOLESALER, shipment, [item(LOOSE)], await told()), eve);
    await succeed(api, tx().settle(MAKER, false, [item(LOOSE)], await told()), dave);
    const { dispute: settled, hold } = await state(LOOSE);
    assert.deepEqual([settled, hold.kind], [null, 'lost']);
  });
});

describe('a temperature', () => {
  const measured = async (fields) => fromEpcis(document(await happened({
    type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'storing', epcList: [pack(HELD)], bizLocation: { id: place(PHARMACY) },
    sensorElementList: [{ sensorReport: [{ type: 'Temperature', uom: 'CEL', ...fields }] }],
  })));

  it('that the product bears is no event, alarm or not', async () => {
    for (const fields of [{ value: 5.5 }, { minValue: 2.1, maxValue: 7.9, exception: 'ALARM_CONDITION' }]) {
      const answer = await measured(fields);
      assert.deepEqual([errors(answer), names(answer)], [[], []]);
      assert.ok(answer.issues.some(({ diagnostics }) => diagnostics.includes('bears')));
    }
  });

  it('that it does not bear sends it to quarantine', async () => {
    const answer = await measured({ minValue: 4, maxValue: 11.26 });
    assert.deepEqual([errors(answer), names(answer)], [[], ['report_excursion']]);
    assert.deepEqual(answer.calls[0].args.measured, { low: 40, high: 113 });
    await sign(answer);
    assert.equal((await state(HELD)).hold.kind, 'quarantine');
    await succeed(api, tx().release(PHARMACY, [item(HELD)], await told()), ferdie);
  });
});

describe('a sale written in EPCIS 1.2', () => {
  const OLD = checked(`0${PREFIX}00002`);
  const sgtin = (serial) => `urn:epc:id:sgtin:${PREFIX}.000002.${serial}`;
  const sscc = (n) => `urn:epc:id:sscc:${PREFIX}.0${String(n).padStart(9, '0')}`;
  const sgln = (organization) => `urn:epc:id:sgln:${glns[organization].slice(0, 7)}.${glns[organization].slice(7, 12)}.0`;
  const pgln = (organization) => `urn:epc:id:pgln:${glns[organization].slice(0, 7)}.${glns[organization].slice(7, 12)}`;
  const list = (name, epcs) => `<${name}>${epcs.map((epc) => `<epc>${epc}</epc>`).join('')}</${name}>`;
  const step = (bizStep, disposition) =>
    `<bizStep>urn:epcglobal:cbv:bizstep:${bizStep}</bizStep><disposition>urn:epcglobal:cbv:disp:${disposition}</disposition>`;
  const at = (organization) => `<readPoint><id>${sgln(organization)}</id></readPoint><bizLocation><id>${sgln(organization)}</id></bizLocation>`;
  const parties = ['source', 'destination'].map((name, n) => {
    const of = pgln([MAKER, WHOLESALER][n]);
    const one = (type) => `<${name} type="urn:epcglobal:cbv:sdt:${type}">${of}</${name}>`;
    return `<${name}List>${one('owning_party')}${one('possessing_party')}</${name}List>`;
  }).join('');
  const xml = async (events) => {
    const { eventTime } = await happened({});
    const time = `<eventTime>${eventTime}</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>`;
    return `<?xml version="1.0" encoding="UTF-8"?><epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" xmlns:cbvmda="urn:epcglobal:cbv:mda"
      schemaVersion="1.2" creationDate="${eventTime}"><EPCISBody><EventList>${events(time).join('')}</EventList></EPCISBody></epcis:EPCISDocument>`;
  };
  const moved = (time, bizStep, disposition, where) =>
    `<ObjectEvent>${time}${list('epcList', [sscc(20)])}<action>OBSERVE</action>${step(bizStep, disposition)}${at(where)}<extension>${parties}</extension></ObjectEvent>`;

  it('maps whole, and its receipt once it is on its way', async () => {
    await trade.registerProduct(api, OLD);
    const packed = (time, parent, children) =>
      `<AggregationEvent>${time}<parentID>${sscc(parent)}</parentID>${list('childEPCs', children)}<action>ADD</action>${step('packing', 'in_progress')}${at(MAKER)}</AggregationEvent>`;
    const text = await xml((time) => [
      `<ObjectEvent>${time}${list('epcList', ['X1', 'X2', 'X3', 'X4'].map(sgtin))}<action>ADD</action>${step('commissioning', 'active')}${at(MAKER)}
        <extension><ilmd><cbvmda:lotNumber>L12</cbvmda:lotNumber><cbvmda:itemExpirationDate>${EXPIRY}</cbvmda:itemExpirationDate></ilmd></extension></ObjectEvent>`,
      packed(time, 21, ['X1', 'X2'].map(sgtin)), packed(time, 22, ['X3', 'X4'].map(sgtin)), packed(time, 20, [21, 22].map(sscc)),
      moved(time, 'shipping', 'in_transit', MAKER),
    ]);
    const answer = await fromEpcis(text);
    assert.deepEqual([errors(answer), names(answer)], [[], ['commission', 'pack', 'pack', 'pack', 'ship']]);
    await sign(answer);
    const receipt = await fromEpcis(await xml((time) => [moved(time, 'receiving', 'in_progress', WHOLESALER)]));
    assert.deepEqual([errors(receipt), names(receipt), receipt.calls[0].signer], [[], ['receive'], eve.address]);
    await sign(receipt);
    const { location } = await node.rpc('provenance_unit', { gtin: OLD, serial: 'X3' });
    assert.deepEqual([location.owner, location.holder, location.containers.length], [WHOLESALER, WHOLESALER, 2]);
    assert.equal((await verify({ gtin: OLD, serial: 'X3', lot: 'L12' })).result, 'verified');
  });
});

describe('a supply', () => {
  let given;

  it('is recorded once', async () => {
    given = await happened({
      type: 'ObjectEvent', action: 'DELETE', bizStep: 'dispensing', disposition: 'dispensed',
      epcList: [pack(SOLD)], bizLocation: { id: place(PHARMACY) },
    });
    const answer = await fromEpcis(document(given));
    assert.deepEqual(names(answer), ['dispense']);
    await sign(answer);
    assert.equal((await state(SOLD)).lifecycle, 'dispensed');
  });

  it('is refused a second time', async () => {
    const again = tx().dispense(PHARMACY, item(SOLD), 1, `0x${'02'.repeat(32)}`, await told());
    await failWith(api, 'DrugProvenance.AlreadyDispensed', again, ferdie);
    const answer = await verify({ gtin: GTIN, serial: SOLD });
    assert.ok(answer.notices.includes('alreadyDispensed'));
    assert.equal(answer.sellable, false);
  });

  it('that did not occur is declared so, and stays in the history', async () => {
    const declarationTime = new Date((await now(api)) * 1000).toISOString();
    const declared = { ...given, errorDeclaration: { declarationTime, reason: 'did_not_occur' } };
    const answer = await fromEpcis(document(declared));
    assert.deepEqual(errors(answer), []);
    assert.deepEqual(names(answer), ['declare_error']);
    await sign(answer);
    assert.equal((await state(SOLD)).lifecycle, 'commissioned');
    const { steps } = await node.rpc('provenance_trace', { gtin: GTIN, serial: SOLD });
    const what = steps.map((step) => step.what);
    assert.ok(what.indexOf('dispensed') >= 0 && what.indexOf('dispensed') < what.indexOf('corrected'), what.join(' '));
  });
});

describe('a history', () => {
  it('leads from the lot through every container and hand to where the pack is now', async () => {
    const { steps, now: present, gap, truncated } = await node.rpc('provenance_trace', { gtin: GTIN, serial: SOLD });
    assert.deepEqual([gap, truncated], [null, false]);
    assert.equal(steps[0].what, 'commissioned');
    const at = (what, by) => steps.findIndex((step) => step.what === what && step.by === by);
    const order = [
      at('packedInto', MAKER), at('shipped', MAKER), at('received', WHOLESALER),
      at('takenFrom', WHOLESALER), at('shipped', WHOLESALER), at('received', PHARMACY),
    ];
    assert.ok(order.every((position) => position >= 0), JSON.stringify(order));
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
    assert.equal(present.location.holder, PHARMACY);
  });

  it('is written as EPCIS with the hash id of each event', async () => {
    const { document: written, issues } = await node.rpc('provenance_toEpcis', { gtin: GTIN, serial: SOLD, directory });
    assert.deepEqual(issues.filter(({ severity }) => severity === 'error'), []);
    const events = written.epcisBody.eventList;
    assert.deepEqual([written.type, written.schemaVersion], ['EPCISDocument', '2.0']);
    assert.ok(events.every(({ eventID }) => /^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/.test(eventID)));
    const shipping = events.find(({ bizStep }) => bizStep === 'shipping');
    assert.deepEqual(shipping.destinationList[0], { type: 'possessing_party', destination: party(WHOLESALER) });
    const wrong = events.find(({ errorDeclaration }) => errorDeclaration);
    assert.deepEqual([wrong.errorDeclaration.reason, wrong.bizStep], ['did_not_occur', 'dispensing']);
    // Reading what was written finds the same events.
    const back = await fromEpcis(written);
    assert.deepEqual(back.events.map(({ hashId }) => hashId), events.map(({ eventID }) => eventID));
  });

  it('of the lot and of nothing are told apart', async () => {
    const lot = await node.rpc('provenance_lot', { code: `(01)${GTIN}(10)${LOT}` });
    assert.deepEqual([lot.serials, lot.expiry, lot.batches[0].root], ['5', EXPIRY, root(payloads)]);
    const nothing = await refusal(node.port, 'provenance_trace', { gtin: GTIN, serial: 'S99' });
    assert.equal(nothing.code, 4404);
  });
});

describe('a document', () => {
  it('that cannot be read is refused by name', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "lol">]><EPCISDocument>&a;</EPCISDocument>';
    for (const [content, reason] of [
      [laughs, /document type/],
      [{}, /neither a document nor an event/],
      ['<EPCISDocument schemaVersion="9"><EPCISBody><EventList/></EPCISBody></EPCISDocument>', /schemaVersion/],
    ]) {
      const error = await refusal(node.port, 'provenance_fromEpcis', { document: content });
      assert.match(error.plain, reason);
    }
  });

  it('whose parties nobody knows asks for nothing to be signed', async () => {
    const shipping = await happened({
      type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', epcList: [pack(HELD)], ...between(PHARMACY, WHOLESALER),
    });
    const answer = await node.rpc('provenance_fromEpcis', { document: document(shipping) });
    assert.deepEqual(answer.calls, []);
    assert.ok(errors(answer).some(({ diagnostics }) => diagnostics.includes('directory')));
  });

  it('of an exception report becomes a dispute', async () => {
    const report = {
      message_uuid: 'm', exception_case_uuid: 'c', timestamp: await now(api), po_number: 'p',
      sender_information: { gln: glns[WHOLESALER], email: 'a@example.org' },
      exceptions: {
        missing_product: [{
          exception_item_uuid: 'i', file_id: 'f', product_gtin: GTIN, product_serial: BACK, resolution_request: 'Send product',
        }],
      },
      case_resolved: false,
    };
    // BACK is on its way from the wholesaler to the pharmacy; whether the sender may dispute it is the chain's to say.
    const answer = await fromEpcis(report);
    assert.deepEqual(names(answer), ['dispute']);
    await failWith(api, 'DrugProvenance.NotReceiver', api.tx(api.createType('Call', answer.calls[0].callData)), eve);
  });
});
