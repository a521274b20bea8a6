/** The look of the page: a printed article, one column, figures at full width. */
export const pageStyle = `
:root { color-scheme: light; --ink: #20242a; --soft: #59616d; --rule: #dfe3e8; --paper: #fff; --wash: #f6f7f9; --link: #005a9c; --good: #0b6e4f; --open: #8a5a00; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Charter, 'Bitstream Charter', 'Source Serif 4', Cambria, Georgia, 'DejaVu Serif', serif; }
.page { display: grid; grid-template-columns: minmax(0, 13rem) minmax(0, 47rem); gap: 0 3.5rem; justify-content: center; padding: 3rem 1.5rem 5rem; }
header, main, footer { grid-column: 2; }
nav { grid-column: 1; grid-row: 1 / span 3; position: sticky; top: 2rem; align-self: start; max-height: calc(100vh - 4rem); overflow-y: auto; font: .8125rem/1.45 system-ui, 'DejaVu Sans', sans-serif; border-right: 1px solid var(--rule); padding-right: 1rem; }
nav h2 { margin: .5rem 0 .6rem; font-size: .75rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); border: 0; padding: 0; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { margin: .3rem 0; overflow-wrap: anywhere; }
nav li.sub { padding-left: .9rem; }
nav a { color: var(--soft); text-decoration: none; }
nav li.top > a { color: var(--ink); }
nav a:hover, nav a:focus-visible { color: var(--link); text-decoration: underline; }
a { color: var(--link); }
h1, h2, h3 { font-family: system-ui, 'DejaVu Sans', sans-serif; line-height: 1.2; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 2.1rem; margin: 0 0 .6rem; letter-spacing: -.015em; }
h2 { font-size: 1.4rem; margin: 3.2rem 0 .9rem; padding-top: 1.2rem; border-top: 1px solid var(--rule); letter-spacing: -.01em; }
h3 { font-size: 1.08rem; margin: 2.2rem 0 .7rem; }
header p { margin: .15rem 0; color: var(--soft); font: .875rem/1.5 system-ui, 'DejaVu Sans', sans-serif; overflow-wrap: anywhere; }
main > section:first-child h2 { margin-top: 1.8rem; }
.verdict { margin: 1.2rem 0; padding: .85rem 1.15rem; background: var(--wash); border-left: 4px solid var(--good); border-radius: 0 4px 4px 0; }
.verdict.open { border-left-color: var(--open); }
.verdict p { margin: .35rem 0; }
.verdict p.lead { font-weight: 600; }
ul.notes { padding-left: 1.2rem; color: var(--soft); font-size: .97rem; }
ul.notes li { margin: .25rem 0; }
figure { margin: 1.6rem 0 2.2rem; padding: 0; border-radius: 4px; }
figure:focus-visible, a:focus-visible, summary:focus-visible, .scroll:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 4px; }
figure h4 { margin: 0 0 .5rem; font: 600 .95rem/1.3 system-ui, 'DejaVu Sans', sans-serif; }
.chart { position: relative; overflow: hidden; background: #fff; }
.chart svg { display: block; max-width: 100%; height: auto; }
.chart .vega-embed { display: block; width: 100%; padding: 0 !important; }
figcaption { margin-top: .5rem; color: var(--soft); font-size: .9rem; line-height: 1.5; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: .5rem 1rem; background: var(--ink); color: #fff; z-index: 9; font: .9rem system-ui, sans-serif; }
.skip:focus { top: 1rem; }
details { margin: .6rem 0; font-size: .9rem; }
summary { cursor: pointer; color: var(--link); font: .8438rem/1.5 system-ui, 'DejaVu Sans', sans-serif; }
.scroll { overflow-x: auto; margin: 1rem 0 1.6rem; }
table { border-collapse: collapse; width: 100%; font: .78rem/1.45 system-ui, 'DejaVu Sans', sans-serif; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .45rem; font-size: .8125rem; }
caption span { position: sticky; left: 0; display: block; max-width: min(47rem, 100vw - 2rem); }
th, td { padding: .32rem .7rem .32rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); overflow-wrap: break-word; max-width: 26rem; }
thead th { border-bottom: 1.5px solid var(--ink); vertical-align: bottom; font-weight: 600; }
tbody th { font-weight: 600; white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 1.5px solid var(--ink); }
pre { background: var(--wash); border: 1px solid var(--rule); border-radius: 4px; padding: .8rem 1rem; overflow-x: auto; font: .85rem/1.55 ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: .85rem; }
@media (max-width: 62rem) { .page { display: block; padding: 1.5rem 1rem 3rem; } nav { position: static; max-height: none; border: 0; border-bottom: 1px solid var(--rule); padding: 0 0 1rem; margin-bottom: 1.5rem; } h1 { font-size: 1.7rem; } }
@media (max-width: 40rem) { table { width: max-content; min-width: 100%; } th, td { max-width: 75vw; } pre, .verdict { font-size: .9rem; } .chart:not([data-state=live]) { overflow-x: auto; } .chart:not([data-state=live]) svg { max-width: none; } }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; --ink: #e4e6ea; --soft: #a3abb7; --rule: #30343b; --paper: #121212; --wash: #1c1e22; --link: #7cbcf2; --good: #4fb78f; --open: #d9a441; } .chart { filter: invert(.93) hue-rotate(180deg); } .skip { background: #e4e6ea; color: #121212; } }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print { nav, .skip, summary, .vega-embed > details { display: none !important; } .page { display: block; padding: 0; } figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } body { font-size: 10pt; } }
`;

