// A Code 128 barcode (set B) as a drawing: what the kit desk's scanner reads off an address label.
const patterns = ('212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211'
  + '221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311'
  + '211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311'
  + '332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112'
  + '134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311'
  + '113141114131311141411131211412211214211232').match(/.{6}/g);
const stop = '2331112';
const startB = 104;

/** The widths of bars and gaps, in modules, bar first. */
export function widths(text) {
  const values = [...text].map(character => character.charCodeAt(0) - 32);
  if (values.some(value => value < 0 || value > 94)) {
    throw new RangeError('Code 128 B holds printable ASCII only.');
  }

  const check = values.reduce((sum, value, i) => sum + value * (i + 1), startB) % 103;
  return [startB, ...values, check].map(value => patterns[value]).join('') + stop;
}

/** The barcode as SVG, one unit a module, with the quiet zone a scanner needs. */
export function barcode(text) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  let at = 10;
  for (const [i, width] of [...widths(text)].map(Number).entries()) {
    if (i % 2 === 0) {
      const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      for (const [name, value] of Object.entries({ x: at, y: 0, width, height: 40 })) {
        bar.setAttribute(name, value);
      }

      svg.append(bar);
    }

    at += width;
  }

  svg.setAttribute('viewBox', `0 0 ${at + 10} 40`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `Barcode ${text}`);
  return svg;
}
