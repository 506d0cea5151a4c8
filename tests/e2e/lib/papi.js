// The chain through PAPI.
import { createClient } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
import WebSocket from 'ws';

/** Connect to a node. The unsafe API takes its types from the node's metadata, so that no descriptors are needed. */
export function connect(node) {
  const client = createClient(getWsProvider(node.url, { websocketClass: WebSocket }));
  return { client, api: client.getUnsafeApi(), stop: () => client.destroy() };
}

/** A signer from a key pair. */
export const signer = (pair) => getPolkadotSigner(pair.publicKey, 'Sr25519', (message) => pair.sign(message));
