import { address, get, post, put, remove } from '../api.js';
import { el, fill } from '../dom.js';
import { button, details, done, field, form, heading, nothing, paged, select, table, tableRow } from '../parts.js';
import { fromCamel, moment, plural } from '../words.js';

const procedures = [['colonoscopy', 'Colonoscopy'], ['flexibleSigmoidoscopy', 'Flexible sigmoidoscopy'], ['ctColonography', 'CT colonography']];

// A London time typed into a form as an instant: the offset is the one London has at that moment.
function instant(local) {
  const guess = new Date(`${local}Z`);
  const inLondon = new Date(`${guess.toLocaleString('sv-SE', { timeZone: 'Europe/London' }).replace(' ', 'T')}Z`);
  return new Date(guess.getTime() - (inLondon.getTime() - guess.getTime())).toISOString();
}

// A site that is shut for some days: its slots go, and whoever had one goes back on the list in the old place.
function closure(again) {
  const site = field('Site, as its slots name it', { name: 'site', width: '20' });
  const from = field('Shut from', { name: 'from', type: 'date', width: '10' });
  const to = field('To', { name: 'to', type: 'date', width: '10' });
  return el('section', {}, details('A site is shut', form(
    [el('p', {}, 'All its slots in these days are withdrawn. Whoever had one goes back on the waiting list, in the old place, and is told.'),
      site.group, el('div', { class: 'desk-fields' }, from.group, to.group)],
    async data => {
      const shut = await post('/api/sites/closures', { site: data.get('site'), from: data.get('from') || undefined, to: data.get('to') || undefined });
      await again(`${plural(shut.withdrawn, 'slot')} withdrawn; ${plural(shut.backOnTheList, 'patient')} back on the waiting list.`);
    },
    { words: 'Withdraw its slots', kind: 'warning', fields: { site: site.id, from: from.id, to: to.id } })));
}

export async function show(main, session, query, news = null) {
  const list = el('div');
  const site = field('Where', { name: 'site', value: 'Queen’s Road' });
  const date = field('Day', { name: 'date', type: 'date', width: '10' });
  const first = field('First slot starts', { name: 'time', type: 'time', width: '10', value: '09:00' });
  const count = field('How many, one after the other', { name: 'count', inputmode: 'numeric', width: '2', value: '6' });
  const minutes = field('Minutes each', { name: 'minutes', inputmode: 'numeric', width: '3', value: '45' });
  const procedure = select('For', 'procedure', procedures, 'colonoscopy');
  const where = select('Kind of list', 'community', [['false', 'Hospital'], ['true', 'Community']], 'false');
  const again = sentence => show(main, session, query, sentence);

  async function offer(data) {
    const length = Number.parseInt(data.get('minutes'), 10) || 0;
    const starts = data.get('date') && data.get('time') ? Date.parse(instant(`${data.get('date')}T${data.get('time')}:00`)) : NaN;
    const slots = Array.from({ length: Math.min(Number.parseInt(data.get('count'), 10) || 0, 100) }, (_, i) => ({
      slotId: `s-${crypto.randomUUID()}`, site: data.get('site'), minutes: length, procedure: data.get('procedure'), community: data.get('community') === 'true',
      startsAt: Number.isNaN(starts) ? undefined : new Date(starts + i * length * 60_000).toISOString(),
    }));
    await put('/api/slots', { slots });
    await again(`${plural(slots.length, 'slot')} offered. They are given out at the next round.`);
  }

  const withdraw = slot => button('Withdraw', async event => {
    event.target.disabled = true;
    await remove(`/api/slots/${encodeURIComponent(slot.slotId)}`);
    await again('The slot is withdrawn.');
  }, { kind: 'secondary nhsuk-button--small', label: `${slot.site}, ${moment(slot.startsAt, session.now)}` });
  const columns = [
    ['When', slot => moment(slot.startsAt, session.now)],
    ['Where', slot => [slot.site, slot.community ? el('span', { class: 'desk-small' }, 'Community list') : null]],
    ['For', slot => fromCamel(slot.procedure).replace('Ct ', 'CT ')],
    ['Minutes', slot => String(slot.minutes)],
    ...(session.role === 'bookingDesk' ? [['Withdraw', withdraw]] : []),
  ];
  fill(main, news ? done(news) : null, heading('Slots', 'Free slots, soonest first. Whose slot is withdrawn after it was given goes back on the waiting list by itself.'),
    session.role !== 'bookingDesk' ? null : el('section', { class: 'desk-panel' }, el('h2', {}, 'Offer a list of slots'), form(
      [site.group, el('div', { class: 'desk-fields' }, date.group, first.group, count.group, minutes.group), el('div', { class: 'desk-fields' }, procedure.group, where.group)],
      offer, { words: 'Offer these slots', fields: { 'slots[0].startsAt': date.id, 'slots[0].site': site.id, 'slots[0].minutes': minutes.id, slots: count.id } })),
    session.role !== 'bookingDesk' ? null : closure(again),
    list);
  await paged(
    list,
    after => get(address('/api/slots', { after })),
    slots => slots.length === 0 ? nothing('No slot is free.') : table('Free slots', columns, slots),
    slots => list.querySelector('tbody').append(...slots.map(slot => tableRow(columns, slot))));
}
