/* Hide this, and no way back by the Back button; and a page that lies unused while the diary locks itself.
   back.js stands in the head and leads whoever comes by Back after hiding away before anything is drawn.
   Without script Hide is an ordinary link. In the browser shell all of it ends with the page (steady.life). */
(function () {
  "use strict";
  var HIDDEN = "/hide", MARK = "n", MINUTE = 6e4, used = Date.now();
  var shell = window.steady, life = shell && shell.life && shell.life.signal;
  function marked(set) { // of this tab alone, and gone with it; some browsers allow no such mark
    try {
      if (set === undefined) return sessionStorage.getItem(MARK) === "1";
      if (set) sessionStorage.setItem(MARK, "1"); else sessionStorage.removeItem(MARK);
    } catch (error) { /* then Back leads back, as it does without script */ }
    return false;
  }
  function away() { document.documentElement.hidden = true; location.replace(HIDDEN); }
  function hide() { marked(true); if (shell && shell.leave) shell.leave(); away(); }

  /* Whoever comes by Back after hiding sees what Hide shows. Whoever opens the companion anew goes on as usual. */
  var entry = performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
  if (!entry || entry.type !== "back_forward") marked(false);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && marked() && location.pathname !== HIDDEN) away();
  }, { signal: life });

  document.addEventListener("click", function (event) {
    var hit = event.target.closest && event.target.closest("a[data-hide], a[href='" + HIDDEN + "']");
    if (!hit || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault(); event.stopImmediatePropagation(); hide();
  }, { capture: true, signal: life });

  /* Unused for some minutes: has the diary locked itself? What is half written is left alone. */
  ["pointerdown", "keydown", "scroll"].forEach(function (kind) {
    document.addEventListener(kind, function () { used = Date.now(); }, { capture: true, passive: true, signal: life });
  });
  function touched() {
    return [].some.call(document.querySelectorAll("input, textarea, select"), function (one) {
      if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
      if (one.type === "hidden") return false;
      if (one.tagName === "SELECT") return [].some.call(one.options, function (option) { return option.selected && !option.defaultSelected && option.index > 0; });
      return one.value !== one.defaultValue;
    });
  }
  function ask() { // the status: of the server, or of the shell; its page may not be up yet
    return shell && shell.status ? shell.status("/lock/still") : fetch("/lock/still").then(function (reply) { return reply.status; });
  }
  var every = setInterval(function () {
    if (Date.now() - used < 4 * MINUTE || /^\/(hide|now)/.test(location.pathname) || touched()) return;
    ask().then(function (status) {
      if (status !== 423 || (life && life.aborted)) return;
      if (shell && shell.go) shell.go("/", { replace: true }); else location.replace("/");
    }, function () {});
  }, MINUTE);
  if (life) life.addEventListener("abort", function () { clearInterval(every); });
})();
