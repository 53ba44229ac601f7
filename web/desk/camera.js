// Reads barcodes with the camera, where the browser can. A scanner that types needs none of this.
import { el, fill } from './dom.js';
import { button } from './parts.js';

const formats = ['code_128', 'code_39', 'data_matrix', 'ean_13', 'qr_code'];

/** A button that opens the camera and hands over each code once while it is in view; where the browser cannot, a sentence that says so. */
export function camera(read) {
  if (!('BarcodeDetector' in window) || !navigator.mediaDevices?.getUserMedia) {
    return el('p', { class: 'desk-small' }, 'This browser cannot read barcodes with a camera. Use a scanner, or type the number.');
  }

  const place = el('div');
  const open = button('Use the camera', start, { kind: 'secondary' });
  let stream = null;

  async function start() {
    if (stream) {
      stop();
      return;
    }

    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    } catch {
      fill(place, el('p', { role: 'alert' }, 'The camera cannot be used. Allow it in the browser’s settings, or type the number.'));
      return;
    }

    const video = el('video', { class: 'desk-video', autoplay: true, muted: true, playsinline: true, 'aria-label': 'What the camera sees' });
    video.srcObject = stream;
    fill(place, video);
    fill(open, 'Close the camera');
    await look(video, new window.BarcodeDetector({ formats }));
  }

  async function look(video, detector) {
    let last = null;
    while (stream) {
      const codes = video.readyState >= 2 ? await detector.detect(video) : [];
      const code = codes[0]?.rawValue ?? null;
      if (code && code !== last) {
        read(code);
      }

      last = code;
      await new Promise(again => setTimeout(again, 200));
    }
  }

  function stop() {
    stream.getTracks().forEach(track => track.stop());
    stream = null;
    fill(place);
    fill(open, 'Use the camera');
  }

  return el('div', {}, open, place);
}
