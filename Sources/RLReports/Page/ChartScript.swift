/// Shows a chart's values where a pointer or the arrow keys are; `chartControlsScript` draws it otherwise.
let chartScript = #"""
  const drawn = [];
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const chart = charts[figure.dataset.chart];
    const svg = figure.querySelector("svg");
    const [left, top, width, height] = chart.plot;
    // What is shown at present: its curves, the axis along x, and what this one counts.
    const state = {figure, chart, svg, lines: chart.series, x: chart.x, xLabel: chart.xLabel};
    const scale = (axis, value) => {
      const [low, high, logarithmic] = axis;
      return logarithmic ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (value - low) / (high - low);
    };
    const xOf = value => left + width * scale(state.x, value);
    const yOf = value => top + height * (1 - scale(chart.y, value));
    const make = (name, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      element.style.display = "none";
      svg.append(element);
      return element;
    };
    const cursor = make("line", {class: "muted-line", y1: top, y2: top + height});
    Object.assign(state, {xOf, yOf, still: [...svg.querySelectorAll(":scope > circle.ground-line")]});
    const dots = chart.series.map(line =>
      make("circle", {r: 3.5, class: `series-${line.color} ground-line`}));
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    figure.append(tip);
    let places = [];
    state.gather = () => {
      places = [...new Set(state.lines.flatMap(line => line.isHidden ? [] : line.x))]
        .sort((a, b) => a - b);
      hide();
    };
    const nearest = (list, value) => {
      let low = 0, high = list.length - 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (list[middle] <= value) low = middle; else high = middle;
      }
      return Math.abs(list[low] - value) <= Math.abs(list[high] - value) ? low : high;
    };
    const text = value => value === null ? "-"
      : Math.abs(value) >= 1e4 && Math.abs(value) < 1e6 ? Math.round(value).toLocaleString("en")
      : String(+value.toPrecision(4));
    const count = value => Number.isInteger(value) ? value.toLocaleString("en") : text(value);
    let place = -1;
    const hide = () => {
      tip.hidden = true;
      for (const element of [cursor, ...dots]) element.style.display = "none";
    };
    const show = index => {
      if (!places.length) return;
      place = Math.max(0, Math.min(places.length - 1, index));
      const x = places[place];
      cursor.setAttribute("x1", xOf(x));
      cursor.setAttribute("x2", xOf(x));
      cursor.style.display = "";
      tip.replaceChildren(`${count(x)} ${state.xLabel}`);
      state.lines.forEach((line, number) => {
        const at = nearest(line.x, x);
        const shown = line.smooth || line.y;
        const y = shown[at] === undefined ? null : shown[at];
        const isIn = !line.isHidden && y !== null && Number.isFinite(yOf(y)) && x >= line.x[0] && x <= line.x[line.x.length - 1];
        dots[number].style.display = isIn ? "" : "none";
        if (!isIn) return;
        dots[number].setAttribute("cx", xOf(line.x[at]));
        dots[number].setAttribute("cy", yOf(y));
        const row = document.createElement("div");
        const dot = document.createElement("i");
        dot.style.background = getComputedStyle(dots[number]).fill;
        const band = line.smooth ? ` (${text(line.y[at])} as measured)` : line.low && line.low[at] !== null
          ? ` (${text(line.low[at])} to ${text(line.high[at])})` : "";
        row.append(dot, `${line.name ? line.name + "  " : ""}${text(y)}${band}`);
        tip.append(row);
      });
      tip.hidden = false;
      const factor = svg.clientWidth / svg.viewBox.baseVal.width;
      const at = xOf(x) * factor;
      const room = figure.clientWidth - tip.offsetWidth;
      const beside = at + 12 > room ? at - tip.offsetWidth - 12 : at + 12;
      tip.style.left = `${Math.max(0, Math.min(room, beside))}px`;
      tip.style.top = `${top * factor}px`;
    };
    const follow = event => {
      const box = svg.getBoundingClientRect();
      const x = (event.clientX - box.left) * svg.viewBox.baseVal.width / box.width;
      const fraction = (x - left) / width;
      const [low, high, logarithmic] = state.x;
      show(nearest(places, logarithmic
        ? low * Math.pow(high / low, fraction) : low + fraction * (high - low)));
    };
    svg.addEventListener("pointermove", follow);
    svg.addEventListener("pointerdown", follow);
    // A finger leaves when it is lifted: what it showed stays until the next tap elsewhere.
    svg.addEventListener("pointerleave", event => { if (event.pointerType !== "touch") hide(); });
    document.addEventListener("pointerdown", event => {
      if (!svg.contains(event.target)) hide();
    });
    figure.addEventListener("blur", hide);
    figure.addEventListener("keydown", event => {
      const step = {ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity}[event.key];
      if (step === undefined) return;
      event.preventDefault();
      show(Number.isFinite(step) ? place + step : step < 0 ? 0 : places.length - 1);
    });
    state.gather();
    drawn.push(Object.assign(state, {hide}));
  }

  """#
