// The well-known development keys, and the members of the development chain that they administer.
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady, mnemonicGenerate } from '@polkadot/util-crypto';

await cryptoWaitReady();
export const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });

export const account = (uri) => keyring.createFromUri(uri);

export const alice = account('//Alice');
export const bob = account('//Bob');
export const charlie = account('//Charlie');
export const dave = account('//Dave');
export const eve = account('//Eve');
export const ferdie = account('//Ferdie');
export const one = account('//One');
export const two = account('//Two');

/** Who administers, represents and is technical delegate of organisation 0, 1, ... of the development chain. */
export const members = [alice, bob, charlie, dave, eve, ferdie, one, two];

/** An account that nobody has seen before. */
export const stranger = () => account(mnemonicGenerate());

/** One SALUS. */
export const UNIT = 1_000_000_000_000n;
