/// Switches curves by the legend, smooths them, and tells them over another axis. What is drawn then lies
/// over the picture of the page, which is what there is without a script.
let chartControlsScript = #"""
  const spotOfCharts = "charts " + location.pathname;
  // What is chosen stays while a page loads itself again; where nothing may be kept, it does not.
  let kept = {};
  try { kept = JSON.parse(sessionStorage.getItem(spotOfCharts)) || {}; } catch {}
  const keep = () => {
    try { sessionStorage.setItem(spotOfCharts, JSON.stringify(kept)); } catch {}
  };
  const svgElement = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    return element;
  };
  /** On the straight line between the places of an axis, and beyond its ends. */
  const convert = ({x, y}, value) => {
    let low = 0, high = x.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (x[middle] <= value) low = middle; else high = middle;
    }
    return Math.max(0, y[low] + (y[high] - y[low]) * (value - x[low]) / (x[high] - x[low]));
  };
  /** The exponential moving average, rid of its start at 0, as TensorBoard's. */
  const smoothed = (values, weight) => {
    let last = 0, count = 0;
    return values.map(value => {
      if (value === null) return null;
      last = last * weight + (1 - weight) * value;
      count += 1;
      return last / (1 - Math.pow(weight, count));
    });
  };
  const timeUnits = [["milliseconds", 0.001, 1], ["seconds", 1, 180], ["minutes", 60, 10800],
    ["hours", 3600, Infinity]];
  const roundTicks = (high, isWhole) => {
    const least = high / 6, power = Math.pow(10, Math.floor(Math.log10(least)));
    const step = Math.max(isWhole ? 1 : 0, power * [1, 2, 5, 10].find(m => m * power >= least * 0.999));
    return Array.from({length: Math.floor(high / step + 1e-6) + 1}, (_, index) => index * step);
  };
  const tickText = (value, high) => value >= 1e6 ? `${+(value / 1e6).toPrecision(4)}M`
    : value >= 1e3 && high >= 1e4 ? `${+(value / 1e3).toPrecision(4)}k` : `${+value.toPrecision(4)}`;

  const redraw = (state, settings) => {
    const {chart, svg, still, yOf} = state;
    const [left, top, width, height] = chart.plot;
    const hidden = (kept.hidden || {})[state.figure.dataset.chart] || [];
    const axisOf = line => (axes[line.axes] || []).find(axis => axis.name === settings.axis);
    const isMoved = !chart.fixed && chart.series.length > 0 && chart.series.every(axisOf);
    const weight = chart.fixed ? 0 : settings.weight;
    state.lines = chart.series.map((line, number) => ({
      ...line, x: isMoved ? line.x.map(x => convert(axisOf(line), x)) : line.x,
      smooth: weight > 0 ? smoothed(line.y, weight) : undefined, isHidden: hidden.includes(number),
    }));
    state.x = chart.x;
    state.xLabel = chart.xLabel;
    if (isMoved) {
      let high = Math.max(...state.lines.flatMap(line => line.x)) || 1;
      state.xLabel = settings.axis;
      if (settings.axis === "time") {
        const [unit, seconds] = timeUnits.find(([, , end]) => high < end);
        state.xLabel = `${unit} of training`;
        high /= seconds;
        for (const line of state.lines) line.x = line.x.map(x => x / seconds);
      }
      state.x = [0, high, false];
    }
    for (const element of svg.querySelectorAll(".drawn")) element.remove();
    const isPlain = !isMoved && weight === 0 && !hidden.length;
    const group = svg.querySelector(":scope > g[clip-path]");
    if (!group) return;
    for (const element of [group, ...still]) element.style.display = isPlain ? "" : "none";
    for (const element of state.along) element.style.display = isMoved ? "none" : "";
    state.gather();
    if (isPlain) return;

    const bottom = top + height;
    if (isMoved) {
      for (const value of roundTicks(state.x[1], settings.axis !== "time")) {
        const x = state.xOf(value);
        svg.insertBefore(svgElement("line",
          {class: "grid-line drawn", x1: x, x2: x, y1: top, y2: bottom}), group);
        const text = svgElement("text", {class: "muted drawn", x: Math.min(x, left + width - 4),
          y: bottom + 15, "font-size": 11, "text-anchor": "middle"});
        text.textContent = tickText(value, state.x[1]);
        svg.append(text);
      }
      const label = svgElement("text", {class: "muted drawn", x: left + width / 2, y: bottom + 33,
        "font-size": 12, "text-anchor": "middle"});
      label.textContent = state.xLabel;
      svg.append(label);
    }
    const layer = svgElement("g", {class: "drawn", "clip-path": group.getAttribute("clip-path")});
    const isPlace = y => y !== null && Number.isFinite(yOf(y));
    const path = (line, ys) => ys.map((y, index) => !isPlace(y) ? ""
      : `${index > 0 && isPlace(ys[index - 1]) ? "L" : "M"}${state.xOf(line.x[index]).toFixed(1)} `
        + yOf(y).toFixed(1)).join("");
    const stroke = (line, ys, more) => layer.append(svgElement("path", {class: `series-${line.color}-line`,
      d: path(line, ys), fill: "none", "stroke-width": 1.5, "stroke-linejoin": "round",
      ...line.dash ? {"stroke-dasharray": "5 4"} : {}, ...more}));
    const shown = state.lines.filter(line => !line.isHidden);
    for (const line of shown) {
      if (!line.low) continue;
      // A band that reaches to 0 reaches the end of an axis of orders of magnitude.
      const low = line.low.map(y => y === null ? null : chart.y[2] ? Math.max(y, chart.y[0]) : y);
      const places = line.x.map((x, index) => [x, low[index], line.high[index]])
        .filter(([, first, last]) => isPlace(first) && isPlace(last));
      const edge = places.map(([x, , y]) => [x, y]).concat(places.map(([x, y]) => [x, y]).reverse());
      layer.append(svgElement("path", {class: `series-${line.color}`, opacity: line.smooth ? 0.08 : 0.18,
        d: "M" + edge.map(([x, y]) => `${state.xOf(x).toFixed(1)} ${yOf(y).toFixed(1)}`).join("L") + "Z"}));
    }
    for (const line of shown) {
      if (line.smooth) stroke(line, line.y, {opacity: 0.3, "stroke-width": 1});
      stroke(line, line.smooth || line.y, {});
    }
    group.after(layer);
    for (const line of shown.filter(line => line.dots)) {
      line.x.forEach((x, index) => {
        const y = line.y[index];
        if (!isPlace(y) || y < chart.y[0] || y > chart.y[1]) return;
        const dot = svgElement("circle", {class: `series-${line.color} ground-line drawn`,
          cx: state.xOf(x), cy: yOf(y), r: 3, opacity: line.smooth ? 0.3 : 1});
        layer.after(dot);
      });
    }
  };

  document.querySelectorAll(".charts").forEach((box, number) => {
    const states = drawn.filter(state => box.contains(state.figure));
    if (!states.length) return;
    const settings = Object.assign({axis: "", weight: 0}, (kept.boxes || {})[number]);
    const all = () => states.forEach(state => redraw(state, settings));
    const note = () => {
      kept.boxes = {...kept.boxes, [number]: settings};
      keep();
      all();
    };
    for (const state of states) {
      const {chart, svg} = state;
      const [left, top, width, height] = chart.plot;
      const isAt = (element, y) => Math.abs(element.getAttribute("y") - top - height - y) < 0.1;
      state.along = [
        ...[...svg.querySelectorAll("text[y]")].filter(text => isAt(text, 15) || isAt(text, 33)),
        ...[...svg.querySelectorAll("polyline.grid-line")].filter(line => {
          const [first, last] = line.getAttribute("points").split(" ");
          return first.split(",")[0] === last.split(",")[0];
        })];
      if (chart.legend.length < 2) continue;
      // A picture has no buttons in it.
      svg.setAttribute("role", "group");
      for (const [series, x, y, width, height] of chart.legend) {
        const button = svgElement("rect", {class: "toggle", x: x - 3, y, width: width + 6, height,
          rx: 3, role: "button", tabindex: 0, "aria-label": chart.series[series].name});
        const id = state.figure.dataset.chart;
        const list = () => (kept.hidden || {})[id] || [];
        const say = () => button.setAttribute("aria-pressed", !list().includes(series));
        const toggle = () => {
          const rest = list().filter(other => other !== series);
          kept.hidden = {...kept.hidden,
            [id]: rest.length < list().length ? rest : [...rest, series]};
          keep();
          say();
          redraw(state, settings);
        };
        button.addEventListener("click", toggle);
        button.addEventListener("keydown", event => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          toggle();
        });
        for (const kind of ["pointerdown", "pointermove"]) {
          button.addEventListener(kind, event => { event.stopPropagation(); state.hide(); });
        }
        say();
        svg.append(button);
      }
    }
    const courses = states.filter(({chart}) =>
      !chart.fixed && chart.series.some(line => line.x.length > 2));
    const names = [...new Set(courses.flatMap(({chart}) =>
      chart.series.flatMap(line => (axes[line.axes] || []).map(axis => axis.name))))];
    if (courses.length) {
      const bar = document.createElement("div");
      bar.className = "controls tools";
      const labelled = (text, element) => {
        const label = document.createElement("label");
        label.append(text + " ", element);
        bar.append(label);
      };
      if (names.length) {
        const select = document.createElement("select");
        for (const name of ["", ...names]) {
          const text = name === "" ? courses[0].chart.xLabel : name === "time" ? "training time" : name;
          select.append(new Option(text, name));
        }
        select.value = names.includes(settings.axis) ? settings.axis : "";
        settings.axis = select.value;
        select.addEventListener("change", () => { settings.axis = select.value; note(); });
        labelled("over", select);
      }
      const slider = document.createElement("input");
      Object.assign(slider, {type: "range", min: 0, max: 0.99, step: 0.01, value: settings.weight});
      const told = document.createElement("output");
      const tell = () => { told.textContent = settings.weight ? settings.weight.toFixed(2) : "none"; };
      slider.addEventListener("input", () => { settings.weight = +slider.value; tell(); note(); });
      labelled("smoothing", slider);
      bar.append(told);
      tell();
      box.before(bar);
    }
    all();
  });

  """#
