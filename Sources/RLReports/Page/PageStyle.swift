import RLFigures

/// The page's style sheet.
let pageStyle =
  svgStyleRules()
    + #"""
    :root{color-scheme:light dark;--ink:#1c2024;--muted:#60666d;--line:#e3e6e9;--ground:#fff;
    --panel:#f6f7f9;--accent:#0072b2;--mark:#fff3d6}
    @media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--muted:#9ba1a8;--line:#33383e;
    --ground:#15181c;--panel:#1d2126;--accent:#4aa8e0;--mark:#3a3117}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:24px 20px 60px;max-width:1280px;background:var(--ground);
    color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
    h1{font-size:24px;margin:0 0 4px;overflow-wrap:anywhere}
    h2{font-size:18px;margin:36px 0 12px;border-bottom:1px solid var(--line);padding-bottom:4px}
    p,figcaption,.muted{color:var(--muted)}
    p{margin:8px 0 12px;overflow-wrap:anywhere}
    a{color:var(--accent)}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:10px}
    .card{background:var(--panel);border-radius:8px;padding:10px 14px}
    .card b{display:block;font-size:20px;line-height:1.3;font-variant-numeric:tabular-nums;
    overflow-wrap:anywhere}
    .card span{font-size:13px;color:var(--muted)}
    .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,370px),1fr));gap:20px 24px}
    figure{margin:0;min-width:0;position:relative}
    figure svg{display:block;max-width:100%;height:auto}
    figcaption{font-size:13px;margin-top:4px}
    figure img{display:block;max-width:100%}
    figure>b{display:block;margin-bottom:4px}
    figure.wide{grid-column:1/-1}
    .panels{display:flex;flex-wrap:wrap;align-items:flex-start;gap:8px 16px}
    figure[tabindex]:focus-visible{outline:2px solid var(--accent);outline-offset:4px;border-radius:4px}
    .tip{position:absolute;pointer-events:none;background:var(--ground);border:1px solid var(--line);
    border-radius:6px;padding:5px 9px;font-size:12px;line-height:1.4;box-shadow:0 2px 8px #0003;
    width:max-content;max-width:100%;box-sizing:border-box;z-index:2;
    font-variant-numeric:tabular-nums}
    .tip[hidden]{display:none}
    .tip i{display:inline-block;width:9px;height:9px;border-radius:50%;margin-right:6px}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
    th{text-align:left;font-weight:600;color:var(--muted)}
    th,td{padding:4px 14px 4px 0;border-bottom:1px solid var(--line);vertical-align:top}
    td:first-child{white-space:nowrap}
    .changed{background:var(--mark);border-radius:3px;padding:0 4px}
    details{margin:10px 0}
    summary{cursor:pointer;color:var(--accent)}
    pre{background:var(--panel);border-radius:8px;padding:12px;overflow-x:auto;font-size:12px;
    line-height:1.45}
    .replay{max-width:620px}
    .replay svg{width:100%;height:auto;background:var(--panel);border-radius:8px}
    .controls{display:flex;align-items:center;gap:10px;margin-top:8px;flex-wrap:wrap}
    .controls input[type=range]{flex:1;min-width:120px;accent-color:var(--accent)}
    button,select{font:inherit;color:var(--ink);background:var(--panel);border:1px solid var(--line);
    border-radius:6px;padding:3px 12px;cursor:pointer}
    button.play{min-width:84px}
    .tools{margin:0 0 12px;font-size:13px;color:var(--muted)}
    .tools label{display:flex;align-items:center;gap:6px}
    .tools input[type=range]{width:130px}
    .toggle{fill:var(--ground);fill-opacity:0;cursor:pointer}
    .toggle[aria-pressed=false]{fill-opacity:.7}
    .toggle:focus-visible{outline:none;stroke:var(--accent);stroke-width:2}
    .said{font-variant-numeric:tabular-nums;font-size:14px;margin-top:6px;min-height:21px}
    .kind{font-size:13px;margin:8px 0 0}
    .bars{display:grid;grid-template-columns:auto 1fr auto;gap:3px 8px;align-items:center;
    font-size:13px;margin-top:8px;font-variant-numeric:tabular-nums}
    .bars div{height:10px;background:var(--panel);border-radius:3px;position:relative}
    .bars div u{position:absolute;top:0;bottom:0;background:var(--accent);border-radius:3px;
    opacity:.45}
    .bars .on u{opacity:1}
    @media (max-width:480px){body{padding:16px 14px 40px}.cards{grid-template-columns:1fr 1fr}
    .card b{font-size:17px}figure.wide{overflow-x:auto}figure.wide svg{max-width:none}}
    @media print{.controls,.tip{display:none}}
    """#
