// Draws the black bars of an A4 page, given in millimetres as [[left, top, width, height], …] on standard input, as a camera
// sees them, and prints what the square among them says; nothing when there is none.

import { readFileSync } from 'node:fs';
import jsQR from 'jsqr';

// About 150 dots an inch: no better than an old telephone at arm's length.
const dots = 6;
const columns = 210 * dots;
const rows = 297 * dots;
const pixels = new Uint8ClampedArray(columns * rows * 4).fill(255);
for (const [left, top, width, height] of JSON.parse(readFileSync(0, 'utf8'))) {
  for (let y = Math.round(top * dots); y < Math.round((top + height) * dots); y++) {
    for (let x = Math.round(left * dots); x < Math.round((left + width) * dots); x++) {
      pixels.fill(0, (y * columns + x) * 4, (y * columns + x) * 4 + 3);
    }
  }
}

process.stdout.write(jsQR(pixels, columns, rows)?.data ?? '');
