/* What the shell says in one calm line under the top of the page, and why: what is kept, what is not, what is new.
   And what it does in idle time: keeping the diary from being cleared away, and a new version when no page is in use. */
(function () {
  "use strict";
  const parts = window.steadyParts, steady = window.steady;
  const ASKED = "asked-to-keep", REPLY_MS = 2000, MEND_MS = 120000; // mending reads every file, and fetches some
  /* The gravest first: one line stands at a time. */
  const WORDS = {
    full: "There is no room left on this phone. The last note was not kept. Make some room, then write it once more.",
    failed: "The companion could not open on this phone. The check and the numbers to call still work.",
    denied: "This browser keeps nothing here: it may be a private window. You can use the check, but nothing you write is kept.",
    unsent: "The last thing you sent may not have been kept. Look in your diary.",
    broken: "Your diary could not be read just now. Nothing was changed. Close Steadyback and open it again.",
    newer: "Steadyback is open in a newer form elsewhere. Close this page and open it again.",
    cleared: "Your diary is gone from this phone. The browser cleared it away, or somebody erased it. What you write now begins a new one. If you kept a copy, bring it in: it is under Me.",
    erased: "This diary was erased in another window. What you write here would begin a new one.",
    switched: "Another diary is in use on this phone now. What you write here would go into that one.",
    slow: "This takes longer than usual. The safety check works in the meantime.",
    unsure: "This browser may clear your diary away when room runs short. Now and then take a copy out: it is under Me.",
    fresh: "A newer Steadyback is ready. It opens the next time you start it.",
  };
  const KINDS = Object.keys(WORDS), standing = new Map(), put = new Set();

  /* ---- the line itself ---- */
  function draw() {
    const kind = KINDS.concat(Array.from(standing.keys())).find(function (one) { return standing.has(one); });
    const old = document.querySelector(".steady-told"), top = document.querySelector(".page > .top"), page = document.querySelector(".page");
    if (old && old.dataset.kind === kind && old.firstChild.textContent === standing.get(kind)) return;
    if (old) old.remove();
    if (!kind || !page) return;
    const box = document.createElement("div"), words = document.createElement("p"), button = document.createElement("button");
    box.className = "steady-told"; box.dataset.kind = kind; box.setAttribute("role", "status");
    button.type = "button"; button.className = "mini"; button.textContent = "Close";
    button.setAttribute("aria-label", "Close this message");
    button.addEventListener("click", function () {
      put.add(kind + standing.get(kind)); standing.delete(kind); draw();
      const main = document.querySelector("main h1") || document.querySelector("main");
      if (main) parts.focus(main, true);
    });
    box.append(words, button);
    if (top) top.after(box); else page.prepend(box);
    words.textContent = standing.get(kind);
  }
  /* Says `words`, or what is usual for `kind`, until she closes it; what she has closed is not said again. */
  steady.tell = function (kind, words) {
    const said = words || WORDS[kind];
    if (!said || put.has(kind + said) || standing.get(kind) === said) return;
    standing.set(kind, said);
    draw();
  };
  /* Takes back what is no longer so. */
  parts.untell = function (kind) { if (standing.delete(kind)) draw(); };
  parts.retell = draw;
  parts.said.splice(0).forEach(function (one) { steady.tell(one[0], one[1]); });

  /* ---- keeping the diary ---- */
  let isAsked = false;
  /* Asks the browser, once, not to clear the diary away; says plainly, once, when it will not promise. */
  parts.askToKeep = async function () {
    if (isAsked) return;
    isAsked = true;
    try {
      const store = await parts.store();
      if ((await store.howKept()).persisted || await store.note(ASKED)) return;
      await store.keepNote(ASKED, "1");
      if (!await store.askToKeep()) steady.tell("unsure");
    } catch (error) { isAsked = false; /* locked, or full: asked again when something is kept the next time */ }
  };

  /* ---- versions: a new one is taken when this is the only page open and nothing is begun on it ---- */
  /* What the service worker answers to `what`, or null when it says nothing in time. */
  parts.keeper = function (worker, what) {
    return new Promise(function (done) {
      const line = new MessageChannel();
      line.port1.onmessage = function (event) { done(event.data); };
      setTimeout(done, what === "mend" ? MEND_MS : REPLY_MS, null);
      worker.postMessage({ what: what }, [line.port2]);
    });
  };
  /* At the start: takes a whole new version that waits. Gives whether the page is being loaded anew for it. */
  parts.takeNew = async function () {
    const known = navigator.serviceWorker && await navigator.serviceWorker.getRegistration("/").catch(function () { return null; });
    const next = known && known.waiting;
    if (!next || parts.begun()) return false;
    const told = await parts.keeper(next, "version");
    if (!told || !told.complete || parts.begun()) return false;
    const changed = new Promise(function (done) { navigator.serviceWorker.addEventListener("controllerchange", function () { done(true); }, { once: true }); });
    const answer = await parts.keeper(next, "switch");
    if (answer && answer.switched === false) { steady.tell("fresh"); return false; }
    const is = await Promise.race([changed, new Promise(function (done) { setTimeout(done, REPLY_MS, false); })]);
    if (!is) return false;
    if (parts.begun()) { steady.tell("fresh"); return false; }
    location.reload();
    return true;
  };
  /* In idle time: makes sure that the site is kept for where there is no network, and hears of newer versions. */
  parts.keepSite = async function () {
    if (!navigator.serviceWorker || !document.querySelector("link[rel=manifest]")) return;
    try {
      const known = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
      if (known.waiting && navigator.serviceWorker.controller) steady.tell("fresh");
      known.addEventListener("updatefound", function () {
        const coming = known.installing;
        coming.addEventListener("statechange", function () {
          if (coming.state === "installed" && navigator.serviceWorker.controller) steady.tell("fresh");
        });
      });
    } catch (error) { /* a private window may forbid it: then a network is needed the next time */ }
  };
})();
