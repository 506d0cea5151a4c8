// JSON-RPC as a program in any language would speak it.
import WebSocket from 'ws';

/** An error answer of a JSON-RPC method. */
export class RpcError extends Error {
  constructor(method, { code, message, data }) {
    super(`${method}: ${code}: ${message}${data === undefined ? '' : ` (${JSON.stringify(data)})`}`);
    Object.assign(this, { method, code, data, plain: message });
  }
}

/** One call over HTTP. */
export async function rpc(port, method, ...params) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const { status, text } = await post(port, body);
  if (status !== 200) throw new Error(`${method}: HTTP ${status}`);
  const answer = JSON.parse(text);
  if (answer.error) throw new RpcError(method, answer.error);
  return answer.result;
}

/** Post anything. */
export async function post(port, body) {
  const answer = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(30_000),
  });
  return { status: answer.status, text: await answer.text() };
}

/** The error that a call answers with; fails when it succeeds. */
export async function refusal(port, method, ...params) {
  let answer;
  try {
    answer = await rpc(port, method, ...params);
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
  throw new Error(`${method} was expected to be refused and answered ${JSON.stringify(answer)}`);
}

/** Send text over a WebSocket and give back what comes, or how the connection ended. */
export function overWebSocket(port, message, { seconds = 20 } = {}) {
  return new Promise((done, fail) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { maxPayload: 64 * 1024 * 1024 });
    const timer = setTimeout(() => {
      socket.terminate();
      fail(new Error('no answer over the WebSocket'));
    }, seconds * 1000);
    const end = (how) => {
      clearTimeout(timer);
      socket.terminate();
      done(how);
    };
    socket.once('open', () => socket.send(message));
    socket.once('message', (data) => end({ answer: JSON.parse(data.toString()) }));
    socket.once('close', (code) => end({ closed: code }));
    socket.once('error', (error) => end({ error: error.message }));
  });
}
