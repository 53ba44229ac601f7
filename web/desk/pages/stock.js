import { get, post } from '../api.js';
import { el, fill } from '../dom.js';
import { done, field, form, heading, nothing, table, tag } from '../parts.js';
import { date, dateOf, plural } from '../words.js';

export async function show(main, session, query, news = null) {
  const { items } = await get('/api/kits/stock');
  const lot = field('Lot on the box', { name: 'lot', width: '10', autocomplete: 'off' });
  const expires = field('Use by', { name: 'expiresOn', type: 'date', width: '10' });
  const kits = field('How many kits', { name: 'kits', inputmode: 'numeric', width: '5' });
  const bad = field('Lot to recall', { name: 'lot', width: '10', autocomplete: 'off' });
  const why = field('Why', { name: 'reason', rows: 2, hint: 'From the maker’s or the laboratory’s notice.' });
  const state = one => one.recalled ? tag('Recalled: do not post', 'red')
    : one.left === 0 ? tag('None left', 'grey')
      : one.expired ? tag('Expired: do not post', 'red')
        : one.postBy < dateOf(session.now) ? tag('Too near its date: do not post', 'orange')
          : one.left < 0 ? tag('More went out than came in', 'orange') : tag('Good', 'green');
  fill(main,
    news ? done(news) : null,
    heading('Stock', 'What should be on the shelf: what came in, less what was scanned out.'),
    items.length === 0 ? nothing('No delivery has been written down yet.') : table('Lots, first to expire first', [
      ['Lot', one => el('strong', {}, one.lot)],
      ['Use by', one => date(one.expiresOn)],
      ['Post by', one => date(one.postBy)],
      ['Came in', one => one.received.toLocaleString('en-GB')],
      ['Went out', one => one.posted.toLocaleString('en-GB')],
      ['Left', one => one.left.toLocaleString('en-GB')],
      ['State', state],
    ], items),
    el('section', { class: 'desk-panel' }, el('h2', {}, 'Write down a delivery'), form(
      [lot.group, expires.group, kits.group],
      async data => {
        await post('/api/kits/deliveries', { lot: data.get('lot'), expiresOn: data.get('expiresOn') || undefined, kits: Number.parseInt(data.get('kits'), 10) || 0 });
        await show(main, session, query, `${data.get('kits')} kits of lot ${data.get('lot')} are on the shelf.`);
      },
      { words: 'Write it down', fields: { lot: lot.id, expiresOn: expires.id, kits: kits.id } })),
    el('section', { class: 'desk-panel' }, el('h2', {}, 'Recall a lot'), form(
      [el('p', {}, 'From then on no kit of it goes out, and every patient who has one is looked at anew.'), bad.group, why.group],
      async data => {
        const report = await post('/api/kits/recalls', { lot: data.get('lot'), reason: data.get('reason') });
        await show(main, session, query, `Lot ${report.lot} is recalled. ${plural(report.journeys, 'patient')} had a kit of it; for ${report.changed} something changes.`);
      },
      { words: 'Recall this lot', kind: 'warning', fields: { lot: bad.id, reason: why.id } })));
}

