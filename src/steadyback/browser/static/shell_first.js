/* What every page of the browser shell has in hand from its first moment: the store of this window, what she notes, and
   her taps. The rest of the shell (shell_line.js, shell_place.js, shell_tell.js, shell.js, sent as rest.js) is fetched when
   the page can be used, or when she taps. Defines window.steady and, for the rest alone, window.steadyParts. */
(function () {
  "use strict";
  if (/^\/hide(\/|$)/.test(location.pathname)) return; // there is nothing of ours on the page she hides behind
  const IDLE = 1200, LATEST = 5000; // ms until idle, once loaded; until the rest is fetched though something never loads
  const FIRST = 500; // ms on a first visit, when the line is hers: nothing else is fetched until she has begun to read
  const NOT_PAGES = /^\/(static|v|icons|hide)(\/|$)|^\/[\w.-]+\.(js|json|webmanifest)$/;
  const FIELDS = "input:not([type=hidden]), textarea, select";
  const parts = window.steadyParts = {}, steady = window.steady = {}, own = document.currentScript.src;
  const none = function () {};

  let ending = new AbortController();
  steady.life = { signal: ending.signal };
  /* Ends the page now shown, with all that its scripts hung on `steady.life`. */
  parts.end = function () { ending.abort(); };
  /* A new page begins. */
  parts.begin = function () { ending = new AbortController(); steady.life = { signal: ending.signal }; };

  /* ---- what is shown ---- */
  /* What a reader of the page gets, as text: two pages alike have the same. */
  parts.text = function (page) {
    const body = page.body.cloneNode(true);
    body.querySelectorAll("#steady-shell, .steady-told").forEach(function (one) { one.remove(); });
    return page.title + "\n" + body.className + "\n" + body.innerHTML.trim();
  };
  /* The part of an address that asks for a page. */
  parts.path = function (url) { return url.pathname + url.search; };
  /* The page now shown; `drawn` is how it came, before its own scripts change it. */
  parts.page = { path: parts.path(location), drawn: parts.text(document) };
  /* Whether she has begun something on the page that must not be taken from under her. */
  parts.begun = function () {
    const at = document.activeElement, check = document.getElementById("check");
    return Boolean(parts.touched || (at && at.matches(FIELDS)) || document.querySelector("main[data-state=running], main[data-state=paused]")
      || (check && (location.hash || history.state === "within" || check.querySelector("input:checked"))));
  };
  parts.touched = false;
  ["input", "change"].forEach(function (kind) { document.addEventListener(kind, function () { parts.touched = true; }, true); });
  document.addEventListener("click", function (event) { if (event.target.closest && event.target.closest("summary")) parts.touched = true; }, true);
  history.scrollRestoration = "manual";
  if (history.state && history.state.steady && history.state.y) window.scrollTo(0, history.state.y); // loaded anew: where she was
  window.addEventListener("pageshow", function (event) { // back to a document that she hid
    if (event.persisted && document.documentElement.hidden) location.replace("/hide");
  });

  /* ---- the one handle on the store that this window has ---- */
  const SAID = { Denied: "denied", Full: "full", Newer: "newer", Broken: "broken" };
  let opening = null, turning = Promise.resolve(), lent = null;
  /* Says on the page what a store's error means for her. */
  parts.unkept = function (error) { if (SAID[error && error.name]) steady.tell(SAID[error.name]); };
  function wrong(error) { parts.unkept(error); throw error; }
  async function opened() {
    if (!window.steadyStore) throw Object.assign(new Error("There is no store."), { name: "Denied" });
    const store = await window.steadyStore.open();
    if (lent) await store.openWith(lent).catch(none); // else it is locked, and says so
    return store;
  }
  /* The store; rejects, and says so on the page, when there is none. The next call tries again. */
  parts.store = function () {
    if (!opening) {
      opening = opened();
      opening.catch(function () { opening = null; });
    }
    return opening.then(async function (store) { await turning; return store; }).catch(wrong);
  };
  async function inStore(work) {
    const store = await parts.store();
    try { return await work(store); } catch (error) {
      if (error.name === "Newer" || error.name === "Broken") opening = null;
      return wrong(error);
    }
  }
  function turn(work) { // before the handle is used again; what fails here is said by the next use
    turning = turning.then(async function () { if (opening) await work(await opening); }).catch(none);
  }
  /* The diary in use is another, or begins anew: what she notes from now on goes there. */
  parts.follow = function () { turn(function (store) { return store.device(); }); };
  /* Opens the diary for this window with the keys that the worker has lent; null closes it. */
  parts.lend = function (keys) {
    if (!keys && !lent) return;
    lent = keys;
    turn(async function (store) {
      if (!keys) return store.lock("here");
      await store.device(); // the diary that they belong to
      return store.openWith(keys);
    });
  };
  /* Keeps entries; resolves when they are safe on this device, Python or not. */
  steady.keep = async function (entries) {
    const verdicts = await inStore(function (store) { return store.append(entries.map(function (one) { return JSON.stringify(one); })); });
    if (verdicts.indexOf("invalid") >= 0) throw Object.assign(new Error("This could not be read."), { name: "Invalid" });
    if (parts.untell) parts.untell("full");
    return verdicts;
  };
  /* A small value kept sealed on this device, or null. */
  steady.note = function (name) { return inStore(function (store) { return store.note(name); }); };
  /* Keeps a small value sealed on this device; null takes it away. */
  steady.keepNote = function (name, value) { return inStore(function (store) { return store.keepNote(name, value); }); };

  /* ---- what is heard and said before the rest is there: it takes both over ---- */
  parts.heard = []; parts.said = [];
  /* What another window, or the worker, has done. */
  parts.another = function (told) { parts.heard.push(told); };
  /* Says something in the line under the top: a kind, or words of its own. */
  steady.tell = function (kind, words) { parts.said.push([kind, words]); };
  if (window.BroadcastChannel) {
    new BroadcastChannel("steadyback").onmessage = function (event) {
      const told = event.data || {};
      if (told.what === "switched" || told.what === "erased" || told.what === "cleared") parts.follow();
      if (told.what === "locked" && told.pressed) lent = null; // the handle has heard it too
      if (told.what) parts.another(told);
    };
  }

  /* ---- the rest ---- */
  let loading = null;
  /* Resolves when the rest of the shell is there. */
  parts.rest = function () {
    if (!loading) {
      loading = new Promise(function (done, fail) {
        const one = document.createElement("script");
        one.src = new URL("rest.js", own).href;
        one.onload = function () { if (parts.visit) done(); else one.onerror(); };
        one.onerror = function () { loading = null; one.remove(); fail(new Error("A part of the companion is missing here.")); };
        document.head.append(one);
      });
    }
    return loading;
  };
  function lacking() {
    const words = document.createElement("p"), main = document.querySelector("main");
    if (!main || document.getElementById("steady-lacking")) return;
    words.id = "steady-lacking"; words.setAttribute("role", "alert");
    words.textContent = "A part of the companion could not be loaded. The check and the numbers to call still work. Go online for a moment, and try again.";
    main.prepend(words);
  }
  const isFirst = document.querySelector("link[rel=manifest]") && !(navigator.serviceWorker && navigator.serviceWorker.controller);
  /* Resolves when the page has loaded and nothing is to be done. */
  parts.idle = new Promise(function (done) {
    const soon = function () { if (window.requestIdleCallback) requestIdleCallback(done, { timeout: IDLE }); else setTimeout(done, 200); };
    const loaded = function () { if (isFirst) setTimeout(soon, FIRST); else soon(); };
    if (document.readyState === "complete") loaded(); else window.addEventListener("load", loaded, { once: true });
    setTimeout(soon, LATEST);
  });
  parts.idle.then(parts.rest).catch(lacking);

  /* ---- taps ---- */
  let held = 0; // forms that wait for the rest
  function then(work, otherwise) { if (parts.visit) work(); else parts.rest().then(work, otherwise); }
  function ours(url) { return url.origin === location.origin && /^http/.test(url.protocol) && !NOT_PAGES.test(url.pathname); }
  window.addEventListener("click", function (event) { // on the window: the page's own scripts come first
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || (link.target && link.target !== "_self")) return;
    const to = new URL(link.href, location.href);
    if (!ours(to) || (to.href.indexOf("#") >= 0 && parts.path(to) === parts.page.path)) return; // a place on this page
    if (!parts.visit && !held && /^\/(now|call)$/.test(to.pathname)) return; // the check and the numbers wait for nothing
    event.preventDefault();
    then(function () { parts.go(to); }, function () { location.assign(to.href); });
  });
  window.addEventListener("submit", function (event) {
    const form = event.target, by = event.submitter, at = function (name) { return (by && by.getAttribute("form" + name)) || form.getAttribute(name); };
    const to = new URL(at("action") || location.href, location.href), method = (at("method") || "get").toLowerCase();
    if (event.defaultPrevented || !ours(to) || method === "dialog" || (at("target") && at("target") !== "_self")) return;
    event.preventDefault();
    held += 1;
    then(function () { held -= 1; parts.submit(form, by, to, method); }, function () { held -= 1; delete form.dataset.sent; lacking(); });
  });
  window.addEventListener("popstate", function (event) { then(function () { parts.turned(event); }, none); });
})();
