// usage: node page.js infographic.json charts.json OUTDIR PEERS_DIR      the same as HTML/CSS, charts by ECharts in the browser
const fs = require('fs'), path = require('path'), { load } = require('../lib/data.js'), { ICON, COL } = require('./layout.js');
const [j, cj, out, peers] = process.argv.slice(2), D = JSON.parse(fs.readFileSync(j)), C = load(cj);
fs.copyFileSync(path.join(peers, 'node_modules/echarts/dist/echarts.min.js'), out + '/echarts.min.js');
fs.copyFileSync(path.join(__dirname, '../echarts/option.js'), out + '/option.js');
fs.writeFileSync(out + '/page.html', `<!DOCTYPE html><meta charset="utf-8"><style>
body{margin:0;width:1080px;background:#f4efe8;font-family:"Noto Sans CJK SC"}header{height:420px;background:linear-gradient(#b3201f,#d8453a);color:#fff;text-align:center;box-sizing:border-box;padding-top:120px}
header h1{font-size:88px;margin:0;font-weight:400}header p{font-size:36px;margin:10px;color:#ffe9d0}section{background:#fff;border-radius:24px;margin:30px 40px;padding:30px 40px 34px 40px;border-left:12px solid}
h2{font-size:44px;font-weight:400;display:flex;align-items:center;gap:24px;margin:0;color:#222}h2 i{margin-left:auto;color:#ddd;font-style:normal;font-size:56px}.ic{width:96px;height:96px;border-radius:48px;display:flex;align-items:center;justify-content:center}
.v{font-size:84px;line-height:1.4}.v small{font-size:36px;margin-left:12px}p.t{font-size:30px;line-height:46px;color:#444;margin:0}.c{width:960px;height:520px;margin-left:-20px}footer{text-align:center;font-size:26px;color:#777;padding:10px 0 40px}
</style><header><h1>${D.title}</h1><p>${D.subtitle}</p></header>` + D.blocks.map((b, i) => `<section style="border-color:${COL[i % 5]}"><h2><span class="ic" style="background:${COL[i % 5]}"><svg width="60" height="60" viewBox="0 0 24 24"><path fill="#fff" d="${ICON[b.icon]}"/></svg></span>${b.head}<i>${b.n}</i></h2>
<div class="v" style="color:${COL[i % 5]}">${b.value}<small>${b.unit}</small></div><p class="t">${b.text}</p>${b.chart ? `<div class="c" id="${b.chart}"></div>` : ''}</section>`).join('') + `<footer>${D.source}</footer>
<script src="echarts.min.js"></script><script src="option.js"></script><script>for (const c of ${JSON.stringify(C)}) echarts.init(document.getElementById(c.id)).setOption(chartOption(c));</script>`);
