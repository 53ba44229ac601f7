// Sounds that differ in pitch, length and number, for eyes that stay on the bench: [pitch in hertz, start, length in seconds].
const high = 1046;
const middle = 620;
const low = 180;
const tunes = {
  accepted: [[high, 0, 0.15]],
  rejected: [[low, 0, 0.5]],
  otherPatient: [[high, 0, 0.2], [low, 0.22, 0.2], [high, 0.44, 0.2], [low, 0.66, 0.3]],
  expired: [[middle, 0, 0.25], [low, 0.28, 0.4]],
  recalled: [[low, 0, 0.18], [low, 0.24, 0.18], [low, 0.48, 0.18], [low, 0.72, 0.18]],
};
const aside = [[middle, 0, 0.15], [middle, 0.2, 0.15]];

let context = null;

function tone(frequency, from, seconds) {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.type = frequency === low ? 'sawtooth' : 'sine';
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0.2, context.currentTime + from);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + from + seconds);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(context.currentTime + from);
  oscillator.stop(context.currentTime + from + seconds);
}

/** Lets sounds play later without a hand on the page: some browsers allow them only from a press. */
export function wake() {
  context ??= new AudioContext();
  context.resume();
}

/** Plays the sound of an answer; what is neither accepted nor refused is put aside with two notes. */
export function play(answer) {
  context ??= new AudioContext();
  for (const [frequency, from, seconds] of tunes[answer] ?? aside) {
    tone(frequency, from, seconds);
  }
}
