// Attestors' reports made by hand, as another implementation of the protocol would make them.
import { compactAddLength, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsU8a } from '@polkadot/util-crypto';

const text = (s) => new TextEncoder().encode(s);

/** The hash of what a job asks of whom. */
export function question(job) {
  const { source, locator, expected, attestors, quorum } = job;
  const asked = [source, locator, expected, attestors, quorum].map((part) => part.toU8a());
  return u8aToHex(blake2AsU8a(u8aConcat(text('salus/attestation/question/v1'), ...asked), 256));
}

/** A lawful report of this attestor about an open job. */
export async function report(api, id, attestor, verdict = 'Attested') {
  const job = (await api.query.attestation.jobs(id)).unwrap();
  const block = (await api.rpc.chain.getHeader()).number.toNumber();
  return {
    job: id, round: job.round.toNumber(), question: question(job), attestor: attestor.publicKey, verdict,
    validFrom: block, validUntil: block + 60,
  };
}

/** Signed by `signer`, as a transaction without a signer of its own: what authorises it is inside. */
export function transaction(api, report, signer, { genesis = api.genesisHash.toU8a() } = {}) {
  const unsigned = api.tx.attestation.submit(report, new Uint8Array(64)).method;
  const encoded = unsigned.args[0].toU8a();
  const signature = signer.sign(u8aConcat(text('salus/attestation/v1'), genesis, encoded));
  return general(api.tx.attestation.submit(report, signature).method.toU8a());
}

/** An encoded call as a general transaction (format 5): immortal, nonce 0, no tip, no metadata hash. */
export function general(call) {
  return u8aToHex(compactAddLength(u8aConcat([0x45, 0x00], [0x00, 0x00, 0x00, 0x00], call)));
}
