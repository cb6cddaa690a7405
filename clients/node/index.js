// Control a mock WSUS server from Node 18 or newer, without other packages. Types and comments: index.d.ts.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export class AdminError extends Error {
  constructor(method, path, status, detail, errors = []) {
    super([`${method} ${path}: ${status}: ${detail}`, ...errors.map((error) => `  ${error}`)].join('\n'));
    this.name = 'AdminError';
    this.status = status;
    this.detail = detail;
    this.errors = errors;
  }
}

export class ExpectationsFailed extends Error {
  constructor(verdict) {
    const failures = verdict.failures.map((failure) => `  ${failure.text}`);
    const pending = verdict.pending.map((call) => `  not yet: ${call}`);
    super(['the expectations did not hold', ...failures, ...pending].join('\n'));
    this.name = 'ExpectationsFailed';
    this.verdict = verdict;
  }
}

export class StartError extends Error {
  constructor(message) {
    super(message);
    this.name = 'StartError';
  }
}

const part = encodeURIComponent;

export class AdminClient {
  #address;
  #token;
  #timeout;

  constructor(address, token = null, { timeout = 30_000 } = {}) {
    const url = parsed(address);
    if (url?.protocol !== 'http:' || !url.port) {
      throw new TypeError(`'${address}' is no address of an admin API; as in http://127.0.0.1:8081`);
    }
    this.#address = url.origin;
    this.#token = token;
    this.#timeout = timeout;
  }

