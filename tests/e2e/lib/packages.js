// What tests in other folders use of the packages installed here.
export { ApiPromise, WsProvider } from '@polkadot/api';
export { blake2AsHex, blake2AsU8a, xxhashAsHex } from '@polkadot/util-crypto';
export { default as WebSocket } from 'ws';
