import { address, get, peopleOf } from '../api.js';
import { el, fill } from '../dom.js';
import { dueWords, heading, nothing, person, table } from '../parts.js';
import { showWorklist } from '../worklist.js';
import { daysBetween, dateOf, plural } from '../words.js';

const notReturnedAfter = 14;
const most = 100;

// Whom to help: those who must be rung now, then those whose kit has been out for long, longest first.
export async function show(main, session) {
  const ring = el('div');
  const slow = el('div');
  fill(main,
    heading('People to help', 'Many who do not send a kit back would, with a hand: a call, a form in their language, a visit from someone they trust. These are the people, not only their number.'),
    el('section', {}, ring), el('section', {}, slow));
  await showWorklist(ring, session, { owner: 'kitDesk', only: 'AssistanceNeeded', caption: 'Ring these patients', empty: 'Nobody has to be rung now.' });

  const { items } = await get(address('/api/worklist', { owner: 'patient' }));
  const people = await peopleOf(items.map(item => item.journeyId));
  const late = items
    .map(item => ({ item, one: people.get(item.journeyId) }))
    .filter(({ one }) => one && daysBetween(dateOf(one.referredAt), dateOf(session.now)) >= notReturnedAfter)
    .sort((a, b) => a.one.referredAt < b.one.referredAt ? -1 : 1)
    .slice(0, most);
  fill(slow, late.length === 0 ? nothing(`No kit has been out for ${notReturnedAfter} days.`) : table('Kits out for long', [
    ['Patient', ({ one }) => person(one, one.journeyId)],
    ['Referred', ({ one }) => `${plural(daysBetween(dateOf(one.referredAt), dateOf(session.now)), 'day')} ago`],
    ['Next', ({ item }) => item.what],
    ['Then', ({ item }) => dueWords(item.due, session.now)],
  ], late));
}
