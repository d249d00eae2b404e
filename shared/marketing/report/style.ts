/** The page's look: the colours of a sky from noon (awake) to night (asleep), for light and dark screens and for paper. */
const light = `--paper:#fbfaf7;--card:#fff;--ink:#1d2033;--soft:#5b6078;--faint:#a9adbf;--line:#e4e2da;--cell:#f1efe8;--sky:linear-gradient(160deg,#1c2247 0%,#3a3f7d 45%,#8a5a86 78%,#e08a6b 100%);
--new:#1f9e8f;--awake:#e3a21a;--drowsy:#e0714f;--half-asleep:#9163bb;--asleep:#3f51a3;--accent:#3f51a3;--heat:#3f51a3;--first:#1f9e8f;--repeat:#8b93cf`;
const dark = `--paper:#12141f;--card:#1a1d2c;--ink:#e9e9f2;--soft:#a8acc3;--faint:#6d7290;--line:#2c3044;--cell:#242839;--sky:linear-gradient(160deg,#0c0e1c 0%,#20244c 50%,#5a3c62 82%,#a5634f 100%);
--new:#3fc0b0;--awake:#f0b93c;--drowsy:#f08a68;--half-asleep:#b48adb;--asleep:#7f90ea;--accent:#8f9df0;--heat:#5a6bd8;--first:#3fc0b0;--repeat:#6f7ac4`;

