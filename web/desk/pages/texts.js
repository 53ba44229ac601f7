import { get, peopleOf } from '../api.js';
import { fill } from '../dom.js';
import { heading, nothing, person, table } from '../parts.js';
import { fromCamel, moment } from '../words.js';

export async function show(main, session) {
  const { items } = await get('/api/texts/failed');
  const people = await peopleOf(items.map(text => text.journeyId));
  fill(main,
    heading('Texts that did not arrive', 'Latest first. A letter saying the same has been written for each where it still matters; check the number when you next speak with the patient.'),
    items.length === 0 ? nothing('Every text has arrived, or is on its way.') : table('Texts', [
      ['Patient', text => person(people.get(text.journeyId), text.journeyId)],
      ['Text', text => fromCamel(text.template)],
      ['Sent', text => text.sentAt ? moment(text.sentAt, session.now) : 'Never'],
      ['What it said', text => text.body],
    ], items, { captionHidden: true }));
}
