// Three sounds that differ in pitch, length and number, for eyes that stay on the bench.
let context = null;

function tone(frequency, from, seconds, type) {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.type = type;
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0.2, context.currentTime + from);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + from + seconds);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(context.currentTime + from);
  oscillator.stop(context.currentTime + from + seconds);
}

/** Plays the sound of a verdict: one high note, two of the same, or three low ones. */
export function play(verdict) {
  context ??= new AudioContext();
  if (verdict === 'accepted') {
    tone(1046, 0, 0.15, 'sine');
  } else if (verdict === 'rejected') {
    [0, 0.22, 0.44].forEach(from => tone(180, from, 0.2, 'sawtooth'));
  } else {
    [0, 0.2].forEach(from => tone(620, from, 0.15, 'triangle'));
  }
}
