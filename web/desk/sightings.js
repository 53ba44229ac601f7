// Tells what a camera read, picture by picture, from what there is to scan. A code that is held before it is read many
// times, and a blurred one can be read wrong: two pictures must agree, and then it counts once, until it has gone.
const agreeing = 2;

// Pictures, not seconds: a slow telephone looks less often, and a picture now and then is too blurred to read.
const gone = 12;

/** A function to call with what each picture says, or null; it gives a code back the one time that it is to be taken, and otherwise null. */
export function sightings() {
  const seen = new Map();
  return code => {
    for (const [other, sight] of seen) {
      sight.missed += other === code ? 0 : 1;
      if (sight.missed > gone) {
        seen.delete(other);
      }
    }

    if (code === null) {
      return null;
    }

    const times = (seen.get(code)?.times ?? 0) + 1;
    seen.set(code, { times, missed: 0 });
    return times === agreeing ? code : null;
  };
}
