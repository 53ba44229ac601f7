// The frame around every page: who is signed in, where one can go, and in the demo the clock.
import { post, remove } from './api.js';
import { el, fill } from './dom.js';
import { clock, day, roles } from './words.js';

const places = {
  gp: [['/', 'Today'], ['/practice', 'Our patients'], ['/waiting-list', 'Waiting list'], ['/search', 'Find a patient']],
  kitDesk: [['/', 'Today'], ['/scan', 'Scan kits'], ['/post', 'Post'], ['/stock', 'Stock'], ['/help', 'People to help'], ['/search', 'Find a patient'], ['/charts', 'Charts']],
  lab: [['/', 'Today'], ['/scan', 'Scan kits'], ['/quarantine', 'Quarantine'], ['/search', 'Find a patient'], ['/charts', 'Charts']],
  triage: [['/', 'Today'], ['/quarantine', 'Quarantine'], ['/waiting-list', 'Waiting list'], ['/help', 'People to help'], ['/search', 'Find a patient'], ['/charts', 'Charts']],
  bookingDesk: [['/', 'Today'], ['/waiting-list', 'Waiting list'], ['/slots', 'Slots'], ['/bookings', 'Appointments'], ['/search', 'Find a patient'], ['/charts', 'Charts']],
  admin: [['/', 'Today'], ['/work', 'All work'], ['/texts', 'Texts'], ['/waiting-list', 'Waiting list'], ['/help', 'People to help'], ['/search', 'Find a patient'], ['/charts', 'Charts']],
};

async function signOut() {
  await remove('/api/sign-in');
  location.replace('/sign-in');
}

function navigation(role) {
  return el('nav', { class: 'nhsuk-header__navigation', 'aria-label': 'Menu' },
    el('div', { class: 'nhsuk-header__navigation-container nhsuk-width-container' },
      el('ul', { class: 'nhsuk-header__navigation-list' }, places[role].map(([path, name]) => {
        const here = location.pathname === path;
        return el('li', { class: `nhsuk-header__navigation-item${here ? ' nhsuk-header__navigation-item--current' : ''}` },
          el('a', { class: 'nhsuk-header__navigation-link', href: path, 'aria-current': here ? 'page' : null },
            here ? el('strong', { class: 'nhsuk-header__navigation-item-current-fallback' }, name) : name));
      }))));
}

function demoClock(session) {
  const said = el('p', { role: 'status' }, 'Demonstration: everybody is invented. It is ', el('strong', {}, `${day(session.now, session.now)}, ${clock(session.now)}`), '.');
  const buttons = [['P1D', 'Forward a day'], ['P7D', 'Forward a week']].map(([by, words]) =>
    el('button', { type: 'button', class: 'nhsuk-button nhsuk-button--secondary nhsuk-button--small', on: { click: () => forward(by) } }, words));

  async function forward(by) {
    buttons.forEach(button => button.setAttribute('disabled', ''));
    fill(said, by === 'P1D' ? 'A day passes…' : 'A week passes: kits travel, the laboratory reports…');
    try {
      await post('/api/demo/clock', { by });
      location.reload();
    } catch (refusal) {
      fill(said, refusal.message);
      buttons.forEach(button => button.removeAttribute('disabled'));
    }
  }

  return el('section', { class: 'desk-time', 'aria-label': 'Clock of the demonstration' },
    el('div', { class: 'nhsuk-width-container' }, said, buttons));
}

/** Draws the frame for whoever is signed in; null before signing in. */
export function frame(session) {
  const header = document.getElementById('header');
  if (session === null) {
    return;
  }

  const who = session.practice ? `${roles[session.role]} ${session.practice}` : roles[session.role];
  header.querySelector('.nhsuk-header__container').append(
    el('div', { class: 'desk-who' }, el('span', {}, who), el('button', { type: 'button', on: { click: signOut } }, 'Sign out')));
  header.append(navigation(session.role));
  if (session.demo) {
    header.after(demoClock(session));
  }
}
