import { post } from '../api.js';
import { el, fill } from '../dom.js';
import { field, form, heading, nothing } from '../parts.js';
import { peopleTable } from '../people-table.js';
import { plural } from '../words.js';

export async function show(main, session) {
  const what = field('Who or what are you looking for?', {
    name: 'text', autocomplete: 'off', spellcheck: 'false', maxlength: '100',
    hint: 'NHS number, name (with a first name or date of birth if it is common), kit number or laboratory number. A barcode can be scanned.',
  });
  const found = el('div', { 'aria-live': 'polite' });
  fill(main, heading('Find a patient'), form(what.group, async data => {
    const { items, more } = await post('/api/search', { text: data.get('text') });
    if (items.length === 0) {
      fill(found, nothing('Nobody was found. Check the number, or try the family name alone.'));
      return;
    }

    fill(found,
      more ? el('p', {}, `Only ${items.length} are shown. Add a first name or a date of birth, such as 14/02/1960.`) : null,
      peopleTable(plural(items.length, 'journey found', 'journeys found'), items, session));
    what.control.select();
  }, { words: 'Find', fields: { text: what.id } }), found);
  what.control.focus();
}
