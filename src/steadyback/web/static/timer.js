/* What every timed thing shares: a clock that is right to the second whatever happens to the phone, a place that outlives
   the tab, and what a phone can do (stay awake, buzz, speak with a voice of its own). Why it is so: docs/explanation/timers.md */
(function () {
  "use strict";
  /* SET: the time of day was set when it parts from the other clock by more (ms); BACK (ms): so much is no mere correction.
     LATE and KEPT (s): an end noticed later tells nothing of what was done; after KEPT whatever waited begins anew. */
  var SET = 250, BACK = 1500, LATE = 3600, KEPT = 12 * 3600, shell = window.steady, life = shell && shell.life && shell.life.signal;
  var lock = null, aloud = false, wished = false, writing = Promise.resolve();
  function none() {}
  function over() { return !!life && life.aborted; }

  /* ---- small things kept for a reload: sealed where there is a shell, else of this tab alone ---- */
  function keepNote(name, value) {
    var text = value && JSON.stringify(value);
    if (shell && shell.keepNote) { writing = writing.then(function () { return shell.keepNote(name, text); }).catch(none); return; }
    try { if (text) sessionStorage.setItem(name, text); else sessionStorage.removeItem(name); } catch (error) { /* a reload begins anew */ }
  }
  function note(name) {
    return Promise.resolve().then(function () {
      return shell && shell.note ? shell.note(name) : sessionStorage.getItem(name);
    }).then(function (text) { return text ? JSON.parse(text) : null; }).catch(none);
  }

  /* ---- the phone ---- */
  /* Keep the screen on; `may()` says whether it is still wanted, `dark(is)` is told whether it may go dark. */
  function awake(may, dark) {
    if (!navigator.wakeLock) { dark(true); return; }
    if (document.hidden) return;
    navigator.wakeLock.request("screen").then(function (one) {
      sleep();
      if (!may() || over()) { one.release(); return; }
      lock = one; dark(false);
      if (one.addEventListener) one.addEventListener("release", function () {
        if (lock !== one) return;
        lock = null;
        if (may() && !document.hidden && !over()) dark(true); // the phone took it back: to save power
      });
    }, function () { if (may() && !document.hidden && !over()) dark(true); });
  }
  function sleep() { var one = lock; lock = null; if (one) one.release(); }
  function buzz(ms) { if (navigator.vibrate && !document.hidden && (!navigator.userActivation || navigator.userActivation.hasBeenActive)) navigator.vibrate(ms); }
  function hush() { if (window.speechSynthesis) speechSynthesis.cancel(); }
  function voice() { return window.speechSynthesis && speechSynthesis.getVoices().filter(function (one) { return one.localService && /^en/.test(one.lang); })[0]; }
  function say(words) {
    var own = aloud && !document.hidden && voice(); if (!own) return;
    var said = new SpeechSynthesisUtterance(words); said.voice = own; said.lang = own.lang;
    said.onerror = function (event) { if (event.error === "not-allowed") speak(false); }; // after a reload it waits for a tap
    speechSynthesis.cancel(); speechSynthesis.speak(said);
  }
  /* Turn the voice on or off, for this visit; true when it is on. */
  function speak(on) {
    wished = on; aloud = on && !!voice();
    if (shell) window.steadyAloud = aloud; else keepNote("aloud", aloud);
    if (!aloud) hush();
    document.querySelectorAll("[data-aloud]").forEach(function (button) {
      button.setAttribute("aria-pressed", aloud);
      button.querySelector("span").textContent = on && !aloud ? "No voice here" : "Aloud";
    });
    return aloud;
  }
  if (window.speechSynthesis) {
    var found = function () { if (voice()) speak(wished); }; // some browsers find their voices late
    voice();
    if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", found, { signal: life });
    if (shell) { if (window.steadyAloud) speak(true); } else note("aloud").then(function (on) { if (on) speak(true); });
  }

  /* ---- the clock ----
     what: { name: of its note, id: what is timed, total: seconds, tick(at), turned(state), dark(is), end: words at the end }.
     It is ready, running, paused or ended; whoever pauses may give the pause another name. */
  function make(what) {
    var done = 0, wall = 0, mono = 0, slept = false, touched = false, forgotten = false, every = null;
    var me = { state: "ready", late: false, doubt: false };

    function byWall() { return (Date.now() - wall); }
    function byMono() { return (performance.now() - mono); }
    function anchor(at) { done = at; wall = Date.now(); mono = performance.now(); slept = document.hidden; }
    /* Awake, the one clock that nobody can set counts. A phone that sleeps may stop it: then the time of day counts too. */
    function reached() {
      if (me.state !== "running") return done;
      if (document.hidden) slept = true;
      if (!slept && Math.abs(byWall() - byMono()) > SET) { anchor(done + byMono() / 1000); remember(); }
      return done + (slept ? Math.max(byWall(), byMono()) : byMono()) / 1000;
    }
    function at() { return Math.min(what.total, reached()); }
    function remember() {
      if (!forgotten) keepNote(what.name, me.state === "ready" ? null : { id: what.id, total: what.total, done: at(), at: Date.now(), state: me.state, late: me.late });
    }
    function turn(state) { me.state = state; remember(); what.turned(state); }
    function still() { clearInterval(every); every = null; sleep(); hush(); what.dark(false); }
    function isRunning() { return me.state === "running"; }
    function wake() { if (isRunning()) awake(isRunning, what.dark); }
    function tick() {
      var now = reached();
      if (now < what.total) { what.tick(now); return; }
      if (now - what.total > KEPT) { reset(); return; }
      me.late = me.late || now - what.total > LATE;
      pause("ended"); buzz([120, 80, 120]); say(what.end);
    }
    function run(from) { anchor(from); turn("running"); wake(); every = every || setInterval(tick, 100); tick(); }
    function start() { touched = true; forgotten = me.doubt = me.late = false; run(at()); }
    function pause(name) { touched = true; rest(name || "paused", at()); }
    function rest(name, at) { done = at; me.state = name; still(); turn(name); what.tick(done); }
    function reset() { touched = true; me.late = me.doubt = false; rest("ready", 0); }

    function restore() { // after a reload or a killed tab: where she was, by the time of day
      return note(what.name).then(function (kept) {
        if (!kept || touched || over() || kept.id !== what.id || kept.total !== what.total) return false;
        var age = (Date.now() - kept.at) / 1000, runs = kept.state === "running";
        if (age - (runs ? what.total - kept.done : 0) > KEPT) { keepNote(what.name, null); return false; }
        me.doubt = runs && age < -BACK / 1000; // the time of day went back: nobody knows how long it was
        me.late = runs ? kept.done + age - what.total > LATE : kept.late;
        if (runs && !me.doubt) run(kept.done + Math.max(0, age)); else rest(runs ? "paused" : kept.state, kept.done);
        return true;
      });
    }
    document.addEventListener("visibilitychange", function () {
      if (!isRunning()) return;
      if (document.hidden) { slept = true; remember(); sleep(); hush(); return; }
      me.doubt = byWall() < byMono() - BACK; // the time of day went back while nobody looked
      if (me.doubt) { pause(); return; }
      var now = reached();
      if (now < what.total) anchor(now);
      wake(); tick();
    }, { signal: life });
    if (life) life.addEventListener("abort", function () {
      clearInterval(every); every = null; sleep(); hush();
      if (isRunning() && navigator.vibrate && (!navigator.userActivation || navigator.userActivation.hasBeenActive)) navigator.vibrate(0);
    });

    window.addEventListener("click", function (event) { // nothing is left behind when she hides the page
      if (event.target.closest("[data-hide]")) me.forget();
    }, { capture: true, signal: life });

    me.at = at; me.start = start; me.pause = pause; me.reset = reset; me.restore = restore;
    /* Leave nothing of it behind. */
    me.forget = function () { touched = forgotten = true; keepNote(what.name, null); };
    /* Whole seconds done, or null when nobody can know. */
    me.seconds = function () { return me.late ? null : Math.round(at()); };
    return me;
  }
  if (shell) try { ["move", "rung", "aloud"].forEach(function (name) { sessionStorage.removeItem(name); }); } catch (error) { /* there is none */ }

  window.steadyTimer = { make: make, buzz: buzz, say: say, speak: speak, isAloud: function () { return aloud; }, hasVoice: function () { return !!voice(); } };
})();
