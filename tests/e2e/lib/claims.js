// Claims through PAPI: fee schedules, plans and submissions, written from the pallet's README and not from its code.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { blake2AsHex, blake2AsU8a, decodeAddress, encodeAddress, xxhashAsU8a } from '@polkadot/util-crypto';
import { compactToU8a, hexToU8a, stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { proof, root } from './merkle.js';
import { signer } from './papi.js';

/** The US dollar, by its ISO 4217 number; amounts are cents. */
export const USD = 840;
export const DAY = 86_400;
export const random = () => `0x${randomBytes(32).toString('hex')}`;

const little = (value, bytes) => {
  const out = new Uint8Array(bytes);
  let left = BigInt(value);
  for (let at = 0; at < bytes; at += 1, left >>= 8n) out[at] = Number(left & 0xffn);
  return out;
};
const text = (value) => u8aConcat(compactToU8a(value.length), stringToU8a(value));

const TIERS = ['InNetwork', 'Preferred', 'OutOfNetwork'];

/** Key of a service in a fee schedule: who does not have the secret cannot tell which service it is. */
export function feeKey(secret, code, modifiers = [], tier = 'InNetwork') {
  const list = u8aConcat(compactToU8a(modifiers.length), ...modifiers.map(text));
  const preimage = u8aConcat(stringToU8a('salus/fee/v1'), hexToU8a(secret), text(code), list, little(TIERS.indexOf(tier), 1));
  return blake2AsHex(preimage, 256);
}

const option = (value) => (value === undefined ? new Uint8Array([0]) : u8aConcat([1], little(value, 8)));
const leafBytes = ({ key, category, tier, allowed, max_units: most, period }) =>
  u8aConcat(
    hexToU8a(key), little(category, 2), little(TIERS.indexOf(tier.type), 1), little(allowed, 8), little(most, 4),
    option(period.start), option(period.end),
  );

/** A payer's prices: one root, and a proof of each. */
export class FeeSchedule {
  /** `prices`: `{code, category, allowed}` and, where they matter, `modifiers`, `tier`, `units` (the likely maximum). */
  constructor(prices, { secret = random(), period = { start: undefined, end: undefined } } = {}) {
    this.secret = secret;
    this.prices = prices.map(({ code, modifiers = [], tier = 'InNetwork', category, allowed, units = 0 }) => ({
      code, modifiers, tier, category,
      leaf: { key: feeKey(secret, code, modifiers, tier), category, tier: { type: tier }, allowed: BigInt(allowed), max_units: units, period },
    }));
    this.leaves = this.prices.map(({ leaf }) => leafBytes(leaf));
  }

  get root() {
    return { hash: root(this.leaves), count: this.leaves.length };
  }

  index(code, tier = 'InNetwork', modifiers = []) {
    const index = this.prices.findIndex((price) => price.code === code && price.tier === tier && `${price.modifiers}` === `${modifiers}`);
    assert.ok(index >= 0, `${code} stands in the fee schedule`);
    return index;
  }

  /** A price with its proof, as a line cites it. */
  fee(code, tier, modifiers) {
    const index = this.index(code, tier, modifiers);
    return { leaf: this.prices[index].leaf, index, proof: proof(this.leaves, index) };
  }

  /** The same as a payer gives it to a provider, and as JSON-RPC takes it. */
  proven(code, tier, modifiers) {
    const { leaf, index, proof: hashes } = this.fee(code, tier, modifiers);
    return { price: this.json().prices[index], key: leaf.key, index, proof: hashes };
  }

  /** The whole schedule as JSON-RPC takes it. */
  json() {
    const tiers = { InNetwork: 'inNetwork', Preferred: 'preferred', OutOfNetwork: 'outOfNetwork' };
    const prices = this.prices.map(({ code, modifiers, category, tier, leaf }) => ({
      code, modifiers, category, tier: tiers[tier], allowed: `${leaf.allowed}`, maxUnits: leaf.max_units,
    }));
    return { secret: this.secret, prices };
  }
}

/** A code of an adjustment, from the bytes in which it travels. */
export const symbol = (hex) => (hex === undefined ? undefined : Buffer.from(hex.slice(2), 'hex').toString().replace(/\0+$/, ''));
/** And back. */
export const carc = (code) => `0x${Buffer.from(code.padEnd(4, '\0')).toString('hex')}`;
export const rarc = (code) => `0x${Buffer.from(code.padEnd(5, '\0')).toString('hex')}`;

/** Terms on which a patient bears a part. */
export const share = ({ copay = 0, deductible = false, coinsurance = 0 } = {}) => ({ copay: BigInt(copay), deductible, coinsurance });

/** What a plan grants for a category; what is not said is the simplest there is: covered in full, in the network. */
export const benefit = (category, changes = {}) => ({
  category, covered: true, preferred: undefined, in_network: share(), out_of_network: undefined, authorization: false, waiting_days: 0,
  limit: undefined, licence: undefined, requires: 0, emergency: 0, free: 0, review: false, ...changes,
});

/** Terms of a plan, from a year before `now` to a year after it. */
export const terms = (now, schedule, benefits, { ceilings = {}, ...changes } = {}) => ({
  period: { start: BigInt(now - 365 * DAY), end: BigInt(now + 365 * DAY) },
  year: 1,
  schedule,
  benefits: [...benefits].sort((a, b) => a.category - b.category),
  ceilings: {
    deductible: 0n, family_deductible: undefined, out_of_pocket: undefined, family_out_of_pocket: undefined, lifetime: undefined, ...ceilings,
  },
  filing_days: 365, review_above: undefined, unlisted: false, sequestration: 0, ...changes,
});

/** A line of a claim. */
export const line = (fee, charge, at, changes = {}) => ({
  service: { type: 'Listed', value: fee }, charge: BigInt(charge), units: 1, from: BigInt(at), to: BigInt(at), rendering: undefined,
  authorization: undefined, dispense: undefined, ...changes,
});

/** A claim as it is submitted. */
export const submission = (coverage, lines, changes = {}) => ({
  coverage, document: random(), flags: 0, total: lines.reduce((sum, { charge }) => sum + charge, 0n), lines, prior: undefined,
  replaces: undefined, ...changes,
});

/** Account of a payer's reserve: derived from the pallet's eight letters, the payer and the currency. */
export function reserveAccount(payer, currency = USD) {
  const bytes = new Uint8Array(32);
  bytes.set(u8aConcat(stringToU8a('modlslclaims'), little(payer, 4), little(currency, 4)));
  return encodeAddress(bytes, 42);
}

/** Account of a member. */
export function organizationAccount(organization) {
  const bytes = new Uint8Array(32);
  bytes.set(u8aConcat(stringToU8a('modlsalus/or'), little(organization, 4)));
  return encodeAddress(bytes, 42);
}

/** Why a transaction failed, such as `Claims.ReserveInsufficient`. */
export function reason({ dispatchError }) {
  if (dispatchError.type !== 'Module') return dispatchError.type;
  return `${dispatchError.value.type}.${dispatchError.value.value?.type}`;
}

/** What the tests do with a chain, through PAPI. */
export class Desk {
  constructor({ api }, node) {
    Object.assign(this, { api, node });
  }

  get tx() {
    return this.api.tx.Claims;
  }

  /** Sign, send, and wait for the block. */
  async send(call, pair) {
    // What other clients of these tests have sent is counted too.
    return call.signAndSubmit(signer(pair), { nonce: await this.node.rpc('system_accountNextIndex', pair.address) });
  }

  async succeed(call, pair) {
    const result = await this.send(call, pair);
    assert.equal(result.ok, true, `${call.decodedCall.type}.${call.decodedCall.value.type}: ${result.ok || reason(result)}`);
    return result;
  }

  /** The call is included and fails for this reason, and nothing of it is done. */
  async fail(why, call, pair) {
    const result = await this.send(call, pair);
    assert.equal(result.ok, false, `${call.decodedCall.value.type} was to fail with ${why}`);
    assert.equal(reason(result), why);
    return result;
  }

  /** The one event of this name. */
  event(result, name, pallet = 'Claims') {
    const found = result.events.filter((e) => e.type === pallet && e.value.type === name);
    assert.equal(found.length, 1, `one ${pallet}.${name} among ${result.events.map((e) => `${e.type}.${e.value.type}`)}`);
    return found[0].value.value;
  }

  /** The entries of this type that a transaction added to a claim's history. */
  entries(result, type) {
    return result.events
      .filter((e) => e.type === 'Claims' && e.value.type === 'ClaimRecorded' && e.value.value.entry.type === type)
      .map((e) => ({ claim: e.value.value.claim, ...e.value.value.entry.value }));
  }

  /** Chain time in seconds. */
  async now() {
    return Number((await this.api.query.Timestamp.Now.getValue()) / 1000n);
  }

  /** What an account has of a currency, at a block or now. */
  async money(address, { at, currency = USD } = {}) {
    if (!at) return (await this.api.query.Assets.Account.getValue(currency, address))?.balance ?? 0n;
    // A light client lets go of old blocks; the node has them.
    const concat = (bytes) => u8aConcat(blake2AsU8a(bytes, 128), bytes);
    const key = u8aConcat(
      xxhashAsU8a('Assets', 128), xxhashAsU8a('Account', 128), concat(little(currency, 4)), concat(decodeAddress(address)),
    );
    const stored = await this.node.rpc('state_getStorage', u8aToHex(key), at);
    // The balance comes first: 16 bytes, the least first.
    return stored === null ? 0n : BigInt(`0x${Buffer.from(stored.slice(2, 34), 'hex').reverse().toString('hex')}`);
  }

  reserve(payer, options) {
    return this.money(reserveAccount(payer, options?.currency), options);
  }

  /** What a member has. */
  purse(organization, options) {
    return this.money(organizationAccount(organization), options);
  }

  /** How much the accounts of a reserve and of a member changed in the block of a transaction. */
  async moved(result, payer, provider) {
    const header = await this.node.rpc('chain_getHeader', result.block.hash);
    const change = async (ask) => (await ask(result.block.hash)) - (await ask(header.parentHash));
    return {
      reserve: await change((at) => this.reserve(payer, { at })),
      provider: await change((at) => this.purse(provider, { at })),
    };
  }

  async registerSchedule(payer, schedule, pair) {
    return this.event(await this.succeed(this.tx.register_schedule({ payer, root: schedule.root }), pair), 'ScheduleRegistered').schedule;
  }

  async registerPlan(payer, planTerms, pair, currency = USD) {
    return this.event(await this.succeed(this.tx.register_plan({ payer, currency, terms: planTerms }), pair), 'PlanPublished').plan;
  }

  /** Enrol somebody; what is not said: a subscriber without a key, for whom this plan pays first. */
  async enrol(plan, start, pair, changes = {}) {
    const enrolment = {
      plan, member: undefined, subscriber: undefined, relationship: { type: 'Myself' }, period: { start: BigInt(start), end: undefined },
      order: 1, ...changes,
    };
    return this.event(await this.succeed(this.tx.enrol({ enrolment }), pair), 'CoverageRecorded').coverage;
  }

  /** Submit a claim that is accepted. Gives back its number, how it was adjudicated, and the transaction. */
  async submit(provider, claim, pair) {
    const result = await this.succeed(this.tx.submit({ provider, submission: claim }), pair);
    const [submitted] = this.entries(result, 'Submitted');
    const [adjudicated] = this.entries(result, 'Adjudicated');
    return { claim: submitted.claim, submitted, adjudicated, result };
  }
}

/** Adjustments of a line as people write them: `CO-45 20.00`. */
export const adjustments = ({ adjustments: list }) =>
  list.map(({ group, reason: code, remark, amount }) =>
    [`${group.type}-${symbol(code)}`, symbol(remark), amount.toString()].filter(Boolean).join(' '));
