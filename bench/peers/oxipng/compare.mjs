// usage: find … -name '*.png' | PEERS_DIR=… node compare.mjs [MOST]
// How much larger each PNG is than what oxipng -o2, which changes no pixel, makes of it. Ends with 1 where one is over MOST times that.
import fs from 'fs';
import path from 'path';
const codec = path.join(process.env.PEERS_DIR, 'node_modules/@jsquash/oxipng/codec/pkg/squoosh_oxipng');
const { default: init, optimise } = await import(codec + '.js');
await init(fs.readFileSync(codec + '_bg.wasm'));
const most = Number(process.argv[2] || 1.2);
const rows = fs.readFileSync(0, 'utf8').trim().split('\n').filter(Boolean).map(file => {
  const own = fs.readFileSync(file);
  return { file, own: own.length, theirs: optimise(new Uint8Array(own), 2, false, false).length };
}).sort((a, b) => b.own / b.theirs - a.own / a.theirs);
const ratio = row => (row.own / row.theirs).toFixed(3);
const sum = key => rows.reduce((total, row) => total + row[key], 0);
for (const row of rows.slice(0, 5)) console.log('%s × %s (%d bytes, oxipng -o2 %d)', ratio(row), row.file, row.own, row.theirs);
const over = rows.filter(row => row.own > most * row.theirs);
console.log('%d PNG files, %s × the size by oxipng -o2 in all, median %s; %d over %d', rows.length, ratio({ own: sum('own'), theirs: sum('theirs') }),
  rows.length ? ratio(rows[rows.length >> 1]) : '-', over.length, most);
process.exit(over.length || !rows.length ? 1 : 0);
