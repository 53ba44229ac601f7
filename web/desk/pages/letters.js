import { get, peopleOf, post } from '../api.js';
import { el, fill } from '../dom.js';
import { done, field, form, heading, nothing, person, table } from '../parts.js';
import { moment, plural } from '../words.js';

export async function show(main, session, query, batch = null, back = null) {
  const { items, more } = await get('/api/letters/waiting');
  const people = await peopleOf(items.map(letter => letter.journeyId));
  const number = field('Number of the letter', { hint: 'It stands small at the foot of every sheet, before the number of the page.', name: 'letterId', autocomplete: 'off', spellcheck: 'false' });
  fill(main,
    batch ? done(`${plural(batch.letters, 'letter')} taken.`, el('p', {},
      el('a', { href: batch.pdf, target: '_blank', rel: 'noopener' }, 'Open them as one PDF (opens in a new tab)'), batch.more ? '. More wait: take another batch afterwards.' : '.')) : null,
    back ? done('Recorded. Someone rings the patient.', el('p', {}, el('a', { href: `/journey?id=${back.journeyId}` }, 'Open the journey'))) : null,
    heading('Letters', 'Letters that wait to be printed and posted, oldest first.'),
    items.length === 0 ? nothing('No letter waits to be printed.') : [
      form([], async () => show(main, session, query, await post('/api/letters/batches')), { words: 'Take them for printing, as one PDF' }),
      table('Letters that wait', [
        ['To', letter => person(people.get(letter.journeyId), letter.journeyId)],
        ['About', letter => letter.subject],
        ['Language', letter => new Intl.DisplayNames('en-GB', { type: 'language' }).of(letter.language)],
        ['Written', letter => moment(letter.queuedAt, session.now)],
      ], items),
      more ? el('p', { class: 'desk-more' }, 'More wait behind these. Take these for printing, and the next are shown.') : null,
    ],
    el('h2', {}, 'A letter that the post brought back'),
    form(number.group, async data => show(
      main, session, query, null, await post(`/api/letters/${encodeURIComponent(data.get('letterId').trim().split(' ')[0])}/returned`)),
    { words: 'Record that it came back', fields: { letterId: number.id } }));
}
