// Figures as pictures, as tables and as files. A picture never stands alone: its table is beneath it.
import { Refusal, address, get } from '../api.js';
import { el, fill } from '../dom.js';
import { button, details, field, heading, select } from '../parts.js';
import { date, dateOf, fromCamel, plural, standard, stateNames } from '../words.js';

const groups = [
  ['', 'Everybody together'], ['ethnicity', 'Ethnicity'], ['deprivation', 'Deprivation'], ['age', 'Age'], ['sex', 'Sex'], ['language', 'Language'],
  ['practice', 'Practice'],
];

const ethnicities = {
  A: 'White: British', B: 'White: Irish', C: 'White: other', D: 'Mixed: White and Black Caribbean', E: 'Mixed: White and Black African',
  F: 'Mixed: White and Asian', G: 'Mixed: other', H: 'Asian: Indian', J: 'Asian: Pakistani', K: 'Asian: Bangladeshi', L: 'Asian: other',
  M: 'Black: Caribbean', N: 'Black: African', P: 'Black: other', R: 'Chinese', S: 'Any other', Z: 'Asked, not stated', 99: 'Not asked',
};

const figures = {
  kitsPosted: 'Kits posted', kitsReturned: 'Kits returned', returnedPercent: 'Returned, %', resulted: 'With a result',
  atOrAboveThreshold: 'At or above the threshold', atOrAbovePercent: 'At or above the threshold, %', examined: 'Examined', listed: 'On the waiting list',
  notReturned: 'Not returned', toldInTime: 'Told in time', toldLate: 'Told too late', notToldLate: 'Not told, and too late', notToldInTime: 'Not told yet, still in time',
  toldInTimePercent: 'Told in time, %', endedUntold: 'Ended without an answer',
  clocks: 'Clocks', stoppedInTime: 'Stopped in time', stoppedLate: 'Stopped too late', runningInTime: 'Still running, in time',
  runningLate: 'Still running, too late', stoppedInTimePercent: 'Stopped in time, %',
};

const steps = {
  referralToPosting: 'Referral to posting', postingToReceipt: 'Posting to arrival', receiptToResult: 'Arrival to result',
  resultToAcknowledgement: 'Result to acknowledgement', listingToExamination: 'Listing to examination', referralToTold: 'Referral to being told',
};

const name = figure => figures[figure] ?? fromCamel(figure);
const number = text => text === '*' || text === '' || text === undefined ? null : Number(text);
const shown = text => text === '*' ? 'Too few to show' : text === '' ? '–' : text;

function stratum(by, value) {
  if (by === 'ethnicity') {
    return ethnicities[value] ?? fromCamel(value);
  }

  if (by === 'language' && /^[a-z]{2,3}$/.test(value)) {
    return new Intl.DisplayNames('en-GB', { type: 'language' }).of(value);
  }

  return value.charAt(0).toUpperCase() + value.slice(1);
}

// The chart library is fetched only on this page, and only when there is something to draw.
async function charts() {
  await import('/desk/vendor/chart.js');
  return window.Chart;
}

// On a phone half the picture is the labels': each has as many lines as it needs.
const phone = matchMedia('(max-width: 40em)');
const lineOnPhone = 14;
const lines = label => label.split(' ').reduce((done, word) => done.length > 0 && `${done.at(-1)} ${word}`.length <= lineOnPhone
  ? [...done.slice(0, -1), `${done.at(-1)} ${word}`]
  : [...done, word], []);

async function draw(canvas, labels, sets, unit) {
  const Chart = await charts();
  const row = sets.length > 1 ? 44 : 34;
  const size = () => {
    const rows = labels.map(label => phone.matches ? Math.max(row, 16 * lines(label).length + 10) : row);
    canvas.parentNode.style.height = `${Math.max(200, rows.reduce((sum, one) => sum + one, 90))}px`;
  };
  size();
  phone.addEventListener('change', size);
  Chart.defaults.font.size = 14;
  Chart.defaults.color = '#212b32';
  const pattern = ['#005eb8', '#330072', '#00703c', '#7c2855'];
  return new Chart(canvas, {
    type: 'bar',
    data: { labels, datasets: sets.map((set, i) => ({ label: set.label, data: set.data, backgroundColor: pattern[i], maxBarThickness: 36 })) },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, indexAxis: 'y',
      plugins: { legend: { display: sets.length > 1, position: 'bottom' } },
      scales: {
        x: {
          beginAtZero: true, max: unit.endsWith('%') ? 100 : undefined, title: { display: true, text: unit },
          ticks: { precision: unit === 'Patients' ? 0 : undefined },
        },
        y: {
          ticks: {
            autoSkip: false, font: () => ({ size: phone.matches ? 12 : 14 }),
            callback(value) {
              const label = this.getLabelForValue(value);
              return phone.matches ? lines(label) : label;
            },
          },
        },
      },
    },
  });
}

