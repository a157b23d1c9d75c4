/// Plays an episode: a button, a scrubber, the speed, and what the network said at each frame.
let replayScript = #"""
  for (const box of document.querySelectorAll("[data-replay]")) {
    const replay = replays[box.dataset.replay];
    const layer = box.querySelector("g");
    const button = box.querySelector("button");
    const slider = box.querySelector("input");
    const speed = box.querySelector("select");
    const said = box.querySelector(".said");
    const bars = box.querySelector(".bars");
    const last = replay.frames.length - 1;
    slider.max = last;
    let frame = 0, timer = null, due = 0;
    const rows = (replay.outputs.length ? replay.actions : []).map(name => {
      const label = document.createElement("span");
      const bar = document.createElement("div");
      const value = document.createElement("span");
      label.textContent = name;
      bar.append(document.createElement("u"));
      bars.append(label, bar, value);
      return {bar, value};
    });
    const values = replay.outputs.flat().filter(value => value !== null);
    const low = Math.min(0, ...values.length ? [values.reduce((a, b) => Math.min(a, b))] : []);
    const high = Math.max(0, ...values.length ? [values.reduce((a, b) => Math.max(a, b))] : []);
    const text = value => Math.abs(value) < 0.001 && value !== 0
      ? value.toExponential(1) : value.toPrecision(4);
    const draw = () => {
      layer.innerHTML = replay.frames[frame].map(index => replay.elements[index]).join("");
      said.textContent = replay.captions[frame];
      slider.value = frame;
      slider.setAttribute("aria-valuetext", replay.captions[frame]);
      rows.forEach(({bar, value}, action) => {
        const output = (replay.outputs[frame] || [])[action];
        const isThere = output !== undefined && output !== null;
        const [from, to] = isThere ? [Math.min(0, output), Math.max(0, output)] : [0, 0];
        const mark = bar.firstChild;
        mark.style.left = `${100 * (from - low) / (high - low || 1)}%`;
        mark.style.width = `${100 * (to - from) / (high - low || 1)}%`;
        bar.className = replay.chosen[frame] === action ? "on" : "";
        value.textContent = isThere ? text(output) : "";
      });
    };
    const stop = () => {
      cancelAnimationFrame(timer);
      timer = null;
      button.textContent = "Play";
    };
    const tick = now => {
      const time = 1000 / (replay.framesPerSecond * speed.value);
      while (now >= due && frame < last) {
        frame += 1;
        due += time;
      }
      draw();
      if (frame < last) timer = requestAnimationFrame(tick); else stop();
    };
    button.addEventListener("click", () => {
      if (timer !== null) return stop();
      if (frame === last) frame = 0;
      button.textContent = "Pause";
      due = performance.now() + 1000 / (replay.framesPerSecond * speed.value);
      timer = requestAnimationFrame(tick);
    });
    slider.addEventListener("input", () => {
      stop();
      frame = +slider.value;
      draw();
    });
    draw();
  }

  """#

/// Loads the page again while its run trains, at the place where the reader is.
let watchScript = #"""
  const spot = "report " + location.pathname;
  const saved = JSON.parse(sessionStorage.getItem(spot) || "null");
  const folds = [...document.querySelectorAll("details")];
  if (saved) {
    folds.forEach((fold, index) => { fold.open = saved.open.includes(index); });
    scrollTo(0, saved.y);
  }
  if (document.body.dataset.refresh) {
    setTimeout(() => {
      const open = folds.flatMap((fold, index) => fold.open ? [index] : []);
      sessionStorage.setItem(spot, JSON.stringify({y: scrollY, open}));
      location.reload();
    }, 1000 * document.body.dataset.refresh);
  }

  """#
