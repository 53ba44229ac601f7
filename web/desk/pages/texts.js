import { address, get, peopleOf } from '../api.js';
import { el, fill } from '../dom.js';
import { facts, heading, nothing, paged, person, table, tableRow } from '../parts.js';
import { dateOf, fromCamel, moment, plural } from '../words.js';

// What has left, in texts and parts; pounds are there where the service has been told what a part costs.
async function left(place, session) {
  const today = dateOf(session.now);
  const [day, month] = await Promise.all([
    get(address('/api/reports/texts', { by: 'day', from: today, to: today })),
    get(address('/api/reports/texts', { by: 'month', from: `${today.slice(0, 7)}-01`, to: today })),
  ]);
  const said = ({ rows: [{ figures: [texts, parts, pounds] }] }) =>
    `${plural(Number(texts), 'text')} in ${plural(Number(parts), 'part')}${pounds === undefined ? '' : `, £${pounds}`}`;
  fill(place, el('h2', {}, 'Texts that left'), facts([['Today', said(day)], ['This month', said(month)]]),
    el('ul', { class: 'nhsuk-list desk-small' }, month.notes.map(note => el('li', {}, note))));
}

export async function show(main, session) {
  const list = el('div');
  const traffic = el('section');
  const people = new Map();
  const columns = [
    ['Patient', text => person(people.get(text.journeyId), text.journeyId)],
    ['Text', text => fromCamel(text.template)],
    ['Sent', text => text.sentAt ? moment(text.sentAt, session.now) : 'Never'],
    ['What it said', text => text.body],
  ];
  fill(main, heading('Texts that did not arrive', 'Latest first. A letter saying the same has been written for each where it still matters; check the number when you next speak with the patient.'), list, traffic);
  await paged(
    list,
    async after => {
      const page = await get(address('/api/texts/failed', { after }));
      for (const [id, one] of await peopleOf(page.items.map(text => text.journeyId))) {
        people.set(id, one);
      }

      return page;
    },
    texts => texts.length === 0 ? nothing('Every text has arrived, or is on its way.') : table('Texts', columns, texts, { captionHidden: true }),
    texts => list.querySelector('tbody').append(...texts.map(text => tableRow(columns, text))));
  await left(traffic, session);
}
