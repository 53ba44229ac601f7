import { address } from '../api.js';
import { el, fill } from '../dom.js';
import { button, heading, select } from '../parts.js';
import { ownerNames } from '../words.js';
import { showWorklist } from '../worklist.js';

export async function show(main, session, query) {
  const of = query.get('owner') ?? '';
  const overdue = query.get('overdue') === 'true';
  const whose = select('Whose work', 'owner', [['', 'Everybody’s'], ...Object.entries(ownerNames)], of);
  const when = select('When', 'overdue', [['', 'All'], ['true', 'Only what is late']], overdue ? 'true' : '');
  const list = el('div');
  fill(main,
    heading('Work to be done', 'What has waited longest is at the top.'),
    el('form', {
      class: 'desk-fields',
      on: {
        submit: event => {
          event.preventDefault();
          location.assign(address('/work', { owner: whose.control.value, overdue: when.control.value }));
        },
      },
    }, session.role === 'gp' ? null : whose.group, when.group, button('Show', null, { type: 'submit', kind: 'secondary' })),
    list);
  await showWorklist(list, session, {
    owner: of || null, overdue, caption: overdue ? 'Late work' : 'All work', empty: overdue ? 'Nothing is late.' : 'Nothing waits here.',
  });
}
