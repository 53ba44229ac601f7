// Makes elements. Text is only ever text: nothing here reads markup, so nothing that was typed can become it.

/**
 * An element. Attributes that are null, undefined or false are left out; `on` holds listeners.
 * Children are elements, text, or lists of them.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value);
    }
  }

  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts these in place of all that an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
}

/** Text that only a screen reader hears. */
export const hidden = text => el('span', { class: 'nhsuk-u-visually-hidden' }, text);

let last = 0;

/** An id no other element of the page has. */
export const newId = prefix => `${prefix}-${++last}`;
