// Copies what the desk takes from npm into dist, which the local host serves as /desk/vendor. Nothing is bundled:
// our own files are served as they are.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');
const nhsuk = join(here, 'node_modules', 'nhsuk-frontend', 'dist', 'nhsuk');

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, 'images'), { recursive: true });

// The sheet asks assets.nhs.uk for a font that is licensed for NHS sites only, and its icons at the root of the site:
// the font gives way to Arial, the next in the sheet's own list, and the icons come from beside the sheet.
const fontFace = /@font-face\{[^}]*\}/g;
const sheet = (await readFile(join(nhsuk, 'nhsuk-frontend.min.css'), 'utf8'))
  .replace(fontFace, '')
  .replaceAll('url(/assets/images/', 'url(images/')
  .replace(/\n?\/\*# sourceMappingURL=.*$/m, '');
if (/url\(['"]?(https?:)?\/\//.test(sheet)) {
  throw new Error('nhsuk-frontend.min.css asks another site for something; change build.mjs so that it does not.');
}

await writeFile(join(dist, 'nhsuk-frontend.css'), sheet);
for (const [, icon] of sheet.matchAll(/url\(images\/([^)]+)\)/g)) {
  await cp(join(nhsuk, 'assets', 'images', icon), join(dist, 'images', icon));
}

const chart = await readFile(join(here, 'node_modules', 'chart.js', 'dist', 'chart.umd.min.js'), 'utf8');
await writeFile(join(dist, 'chart.js'), chart.replace(/\n?\/\/# sourceMappingURL=.*$/m, ''));

// Reads barcodes where the browser does not. Its licence asks that whoever gets the script gets the licence; it holds ts-custom-error.
const zxing = join(here, 'node_modules', '@zxing', 'library');
const reader = await readFile(join(zxing, 'umd', 'index.min.js'), 'utf8');
await writeFile(join(dist, 'zxing.js'), `/*! @zxing/library, Apache License 2.0, see zxing-licence.txt */\n${reader.replace(/\n?\/\/# sourceMappingURL=.*$/m, '')}`);
const licences = [join(zxing, 'LICENSE'), join(here, 'node_modules', 'ts-custom-error', 'LICENSE')].map(file => readFile(file, 'utf8'));
await writeFile(join(dist, 'zxing-licence.txt'), (await Promise.all(licences)).join('\n'));
