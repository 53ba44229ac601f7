import { everyOne, get, post } from '../api.js';
import { el, fill } from '../dom.js';
import { contactForm, kitForm, kitTroubles, needsForm } from '../journey-forms.js';
import { demand, details, done, facts, field, form, heading, nothing, radios, table, tag } from '../parts.js';
import {
  actor, clock, date, day, due, daysBetween, dateOf, decisions, fromCamel, kitState, moment, nhsNumber, owner, plural, standard, standing, state, stateColour,
  textState, weeks,
} from '../words.js';

export async function show(main, session, query) {
  const id = query.get('id') ?? '';
  const path = `/api/journeys/${encodeURIComponent(id)}`;
  const [journey, texts, letters] = await Promise.all([
    get(path),
    everyOne('/api/texts', { journeyId: id }),
    everyOne('/api/letters', { journeyId: id }),
  ]);
  draw(main, session, { journey, texts, letters, path });
  // A link may name the act it came for; what was not there when the page began is found now.
  if (location.hash.length > 1) {
    const asked = document.getElementById(location.hash.slice(1));
    asked?.setAttribute('open', '');
    asked?.querySelector('summary')?.focus();
  }
}

function draw(main, session, told, news = null) {
  const { journey } = told;
  const patient = journey.patient;
  const name = patient ? `${patient.givenName} ${patient.familyName}` : 'Patient not on the register';
  const again = async (sentence, answer) => {
    const [texts, letters] = await Promise.all([
      everyOne('/api/texts', { journeyId: journey.journeyId }), everyOne('/api/letters', { journeyId: journey.journeyId }),
    ]);
    draw(main, session, { ...told, journey: answer ?? await get(told.path), texts, letters }, sentence);
  };
  fill(main,
    news ? done(news) : null,
    heading(name),
    el('p', { class: 'desk-row' },
      patient ? el('span', {}, `Born ${date(patient.dateOfBirth)}`) : null,
      patient ? el('span', { class: 'desk-number' }, `NHS ${nhsNumber(patient.nhsNumber)}`) : null,
      el('span', {}, `Practice ${journey.practice.odsCode}`),
      tag(state(journey.state, journey.outcome), stateColour(journey.state))),
    next(journey, session),
    acts(journey, session, told.path, again),
    el('div', { class: 'desk-columns' },
      el('div', {}, results(journey, session), timeline(journey, session)),
      el('div', {}, clocks(journey, session), kits(journey, session), messages(told, session), contact(journey), thread(journey, session))));
}

function next(journey, session) {
  const last = journey.timeline.at(-1);
  if (!journey.nextAction) {
    return el('section', { class: 'desk-panel desk-next' }, el('h2', {}, 'This journey has ended'), el('p', {}, last?.because ?? ''));
  }

  const when = due(journey.nextAction.due, session.now);
  return el('section', { class: `desk-panel desk-next ${when.late ? 'desk-next--late' : ''}` },
    el('h2', {}, 'What happens next'),
    el('p', {}, el('strong', {}, journey.nextAction.what)),
    facts([
      ['Whose turn', owner(journey.nextAction.owner)],
      ['Due', el('span', { class: when.late ? 'desk-late' : null }, when.words === day(journey.nextAction.due, session.now)
        ? moment(journey.nextAction.due, session.now) : `${when.words} (${moment(journey.nextAction.due, session.now)})`)],
      ['Why', last?.because],
      ['Appointment', journey.appointment ? `${journey.appointment.site}, ${moment(journey.appointment.startsAt, session.now)}${journey.appointment.acceptedAt ? ', accepted by the patient' : ''}` : null],
      ['Place on the waiting list', journey.priority ? [`${journey.priority.rank}`, el('ul', { class: 'nhsuk-list nhsuk-list--bullet desk-small' }, journey.priority.because.map(line => el('li', {}, line)))] : null],
    ]));
}