export const style = `
:root{${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei",sans-serif}
.page{max-width:860px;margin:0 auto;padding:0 24px}
header{background:var(--sky);color:#fff;padding:44px 0 48px}
.kicker{margin:0 0 14px;font-size:15px;letter-spacing:.02em;opacity:.92;display:flex;gap:8px;align-items:center;flex-wrap:wrap}
h1{margin:0;font-size:clamp(22px,3.4vw,31px);line-height:1.32;font-weight:620;letter-spacing:-.01em;text-wrap:balance}
main.page{padding-top:28px;padding-bottom:12px}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:24px 28px 26px;margin:0 0 22px}
.remarks{border-left:5px solid var(--awake)}
.remarks ul{margin:0;padding-left:20px}
h2{margin:0 0 12px;font-size:21px;line-height:1.3;letter-spacing:-.005em}
.remarks h2{font-size:17px;margin-bottom:6px}
h3{margin:22px 0 4px;font-size:17px}
p{margin:0 0 14px;max-width:68ch}
.plain{color:var(--soft)}
figure{margin:8px 0 10px}
figcaption{color:var(--soft);font-size:14px;margin-top:8px}
.scroll{overflow-x:auto;background:linear-gradient(to right,var(--card) 30%,transparent),linear-gradient(to left,var(--card) 30%,transparent) 100% 0,radial-gradient(farthest-side at 0 50%,#7779,transparent),radial-gradient(farthest-side at 100% 50%,#7779,transparent) 100% 0;background-repeat:no-repeat;background-size:40px 100%,40px 100%,12px 100%,12px 100%;background-attachment:local,local,scroll,scroll}
.chart{display:block;width:100%;height:auto;font-family:inherit}
.chart text{fill:var(--ink);font-size:14px}
.chart .axis{fill:var(--soft);font-size:12.5px}
.chart .strong{font-weight:650}
.narrow{display:none}
.rule{stroke:var(--line);stroke-width:1}
.ribbon{opacity:.55}
.cell{fill:var(--cell)}
.heat{fill:var(--heat)}
.value{fill:var(--accent)}
nav{margin:0 0 20px;font-size:14.5px}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0}
a{color:var(--accent)}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
.tasks{list-style:none;margin:0;padding:0;display:grid;gap:12px}
.tasks li{display:grid;grid-template-columns:minmax(64px,auto) 1fr;gap:16px;align-items:baseline}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:16px 28px;margin:22px 0 14px;padding-top:18px;border-top:1px solid var(--line)}
.facts dt{color:var(--soft);font-size:13.5px}
.facts dd{margin:0}
.facts strong{display:block;font-size:23px;font-weight:650;font-variant-numeric:tabular-nums}
.facts small{display:block;color:var(--soft);font-size:13.5px;line-height:1.45}
.texts td:nth-child(2){text-align:left}
.texts th[scope=col]:nth-child(2){text-align:left}
.big{font-size:23px;font-weight:650;font-variant-numeric:tabular-nums;text-align:right}
.lede{margin:14px 0 0;font-size:18px;line-height:1.5;opacity:.94;max-width:60ch}
.first{fill:var(--first)}
.repeat{fill:var(--repeat)}
.key::before{content:"";display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px;vertical-align:-1px;background:currentColor}
.key{margin-right:12px;color:var(--soft)}
.key[style]::before{background:var(--key)}
.key.first::before{background:var(--first)}
.key.repeat::before{background:var(--repeat)}
.mark{stroke:var(--drowsy);stroke-width:2.5}
.actual{fill:var(--repeat)}
.expected{fill:var(--card);stroke:var(--drowsy);stroke-width:3.5}
.key.actual::before{background:var(--repeat)}
.key.expected::before{background:none;border:3px solid var(--drowsy);border-radius:50%;width:7px;height:7px}
.bar{display:block;width:100%;height:12px;border-radius:6px;margin:0 0 14px}
.phase{width:1.15em;height:1.15em;vertical-align:-.2em;flex:none}
.phase .dark-side{fill:none;stroke:var(--faint);stroke-width:1.2}
header .phase path{fill:#fff!important}
header .phase .dark-side{stroke:#fff9}
table{border-collapse:collapse;width:100%;font-size:14.5px;margin:14px 0 6px;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:620;padding:4px 0 6px}
caption span{position:sticky;left:0;display:inline-block;max-width:min(100%,calc(100vw - 62px))}
th:has(small)[scope=row]{min-width:186px}
th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:right;font-weight:400}
th:first-child{text-align:left;padding-left:0}
thead th{color:var(--soft);font-size:13px}
th small{display:block;font-size:12px;line-height:1.35;color:var(--soft);font-weight:400}
th[scope=row]{min-width:92px}
thead th{vertical-align:bottom;line-height:1.3}
.dense table{font-size:14px}
.dense th,.dense td{padding-left:5px;padding-right:5px}
.dense th:first-child{padding-left:0;white-space:nowrap}
.scroll+p,.dense+p,.pair+p{margin-top:16px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 36px;align-items:start}
.pair .scroll{min-width:0}
.tag{font-size:12px;padding:1px 7px;border-radius:9px;background:var(--cell);color:var(--soft);white-space:nowrap}
details{margin-top:8px}
summary{cursor:pointer;color:var(--soft);font-size:14px;padding:4px 0}
summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
code{font:13.5px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.glossary{display:grid;gap:14px;margin:0}
.glossary dt{font-weight:620}
.glossary dd{margin:2px 0 0;color:var(--soft)}
.faint{color:var(--soft);font-weight:400}
footer.page{color:var(--soft);font-size:13.5px;padding-bottom:44px}
footer p{max-width:none}
@media (max-width:700px){.scroll+p,.dense+p,.pair+p{margin-top:16px}
.pair{grid-template-columns:1fr}}
@media (max-width:670px){.wide{display:none}.narrow{display:block}}
@media (max-width:560px){section{padding:18px 16px}.page{padding:0 14px}}
@media print{nav{display:none}:root{${light}}body{background:#fff;font-size:11pt}header{background:none;color:var(--ink);padding:0 0 10px}header .phase path{fill:var(--ink)!important}header .phase .dark-side{stroke:var(--ink)}section{break-inside:avoid;border-color:#ccc;margin-bottom:12px}.scroll{overflow:visible}*{print-color-adjust:exact}}
`;
