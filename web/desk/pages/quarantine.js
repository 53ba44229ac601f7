import { address, get, peopleOf, post } from '../api.js';
import { el, fill } from '../dom.js';
import { demand, details, done, dueWords, facts, field, form, heading, nothing, paged, person, radios } from '../parts.js';
import { date, moment, nhsNumber } from '../words.js';

export async function show(main, session, query, news = null) {
  const list = el('div');
  fill(main,
    news ? done(news) : null,
    heading('Quarantine', 'Results that could not be matched safely on the kit and two facts about the patient. Nothing here has reached a patient’s journey. Oldest first.'),
    list);
  const people = new Map();
  await paged(
    list,
    async after => {
      const page = await get(address('/api/quarantine', { after }));
      for (const [id, one] of await peopleOf(page.items.flatMap(row => row.candidates.map(candidate => candidate.journeyId)))) {
        people.set(id, one);
      }

      return page;
    },
    rows => rows.length === 0 ? nothing('Nothing is in quarantine.') : el('div', { id: 'rows' }, rows.map(one => card(one, people, session, again))),
    rows => list.querySelector('#rows').append(...rows.map(one => card(one, people, session, again))));

  async function again(sentence) {
    await show(main, session, query, sentence);
  }
}

// The one journey that is meant; a result is given to nobody on a guess.
async function only(text) {
  const { items, more } = await post('/api/search', { text });
  const open = items.filter(one => !one.outcome);
  demand({ other: open.length === 1 && !more ? null : `${open.length === 0 ? 'Nobody' : 'More than one patient'} on a journey was found. Give the NHS number.` });
  return open[0].journeyId;
}

function card(row, people, session, again) {
  const note = field('How you know', { name: 'note', rows: 2, hint: 'For example: the laboratory read the label again, by telephone. Kept on record.' });
  const other = field('Which other patient', { name: 'other', hint: 'NHS number, or name with date of birth. Only for another patient’s.', autocomplete: 'off' });
  const offered = row.candidates.map(({ journeyId, evidence }) => {
    const one = people.get(journeyId);
    return [journeyId, `It is ${one?.familyName ? `${one.givenName} ${one.familyName}` : 'this patient'}’s`, evidence];
  });
  const choice = radios('Whose result is it?', `choice-${row.id}`, [...offered, ['other', 'Another patient’s'], ['reject', 'Nobody’s: reject it', 'It stays on record with your reason.']]);
  return el('article', { class: 'desk-panel' },
    el('h2', {}, row.row === 0 ? 'A whole file' : `Row ${row.row} of a file`),
    el('p', {}, row.because),
    el('p', { class: 'desk-small' }, `Arrived ${moment(row.receivedAt, session.now)}. To be decided: `, dueWords(row.due, session.now)),
    row.reported ? facts([
      ['The report names', [row.reported.familyName, row.reported.dateOfBirth ? `born ${date(row.reported.dateOfBirth)}` : null, row.reported.nhsNumber ? `NHS ${nhsNumber(row.reported.nhsNumber)}` : null].filter(Boolean).join(', ') || 'Nobody'],
      ['Kit', row.reported.kitId],
      ['Laboratory number', row.reported.labNumber],
      ['Value', row.reported.value],
      ['Sample taken', row.reported.collectedOn ? date(row.reported.collectedOn) : null],
    ]) : null,
    row.candidates.length === 0 ? null : el('ul', { class: 'desk-candidates' }, row.candidates.map(candidate => el('li', {}, el('div', {}, person(people.get(candidate.journeyId), candidate.journeyId)), el('div', {}, candidate.evidence)))),
    details('Decide', form([choice.group, other.group, note.group], async data => {
      const chosen = choice.value();
      demand({
        action: chosen ? null : 'Choose whose result it is.',
        other: chosen === 'other' && !data.get('other').trim() ? 'Say which other patient.' : null,
        note: data.get('note').trim() ? null : 'Say how you know.',
      });
      const body = chosen === 'reject'
        ? { action: 'reject', note: data.get('note') }
        : { action: 'match', journeyId: chosen === 'other' ? await only(data.get('other')) : chosen, note: data.get('note') };
      await post(`/api/quarantine/${encodeURIComponent(row.id)}/resolution`, body);
      await again(chosen === 'reject' ? 'The result is rejected and stays on record.' : 'The result is in the patient’s journey.');
    }, { words: 'Decide', fields: { other: other.id, journeyId: other.id, note: note.id, action: choice.id } })));
}
