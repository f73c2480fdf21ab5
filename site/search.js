// The search page: loads the parts of the index that the words in the field need, and lists what
// has all of them, by kind. The index is scripts, which run at file:// too.
(function () {
  "use strict";

  var SHOWN = 60; // results
  var root = document.body.dataset.root;
  var box = document.querySelector("[data-search]");
  var kinds = [], files = {}, chunk = 0;
  var words = {}, titles = {}, waiting = {};

  // -- the index --------------------------------------------------------------------------------

  window.kbSearch = {
    start: function (size, names, shards) {
      chunk = size;
      kinds = names;
      shards.forEach(function (shard) { files[shard[0]] = shard[1]; });
      open();
    },
    words: function (key, found) { words[key] = found; arrived("words-" + files[key]); },
    titles: function (number, rows, notes) {
      titles[number] = { rows: rows, notes: notes };
      arrived("titles-" + number);
    }
  };

  function arrived(name) {
    var then = waiting[name] || [];
    delete waiting[name];
    then.forEach(function (go) { go(); });
  }

  function load(names, then) {
    var left = names.length;
    function one() { left -= 1; if (left === 0) { then(); } }
    if (!left) { then(); return; }
    names.forEach(function (name) {
      if (waiting[name]) { waiting[name].push(one); return; }
      waiting[name] = [one];
      var script = document.createElement("script");
      script.src = root + "search/" + name + ".js";
      script.addEventListener("error", function () { arrived(name); });
      document.head.append(script);
    });
  }

  function keysFor(word) {
    return Object.keys(files).filter(function (key) {
      return word.startsWith(key) || key.startsWith(word);
    });
  }

  // -- folding: as queries/folding.py does it, which a test compares ------------------------------

  var ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
  var UNSEEN = /[\u00ad\u034f\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g;
  var PAIRS = { "ς": "σ", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i", "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u201c": "\"", "\u201d": "\"", "\u201e": "\"", "«": "\"", "»": "\"", "\u2010": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u200b": " " };
  var PAIRED = new RegExp("[" + Object.keys(PAIRS).join("") + "]", "g");

  function fold(text) {
    var plain = text.normalize("NFKD").replace(ACCENTS, "").replace(UNSEEN, "").toLowerCase();
    return plain.replace(PAIRED, function (c) { return PAIRS[c]; }).normalize("NFC");
  }

  function wordsOf(text) { return fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) || []; }

  // -- end of folding -----------------------------------------------------------------------------

  function split(text) { return Array.from(new Set(wordsOf(text))); }

  function numbers(packed) {
    var at = 0;
    return packed.split(" ").map(function (step) { return (at += parseInt(step, 36)); });
  }

  // The numbers of the titles that have a word, or one that begins so.
  function having(word) {
    var whole = new Set(), begun = new Set();
    keysFor(word).forEach(function (key) {
      var found = words[key] || {};
      Object.keys(found).forEach(function (known) {
        if (!known.startsWith(word)) { return; }
        var into = known === word ? whole : begun;
        numbers(found[known]).forEach(function (number) { into.add(number); });
      });
    });
    whole.forEach(function (number) { begun.delete(number); });
    return { whole: whole, begun: begun };
  }

  function find(asked) {
    var sets = asked.map(having);
    var has = function (set, n) { return set.whole.has(n) || set.begun.has(n); };
    sets.sort(function (a, b) {
      return a.whole.size + a.begun.size - b.whole.size - b.begun.size;
    });
    var first = Array.from(sets[0].whole).concat(Array.from(sets[0].begun));
    var found = first.filter(function (n) {
      return sets.every(function (set) { return has(set, n); });
    });
    function missing(n) { return sets.filter(function (set) { return !set.whole.has(n); }).length; }
    return found.sort(function (a, b) { return missing(a) - missing(b) || a - b; });
  }

  function isKnown(word) { var has = having(word); return has.whole.size + has.begun.size > 0; }

  // The number of letters to change, add or leave out between two words (Levenshtein 1966).
  function distance(a, b) {
    var row = Array.from(b, function (_, i) { return i + 1; });
    Array.from(a).forEach(function (letter, i) {
      var left = i + 1, above = i;
      Array.from(b).forEach(function (other, j) {
        var cost = Math.min(row[j] + 1, left + 1, above + (letter === other ? 0 : 1));
        above = row[j];
        left = row[j] = cost;
      });
    });
    return row[row.length - 1];
  }

  // The word most like one that nothing has, among those that begin like it.
  function nearest(word) {
    var best = null, least = word.length > 5 ? 2.5 : 1.5;
    keysFor(word).forEach(function (key) {
      Object.keys(words[key] || {}).forEach(function (known) {
        var off = distance(word, known);
        if (off < least) { least = off; best = known; }
      });
    });
    return best;
  }

  // What is sought instead where nothing has some of the words, and the words that say so.
  function mended(asked) {
    var lost = asked.filter(function (word) { return !isKnown(word); });
    if (!lost.length) { return { asked: asked, said: "" }; }
    var said = [];
    var instead = asked.map(function (word) {
      if (lost.indexOf(word) < 0) { return word; }
      var near = nearest(word);
      said.push(near ? "“" + near + "” for “" + word + "”" : "without “" + word + "”");
      return near;
    }).filter(Boolean);
    return { asked: instead, said: said.join(", ") };
  }

  // -- the page ---------------------------------------------------------------------------------

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) { element.className = name; }
    if (text) { element.textContent = text; }
    return element;
  }

  var field = make("input", "field");
  field.type = "search";
  field.id = "q";
  field.setAttribute("autocomplete", "off");
  field.setAttribute("spellcheck", "false");
  var label = make("label", "", "Words in a statement, a name, a term or a title");
  label.htmlFor = "q";
  var status = make("p", "status");
  status.setAttribute("role", "status");
  var list = make("div", "results");

  function say(text) { if (status.textContent !== text) { status.textContent = text; } }

  function marked(into, text, asked) {
    var pattern = /[\p{L}\p{N}\p{M}\p{Cf}]+/gu, at = 0, match;
    while ((match = pattern.exec(text))) {
      var plain = split(match[0])[0] || "";
      var hit = asked.some(function (word) { return plain.startsWith(word); });
      if (!hit) { continue; }
      into.append(text.slice(at, match.index), make("mark", "", match[0]));
      at = match.index + match[0].length;
    }
    into.append(text.slice(at));
  }

  function result(row, note, asked) {
    var item = make("li"), link = make("a", "item");
    link.href = root + row[1];
    marked(link, row[2], asked);
    item.append(link);
    if (note) { item.append(" ", make("span", "about", note)); }
    return item;
  }

  function draw(found, asked, instead) {
    var shown = found.slice(0, SHOWN), groups = {}, order = [];
    shown.forEach(function (n) {
      var part = titles[Math.floor(n / chunk)], row = part && part.rows[n % chunk];
      if (!row) { return; }
      if (!groups[row[0]]) { groups[row[0]] = make("ul", "plain"); order.push(row[0]); }
      groups[row[0]].append(result(row, part.notes[row[3]], asked));
    });
    list.replaceChildren();
    order.sort(function (a, b) { return a - b; }).forEach(function (kind) {
      var section = make("section");
      section.setAttribute("aria-label", kinds[kind]);
      section.append(make("h2", "kind", kinds[kind]), groups[kind]);
      list.append(section);
    });
    if (!found.length) {
      say(split(field.value).length > 1 ? "Nothing found that has all these words; try fewer" : "Nothing found: no word here begins like that");
      return;
    }
    var count = found.length === 1 ? "1 result" : found.length + " results";
    if (instead) { count += " (" + instead + ")"; }
    say(found.length > SHOWN ? count + "; the first " + SHOWN + " are shown" : count);
  }

  var turn = 0;

  function search() {
    var asked = split(field.value), mine = ++turn;
    remember();
    document.querySelector("[data-without-search]").hidden = asked.length > 0;
    if (!asked.length) { list.replaceChildren(); say(""); return; }
    var keys = asked.flatMap(keysFor).filter(function (key) { return !words[key]; });
    var names = Array.from(new Set(keys)).map(function (key) { return "words-" + files[key]; });
    load(names, function () {
      if (mine !== turn) { return; }
      var mend = mended(asked), found = mend.asked.length ? find(mend.asked) : [];
      var parts = found.slice(0, SHOWN).map(function (n) { return Math.floor(n / chunk); });
      var missing = Array.from(new Set(parts)).filter(function (part) { return !titles[part]; });
      load(missing.map(function (part) { return "titles-" + part; }), function () {
        if (mine === turn) { draw(found, mend.asked, mend.said); }
      });
    });
  }

  function remember() {
    var hash = field.value ? "#q=" + encodeURIComponent(field.value) : location.pathname;
    try { history.replaceState(null, "", hash); } catch (error) { /* a browser that forbids it */ }
  }

  function open() {
    var form = make("form");
    form.setAttribute("role", "search");
    form.append(label, field);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    box.append(form, status, list);
    box.hidden = false;
    document.querySelectorAll("[data-no-script]").forEach(function (part) { part.hidden = true; });
    try { field.value = decodeURIComponent((/^#q=(.*)$/.exec(location.hash) || ["", ""])[1]) || new URLSearchParams(location.search).get("q") || ""; }
    catch (error) { field.value = ""; }
    field.addEventListener("input", search);
    box.addEventListener("keydown", move);
    field.focus();
    if (field.value) { search(); }
  }

  // Down and up walk through the results, Enter opens the first, Escape leads back to the field.
  function move(event) {
    var links = Array.from(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && links.length) {
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at ? links[at - 1] : field).focus();
    } else if (event.key === "Enter" && document.activeElement === field && links.length) {
      links[0].click();
    } else if (event.key === "Escape") {
      if (document.activeElement === field) { field.value = ""; search(); }
      field.focus();
    } else { return; }
    event.preventDefault();
  }

  var index = document.createElement("script");
  index.src = root + "search/index.js";
  document.head.append(index);
})();
