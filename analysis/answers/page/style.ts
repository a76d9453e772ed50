/** The whole look of a report page: light and dark, from a phone to a wide screen, and on paper. No font, picture or script from anywhere. */
export const STYLE = `
:root { color-scheme: light dark; --back: #f5f6f8; --card: #fff; --text: #16202c; --soft: #56626f; --line: #dde2e8; --accent: #14606f;
  --good: #23937f; --fair: #eeb03b; --poor: #8a78b8; --bad: #cf3f50; --rest: #4a7fb5; --none: #dfe4ea; --band: #e4f0ee }
@media (prefers-color-scheme: dark) { :root { --back: #11161c; --card: #1a2129; --text: #e8edf2; --soft: #a3b0bd; --line: #303a45; --accent: #6fc7d4;
  --good: #35b39b; --fair: #e6ae45; --poor: #a594d6; --bad: #e8626f; --rest: #6ea3d8; --none: #39434f; --band: #21383a } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  overflow-wrap: anywhere; -webkit-text-size-adjust: 100% }
header, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 16px }
header { padding-top: 28px }
h1 { font-size: clamp(1.5rem, 4.5vw, 2.3rem); line-height: 1.15; margin: 0 0 4px; letter-spacing: -.01em }
h2 { font-size: 1.3rem; line-height: 1.25; margin: 0 0 10px }
h3 { font-size: 1.05rem; margin: 28px 0 6px }
p { margin: 0 0 8px } a { color: var(--accent) }
.soft { color: var(--soft) }
.switch { position: absolute; opacity: 0; pointer-events: none }
.languages { float: right; display: flex; gap: 4px; margin: 0 0 8px 16px; padding: 3px; border: 1px solid var(--line); border-radius: 999px; background: var(--card) }
.languages label { padding: 3px 14px; border-radius: 999px; cursor: pointer; font-size: .9rem; min-height: 28px }
#language-en:checked ~ header label[for=language-en], #language-zh:checked ~ header label[for=language-zh] { background: var(--accent); color: var(--card) }
#language-en:focus-visible ~ header label[for=language-en], #language-zh:focus-visible ~ header label[for=language-zh] { outline: 3px solid var(--fair); outline-offset: 2px }
#language-en:checked ~ * .zh, #language-zh:checked ~ * .en { display: none }
nav ol { list-style: none; margin: 20px 0; padding: 0; display: grid; gap: 10px; grid-template-columns: repeat(2, minmax(0, 1fr)) } @media (min-width: 760px) { nav ol { grid-template-columns: repeat(3, minmax(0, 1fr)) } }
nav a { display: flex; flex-direction: column; gap: 2px; height: 100%; padding: 12px 14px; border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 10px; background: var(--card); color: inherit; text-decoration: none }
nav a:hover { border-color: var(--accent) } a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--fair); outline-offset: 2px }
nav .asks { font-weight: 600 } nav .number { font-size: clamp(1.05rem, 3.4vw, 1.5rem); font-weight: 700; line-height: 1.25; font-variant-numeric: tabular-nums } nav small { color: var(--soft) }
section.answer, section.more { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: clamp(16px, 3vw, 26px); margin: 0 0 18px }
.answer .body { display: grid; gap: 12px 32px } @media (min-width: 900px) { .answer .body.pictured { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr) } }
.lead { font-size: 1.12rem; line-height: 1.45 }
.figure { margin: 12px 0; padding: 10px 14px; border-left: 4px solid var(--accent); background: var(--back); border-radius: 0 8px 8px 0 }
.figure strong { display: block; font-size: 1.6rem; line-height: 1.25; font-variant-numeric: tabular-nums }
.also { margin: 0 0 8px; padding-left: 1.1em; color: var(--soft) }
code { font: .85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--back); padding: 2px 6px; border-radius: 5px; border: 1px solid var(--line) }
.commands { list-style: none; padding: 0; margin: 10px 0 0; display: flex; flex-wrap: wrap; gap: 6px }
figure { margin: 0; min-width: 0 } figcaption { font-weight: 600; margin-bottom: 6px } svg { display: block; overflow: visible }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0 0 8px; padding: 0; font-size: .85rem; color: var(--soft) }
.legend i { display: inline-block; width: 14px; height: 12px; margin-right: 6px; border-radius: 3px; vertical-align: -1px }
.row { display: grid; grid-template-columns: minmax(0, 9em) minmax(0, 1fr) minmax(0, 8.5em); gap: 10px; align-items: center; padding: 3px 0 }
.row .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .9rem } .row .amount { font-size: .85rem; font-variant-numeric: tabular-nums; color: var(--soft) }
@media (max-width: 560px) { .row { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1px 10px; padding: 4px 0 } .row .amount { text-align: right } .row svg, .row .axis { grid-column: 1 / -1; grid-row: 2 } .row .label { white-space: normal } }
.axis { display: flex; justify-content: space-between; gap: 8px; font-size: .75rem; color: var(--soft); font-variant-numeric: tabular-nums } .axis span { max-width: 24% } .plot .axis span { max-width: 48% }
.tone-good { fill: var(--good); background: var(--good) } .tone-fair { fill: var(--fair); background: var(--fair) } .tone-poor { fill: var(--poor); background: var(--poor) }
.tone-bad { fill: var(--bad); background: var(--bad) } .tone-rest { fill: var(--rest); background: var(--rest) } .tone-none { fill: var(--none); background: var(--none) }
.likely { opacity: .75 } .median { fill: var(--text); background: var(--text) } .legend .median { width: 4px; height: 14px }
.due { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 4 3 } .legend .due { width: 0; border-left: 2px dashed var(--bad); border-radius: 0; height: 14px }
.mark { stroke: var(--text); stroke-width: 2 } .band { fill: var(--band); background: var(--band) } .center { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 6 4 }
.legend .center { height: 0; border-top: 2px dashed var(--soft); vertical-align: 4px } .joined { stroke: var(--rest); stroke-width: 1.5 } .dot { fill: var(--rest) }
.out { fill: var(--card); stroke: var(--bad); stroke-width: 3 } .legend .out { border: 3px solid var(--bad); border-radius: 50%; width: 13px; height: 13px; background: none }
.scroll { overflow-x: auto; margin-top: 14px; border: 1px solid var(--line); border-radius: 8px } table { border-collapse: collapse; width: 100%; font-size: .88rem }
caption { text-align: left; padding: 8px 12px; color: var(--soft); font-weight: 600 } th, td { text-align: start; padding: 6px 12px; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: normal }
td { unicode-bidi: isolate; max-width: 24em } td.short { white-space: nowrap } th { color: var(--soft); font-weight: 600 } .right { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
footer { padding-bottom: 32px; color: var(--soft); font-size: .85rem }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
@media print { :root { --back: #fff; --card: #fff; --text: #000; --soft: #444; --line: #bbb } body { font-size: 11pt } .languages { display: none } section, nav a, tr, .row { break-inside: avoid }
  section.more { break-inside: auto } .scroll { overflow: visible; border: 0 } * { -webkit-print-color-adjust: exact; print-color-adjust: exact } td.short { white-space: normal } }
`
