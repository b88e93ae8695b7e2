/* The browser shell: takes links and forms of our own pages, asks the line for the page, and shows it in the place of
   the one before; back and forward, focus, scroll and the screen reader's place are as with documents. Loaded after
   the other files of the shell; her taps come from shell_first.js.

   A history entry of ours has the state {steady: its own key, page: of which showing, y: how far down}. What a page
   pushes itself (a string, or nothing) belongs to the page: going there and back is its own affair. */
(function () {
  "use strict";
  const parts = window.steadyParts, steady = window.steady, line = parts.line;
  const SOON = 150, LONG = 12000, MOST_TURNS = 10, RESTED = 200; // ms until "Opening…", until a word; 303s followed; ms after a scroll
  /* What waits for nothing, and how it is drawn for nobody known: usually, and where nothing may name a baby. */
  const AT_ONCE = { "/now": ["/now/unopened.html", "/now/unopened-after-loss.html"], "/call": ["/call/index.html", "/call/after-loss.html"] };
  const places = new Map(); // by key: how far down, and what had the focus
  const sending = new WeakSet(); // forms on their way
  const path = parts.path;
  const newKey = function () { return Math.random().toString(36).slice(2, 10); };

  let turn = 0; // each wish to be elsewhere; the latest holds
  let pending = null, clocks = [];
  let down = 0; // how far down she was when the page was last painted
  let kept = 0; // what other windows and the worker have told of
  const shown = Object.assign(parts.page, { page: null, text: null, asked: 0, isAnswer: false, isFirst: true });
  let key = null;

  /* ---- history ---- */
  const own = function (state) { return state && typeof state === "object" && state.steady ? state : null; };
  function begin() {
    const state = own(history.state);
    if (state) { key = state.steady; shown.page = state.page; return; }
    if (history.state !== null) return; // a page's own entry, loaded anew: any entry of this address is of this page
    key = newKey(); shown.page = newKey();
    history.replaceState({ steady: key, page: shown.page }, "");
  }
  function remember() {
    if (key) places.set(key, { top: window.scrollY, mark: parts.mark() });
  }
  function enter(url, isNew) {
    const entry = { steady: isNew || !key ? newKey() : key, page: newKey() };
    if (isNew) {
      remember();
      noteDown();
      history.pushState(entry, "", url);
    } else history.replaceState(entry, "", url);
    key = entry.steady; shown.page = entry.page;
  }
  /* Another entry of the history is the one in use. */
  parts.turned = function (event) {
    const state = own(event.state), there = path(location);
    const isSame = there === shown.path && (!state || !shown.page || state.page === shown.page);
    if (isSame) {
      stop();
      if (state) {
        remember(); key = state.steady;
        if (places.has(key)) window.scrollTo(0, places.get(key).top);
      } else if (event.state === null) { // a place within the page that she went to
        if (key) places.set(key, { top: down, mark: null });
        key = newKey();
        history.replaceState({ steady: key, page: shown.page }, "");
      } else key = null;
      return;
    }
    event.stopImmediatePropagation(); // the page that goes has nothing to do with it
    remember();
    key = state && state.steady;
    visit(new URL(location.href), { traverse: true, page: state && state.page });
  };
  let resting = 0;
  window.addEventListener("scroll", function () { // a reload begins where she was; a document that goes can note nothing
    down = window.scrollY;
    clearTimeout(resting);
    resting = setTimeout(noteDown, RESTED);
  }, { passive: true });
  function noteDown() {
    const state = own(history.state);
    if (state && state.steady === key) history.replaceState(Object.assign({}, state, { y: window.scrollY }), "");
  }

  /* ---- waiting ---- */
  function wait(what) {
    stop();
    turn += 1;
    pending = what;
    clocks = [
      setTimeout(function () { parts.waiting(true); }, SOON),
      setTimeout(function () { steady.tell("slow"); }, LONG),
    ];
    const mine = turn;
    return function () { return mine === turn; };
  }
  function stop() { // whatever was wished for is no longer
    turn += 1;
    pending = null;
    clocks.forEach(clearTimeout); clocks = [];
    parts.waiting(false); parts.untell("slow");
  }

  /* ---- going somewhere ---- */
  async function visit(to, how) {
    const wanted = wait(to.href), first = line.ready ? null : AT_ONCE[to.pathname];
    if (first && !line.busy) { // it does not wait for Python: a document of its own
      if (how.traverse) location.reload(); else if (how.replace) location.replace(to.href); else location.assign(to.href);
      return;
    }
    try {
      const early = line.up ? null : await ahead(to, first);
      if (early && wanted()) {
        await show(early, to, how, wanted, { isEarly: true });
        line.start(); // a start that failed before is tried again: nothing else on this page would
      } else await follow({ method: "GET", path: to.pathname, query: to.search.slice(1) }, to, how, wanted);
    } catch (error) { failed(error, to, how, wanted); }
  }
  /* What may be shown before Python is up: the page as it was drawn ahead, or one of `unknown`, that know nobody. */
  async function ahead(to, unknown) {
    try {
      const store = await parts.store().catch(function () { return null; });
      const found = store && !to.search && await store.page(to.pathname, Date.now(), line.version);
      if (found || !unknown) return found && reply(found);
      const outside = store && await store.outside();
      const text = await fetch(unknown[outside && outside.loss ? 1 : 0]);
      return text.ok ? reply(await text.text()) : null;
    } catch (error) { return null; } // then it is waited for
  }
  const reply = function (body) { return { status: 200, body: body, kind: "text/html", see: null, saveAs: "" }; };

  /* Asks, goes where it is sent on to, and shows what comes. A form is asked whatever happens meanwhile. */
  async function follow(request, to, how, wanted, more) {
    let asked = kept, found = await line.ask(request, wanted, more);
    if (request.method !== "GET" && !wanted() && found.status >= 400) steady.tell("unsent");
    for (let turns = 0; found && found.see && turns < MOST_TURNS; turns += 1) {
      if (!wanted()) return;
      const next = new URL(found.see, location.origin);
      if (!next.hash && request.method === "GET") next.hash = to.hash;
      if (request.method !== "GET") how = Object.assign({}, how, { replace: path(next) === shown.path });
      to = next; request = { method: "GET", path: to.pathname, query: to.search.slice(1) };
      asked = kept;
      found = await line.ask(request, wanted);
    }
    if (!found || !wanted()) return;
    if (found.saveAs || !/^text\/html/.test(found.kind || "")) {
      stop();
      if (how.form) delete how.form.dataset.sent; // it may be asked for again
      save(found, to);
      return;
    }
    const isAnswer = request.method !== "GET";
    // what answers a form at once has no address of its own: it stands at the form's, and going back leads to the form
    if (isAnswer) { to = new URL(location.href); how = Object.assign({}, how, { replace: found.status >= 400 }); }
    await show(found, to, how, wanted, { isAnswer: isAnswer, asked: asked });
  }
  async function show(found, to, how, wanted, more) {
    const before = how.traverse ? places.get(key) : null;
    const is = await parts.show(parts.read(found.body), {
      wanted: wanted, hash: to.hash, wrong: found.status >= 400,
      top: before ? before.top : how.traverse && own(history.state) ? own(history.state).y : 0,
      mark: before && before.mark,
      commit: function () {
        if (!how.traverse) enter(to.href, !how.replace);
        else {
          shown.page = how.page || null;
          if (path(to) !== path(location)) history.replaceState(history.state, "", to.href); // it leads elsewhere by now
        }
        noted(found.body, to, more);
      },
    });
    if (is && wanted()) stop();
    return is;
  }
  function noted(body, to, more) {
    Object.assign(shown, { path: path(to), text: body, asked: more.asked || 0, isAnswer: Boolean(more.isAnswer), isFirst: Boolean(more.isEarly) });
  }
  function save(found, to) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([found.body], { type: found.kind }));
    link.download = found.saveAs || to.pathname.split("/").pop();
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    parts.say("Saved as " + link.download);
  }

  /* ---- what fails ---- */
  const CHECK = '<p><a class="btn" href="/now">Go to the safety check</a></p>';
  const FAULT = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not opened · Steadyback</title><script src="/static/back.js"></script><script src="/static/hide.js" defer></script>' +
    '<link rel="stylesheet" href="/static/steady.css"><link rel="stylesheet" href="/static/companion.css"></head><body><div class="page"><header class="top"><a class="mark" href="/">Steadyback</a>' +
    '<a class="mini" data-hide href="/hide">Hide this</a></header><main id="main" class="stack"><h1>This page did not open</h1><p class="lead">Something went wrong while it was being made ready. ' +
    'Nothing that was kept before is lost.</p><p><button type="button" class="btn go" data-steady-again>Try again</button></p>' + CHECK + "</main></div></body></html>";
  const UNSENT = '<h2></h2><p></p><p><button type="button" class="btn go" data-steady-again>Try again</button></p>' + CHECK;
  const LOST = ["This was not sent", "It is not kept yet. What you wrote is still here."];
  const UNSURE = ["This may not have been kept", "Something went wrong on the way. What you wrote is still here. Try again, or look in your diary first."];

  function again(where, work) {
    where.querySelector("[data-steady-again]").addEventListener("click", work, { signal: steady.life.signal });
  }
  async function failed(error, to, how, wanted) {
    if (!wanted()) return;
    if (await show(reply(FAULT), to, how, wanted, {})) again(document, function () { visit(to, { replace: true }); });
  }
  function unsent(error, form, work) {
    stop();
    const main = document.querySelector("main"), box = document.createElement("section");
    document.querySelectorAll(".steady-fault").forEach(function (one) { one.remove(); });
    box.className = "steady-fault"; box.setAttribute("role", "alert"); box.tabIndex = -1;
    box.innerHTML = UNSENT;
    const words = error.name === "Dead" ? LOST : UNSURE;
    box.querySelector("h2").textContent = words[0]; box.querySelector("p").textContent = words[1];
    main.prepend(box);
    delete form.dataset.sent;
    again(box, function () { box.remove(); work(); });
    box.focus();
  }

  /* ---- her taps ---- */
  /* A link of ours was tapped. */
  parts.go = function (to) { if (pending !== to.href) visit(to, { replace: to.href === location.href }); };
  const lines = function (text) { return text.replace(/\r\n|\r|\n/g, "\r\n"); }; // as forms are sent
  async function told(form, by) {
    const data = new FormData(form), pairs = [], files = {}, isWhole = form.getAttribute("enctype") === "multipart/form-data";
    if (by && by.name) data.append(by.name, by.value);
    for (const [name, value] of data) {
      if (typeof value === "string") pairs.push([lines(name), lines(value)]);
      else if (!isWhole) pairs.push([lines(name), value.name]);
      else files[name] = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
    }
    return { form: pairs, files: files };
  }
  /* A form of ours was sent, by its button `by`. */
  parts.submit = function (form, by, to, method) {
    if (sending.has(form)) return; // tapped twice
    if (method === "post") { send(form, to, told(form, by)); return; }
    sending.add(form);
    told(form, by).then(function (data) {
      sending.delete(form);
      to.search = new URLSearchParams(data.form).toString();
      parts.go(to);
    });
  };
  async function send(form, to, telling) {
    sending.add(form);
    const wanted = wait("a form");
    try {
      const asking = { method: "POST", path: to.pathname, query: to.search.slice(1), entries: [] };
      await follow(asking, to, { form: form }, wanted, telling);
      sending.delete(form);
    } catch (error) {
      sending.delete(form);
      if (form.isConnected) unsent(error, form, function () { send(form, to, telling); });
      else if (wanted()) failed(error, new URL(location.href), { replace: true }, wanted);
      else steady.tell("unsent");
    }
  }

  /* ---- the same page, drawn anew; under another heading it is another page, and she is told ---- */
  const heading = function (page) { const found = page.querySelector("h1"); return found && found.textContent; };
  /* Asks for the page now shown once more and puts it in place when it has changed and she has begun nothing on it. */
  steady.refresh = async function () {
    if (pending !== null || shown.isAnswer || parts.begun() || document.documentElement.hidden) return;
    const at = turn, to = new URL(location.href), asked = kept;
    const wanted = function () { return at === turn && !parts.begun() && path(location) === path(to); };
    let found = null;
    try { found = await line.ask({ method: "GET", path: to.pathname, query: to.search.slice(1) }, wanted); } catch (error) { return; } // it is as it was
    if (!found || !wanted()) return;
    if (found.see) { visit(new URL(found.see, location.origin), { replace: true }); return; }
    if (!/^text\/html/.test(found.kind || "")) return;
    const page = parts.read(found.body), more = { asked: asked };
    if (found.body === shown.text || (shown.isFirst && parts.text(page) === shown.drawn)) { noted(found.body, to, more); return; }
    await parts.show(page, {
      wanted: wanted, quiet: heading(page) === heading(document), mark: parts.mark(), top: window.scrollY, hash: to.hash,
      commit: function () { noted(found.body, to, more); },
    });
  };

  /* ---- for page scripts ---- */
  /* Goes to a path of ours; with {replace: true} the page now shown leaves no trace in the history. */
  steady.go = function (where, how) { visit(new URL(where, location.origin), { replace: Boolean(how && how.replace) }); };
  /* The status of a page, asked for without showing it; null while Python is not up. */
  steady.status = async function (where) {
    const found = line.up ? await line.ask({ method: "GET", path: where, query: "" }) : null;
    return found && found.status;
  };
  /* Before the document is left for good, when she hides it: nothing goes on, nothing is remembered. */
  steady.leave = function () { stop(); places.clear(); parts.end(); };

  /* ---- other windows, the worker, and starting ---- */
  const SETTLING = 400;
  let settling = 0;
  parts.another = function (told) {
    const what = told.what;
    kept += 1;
    if (what === "cleared") steady.tell(what);
    if (what === "kept") parts.askToKeep();
    else if (parts.begun()) { // what this window itself is about is no news to her
      if (what !== "locked" && !line.busy) steady.tell(what);
      return;
    }
    clearTimeout(settling);
    settling = setTimeout(function () { if (shown.asked < kept && line.ready) steady.refresh(); }, SETTLING);
  };
  line.hear(function (said, more) {
    if (said === "keys") parts.lend(more.keys);
    if (said === "starting" || said === "failed") parts.lend(null); // whoever lent them is no more
    if (said === "unkept") parts.unkept(more);
    if (said === "failed") steady.tell("failed");
    if (said !== "ready") return;
    parts.untell("failed");
    if (shown.isFirst) steady.refresh();
  });
  begin();
  parts.visit = visit;
  parts.heard.splice(0).forEach(parts.another);
  parts.idle.then(async function () {
    if (await parts.takeNew()) return;
    parts.keepSite();
    parts.store().catch(function () { /* it has said so */ });
    line.start();
  });
})();
