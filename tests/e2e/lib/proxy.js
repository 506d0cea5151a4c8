// A reverse proxy that lies, stalls or floods at single paths: what a hostile or broken store may do to those who ask it.
import { createServer, request } from 'node:http';

export class Proxy {
  constructor(target) {
    this.target = new URL(target);
    this.special = new Map();
    this.seen = [];
  }

  async start(port = 0) {
    this.server = createServer((question, answer) => {
      const path = question.url.split('?')[0];
      this.seen.push(path);
      const behaviour = question.method === 'GET' ? this.special.get(path) : undefined;
      if (behaviour) behaviour(question, answer, this);
      else this.pass(question, answer, question.url);
    });
    this.server.on('clientError', (_, socket) => socket.destroy());
    await new Promise((done) => this.server.listen(port, '127.0.0.1', done));
    this.port = this.server.address().port;
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  pass(question, answer, path) {
    const { hostname, port } = this.target;
    const onward = request({ hostname, port, path, method: question.method, headers: question.headers }, (reply) => {
      answer.writeHead(reply.statusCode, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => {
      if (!answer.headersSent) answer.writeHead(502);
      answer.end();
    });
    question.pipe(onward);
  }

  /** What to do at this path from now on; nothing: pass it on. */
  at(path, behaviour) {
    if (behaviour) this.special.set(path, behaviour);
    else this.special.delete(path);
  }

  async stop() {
    this.server?.closeAllConnections();
    await new Promise((done) => (this.server ? this.server.close(done) : done()));
  }
}

/** Ways to misbehave. */
export const misbehave = {
  /** 200 with what lies at another path. */
  insteadOf: (path) => (question, answer, proxy) => proxy.pass(question, answer, path),
  /** A redirect to the true place. */
  redirect: (question, answer, proxy) => answer.writeHead(302, { location: `${proxy.target.origin}${question.url}` }).end(),
  /** A gigabyte, announced. */
  announcedGigabyte: (_, answer) => flood(answer, { 'content-length': `${2 ** 30}` }),
  /** A gigabyte without saying so. */
  endless: (_, answer) => flood(answer, {}),
  /** JSON that is nested ten thousand deep. */
  deep: (_, answer) => json(answer, `{"resourceType":"Basic","extension":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
  /** Not JSON at all. */
  rubbish: (_, answer) => json(answer, '<html>busy</html>'),
  /** No answer, ever. */
  hang: () => {},
  /** A header, then a byte now and then. */
  drip: (_, answer) => {
    answer.writeHead(200, { 'content-type': 'application/fhir+json' });
    const timer = setInterval(() => answer.write(' '), 200);
    answer.on('close', () => clearInterval(timer));
  },
  /** Half of the body, then the connection breaks. */
  half: (_, answer) => {
    answer.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '1000' });
    answer.write('{"resourceType":"Patient"');
    setTimeout(() => answer.destroy(), 100);
  },
  status: (code) => (_, answer) => answer.writeHead(code).end(),
};

function json(answer, text) {
  answer.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': `${text.length}` }).end(text);
}

function flood(answer, headers) {
  answer.writeHead(200, { 'content-type': 'application/fhir+json', ...headers });
  const chunk = Buffer.alloc(1024 * 1024, 0x20);
  let left = 1024;
  const more = () => {
    while (left > 0 && !answer.destroyed) {
      left -= 1;
      if (!answer.write(chunk)) return void answer.once('drain', more);
    }
    answer.end();
  };
  answer.on('error', () => {});
  more();
}
