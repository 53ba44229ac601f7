// The pieces pages are made of, as nhsuk-frontend draws them.
import { Refusal } from './api.js';
import { el, fill, hidden, newId } from './dom.js';
import { date, due, nhsNumber } from './words.js';

/** The page's heading; the window's title says the same. */
export function heading(text, lead) {
  document.title = `${text} – FitPipeline`;
  return [el('h1', {}, text), lead ? el('p', { class: 'desk-lead' }, lead) : null];
}

/** A refusal as a summary of what is wrong, with links to the fields it names. */
export function problem(refusal, fields = {}) {
  const summary = el('div', { class: 'nhsuk-error-summary', tabindex: '-1' },
    el('div', { role: 'alert' },
      el('h2', { class: 'nhsuk-error-summary__title' }, refusal.title === 'Some fields cannot be taken' ? 'There is a problem' : refusal.title),
      el('div', { class: 'nhsuk-error-summary__body' },
        el('ul', { class: 'nhsuk-list nhsuk-error-summary__list' }, refusal.sentences.map(({ field, text }) =>
          el('li', {}, fields[field] ? el('a', { href: `#${fields[field]}` }, text) : text))))));
  queueMicrotask(() => summary.focus());
  return summary;
}

/** Good news after something was done; takes the focus so that it is heard. */
export function done(text, ...more) {
  const id = newId('done');
  const banner = el('div', { class: 'nhsuk-notification-banner nhsuk-notification-banner--success', role: 'alert', 'aria-labelledby': id, tabindex: '-1' },
    el('div', { class: 'nhsuk-notification-banner__header' }, el('h2', { class: 'nhsuk-notification-banner__title', id }, 'Done')),
    el('div', { class: 'nhsuk-notification-banner__content' }, el('p', { class: 'nhsuk-notification-banner__heading' }, text), more));
  queueMicrotask(() => banner.focus());
  return banner;
}

/** A short word on colour. The word alone says it. */
export const tag = (text, colour = 'blue') => el('strong', { class: `nhsuk-tag nhsuk-tag--${colour}` }, text);

/** When something is due; what is late says so in words and not only in red. */
export function dueWords(at, now) {
  const { words, late } = due(at, now);
  return el('span', { class: late ? 'desk-late' : null }, words);
}

/** A link to the patient, named; and who is meant, below. */
export function person(one, journeyId) {
  if (!one?.familyName) {
    return journeyId ? el('a', { href: `/journey?id=${journeyId}` }, 'Patient not on the register') : 'No patient yet';
  }

  return [
    el('a', { href: `/journey?id=${one.journeyId}` }, `${one.familyName}, ${one.givenName}`),
    el('span', { class: 'desk-small desk-person' }, 'Born ', date(one.dateOfBirth), el('br'), 'NHS ', el('span', { class: 'desk-number' }, nhsNumber(one.nhsNumber))),
  ];
}

/**
 * A table that becomes a list of cards on a phone.
 * Columns are [heading, cell of a row, bare on a phone]: a bare cell says for itself what it is.
 */
export function table(caption, columns, rows, { captionHidden = false } = {}) {
  return el('table', { class: 'nhsuk-table-responsive desk-table', role: 'table' },
    el('caption', { class: captionHidden ? 'nhsuk-table__caption nhsuk-u-visually-hidden' : 'nhsuk-table__caption' }, caption),
    el('thead', { class: 'nhsuk-table__head', role: 'rowgroup' },
      el('tr', { role: 'row' }, columns.map(([name]) => el('th', { class: 'nhsuk-table__header', role: 'columnheader', scope: 'col' }, name)))),
    el('tbody', { class: 'nhsuk-table__body', role: 'rowgroup' }, rows.map(row => tableRow(columns, row))));
}

/** One row of such a table. */
export const tableRow = (columns, row) => el('tr', { class: 'nhsuk-table__row', role: 'row' }, columns.map(([name, cell, bare]) =>
  el('td', { class: 'nhsuk-table__cell', role: 'cell' },
    bare || name === 'Patient' ? null : el('span', { class: 'nhsuk-table-responsive__heading', 'aria-hidden': 'true' }, name), el('div', { class: 'desk-cell' }, cell(row)))));

/** Facts, name by name; those that are null are left out. */
export const facts = rows => el('dl', { class: 'nhsuk-summary-list desk-fact' }, rows.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value]) =>
  el('div', { class: 'nhsuk-summary-list__row' },
    el('dt', { class: 'nhsuk-summary-list__key' }, name), el('dd', { class: 'nhsuk-summary-list__value' }, value))));

/** Said where a list is empty: calm, and not a mistake. */
export const nothing = (...text) => el('div', { class: 'desk-empty' }, el('p', {}, text));

/** A button. */
export const button = (text, click, { kind = '', type = 'button', label = null } = {}) =>
  el('button', { type, class: `nhsuk-button ${kind && `nhsuk-button--${kind}`}`, on: click ? { click } : {} }, text, label ? hidden(` ${label}`) : null);

/** A labelled field of a form. */
export function field(label, { hint = null, name, type = 'text', value = '', width = '', rows = 0, ...rest } = {}) {
  const id = newId(name ?? 'field');
  const control = rows > 0
    ? el('textarea', { class: 'nhsuk-textarea', id, name, rows, 'aria-describedby': hint ? `${id}-hint` : null, ...rest }, value)
    : el('input', { class: `nhsuk-input ${width && `nhsuk-input--width-${width}`}`, id, name, type, value, 'aria-describedby': hint ? `${id}-hint` : null, ...rest });
  const group = el('div', { class: 'nhsuk-form-group' },
    el('label', { class: 'nhsuk-label', for: id }, label), hint ? el('div', { class: 'nhsuk-hint', id: `${id}-hint` }, hint) : null, control);
  return { group, control, id };
}

