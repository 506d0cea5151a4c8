// Verifiable Credentials as somebody else would make and check them: nothing of this is shared with the node.
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { base58Decode, base58Encode } from '@polkadot/util-crypto';

/** RFC 8785. ECMAScript writes numbers and sorts names as it demands. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(',')}}`;
}

const sha256 = (text) => createHash('sha256').update(text).digest();
const hashes = (options, document) => Buffer.concat([sha256(canonical(options)), sha256(canonical(document))]);

/** An Ed25519 key with its did:key. */
export class Issuer {
  constructor() {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { d, x } = privateKey.export({ format: 'jwk' });
    this.privateKey = privateKey;
    this.seed = `0x${Buffer.from(d, 'base64url').toString('hex')}`;
    const multibase = `z${base58Encode(Buffer.concat([Buffer.from([0xed, 0x01]), Buffer.from(x, 'base64url')]))}`;
    this.did = `did:key:${multibase}`;
    this.method = `${this.did}#${multibase}`;
  }

  /** The document with an eddsa-jcs-2022 proof. */
  secure(document, changes = {}) {
    const options = {
      type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022', created: '2026-01-01T00:00:00Z',
      verificationMethod: this.method, proofPurpose: 'assertionMethod', '@context': document['@context'], ...changes,
    };
    const proofValue = `z${base58Encode(sign(null, hashes(options, document), this.privateKey))}`;
    return { ...document, proof: { ...options, proofValue } };
  }
}

/** The key of a did:key verification method. */
function keyOf(method) {
  const bytes = base58Decode(method.split('#')[1].slice(1));
  if (bytes[0] !== 0xed || bytes[1] !== 0x01) throw new Error('not an Ed25519 key');
  const x = Buffer.from(bytes.subarray(2)).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Does the proof of a document hold? */
export function holds({ proof, ...document }) {
  const { proofValue, ...options } = proof;
  if (options['@context']) document = { ...document, '@context': options['@context'] };
  return verify(null, hashes(options, document), keyOf(options.verificationMethod), base58Decode(proofValue.slice(1)));
}

/** Is this entry of a BitstringStatusListCredential set? */
export function isSet(credential, index) {
  const { encodedList } = credential.credentialSubject;
  if (encodedList[0] !== 'u') throw new Error('not base64url');
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
  if (bits.length * 8 < 131_072) throw new Error('too short');
  return ((bits[index >> 3] >> (7 - (index % 8))) & 1) === 1;
}
