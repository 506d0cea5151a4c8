// Who acts, and what they do: lawful actors of the development chain, and the calls that they send again and again.
//
// A kind of traffic is `{name, what, senders, call}`: `call(sender, n)` are the bytes of the n-th call of that sender. Every
// call is lawful whatever the others do and in whichever order they come, so that none fails for want of another.
import { stringToHex, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';
import { account, alice, bob, charlie, dave, one, UNIT } from '../../lib/accounts.js';
import { event, now, succeed } from '../../lib/chain.js';
import { DAY, FeeSchedule, random, USD } from '../../lib/claims.js';
import { until } from '../../lib/processes.js';
import * as trade from '../../lib/trade.js';

const [HOSPITAL, PAYER, BOARD] = [0, 1, 2];
const PHYSICIAN_LICENCE = 0;
const DUTY = { records: 1 << 2, clinical: 1 << 4, credentialing: 1 << 6, logistics: 1 << 7, billing: 1 << 8 };
const HOUR = 3_600;
const HL7 = 'http://terminology.hl7.org/CodeSystem/';
/** Services under one coverage on one day, below the 64 that the chain allows; and days before today that claims are for. */
const [SERVICES, DAYS] = [40, 300];
/** Of four coverages with all their services of a day: below the 200 services a day above which a person looks. */
const COVERAGES_OF_PHYSICIAN = 4;
/** Units of a lot. Each brings a proof of ten hashes. */
const LOT = 1_024;
const EXPIRY = Date.parse('2035-06-30') / (DAY * 1000);

const chunks = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));
const concept = (system, code) => ({ coding: [{ system, code }] });

/** The root over these payloads and the proof of each: lib/merkle.js makes the whole tree anew for every proof. */
function tree(payloads) {
  const hash = (...parts) => blake2AsU8a(u8aConcat(...parts), 256);
  const number = (index) => new Uint8Array(Uint32Array.of(index).buffer);
  const levels = [payloads.map((payload, index) => hash([0], number(index), payload))];
  while (levels.at(-1).length > 1) {
    levels.push(chunks(levels.at(-1), 2).map(([left, right]) => (right ? hash(left, right) : left)));
  }
  const proof = (index) => levels.slice(0, -1).map((level, height) => level[(index >> height) ^ 1]).filter(Boolean).map((h) => u8aToHex(h));
  return { root: u8aToHex(levels.at(-1)[0]), proof };
}

export class World {
  #nonces = new Map();
  #made = new Map();

  static async open(api, node) {
    // Before the first block the chain has no clock.
    await until('the chain has a clock', async () => (await now(api)) > 0);
    return Object.assign(new World(), { api, node });
  }

  /** Sign, and wait for the block. Nonces are counted here, so that a key need not wait for its last transaction. */
  async done(call, pair) {
    const nonce = this.#nonces.get(pair.address) ?? this.node.rpc('system_accountNextIndex', pair.address);
    const next = nonce.then((n) => n + 1);
    // Nobody may ask for it, and what is wrong with it is told where the first one is awaited.
    next.catch(() => {});
    this.#nonces.set(pair.address, next);
    // Immortal: a busy node's pool looks at some transactions from a block before that of their birth, and refuses them.
    return succeed(this.api, call, pair, { nonce: await nonce, era: 0 });
  }

  async batch(calls, pair, size = 50) {
    return Promise.all(chunks(calls, size).map((some) => this.done(this.api.tx.utility.batchAll(some), pair)));
  }

