// nginx in front of a FHIR server, with the custodian's gate asked before each request.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporary } from './env.js';
import { freePort, start, until } from './processes.js';

export const nginx = findTool('nginx');
export const HOW_TO_GET_NGINX = 'nginx is not here: apt-get install nginx-light';

export class Nginx {
  constructor({ store, gate }) {
    Object.assign(this, { store, gate, folder: temporary('nginx') });
  }

  async start() {
    this.port ??= await freePort();
    for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(this.folder, name));
    const file = join(this.folder, 'nginx.conf');
    writeFileSync(file, `
daemon off;
pid ${this.folder}/pid;
error_log ${this.folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${this.folder}/body; proxy_temp_path ${this.folder}/proxy; fastcgi_temp_path ${this.folder}/fastcgi;
  uwsgi_temp_path ${this.folder}/uwsgi; scgi_temp_path ${this.folder}/scgi;
  server {
    listen 127.0.0.1:${this.port};
    location = /challenge { proxy_pass ${this.gate}/challenge; }
    location /fhir/ {
      auth_request /gate;
      auth_request_set $salus_reason $upstream_http_x_salus_reason;
      add_header X-Salus-Reason $salus_reason always;
      auth_request_set $salus_residual $upstream_http_x_salus_residual;
      proxy_set_header X-Salus-Residual $salus_residual;
      proxy_set_header Authorization "";
      proxy_set_header Prefer "handling=strict";
      proxy_set_header X-HTTP-Method-Override "";
      proxy_set_header X-Original-URL "";
      proxy_set_header X-Rewrite-URL "";
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_pass ${this.store}/;
    }
    location = /gate {
      internal;
      proxy_pass ${this.gate}/authorize;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Original-URI $request_uri;
      proxy_set_header X-Original-Method $request_method;
    }
  }
}
`);
    this.process = start('nginx', nginx, ['-c', file, '-p', this.folder, '-e', join(this.folder, 'error.log')]);
    await until('nginx answers', async () => {
      this.process.check();
      return (await fetch(`${this.url}/`)).status > 0;
    });
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  stop() {
    return this.process?.stop('SIGQUIT');
  }
}