// Only what the pathway would take now is offered; it was asked.
function acts(journey, session, path, again) {
  const can = act => journey.acts.some(one => one.act === act && one.can);
  const offered = [];
  if (can('acknowledge')) {
    const note = field('Note (optional)', { name: 'note', rows: 2, hint: 'For example: who tells the patient, and when.' });
    offered.push(['acknowledge', 'Acknowledge the result', form(
      [el('p', {}, 'You take this patient on: the patient is told by a person and joins the waiting list.'), note.group],
      async data => again('The result is acknowledged.', await post(`${path}/acknowledgements`, { note: data.get('note') })), { words: 'Acknowledge the result' })]);
  }

  const possible = Object.entries(decisions).filter(([name]) => can(`decide/${name}`));
  if (possible.length > 0) {
    const which = radios('What do you decide?', 'decision', possible.map(([name, [words, hint]]) => [name, words, hint]));
    const why = field('Why', { name: 'reason', rows: 3, hint: 'Kept with the decision; the practice and triage can read it.' });
    offered.push(['decide', 'Record a decision', form([which.group, why.group], async data => {
      demand({
        decision: which.value() ? null : 'Choose what you decide.',
        reason: data.get('reason').trim() ? null : 'Say why; the reason is kept with the decision.',
      });
      await again('The decision is recorded.', await post(`${path}/decisions`, { decision: which.value(), reason: data.get('reason') }));
    }, { words: 'Record the decision', fields: { decision: which.id, reason: why.id } })]);
  }

  if (can('done')) {
    const note = field('What was said or done', { name: 'note', rows: 2 });
    offered.push(['call', journey.state === 'AssistanceNeeded' ? 'Record the call to the patient' : 'Mark the next action as done', form(
      [journey.patient?.mobile ? el('p', {}, 'Mobile: ', el('a', { href: `tel:${journey.patient.mobile}` }, journey.patient.mobile)) : null, note.group],
      async data => again('It is marked as done.', await post(`/api/worklist/${journey.journeyId}/done`, { note: data.get('note') }) ?? undefined),
      { words: 'Mark as done' })]);
  }

  if (can('priority')) {
    const level = radios('How urgent is this patient?', 'priority', [['1', '1, most urgent'], ['2', '2'], ['3', '3'], ['4', '4, least urgent']]);
    const why = field('Why', { name: 'reason', rows: 2 });
    offered.push(['priority', 'Change the priority', form([level.group, why.group], async data => {
      demand({ priority: level.value() ? null : 'Choose how urgent the patient is.', reason: data.get('reason').trim() ? null : 'Say why the priority is changed.' });
      await again('The priority is set.', await post(`${path}/priority`, { priority: Number(level.value()), reason: data.get('reason') }));
    }, { words: 'Set the priority', fields: { priority: level.id, reason: why.id } })]);
  }

  for (const [act, words, hint, where, sentence] of [
    ['askPriority', 'Ask for another priority', 'Triage reads it and answers.', '/priority-requests', 'Triage is asked.'],
    ['keepPriority', 'Leave the priority as it is', 'The practice, which asked for another, reads it.', '/priority-requests/answer', 'The practice is answered.'],
  ]) {
    if (can(act)) {
      const why = field('Why', { name: 'reason', rows: 3, hint });
      offered.push([act, words, form(why.group, async data => again(sentence, await post(path + where, { reason: data.get('reason') })), { words, fields: { reason: why.id } })]);
    }
  }

  const troubles = kitTroubles.filter(name => can(`askForKit/${name}`));
  if (troubles.length > 0) {
    offered.push(['kit', 'The patient asks for another kit', kitForm(troubles, path, again)]);
  }

  if (can('contact') && journey.patient) {
    offered.push(['contact', 'Change how the patient is reached', contactForm(journey, path, again)]);
  }

  if (can('needs')) {
    offered.push(['needs', 'Write down what an appointment must offer', needsForm(journey, path, again)]);
  }

  if (can('advice')) {
    const text = field('Your message', { name: 'text', rows: 4, hint: session.role === 'gp' ? 'It goes on triage’s list, with the day by which it is to be answered.' : 'It goes on the practice’s list, with the day by which it is to be read.' });
    offered.push(['advice', session.role === 'gp' ? 'Ask for advice' : 'Write to the practice', form(text.group, async data => again(
      'The message is sent.', await post(`${path}/messages`, { text: data.get('text') })), { words: 'Send the message', fields: { text: text.id } })]);
  }

  return offered.length === 0 ? null : el('section', {}, el('h2', {}, 'What you can do'), offered.map(([id, words, content]) => {
    const opens = details(words, content);
    opens.id = id;
    return opens;
  }));
}

function results(journey) {
  if (journey.reportedValues.length === 0) {
    return null;
  }

  return el('section', {}, table('Results', [
    ['Value', value => el('strong', {}, value.words)],
    ['Counts?', value => standing(value.standing)],
    ['Sample taken', value => value.collectedOn ? date(value.collectedOn) : 'No date on the kit'],
    ['Reported', value => date(value.reportedAt)],
    ['Kit and laboratory number', value => [value.kitId, value.labNumber ? el('span', { class: 'desk-small' }, value.labNumber) : null]],
  ], journey.reportedValues));
}

function timeline(journey, session) {
  return el('section', {}, el('h2', {}, 'The whole story'),
    el('ol', { class: 'desk-timeline', reversed: true }, [...journey.timeline].reverse().map(line => el('li', {},
      el('h3', {}, line.what),
      el('p', { class: 'desk-small' }, `${moment(line.at, session.now)}, by ${actor(line.by)}`),
      el('p', {}, line.because),
      line.note ? el('p', { class: 'desk-said' }, line.note) : null))));
}

