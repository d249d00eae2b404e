/** What a preview looks like beside what every page of this system has. */
export const previewStyle = `
.meta { display: flex; flex-wrap: wrap; gap: .4rem .6rem; align-items: center; margin: .2rem 0 1rem; }
.note, .wrong { border-left: 4px solid var(--wait); background: var(--card); padding: .7rem 1rem; border-radius: 0 10px 10px 0; margin: 0 0 1rem; max-width: 60rem; }
.wrong { border-color: var(--bad); }
.wrong ul, .note ul { margin: .3rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
fieldset.shown { border: 1px solid var(--line); border-radius: 14px; background: var(--card); padding: .35rem 1.1rem .75rem; margin: 0 0 1.4rem; display: flex; flex-wrap: wrap; gap: .4rem 2.4rem; }
fieldset.shown legend { padding: 0 .4rem; color: var(--soft); font-size: .88rem; }
fieldset.shown div { display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
fieldset.shown label { display: inline-flex; gap: .4rem; align-items: center; color: var(--ink); font-size: .95rem; }
fieldset.shown input { accent-color: var(--accent); width: 1.05rem; height: 1.05rem; margin: 0; }
section.campaign { margin: 0 0 3rem; }
section.campaign > h2 { font-size: 1.45rem; margin: 2.4rem 0 .3rem; overflow-wrap: anywhere; }
details.message { margin: 1.4rem 0 0; }
details.message > summary { font-size: 1.15rem; font-weight: 600; color: var(--ink); padding: .3rem 0; }
summary h3, summary h4 { display: inline; font: inherit; margin: 0; }
article.sample { background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: 1.25rem; margin: 1rem 0 1.6rem; }
article.sample > h4 { margin: 0; font-size: 1.05rem; }
.inbox { border: 1px solid var(--line); border-radius: 12px; background: var(--paper); padding: .75rem 1rem; margin: .6rem 0 .8rem; }
.inbox p { margin: 0; overflow-wrap: anywhere; }
.inbox .from { font-size: .9rem; color: var(--soft); }
.inbox .subject { font-weight: 650; }
.inbox .beside { color: var(--soft); font-size: .95rem; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.frames { display: grid; grid-template-columns: repeat(2, max-content); gap: 1rem; overflow-x: auto; padding: 4px; border-radius: 12px; }
figure { margin: 0; }
figcaption { color: var(--soft); font-size: .84rem; margin: 0 0 .35rem; }
.frames iframe { display: block; height: 800px; min-height: 0; border-radius: 12px; }
iframe.light { color-scheme: light; background: #fff; } iframe.dark { color-scheme: dark; background: #121212; }
iframe.w600 { width: 602px; } iframe.w320 { width: 322px; }
body:has(#only-light:checked) figure.dark, body:has(#only-dark:checked) figure.light,
body:has(#only-600:checked) figure.w320, body:has(#only-320:checked) figure.w600 { display: none; }
body:has(#only-600:checked) .frames, body:has(#only-320:checked) .frames { grid-template-columns: max-content max-content; }
table.counts { width: auto; } table.counts td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
.night { margin: 1rem 0; } .night p { margin: .3rem 0 .6rem; }
.ids { overflow-wrap: anywhere; font-size: .92rem; }
ul.plain { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .3rem .9rem; }
@media (max-width: 40rem) { .frames { grid-template-columns: max-content; } article.sample { padding: 1rem .8rem; } }
@media print { .frames iframe { height: 900px; } fieldset.shown { display: none; } }
`.trim();
