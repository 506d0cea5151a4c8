// A directory behind a web server that wants a token.
import { createServer } from 'node:http';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { temporary } from './env.js';

export class FileServer {
  constructor(token) {
    this.directory = temporary('files');
    this.token = token;
    this.refused = 0;
  }

  async start() {
    this.server = createServer((question, answer) => {
      if (question.headers.authorization !== this.token) {
        this.refused += 1;
        return void answer.writeHead(401).end();
      }
      let bytes;
      try {
        bytes = readFileSync(join(this.directory, normalize(decodeURIComponent(question.url))));
      } catch {
        return void answer.writeHead(404).end();
      }
      answer.writeHead(200).end(bytes);
    });
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  write(name, bytes) {
    writeFileSync(join(this.directory, name), bytes);
  }

  read(path) {
    return readFileSync(join(this.directory, path));
  }

  remove(name) {
    rmSync(join(this.directory, name));
  }

  async stop() {
    this.server?.closeAllConnections();
    await new Promise((done) => (this.server ? this.server.close(done) : done()));
  }
}
