extension HTMLReport {
  /// Colors that can be told apart by those who do not see red or green (Okabe and Ito, "Color universal
  /// design", 2008), lighter where the page is dark. Texts have a contrast of 4.5 or more.
  static let style = """
    :root{--paper:#fff;--panel:#f5f6f7;--ink:#1a1c1e;--soft:#50565c;--quiet:#8b9299;--grid:#e2e4e6;\
    --blue:#0072b2;--red:#d55e00;--green:#009e73;--pink:#b8608f;--orange:#b77e00;--sky:#2c8fc4;\
    --yellow:#8f8600;--wrong:#b03a00}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#15181b;--panel:#1f2327;--ink:#eceef0;\
    --soft:#b3bac1;--quiet:#78818a;--grid:#32383e;--blue:#56b4e9;--red:#ff8a3d;--green:#2fc79a;\
    --pink:#e59cc4;--orange:#e6a817;--sky:#9bd3f5;--yellow:#f0e442;--wrong:#ff9a66}
    .ink{filter:invert(1) brightness(.92)}img.ink{border-color:#c9c9c9}\
    .thumb-ink{mix-blend-mode:screen!important}}
    *{box-sizing:border-box}
    html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
    body{margin:0 auto;padding:24px 20px 64px;max-width:1120px;background:var(--paper);\
    color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
    h1{font-size:32px;line-height:1.2;margin:16px 0 8px}
    h2{font-size:22px;margin:0 0 4px}
    h3{font-size:16px;margin:20px 0 6px}
    p{margin:0 0 14px;max-width:72ch}
    .about{font-size:18px;color:var(--soft)}
    .note{color:var(--soft)}
    nav{display:flex;flex-wrap:wrap;gap:4px 18px;padding:10px 0;border-bottom:1px solid var(--grid)}
    a{color:var(--blue)}
    section{padding:28px 0 8px;border-bottom:1px solid var(--grid)}
    figure{margin:0;min-width:0}
    figcaption{font-weight:600;margin:0 0 6px}
    svg{display:block;width:100%;height:auto;overflow:visible;font-family:inherit}
    .row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));\
    gap:24px 40px;align-items:start;margin:12px 0}
    .tiles{display:flex;flex-wrap:wrap;gap:12px;margin:12px 0}
    .tile{background:var(--panel);border-radius:10px;padding:12px 18px;flex:1 1 200px}
    .tile b{display:block;font-size:30px;line-height:1.2}
    .tile span{display:block;color:var(--soft);font-size:14px}
    .scroll{overflow-x:auto;margin:0 0 14px}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:15px}
    th,td{padding:5px 14px 5px 0;text-align:right;border-bottom:1px solid var(--grid);\
    white-space:nowrap}
    th{color:var(--soft);font-weight:600}
    th:first-child,td:first-child{text-align:left}
    .settings th,.settings td{text-align:left;vertical-align:top;white-space:normal;\
    overflow-wrap:anywhere}
    .settings th{overflow-wrap:break-word}
    details{margin:6px 0 14px}
    summary{cursor:pointer;color:var(--soft)}
    pre{background:var(--panel);border-radius:8px;padding:14px 16px;overflow-x:auto;\
    font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;\
    overflow-wrap:anywhere;user-select:all}
    img{image-rendering:pixelated;background:#fff;border:1px solid var(--grid);border-radius:4px;\
    display:block}
    img.photo{image-rendering:auto}
    .row h3{margin:0 0 6px}
    .map{margin:12px 0 24px;overflow-x:auto}
    .map svg{min-width:560px;max-width:none!important}
    .half svg{min-width:0;max-width:720px!important}
    .thumb-ink{mix-blend-mode:multiply}
    .thumb-ink,.thumb-photo{pointer-events:none}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:14px;\
    margin:12px 0;padding:0;list-style:none}
    .card{background:var(--panel);border-radius:10px;padding:12px;font-size:14px;\
    overflow-wrap:anywhere}
    .card p{margin:0 0 8px}
    .card .pictures{display:flex;gap:8px}
    .card img{width:73px;height:73px;object-fit:contain}
    .card .pictures span{display:block;color:var(--soft);font-size:12px;text-align:center}
    .tasks{margin:12px 0;padding:0;list-style:none}
    .tasks>li{display:flex;gap:14px;padding:10px 0;border-top:1px solid var(--grid)}
    .tasks>li:first-child{border-top:0}
    .tasks img{width:40px;height:40px;object-fit:contain}
    .tasks .query{flex:none;width:112px;white-space:nowrap;font-size:13px;color:var(--soft)}
    .tasks .query img{width:56px;height:56px}
    .ranked{display:flex;flex-wrap:wrap;gap:6px;margin:0;padding:3px;list-style:none;\
    align-content:flex-start}
    .ranked .true{outline:3px solid var(--blue);outline-offset:1px;border-radius:4px}
    .wrong{color:var(--wrong);font-weight:600}
    .defs{position:absolute;width:0;height:0}
    .hit circle{fill:transparent;outline:0}
    .hit rect,.hit use{display:none;pointer-events:none}
    .hit rect{fill:#fff;stroke:var(--ink);stroke-width:2}
    .hit:hover rect,.hit:hover use,.hit:focus rect,.hit:focus use{display:inline}
    .hit:hover circle,.hit:focus circle{stroke:var(--ink);stroke-width:2}
    .hit:focus{outline:0}
    :focus-visible{outline:3px solid var(--blue);outline-offset:2px}
    @media (max-width:560px){body{padding:12px 14px 48px}h1{font-size:26px}\
    th,td{padding-right:9px}table{font-size:14px}\
    .tasks>li{flex-wrap:wrap}.tasks .query{width:100%;display:flex;gap:10px;align-items:center}}
    @media print{@page{margin:14mm}body{max-width:none;padding:0;font-size:9.5pt}nav{display:none}\
    h1{font-size:20pt}h2{font-size:14pt}h3{font-size:9.5pt}.about{font-size:11pt}section{border:0;padding:8px 0}\
    h1,h2,h3,.note,.about{break-after:avoid;break-inside:avoid}\
    figure,.card,.tile,.tasks>li,tr,.tiles,.row{break-inside:avoid}\
    .row{grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:12px 20px}details{display:none}\
    .scroll,.map{overflow:visible}table{font-size:8pt}th,td{padding:3px 8px 3px 0}\
    .tile{padding:8px 12px}.tile b{font-size:15pt}.tile span,.card,.tasks .query{font-size:8.5pt}\
    .cards{grid-template-columns:repeat(3,1fr);gap:8px}.card img{width:56px;height:56px}\
    .tasks img{width:32px;height:32px}.map svg{min-width:0}.half svg{max-width:110mm!important}\
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """

