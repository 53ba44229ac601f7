// Scanning, hundreds in a row: the field keeps the focus, every scan is answered in words, colour and sound, and the
// next one can be read while the last is still on its way.
import { everyOne, get, post } from '../api.js';
import { camera } from '../camera.js';
import { el, fill } from '../dom.js';
import { field, heading, radios, table } from '../parts.js';
import { play } from '../sounds.js';
import { clock, plural } from '../words.js';

const verdicts = {
  accepted: 'Accepted', rejected: 'Stop: not accepted', parked: 'Put aside: nobody knows this kit', ignored: 'Nothing to do', duplicate: 'Scanned before',
};

const faults = { otherPatient: 'Stop: another patient’s kit', expired: 'Stop: expires too soon', recalled: 'Stop: recalled lot' };

const kinds = [
  ['posted', 'Out, to a patient', 'Scan the address label, then the kit.'],
  ['received', 'In, from a patient', 'Scan each kit as it arrives.'],
  ['returnedToSender', 'Back, undelivered', 'Scan each kit that the post brought back.'],
  ['lost', 'Lost', 'Type the number of a kit that the patient says never came.'],
];

const remembered = 10;

export async function show(main, session) {
  const mayPost = session.role === 'kitDesk';
  const offered = mayPost ? kinds : kinds.slice(1);
  const kind = radios('What are you scanning?', 'kind', offered.map(([value, words]) => [value, words]), { inline: true });
  const how = el('p', { class: 'desk-small' });
  kind.group.querySelector('input').checked = true;
  const code = field('Scan or type a barcode', { name: 'code', class: 'nhsuk-input desk-code', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', enterkeyhint: 'done' });
  const lot = field('Lot on the box', { name: 'lot', width: '10', autocomplete: 'off' });
  const expires = field('Use by', { name: 'expires', type: 'date', width: '10' });
  const box = el('div', { class: 'desk-fields' }, lot.group, expires.group);
  const patient = el('p', { class: 'desk-lead', 'aria-live': 'polite' });
  const verdict = el('div', { class: 'desk-verdict', role: 'status', 'aria-live': 'assertive' }, el('p', { class: 'desk-verdict__word' }, 'Ready'), el('p', {}, 'Scan the first barcode.'));
  const done = el('div');
  const lines = [];
  const counts = { accepted: 0, other: 0 };
  let labels = [];
  let next = null;
  let queue = Promise.resolve();
  let now = session.now;

  function say(outcome, because, about, fault) {
    const word = faults[fault] ?? verdicts[outcome] ?? outcome;
    verdict.className = `desk-verdict desk-verdict--${outcome}`;
    fill(verdict, el('p', { class: 'desk-verdict__word' }, word), el('p', {}, about), el('p', {}, because));
    counts[outcome === 'accepted' ? 'accepted' : 'other'] += 1;
    lines.unshift({ at: now, about, word, because });
    lines.length = Math.min(lines.length, remembered);
    fill(done, table(`${plural(counts.accepted, 'kit')} accepted, ${counts.other} not`, [
      ['When', line => clock(line.at)], ['Barcode', line => line.about], ['Answer', line => el('strong', {}, line.word)], ['Because', line => line.because],
    ], lines));
    play(fault ?? outcome);
  }

  function turn() {
    const posting = kind.value() === 'posted';
    fill(how, kinds.find(([value]) => value === kind.value())[2]);
    box.hidden = !posting;
    patient.hidden = !posting;
    if (posting) {
      fill(patient, next
        ? ['Next kit is for ', el('strong', {}, `${next.givenName} ${next.familyName}, ${next.postcode}`), `. ${labels.length === 0 ? '' : `${plural(labels.length, 'kit')} to post.`}`]
        : labels.length > 0 ? `Scan an address label first. ${plural(labels.length, 'kit')} to post.` : 'No kit waits to be posted.');
    }
  }

  async function loadLabels() {
    labels = await everyOne('/api/kits/to-post');
  }

  // A label may be newer than this page: before it is refused, the service is asked again.
  async function waitingFor(journeyId) {
    const known = () => labels.find(label => label.journeyId === journeyId) ?? null;
    if (!known()) {
      await loadLabels();
    }

    return known();
  }

  async function send(kitId) {
    const chosen = kind.value();
    const posting = chosen === 'posted';
    if (posting && !next) {
      say('rejected', 'Scan the address label first, so that the kit goes to the right patient.', kitId);
      return;
    }

    const to = next;
    ({ now } = await get('/api/session'));
    const scan = { scanId: crypto.randomUUID(), kind: chosen, kitId, at: now };
    if (posting) {
      Object.assign(scan, { journeyId: to.journeyId, lot: lot.control.value.trim() || undefined, expiresOn: expires.control.value || undefined });
    }

    const { outcomes: [answer] } = await post('/api/kits/scans', { scans: [scan] });
    say(answer.outcome, answer.because, posting ? `${kitId} for ${to.givenName} ${to.familyName}` : kitId, answer.fault);
    if (posting && (answer.outcome === 'accepted' || answer.outcome === 'duplicate')) {
      labels = labels.filter(label => label.journeyId !== to.journeyId);
      next = null;
      turn();
    }
  }

  async function read(text) {
    const value = text.trim();
    if (value === '') {
      return;
    }

    if (kind.value() === 'posted' && value.toLowerCase().startsWith('j-')) {
      next = await waitingFor(value.toLowerCase());
      if (next) {
        turn();
        verdict.className = 'desk-verdict';
        fill(verdict, el('p', { class: 'desk-verdict__word' }, 'Now the kit'), el('p', {}, `For ${next.givenName} ${next.familyName}, ${next.postcode}.`));
      } else {
        say('rejected', 'No kit waits for this label: it was posted already, or the patient no longer needs one.', value);
      }

      return;
    }

    await send(value.toUpperCase());
  }

  // One after the other, in the order scanned, however fast they come.
  function take(text) {
    queue = queue.then(() => read(text)).catch(refusal => say('rejected', refusal.message, text.trim()));
  }

  fill(main,
    heading('Scan kits'),
    el('div', { class: 'desk-scan' },
      el('form', {
        novalidate: true,
        on: {
          submit: event => {
            event.preventDefault();
            const text = code.control.value;
            code.control.value = '';
            code.control.focus();
            take(text);
          },
        },
      }, kind.group, how, box, patient, code.group, el('button', { class: 'nhsuk-button', type: 'submit' }, 'Enter')),
      el('div', {}, verdict, camera(take))),
    done);
  kind.group.addEventListener('change', () => {
    turn();
    code.control.focus();
  });
  if (mayPost) {
    await loadLabels();
  }

  turn();
  code.control.focus();
}
