// Vega-Lite files to SVG, or to PNG through resvg.   usage: node specs.js svg|png OUTDIR SPEC…
const fs = require('fs'), path = require('path');
// A Latin face is enough for these examples: resvg reads its font files again for every picture.
const FONTS = ['/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf', '/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf'];
const png = svg => {
  const { Resvg } = require('@resvg/resvg-js');
  return new Resvg(svg, { font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'Noto Sans' } }).render().asPng();
};
(async () => {
  const url = require('url').pathToFileURL, vega = await import(url(require.resolve('vega'))), vl = await import(url(require.resolve('vega-lite')));
  const [format, out, ...specs] = process.argv.slice(2);
  fs.mkdirSync(out, { recursive: true });
  for (const file of specs) {
    const loader = vega.loader({ baseURL: path.dirname(file) + '/' });
    const view = new vega.View(vega.parse(vl.compile(JSON.parse(fs.readFileSync(file, 'utf8'))).spec), { renderer: 'none', loader, logLevel: vega.Error });
    const svg = await view.toSVG(), name = path.join(out, path.basename(file).replace(/(\.vl)?\.json$/, '.' + format));
    fs.writeFileSync(name, format === 'svg' ? svg : png(svg));
  }
})();
