import { address, get, peopleOf, post } from '../api.js';
import { el, fill } from '../dom.js';
import { button, demand, details, done, field, form, heading, nothing, paged, person, radios, table, tableRow, tag } from '../parts.js';
import { dateOf, moment } from '../words.js';

const outcomes = [
  ['attended:normal', 'Attended: nothing of note'], ['attended:adenoma', 'Attended: adenoma'], ['attended:cancer', 'Attended: cancer'],
  ['attended:other', 'Attended: something else', 'It is in the hospital’s own report.'], ['didNotAttend', 'Did not attend', 'Goes back on the list, or to the practice after more misses than the policy rebooks.'],
  ['cancelledByPatient', 'Cancelled by the patient'], ['cancelledByHospital', 'Cancelled by the hospital'],
];

const statuses = { booked: ['Booked', 'blue'], attended: ['Attended', 'green'], didNotAttend: ['Did not attend', 'orange'], cancelled: ['Cancelled', 'grey'] };

const plusDays = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

export async function show(main, session, query, news = null) {
  const today = dateOf(session.now);
  const from = query.get('from') ?? plusDays(today, -14);
  const to = query.get('to') ?? plusDays(today, 42);
  const people = new Map();
  const list = el('div');
  const first = field('From', { name: 'from', type: 'date', value: from, width: '10' });
  const last = field('To', { name: 'to', type: 'date', value: to, width: '10' });
  const again = sentence => show(main, session, query, sentence);

  function record(booking) {
    if (booking.status !== 'booked') {
      return '–';
    }

    const past = booking.startsAt <= session.now;
    const which = radios('What happened?', 'kind', past ? outcomes : outcomes.slice(-2));
    return details('Record what happened', form(which.group, async () => {
      demand({ kind: which.value() ? null : 'Choose what happened.' });
      const [kind, finding] = which.value().split(':');
      await post(`/api/bookings/${encodeURIComponent(booking.bookingId)}/outcome`, { kind, finding });
      await again('It is recorded.');
    }, { words: 'Record', fields: { kind: which.id, finding: which.id } }));
  }

  const columns = [
    ['Patient', booking => person(people.get(booking.journeyId), booking.journeyId)],
    ['When and where', booking => [moment(booking.startsAt, session.now), el('span', { class: 'desk-small' }, booking.site)]],
    ['Status', booking => booking.status === 'booked' && booking.startsAt < session.now ? tag('To be recorded', 'red') : tag(...statuses[booking.status])],
    ...(session.role === 'bookingDesk' ? [['Record', record]] : []),
  ];
  fill(main, news ? done(news) : null, heading('Appointments'),
    el('form', { class: 'desk-fields', method: 'get', action: '/bookings' }, first.group, last.group, button('Show', null, { type: 'submit', kind: 'secondary' })), list);
  await paged(
    list,
    async after => {
      const page = await get(address('/api/bookings', { from, to, after }));
      for (const [id, one] of await peopleOf(page.items.map(booking => booking.journeyId))) {
        people.set(id, one);
      }

      return page;
    },
    bookings => bookings.length === 0 ? nothing('There is no appointment in these days.') : table('Appointments by date', columns, bookings, { captionHidden: true }),
    bookings => list.querySelector('tbody').append(...bookings.map(booking => tableRow(columns, booking))));
}
