/* The line to Python: one request after another, in the order they were made, each answered once.
   `window.steadyTransport` is used where there is one; else the worker of this version. Its `ask(request)` promises
   {status, body, kind, see, saveAs}; while its `starting` is true nothing is ready, until `said({said: "ready"})`.
   A line that fails says so to everybody who waits, and begins anew when the next request comes. */
(function () {
  "use strict";
  const LONGEST = 90000; // ms for one answer of Python that is up; a whole diary brought in takes its time
  const parts = window.steadyParts;
  const hearers = [];
  let state = "asleep", transport = null, tail = Promise.resolve(), isDown = false, mended = false, sent = 0;

  const line = parts.line = {
    version: (document.querySelector("meta[name=steady-version]") || {}).content || "",
    /* Whether a page asked for now is drawn at once. */
    get ready() { return state === "ready" && !isDown; },
    /* Whether Python is up, whatever became of the last request. */
    get up() { return state === "ready"; },
    /* Whether Python could not be started at all: what was asked was surely not carried out. */
    get dead() { return state === "failed"; },
    /* Whether something that was written is on its way and must not be cut off. */
    get busy() { return sent > 0; },
    /* Calls `heard(said, more)` for everything that the line says of itself. */
    hear: function (heard) { hearers.push(heard); },
  };

  function said(told) {
    if (told.said === "failed" && !mended && keeper()) mend(told); else tell(told);
  }
  function tell(told) {
    if (told.said === "ready" || told.said === "starting" || told.said === "failed") state = told.said;
    hearers.slice().forEach(function (heard) { heard(told.said, told); });
  }
  function keeper() { return navigator.serviceWorker && navigator.serviceWorker.controller; }
  /* A start that failed is mended once: a damaged file is fetched anew. Until that is done it is as if it were starting.
     Where a file could not be fetched, for want of a network, the next start is mended again. */
  async function mend(told) {
    mended = true;
    state = "starting";
    const found = await parts.keeper(keeper(), "mend");
    if (found && found.bad < 0) mended = false;
    state = "failed";
    if (found && found.bad > 0) line.start(); else tell(told);
  }
  function broken(why, name) { const error = new Error(why); error.name = name || "Line"; return error; }

  /* ---- the worker ---- */
  function byWorker(url) {
    const open = new Map();
    let worker = null, count = 0;
    function fail(why) {
      if (worker) worker.terminate();
      worker = null;
      open.forEach(function (one) { one.reject(broken(why)); });
      open.clear();
      said({ said: "failed", why: why });
    }
    return {
      starting: true,
      start: function () {
        if (typeof WebAssembly !== "object" || typeof Worker !== "function") { mended = true; fail("this browser cannot run it"); return; }
        try { worker = new Worker(url, { type: "module" }); } catch (error) { fail(String(error)); return; }
        worker.onerror = function (event) { event.preventDefault(); fail(event.message || "it could not be loaded"); };
        worker.onmessageerror = function () { fail("it could not be understood"); };
        worker.onmessage = function (event) {
          const told = event.data, one = open.get(told.id);
          if (told.said === "failed") { fail(told.why); return; }
          if (told.said) { said(told); return; }
          open.delete(told.id);
          if (one && told.reply) one.resolve(told.reply);
          else if (one) one.reject(broken(told.failed || told.why || "it gave no answer"));
        };
      },
      stop: fail,
      ask: function (request) {
        if (!worker) return Promise.reject(broken("it is not there"));
        count += 1;
        const id = count;
        return new Promise(function (resolve, reject) {
          open.set(id, { resolve: resolve, reject: reject });
          worker.postMessage({ id: id, ask: "page", request: request });
        });
      },
    };
  }

  /* Starts what answers, unless it is up or on its way. */
  line.start = function () {
    if (state === "ready" || state === "starting") return;
    if (!transport) {
      transport = window.steadyTransport || byWorker("/v/" + line.version + "/worker.js");
      transport.said = said;
    }
    state = transport.starting ? "starting" : "ready";
    if (transport.start) transport.start(); else if (state === "ready") said({ said: "ready" });
  };

  /* ---- asking ---- */
  function instant() { // with the offset of this place, as Python reads it
    const now = new Date(), off = -now.getTimezoneOffset(), two = function (n) { return String(Math.floor(Math.abs(n))).padStart(2, "0"); };
    return new Date(now.getTime() + off * 6e4).toISOString().slice(0, -1) + (off < 0 ? "-" : "+") + two(off / 60) + ":" + two(off % 60);
  }
  function up() { // resolves when there is no more to wait for
    line.start();
    if (state !== "starting") return Promise.resolve();
    return new Promise(function (done) { hearers.push(function heard() {
      if (state === "starting") return;
      hearers.splice(hearers.indexOf(heard), 1);
      done();
    }); });
  }
  async function now(request, wanted, more) {
    if (wanted && !wanted()) return null; // she is on her way elsewhere, and nothing was to be kept
    await up();
    if (state === "failed") throw broken("Python did not start", "Dead");
    if (wanted && !wanted()) return null;
    let clock = 0;
    const late = new Promise(function (done, fail) {
      clock = setTimeout(function () { if (transport.stop) transport.stop("it gave no answer"); fail(broken("it gave no answer")); }, LONGEST);
    });
    const whole = Object.assign({}, request, await more);
    try { return await Promise.race([transport.ask(whole), late]); } finally { clearTimeout(clock); }
  }
  /* The reply to `request`, after those asked before it; null when `wanted` says that nobody waits for it any more.
     `more` promises what is still being read of it: its place in the order and its time are those of the tap. */
  line.ask = function (request, wanted, more) {
    const writes = request.method !== "GET", timed = Object.assign({ at: instant() }, request);
    const mine = tail.then(function () { return now(timed, writes ? null : wanted, more); });
    if (writes) sent += 1;
    const done = function (failed) { isDown = failed; if (writes) sent -= 1; };
    tail = mine.then(function () { done(false); }, function () { done(true); });
    return mine;
  };
})();
