import { address } from '../api.js';
import { el, fill } from '../dom.js';
import { button, heading, select } from '../parts.js';
import { ownerNames, stateNames } from '../words.js';
import { showWorklist } from '../worklist.js';

export async function show(main, session, query) {
  const of = query.get('owner') ?? '';
  const state = query.get('state') ?? '';
  const overdue = query.get('overdue') === 'true';
  const whose = select('Whose work', 'owner', [['', 'Everybody’s'], ...Object.entries(ownerNames)], of);
  const where = select('Where the patient is', 'state', [['', 'Anywhere'], ...Object.entries(stateNames).filter(([name]) => name !== 'Closed')], state);
  const when = select('When', 'overdue', [['', 'All'], ['true', 'Only what is late']], overdue ? 'true' : '');
  const list = el('div');
  fill(main,
    heading('Work to be done', 'What has waited longest is at the top.'),
    el('form', {
      class: 'desk-fields',
      on: {
        submit: event => {
          event.preventDefault();
          location.assign(address('/work', { owner: whose.control.value, state: where.control.value, overdue: when.control.value }));
        },
      },
    }, session.role === 'gp' ? null : whose.group, where.group, when.group, button('Show', null, { type: 'submit', kind: 'secondary' })),
    list);
  await showWorklist(list, session, {
    owner: of || null, state: state || null, overdue, caption: [overdue ? 'Late work' : 'All work', state ? stateNames[state].toLowerCase() : null].filter(Boolean).join(': '),
    empty: overdue ? 'Nothing of this is late.' : 'Nothing waits here.',
  });
}
