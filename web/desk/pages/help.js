import { el, fill } from '../dom.js';
import { heading } from '../parts.js';
import { showWorklist } from '../worklist.js';

// Whom to help: those who must be rung now, then those who were reminded and whose kit is still out.
export async function show(main, session) {
  const ring = el('section');
  const slow = el('section');
  fill(main,
    heading('People to help', 'Many who do not send a kit back would, with a hand: a call, a form in their language, a visit from someone they trust. These are the people, not only their number.'),
    ring, slow);
  await showWorklist(ring, session, { state: 'AssistanceNeeded', caption: 'Ring these patients', empty: 'Nobody has to be rung now.' });
  await showWorklist(slow, session, {
    reminded: true, caption: 'Reminded, and the kit still out', empty: 'Nobody who was reminded of a kit still has it.',
  });
}
