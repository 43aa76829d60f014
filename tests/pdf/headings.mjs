// The headings of a PDF's structure tree as pdf.js reads them, one a line: level, tab, text.
// Usage: PDFJS=folder-with-node_modules node headings.mjs FILE.pdf
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(`${process.env.PDFJS}/`));
const { getDocument } = await import(pathToFileURL(require.resolve('pdfjs-dist/legacy/build/pdf.mjs')).href);
const file = await getDocument({ data: new Uint8Array(readFileSync(process.argv[2])), verbosity: 0 }).promise;

function texts(node, contents) {
    if (node.type === 'content') return contents.get(node.id) ?? '';
    return (node.children ?? []).map(child => texts(child, contents)).join('');
}

for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    const contents = new Map(), open = [];
    for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
        if (item.type === 'beginMarkedContentProps' || item.type === 'beginMarkedContent') open.push(item.id);
        else if (item.type === 'endMarkedContent') open.pop();
        else for (const id of open) if (id) contents.set(id, (contents.get(id) ?? '') + item.str + (item.hasEOL ? ' ' : ''));
    }
    const walk = node => {
        if (/^H[1-6]$/.test(node.role)) console.log(`${node.role}\t${texts(node, contents).replace(/\s+/g, ' ').trim()}`);
        else (node.children ?? []).forEach(walk);
    };
    const tree = await page.getStructTree();
    if (tree) walk(tree);
}