/**
 * Makes drawn figures live when they come near: tooltips, arms picked in the legend, and a narrow screen gets figures laid out for it instead of small
 * ones. Without it the drawn ones stay.
 */
export const pageScript = `
(() => {
  const full = 760;
  const specs = JSON.parse(document.getElementById('specifications').textContent);
  const nothing = () => Promise.reject(new Error('This page loads nothing.'));
  const loader = { load: nothing, sanitize: nothing, http: nothing, file: nothing };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const views = new Map();
  const lines = (text, most) => text.split(' ').reduce((all, word) => {
    const last = all[all.length - 1];
    if (last !== undefined && (last + ' ' + word).length <= most) all[all.length - 1] = last + ' ' + word;
    else all.push(word);
    return all;
  }, []);
  const narrowed = (part, room, name) => {
    if (Array.isArray(part)) return part.map((one) => narrowed(one, room));
    if (part === null || typeof part !== 'object') return part;
    if (name === 'data') return part;
    const made = {};
    for (const [key, value] of Object.entries(part)) {
      if (key === 'width' && typeof value === 'number') made.width = Math.max(160, value - (full - room));
      else if (key === 'columns' && typeof value === 'number') made.columns = Math.max(1, Math.floor((value * room) / full));
      else if (key === 'title' && typeof value === 'string' && (name === 'x' || name === 'y')) made.title = lines(value, name === 'x' ? Math.floor(room / 8) : 24);
      else made[key] = narrowed(value, room, key);
    }
    return made;
  };
  const draw = async (chart) => {
    const room = Math.round(chart.clientWidth);
    const live = document.createElement('div');
    const view = await vegaEmbed(live, room < full - 20 ? narrowed(specs[chart.id], room) : specs[chart.id], {
      ast: true, renderer: 'svg', loader, tooltip: { theme: dark.matches ? 'dark' : 'light' }, downloadFileName: chart.id.replace(/^chart-/, ''),
      actions: { export: true, source: false, compiled: false, editor: false },
      i18n: { CLICK_TO_VIEW_ACTIONS: 'Save this figure' },
    });
    views.get(chart)?.view.finalize();
    views.set(chart, { view, room });
    chart.replaceChildren(live);
  };
  const enliven = async (chart) => {
    if (chart.dataset.state) return;
    chart.dataset.state = 'loading';
    try {
      await draw(chart);
      chart.dataset.state = 'live';
      turned.observe(chart);
    } catch (error) {
      chart.dataset.state = 'drawn';
      console.error(error);
    }
  };
  const turned = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { room } = views.get(target);
      if (Math.abs(target.clientWidth - room) > 20 && Math.min(target.clientWidth, room) < full - 20) draw(target).catch(console.error);
    }
  });
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) { near.unobserve(target); enliven(target); }
  }, { rootMargin: '300px' });
  for (const chart of document.querySelectorAll('.chart')) near.observe(chart);
})();
`;
