import { address, get } from '../api.js';
import { el, fill } from '../dom.js';
import { heading, nothing, paged, tableRow } from '../parts.js';
import { peopleColumns, peopleTable } from '../people-table.js';
import { plural, standard } from '../words.js';

export async function show(main, session) {
  const list = el('div');
  const days = plural(standard(session, 'fasterDiagnosis').days, 'day');
  fill(main, heading('Patients to be told soon', `Their ${days} since referral are over, or soon will be, and nobody has told them yet whether it is cancer.`), list);
  await paged(
    list,
    after => get(address('/api/untold', { after })),
    people => people.length === 0 ? nothing(`Nobody’s ${days} are over or close to it.`) : peopleTable('Longest over first', people, session),
    people => list.querySelector('tbody').append(...people.map(one => tableRow(peopleColumns(session), one))));
}