function clocks(journey, session) {
  const { fasterDiagnosisDay, fasterDiagnosisBreachOn, dm01BreachOn } = journey.clocks;
  const left = breach => {
    const days = daysBetween(dateOf(session.now), breach);
    return days < 0 ? el('span', { class: 'desk-late' }, `${plural(-days, 'day')} past ${day(breach, session.now)}`) : `${day(breach, session.now)}, ${days === 0 ? 'today' : `in ${plural(days, 'day')}`}`;
  };
  return el('section', {}, el('h2', {}, 'Clocks'), facts([
    [`Days of the ${standard(session, 'fasterDiagnosis').days}-day clock`, String(fasterDiagnosisDay)],
    ['Told cancer or not by', journey.state === 'Closed' ? day(fasterDiagnosisBreachOn, session.now) : left(fasterDiagnosisBreachOn)],
    [`Examination in less than ${weeks(standard(session, 'dm01').days)}`, dm01BreachOn ? ['Before ', left(dm01BreachOn)] : 'Not asked for yet'],
  ]));
}

function kits(journey, session) {
  return el('section', {}, el('h2', {}, 'Kits'), journey.kits.length === 0 ? nothing('No kit has been posted.') : journey.kits.map(kit => facts([
    [`Kit ${kit.number}`, [kit.kitId, ' ', tag(kitState(kit.state), kit.state === 'resulted' ? 'green' : 'blue')]],
    ['Posted', moment(kit.postedAt, session.now)],
    ['Received', kit.receivedAt ? moment(kit.receivedAt, session.now) : null],
    ['Lot', kit.lot],
    ['Use by', kit.expiresOn ? date(kit.expiresOn) : null],
  ])));
}

function messages({ texts, letters }, session) {
  const sent = [
    ...texts.map(text => ({ at: text.sentAt ?? text.queuedAt, words: `Text: ${fromCamel(text.template)}`, body: [text.body], state: text.status })),
    ...letters.map(letter => ({ at: letter.queuedAt, words: `Letter: ${letter.subject}`, body: letter.paragraphs, state: null })),
  ].sort((a, b) => a.at < b.at ? 1 : -1);
  return el('section', {}, el('h2', {}, 'Texts and letters'), sent.length === 0 ? nothing('Nothing has been sent.') : sent.map(one => details(
    [one.words, el('span', { class: 'desk-small' }, ` ${day(one.at, session.now)}, ${clock(one.at)}`)],
    one.body.map(line => el('p', {}, line)),
    one.state ? el('p', {}, tag(textState(one.state), { delivered: 'green', failed: 'red', sent: 'blue' }[one.state] ?? 'grey')) : null)));
}

function needed(needs) {
  return [
    needs.notBefore ? `not before ${date(needs.notBefore)}` : null,
    needs.sites.length > 0 ? `at ${needs.sites.join(' or ')}` : null,
    needs.weekdays.length > 0 ? needs.weekdays.map(day => fromCamel(day)).join(', ') : null,
    needs.partsOfDay.length > 0 ? needs.partsOfDay.join(' or ') : null,
    needs.needsLongSlot ? 'a long slot' : null, needs.needsHospital ? 'a hospital' : null, needs.needsTransport ? 'transport' : null,
    needs.noticeDays === null || needs.noticeDays === undefined ? null : plural(needs.noticeDays, 'day') + ' of notice',
  ].filter(Boolean).join('; ');
}

function contact(journey) {
  const patient = journey.patient;
  return patient && el('section', {}, el('h2', {}, 'Patient'), facts([
    ['Mobile', patient.mobile ? el('a', { href: `tel:${patient.mobile}` }, patient.mobile) : 'None we can text'],
    ['Address', [...patient.addressLines, patient.postcode].flatMap((line, i) => i === 0 ? [line] : [el('br'), line])],
    ['Sex', fromCamel(patient.sex)],
    ['Texts', journey.contact.canBeTexted ? 'Wanted' : 'Letters instead'],
    ['Written to in', journey.contact.formats.map(format => fromCamel(format)).join(', ') || null],
    ['Nothing is sent', journey.contact.stopped.map(why => fromCamel(why)).join(', ') || null],
    ['Appointment must offer', needed(journey.needs) || null],
    ['Language', new Intl.DisplayNames('en-GB', { type: 'language' }).of(patient.language) ?? patient.language],
    ['Clinician', journey.practice.clinician],
    ['Patient’s page', journey.patientPage ? el('a', { href: journey.patientPage, target: '_blank', rel: 'noopener' }, 'See what the patient sees (opens in a new tab)') : null],
  ]));
}

function thread(journey, session) {
  return journey.advice.length === 0 ? null : el('section', {}, el('h2', {}, 'Advice'), journey.advice.map(message => el('article', { class: 'desk-panel' },
    el('h3', { class: 'nhsuk-heading-xs' }, `From ${actor(message.by)}`),
    el('p', { class: 'desk-said' }, message.text),
    el('p', { class: 'desk-small' }, moment(message.at, session.now)))));
}
