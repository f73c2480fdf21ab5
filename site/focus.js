// The map of a debate with one item in focus: what it bears on above, what is said for it and against
// it beneath. The address says which item, so back goes back and a link can be passed on. Without
// this script the links of the overview lead to the pages of the items, which say all of it.
"use strict";

(function () {
  const glance = document.querySelector(".glance");
  if (!glance) return;

  const HASH = "#map-";
  const MOST = { side: 12, above: 8, under: 6, premises: 6 }; // the page of the item has all of them
  const KINDS = ["supports", "rebuts", "undercuts"];
  const OURS = 1, OPEN = 2;
  const root = document.body.dataset.root;
  const section = glance.closest("section");
  const narrow = matchMedia("(max-width: 46rem)");
  const panel = section.appendChild(make("div", "focus"));
  let items = null; // once the data is there
  let byName = new Map(), byPath = new Map();
  let waiting = null;
  let tab = "supports";
  panel.hidden = true;

  // -- the data, fetched when an item is first wanted ---------------------------------------------

  function withData(then, otherwise = () => {}) {
    if (items) { then(); return; }
    if (waiting) { waiting.push(then); return; }
    waiting = [then];
    const script = document.createElement("script");
    script.src = glance.dataset.map;
    script.addEventListener("error", () => { waiting = null; otherwise(); });
    document.head.append(script);
  }

  self.kbMap = function (data) {
    items = data.items.map(([name, path, kind, title, text, grade, letter, leaning, says, asks, elsewhere]) =>
      ({ name, path, kind, title, text, grade, letter, leaning, says, asks, elsewhere, on: [], uses: [], asking: [] }));
    const all = data.arguments.map(([kind, target, premises, marks, does]) =>
      ({ kind: KINDS[kind], target, does, ours: Boolean(marks & OURS), open: Boolean(marks & OPEN), under: [],
         premises: premises.map((at) => ({ item: items[at < 0 ? ~at : at], negated: at < 0 })) }));
    for (const argument of all) {
      const { target } = argument;
      argument.end = target < 0 ? null : items[target];
      argument.attacked = target < 0 ? all[~target] : null;
      if (argument.end) argument.end.on.push(argument);
      if (argument.attacked) argument.attacked.under.push(argument);
      for (const { item, negated } of argument.premises) item.uses.push({ argument, negated });
    }
    for (const item of items) {
      byName.set(item.name, item);
      byPath.set(item.path, item);
      item.asked = items[item.asks] || null;
      if (item.asked) item.asked.asking.push(item);
    }
    waiting.forEach((then) => then());
  };

  // -- small parts --------------------------------------------------------------------------------

  function make(tag, name, ...inside) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...inside.filter(Boolean));
    return element;
  }

  function link(item, text) {
    const a = make("a", "", text || item.title);
    a.href = "#" + item.name;
    return a;
  }

  function toPage(item, words) {
    const a = make("a", "", words);
    a.href = `${root}${item.path}`;
    return a;
  }

  const ring = (item) => item.letter && make("span", "letter", item.letter);
  const ours = (argument) => argument.ours && make("i", "", "our link");
  const spaced = (parts, between) =>
    parts.filter(Boolean).flatMap((part, i) => (i ? [between, part] : [part]));

  /** What an argument says of its premise: `if that is false, it counts against this`. */
  function condition(item, negated) {
    if (item.kind === "Crux") return negated ? "if no, " : "if yes, ";
    return negated ? "if that is false, " : "";
  }

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const COUNTS = { supports: "it counts for this", rebuts: "it counts against this", undercuts: "it breaks this argument" };

  // Counted as everywhere: what weighs nothing yet is left out, our own links stand apart.
  const ofOurs = (n) => n && (n === 1 ? "1 link of ours" : `${n} links of ours`);
  const many = (all, mine, kind) => all.filter((one) =>
    !one.open && one.ours === mine && (!kind || one.kind === kind)).length;

  function counted(all) {
    return spaced([many(all, false), ofOurs(many(all, true))], ", and ").join("") || "none";
  }

  function tally(item) {
    const said = [["supports", "for it"], ["rebuts", "against it"]]
      .map(([kind, word]) => [many(item.on, false, kind), word])
      .filter(([n]) => n).map(([n, word]) => `${n} ${word}`);
    return spaced([said.join(", "), ofOurs(many(item.on, true))], ", and ").join("");
  }

  // -- what stands beneath: reasons, each with what challenges it -----------------------------------

  function premise({ item, negated }, first, kind, alone) {
    const condense = condition(item, negated);
    const inside = [];
    if (!first) inside.push(make("p", "rel", negated ? "and if this is false" : "together with"));
    else if (condense) inside.push(make("p", "rel", capital(condense + COUNTS[kind])));
    inside.push(make("p", "says", ring(item), " ", link(item)));
    if (item.text !== item.title) inside.push(make("p", "statement", item.text));
    const asking = item.asking.map((crux) => link(crux));
    const facts = spaced([
      item.elsewhere && `in “${item.elsewhere}”`,
      tally(item),
      asking.length && make("span", "crux-mark", "◆ crux: ", ...spaced(asking, "; ")),
      ...alone,
    ], " · ");
    if (facts.length) inside.push(make("p", "rel", ...facts));
    return make("div", "premise-box", ...inside);
  }

  /** How much an argument does as things stand, in a word. */
  function weight(argument) {
    if (argument.open) return "weighs nothing until the crux is answered";
    if (!argument.does) return "";
    return argument.does === "not" ? "hardly counts" : `counts ${argument.does}`;
  }

  function reason(argument, depth) {
    const box = make("li", `reason ${argument.kind}${argument.ours ? " ours" : ""}`);
    const marks = [weight(argument), ours(argument)];
    const alone = argument.premises.length === 1;
    const shown = argument.premises.slice(0, MOST.premises);
    shown.forEach((one, i) => box.append(premise(one, i === 0, argument.kind, alone ? marks : [])));
    const rest = argument.premises.length - shown.length;
    if (rest) box.append(make("p", "rel", `and ${rest} more premises`));
    if (!alone && marks.some(Boolean)) box.append(make("p", "rel", ...spaced(marks, " · ")));
    const under = argument.under.slice(0, MOST.under);
    if (under.length) {
      box.append(make("p", "rel challenged", depth ? "which is challenged in turn:" : "This argument is challenged:"));
      box.append(make("ul", "reasons", ...under.map((each) => reason(each, depth + 1))));
      const left = argument.under.length - under.length;
      if (left) box.append(make("p", "rel", `and ${left} more`));
    }
    return box;
  }

  const SIDES = {
    crux: { supports: "For yes", rebuts: "For no" },
    other: { supports: "For", rebuts: "Against" },
  };

  function side(item, kind, all) {
    const own = make("section", `side ${kind}${all.length ? "" : " is-empty"}`);
    const words = SIDES[item.kind === "Crux" ? "crux" : "other"][kind];
    const heading = make("h4", "", words, " ", make("span", "count", counted(all)));
    own.id = `focus-${kind}`;
    heading.id = `focus-${kind}-title`;
    own.setAttribute("aria-labelledby", heading.id);
    own.append(heading);
    const shown = all.slice(0, MOST.side);
    if (shown.length) own.append(make("ul", "reasons", ...shown.map((each) => reason(each, 0))));
    else own.append(make("p", "nothing", item.elsewhere ? "None in this debate." : "Nobody gives a reason here."));
    const rest = all.length - shown.length;
    if (rest) own.append(make("p", "more-of-it", "and ", toPage(item, `${rest} more`)));
    return own;
  }

  // -- what stands above: where the item leads ------------------------------------------------------

  const DOES = { supports: "counts for", rebuts: "counts against", undercuts: "challenges the argument from" };

  function goal({ argument, negated }, from) {
    const crux = from.kind === "Crux";
    const when = negated ? (crux ? "if no, " : "if false, ") : crux ? "if yes, " : "";
    const line = make("li", argument.kind, make("span", "does", capital(when + DOES[argument.kind])), " ");
    if (argument.end) line.append(...[ring(argument.end), " ", link(argument.end)].filter(Boolean));
    else if (argument.attacked) line.append(...attackedWords(argument.attacked));
    const others = argument.premises.filter((one) => one.item !== from && one.item !== from.asked).slice(0, MOST.premises);
    if (others.length) line.append(", together with ", ...spaced(others.map((one) => link(one.item)), " and "));
    if (argument.ours) line.append(" ", ours(argument));
    return line;
  }

  function attackedWords(argument) {
    const from = argument.premises.slice(0, MOST.premises).map(({ item }) => link(item));
    const to = argument.end ? [argument.kind === "rebuts" ? " against " : " to ", link(argument.end)] : [];
    return [...spaced(from, " with "), ...to];
  }

  function above(item, uses) {
    if (!uses.length) return null;
    const shown = uses.slice(0, MOST.above);
    const list = make("ul", "goals-above", ...shown.map((use) => goal(use, item)));
    const rest = uses.length - shown.length;
    if (rest) list.append(make("li", "", "and ", toPage(item, `${rest} more`)));
    return make("div", "above", make("h4", "", "What it bears on"), list);
  }

  // -- the whole: above, the item, for and against ------------------------------------------------

  /** The letter of a position, which leads to it. */
  function position(item) {
    const a = link(item, item.letter);
    a.className = "letter";
    a.title = item.title;
    a.setAttribute("aria-label", `${item.letter}: ${item.title}`);
    return a;
  }

  function card(item) {
    const facts = spaced([
      make("b", item.kind === "Crux" ? "crux-mark" : "", item.kind === "Crux" ? "◆ Crux" : item.kind),
      item.letter && make("span", "letter", item.letter),
      item.grade,
      ...item.leaning.map(([word, positions]) =>
        make("span", "", `${word} `, ...spaced(positions.map((at) => position(items[at])), " "))),
      item.elsewhere && `in “${item.elsewhere}”`,
    ], " · ");
    const heading = make("h3", "focused", item.text);
    heading.tabIndex = -1;
    const asks = [item.asked, ...item.asking].filter(Boolean);
    return make("div", `focus-card${item.kind === "Crux" ? " is-crux" : ""}`,
      make("p", "rel", ...facts),
      heading,
      item.says.length && make("ul", "voices-said", ...item.says.map((said) => make("li", "", said))),
      asks.length && make("p", "rel", item.asked ? "asks whether " : "", ...spaced(asks.map((one) =>
        one === item.asked ? link(one) : make("span", "crux-mark", "◆ crux: ", link(one))), "; ")),
      // Its own debate weighs what is said of it; of that, this one has what it says itself.
      make("p", "rel", item.elsewhere && "Here stands only what this debate says of it. ", toPage(item, "Its page")));
  }

  function way() {
    const back = make("a", "", "All at a glance");
    back.href = "#map";
    const whole = make("a", "", "The whole map");
    whole.href = glance.dataset.whole;
    return make("p", "focus-way", "← ", back, " · ", whole);
  }

  function show(item) {
    const same = item.asked ? [item, item.asked] : [item];
    const on = same.flatMap((one) => one.on);
    const uses = same.flatMap((one) => one.uses);
    const of = (kind) => on.filter((argument) => argument.kind === kind);
    const sides = make("div", "focus-sides", side(item, "supports", of("supports")), side(item, "rebuts", of("rebuts")));
    panel.replaceChildren(...[way(), above(item, uses), card(item), tabs(sides), sides].filter(Boolean));
    if (!of(tab).length) tab = of("rebuts").length ? "rebuts" : "supports";
    settle();
    panel.hidden = false;
    glance.hidden = true;
    if (panel.getBoundingClientRect().top < 0 || panel.getBoundingClientRect().top > innerHeight / 3) section.scrollIntoView();
    panel.querySelector(".focused").focus({ preventScroll: true });
  }

  // -- on a phone, two tabs -----------------------------------------------------------------------

  function tabs(sides) {
    const list = make("div", "focus-tabs");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "For and against");
    for (const own of sides.children) {
      const kind = own.id.replace("focus-", "");
      const button = make("button", kind, ...[...own.querySelector("h4").childNodes].map((node) => node.cloneNode(true)));
      button.type = "button";
      button.id = `tab-${kind}`;
      button.dataset.tab = kind;
      button.setAttribute("role", "tab");
      button.setAttribute("aria-controls", own.id);
      button.addEventListener("click", () => { tab = kind; settle(); });
      list.append(button);
    }
    list.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      tab = tab === "supports" ? "rebuts" : "supports";
      settle();
      list.querySelector(`[data-tab="${tab}"]`).focus();
      event.preventDefault();
    });
    return list;
  }

  /** One side at a time where both do not fit beside each other. */
  function settle() {
    const list = panel.querySelector(".focus-tabs");
    if (!list) return;
    list.hidden = !narrow.matches;
    for (const button of list.children) {
      const chosen = button.dataset.tab === tab;
      const own = panel.querySelector(`#focus-${button.dataset.tab}`);
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      own.hidden = narrow.matches && !chosen;
      if (narrow.matches) own.setAttribute("role", "tabpanel");
      else own.removeAttribute("role");
      own.querySelector("h4").hidden = narrow.matches;
    }
  }
  narrow.addEventListener("change", settle);

  // -- the address -------------------------------------------------------------------------------

  function showGlance(last) {
    if (panel.hidden) return;
    panel.hidden = true;
    glance.hidden = false;
    panel.replaceChildren();
    if (location.hash !== "#map") return;
    const from = last && [...glance.querySelectorAll("a")].find((a) => pathOf(a) === last.path);
    if (from) from.focus();
    section.scrollIntoView();
  }

  let last = null;

  function follow() {
    if (!location.hash.startsWith(HASH)) { showGlance(last); return; }
    withData(() => {
      const item = byName.get(decodeURIComponent(location.hash.slice(1)));
      if (item) { last = item; show(item); } else showGlance(last);
    });
  }

  const pathOf = (a) => (a.pathname.match(/claims\/[^/]+(?:\/[^/]+)?\.html$/) || [""])[0];

  glance.addEventListener("click", (event) => {
    const a = event.target.closest("a");
    const path = a && pathOf(a);
    if (!path || a.hash || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const leave = () => { location.href = a.href; };
    withData(() => {
      const item = byPath.get(path);
      if (item) location.hash = "#" + item.name;
      else leave();
    }, leave);
  });

  // Escape leads back to the overview, arrows from reason to reason.
  panel.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") location.hash = "#map";
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const links = [...panel.querySelectorAll(".goals-above a, .focused, .says a")].filter((one) => one.offsetParent);
      const next = links[links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      next.focus();
      event.preventDefault();
    }
  });

  addEventListener("hashchange", follow);
  follow();
})();
