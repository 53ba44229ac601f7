// Calls the service. The session is a cookie that scripts cannot read; the header below says that a call comes from
// our own page.

/** A refusal of the service: what is wrong and what to do, in sentences. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? 'The service did not answer as expected. Try again.');
    this.status = status;
    this.title = problem.title ?? 'Something went wrong';
    this.errors = problem.errors ?? {};
  }

  /** Every sentence of it, the fields' own first. */
  get sentences() {
    const fields = Object.entries(this.errors).flatMap(([field, reasons]) => reasons.map(text => ({ field, text })));
    return fields.length > 0 ? fields : [{ field: null, text: this.message }];
  }
}

async function call(method, path, body) {
  const headers = { Accept: 'application/json', 'X-FitPipeline-Desk': '1' };
  if (method !== 'GET') {
    headers['X-Request-ID'] = crypto.randomUUID();
  }

  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }

  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refusal(0, { title: 'No answer', detail: 'The service does not answer. Check the connection, then try again.' });
  }

  const isJson = (response.headers.get('Content-Type') ?? '').includes('json');
  const answer = isJson ? await response.json() : null;
  if (response.status === 401) {
    throw new Refusal(401, { title: 'You are signed out', detail: 'Sign in again in another tab: what you typed here stays.' });
  }

  if (!response.ok) {
    throw new Refusal(response.status, answer ?? {});
  }

  return answer;
}

export const get = path => call('GET', path);
export const post = (path, body = {}) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);
export const remove = path => call('DELETE', path);

/** A page's address with its query: none of it may be about a person, for addresses are written down everywhere. */
export function address(path, query) {
  const set = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
}

/** Every item of a list, however many pages the service gives it in. */
export async function everyOne(path, query = {}) {
  const items = [];
  let after = null;
  do {
    const page = await get(address(path, { ...query, after }));
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}

// As many as the service tells about at once.
const peopleAtOnce = 200;

/** The people of a list's journeys, by journey. */
export async function peopleOf(journeyIds) {
  const ids = [...new Set(journeyIds.filter(id => id))];
  const people = new Map();
  for (let from = 0; from < ids.length; from += peopleAtOnce) {
    const { items } = await post('/api/people', { journeyIds: ids.slice(from, from + peopleAtOnce) });
    items.forEach(person => people.set(person.journeyId, person));
  }

  return people;
}
