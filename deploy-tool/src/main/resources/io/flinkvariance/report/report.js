"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const styles = {
    raw: { color: "raw", width: 1 },
    main: { color: "measured", width: 2.5 },
    emitted: { color: "emitted", width: 1 },
    forecast: { color: "forecast", width: 1.5, dash: [8, 5] },
    explained: { color: "explained", width: 1.5, dash: [3, 4] },
    ceiling: { color: "ceiling", width: 1.5, dash: [12, 4, 2, 4] },
  };
  const dashes = [[], [8, 4], [3, 3], [12, 4, 3, 4], [2, 5], [16, 4], [6, 2, 2, 2], [10, 8]];
  const style = (name) => styles[name] || { color: name, width: 1.75, dash: dashes[Number(name.slice(-1))] };
  const number = (value) => (value == null ? "–" : value >= 1000 ? value.toFixed(0) : value.toFixed(1));

  const fill = (plot, from, to, paint) => {
    const { left, top, width, height } = plot.bbox;
    const a = Math.max(left, Math.min(left + width, plot.valToPos(from, "x", true)));
    const b = Math.max(left, Math.min(left + width, plot.valToPos(to, "x", true)));
    plot.ctx.fillStyle = paint;
    plot.ctx.fillRect(a, top, b - a, height);
  };

  /** Transient, window, interval and predicted collapse: behind the curves. */
  const background = (interval) => (plot) => {
    const { ctx, bbox } = plot;
    const seconds = plot.data[0];
    const window = data.window;
    ctx.save();
    fill(plot, Math.min(0, seconds[0]), window ? window.windowFromSecond : seconds[seconds.length - 1], color("shade"));
    if (window) {
      const from = window.windowFromSecond;
      const to = from + window.windowSeconds;
      fill(plot, from, to, color("window"));
      if (interval) {
        ctx.beginPath();
        ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
        ctx.clip();
        const left = plot.valToPos(from, "x", true);
        const right = plot.valToPos(to, "x", true);
        const upper = plot.valToPos(window.mean + window.ci95, "y", true);
        const lower = plot.valToPos(window.mean - window.ci95, "y", true);
        ctx.fillStyle = color("interval");
        ctx.fillRect(left, upper, right - left, Math.max(2 * devicePixelRatio, lower - upper));
      }
    }
    if (data.collapseSecond != null) {
      const at = plot.valToPos(data.collapseSecond, "x", true);
      if (at >= bbox.left && at <= bbox.left + bbox.width) {
        ctx.strokeStyle = color("forecast");
        ctx.lineWidth = 2 * devicePixelRatio;
        ctx.setLineDash([6 * devicePixelRatio, 5 * devicePixelRatio]);
        ctx.beginPath();
        ctx.moveTo(at, bbox.top);
        ctx.lineTo(at, bbox.top + bbox.height);
        ctx.stroke();
      }
    }
    ctx.restore();
  };

  /** Of several runs each its own window, as high as its interval, while its curve is shown. */
  const bands = (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.globalAlpha = 0.25;
    data.bands.forEach((band, index) => {
      if (!plot.series[index + 1].show) return;
      const [left, right] = [band.from, band.to].map((second) => plot.valToPos(second, "x", true));
      const [upper, lower] = [band.high, band.low].map((rate) => plot.valToPos(rate, "y", true));
      ctx.fillStyle = color(band.style);
      ctx.fillRect(left, upper, right - left, Math.max(4 * devicePixelRatio, lower - upper));
    });
    ctx.restore();
  };

  const behind = (name) => {
    if (!data.bands) return [background(name === "throughput")];
    return name === "throughput" ? [bands] : [];
  };

  const axis = (more) => ({
    stroke: () => color("soft"),
    grid: { stroke: () => color("grid"), width: 1 },
    ticks: { stroke: () => color("line"), width: 1 },
    font: "12px system-ui, sans-serif",
    labelFont: "12px system-ui, sans-serif",
    labelSize: 22,
    ...more,
  });

  const options = (figure, chart) => ({
    width: figure.clientWidth,
    height: figure.clientWidth < 500 ? 260 : 320,
    cursor: { drag: { x: true, y: false }, points: { size: 7 } },
    focus: { prox: 24 },
    scales: { x: { time: false }, y: { range: (plot, low, high) => [0, high > 0 ? high * 1.06 : 1] } },
    axes: [axis({ label: "second of the run" }), axis({ label: chart.unit, size: 58 })],
    series: [
      { label: "second", value: (plot, value) => number(value) },
      ...chart.series.map((series) => {
        const look = style(series.style);
        return {
          label: series.name,
          show: series.shown,
          stroke: () => color(look.color),
          width: look.width,
          dash: look.dash,
          points: { show: chart.seconds.length < 3 },
          value: (plot, value) => number(value),
        };
      }),
    ],
    hooks: { drawAxes: behind(figure.dataset.chart) },
  });

  /** The library's legend is for a mouse only. */
  const makeLegendReachable = (plot) => {
    plot.root.querySelectorAll(".u-series").forEach((row, index) => {
      const label = row.querySelector("th");
      if (index === 0 || !label) return;
      const tell = () => label.setAttribute("aria-pressed", String(plot.series[index].show));
      label.tabIndex = 0;
      label.setAttribute("role", "button");
      tell();
      label.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          plot.setSeries(index, { show: !plot.series[index].show });
        }
      });
      plot.hooks.setSeries = [...(plot.hooks.setSeries || []), tell];
    });
  };

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const addZoom = (figure, plot) => {
    const seconds = plot.data[0];
    const ends = () => [seconds[0], seconds[seconds.length - 1]];
    const scale = (factor) => () => {
      const { min, max } = plot.scales.x;
      const middle = (min + max) / 2;
      const half = ((max - min) / 2) * factor;
      const [first, last] = ends();
      plot.setScale("x", { min: Math.max(first, middle - half), max: Math.min(last, middle + half) });
    };
    const show = (min, max) => () => plot.setScale("x", { min, max });
    const buttons = [button("Whole run", show(...ends()))];
    if (data.window) {
      const from = data.window.windowFromSecond;
      buttons.push(button("Measured window", show(from, from + data.window.windowSeconds)));
    }
    buttons.push(button("Zoom in", scale(0.5)), button("Zoom out", scale(2)));
    figure.querySelector(".zoom").append(...buttons);
  };

  const plots = [];
  document.querySelectorAll("figure.chart").forEach((figure) => {
    const chart = data[figure.dataset.chart];
    const values = [chart.seconds, ...chart.series.map((series) => series.values)];
    const plot = new uPlot(options(figure, chart), values, figure.querySelector(".plot"));
    plot.root.querySelector("canvas").setAttribute("aria-hidden", "true");
    makeLegendReachable(plot);
    addZoom(figure, plot);
    plots.push([figure, plot]);
  });
  const fit = () => plots.forEach(([figure, plot]) => plot.setSize({ width: figure.clientWidth, height: figure.clientWidth < 500 ? 260 : 320 }));
  /** The library paints the legend once, with the colours of then. */
  const redraw = () => plots.forEach(([figure, plot]) => {
    plot.redraw(false, true);
    const markers = [...plot.root.querySelectorAll(".u-marker")].slice(1);
    data[figure.dataset.chart].series.forEach((series, index) => {
      markers[index].style.borderColor = color(style(series.style).color);
    });
  });
  addEventListener("resize", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  /** As wide as a sheet of A4 or Letter between its margins, whatever the window was. */
  const paper = { width: 680, height: 280 };
  addEventListener("beforeprint", () => {
    document.documentElement.dataset.print = "";
    plots.forEach(([, plot]) => plot.setSize(paper));
    redraw();
  });
  addEventListener("afterprint", () => { delete document.documentElement.dataset.print; fit(); redraw(); });
})();
