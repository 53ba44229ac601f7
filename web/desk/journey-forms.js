// What is written down when a patient rings: how to be reached, what an appointment must offer, another kit.
import { post } from './api.js';
import { checkboxes, demand, field, form, radios, select } from './parts.js';
import { fromCamel } from './words.js';

// The languages most spoken in England and Wales; a patient's own is added when it is another.
const languages = ['en', 'cy', 'ar', 'bn', 'bg', 'yue', 'zh', 'cs', 'nl', 'fr', 'de', 'el', 'gu', 'hi', 'hu', 'it', 'ku', 'lv', 'lt', 'ne', 'ps', 'fa', 'pl',
  'pt', 'pa', 'ro', 'ru', 'sk', 'so', 'es', 'sw', 'sv', 'tl', 'ta', 'te', 'th', 'tr', 'uk', 'ur', 'vi'];

const formats = [['largePrint', 'Large print'], ['braille', 'Braille'], ['audio', 'Audio'], ['easyRead', 'Easy read'], ['bsl', 'British Sign Language']];

const stops = {
  detailsProtected: ['Details are protected', 'Nothing is sent any more; a person tells the patient.'],
  deathReported: ['Somebody says the patient has died', 'Nothing is sent until it is cleared up.'],
};

const troubles = { notCome: 'It has not come', lost: 'It is lost', spoilt: 'It is spoilt or damaged' };

const same = (one, other) => JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

