/**
 * What if: sliders on the claims of a debate; strengths and verdicts follow at once.
 *
 * The page holds the numbers of the map as it stands, so nothing is missing without this script. It
 * needs strength.js and the debate's graph (`kbGraph`). What is supposed is in the address, behind
 * `#what-if=`, and goes out and comes back as the scenario file that `kb --scenario` reads.
 */
(function () {
  "use strict";

  const section = document.getElementById("what-if");
  if (!section || !self.Strength || !self.kbGraph) return;

  const MARGIN = 1e-9;
  const LEVEL = 0.005;
  const graph = self.kbGraph;
  const LIMITS = { beta: 1000, rho: 1000, inferred: 1 };
  const inferred = new Set(graph.inferred);
  const unargued = new Set(graph.unargued);
  const scale = graph.scale;
  let map = weigh({});
  const now = map.evaluate();
  const claimOf = (item) => graph.same[item] ?? item;
  const short = (id) => (id.startsWith(`${graph.debate}/`) ? id.slice(graph.debate.length + 1) : id);
  const known = (id) => Object.hasOwn(graph.same, id) || id in now;
  let made = 0;
  const state = { hold: new Map(), set: new Map(), method: new Map() };
  const rows = [...section.querySelectorAll("li[data-claim]")].map(row);
  const positions = [...section.querySelectorAll("li[data-position]")];
  const spoken = section.querySelector("[aria-live]");
  const reset = section.querySelector("button.reset");
  const fault = section.querySelector(".fault");

  /** A strength with two digits; only 0, 1 and one half themselves are written so. */
  function number(value) {
    if (value > 0 && value < LEVEL) return "<0.01";
    if (value >= 1 - LEVEL && value < 1) return ">0.99";
    const off = Math.abs(value - 0.5);
    if (off > MARGIN && off < LEVEL) return `just ${value > 0.5 ? "over" : "under"} 0.50`;
    return value.toFixed(2);
  }

  /** The map where reasons are weighed as the page has it, but for some numbers. */
  function weigh(chosen) {
    const method = { ...graph.method, ...chosen };
    const weighed = (argument) =>
      inferred.has(argument.id) ? { ...argument, weight: method.inferred } : argument;
    return self.Strength.compile({ ...graph, arguments: graph.arguments.map(weighed) }, method);
  }

  const allowed = (key, x) => x >= 0 && x <= LIMITS[key] && (key !== "beta" || x > 0);

  /** The slider of one claim: it starts where the map has it. */
  function row(item) {
    const claim = claimOf(item.dataset.claim);
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: "0", max: "1", step: "0.01" });
    const words = item.querySelector(".premise");
    words.id ||= `what-if-claim-${(made += 1)}`;
    slider.setAttribute("aria-labelledby", words.id);
    const back = document.createElement("button");
    Object.assign(back, { type: "button", textContent: "reset", className: "back" });
    const place = item.querySelector(".dial");
    place.prepend(slider);
    place.append(back);
    slider.addEventListener("input", () => suppose(claim, Number(slider.value)));
    back.addEventListener("click", () => {
      suppose(claim, null);
      slider.focus();
    });
    return { claim, item, slider, back };
  }

  function suppose(claim, value) {
    state.hold.delete(claim);
    if (value === null) state.set.delete(claim);
    else state.set.set(claim, value);
    show(true);
  }

  function strengths() {
    const view = state.hold.size ? map.hold(Object.fromEntries(state.hold)) : map;
    return view.evaluate(Object.fromEntries(state.set));
  }

  const logit = (x) => Math.log(Math.min(Math.max(x, 1e-12), 1 - 1e-12) / (1 - Math.min(Math.max(x, 1e-12), 1 - 1e-12)));

  /** A strength in words; an item that had no reasons has none until something moves it. */
  function word(id, found) {
    const value = found[id];
    if (unargued.has(id) && Math.abs(value - now[id]) <= MARGIN) return scale.noReasons;
    const high = scale.from.find(([least]) => value >= least);
    const low = scale.upTo.find(([most]) => value <= most);
    return (high ?? low ?? [0, scale.open])[1];
  }

  /** How far a strength went, in words; nothing for what does not show. */
  function change(before, after) {
    const by = logit(after) - logit(before);
    const size = scale.changes.find(([least]) => Math.abs(by) >= least);
    return size ? `is ${size[1]} ${by > 0 ? "stronger" : "weaker"}` : "";
  }

  /** Which of two rivals is ahead: null where they are level. */
  function ahead([a, b], found) {
    const margin = found[claimOf(a)] - found[claimOf(b)];
    if (Math.abs(margin) < scale.lead) return null;
    return margin > 0 ? a : b;
  }

  function show(moved) {
    const found = strengths();
    const given = state.hold.size + state.set.size + state.method.size;
    for (const { claim, slider, back, item } of rows) {
      const mine = state.set.has(claim) || state.hold.has(claim);
      slider.value = found[claim];
      slider.setAttribute("aria-valuetext", number(found[claim]));
      item.classList.toggle("supposed", mine);
      back.hidden = !mine;
    }
    for (const place of document.querySelectorAll("[data-strength]")) {
      const id = claimOf(place.dataset.strength);
      if (!(id in found)) continue;
      place.textContent = place.closest(".dials") ? number(found[id]) : word(id, found);
      if (!place.closest(".dials")) place.title = number(found[id]);
      place.classList.toggle("changed", Math.abs(found[id] - now[id]) > MARGIN);
    }
    for (const place of positions) {
      const bar = place.querySelector("progress");
      if (bar) bar.value = found[claimOf(place.dataset.position)];
    }
    reset.hidden = !given;
    if (moved) {
      spoken.textContent = given ? sentence(found) : "Everything is as the map has it.";
      keep();
    }
  }

  /** What changed, in a sentence: the positions that moved most, and which rival leads. */
  function sentence(found) {
    const name = (id) => graph.names[id];
    const far = (id) => Math.abs(logit(found[id]) - logit(now[id]));
    const parts = graph.positions
      .filter((id) => change(now[id], found[id]))
      .sort((a, b) => far(b) - far(a))
      .slice(0, 2)
      .map((id) => `${name(id)} ${change(now[id], found[id])}`);
    for (const pair of graph.rivals) {
      const [was, is] = [ahead(pair, now), ahead(pair, found)];
      if (was === is) continue;
      const [a, b] = is === pair[1] ? [pair[1], pair[0]] : pair;
      parts.push(is ? `${name(a)} now leads ${name(b)}` : `${name(a)} and ${name(b)} are now level`);
    }
    if (state.method.size) {
      parts.push(`reasons are weighed with ${[...state.method].map(([key, x]) => `${key} ${x}`).join(", ")}`);
    }
    return parts.length ? `${parts.join("; ")}.` : "No position moves so much that it shows.";
  }

  // -- the address and the file --------------------------------------------------------------------

  const KEY = "#what-if=";

  function keep() {
    const said = (name, values) => [...values].map(([id, x]) => `${name}${encodeURIComponent(short(id))}:${x}`);
    const all = [...said("", state.set), ...said("~", state.hold), ...said("*", state.method)].sort();
    const mark = all.length ? `${KEY}${all.join(",")}` : "#what-if";
    history.replaceState(null, "", mark);
  }

  function recall() {
    if (!location.hash.startsWith(KEY)) return;
    for (const word of location.hash.slice(KEY.length).split(",")) {
      const cut = word.lastIndexOf(":");
      const held = word.startsWith("~");
      const method = word.startsWith("*");
      let name = "";
      try {
        name = decodeURIComponent(word.slice(held || method ? 1 : 0, cut));
      } catch {
        continue; // not an address that was made here
      }
      if (method) {
        const x = Number(word.slice(cut + 1));
        if (cut > 1 && allowed(name, x)) state.method.set(name, x);
        continue;
      }
      const id = name.includes("/") ? name : `${graph.debate}/${name}`;
      const value = Number(word.slice(cut + 1));
      if (cut > 0 && known(id) && value >= 0 && value <= 1) {
        state[held ? "hold" : "set"].set(claimOf(id), value);
      }
    }
    reweigh();
    section.scrollIntoView();
  }

  /** Follow the method that is chosen. */
  function reweigh() {
    map = weigh(Object.fromEntries(state.method));
  }

  /** The scenario as `kb scenario save` writes it. */
  function toml() {
    const table = (name, values) => {
      const lines = [...values].sort().map(([id, x]) => {
        const text = Number.isInteger(x) ? x.toFixed(1) : String(x);
        return `${name === "method" ? id : JSON.stringify(id)} = ${text}`;
      });
      return lines.length ? `[${name}]\n${lines.join("\n")}\n` : "";
    };
    return Object.entries(state).map(([name, values]) => table(name, values)).filter(Boolean).join("\n");
  }

  function read(text) {
    const found = { hold: new Map(), set: new Map(), method: new Map() };
    let table = null;
    for (const [at, line] of text.split(/\r?\n/).entries()) {
      const words = line.replace(/#[^"]*$/, "").trim();
      const head = /^\[(hold|set|method)\]$/.exec(words);
      const pair = /^("(?:[^"\\]|\\.)*"|[\w-]+)\s*=\s*([0-9.eE+-]+)$/.exec(words);
      if (head) table = head[1];
      else if (pair && table) {
        const id = pair[1].startsWith('"') ? JSON.parse(pair[1]) : pair[1];
        const value = Number(pair[2]);
        if (table === "method") {
          if (!allowed(id, value)) throw new Error(`line ${at + 1} has no number that the method can have`);
          found.method.set(id, value);
          continue;
        }
        if (!(value >= 0 && value <= 1)) throw new Error(`line ${at + 1} has no number from 0 to 1`);
        if (known(id)) found[table].set(claimOf(id), value);
      } else if (words) throw new Error(`line ${at + 1} is not understood`);
    }
    return found;
  }

  section.querySelector("button.export").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([toml()], { type: "application/toml" }));
    link.download = `${graph.debate}.toml`;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  section.querySelector("input.import").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    fault.textContent = "";
    if (!file) return;
    try {
      Object.assign(state, read(await file.text()));
      reweigh();
      show(true);
    } catch (error) {
      fault.textContent = `${file.name}: ${error.message}.`;
    }
    event.target.value = "";
  });

  reset.addEventListener("click", () => {
    state.hold.clear();
    state.set.clear();
    state.method.clear();
    reweigh();
    show(true);
  });

  recall();
  section.classList.add("live");
  section.querySelector(".tools").hidden = false;
  show(state.hold.size + state.set.size + state.method.size > 0);
})();