  /** What was once prepared under this name, or will be: several kinds ask for the same people. */
  once(name, make) {
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name);
  }

  code(kind, system, symbol) {
    return this.once(`${kind} ${system} ${symbol}`, async () => (await this.node.rpc('codes_lookup', { kind, system, code: symbol })).id);
  }

  /** Accounts with money, always the same for the same role and number. */
  people(role, count) {
    return this.once(role, async () => {
      const pairs = Array.from({ length: count }, (_, n) => {
        const uri = `//load//${role}//${n}`;
        const pair = account(uri);
        return Object.assign(pair, { uri, subject: u8aToHex(pair.publicKey) });
      });
      await this.batch(pairs.map(({ address }) => this.api.tx.balances.transferKeepAlive(address, 1_000n * UNIT)), alice);
      return pairs;
    });
  }

  async staff(role, count, organization, admin, duty) {
    const pairs = await this.people(role, count);
    await this.batch(pairs.map(({ address }) => this.api.tx.organizations.setStaff(organization, address, duty)), admin);
    return pairs;
  }

  /** People who opened their subjects. */
  subjects(role, count) {
    return this.once(`subjects of ${role}`, async () => {
      const pairs = await this.people(role, count);
      await Promise.all(pairs.map((pair) => this.done(this.api.tx.subjects.open(), pair)));
      return pairs;
    });
  }

  /** Patients who permitted treatment, but for what concerns psychiatry; `again` is the next version of that directive. */
  patients(count) {
    const document = {
      resourceType: 'Consent', status: 'active', scope: concept(`${HL7}consentscope`, 'patient-privacy'),
      category: [concept('http://loinc.org', '59284-0')], patient: { reference: 'Patient/p' }, dateTime: '2026-01-02',
      performer: [{ reference: 'Patient/p' }], organization: [{ reference: 'Organization/h' }],
      policy: [{ uri: 'http://example.org/policies/basePrivacyConsentPolicy.txt' }],
      provision: {
        type: 'permit', purpose: [{ system: `${HL7}v3-ActReason`, code: 'TREAT' }],
        provision: [{ type: 'deny', securityLabel: [{ system: `${HL7}v3-ActCode`, code: 'PSY' }] }],
      },
    };
    const fromFhir = async ({ subject, address }, more = {}) => {
      const directory = { 'Patient/p': { subject, account: address }, 'Organization/h': { organization: HOSPITAL } };
      const { calls, issues } = await this.node.rpc('consent_fromFhir', { document, directory, nonce: random(), ...more });
      if (calls.length !== 1) throw new Error(`the consent was refused: ${JSON.stringify(issues)}`);
      return calls[0].callData;
    };
    return this.once('patients with a directive', async () => Promise.all((await this.subjects('patient', count)).map(async (pair) => {
      await this.done(this.api.tx(this.api.createType('Call', await fromFhir(pair))), pair);
      return Object.assign(pair, { again: await fromFhir(pair, { supersedes: 1 }) });
    })));
  }

  /** Clinicians of the hospital. */
  clinicians(count) {
    return this.once('clinicians of the hospital', async () => {
      await Promise.all([this.subjects('clinician', count), this.staff('clinician', count, HOSPITAL, alice, DUTY.clinical)]);
      return this.people('clinician', count);
    });
  }

  /** What a clinician asks about a patient. */
  async request(clinician) {
    const data = { class: null, content: null, labels: null, record: null, author: null, encounter: null, holder: null, period: { start: null, end: null } };
    return {
      organization: HOSPITAL, practitioner: clinician.subject, purpose: await this.code('Purpose', `${HL7}v3-ActReason`, 'TREAT'),
      action: await this.code('Action', `${HL7}consentaction`, 'access'), protocol: null, data,
    };
  }

  /** Pays its neighbour. */
  async transfers(count) {
    const senders = await this.people('payer', count);
    const call = (sender) => {
      const next = senders[(senders.indexOf(sender) + 1) % senders.length];
      return this.api.tx.balances.transferKeepAlive(next.address, UNIT / 1_000n).method.toU8a();
    };
    return { name: 'transfers', what: 'one account pays another', senders, call };
  }

  async consent(count) {
    const senders = await this.patients(count);
    const call = ({ again }) => this.api.createType('Call', again).toU8a();
    return { name: 'consent', what: 'a patient supersedes a directive of two provisions', senders, call };
  }

  async access(count) {
    const [senders, patients] = await Promise.all([this.clinicians(count), this.patients(count)]);
    const request = await this.request(senders[0]);
    const ask = (n) => this.api.tx.consent.requestAccess(patients[n].subject, { ...request, practitioner: senders[n].subject }, HOUR);
    const { access } = event(await this.done(ask(0), senders[0]), 'consent', 'Logged').data.entry.toJSON();
    if (access.outcome !== 'Permit') throw new Error(`an access request is answered ${access.outcome}`);
    return {
      name: 'access', what: 'a clinician asks for a patient\u2019s data and is permitted', senders,
      call: (sender) => ask(senders.indexOf(sender)).method.toU8a(),
    };
  }

  async units(count) {
    const { api } = this;
    const medicine = api.tx.drugProvenance;
    const gtin = trade.checked(`0${trade.PREFIX}00009`);
    await trade.registerProduct(api, gtin);
    const senders = await this.staff('shipper', count, trade.MAKER, dave, DUTY.logistics);
    const told = await trade.told(api);
    const lots = new Map(senders.map((sender) => [sender, []]));
    let made = 0;
    const name = (lot, n) => `${String(lot).padStart(5, '0')}${String(n).padStart(5, '0')}`;
    /** Commissions the lots out of which the next units come. */
    const supply = async (counts) => {
      const calls = [];
      for (const [sender, upTo] of counts) {
        while (lots.get(sender).length * LOT < upTo) {
          const number = made;
          made += 1;
          const serials = Array.from({ length: LOT }, (_, n) => name(number, n));
          const leaves = tree(serials.map((serial) => stringToU8a(serial)));
          lots.get(sender).push({ lot: stringToHex(`L${number}`), serials, leaves });
          calls.push(medicine.commission(trade.MAKER, gtin, stringToHex(`L${number}`), EXPIRY, leaves.root, LOT, told));
        }
      }
      await this.batch(calls, dave, 20);
    };
    const call = (sender, n) => {
      const { lot, serials, leaves } = lots.get(sender)[Math.floor(n / LOT)];
      const index = n % LOT;
      const item = {
        id: { Unit: { gtin, serial: stringToHex(serials[index]) } },
        evidence: { Unit: [{ lot, batch: 0, index, proof: leaves.proof(index) }, null] },
      };
      return medicine.ship(trade.MAKER, trade.WHOLESALER, 'Sale', true, [item], told).method.toU8a();
    };
    const question = (sender, n) => ({ gtin, serial: lots.get(sender)[0].serials[n] });
    return { name: 'units', what: 'a maker ships a unit: its first event, with the proof of its lot', senders, call, supply, question };
  }

  async claims(count) {
    const { api } = this;
    const { tx } = api;
    const start = await now(api);
    const physicians = this.subjects('physician', Math.ceil(count / COVERAGES_OF_PHYSICIAN)).then(async (pairs) => {
      await Promise.all(pairs.map((pair) => this.done(tx.claims.setAffiliation(pair.subject, HOSPITAL, true), pair)));
      return pairs;
    });
    const people = Promise.all([this.staff('clerk', count, HOSPITAL, alice, DUTY.billing), physicians]);
    // Whatever fails first below is told, not this one's end.
    people.catch(() => {});
    const office = await this.code('ServiceCategory', 'https://codesystem.x12.org/005010/1365', '98');
    const prices = Array.from({ length: SERVICES }, (_, n) => ({ code: `S${n}`, category: office, allowed: 10_000 }));
    const schedule = new FeeSchedule(prices);
    const registered = await this.done(tx.claims.registerSchedule(PAYER, schedule.root), bob);
    const [, scheduleId] = event(registered, 'claims', 'ScheduleRegistered').data;
    const published = await this.done(tx.claims.registerPlan(PAYER, USD, {
      period: { start: start - 365 * DAY, end: start + 365 * DAY }, year: 1, schedule: scheduleId,
      benefits: [{
        category: office, covered: true, preferred: null, inNetwork: { copay: 1_500, deductible: false, coinsurance: 0 }, outOfNetwork: null,
        authorization: false, waitingDays: 0, limit: null, licence: null, requires: 0, emergency: 0, free: 0, review: false,
      }],
      ceilings: { deductible: 0, familyDeductible: null, outOfPocket: null, familyOutOfPocket: null, lifetime: null },
      filingDays: 365, reviewAbove: null, unlisted: false, sequestration: 0,
    }), bob);
    const [, plan] = event(published, 'claims', 'PlanPublished').data;
    await this.done(tx.claims.setContract(PAYER, HOSPITAL, { tier: 'InNetwork', period: { start: null, end: null } }), bob);
    const enrolment = {
      plan, member: null, subscriber: null, relationship: 'Myself', period: { start: start - (DAYS + 30) * DAY, end: null }, order: 1,
    };
    const enrolled = await this.batch(Array.from({ length: count }, () => tx.claims.enrol(enrolment)), bob);
    const coverages = enrolled.flatMap(({ events }) =>
      events.filter((e) => e.pallet === 'claims' && e.name === 'CoverageRecorded').map((e) => e.data[0].toBigInt()));
    const [senders, renderers] = await people;
    const fees = schedule.prices.map(({ leaf, code }) => ({
      leaf: { key: leaf.key, category: leaf.category, tier: 'InNetwork', allowed: leaf.allowed, maxUnits: 0, period: { start: null, end: null } },
      index: schedule.index(code), proof: schedule.fee(code).proof,
    }));
    const submit = (who, n) => {
      const at = start - (1 + Math.floor(n / SERVICES) % DAYS) * DAY;
      return tx.claims.submit(HOSPITAL, {
        coverage: coverages[who], document: random(), flags: 0, total: 12_000,
        lines: [{
          service: { Listed: fees[n % SERVICES] }, charge: 12_000, units: 1, from: at, to: at,
          rendering: renderers[Math.floor(who / COVERAGES_OF_PHYSICIAN)].subject, authorization: null, dispense: null,
        }],
        prior: null, replaces: null,
      });
    };
    // A day that no other claim is for.
    const first = await this.done(submit(0, SERVICES * (DAYS - 1)), senders[0]);
    const paid = first.events.filter((e) => e.pallet === 'claims' && e.name === 'ClaimRecorded' && e.data.entry.isAdjudicated)
      .map((e) => e.data.entry.asAdjudicated.paid.toNumber());
    if (`${paid}` !== '8500') throw new Error(`a claim of 8,500 cents was paid with ${paid}`);
    return {
      name: 'claims', what: 'a billing office submits a claim of one line, which is adjudicated and paid', senders, coverages,
      call: (sender, n) => submit(senders.indexOf(sender), n).method.toU8a(),
    };
  }

  async credentials(count) {
    const [senders, holders] = await Promise.all([
      this.staff('registrar', count, BOARD, charlie, DUTY.credentialing), this.subjects('holder', count),
    ]);
    const at = await now(this.api);
    const call = (sender) => this.api.tx.credentials.offer(
      BOARD, { Subject: holders[senders.indexOf(sender)].subject }, PHYSICIAN_LICENCE, 1, random(), [], at, at + 365 * DAY, null, null,
    ).method.toU8a();
    return { name: 'credentials', what: 'a board offers a licence', senders, call };
  }

  async anchors(count) {
    const { records } = this.api.tx;
    const attestors = [[bob.publicKey, 'BusinessAssociate'], [charlie.publicKey, 'Regulator'], [one.publicKey, 'Auditor']];
    const register = () => records.registerStore(HOSPITAL, 'FhirR4', random(), attestors, 2, 31 * DAY);
    const [senders, registered] = await Promise.all([
      this.staff('agent', count, HOSPITAL, alice, DUTY.records), this.batch(Array.from({ length: count }, register), alice),
    ]);
    const stores = registered.flatMap(({ events }) =>
      events.filter((e) => e.pallet === 'records' && e.name === 'StoreRegistered').map((e) => e.data[0].toNumber()));
    const call = (sender) => records.anchor(stores[senders.indexOf(sender)], random(), 1_000, random().slice(2), []).method.toU8a();
    return { name: 'anchors', what: 'an agent anchors 1,000 record versions', senders, call };
  }

  /** Kinds by name, of each so many senders. All are prepared at the same time: what waits for a block waits together. */
  async kinds(names, count) {
    const made = await Promise.all(names.map((name) => this[name](count(name))));
    return Object.fromEntries(made.map((kind) => [kind.name, kind]));
  }

  /** A history of so many entries: requests for access to one patient's data. */
  async history(entries) {
    const [[patient], [clinician]] = await Promise.all([this.patients(1), this.clinicians(1)]);
    const ask = this.api.tx.consent.requestAccess(patient.subject, await this.request(clinician), HOUR);
    // The directive is an entry, too. As many in a call as its block has room for.
    await this.batch(Array.from({ length: entries - 2 }, () => ask), clinician, 40);
    const { access } = event(await this.done(ask, clinician), 'consent', 'Logged').data.entry.toJSON();
    return { patient, clinician, grant: `${access.grant}` };
  }
}