function save(content, file) {
  const link = el('a', { href: URL.createObjectURL(content), download: file });
  link.click();
  URL.revokeObjectURL(link.href);
}

// The service's own file: it sees to it that no cell is taken for a formula.
async function download(path, query, file) {
  const response = await fetch(address(path, query), { headers: { Accept: 'text/csv' } });
  save(await response.blob(), file);
}

function asTable(caption, first, columns, rows) {
  return el('div', { class: 'desk-wide', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', { class: 'nhsuk-table desk-table' }, el('caption', { class: 'nhsuk-table__caption' }, caption),
      el('thead', {}, el('tr', {}, [first, ...columns].map(column => el('th', { scope: 'col' }, column)))),
      el('tbody', {}, rows.map(([head, ...cells]) => el('tr', {}, el('th', { scope: 'row' }, head), cells.map(cell => el('td', { class: 'desk-number' }, cell)))))));
}

// Counted as journeys move, so it is here at once however many there are.
async function now(place) {
  const { byState } = await get('/api/front');
  const known = Object.keys(stateNames).filter(state => state !== 'Closed').map(state => [stateNames[state], byState[state] ?? 0]);
  const title = 'Where everybody is now';
  const box = el('div', { class: 'desk-chart' }, el('canvas', { role: 'img', 'aria-label': `${title}. The table below has every figure.` }));
  fill(place,
    el('h2', {}, title),
    el('p', {}, `${known.reduce((sum, [, count]) => sum + count, 0).toLocaleString('en-GB')} journeys are open.`),
    box,
    details('The same as a table', asTable(title, 'Where', ['Patients'], known.map(([where, count]) => [where, count.toLocaleString('en-GB')]))),
    el('p', { class: 'desk-row' }, button('Download as CSV', () => save(
      new Blob([`where,patients\r\n${known.map(([where, count]) => `${where},${count}\r\n`).join('')}`], { type: 'text/csv' }), 'now.csv'), { kind: 'secondary nhsuk-button--small', label: title })));
  await draw(box.firstChild, known.map(([where]) => where), [{ label: 'Patients', data: known.map(([, count]) => count) }], 'Patients');
}

async function section(place, title, report, range, by, picture) {
  const query = { ...range, by: by || null };
  const path = `/api/reports/${report}`;
  fill(place, el('h2', {}, title), el('p', { role: 'status' }, 'Counting…'));
  let answer;
  try {
    answer = await get(address(path, query));
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) {
      throw refusal;
    }

    fill(place, el('h2', {}, title), el('p', {}, refusal.sentences.map(({ text }) => text).join(' ')));
    return;
  }

  const { labels, sets, unit, said, table } = picture(answer, by);
  const canvas = el('canvas', { role: 'img', 'aria-label': `${title}. ${said} The table below has every figure.` });
  const box = el('div', { class: 'desk-chart' }, canvas);
  fill(place,
    el('h2', {}, title),
    el('p', {}, said),
    box,
    details('The same as a table', table),
    el('p', { class: 'desk-row' }, button('Download as CSV', () => download(path, query, `${report}${by ? `-by-${by}` : ''}.csv`), { kind: 'secondary nhsuk-button--small', label: title })),
    el('ul', { class: 'nhsuk-list desk-small' }, answer.notes.map(note => el('li', {}, note))));
  await draw(canvas, labels, sets, unit);
}

function funnel({ columns, rows }) {
  const [row] = rows;
  const values = row ? row.figures : columns.map(() => '0');
  return {
    labels: columns.map(name), sets: [{ label: 'Patients', data: values.map(number) }], unit: 'Patients',
    said: `Of ${shown(values[0])} referrals, ${shown(values[1])} were posted a kit and ${shown(values[2])} sent one back.`,
    table: asTable('Patients at each step', 'Step', ['Patients'], columns.map((column, i) => [name(column), shown(values[i])])),
  };
}

function returns({ columns, rows }, by) {
  const percent = columns.indexOf('returnedPercent');
  const word = groups.find(([of]) => of === by)?.[1] ?? 'Everybody';
  const lowest = rows.map(row => [stratum(by, row.stratum), number(row.figures[percent])]).filter(([, value]) => value !== null).sort((a, b) => a[1] - b[1])[0];
  return {
    labels: rows.map(row => stratum(by, row.stratum)), sets: [{ label: 'Kits returned, %', data: rows.map(row => number(row.figures[percent])) }], unit: 'Kits returned, %',
    said: lowest ? `Lowest: ${lowest[0]}, ${lowest[1]} %.` : 'Too few to show.',
    table: asTable(`By ${word.toLowerCase()}`, word, columns.map(name), rows.map(row => [stratum(by, row.stratum), ...row.figures.map(shown)])),
  };
}

