// What every page has where scripts run: "/" leads to the search, and resting on a link to an item
// shows a card of what it leads to. Cards say nothing that the page behind the link does not.
(function () {
  "use strict";

  var PAUSE = 400; // milliseconds before a card is shown
  var GRACE = 200; // and before it goes, so that the pointer can move onto it
  var KEY = "kb-cards";
  var root = document.body.dataset.root;
  var shards = {}; // debate: its cards, or the links that wait for them
  var card = null, shownFor = null, timer = 0;

  window.kbCards = function (debate, cards) {
    var waiting = shards[debate].waiting || [];
    shards[debate] = { cards: cards };
    waiting.forEach(function (then) { then(cards); });
  };

  // -- the data ---------------------------------------------------------------------------------

  function target(link) {
    // Where all of it stands beside the link already, a card would only be in the way.
    if (link.closest(".positions, .no-card, .map") || link.hash) { return null; }
    var parts = /\/claims\/(([^/]+)\/[^/]+\.html|[^/]+\.html)$/.exec(link.pathname);
    if (!parts || link.pathname === location.pathname) { return null; }
    return parts[2] ? { debate: parts[2], name: parts[1] } : null;
  }

  function withCards(debate, then) {
    var shard = shards[debate];
    if (shard && shard.cards) { then(shard.cards); return; }
    if (shard) { shard.waiting.push(then); return; }
    shards[debate] = { waiting: [then] };
    var script = document.createElement("script");
    script.src = root + "cards/" + debate + ".js";
    document.head.append(script);
  }

  // -- the card ---------------------------------------------------------------------------------

  function line(words, name) {
    if (!words) { return; }
    var p = document.createElement("p");
    p.className = name;
    p.textContent = words;
    card.append(p);
  }

  function plain(text) { return text.replace(/\s+/g, " ").trim().replace(/\.$/, ""); }

  function show(link, about) {
    hide();
    card = document.createElement("div");
    card.id = "card";
    card.className = "card";
    card.setAttribute("role", "tooltip");
    line(about[0], "kind");
    if (plain(link.textContent) !== plain(about[1])) { line(about[1], "premise"); }
    line(about[2], "voices");
    line(about[3], "tally");
    card.addEventListener("pointerenter", function () { clearTimeout(timer); });
    card.addEventListener("pointerleave", hideSoon);
    document.body.append(card);
    place(link);
    link.setAttribute("aria-describedby", "card");
    shownFor = link;
  }

  function place(link) {
    var at = link.getClientRects()[0] || link.getBoundingClientRect();
    var end = link.getBoundingClientRect().bottom;
    var width = card.offsetWidth, height = card.offsetHeight;
    var below = end + height + 12 < innerHeight;
    card.style.left = Math.max(8, Math.min(at.left, innerWidth - width - 8)) + "px";
    card.style.top = (below ? end + 6 : Math.max(8, at.top - height - 6)) + "px";
  }

  function hide() {
    clearTimeout(timer);
    if (shownFor) { shownFor.removeAttribute("aria-describedby"); }
    if (card) { card.remove(); }
    card = shownFor = null;
  }

  function hideSoon() {
    clearTimeout(timer);
    timer = setTimeout(hide, GRACE);
  }

  function showSoon(link) {
    var goal = wanted() && target(link);
    clearTimeout(timer);
    if (!goal || link === shownFor) { return; }
    timer = setTimeout(function () {
      var mine = timer;
      withCards(goal.debate, function (cards) {
        if (cards[goal.name] && timer === mine) { show(link, cards[goal.name]); }
      });
    }, PAUSE);
  }

  function linkAt(event) { return event.target.closest && event.target.closest("main a[href]"); }

  document.addEventListener("pointerover", function (event) {
    var link = linkAt(event);
    if (link && event.pointerType === "mouse") { showSoon(link); }
  });
  document.addEventListener("pointerout", function (event) {
    var link = linkAt(event);
    if (link && !link.contains(event.relatedTarget)) { hideSoon(); }
  });
  document.addEventListener("focusin", function (event) {
    var link = linkAt(event);
    if (link && link.matches(":focus-visible")) { showSoon(link); } else if (shownFor) { hide(); }
  });
  document.addEventListener("focusout", hideSoon);
  addEventListener("scroll", function () { if (card) { hide(); } }, { passive: true });
  addEventListener("pagehide", hide);

  // -- the switch, which is remembered where that is allowed -----------------------------------

  function wanted() {
    try { return localStorage.getItem(KEY) !== "off"; } catch (error) { return toggle.state; }
  }

  function toggle() {
    toggle.state = !wanted();
    try { localStorage.setItem(KEY, toggle.state ? "on" : "off"); } catch (error) { /* this page */ }
    hide();
    label();
  }
  toggle.state = true;

  function label() { button.setAttribute("aria-pressed", String(wanted())); }

  var button = document.createElement("button");
  button.type = "button";
  button.className = "switch";
  button.textContent = "Preview links";
  button.addEventListener("click", toggle);
  label();
  var colophon = document.querySelector(".colophon .sheet");
  if (colophon && matchMedia("(hover: hover)").matches) { colophon.append(button); }

  // -- keys -------------------------------------------------------------------------------------

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { hide(); }
    var typing = event.target.closest && event.target.closest("input, select, textarea, button");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    event.preventDefault();
    var field = document.querySelector("[data-search] input");
    if (field) { field.focus(); field.select(); } else { location.href = root + "search.html"; }
  });

  // -- what one may take along: the address of an item, or a reference to it ----------------------

  function reference(style) {
    var statement = document.querySelector(".statement").textContent.trim();
    var title = document.querySelector('meta[property="og:title"]').content;
    var site = document.querySelector(".masthead .name").textContent.trim();
    var day = new Date().toISOString().slice(0, 10);
    var canonical = document.querySelector('link[rel="canonical"]');
    var address = canonical ? canonical.href : location.href.split("#")[0];
    if (style === "plain") {
      return "“" + statement + "” " + site + ", " + address + " (seen " + day + ").";
    }
    var key = document.body.dataset.id.replace(/[^a-z0-9]+/gi, "-");
    var fields = { title: statement, note: title, howpublished: site, url: address, urldate: day };
    return "@misc{" + key + ",\n" + Object.keys(fields).map(function (name) {
      return "  " + name + " = {" + fields[name].replace(/[{}\\]/g, "") + "}";
    }).join(",\n") + "\n}\n";
  }

  function take(text, done) {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done, function () { showText(text); });
    } else { showText(text); }
  }

  // Where a page may not write to the clipboard the words stand there to be copied by hand.
  function showText(text) {
    var old = document.querySelector(".take pre"), pre = document.createElement("pre");
    if (old) { old.remove(); }
    pre.textContent = text;
    pre.tabIndex = 0;
    document.querySelector(".take").append(pre);
  }

  var where = document.querySelector("article > .where");
  if (where && document.querySelector(".statement")) {
    var bar = document.createElement("div");
    bar.className = "take";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Take this along");
    [["Copy link", null], ["Cite", "plain"], ["BibTeX", "bibtex"]].forEach(function (choice) {
      var taker = document.createElement("button");
      taker.type = "button";
      taker.textContent = choice[0];
      taker.addEventListener("click", function () {
        take(choice[1] ? reference(choice[1]) : location.href, function () {
          taker.textContent = "Copied";
          setTimeout(function () { taker.textContent = choice[0]; }, 2000);
        });
      });
      bar.append(taker);
    });
    where.before(bar);
  }

  // A link to a chapter that is folded unfolds it.
  function unfold() {
    var target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); }
    catch (error) { return; }
    var chapter = target && target.closest("details");
    if (chapter) { chapter.open = true; target.scrollIntoView(); }
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
