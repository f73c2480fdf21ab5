// What every page has where scripts run: "/" leads to the search, and resting on a link to an item
// shows a card of what it leads to. Cards say nothing that the page behind the link does not.
(function () {
  "use strict";

  var PAUSE = 400; // milliseconds before a card is shown
  var GRACE = 200; // and before it goes, so that the pointer can move onto it
  var KEY = "kb-cards";
  var root = document.body.dataset.root;
  var shards = {}; // debate: its cards, or the links that wait for them
  var card = null, shownFor = null, touched = null, timer = 0;

  window.kbCards = function (debate, cards) {
    var waiting = shards[debate].waiting || [];
    shards[debate] = { cards: cards };
    waiting.forEach(function (then) { then(cards); });
  };

  // -- the data ---------------------------------------------------------------------------------

  // Of which debate a page is, if of one: its cards say what terms mean there, and passages.
  function debateHere() {
    return /\/(claims|debates|stances|outlines|exchanges|maps)\//.test(location.pathname)
      ? (document.body.dataset.id || "").split("/")[0] : "";
  }

  function target(link) {
    // Where all of it stands beside the link already, a card would only be in the way.
    if (link.closest(".positions, .no-card, .map, .turn") || link.host !== location.host) { return null; }
    var path = link.pathname.split("/").slice(-3), folder = path[1], here = debateHere();
    if (folder === "terms" || (folder === "sources" && link.hash)) {
      return here ? { debate: here, name: path.slice(1).join("/") + link.hash } : null;
    }
    if (path[0] !== "claims" || link.pathname === location.pathname) { return null; }
    return { debate: folder, name: path.slice(1).join("/") };
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
    about.slice(2).forEach(function (words) { line(words, "voices"); });
    if (link === touched) { more(link); }
    card.addEventListener("pointerenter", function () { clearTimeout(timer); });
    card.addEventListener("pointerleave", hideSoon);
    document.body.append(card);
    place(link);
    link.setAttribute("aria-describedby", "card");
    shownFor = link;
  }

  // Where a finger showed the card, it leads on to the page.
  function more(link) {
    var onward = document.createElement("a");
    onward.href = link.href;
    onward.textContent = "Open";
    card.append(onward);
  }

  // Below the line that is read or above it, wherever there is more room; never over it.
  function place(link) {
    var lines = link.getClientRects(), at = lines[0] || link.getBoundingClientRect();
    var end = (lines[lines.length - 1] || at).bottom, width = card.offsetWidth;
    var below = innerHeight - end - 14, above = at.top - 14;
    var under = card.offsetHeight <= below || below >= above;
    card.style.maxHeight = Math.max(60, under ? below : above) + "px";
    card.style.left = Math.max(8, Math.min(at.left, innerWidth - width - 8)) + "px";
    card.style.top = (under ? end + 6 : at.top - 6 - card.offsetHeight) + "px";
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

  // A finger cannot hover: its first tap on a term or a passage shows the card, the next one follows.
  document.addEventListener("click", function (event) {
    var link = linkAt(event), quick = link && (link.matches(".term") || link.hash.slice(0, 2) === "#p");
    if (event.pointerType !== "touch" || !quick || link === touched || !wanted()) {
      if (!card || !card.contains(event.target)) { touched = null; hide(); }
      return;
    }
    var goal = target(link);
    if (!goal) { return; }
    touched = link;
    event.preventDefault();
    withCards(goal.debate, function (cards) {
      if (cards[goal.name]) { show(link, cards[goal.name]); } else { location.href = link.href; }
    });
  });
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

  function taker(label, style) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", function () {
      take(style ? reference(style) : location.href, function () {
        button.textContent = "Copied";
        setTimeout(function () { button.textContent = label; }, 2000);
      });
    });
    return button;
  }

  function bar(place, choices) {
    var found = document.createElement("div");
    found.className = "take";
    found.setAttribute("role", "group");
    found.setAttribute("aria-label", "Take this along");
    choices.forEach(function (choice) { found.append(taker(choice[0], choice[1])); });
    place(found);
  }

  var where = document.querySelector("article > .where"), way = document.querySelector(".way-here");
  if (where && document.querySelector(".statement")) {
    bar(where.before.bind(where), [["Copy link", null], ["Cite", "plain"], ["BibTeX", "bibtex"]]);
  } else if (way) {
    bar(way.append.bind(way), [["Copy link", null]]);
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
