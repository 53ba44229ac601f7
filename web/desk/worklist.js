// A worklist: who, what to do, by when, and one press to do it.
import { address, get, peopleOf, post } from './api.js';
import { el } from './dom.js';
import { details, dueWords, field, form, nothing, paged, person, table, tableRow, tag } from './parts.js';
import { owner } from './words.js';

// Where what a journey waits for is done, by its state.
const places = {
  Referred: [() => '/scan', 'Scan a kit out'],
  AwaitingAcknowledgement: [id => `/journey?id=${id}#acknowledge`, 'Acknowledge'],
  ClinicalReview: [id => `/journey?id=${id}#decide`, 'Look and decide'],
  PracticeReview: [id => `/journey?id=${id}#decide`, 'Decide'],
  AssistanceNeeded: [id => `/journey?id=${id}#call`, 'Record the call'],
  AwaitingBooking: [() => '/waiting-list', 'See the waiting list'],
  Booked: [() => '/bookings', 'Record what happened'],
};

function act(item, one, finish) {
  if (item.itemId.startsWith('q-')) {
    return el('a', { href: '/quarantine' }, 'Decide in quarantine');
  }

  if (item.journeyId === item.itemId) {
    const [to, words] = places[one?.state] ?? [id => `/journey?id=${id}`, 'Open'];
    return el('a', { href: to(item.journeyId) }, words, el('span', { class: 'nhsuk-u-visually-hidden' }, ` for ${one?.familyName ? `${one.givenName} ${one.familyName}` : 'this patient'}`));
  }

  const note = field('What came of it', { name: 'note', hint: 'After a call: what was agreed, or that nobody answered.' });
  return details('Mark as done', form(note.group, async data => {
    await post(`/api/worklist/${encodeURIComponent(item.itemId)}/done`, { note: data.get('note') });
    finish();
  }, { words: 'Mark as done' }));
}

/** The columns of a worklist; the owner only where several owners' work is shown. */
function columns(people, session, showOwner, finish) {
  const who = item => people.get(item.journeyId);
  return [
    ['Patient', item => person(who(item), item.journeyId)],
    ['What to do', item => [
      item.what,
      el('span', { class: 'desk-small' }, item.because),
      who(item)?.result ? el('div', {}, tag(who(item).result, who(item).state === 'AwaitingAcknowledgement' ? 'red' : 'grey')) : null,
    ], true],
    ...(showOwner ? [['Whose', item => owner(item.owner)]] : []),
    ['Due', item => dueWords(item.due, session.now)],
    ['Do it', item => act(item, who(item), finish), true],
  ];
}

/**
 * Shows a worklist in `target`: only next actions of journeys in one `state`, or of patients `reminded` of their kit, where
 * asked; at `most` the first so many. What is left out is left out by the service, so that no page hides what a later one has.
 */
export async function showWorklist(target, session, asked) {
  const { owner: of, state, reminded, overdue, most = 0, caption, empty } = asked;
  const people = new Map();
  const shown = columns(people, session, !of && !state && !reminded, () => showWorklist(target, session, asked));
  async function page(after) {
    const answer = await get(address('/api/worklist', { owner: of, state, reminded: reminded ? 'true' : null, overdue: overdue ? 'true' : null, after }));
    for (const [id, one] of await peopleOf(answer.items.map(item => item.journeyId))) {
      people.set(id, one);
    }

    // What is due at the same hour: the highest value first.
    const value = item => people.get(item.journeyId)?.microgramsPerGram ?? -1;
    const ordered = answer.items.toSorted((a, b) => a.due < b.due ? -1 : a.due > b.due ? 1 : value(b) - value(a));
    return { items: most > 0 ? ordered.slice(0, most) : ordered, next: most > 0 ? null : answer.next };
  }

  await paged(
    target,
    page,
    items => items.length === 0 ? nothing(empty) : table(caption, shown, items),
    items => target.querySelector('tbody').append(...items.map(item => tableRow(shown, item))));
}
