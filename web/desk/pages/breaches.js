import { get } from '../api.js';
import { fill } from '../dom.js';
import { heading, nothing } from '../parts.js';
import { peopleTable } from '../people-table.js';

export async function show(main, session) {
  const { items } = await get('/api/untold');
  const people = [...items].sort((a, b) => a.fasterDiagnosisBreachOn < b.fasterDiagnosisBreachOn ? -1 : 1);
  fill(main,
    heading('Patients to be told soon', 'Their 28 days since referral are over, or end within a week, and nobody has told them yet whether it is cancer.'),
    people.length === 0 ? nothing('Nobody’s 28 days end within a week.') : peopleTable('Longest over first', people, session),
    people.length === 200 ? nothing('These are the first 200. More follow when some of these have been told.') : null);
}
