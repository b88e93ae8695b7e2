/* Hide this, and no way back by the Back button; and a page that lies unused while the diary locks itself.
   back.js stands in the head and leads whoever comes by Back after hiding away before anything is drawn.
   Without script Hide is an ordinary link. */
(function () {
  "use strict";
  var HIDDEN = "/hide", MARK = "n", MINUTE = 6e4, used = Date.now();
  function marked(set) { // of this tab alone, and gone with it; some browsers allow no such mark
    try {
      if (set === undefined) return sessionStorage.getItem(MARK) === "1";
      if (set) sessionStorage.setItem(MARK, "1"); else sessionStorage.removeItem(MARK);
    } catch (error) { /* then Back leads back, as it does without script */ }
    return false;
  }
  function away() { document.documentElement.hidden = true; location.replace(HIDDEN); }
  function hide() { marked(true); away(); }

  /* Whoever comes by Back after hiding sees what Hide shows. Whoever opens the companion anew goes on as usual. */
  var entry = performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
  if (!entry || entry.type !== "back_forward") marked(false);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && marked() && location.pathname !== HIDDEN) away();
  });

  document.addEventListener("click", function (event) {
    var hit = event.target.closest && event.target.closest("a[data-hide], a[href='" + HIDDEN + "']");
    if (!hit || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault(); event.stopImmediatePropagation(); hide();
  }, true);

  /* Unused for some minutes: has the diary locked itself? What is half written is left alone. */
  ["pointerdown", "keydown", "scroll"].forEach(function (kind) {
    document.addEventListener(kind, function () { used = Date.now(); }, { capture: true, passive: true });
  });
  function touched() {
    return [].some.call(document.querySelectorAll("input, textarea, select"), function (one) {
      if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
      if (one.type === "hidden") return false;
      if (one.tagName === "SELECT") return [].some.call(one.options, function (option) { return option.selected && !option.defaultSelected && option.index > 0; });
      return one.value !== one.defaultValue;
    });
  }
  setInterval(function () {
    if (Date.now() - used < 4 * MINUTE || /^\/(hide|now)/.test(location.pathname) || touched()) return;
    fetch("/lock/still").then(function (reply) { if (reply.status === 423) location.replace("/"); }, function () {});
  }, MINUTE);
})();