  get address() { return this.#address; }

  health() { return this.#json('GET', '/api/v1/health'); }
  async ready() {
    try {
      await this.#json('GET', '/api/v1/ready');
      return true;
    } catch (error) {
      if (error.status === 503) return false;
      throw error;
    }
  }
  server() { return this.#json('GET', '/api/v1/server'); }
  async computers() { return (await this.#json('GET', '/api/v1/computers')).computers; }
  computer(clientId) { return this.#json('GET', `/api/v1/computers/${part(clientId)}`); }
  async deleteComputer(clientId) { await this.#call('DELETE', `/api/v1/computers/${part(clientId)}`); }
  async computerEvents(clientId, eventId) {
    return (await this.#json('GET', `/api/v1/computers/${part(clientId)}/events`, { query: { event_id: eventId } })).events;
  }
  async computerStatus(clientId) {
    return (await this.#json('GET', `/api/v1/computers/${part(clientId)}/status`)).updates;
  }
  catalogue() { return this.#json('GET', '/api/v1/catalogue'); }
  declineSuperseded(options = {}) {
    return this.#json('POST', '/api/v1/catalogue/decline-superseded', { body: options });
  }
  async pools() { return (await this.#json('GET', '/api/v1/pools')).pools; }
  stopPool(name = 'WsusPool') { return this.#json('POST', `/api/v1/pools/${part(name)}/stop`); }
  startPool(name = 'WsusPool') { return this.#json('POST', `/api/v1/pools/${part(name)}/start`); }
  recyclePool(name = 'WsusPool') { return this.#json('POST', `/api/v1/pools/${part(name)}/recycle`); }
  iisreset() { return this.#json('POST', '/api/v1/iisreset'); }
  async logs() { return (await this.#json('GET', '/api/v1/logs')).logs; }
  log(name, { tail } = {}) { return this.#call('GET', `/api/v1/logs/${part(name)}`, { query: { tail } }); }
  advanceClock(duration) { return this.#json('POST', '/api/v1/clock', { body: { advance: duration } }); }

  inject(rule) { return this.#json('POST', '/api/v1/faults', { body: rule }); }
  async rules() { return (await this.#json('GET', '/api/v1/faults')).rules; }
  rule(name) { return this.#json('GET', `/api/v1/faults/${part(name)}`); }
  replaceRule(name, rule) { return this.#json('PUT', `/api/v1/faults/${part(name)}`, { body: rule }); }
  enableRule(name) { return this.#json('POST', `/api/v1/faults/${part(name)}/enable`); }
  disableRule(name) { return this.#json('POST', `/api/v1/faults/${part(name)}/disable`); }
  async removeRule(name) { await this.#call('DELETE', `/api/v1/faults/${part(name)}`); }
  async removeRules() { await this.#call('DELETE', '/api/v1/faults'); }
  async why(exchange) { return (await this.#json('POST', '/api/v1/faults/why', { body: exchange })).rules; }

  async journal(filters = {}) {
    const entries = [];
    for (let { after } = filters; after !== null;) {
      const page = await this.#json('GET', '/api/v1/journal', { query: { limit: 1000, ...filters, after } });
      entries.push(...page.entries);
      after = page.next;
    }
    return entries;
  }
  exchange(sequence) { return this.#json('GET', `/api/v1/journal/${part(sequence)}`); }
  keepBodies(bodyBytes) { return this.#json('PUT', '/api/v1/journal/settings', { body: { body_bytes: bodyBytes } }); }
  async clearJournal() { await this.#call('DELETE', '/api/v1/journal'); }
  har(filters = {}) { return this.#json('GET', '/api/v1/journal.har', { query: filters }); }
  async counters() { return (await this.#json('GET', '/api/v1/counters')).counters; }
  expect(expectations) { return this.#json('PUT', '/api/v1/expectations', { body: expectations }); }
  verdict() { return this.#json('GET', '/api/v1/expectations/verdict'); }
  async verify() {
    const verdict = await this.verdict();
    if (!verdict.held) throw new ExpectationsFailed(verdict);
  }
  reset(more = {}) { return this.#json('POST', '/api/v1/reset', { body: more }); }
  metrics() { return this.#call('GET', '/metrics'); }
  openapi() { return this.#json('GET', '/api/v1/openapi.json'); }

  async *events(filters = {}, { signal } = {}) {
    const response = await this.#fetch('GET', '/api/v1/events', { query: filters, signal });
    let text = '';
    const decoder = new TextDecoder();
    for await (const bytes of response.body) {
      text += decoder.decode(bytes, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = eventOf(text.slice(0, end));
        text = text.slice(end + 2);
        if (event) yield event;
      }
    }
  }

  async #fetch(method, path, { body, query, signal } = {}) {
    const url = new URL(path, this.#address);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, value);
    }
    const headers = this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const response = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
    if (response.ok) return response;
    throw problemOf(method, path, response.status, await response.text());
  }

  async #call(method, path, options = {}) {
    const response = await this.#fetch(method, path, { signal: AbortSignal.timeout(this.#timeout), ...options });
    return response.text();
  }

  async #json(method, path, options) {
    return JSON.parse(await this.#call(method, path, options));
  }
}

function parsed(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function problemOf(method, path, status, text) {
  try {
    const problem = JSON.parse(text);
    return new AdminError(method, path, status, problem.detail, problem.errors);
  } catch {
    return new AdminError(method, path, status, text.slice(0, 200));
  }
}

// The lines of one server-sent event; null for a comment.
function eventOf(lines) {
  const event = {};
  for (const line of lines.split('\n')) {
    const mark = line.indexOf(':');
    if (mark > 0) event[line.slice(0, mark)] = line.slice(mark + 1).replace(/^ /, '');
  }
  return event.data === undefined ? null : { ...event, data: JSON.parse(event.data) };
}

export class MockWsus extends AdminClient {
  #process;
  #output;

  constructor(ports, folder, process, output) {
    super(`http://127.0.0.1:${ports.admin}`, ports.token);
    this.url = `http://127.0.0.1:${ports.http}`;
    this.httpsUrl = ports.https ? `https://localhost:${ports.https}` : null;
    this.folder = folder;
    this.#process = process;
    this.#output = output;
  }

  static async start({ options = [], program = process.env.WSUS_MOCK ?? 'wsus-mock', startTimeout = 30_000 } = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'wsus-mock-'));
    const portsFile = join(folder, 'ports.json');
    const child = spawn(program, ['--http', '127.0.0.1:0', '--admin', '127.0.0.1:0', '--ports-file', portsFile,
      '--log-dir', join(folder, 'logs'), ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (bytes) => output.push(bytes));
    child.stderr.on('data', (bytes) => output.push(bytes));
    let failed = null;
    child.on('error', (error) => { failed = new StartError(`'${program}' cannot be run: ${error.code}; set WSUS_MOCK to the program`); });
    child.on('close', (code) => { failed ??= new StartError(`wsus-mock ended with ${code}:\n${Buffer.concat(output)}`); });
    try {
      const ports = await portsOf(portsFile, () => failed, startTimeout, output);
      return new MockWsus(ports, folder, child, output);
    } catch (error) {
      await end(child);
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  output() { return Buffer.concat(this.#output).toString(); }

  async close() {
    const child = this.#process;
    this.#process = null;
    if (child) await end(child);
    await rm(this.folder, { recursive: true, force: true });
  }
}

// Ends a program that runs, and waits until it has: it may still be writing into its folder.
async function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => { child.on('close', resolve); });
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

async function portsOf(file, failed, limit, output) {
  for (const end = Date.now() + limit; ;) {
    try {
      return JSON.parse(await readFile(file, 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    if (failed()) throw failed();
    if (Date.now() > end) throw new StartError(`wsus-mock does not listen after ${limit} ms:\n${Buffer.concat(output)}`);
    await delay(10);
  }
}
