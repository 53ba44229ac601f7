import { address, get, peopleOf } from '../api.js';
import { el, fill } from '../dom.js';
import { button, heading, nothing, person, select, table } from '../parts.js';
import { day, dateOf } from '../words.js';

async function all() {
  const letters = [];
  let after = null;
  do {
    const page = await get(address('/api/letters', { after }));
    letters.push(...page.items);
    after = page.next;
  } while (after);
  return letters;
}

export async function show(main, session, query) {
  const letters = (await all()).sort((a, b) => a.queuedAt < b.queuedAt ? 1 : -1);
  const days = [...new Set(letters.map(letter => dateOf(letter.queuedAt)))];
  const chosen = query.get('day') ?? days[0];
  const shown = letters.filter(letter => dateOf(letter.queuedAt) === chosen).slice(0, 200);
  const people = await peopleOf(shown.map(letter => letter.journeyId));
  if (letters.length === 0) {
    fill(main, heading('Letters'), nothing('No letter has been written yet.'));
    return;
  }

  const which = select('Written on', 'day', days.map(of => [of, day(of, session.now)]), chosen);
  fill(main,
    el('div', { class: 'desk-no-print' },
      heading('Letters', 'A day’s letters, to be printed and posted.'),
      el('form', { class: 'desk-fields', method: 'get', action: '/letters' }, which.group, button('Show', null, { type: 'submit', kind: 'secondary' })),
      button(`Print these ${shown.length}`, () => window.print()),
      table(`Letters of ${day(chosen, session.now)}`, [
        ['To', letter => person(people.get(letter.journeyId), letter.journeyId)],
        ['About', letter => letter.subject],
        ['Language', letter => new Intl.DisplayNames('en-GB', { type: 'language' }).of(letter.language)],
      ], shown)),
    el('div', { class: 'desk-labels desk-labels--letters', 'aria-hidden': 'true' }, shown.map(letter => {
      const one = people.get(letter.journeyId);
      return el('article', { class: 'desk-letter', lang: letter.language },
        el('p', {}, one ? `${one.givenName} ${one.familyName}` : ''), el('p', {}, day(letter.queuedAt, session.now)),
        el('h2', {}, letter.subject), letter.paragraphs.map(line => el('p', {}, line)));
    })));
}