/** How the patient is to be reached; only what was changed is sent. */
export function contactForm(journey, path, again) {
  const { patient, contact } = journey;
  const names = new Intl.DisplayNames('en-GB', { type: 'language' });
  const known = languages.includes(patient.language) ? languages : [patient.language, ...languages];
  const mobile = field('Mobile', { name: 'mobile', type: 'tel', value: patient.mobile ?? '', width: '20', autocomplete: 'off', hint: 'Leave empty when there is none.' });
  const texts = radios('Does the patient want texts?', 'texts', [['true', 'Yes'], ['false', 'No, letters only']], { inline: true });
  texts.group.querySelector(`input[value="${!contact.textsRefused}"]`).checked = true;
  const lines = field('Address', { name: 'lines', rows: 3, value: patient.addressLines.join('\n'), hint: 'One line each, without the postcode.' });
  const postcode = field('Postcode', { name: 'postcode', value: patient.postcode, width: '10', autocomplete: 'off' });
  const language = select('Language', 'language', known.map(code => [code, names.of(code)]).sort((a, b) => a[1].localeCompare(b[1])), patient.language);
  const wanted = checkboxes('Written to in', 'formats', formats, contact.formats);
  const stopped = contact.stopped;
  const stop = radios('May anything be sent?', 'stop', [
    ['', stopped.length > 0 ? 'No change' : 'Yes'],
    ...Object.entries(stops).filter(([name]) => !stopped.includes(name)).map(([name, [words, hint]]) => [`stop:${name}`, words, hint]),
    ...stopped.map(name => [`resume:${name}`, `No longer: ${stops[name]?.[0].toLowerCase() ?? fromCamel(name).toLowerCase()}`, 'What is due is sent again from now on.']),
  ]);
  stop.group.querySelector('input').checked = true;
  const note = field('What was said (optional)', { name: 'note', rows: 2 });

  function changes(data) {
    const body = {};
    if (data.get('mobile').trim() !== (patient.mobile ?? '')) {
      body.mobile = data.get('mobile').trim();
    }

    if ((texts.value() === 'false') !== contact.textsRefused) {
      body.texts = texts.value() === 'true';
    }

    const address = data.get('lines').split('\n').map(line => line.trim()).filter(line => line !== '');
    if (JSON.stringify(address) !== JSON.stringify(patient.addressLines) || data.get('postcode').trim() !== patient.postcode) {
      body.address = { lines: address, postcode: data.get('postcode').trim() };
    }

    if (data.get('language') !== patient.language) {
      body.language = data.get('language');
    }

    if (!same(data.getAll('formats'), contact.formats)) {
      body.formats = data.getAll('formats');
    }

    const [kind, reason] = (stop.value() ?? '').split(':');
    if (reason) {
      body[kind] = reason;
    }

    return body;
  }

  return form(
    [mobile.group, texts.group, lines.group, postcode.group, language.group, wanted.group, stop.group, note.group],
    async data => {
      const body = changes(data);
      demand({ mobile: Object.keys(body).length > 0 ? null : 'Nothing has been changed yet.' });
      await again('It is written down, for every journey of this patient.', await post(`${path}/contact`, { ...body, note: data.get('note') || undefined }));
    },
    {
      words: 'Write it down',
      fields: { mobile: mobile.id, texts: texts.id, address: lines.id, 'address.lines': lines.id, 'address.postcode': postcode.id, language: language.id, formats: wanted.id, stop: stop.id, resume: stop.id },
    });
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const parts = ['morning', 'afternoon', 'evening'];
const procedures = [['colonoscopy', 'Colonoscopy'], ['flexibleSigmoidoscopy', 'Flexible sigmoidoscopy'], ['ctColonography', 'CT colonography']];

/** What an appointment must offer this patient, in place of what was written down before. */
export function needsForm(journey, path, again) {
  const { needs } = journey;
  const procedure = select('Examination', 'procedure', procedures, needs.procedure);
  const notBefore = field('Not before', { name: 'notBefore', type: 'date', value: needs.notBefore ?? '', width: '10', hint: 'Leave empty when any day will do.' });
  const sites = field('Sites the patient can reach', { name: 'sites', rows: 2, value: needs.sites.join('\n'), hint: 'One line each, as slots name them. Leave empty for any.' });
  const weekdays = checkboxes('Days the patient can come', 'weekdays', days.map(day => [day, fromCamel(day)]), needs.weekdays, 'None chosen means any.');
  const partsOfDay = checkboxes('Parts of the day', 'partsOfDay', parts.map(part => [part, fromCamel(part)]), needs.partsOfDay, 'None chosen means any.');
  const other = checkboxes('What else is needed', 'needs', [
    ['needsLongSlot', 'A long slot'], ['needsHospital', 'A hospital, not a community list'], ['needsTransport', 'Transport'],
  ], ['needsLongSlot', 'needsHospital', 'needsTransport'].filter(name => needs[name]));
  const notice = field('Days of notice', { name: 'noticeDays', inputmode: 'numeric', width: '3', value: needs.noticeDays ?? '', hint: 'Leave empty for the usual.' });
  return form(
    [procedure.group, notBefore.group, sites.group, weekdays.group, partsOfDay.group, other.group, notice.group],
    async data => {
      const days = data.get('noticeDays').trim();
      demand({ noticeDays: /^\d*$/.test(days) ? null : 'Give the days of notice as a number.' });
      await again('It is written down, and kept to from the next round on.', await post(`${path}/needs`, {
        procedure: data.get('procedure'), notBefore: data.get('notBefore') || undefined,
        sites: data.get('sites').split('\n').map(line => line.trim()).filter(line => line !== ''),
        weekdays: data.getAll('weekdays'), partsOfDay: data.getAll('partsOfDay'),
        ...Object.fromEntries(data.getAll('needs').map(name => [name, true])),
        noticeDays: days === '' ? undefined : Number(days),
      }));
    },
    {
      words: 'Write it down',
      fields: { procedure: procedure.id, notBefore: notBefore.id, sites: sites.id, weekdays: weekdays.id, partsOfDay: partsOfDay.id, noticeDays: notice.id },
    });
}

/** The patient asks for another kit; only troubles the pathway would take now are offered. */
export function kitForm(possible, path, again) {
  const trouble = radios('What is wrong with the kit?', 'trouble', possible.map(name => [name, troubles[name]]));
  const note = field('What was said (optional)', { name: 'note', rows: 2 });
  return form([trouble.group, note.group], async data => {
    demand({ trouble: trouble.value() ? null : 'Choose what is wrong.' });
    await again('Another kit is asked for.', await post(`${path}/kit-requests`, { trouble: trouble.value(), note: data.get('note') || undefined }));
  }, { words: 'Ask for another kit', fields: { trouble: trouble.id } });
}

/** The troubles a kit can have. */
export const kitTroubles = Object.keys(troubles);
