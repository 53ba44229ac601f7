import { address, get, peopleOf } from '../api.js';
import { el, fill } from '../dom.js';
import { heading, nothing, paged, person, table, tableRow } from '../parts.js';
import { fromCamel, moment } from '../words.js';

export async function show(main, session) {
  const list = el('div');
  const people = new Map();
  const columns = [
    ['Patient', text => person(people.get(text.journeyId), text.journeyId)],
    ['Text', text => fromCamel(text.template)],
    ['Sent', text => text.sentAt ? moment(text.sentAt, session.now) : 'Never'],
    ['What it said', text => text.body],
  ];
  fill(main, heading('Texts that did not arrive', 'Latest first. A letter saying the same has been written for each where it still matters; check the number when you next speak with the patient.'), list);
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
}