/** A labelled choice from a list of [value, words]. */
export function select(label, name, options, value) {
  const id = newId(name);
  const control = el('select', { class: 'nhsuk-select', id, name }, options.map(([of, words]) => el('option', { value: of, selected: of === value }, words)));
  return { group: el('div', { class: 'nhsuk-form-group' }, el('label', { class: 'nhsuk-label', for: id }, label), control), control, id };
}

/** Radio buttons: [value, words, hint] each; side by side where there is room, if asked. */
export function radios(legend, name, options, { inline = false } = {}) {
  const id = newId(name);
  const group = el('div', { class: 'nhsuk-form-group' },
    el('fieldset', { class: 'nhsuk-fieldset' },
      el('legend', { class: 'nhsuk-fieldset__legend nhsuk-fieldset__legend--s' }, legend),
      el('div', { class: `nhsuk-radios ${inline ? 'nhsuk-radios--inline' : ''}` }, options.map(([value, words, hint], i) => {
        const own = i === 0 ? id : `${id}-${i}`;
        return el('div', { class: 'nhsuk-radios__item' },
          el('input', { class: 'nhsuk-radios__input', type: 'radio', name, id: own, value, 'aria-describedby': hint ? `${own}-hint` : null }),
          el('label', { class: 'nhsuk-label nhsuk-radios__label', for: own }, words),
          hint ? el('div', { class: 'nhsuk-hint nhsuk-radios__hint', id: `${own}-hint` }, hint) : null);
      }))));
  return { group, id, value: () => group.querySelector('input:checked')?.value };
}

/** Boxes to tick: [value, words] each; `ticked` are so already. */
export function checkboxes(legend, name, options, ticked, hint = null) {
  const id = newId(name);
  const group = el('div', { class: 'nhsuk-form-group' },
    el('fieldset', { class: 'nhsuk-fieldset', 'aria-describedby': hint ? `${id}-hint` : null },
      el('legend', { class: 'nhsuk-fieldset__legend nhsuk-fieldset__legend--s' }, legend),
      hint ? el('div', { class: 'nhsuk-hint', id: `${id}-hint` }, hint) : null,
      el('div', { class: 'nhsuk-checkboxes desk-checkboxes' }, options.map(([value, words], i) => {
        const own = i === 0 ? id : `${id}-${i}`;
        return el('div', { class: 'nhsuk-checkboxes__item' },
          el('input', { class: 'nhsuk-checkboxes__input', type: 'checkbox', name, id: own, value, checked: ticked.includes(value) }),
          el('label', { class: 'nhsuk-label nhsuk-checkboxes__label', for: own }, words));
      }))));
  return { group, id };
}

/** Something that opens. */
export const details = (summary, ...content) => el('details', { class: 'nhsuk-details' },
  el('summary', { class: 'nhsuk-details__summary' }, el('span', { class: 'nhsuk-details__summary-text' }, summary)),
  el('div', { class: 'nhsuk-details__text' }, content));

/** What was left out of a form, said as the service would say it: field → sentence, those that are null apart. */
export function demand(missing) {
  const errors = Object.entries(missing).filter(([, text]) => text !== null).map(([name, text]) => [name, [text]]);
  if (errors.length > 0) {
    throw new Refusal(422, { title: 'There is a problem', errors: Object.fromEntries(errors) });
  }
}

/**
 * A form that does one thing. While it is being done it cannot be sent again; what the service says against it is
 * shown above, with links to the fields.
 */
export function form(content, submit, { words = 'Save', kind = '', fields = {} } = {}) {
  const send = button(words, null, { type: 'submit', kind });
  const trouble = el('div');
  return el('form', {
    novalidate: true,
    on: {
      submit: async event => {
        event.preventDefault();
        if (send.disabled) {
          return;
        }

        send.disabled = true;
        fill(trouble);
        try {
          await submit(new FormData(event.target));
        } catch (refusal) {
          if (!(refusal instanceof Refusal)) {
            throw refusal;
          }

          fill(trouble, problem(refusal, fields));
        } finally {
          send.disabled = false;
        }
      },
    },
  }, trouble, content, send);
}

const atOnce = 50;

/**
 * A list that comes in pages of the service's own, shown a screenful or two at a time.
 * `page(after)` fetches one; `draw(items)` makes the nodes of the first, `add(items)` those of each further one.
 */
export async function paged(target, page, draw, add) {
  let first = await page(null);
  while (first.items.length === 0 && first.next) {
    first = await page(first.next);
  }

  let held = first.items.slice(atOnce);
  let next = first.next;
  fill(target, draw(first.items.slice(0, atOnce)));
  if (held.length === 0 && !next) {
    return;
  }

  const more = el('div', { class: 'desk-more' });
  const ask = button('Show more', async () => {
    ask.disabled = true;
    while (held.length === 0 && next) {
      const answer = await page(next);
      held = answer.items;
      next = answer.next;
    }

    add(held.slice(0, atOnce));
    held = held.slice(atOnce);
    ask.disabled = false;
    if (held.length === 0 && !next) {
      fill(more, el('p', { tabindex: '-1' }, 'That is the whole list.'));
      more.firstChild.focus();
    }
  }, { kind: 'secondary' });
  more.append(ask);
  target.append(more);
}
