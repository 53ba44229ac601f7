// Reads a barcode in a picture: with the browser's own reader where it knows every kind that a kit or a label carries,
// otherwise with ZXing, which is fetched only then: iPhones, Firefox and Chromium on Linux have none of their own.
const kinds = ['code_128', 'code_39', 'data_matrix', 'qr_code'];

// A line of a linear code is the mean of so many rows: less noise, and so much less to look through.
const rows = 6;

// What a square code needs: each of its modules is a few points wide well below the camera's own sharpness.
const squareWidth = 700;

/** A function that gives what the barcode in a canvas says, or null. Rejects where ZXing is needed and cannot be fetched. */
export async function barcodes() {
  const known = await window.BarcodeDetector?.getSupportedFormats() ?? [];
  if (!kinds.every(kind => known.includes(kind))) {
    return zxing();
  }

  const detector = new window.BarcodeDetector({ formats: kinds });
  let ours = null;
  return async canvas => {
    if (!ours) {
      try {
        return (await detector.detect(canvas))[0]?.rawValue ?? null;
      } catch {
        // Some devices promise a reader and have none to give.
        ours = await zxing();
      }
    }

    return ours(canvas);
  };
}

async function zxing() {
  await import('/desk/vendor/zxing.js');
  const { BarcodeFormat, BinaryBitmap, DataMatrixReader, DecodeHintType, GlobalHistogramBinarizer, HybridBinarizer, MultiFormatOneDReader, QRCodeReader, RGBLuminanceSource } = window.ZXing;
  const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
  const lines = new MultiFormatOneDReader(new Map([[DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128, BarcodeFormat.CODE_39]]]));
  const squares = [new QRCodeReader(), new DataMatrixReader()];

  function read(reader, Binarizer, { points, width, height }) {
    try {
      return reader.decode(new BinaryBitmap(new Binarizer(new RGBLuminanceSource(points, width, height))), hints).getText();
    } catch {
      // How this library says that it found nothing, or nothing whole.
      return null;
    }
  }

  return canvas => {
    const image = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const block = Math.max(1, Math.round(image.width / squareWidth));
    const small = grey(image, block, block);
    // Square codes first: they mend themselves or are not read, and take a tenth of the time.
    return squares.reduce((found, reader) => found ?? read(reader, HybridBinarizer, small), null)
      ?? read(lines, GlobalHistogramBinarizer, grey(image, 1, rows))
      ?? read(lines, GlobalHistogramBinarizer, turned(grey(image, rows, 1)));
  };
}

/** How light a picture is, each point the mean of a block of it. */
function grey({ data, width: full, height: tall }, across, down) {
  const width = Math.floor(full / across);
  const height = Math.floor(tall / down);
  const points = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let v = 0; v < down; v++) {
        let at = 4 * ((y * down + v) * full + x * across);
        for (let u = 0; u < across; u++, at += 4) {
          sum += data[at] + 2 * data[at + 1] + data[at + 2];
        }
      }

      points[y * width + x] = sum / (4 * across * down);
    }
  }

  return { points, width, height };
}

/** The same with its columns as rows, for a code that is held upright. */
function turned({ points, width, height }) {
  const other = new Uint8ClampedArray(points.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      other[x * height + y] = points[y * width + x];
    }
  }

  return { points: other, width: height, height: width };
}
