/* The selection bar and the address. Without this script the bar is an ordinary form; with it, a change acts at once. */
"use strict";
(() => {
  const form = document.getElementById("selection");
  if (!form) return;
  const live = document.getElementById("content").dataset.live;

  const fields = () => {
    const said = {};
    for (const [name, value] of new FormData(form)) {
      if (value !== "") said[name] = said[name] ? `${said[name]},${value}` : value;
    }
    if (said.months === "24") delete said.months;
    return said;
  };
  const spelled = (said) => new URLSearchParams(said).toString().replaceAll("%2C", ",");

  /* A change draws the panels anew: the reader keeps the place of the keyboard and what was unfolded. */
  const kept = { focus: "", unfolded: [] };
  const keep = () => {
    const { focus, partners } = document.activeElement.dataset;
    kept.focus = focus ? `a[data-focus="${focus}"]` : partners !== undefined ? `a[data-partners="${partners}"]` : "";
    kept.unfolded = [...document.querySelectorAll("section[id] details[open]")].map((fold) => fold.closest("section").id);
  };
  const FRAMES = 40; // the panels arrive some frames after the shell is told of them
  const settle = (frames) => {
    kept.unfolded = kept.unfolded.filter((id) => {
      const fold = document.querySelector(`#${id} details`);
      if (fold && !fold.open) fold.open = true; else return true;
      return false;
    });
    if (kept.focus && document.activeElement === document.body) {
      (document.querySelector(kept.focus) || document.getElementById("content")).focus({ preventScroll: true });
      kept.focus = "";
    }
    if (frames > 0) { requestAnimationFrame(() => settle(frames - 1)); return; }
    kept.unfolded = [];
    const tab = document.querySelector("a[data-focus][aria-current=true]");
    if (!tab) return;
    // Where the tabs scroll, the chosen one is in sight; and what is shown now is said aloud.
    tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;
    document.getElementById("told").textContent = `${tab.textContent}; ${document.getElementById("partners-said").textContent}`;
  };

  /* Back undoes the last choice. The page is asked for anew, so that controls, head and panels say the same; a jump to a
     fragment says "popstate" too, and changes nothing. */
  let shown = location.search;
  addEventListener("popstate", () => { if (live && location.search !== shown) location.reload(); });
  /* A page that is left by a choice and come back to shows what it shows, not what was chosen on it. */
  addEventListener("pageshow", (event) => { if (!live && event.persisted) form.reset(); });

  const show = () => {
    const said = fields();
    keep();
    const partners = form.querySelector("details");
    if (partners) partners.open = false;
    if (!live) { location.search = spelled(said); return; }
    const there = `?${spelled(said)}`;
    if (there !== location.search) history.pushState(null, "", `${location.pathname}${there}`);
    shown = there;
    window.dash_clientside.set_props(live, { data: said });
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  form.addEventListener("change", (event) => {
    if (event.target.tagName === "SELECT") show();
  });

  /* The fold with the partners closes when the reader is done with it. */
  document.addEventListener("click", (event) => {
    form.querySelectorAll("details[open]").forEach((fold) => { if (!fold.contains(event.target)) fold.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && form.querySelector("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  /* Anything that brings something forward: <a data-focus="key"> inside a live screen; or that narrows it to
     partners: <a data-partners="VEL,OSM">, where "" is all. */
  document.addEventListener("click", (event) => {
    const chosen = live && event.target.closest("a[data-focus], a[data-partners]");
    if (!chosen || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (chosen.dataset.partners !== undefined) {
      const wanted = chosen.dataset.partners.split(",").filter(Boolean);
      const boxes = [...form.querySelectorAll("input[name=partners]")];
      if (!wanted.every((code) => boxes.some((box) => box.value === code))) return; // no member: the link itself leads there
      event.preventDefault();
      boxes.forEach((box) => { box.checked = wanted.includes(box.value); });
      show();
      return;
    }
    event.preventDefault();
    let hidden = form.querySelector("input[name=focus]");
    if (!hidden) {
      hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "focus" });
      form.append(hidden);
    }
    hidden.value = chosen.dataset.focus;
    show();
  });

  const copy = document.getElementById("copy-link");
  copy?.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return; // then it is an ordinary link to this edition
    event.preventDefault();
    await navigator.clipboard.writeText(copy.href);
    const words = copy.textContent;
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = words; }, 1600);
  });

  /* A live screen tells the shell what it shows now: texts made and escaped by the server. */
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = {
    tell(about) {
      if (!about) return window.dash_clientside.no_update;
      document.getElementById("provenance").innerHTML = about.provenance;
      document.getElementById("notices").innerHTML = about.notices;
      const partners = document.getElementById("partners-said");
      if (partners) partners.textContent = about.partners;
      if (copy) copy.href = about.link;
      settle(FRAMES);
      document.querySelectorAll(".band nav a").forEach((entry) => {
        entry.href = `${entry.pathname}?${about.carried}`;
      });
      return window.dash_clientside.no_update;
    },
  };
})();
