import { address, everyOne, get, peopleOf, post } from '../api.js';
import { el, fill } from '../dom.js';
import { button, demand, details, done, field, form, heading, nothing, paged, person, radios, select, table, tableRow, tag } from '../parts.js';
import { dateOf, moment, plural } from '../words.js';

const outcomes = [
  ['attended:normal', 'Attended: nothing of note'], ['attended:adenoma', 'Attended: adenoma'], ['attended:cancer', 'Attended: cancer'],
  ['attended:other', 'Attended: something else', 'It is in the hospital’s own report.'], ['didNotAttend', 'Did not attend', 'Goes back on the list, or to the practice after more misses than the policy rebooks.'],
  ['cancelledByPatient', 'Cancelled by the patient'], ['cancelledByHospital', 'Cancelled by the hospital'],
];

const answers = [
  ['accepted', 'The patient accepts it'], ['declined', 'The patient declines it', 'Goes back on the waiting list.'], ['move', 'Move to another slot'],
];

const offered = 100;

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
    const which = radios('What happened?', 'kind', past ? outcomes : [...answers, ...outcomes.slice(-2)]);
    const day = field('On or after', { name: 'day', type: 'date', value: today, width: '10' });
    const to = select('Move to', 'slot', [['', 'Choose a slot']], '');
    const cut = el('p', { class: 'desk-small', role: 'status' });
    const move = el('div', { hidden: true }, day.group, to.group, cut);
    let free = null;
    async function offer() {
      free ??= await everyOne('/api/slots');
      const later = free.filter(slot => dateOf(slot.startsAt) >= day.control.value);
      fill(to.control, el('option', { value: '' }, 'Choose a slot'), later.slice(0, offered).map(slot =>
        el('option', { value: slot.slotId }, `${moment(slot.startsAt, session.now)}, ${slot.site}`)));
      fill(cut, later.length === 0 ? 'No slot is free from that day on.'
        : later.length > offered ? `The first ${offered} of ${later.length.toLocaleString('en-GB')} free slots are listed. Give a later day for the others.` : `${plural(later.length, 'slot')} free from that day on.`);
    }

    day.control.addEventListener('change', offer);
    which.group.addEventListener('change', async () => {
      move.hidden = which.value() !== 'move';
      if (!move.hidden && free === null) {
        await offer();
      }
    });
    return details(past ? 'Record what happened' : 'Change or cancel', form([which.group, move], async () => {
      demand({ kind: which.value() ? null : 'Choose what happened.', slotId: which.value() === 'move' && !to.control.value ? 'Choose the slot the patient moves to.' : null });
      const booked = `/api/bookings/${encodeURIComponent(booking.bookingId)}`;
      if (which.value() === 'move') {
        await post(`${booked}/move`, { slotId: to.control.value });
        await again('The patient is moved, and will be told.');
        return;
      }

      if (which.value() === 'accepted' || which.value() === 'declined') {
        await post(`${booked}/answer`, { answer: which.value() });
        await again(which.value() === 'accepted' ? 'The patient comes.' : 'The patient is back on the waiting list.');
        return;
      }

      const [kind, finding] = which.value().split(':');
      await post(`${booked}/outcome`, { kind, finding });
      await again('It is recorded.');
    }, { words: 'Record', fields: { kind: which.id, finding: which.id, slotId: to.id, answer: which.id } }));
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
