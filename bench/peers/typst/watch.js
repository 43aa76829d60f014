// As `typst watch`: one process, a PDF after every save of the main file.   usage: node watch.js DIR main.typ out.pdf
const fs = require('fs'), path = require('path'), { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const [dir, main, out] = process.argv.slice(2), file = path.join(dir, main);
const c = NodeCompiler.create({ workspace: dir, fontArgs: [{ fontPaths: [process.env.BENCH_CJK_DIR || '/usr/share/fonts/opentype/noto'] }] });
const write = () => { fs.writeFileSync(out + '.tmp', c.pdf(c.compile({ mainFilePath: file, resetRead: true }).result)); fs.renameSync(out + '.tmp', out); };
fs.watch(dir, (event, name) => { if (name === main) write(); });
write();
