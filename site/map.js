// The argument map: folding, keys, size, and the address of a box. Without this script the map is
// a picture whose folded parts are links to pages; nothing here places or draws anything.
"use strict";

(function () {
  const COLUMNS = [1, 6]; // what site/map.css has widths for
  const ZOOM = [0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5];

  // The parts of a box: its link, what stands beside it, and the box that it bears on.
  const boxOf = (element) => element.closest(".box");
  const nodeOf = (box) => box.querySelector(":scope > .node");
  const linkOf = (box) => nodeOf(box).querySelector(".says a");
  const repliesOf = (box) => box.querySelector(":scope > .replies");
  const isOpen = (box) => Boolean(repliesOf(box)) && !repliesOf(box).hidden;
  const isShown = (box) => !box.closest(".replies[hidden]");
  const targetOf = (box) => box.parentElement.closest(".box");
  const columnOf = (box) => {
    let column = 0;
    for (let at = targetOf(box); at; at = targetOf(at)) column += 1;
    return column;
  };

  class ArgumentMap {
    constructor(region) {
      this.region = region;
      this.zoom = ZOOM.indexOf(1);
      this.boxes = [...region.querySelectorAll(".box")];
      this.boxes.filter(repliesOf).forEach((box) => this.addButton(box));
      region.addEventListener("keydown", (event) => this.key(event));
      const tools = region.previousElementSibling;
      if (tools && tools.matches(".tools")) this.addTools(tools);
      new ResizeObserver(() => this.measure()).observe(region);
    }

    addTools(tools) {
      const doing = {
        open: () => this.step(1),
        close: () => this.step(-1),
        larger: () => this.scale(1),
        smaller: () => this.scale(-1),
      };
      tools.hidden = false;
      tools.addEventListener("click", (event) => {
        const button = event.target.closest("[data-do]");
        if (button) doing[button.dataset.do]();
      });
    }

    // Every box with something beside it gets a button, in place of the link to its page.
    addButton(box) {
      const replies = repliesOf(box);
      if (!replies.dataset.words) return;
      const node = nodeOf(box);
      const place = node.querySelector(":scope > .fold") || node.appendChild(document.createElement("p"));
      if (place.querySelector("a:not([data-fold])")) return;
      place.className = "fold";
      const button = document.createElement("button");
      button.type = "button";
      place.replaceChildren(button);
      button.addEventListener("click", () => {
        this.fold(box, !isOpen(box));
        remember(box);
      });
      this.label(box);
    }

    label(box) {
      const button = nodeOf(box).querySelector(":scope > .fold button");
      if (!button) return;
      const words = repliesOf(box).dataset.words;
      button.setAttribute("aria-expanded", String(isOpen(box)));
      button.setAttribute("aria-label", isOpen(box) ? "Fold" : `Unfold ${words}`);
      button.textContent = isOpen(box) ? "−" : words;
    }

    fold(box, open) {
      this.foldAll([box], open);
    }

    foldAll(boxes, open) {
      for (const box of boxes.filter(repliesOf)) {
        repliesOf(box).hidden = !open;
        this.label(box);
      }
      this.measure();
    }

    // Open what is folded in the first column where anything is, or fold the last column.
    step(by) {
      const shown = this.boxes.filter((box) => repliesOf(box) && isShown(box) && isOpen(box) === by < 0);
      const columns = shown.map(columnOf);
      const column = by > 0 ? Math.min(...columns) : Math.max(...columns);
      this.foldAll(shown.filter((_, i) => columns[i] === column), by > 0);
    }

    scale(by) {
      this.zoom = Math.min(ZOOM.length - 1, Math.max(0, this.zoom + by));
      this.region.style.setProperty("--zoom", ZOOM[this.zoom]);
      this.measure();
    }

    // The columns share the width; where they would be too narrow, the map scrolls.
    measure() {
      const shown = this.boxes.filter(isShown).map(columnOf);
      const columns = Math.max(...shown) + 1;
      this.region.dataset.columns = Math.min(COLUMNS[1], Math.max(COLUMNS[0], columns));
      this.region.classList.remove("is-wide");
      const overflows = this.region.scrollWidth > this.region.clientWidth + 1;
      this.region.classList.toggle("is-wide", overflows);
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest(".node")) return;
      const box = boxOf(event.target);
      const onButton = event.target.matches("button");
      if (event.key === " " && onButton) return;
      if (event.key === " " || event.key === "+" || event.key === "-") {
        this.fold(box, event.key === "+" || (event.key === " " && !isOpen(box)));
        remember(box);
      } else if (event.key.startsWith("Arrow")) {
        const next = this.neighbour(box, event.key);
        if (next) visit(next);
      } else return;
      event.preventDefault();
    }

    neighbour(box, key) {
      if (key === "ArrowLeft") return targetOf(box);
      if (key === "ArrowRight") {
        if (!repliesOf(box)) return null;
        this.fold(box, true);
        return repliesOf(box).querySelector(".box");
      }
      // Siblings, and beyond the last of them the next box in the column.
      const column = columnOf(box);
      const all = this.boxes.filter((other) => isShown(other) && columnOf(other) === column);
      return all[all.indexOf(box) + (key === "ArrowUp" ? -1 : 1)] || null;
    }

    // Unfold all that hides a box.
    reveal(box) {
      const way = [];
      for (let at = targetOf(box); at; at = targetOf(at)) way.push(at);
      this.foldAll(way.filter((at) => !isOpen(at)), true);
    }
  }

  function visit(box) {
    linkOf(box).focus({ preventScroll: true });
    nodeOf(box).scrollIntoView({ behavior: "instant", block: "nearest", inline: "nearest" });
    remember(box);
  }

  // The address names the box that was visited last; the pages before it stay one step back.
  function remember(box) {
    const id = nodeOf(box).id;
    if (id) history.replaceState(null, "", "#" + id);
  }

  const maps = [...document.querySelectorAll(".map")].map((region) => new ArgumentMap(region));

  function follow() {
    const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const map = node && maps.find((one) => one.region.contains(node));
    if (!map || !node.matches(".node")) return;
    map.reveal(boxOf(node));
    linkOf(boxOf(node)).focus({ preventScroll: true });
    node.scrollIntoView({ behavior: "instant", block: "center", inline: "nearest" });
  }
  addEventListener("hashchange", follow);
  addEventListener("load", follow); // where it starts, the browser goes to the fragment after us
})();
