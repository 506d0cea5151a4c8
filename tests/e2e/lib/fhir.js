// A FHIR R4 server with its database in a file, and what one can do to it behind everybody's back.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, here, temporary, testData } from './env.js';
import { freePort, start, until } from './processes.js';

export const hfs = findTool('hfs');
export const HOW_TO_GET_HFS = 'the FHIR server hfs is not here: cargo install helios-hfs';
const JSON_TYPE = 'application/fhir+json';

export class FhirServer {
  constructor() {
    this.folder = temporary('fhir');
    this.database = join(this.folder, 'fhir.db');
  }

  async start() {
    this.port ??= await freePort();
    this.process = start('hfs', hfs, ['--database-url', this.database, '--port', `${this.port}`, '--log-level', 'error'], {
      cwd: this.folder,
      env: { HFS_UI_ENABLED: 'false' },
    });
    await until('the FHIR server answers', async () => {
      this.process.check();
      return (await fetch(`${this.url}/metadata`)).ok;
    });
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  stop() {
    return this.process?.stop();
  }

  async put(resource) {
    const path = `${resource.resourceType}/${resource.id}`;
    return this.putText(path, JSON.stringify(resource));
  }

  /** Put a resource as it stands in a file. */
  async putText(path, text) {
    const answer = await fetch(`${this.url}/${path}`, { method: 'PUT', headers: { 'content-type': JSON_TYPE }, body: text });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${body.slice(0, 200)}`);
    return JSON.parse(body);
  }

  async get(path) {
    const answer = await fetch(`${this.url}/${path}`, { headers: { accept: JSON_TYPE } });
    return { status: answer.status, text: await answer.text() };
  }

  async json(path) {
    const { status, text } = await this.get(path);
    if (status !== 200) throw new Error(`GET ${path}: ${status}`);
    return JSON.parse(text);
  }

  /** Delete a resource with its history, as a careless administrator would. */
  async purge(path) {
    await fetch(`${this.url}/${path}`, { method: 'DELETE' });
    await fetch(`${this.url}/${path}/_history`, { method: 'DELETE' });
  }

  /** Replace text by text of the same length in the database file, wherever it stands. The server is stopped meanwhile. */
  async editDatabase(text, replacement) {
    const [from, to] = [Buffer.from(text), Buffer.from(replacement)];
    if (from.length !== to.length) throw new Error('only text of the same length can be replaced in place');
    await this.stop();
    const bytes = readFileSync(this.database);
    let places = 0;
    for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) {
      to.copy(bytes, at);
      places += 1;
    }
    writeFileSync(this.database, bytes);
    await this.start();
    if (places === 0) throw new Error('the text is not in the database file');
    return places;
  }

  /** The entries of a manifest, in the order of the leaves. */
  async manifest(handle, count) {
    const entries = [];
    for (let page = 0; page * 1024 < count; page += 1) {
      const { target } = await this.json(`Provenance/${handle}-${page}`);
      for (const { reference, extension } of target) {
        const value = (name) => extension.find((e) => e.url === `urn:salus:manifest:${name}`)?.valueString;
        entries.push({ locator: reference, commitment: value('commitment'), nonce: value('nonce') });
      }
    }
    return entries;
  }

  /** Load all of these; says which the server refused. */
  async load(resources) {
    const waiting = [...resources];
    const refused = [];
    let loaded = 0;
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await this.putText(next.path, next.text).then(
          () => (loaded += 1),
          (error) => refused.push(error.message),
        );
      }
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    return { loaded, refused };
  }
}

const jsonFiles = (folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => join(folder, name));

/** Our own small resources. */
export function ownResources() {
  return jsonFiles(join(here, 'fixtures', 'fhir')).map((file) => asItStands(readFileSync(file, 'utf8')));
}

/** The official examples of FHIR R4, exactly as published. */
export function officialExamples() {
  const folder = testData('fhir', 'r4');
  return folder ? jsonFiles(folder).map((file) => asItStands(readFileSync(file, 'utf8'))).filter((r) => r.path) : [];
}

/** Every resource of the synthetic patients. */
export function syntheticPatients() {
  const folder = testData('fhir', 'synthea');
  if (!folder) return [];
  const bundles = jsonFiles(folder).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  return bundles.flatMap((bundle) => bundle.entry.map(({ resource }) => asItStands(JSON.stringify(resource))));
}

function asItStands(text) {
  const { resourceType, id } = JSON.parse(text);
  return { path: resourceType && id ? `${resourceType}/${id}` : undefined, text };
}
