import { address, get, peopleOf, post } from '../api.js';
import { el, fill } from '../dom.js';
import { button, details, done, dueWords, heading, nothing, paged, person, table, tableRow, tag } from '../parts.js';
import { day, plural } from '../words.js';

export async function show(main, session, query, news = null) {
  const list = el('div');
  const people = new Map();
  const trouble = el('div', { role: 'status' });
  const give = session.role !== 'bookingDesk' ? null : el('p', { class: 'desk-row' }, button('Give out free slots now', async event => {
    event.target.disabled = true;
    try {
      const round = await post('/api/bookings/rounds');
      await show(main, session, query, `${plural(round.assigned, 'slot')} given out. ${plural(round.waiting, 'patient')} still waiting. Limits forecast to be missed: ${round.breachesForecast}.`);
    } catch (refusal) {
      fill(trouble, refusal.message);
      event.target.disabled = false;
    }
  }), el('a', { href: '/slots' }, 'Offer more slots'));
  fill(main, news ? done(news) : null,
    heading('Waiting list', 'In the order in which slots are given, and why in that order.'), give, trouble, list);
  const columns = [
    ['Place', place => el('strong', {}, String(place.rank))],
    ['Patient', place => person(people.get(place.journeyId), place.journeyId)],
    ['Result, µg/g', place => tag(place.band, 'blue')],
    ['Waiting since', place => day(place.waitingSince, session.now)],
    ['Appointment wanted by', place => dueWords(place.target, session.now)],
    ['Why here', place => details('Why this place', el('ul', { class: 'nhsuk-list nhsuk-list--bullet' }, place.because.map(line => el('li', {}, line))))],
    ...(session.role === 'triage' ? [['Change', place => el('a', { href: `/journey?id=${place.journeyId}#priority` }, 'Change priority', el('span', { class: 'nhsuk-u-visually-hidden' }, ` of place ${place.rank}`))]] : []),
  ];
  await paged(
    list,
    async after => {
      const page = await get(address('/api/waiting-list', { after }));
      for (const [id, one] of await peopleOf(page.items.map(place => place.journeyId))) {
        people.set(id, one);
      }

      return page;
    },
    places => places.length === 0 ? nothing('Nobody waits for an appointment.') : table('Who waits', columns, places, { captionHidden: true }),
    places => list.querySelector('tbody').append(...places.map(place => tableRow(columns, place))));
}
