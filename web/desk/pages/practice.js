import { address, get } from '../api.js';
import { el, fill } from '../dom.js';
import { dueWords, heading, nothing, paged, person, table, tableRow, tag } from '../parts.js';
import { date, owner, state, stateColour } from '../words.js';

export async function show(main, session, query) {
  const practice = session.practice ?? query.get('ods') ?? '';
  const list = el('div');
  fill(main, heading(`Patients of practice ${practice}`, 'Newest referral first, with what happens next to each.'), list);
  const columns = [
    ['Patient', one => person(one.patient ? { ...one.patient, journeyId: one.journeyId } : null, one.journeyId)],
    ['Where', one => tag(state(one.state, one.outcome), stateColour(one.state))],
    ['Next', one => one.nextAction ? [one.nextAction.what, el('span', { class: 'desk-small' }, owner(one.nextAction.owner))] : '–'],
    ['Due', one => one.nextAction ? dueWords(one.nextAction.due, session.now) : '–'],
    ['Referred', one => date(one.referredAt)],
  ];
  await paged(
    list,
    after => get(address(`/api/practices/${encodeURIComponent(practice)}/journeys`, { after })),
    ones => ones.length === 0 ? nothing('No patient of this practice has been referred yet.') : table('Patients', columns, ones, { captionHidden: true }),
    ones => list.querySelector('tbody').append(...ones.map(one => tableRow(columns, one))));
}
