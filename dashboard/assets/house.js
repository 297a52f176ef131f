/* What every page needs, with or without Dash: the theme, inline SVG inside Dash, and charts in the dark. */
"use strict";
(() => {
  const palette = window.fullCirclePalette;
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches);

  /* Theme: the system's wish until the reader says otherwise; the choice stays in this browser. */
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#theme-switch")) return;
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch (refused) { /* private window: lasts for this page */ }
    redrawAll();
  });
  systemIsDark.addEventListener("change", () => redrawAll());

  /* A click on a point of a drawing leads to the rows behind it. The keyboard has the same ways in the table twin. */
  const go = (there, event) => {
    if (!there) return;
    if (event.ctrlKey || event.metaKey) window.open(there, "_blank", "noopener");
    else location.assign(there);
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, summary")) go(event.target.closest("[data-there]")?.dataset.there, event);
  });

  /* Dash cannot write SVG, so a component carries it as text and it is put in place here. It is parsed as an
     image, never as a page: scripts in it would not run, and the server escapes every text anyway. */
  const plant = (holder) => {
    const parsed = new DOMParser().parseFromString(holder.dataset.markup, "text/html");
    holder.replaceChildren(...parsed.body.childNodes);
  };
  const plantUnder = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.dataset.markup !== undefined) plant(node);
    node.querySelectorAll("[data-markup]").forEach(plant);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") plant(change.target);
      else change.addedNodes.forEach(plantUnder);
    }
  }).observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-markup"] });
  document.querySelectorAll("[data-markup]").forEach(plant);

  /* Figures speak in the light palette; in the dark each colour is swapped for its twin. */
  const twin = new Map(Object.keys(palette.light).map((name) => [palette.light[name], palette.dark[name]]));
  const darkened = (value) => {
    if (typeof value === "string") return twin.get(value) || value;
    if (Array.isArray(value)) return value.map(darkened);
    if (value && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, darkened(inner)]));
    }
    return value;
  };
  /* A figure says what is different on a narrow page: layout.meta.narrow is laid over its layout. */
  const page = matchMedia("(max-width: 760px)");
  const fitted = (whole) => {
    const narrow = page.matches && whole.layout?.meta?.narrow;
    return narrow ? { ...whole, layout: { ...whole.layout, ...narrow } } : whole;
  };
  const shown = (whole) => {
    const { data, layout, ...rest } = fitted(whole);
    return isDark() && !onPaper ? { ...rest, data: darkened(data), layout: darkened(layout) } : { ...rest, data, layout };
  };
  page.addEventListener("change", () => redrawAll());
  let onPaper = false; // paper is light
  addEventListener("beforeprint", () => { onPaper = true; redrawAll(); });
  addEventListener("afterprint", () => { onPaper = false; redrawAll(); });
  const drawn = new WeakMap();
  const wrap = (plotly) => {
    for (const verb of ["react", "newPlot"]) {
      const plain = plotly[verb];
      plotly[verb] = (graph, figure, layout, config) => {
        const whole = Array.isArray(figure) || figure === undefined ? { data: figure || [], layout, config } : figure;
        const isNew = !drawn.has(graph);
        drawn.set(graph, { plain, whole });
        const made = plain.call(plotly, graph, shown(whole));
        if (isNew) graph.on("plotly_click", ({ points, event }) => go(points[0]?.customdata, event));
        return made;
      };
    }
  };
  const redrawAll = () => {
    document.querySelectorAll(".js-plotly-plot").forEach((graph) => {
      const last = drawn.get(graph);
      if (last && window.Plotly) window.Plotly.react(graph, last.whole);
    });
  };
  if (window.Plotly) wrap(window.Plotly);
  else {
    let plotly;
    Object.defineProperty(window, "Plotly", {
      configurable: true,
      get: () => plotly,
      set: (arrived) => { plotly = arrived; wrap(plotly); },
    });
  }

  /* Where a table is wider than the page, the newest column is what a reader came for. */
  document.querySelectorAll(".newest-last").forEach((table) => { table.scrollLeft = table.scrollWidth; });

  /* Where the navigation is wider than the page, the reader sees where in it this page is. */
  const here = document.querySelector(".band nav [aria-current]");
  if (here) here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;

  /* Print what is folded away: the table twins are the paper's data. */
  addEventListener("beforeprint", () => document.querySelectorAll("details.twin[data-print]").forEach((fold) => { fold.open = true; }));
})();
