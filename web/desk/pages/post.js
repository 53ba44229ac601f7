import { everyOne } from '../api.js';
import { barcode } from '../code128.js';
import { el, fill } from '../dom.js';
import { button, dueWords, heading, nothing, table } from '../parts.js';
import { plural } from '../words.js';

export async function show(main, session) {
  const labels = await everyOne('/api/kits/to-post');
  if (labels.length === 0) {
    fill(main, heading('Post'), nothing('No kit waits to be posted.'), el('p', {}, el('a', { href: '/letters' }, 'Letters')));
    return;
  }

  fill(main,
    el('div', { class: 'desk-no-print' },
      heading('Post', `${plural(labels.length, 'kit')} to post. Print the labels, put one on each envelope, then scan label and kit.`),
      el('p', { class: 'desk-row' },
        button(`Print ${plural(labels.length, 'address label')}`, () => window.print()),
        el('a', { href: '/scan' }, 'Scan kits out'), el('a', { href: '/letters' }, 'Letters')),
      el('p', { class: 'desk-small' }, 'Labels are laid out for A4 sheets of 14, 99.1 by 38.1 mm. In the print window choose actual size and no headers.'),
      table('Kits to post, longest due first', [
        ['For', label => el('a', { href: `/journey?id=${label.journeyId}` }, `${label.familyName}, ${label.givenName}`)],
        ['To', label => [...label.addressLines, label.postcode].join(', ')],
        ['Kit', label => label.kitNumber === 1 ? 'First kit' : `Kit ${label.kitNumber} of this patient`],
        ['Wants', label => label.formats.length > 0 ? label.formats.map(format => format === 'largePrint' ? 'large print' : format).join(', ') : 'Nothing special'],
        ['Due', label => dueWords(label.due, session.now)],
      ], labels)),
    el('div', { class: 'desk-labels', 'aria-hidden': 'true' }, labels.map(label => el('div', { class: 'desk-label' },
      el('p', {}, `${label.givenName} ${label.familyName}`),
      [...label.addressLines, label.postcode].map(line => el('p', {}, line)),
      barcode(label.journeyId)))));
}
