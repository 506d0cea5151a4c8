// JSON-RPC over one WebSocket, with as many calls and subscriptions at a time as one likes.
import WebSocket from 'ws';
import { RpcError } from '../../lib/rpc.js';

export class Wire {
  #waiting = new Map();
  #heard = new Map();
  #next = 1;

  static open(url) {
    return new Promise((done, fail) => {
      const wire = new Wire();
      wire.socket = new WebSocket(url, { maxPayload: 256 * 1024 * 1024, perMessageDeflate: false });
      wire.socket.on('message', (data) => wire.#take(JSON.parse(data.toString())));
      wire.socket.once('open', () => done(wire));
      wire.socket.once('error', fail);
      wire.socket.once('close', () => wire.#waiting.forEach(({ fail: stop }) => stop(new Error('the node closed the connection'))));
    });
  }

  #take(message) {
    if (message.id === undefined) {
      this.#heard.get(message.params.subscription)?.(message.params.result);
      return;
    }
    const { method, done, fail, hear } = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) {
      fail(new RpcError(method, message.error));
    } else {
      // At once: the first notice may be the very next message.
      if (hear) this.#heard.set(message.result, hear);
      done(message.result);
    }
  }

  call(method, params = [], hear) {
    return new Promise((done, fail) => {
      const id = this.#next;
      this.#next += 1;
      this.#waiting.set(id, { method, done, fail, hear });
      this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }

  /** Hears what is told until `over` says of a notice that it is the last one. */
  async subscribe(method, params, hear, over = () => false) {
    let name;
    const told = (notice) => {
      hear(notice);
      if (over(notice)) this.#heard.delete(name);
    };
    name = await this.call(method, params, told);
    return name;
  }

  close() {
    this.socket.removeAllListeners('close');
    this.socket.terminate();
  }
}
