/**
 * What if: answers to the cruxes of a debate, or the view of one of its voices; the strengths of the
 * positions follow at once.
 *
 * How the positions stand is on the page without this script. It needs strength.js and the debate's
 * graph (`kbGraph`), and puts all there is to answer into the section. What is supposed is in the address, behind
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
  const make = (tag, given) => Object.assign(document.createElement(tag), given);
  const views = new Map(graph.views.map((view) => [view.id, view]));
  const isGiven = () => Boolean(state.view || state.hold.size || state.set.size || state.method.size);
  let made = 0;
  const state = { view: null, hold: new Map(), set: new Map(), method: new Map() };
  const positions = graph.positions.map(verdict);
  const rows = graph.dials.map(row);
  const seen = preset();
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

  /** A line for one item in one of the lists: its title, and where its strength will stand. */
  function line(list, kind, id) {
    const item = make("li", {});
    item.dataset[kind] = id;
    const words = make("span", { className: "premise", id: `what-if-${(made += 1)}`, textContent: graph.titles[id] });
    const strength = make("span", { className: "strength" });
    strength.dataset.strength = id;
    item.append(words, strength);
    section.querySelector(list).append(item);
    return { item, words };
  }

  /** What becomes of a position. */
  function verdict(id) {
    const { item, words } = line(".verdicts", "position", id);
    if (graph.letters[id]) words.prepend(make("span", { className: "letter", textContent: graph.letters[id] }), " ");
    const bar = make("progress", { max: 1 });
    bar.setAttribute("aria-hidden", "true");
    words.after(bar);
    return item;
  }

  /** The answers to one claim, as buttons and as a slider, which starts where the map has it. */
  function row(id) {
    const claim = claimOf(id);
    const { item, words } = line(".dials", "claim", id);
    const trio = make("span", { className: "trio" });
    trio.setAttribute("role", "group");
    const slider = make("input", { type: "range", min: "0", max: "1", step: "0.01" });
    for (const named of [trio, slider]) named.setAttribute("aria-labelledby", words.id);
    const buttons = Object.entries({ yes: 1, unsure: 0.5, no: 0 }).map(([textContent, value]) => {
      const button = make("button", { type: "button", textContent });
      // what is pressed already is taken back
      button.addEventListener("click", () => suppose(claim, state.set.get(claim) === value ? null : value));
      return { button, value };
    });
    trio.append(...buttons.map(({ button }) => button));
    slider.addEventListener("input", () => suppose(claim, Number(slider.value)));
    words.after(trio, slider);
    return { claim, item, slider, buttons };
  }

  /** A choice of whose view it is; nothing where nobody speaks of a position. */
  function preset() {
    if (!views.size) return null;
    const chosen = make("select", {});
    chosen.append(make("option", { value: "", textContent: "as given" }));
    for (const { id, name } of views.values()) {
      chosen.append(make("option", { value: id, textContent: `as ${name} sees it` }));
    }
    const label = make("label", { textContent: "The debate" });
    label.append(chosen);
    const place = make("p", { className: "preset" });
    place.append(label);
    section.querySelector(".outcome").before(place);
    chosen.addEventListener("change", () => {
      clear();
      state.view = chosen.value || null;
      reweigh();
      show(true);
    });
    return chosen;
  }

  function clear() {
    state.view = null;
    for (const values of [state.hold, state.set, state.method]) values.clear();
  }

  /** What is held: by whoever is looked through, and by the reader. */
  function held() {
    return { ...views.get(state.view)?.hold, ...Object.fromEntries(state.hold) };
  }

  function suppose(claim, value) {
    state.hold.delete(claim);
    if (value === null) state.set.delete(claim);
    else state.set.set(claim, value);
    show(true);
  }

  function strengths() {
    const holds = held();
    const view = Object.keys(holds).length ? map.hold(holds) : map;
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
    return size ? { verb: by > 0 ? "gains" : "weakens", much: size[1], by: Math.abs(by) } : null;
  }

  /** Which of two rivals is ahead: null where they are level. */
  function ahead([a, b], found) {
    const margin = found[claimOf(a)] - found[claimOf(b)];
    if (Math.abs(margin) < scale.lead) return null;
    return margin > 0 ? a : b;
  }

  function show(moved) {
    const found = strengths();
    const given = isGiven();
    if (given) unfold();
    for (const { claim, slider, buttons, item } of rows) {
      slider.value = found[claim];
      slider.setAttribute("aria-valuetext", number(found[claim]));
      item.classList.toggle("supposed", state.set.has(claim) || state.hold.has(claim));
      for (const { button, value } of buttons) {
        button.setAttribute("aria-pressed", String(state.set.get(claim) === value));
      }
    }
    if (seen) seen.value = state.view ?? "";
    for (const place of section.querySelectorAll("[data-strength]")) {
      const id = claimOf(place.dataset.strength);
      if (!(id in found)) continue;
      place.textContent = place.closest(".dials") ? number(found[id]) : word(id, found);
      if (!place.closest(".dials")) place.title = number(found[id]);
      place.classList.toggle("changed", Math.abs(found[id] - now[id]) > MARGIN);
    }
    for (const place of positions) {
      place.querySelector("progress").value = found[claimOf(place.dataset.position)];
    }
    reset.hidden = !given;
    if (moved) {
      spoken.textContent = given ? sentence(found) : "All is as given.";
      keep();
    }
  }

  /** What changed, in a sentence: the position that moved most, and which rival leads. */
  function sentence(found) {
    const name = (id) => graph.letters[id] || "The position";
    const moved = graph.positions
      .map((id) => ({ id, ...change(now[id], found[id]) }))
      .filter(({ by }) => by)
      .sort((a, b) => b.by - a.by);
    const parts = moved
      .slice(0, 1)
      .map(({ id, verb, much }) => `${name(id)} ${verb} ${moved.length > 1 ? "most" : much}`);
    for (const pair of graph.rivals) {
      const [was, is] = [ahead(pair, now), ahead(pair, found)];
      if (was === is) continue;
      const [a, b] = is === pair[1] ? [pair[1], pair[0]] : pair;
      parts.push(is ? `${name(a)} now leads ${name(b)}` : `${name(a)} and ${name(b)} are now level`);
    }
    if (state.method.size) {
      parts.push(`reasons are weighed with ${[...state.method].map(([key, x]) => `${key} ${x}`).join(", ")}`);
    }
    return parts.length ? `${parts.join("; ")}.` : "Hardly a change.";
  }

  // -- the address and the file --------------------------------------------------------------------

  const KEY = "#what-if=";

  function keep() {
    const said = (name, values) => [...values].map(([id, x]) => `${name}${encodeURIComponent(short(id))}:${x}`);
    const view = state.view ? [`@${encodeURIComponent(state.view)}`] : [];
    const all = [...view, ...said("", state.set), ...said("~", state.hold), ...said("*", state.method)].sort();
    const mark = all.length ? `${KEY}${all.join(",")}` : "#what-if";
    history.replaceState(null, "", mark);
  }

  function recall() {
    if (!location.hash.startsWith(KEY)) return;
    clear();
    for (const word of location.hash.slice(KEY.length).split(",")) {
      const cut = word.lastIndexOf(":");
      const isHeld = word.startsWith("~");
      const method = word.startsWith("*");
      let name = "";
      try {
        const start = /^[~*@]/.test(word) ? 1 : 0;
        name = decodeURIComponent(word.startsWith("@") ? word.slice(1) : word.slice(start, cut));
      } catch {
        continue; // not an address that was made here
      }
      if (word.startsWith("@")) {
        if (views.has(name)) state.view = name;
        continue;
      }
      if (method) {
        const x = Number(word.slice(cut + 1));
        if (cut > 1 && allowed(name, x)) state.method.set(name, x);
        continue;
      }
      const id = name.includes("/") ? name : `${graph.debate}/${name}`;
      const value = Number(word.slice(cut + 1));
      if (cut > 0 && known(id) && value >= 0 && value <= 1) {
        state[isHeld ? "hold" : "set"].set(claimOf(id), value);
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
    const { set, method } = state;
    const tables = { hold: Object.entries(held()), set, method };
    return Object.entries(tables).map(([name, values]) => table(name, values)).filter(Boolean).join("\n");
  }

  function read(text) {
    const found = { view: null, hold: new Map(), set: new Map(), method: new Map() };
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
    clear();
    reweigh();
    show(true);
  });

  // -- the way here from a crux: a link that holds its answer ---------------------------------------

  for (const place of document.querySelectorAll("[data-try]")) {
    const href = `${KEY}${place.dataset.try.split(":").map(encodeURIComponent).join(":")}`;
    const answer = place.textContent.trim().toLowerCase();
    const link = make("a", { className: "try", href, textContent: "try it" });
    link.setAttribute("aria-label", `try it: ${answer}`);
    place.append(" ", link);
  }
  addEventListener("hashchange", () => {
    if (location.hash.startsWith("#what-if")) unfold();
    if (!location.hash.startsWith(KEY)) return;
    recall();
    show(true);
    section.querySelector("h2").focus({ preventScroll: true });
  });

  // -- until somebody wants to answer, answers and outcome take no room -------------------------------------

  const opener = make("button", { type: "button", className: "opener", textContent: "Answer the cruxes" });
  opener.addEventListener("click", () => {
    unfold();
    section.querySelector(".dials button").focus();
  });

  function unfold() {
    opener.remove();
    for (const place of section.querySelectorAll(".outcome, .dials, .tools")) place.hidden = false;
  }

  section.append(opener);
  section.querySelector(".dials").hidden = true;
  if (location.hash.startsWith("#what-if")) unfold();
  recall();
  show(isGiven());
})();
