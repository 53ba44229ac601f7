// Scans with the camera. A scanner that types needs none of this.
import { barcodes } from './barcodes.js';
import { el, fill } from './dom.js';
import { button } from './parts.js';
import { sightings } from './sightings.js';
import { wake } from './sounds.js';

// In pixels: an address label's 363 bars and gaps, two or three pixels each, in less than the whole picture.
const widest = 1280;

const unread = 'What reads barcodes could not be fetched. Load this page again, or type the number.';

// In milliseconds: the page must answer between two looks.
const pause = 100;

/** A button that opens the camera and hands over each code once while it is in view; where there is no camera, a sentence that says so. */
export function camera(read) {
  if (!navigator.mediaDevices?.getUserMedia) {
    return el('p', { class: 'desk-small' }, 'There is no camera for this page: browsers give one only where the address begins with https. Use a scanner, or type the number.');
  }

  const place = el('div');
  const open = button('Use the camera', press, { kind: 'secondary' });
  let stream = null;
  let starting = false;

  async function press() {
    if (stream) {
      stop();
      return;
    }

    if (starting) {
      return;
    }

    starting = true;
    wake();
    const readIn = await start();
    starting = false;
    if (readIn) {
      await look(readIn);
    }
  }

  // What reads barcodes, with the camera running; or null, and why not is said.
  async function start() {
    let readIn;
    try {
      readIn = await barcodes();
    } catch {
      say(unread);
      return null;
    }

    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } } });
    } catch {
      say('The camera cannot be used. Allow it in the browser’s settings, or type the number.');
      return null;
    }

    fill(open, 'Close the camera');
    return readIn;
  }

  async function look(readIn) {
    const mine = stream;
    const taken = sightings();
    const canvas = el('canvas');
    const brush = canvas.getContext('2d', { willReadFrequently: true });
    const video = el('video', { class: 'desk-video', autoplay: true, playsinline: true, 'aria-label': 'What the camera sees' });
    video.muted = true;
    video.srcObject = mine;
    fill(place, video, el('p', { class: 'desk-small' }, 'Hold the barcode straight, in the middle.'));
    while (stream === mine) {
      if (video.readyState >= 2) {
        draw(video, canvas, brush);
        let code;
        try {
          code = taken(await readIn(canvas));
        } catch {
          if (stream === mine) {
            stop();
            say(unread);
          }

          return;
        }

        if (code !== null && stream === mine) {
          read(code);
        }
      }

      await new Promise(again => setTimeout(again, pause));
    }
  }

  function say(words) {
    fill(place, el('p', { role: 'alert' }, words));
  }

  function stop() {
    stream.getTracks().forEach(track => track.stop());
    stream = null;
    fill(place);
    fill(open, 'Use the camera');
  }

  // A page that the browser keeps for its Back button would otherwise keep the camera too.
  window.addEventListener('pagehide', () => stream && stop());
  return el('div', {}, open, place);
}

// The middle of what the camera sees, 4 by 3: what the page shows, so that nothing is read that nobody sees.
function draw(video, canvas, brush) {
  const width = Math.min(video.videoWidth, Math.floor(video.videoHeight * 4 / 3));
  const height = Math.floor(width * 3 / 4);
  canvas.width = Math.min(width, widest);
  canvas.height = Math.floor(canvas.width * 3 / 4);
  brush.drawImage(video, (video.videoWidth - width) / 2, (video.videoHeight - height) / 2, width, height, 0, 0, canvas.width, canvas.height);
}