  /// Points of a map get the focus by the arrow keys: from one to the nearest in that direction. One of
  /// each map is a stop of the tab key.
  static let script = """
    document.querySelectorAll('svg[role=group]').forEach(function (map) {
      var hits = Array.from(map.querySelectorAll('.hit'));
      var at = hits.map(function (hit) {
        var dot = hit.firstElementChild;
        return [+dot.getAttribute('cx'), +dot.getAttribute('cy')];
      });
      hits.forEach(function (hit, i) {
        hit.setAttribute('tabindex', i ? -1 : 0);
        hit.setAttribute('role', 'img');
        hit.setAttribute('aria-label', hit.querySelector('title').textContent);
        hit.addEventListener('keydown', function (event) {
          var way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
          var to = way[event.key], best = -1, least = Infinity;
          if (!to) return;
          event.preventDefault();
          at.forEach(function (point, j) {
            var x = point[0] - at[i][0], y = point[1] - at[i][1];
            var along = x * to[0] + y * to[1], aside = Math.abs(x * to[1]) + Math.abs(y * to[0]);
            var cost = along + 2 * aside;
            if (j !== i && along > 0 && aside <= 2 * along && cost < least) {
              least = cost;
              best = j;
            }
          });
          if (best < 0) return;
          hit.setAttribute('tabindex', -1);
          hits[best].setAttribute('tabindex', 0);
          hits[best].focus();
        });
      });
    });
    """
}
