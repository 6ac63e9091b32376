/** The server said no; `status` 0: it was not reached. */
export class ServerError extends Error {
  readonly status: number;
  readonly fields: Record<string, string>;
  constructor(status: number, message: string, fields: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
  /** Asking again later may work: it was not reached, is busy, or has had too much of us. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** Asks the server of one channel. `token` is of the visitor's session. */
export function openServer(base: string, token: () => string | null) {
  const headers = (more: Record<string, string> = {}): Record<string, string> => {
    const session = token();
    return { ...more, ...(session && { authorization: `Bearer ${session}` }) };
  };

  async function ask(method: string, path: string, body?: unknown, patience = 20_000): Promise<Response> {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${base}/${path}`, {
      method,
      headers: headers(json),
      credentials: 'omit',
      signal: AbortSignal.timeout(patience),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: Error) => {
      throw new ServerError(0, error.message);
    });
    if (answer.ok) return answer;
    const said = (await answer.json().catch(() => null)) as {
      error?: { message?: string; fields?: Record<string, string> };
    } | null;
    throw new ServerError(answer.status, said?.error?.message ?? '', said?.error?.fields);
  }

  return {
    /** Of our server. */
    origin: new URL(base).origin,
    get: async <Value>(path: string) => (await (await ask('GET', path)).json()) as Value,
    file: async (path: string) => (await ask('GET', path, undefined, 60_000)).blob(),
    /** What the server answers; null where it answers nothing. */
    post: async <Value>(path: string, body: unknown = {}, patience?: number) => {
      const answer = await ask('POST', path, body, patience);
      return (answer.status === 204 ? null : await answer.json()) as Value;
    },
    /** Says something while the page goes away: nobody waits for an answer. */
    leave(path: string, body: unknown) {
      const options = { method: 'POST', credentials: 'omit', keepalive: true, body: JSON.stringify(body) } as const;
      fetch(`${base}/${path}`, { ...options, headers: headers({ 'content-type': 'application/json' }) }).catch(
        () => {},
      );
    },
    /** A stream of events, read with fetch: the token stands in a header, and in no address. */
    stream: (path: string, lastEventId: string | null, signal: AbortSignal) =>
      fetch(`${base}/${path}`, {
        headers: headers(lastEventId ? { 'last-event-id': lastEventId } : {}),
        credentials: 'omit',
        signal,
      }),
  };
}

export type Server = ReturnType<typeof openServer>;
