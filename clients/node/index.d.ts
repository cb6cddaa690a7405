/** Control a mock WSUS server. What can be asked is docs/ADMIN-API.md; the verbs are those of the Python client. */

export type Operation =
  | 'GetConfig' | 'GetConfig2' | 'GetAuthorizationCookie' | 'GetCookie' | 'RegisterComputer' | 'SyncUpdates'
  | 'SyncPrinterCatalog' | 'RefreshCache' | 'GetExtendedUpdateInfo' | 'GetExtendedUpdateInfo2' | 'GetFileLocations'
  | 'StartCategoryScan' | 'GetTimestamps' | 'ReportEventBatch' | 'ReportEventBatch2' | 'GetRequiredInventoryType'
  | 'ReportInventory' | 'GetRollupConfiguration' | 'RollupDownstreamServers' | 'RollupComputers'
  | 'GetOutOfSyncComputers' | 'RollupComputerStatus' | 'Ping';

/** Fields of one exchange; all that are given must hold. */
export interface Filter {
  client_id?: string;
  operation?: Operation;
  service?: 'SimpleAuthWebService' | 'ClientWebService' | 'ReportingWebService';
  /** Kind or name of a rule that happened. */
  fault?: string;
  error_code?: string;
  status?: number;
  method?: string;
  /** `*` is anything, `?` one character. */
  path?: string;
  since?: number;
  until?: number;
}

export interface JournalEntry {
  sequence: number;
  /** UTC */
  time: string;
  client_address: string;
  method: string;
  target: string;
  service: string;
  operation: string;
  client_id: string;
  user_agent: string;
  /** 0: no response was sent */
  status: number;
  error_code: string;
  fault_id: string;
  injected: { rule: string; fault: string }[];
  request_bytes: number;
  response_bytes: number;
  duration_us: number;
  /** With exchange() only, as far as it was kept. */
  request_body?: string;
  response_body?: string;
  [more: string]: unknown;
}

/** A fault rule, as in docs/FAULTS.md: one key names the fault, the others say when it happens. */
export interface Rule {
  name?: string;
  when?: Record<string, unknown>;
  times?: Record<string, unknown>;
  between?: { from?: string; until?: string };
  chance?: string | number;
  seed?: number;
  at_once?: number;
  at_most?: number;
  enabled?: boolean;
  [fault: string]: unknown;
}

export interface RuleState {
  name: string;
  fault: string;
  enabled: boolean;
  matched: number;
  injected: number;
  under_way: number;
  clients: number;
  [more: string]: unknown;
}

/** What is odd about a rule that was added or replaced, or about another one because of it. */
export interface RuleRemark {
  rule: string;
  place: string;
  gravity: 'unreachable' | 'overlapping';
  text: string;
}

export interface ChangedRule extends RuleState {
  remarks: RuleRemark[];
}

export interface Why {
  rule: string;
  differs: { field: string; wanted: string; found: string }[];
  /** What stands against it when no field differs, or "happens". */
  otherwise: string;
}

export type Times = number | { at_least?: number; at_most?: number };

export interface Expectations {
  calls?: (Filter & { times?: Times })[];
  in_order?: boolean;
  strict?: boolean;
  client_id?: string;
  forbidden?: Filter[];
  counts?: { match: Filter; times: Times }[];
}

export interface Verdict {
  held: boolean;
  failures: { text: string; sequence?: number | null }[];
  pending: string[];
}

export interface LiveEvent {
  id?: string;
  event: 'exchange' | 'fault' | 'rules' | 'reset' | 'dropped';
  data: Record<string, unknown>;
}

type Json = Record<string, unknown>;

/** The server has refused a call. */
export class AdminError extends Error {
  readonly status: number;
  readonly detail: string;
  readonly errors: string[];
}

/** What was expected did not come, or something else came. */
export class ExpectationsFailed extends Error {
  readonly verdict: Verdict;
}

/** wsus-mock did not start; the message has what it printed. */
export class StartError extends Error {}

