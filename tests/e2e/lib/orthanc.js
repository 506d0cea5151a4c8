// An Orthanc server (DICOM) of our own.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporary, testData } from './env.js';
import { freePort, start, until } from './processes.js';

export const orthanc = findTool('Orthanc') ?? findTool('orthanc');
export const HOW_TO_GET_ORTHANC = 'Orthanc is not here: apt-get install orthanc';

export class Orthanc {
  constructor() {
    this.folder = temporary('orthanc');
    this.storage = join(this.folder, 'storage');
  }

  async start() {
    this.port ??= await freePort();
    const configuration = join(this.folder, 'orthanc.json');
    writeFileSync(configuration, JSON.stringify({
      Name: 'salus-e2e', StorageDirectory: this.storage, IndexDirectory: this.storage, HttpPort: this.port,
      RemoteAccessAllowed: false, AuthenticationEnabled: false, DicomServerEnabled: false, Plugins: [],
      // What lies on disk is what counts here, not what is still in memory.
      MaximumStorageCacheSize: 0,
    }));
    this.process = start('orthanc', orthanc, [configuration]);
    await until('Orthanc answers', async () => {
      this.process.check();
      return (await fetch(`${this.url}/system`)).ok;
    });
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  stop() {
    return this.process?.stop();
  }

  /** Load a DICOM file; gives Orthanc's id of the instance. */
  async load(file) {
    const answer = await fetch(`${this.url}/instances`, { method: 'POST', body: readFileSync(file) });
    if (!answer.ok) throw new Error(`Orthanc refused ${file}: ${answer.status}`);
    return (await answer.json()).ID;
  }

  /** Make an instance that holds a name and nothing else; gives its id. */
  async create(patient) {
    const body = JSON.stringify({ Tags: { PatientID: patient, PatientName: patient, Modality: 'OT' } });
    const answer = await fetch(`${this.url}/tools/create-dicom`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`Orthanc created nothing: ${answer.status}`);
    return (await answer.json()).ID;
  }

  async status(path) {
    return (await fetch(`${this.url}${path}`)).status;
  }

  /** The manifest of an anchor. */
  async manifest(handle) {
    const answer = await fetch(`${this.url}/instances/${handle}/attachments/1025/data`);
    return (await answer.json()).entries;
  }

  /** Flip the last byte of an instance where it lies on disk. */
  async flipByte(id) {
    const original = Buffer.from(await (await fetch(`${this.url}/instances/${id}/file`)).arrayBuffer());
    const files = readdirSync(this.storage, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    const file = files.find((path) => readFileSync(path).equals(original));
    if (!file) throw new Error('the instance does not lie on disk as it was sent');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(file, bytes);
  }
}

/** The DICOM files of the test data. */
export function dicomFiles() {
  const folder = testData('fhir', 'dicom-sample');
  return folder ? readdirSync(folder).filter((name) => name.endsWith('.dcm')).sort().map((name) => join(folder, name)) : [];
}
