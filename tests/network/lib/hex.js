/** A public key as it stands in storage, without prefix. */
export const hex = (pair) => Buffer.from(pair.publicKey).toString('hex');