/**
 * Calls of the admin API. Every promise is rejected with AdminError when the server refuses, TypeError when it is not
 * there, and a DOMException named TimeoutError when it takes too long.
 */
export class AdminClient {
  /** `address`: "http://127.0.0.1:8081"; `token`: of the ports file; `timeout`: milliseconds a call. */
  constructor(address: string, token?: string | null, options?: { timeout?: number });
  readonly address: string;

  health(): Promise<Json>;
  /** Whether a scan would be let in. */
  ready(): Promise<boolean>;
  server(): Promise<Json>;
  computers(): Promise<Json[]>;
  computer(clientId: string): Promise<Json>;
  deleteComputer(clientId: string): Promise<void>;
  computerEvents(clientId: string, eventId?: number): Promise<Json[]>;
  computerStatus(clientId: string): Promise<Json[]>;
  catalogue(): Promise<Json>;
  declineSuperseded(options?: { last_level_only?: boolean; exclusion_period?: string; dry_run?: boolean }): Promise<Json>;
  pools(): Promise<Json[]>;
  stopPool(name?: string): Promise<Json>;
  startPool(name?: string): Promise<Json>;
  recyclePool(name?: string): Promise<Json>;
  iisreset(): Promise<Json>;
  logs(): Promise<Json[]>;
  log(name: string, options?: { tail?: number }): Promise<string>;
  /** "2 h", "90 s" */
  advanceClock(duration: string): Promise<Json>;

  inject(rule: Rule): Promise<ChangedRule>;
  rules(): Promise<RuleState[]>;
  rule(name: string): Promise<RuleState>;
  replaceRule(name: string, rule: Rule): Promise<ChangedRule>;
  enableRule(name: string): Promise<RuleState>;
  disableRule(name: string): Promise<RuleState>;
  removeRule(name: string): Promise<void>;
  removeRules(): Promise<void>;
  /** Nearest first. */
  why(exchange: Json): Promise<Why[]>;

  /** Every exchange that the filter lets through, oldest first; `after`: only those behind this sequence. */
  journal(filter?: Filter & { after?: number; redact?: boolean }): Promise<JournalEntry[]>;
  exchange(sequence: number): Promise<JournalEntry>;
  keepBodies(bodyBytes: number): Promise<Json>;
  clearJournal(): Promise<void>;
  har(filter?: Filter & { redact?: boolean }): Promise<Json>;
  /** A counter that is not there reads 0: `(await counters()).soap_faults ?? 0`. */
  counters(): Promise<Record<string, number>>;
  expect(expectations: Expectations): Promise<Json>;
  verdict(): Promise<Verdict>;
  /** Rejected with ExpectationsFailed unless the expectations held. */
  verify(): Promise<void>;
  reset(more?: { faults?: 'added' | 'none'; computers?: boolean; clock?: boolean }): Promise<Json>;
  metrics(): Promise<string>;
  openapi(): Promise<Json>;
  /** Live; ends with the server or with `signal`. */
  events(filter?: Filter & { after?: number; redact?: boolean }, options?: { signal?: AbortSignal }): AsyncGenerator<LiveEvent, void, void>;
}

export interface StartOptions {
  /** More of wsus-mock's command line. */
  options?: string[];
  /** Default: $WSUS_MOCK, else wsus-mock on the PATH. */
  program?: string;
  /** Milliseconds until it has to listen. */
  startTimeout?: number;
}

/** A wsus-mock of its own, on ports that the system chooses. */
export class MockWsus extends AdminClient {
  private constructor();
  /** Rejected with StartError when it does not start. */
  static start(options?: StartOptions): Promise<MockWsus>;
  /** "http://127.0.0.1:8530" */
  readonly url: string;
  readonly httpsUrl: string | null;
  /** Its logs; removed by close(). */
  readonly folder: string;
  /** What the program has printed so far. */
  output(): string;
  close(): Promise<void>;
}
