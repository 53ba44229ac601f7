// People in a list, wherever one is shown.
import { el } from './dom.js';
import { person, table, tag } from './parts.js';
import { day, daysBetween, dateOf, plural, standard, state, stateColour } from './words.js';

/** How the clock of Faster Diagnosis stands, in words. */
export function fasterDiagnosis(one, now) {
  if (one.told) {
    return `Told on day ${one.fasterDiagnosisDay}`;
  }

  const left = daysBetween(dateOf(now), one.fasterDiagnosisBreachOn);
  const on = day(one.fasterDiagnosisBreachOn, now);
  return left < 0
    ? el('span', { class: 'desk-late' }, `Over since ${on}, ${plural(-left, 'day')} ago`)
    : `${left === 0 ? 'Ends today' : `${plural(left, 'day')} left`}, to ${on}`;
}

/** The columns of a table of people. */
export const peopleColumns = session => [
  ['Patient', one => person(one, one.journeyId)],
  ['Where', one => tag(state(one.state, one.outcome), stateColour(one.state))],
  ['Result', one => one.result ?? 'None yet'],
  [plural(standard(session, 'fasterDiagnosis').days, 'day'), one => one.outcome ? '–' : fasterDiagnosis(one, session.now)],
];

/** A table of people. */
export const peopleTable = (caption, people, session, options) => table(caption, peopleColumns(session), people, options);