function turnaround({ columns, rows }) {
  const values = rows[0]?.figures ?? columns.map(() => '');
  const of = (step, what) => values[columns.indexOf(step + what)] ?? '';
  const known = Object.keys(steps).filter(step => columns.includes(`${step}Median`));
  return {
    labels: known.map(step => steps[step]),
    sets: [{ label: 'Half within', data: known.map(step => number(of(step, 'Median'))) }, { label: '9 in 10 within', data: known.map(step => number(of(step, 'P90'))) }],
    unit: 'Days',
    said: `From referral to being told: half within ${shown(of('referralToTold', 'Median'))} days, 9 in 10 within ${shown(of('referralToTold', 'P90'))} days.`,
    table: asTable('Days each step takes', 'Step', ['Patients', 'Half within (median)', '9 in 10 within (90th centile)'],
      known.map(step => [steps[step], shown(of(step, 'Count')), shown(of(step, 'Median')), shown(of(step, 'P90'))])),
  };
}

// What came of a waiting-time standard; the first figure is how many it is about, and the last is the share that kept it.
function standing({ columns, rows }, { words }, said) {
  const values = rows[0]?.figures ?? columns.map(column => column.endsWith('Percent') ? '' : '0');
  const counts = columns.map((column, i) => [column, values[i]]).slice(1, -1);
  return {
    labels: counts.map(([column]) => name(column)), sets: [{ label: 'Patients', data: counts.map(([, value]) => number(value)) }], unit: 'Patients',
    said: said(values.at(-1)),
    table: asTable(`The ${words} standard`, 'How it went', ['Patients'], columns.map((column, i) => [name(column), shown(values[i])])),
  };
}

export async function show(main, session, query) {
  const to = query.get('to') ?? dateOf(session.now);
  const from = query.get('from') ?? dateOf(new Date(Date.parse(session.now) - 365 * 86_400_000).toISOString());
  const by = query.get('by') ?? 'ethnicity';
  const first = field('Referred from', { name: 'from', type: 'date', value: from, width: '10' });
  const last = field('To', { name: 'to', type: 'date', value: to, width: '10' });
  const group = select('Return rate by', 'by', groups.slice(1), by);
  const places = [0, 1, 2, 3, 4, 5, 6].map(() => el('section', { class: 'desk-panel' }));
  fill(main,
    heading('Charts', `Patients referred from ${date(from)} to ${date(to)}.`),
    el('form', { class: 'desk-fields', method: 'get', action: '/charts' }, first.group, last.group, group.group, button('Show', null, { type: 'submit', kind: 'secondary' })),
    places.at(-1), places.slice(0, -1),
    ['kitDesk', 'triage', 'admin'].includes(session.role) ? el('p', {}, 'A picture shows who is missed. ', el('a', { href: '/help' }, 'These are the people to help.')) : null);
  const range = { from, to };
  const [fasterDiagnosis, sixtyTwoDay, dm01] = ['fasterDiagnosis', 'sixtyTwoDay', 'dm01'].map(one => standard(session, one));
  const said = (none, some) => percent => percent === '' ? none : percent === '*' ? 'Too few to show.' : some(percent);
  const told = said('Nobody has been told yet.', percent => `Of those who have been told, ${percent} % were told within ${plural(fasterDiagnosis.days, 'day')} of referral.`);
  const stopped = said('No clock has stopped yet.', percent => `Of the clocks that have stopped, ${percent} % stopped in time.`);
  // All at once: each says for itself what it cannot show.
  await Promise.all([
    now(places.at(-1)),
    section(places[0], 'From referral to answer', 'funnel', range, null, funnel),
    section(places[1], `Who sends the kit back, by ${groups.find(([of]) => of === by)?.[1].toLowerCase() ?? by}`, 'equity', range, by, returns),
    section(places[2], 'How long each step takes', 'turnaround', range, null, turnaround),
    section(places[3], `The ${fasterDiagnosis.words} standard`, 'standards', range, null, answer => standing(answer, fasterDiagnosis, told)),
    section(places[4], `The ${sixtyTwoDay.words} standard`, 'sixtyTwoDay', range, null, answer => standing(answer, sixtyTwoDay, stopped)),
    section(places[5], `The ${dm01.words} standard`, 'dm01', range, null, answer => standing(answer, dm01, stopped)),
  ]);
}
