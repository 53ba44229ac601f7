import { get } from '../api.js';
import { el, fill } from '../dom.js';
import { heading } from '../parts.js';
import { standard, tally } from '../words.js';
import { showWorklist } from '../worklist.js';

const most = 15;

const titles = {
  gp: 'Your patients today', kitDesk: 'Kit desk today', lab: 'Laboratory today', triage: 'Triage today', bookingDesk: 'Booking desk today',
  admin: 'The service today',
};

function tile(count, what, href, danger) {
  const some = count !== '0';
  return el('li', {}, el('a', { class: `desk-tile ${danger && some ? 'desk-tile--danger' : ''} ${some ? '' : 'desk-tile--calm'}`, href },
    el('span', { class: 'desk-tile__count' }, count), el('span', { class: 'desk-tile__what' }, what)));
}

// What each role must not miss: what can harm first, then what is merely to be done.
function tiles(front, session) {
  const states = front.byState ?? {};
  const of = name => (states[name] ?? 0).toLocaleString('en-GB');
  const late = tile(tally(front.overdue), 'late on your list', `/work?owner=${front.owner}&overdue=true`, true);
  const all = tile(tally(front.due), 'on your list', `/work?owner=${front.owner}`, false);
  const acknowledge = tile(of('AwaitingAcknowledgement'), 'results nobody has acknowledged', '/work?state=AwaitingAcknowledgement', true);
  const quarantine = front.quarantine ? tile(tally(front.quarantine), 'results in quarantine', '/quarantine', true) : null;
  const breaching = front.breaching ? tile(tally(front.breaching), `${standard(session, 'fasterDiagnosis').days}-day limits over, or close`, '/breaches', true) : null;
  const texts = front.failedTexts ? tile(tally(front.failedTexts), 'texts that did not arrive', '/texts', true) : null;
  const waiting = tile(of('AwaitingBooking'), 'waiting for an appointment', '/waiting-list', false);
  return {
    gp: [late, all],
    kitDesk: [late, tile(of('Referred'), 'kits to post', '/post', false), tile(of('AssistanceNeeded'), 'patients to ring', '/help', true), texts, all],
    lab: [late, quarantine, tile(of('KitReceived'), 'kits at the laboratory', '/work?state=KitReceived', false)],
    triage: [acknowledge, late, tile(of('ClinicalReview'), 'results to look at again', '/work?state=ClinicalReview', true), quarantine, breaching, waiting],
    bookingDesk: [late, breaching, waiting, tile(of('Booked'), 'appointments to come or to record', '/work?state=Booked', false)],
    admin: [acknowledge, late, breaching, quarantine, texts, tile((front.open ?? 0).toLocaleString('en-GB'), 'journeys open', '/charts', false), waiting],
  }[session.role];
}

export async function show(main, session) {
  const list = el('div');
  const elsewhere = el('div');
  const figures = el('ul', { class: 'desk-tiles', 'aria-label': 'What waits' });
  fill(main, heading(titles[session.role]), figures, elsewhere, list);
  const own = session.role === 'gp' ? 'practice' : session.role;
  const [front] = await Promise.all([
    get('/api/front'),
    showWorklist(list, session, {
      owner: own, most, caption: session.role === 'admin' ? 'On your own list' : 'What to do now, longest due first',
      empty: session.role === 'admin' ? 'Nothing waits on your own list.' : 'Nothing waits for you. What comes next will appear here.',
    }),
    // Whoever answers for the whole service sees first what is late in any part of it.
    session.role === 'admin' ? showWorklist(elsewhere, session, { overdue: true, most, caption: 'Late anywhere in the service, longest first', empty: 'Nothing is late anywhere in the service.' }) : null,
  ]);
  fill(figures, tiles(front, session));
  if (session.role === 'admin' && elsewhere.querySelectorAll('tbody tr').length === most) {
    elsewhere.append(el('p', { class: 'desk-more' }, el('a', { href: '/work?overdue=true' }, 'See everything that is late')));
  }

  if (front.due.count > most) {
    list.append(el('p', { class: 'desk-more' }, el('a', { href: `/work?owner=${front.owner}` }, `See all ${tally(front.due)} on your list`)));
  }
}
