/** The page's one style sheet: system fonts, both colour schemes, no outside assets. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f7f6f2, #14151c);
  --card: light-dark(#ffffff, #1d1f2a);
  --ink: light-dark(#1f2330, #e9e7e0);
  --soft: light-dark(#5b6072, #a4a8ba);
  --line: light-dark(#e2dfd6, #303342);
  --accent: light-dark(#4338a8, #b3a9ff);
  --accent-ink: light-dark(#ffffff, #17142e);
  --good: light-dark(#17663a, #7fd6a0);
  --bad: light-dark(#a3222f, #ff9a9f);
  --wait: light-dark(#7a5200, #f0c66a);
  --code: light-dark(#f1efe8, #14151c);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
a { color: var(--accent); text-underline-offset: .18em; }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible, pre:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px;
}
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
header.top { border-bottom: 1px solid var(--line); background: var(--card); }
.bar { max-width: 68rem; margin: 0 auto; padding: .9rem 1.25rem; display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; }
.brand { display: flex; gap: .55rem; align-items: center; font-weight: 650; font-size: 1.1rem; color: var(--ink); text-decoration: none; }
.brand svg { width: 1.5rem; height: 1.5rem; fill: var(--accent); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem; list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .3rem .75rem; border-radius: 999px; color: var(--soft); text-decoration: none; }
nav a:hover { color: var(--ink); background: var(--paper); }
nav a[aria-current] { background: var(--accent); color: var(--accent-ink); }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em; margin: 0 0 .35rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .7rem; }
.lead { color: var(--soft); margin: 0 0 1.6rem; max-width: 46rem; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(13.5rem, 1fr)); margin: 0; padding: 0; list-style: none; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.1rem 1.25rem; }
.card .number { font-size: 1.9rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.card .number .tag { font-size: 1.05rem; vertical-align: .3rem; }
.card .label { color: var(--soft); font-size: .93rem; }
.card > a { display: inline-block; margin-top: .5rem; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; padding: .6rem 1rem; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; color: var(--soft); font-weight: 550; font-size: .85rem; white-space: nowrap; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td time, td.tight { white-space: nowrap; }
td.subject { min-width: 15rem; }
.empty { padding: 2.2rem 1.25rem; text-align: center; color: var(--soft); background: var(--card); border: 1px dashed var(--line); border-radius: 14px; }
.tag { display: inline-block; padding: .05rem .6rem; border-radius: 999px; border: 1px solid currentColor; font-size: .82rem; white-space: nowrap; color: var(--soft); }
.tag.good { color: var(--good); } .tag.bad { color: var(--bad); } .tag.wait { color: var(--wait); }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: 1rem 0 1.5rem; }
dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 70vh; min-height: 24rem; border: 1px solid var(--line); border-radius: 14px; background: Canvas; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1rem; overflow: auto; max-height: 30rem; font: .86rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
form.run { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 0 0 1.5rem; }
label { display: block; font-size: .88rem; color: var(--soft); }
input, button { font: inherit; border-radius: 10px; padding: .5rem .9rem; border: 1px solid var(--line); background: var(--card); color: var(--ink); }
button { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 600; cursor: pointer; }
button.quiet { background: transparent; color: var(--accent); padding: .2rem .7rem; font-weight: 500; }
ul.mistakes { list-style: none; padding: 0; margin: 0; } ul.mistakes pre { border-left: 4px solid var(--bad); }
ol.states { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem; margin: 0; padding: 0; }
details { margin-top: 1.25rem; } summary { cursor: pointer; color: var(--accent); }
footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem 2.5rem; color: var(--soft); font-size: .88rem; }
@media (max-width: 40rem) { th, td { padding: .5rem .65rem; } dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .5rem; } }
`.trim();
