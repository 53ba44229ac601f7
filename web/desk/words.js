// Dates, states and roles in words. Times are London's, whatever the computer thinks.

const zone = { timeZone: 'Europe/London' };
const dayFormat = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'long', day: 'numeric', month: 'long' });
const dayYearFormat = new Intl.DateTimeFormat('en-GB', { ...zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const shortFormat = new Intl.DateTimeFormat('en-GB', { ...zone, day: 'numeric', month: 'long', year: 'numeric' });
const partsFormat = new Intl.DateTimeFormat('en-GB', {
  ...zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

function parts(at) {
  return Object.fromEntries(partsFormat.formatToParts(new Date(at)).map(part => [part.type, part.value]));
}

/** The London date of a time, as YYYY-MM-DD. */
export function dateOf(at) {
  const { year, month, day } = parts(at);
  return `${year}-${month}-${day}`;
}

/** Whole days between two London dates. */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** A date, given as YYYY-MM-DD or as a time: "14 February 1960". */
export const date = value => shortFormat.format(new Date(value.length === 10 ? `${value}T12:00:00Z` : value));

/** A day, the year only where it is another than now's: "Thursday 8 January". */
export function day(value, now) {
  const at = new Date(value.length === 10 ? `${value}T12:00:00Z` : value);
  return (dateOf(at).slice(0, 4) === dateOf(now).slice(0, 4) ? dayFormat : dayYearFormat).format(at).replace(',', '');
}

/** A time of day as it is said: "5pm", "9:30am", "midday". */
export function clock(at) {
  const { hour, minute } = parts(at);
  const h = Number(hour);
  if (minute === '00' && (h === 12 || h === 0)) {
    return h === 12 ? 'midday' : 'midnight';
  }

  return `${h % 12 === 0 ? 12 : h % 12}${minute === '00' ? '' : `:${minute}`}${h < 12 ? 'am' : 'pm'}`;
}

/** A day and a time: "Monday 5 January at 9:30am". */
export const moment = (at, now) => `${day(at, now)} at ${clock(at)}`;

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
export { plural };

/** A waiting-time standard as the service reckons it: its days, and what it is called. */
export const standard = (session, name) => session.standards.find(one => one.standard === name);

/** Days as they are said when they are whole weeks: "6 weeks". */
export const weeks = days => days % 7 === 0 ? plural(days / 7, 'week') : plural(days, 'day');

/** A tally, which may have stopped counting: "1,000 or more". */
export const tally = ({ count, orMore }) => `${count.toLocaleString('en-GB')}${orMore ? ' or more' : ''}`;

/** When something is due, and how urgent that is. */
export function due(at, now) {
  const days = daysBetween(dateOf(now), dateOf(at));
  if (new Date(at) < new Date(now)) {
    return days === 0
      ? { words: `Late since ${clock(at)} today`, late: true, today: true }
      : { words: `${plural(-days, 'day')} late`, late: true, today: false };
  }

  if (days === 0) {
    return { words: `Today by ${clock(at)}`, late: false, today: true };
  }

  return { words: days === 1 ? `Tomorrow by ${clock(at)}` : `${day(at, now)}`, late: false, today: false };
}

/** An NHS number as it is read out: 999 000 0018. */
export const nhsNumber = value => `${value.slice(0, 3)} ${value.slice(3, 6)} ${value.slice(6)}`;

const states = {
  Referred: 'Kit to be posted',
  KitPosted: 'Kit with the patient',
  KitReceived: 'Kit at the laboratory',
  AwaitingAcknowledgement: 'Result to be acknowledged',
  AwaitingBooking: 'Waiting for an appointment',
  Booked: 'Appointment booked',
  PracticeReview: 'Practice to decide',
  SafetyNet: 'Under review',
  AssistanceNeeded: 'Patient to be called',
  ClinicalReview: 'Clinician to look',
  Closed: 'Ended',
};

const outcomes = {
  referWithoutFit: 'Ended: practice to refer at once, no kit',
  notIndicated: 'Ended: no kit indicated',
  investigated: 'Ended: examined',
  reassured: 'Ended: reassured',
  discharged: 'Ended: discharged',
  referredDirectly: 'Ended: referred directly',
  withdrawn: 'Ended: referral withdrawn',
  died: 'Ended: patient has died',
};

/** Where a journey is. */
export const state = (name, outcome) => outcomes[outcome] ?? states[name] ?? name;
export const stateNames = states;

/** The colour that goes with a state; never the only sign. */
export const stateColour = name => ({
  AwaitingAcknowledgement: 'red', ClinicalReview: 'red', AssistanceNeeded: 'orange', PracticeReview: 'orange',
  AwaitingBooking: 'yellow', Booked: 'green', Closed: 'grey',
}[name] ?? 'blue');

export const roles = {
  gp: 'Practice', kitDesk: 'Kit desk', lab: 'Laboratory', triage: 'Triage', bookingDesk: 'Booking desk', admin: 'Service manager',
};

const actors = { ...roles, gp: 'the practice', kitDesk: 'the kit desk', lab: 'the laboratory', triage: 'triage', bookingDesk: 'the booking desk',
  admin: 'the service manager', pathway: 'the pathway, by itself', patient: 'the patient' };

/** Who did something. */
export const actor = by => actors[by] ?? by;

const owners = { kitDesk: 'Kit desk', patient: 'Patient', lab: 'Laboratory', triage: 'Triage', bookingDesk: 'Booking desk',
  practice: 'Practice', admin: 'Service manager' };

/** Who owes something. */
export const owner = name => owners[name] ?? name;
export const ownerNames = owners;

export const decisions = {
  reissueKit: ['Post another kit', 'The patient gets a new kit and the clock goes on.'],
  referDirectly: ['Refer directly', 'The patient is examined without a further kit.'],
  discharge: ['Discharge', 'The journey ends; the patient stays with the practice.'],
  continueSafetyNet: ['Keep under review', 'The patient is looked at again on a later date.'],
  withdraw: ['Withdraw the referral', 'The patient or the practice no longer wants it.'],
  patientDied: ['The patient has died', 'Nothing more is sent.'],
};

const standings = {
  stands: 'Counts', disputed: 'Counts until a clinician has looked', superseded: 'Replaced by a later report',
  withdrawn: 'Withdrawn', notValid: 'Never counted: sample too old, or kit expired or recalled', underReview: 'A clinician has yet to say',
};

/** Whether a reported value counts. */
export const standing = name => standings[name] ?? name;

const kitStates = { posted: 'Posted', received: 'At the laboratory', resulted: 'Result reported', rejected: 'Could not be used', lost: 'Lost',
  returnedToSender: 'Came back undelivered' };

/** Where a kit is. */
export const kitState = name => kitStates[name] ?? name;

const textStates = { queued: 'Waiting to be sent', sending: 'Being sent', sent: 'Sent, delivery not confirmed', delivered: 'Delivered',
  failed: 'Not delivered', cancelled: 'Not sent: no longer true when its time came' };

/** What became of a text. */
export const textState = name => textStates[name] ?? name;

/** A camel-case name as words: "postYourKit" is "Post your kit". */
export function fromCamel(name) {
  const words = name.replace(/([A-Z0-9]+)/g, ' $1').toLowerCase().trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
