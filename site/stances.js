// Sets two people of a debate beside each other: where they differ, agree, and one is silent. All
// of it stands on the page already, of everybody; this shows the part of two.
(function () {
  "use strict";

  var form = document.querySelector("[data-pick]");
  var groups = Array.from(document.querySelectorAll("[data-group]"));
  var camps = Array.from(document.querySelectorAll("[data-camps]"));
  var people = Array.from(document.querySelectorAll("[data-people] [data-person]"));
  var said = document.querySelector("[data-said]");
  var pair = document.createElement("div");
  var byId = {};
  if (people.length < 2) { return; }
  document.querySelectorAll("[data-row]").forEach(function (row) { byId[row.dataset.row] = row; });

  function name(id) {
    var entry = people.find(function (li) { return li.dataset.person === id; });
    return entry ? entry.textContent.trim() : "";
  }

  function choice(label) {
    var select = document.createElement("select"), wrap = document.createElement("label");
    select.append(new Option("everybody", ""));
    people.forEach(function (li) {
      select.append(new Option(name(li.dataset.person), li.dataset.person));
    });
    wrap.append(label + " ", select);
    form.append(wrap);
    select.addEventListener("change", compare);
    return select;
  }

  function told(row, id) {
    var of = row.querySelector('[data-person="' + id + '"]');
    return of ? of.dataset.side : null;
  }

  // Who holds a rival of an item is against it, also without a word on it.
  function side(row, id) {
    var own = told(row, id), rivals = (row.dataset.rivals || "").split(" ");
    if (own !== null && own !== "none") { return own; }
    return rivals.some(function (rival) {
      return byId[rival] && told(byId[rival], id) === "for";
    }) ? "against" : own;
  }

  function verdict(row, a, b) {
    if (told(row, a) === null && told(row, b) === null) { return null; }
    var one = side(row, a), other = side(row, b);
    if (one === null || other === null) { return one === null ? "b" : "a"; }
    if (one === other) { return "agree"; }
    var sides = [one, other].sort().join(" ");
    if (sides !== "against for") { return "otherwise"; }
    return row.closest("[data-group]").querySelector("#double-cruxes") ? "cruxes" : "differ";
  }

  function compare() {
    var a = first.value, b = second.value, both = a && b && a !== b;
    groups.forEach(function (group) { group.hidden = both; });
    document.querySelector("[data-people]").hidden = both;
    camps.forEach(function (section) { section.hidden = both; });
    pair.replaceChildren();
    said.textContent = "";
    try { history.replaceState(null, "", both ? "#" + a + "+" + b : location.pathname); }
    catch (error) { /* a browser that forbids it */ }
    if (!both) {
      if (a && b) { said.textContent = "Choose two different people."; }
      return;
    }
    var headings = [
      ["cruxes", "Cruxes they answer differently"], ["differ", "Where they differ"],
      ["agree", "Where they say the same"], ["otherwise", "Where they speak past each other"],
      ["a", "What only " + name(a) + " speaks of"], ["b", "What only " + name(b) + " speaks of"]
    ];
    var rows = {}, counts = [];
    document.querySelectorAll("[data-group] [data-row]").forEach(function (row) {
      var found = verdict(row, a, b);
      if (found) { (rows[found] = rows[found] || []).push(mine(row, a, b)); }
    });
    headings.forEach(function (heading) {
      var found = rows[heading[0]];
      if (!found) { return; }
      pair.append(section(heading[1], found));
      counts.push(heading[1] + ": " + found.length);
    });
    said.textContent = name(a) + " and " + name(b) + ". " + counts.join("; ") + ". ";
    leadToTheirPage(a, b);
  }

  // Those who meet have a page of their own, with how one answers the other.
  function leadToTheirPage(a, b) {
    var page = Array.from(document.querySelectorAll(".meet")).find(function (link) {
      var ends = link.getAttribute("href").split("/").slice(-2);
      return ends.join("/") === a + "/" + b + ".html" || ends.join("/") === b + "/" + a + ".html";
    });
    if (!page) { return; }
    var link = document.createElement("a");
    link.href = page.href;
    link.textContent = "How they answer each other";
    said.append(link);
  }

  function mine(row, a, b) {
    var copy = row.cloneNode(true);
    copy.querySelectorAll("[data-person]").forEach(function (li) {
      if (li.dataset.person !== a && li.dataset.person !== b) { li.remove(); }
    });
    return copy;
  }

  function section(heading, rows) {
    var element = document.createElement("section"), title = document.createElement("h2");
    var list = document.createElement("ul"), count = document.createElement("span");
    element.className = "wide";
    element.setAttribute("aria-label", heading);
    list.className = "stance-rows";
    count.className = "count";
    count.textContent = rows.length;
    title.append(heading + " ", count);
    list.append.apply(list, rows);
    element.append(title, list);
    return element;
  }

  var first = choice("Compare"), second = choice("with");
  groups[0].before(pair);
  pair.className = "wide";
  form.hidden = false;
  var asked = (location.hash || location.search).slice(1).split("+");
  first.value = name(asked[0]) ? asked[0] : "";
  second.value = name(asked[1]) ? asked[1] : "";
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  if (first.value && second.value) { compare(); }
})();
