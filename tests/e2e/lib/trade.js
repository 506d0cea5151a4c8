// Partners of the development chain who trade medicines, and the EPCIS documents that they write.
import assert from 'node:assert/strict';
import { dave, eve, ferdie } from './accounts.js';
import { now, succeed } from './chain.js';
import { pass } from './motion.js';

export const MAKER = 3;
export const WHOLESALER = 4;
export const PHARMACY = 5;
export const keys = { [MAKER]: dave, [WHOLESALER]: eve, [PHARMACY]: ferdie };
export const glns = { [MAKER]: '9521321000018', [WHOLESALER]: '9521321000025', [PHARMACY]: '9521321000032' };
/** The maker's company prefix. */
export const PREFIX = '9521321';

/** A key with its GS1 check digit. */
export function checked(digits) {
  const sum = [...digits].reverse().reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

export const party = (organization) => `https://id.gs1.org/417/${glns[organization]}`;
export const place = (organization) => `https://id.gs1.org/414/${glns[organization]}`;
export const pack = (gtin, serial) => `https://id.gs1.org/01/${gtin}/21/${serial}`;
export const container = (sscc) => `https://id.gs1.org/00/${sscc}`;

export const directory = Object.fromEntries(
  Object.entries(keys).map(([organization, pair]) => [
    glns[organization],
    { organization: Number(organization), account: pair.address },
  ]),
);

export function document(...events) {
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-01-01T00:00:00Z',
    epcisBody: { eventList: events },
  };
}

/** An event of this moment, by the chain's clock. */
export const happened = async (api, fields) => ({
  eventTime: new Date((await now(api)) * 1000).toISOString(),
  eventTimeZoneOffset: '+00:00',
  ...fields,
});

export const between = (from, to) => ({
  sourceList: ['possessing_party', 'owning_party'].map((type) => ({ type, source: party(from) })),
  destinationList: ['possessing_party', 'owning_party'].map((type) => ({ type, destination: party(to) })),
});

export const told = async (api) => ({ time: { millis: (await now(api)) * 1000, offset: 0 }, place: null, event: null });

/** Sign what a document asks for, each call by whoever it names. */
export async function sign(api, answer) {
  const results = [];
  for (const { signer, callData } of answer.calls) {
    const pair = Object.values(keys).find((key) => key.address === signer);
    assert.ok(pair, `${signer} is one of the partners`);
    results.push(await succeed(api, api.tx(api.createType('Call', callData)), pair));
  }
  return results;
}

export const names = (answer) => answer.calls.map(({ call }) => call);
export const errors = (answer) => answer.issues.filter((issue) => issue.severity === 'error');

/** The maker gets its prefix, if it has none yet, and registers a product. */
export async function registerProduct(api, gtin, details = { ndc: null, storage: { low: 20, high: 80 }, content: 1 }) {
  if ((await api.query.drugProvenance.prefixes(MAKER)).isEmpty) {
    await pass(api, api.tx.drugProvenance.setPrefixes(MAKER, [{ digits: PREFIX.length, number: PREFIX }]));
  }
  await succeed(api, api.tx.drugProvenance.registerProduct(MAKER, gtin, details), keys[MAKER]);
}
