import { get, post } from '../api.js';
import { el, fill } from '../dom.js';
import { button, field, form, heading } from '../parts.js';
import { roles } from '../words.js';

const does = {
  kitDesk: 'posts kits, scans them, rings patients',
  triage: 'acknowledges results, decides, answers practices',
  bookingDesk: 'offers slots, records appointments',
  gp: 'refers patients and decides about its own',
  lab: 'scans kits in, settles what could not be matched',
  admin: 'sees to the service itself',
};

async function enter(who) {
  await post('/api/sign-in', who);
  location.replace('/');
}

export async function show(main) {
  const { demo } = await get('/api/sign-in');
  const token = field('Your token', {
    name: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false',
    hint: 'Whoever runs the service gave it to you. It is not kept in this browser.',
  });
  const byToken = form(token.group, data => enter({ token: data.get('token') }), { words: 'Sign in', fields: { token: token.id } });
  if (!demo) {
    fill(main, heading('Sign in', 'This service is for staff of the FIT service and of its practices.'), byToken);
    token.control.focus();
    return;
  }

  fill(main,
    heading('Choose a role', 'This is a demonstration. Every patient in it is invented, so no token is needed. You can change role at any time by signing out.'),
    el('ul', { class: 'nhsuk-list' }, Object.entries(does).map(([role, what]) => el('li', { class: 'desk-row' },
      button(roles[role], () => enter({ role })), el('span', {}, what)))),
    el('details', { class: 'nhsuk-details' },
      el('summary', { class: 'nhsuk-details__summary' }, el('span', { class: 'nhsuk-details__summary-text' }, 'Sign in with a token')),
      el('div', { class: 'nhsuk-details__text' }, byToken)));
}
