/* Turns the clock of one move. What is said when, for how long and with which pose is in the table that Python wrote;
   the time is read from the clock, so a locked phone or a reload loses nothing. Nothing is sent but her own form. */
(function () {
  "use strict";
  var T = JSON.parse(document.getElementById("table").textContent), beats = T.beats, main = document.querySelector(".player");
  var $ = function (what) { return main.querySelector(what); }, poses = main.querySelectorAll(".pose");
  var led = main.querySelector(".fig-timed"), drawings = led ? led.querySelectorAll(".n") : [], less = matchMedia("(prefers-reduced-motion:reduce)");
  var ways = led ? led.dataset.steps.split("|").map(function (way) { return way.split(" ").map(Number); }) : [];
  var KEEP = "move", total = beats.reduce(function (sum, beat) { return sum + beat[1]; }, 0);
  /* begun: when it would have begun without pauses (ms); held: how far it was when it was paused (s), or null */
  var begun = null, held = null, last = -1, every = null, lock = null, aloud = false;

  function at() { return held !== null ? held : begun === null ? 0 : Math.max(0, Math.min(total, (Date.now() - begun) / 1000)); }
  function remember() {
    try {
      if (begun === null) sessionStorage.removeItem(KEEP);
      else sessionStorage.setItem(KEEP, JSON.stringify({ id: T.id, form: T.form, total: total, begun: begun, held: held, state: main.dataset.state }));
    } catch (none) { /* private window: a reload begins anew */ }
  }
  function state(name) {
    main.dataset.state = name; remember();
    if ($("[data-run-words]")) $("[data-run-words]").textContent = name === "running" ? "Pause" : name === "paused" ? "Go on" : "Start";
    var head = name === "ended" ? $("#h-ended") : name === "stopped" ? $("#h-stopped") : null;
    if (head) { head.focus({ preventScroll: true }); window.scrollTo(0, 0); }
  }

  /* ---- the clock ---- */
  function start() {
    begun = Date.now() - at() * 1000; held = null; last = -1;
    state("running"); awake(); every = every || setInterval(tick, 100); tick();
  }
  function pause(name) {
    if (held === null) held = at();
    clearInterval(every); every = null; sleep(); hush(); state(name || "paused"); show();
  }
  function tick() {
    show();
    if (at() >= total) { pause("ended"); buzz([120, 80, 120]); say("Done. How is your back now?"); }
  }
  function show() {
    var now = at(), left = Math.ceil(total - now), sum = 0, number = 0;
    while (number < beats.length - 1 && now >= sum + beats[number][1]) { sum += beats[number][1]; number += 1; }
    var beat = beats[number], rest = Math.ceil(sum + beat[1] - now);
    $("[data-clock]").textContent = Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2);
    $(".ring .arc").style.strokeDasharray = (100 * now / total) + " 100";
    $(".ring .bead").style.transform = "rotate(" + (360 * now / total) + "deg)";
    $("[data-place]").textContent = (beat[4] ? beat[4] + ". " : "") + (begun === null ? "" : rest + " s");
    figure(beat, (now - sum) / beat[1]);
    if (number === last) return;
    last = number;
    if (begun !== null) $("[data-cue]").textContent = beat[0];
    var halo = $(".ring .breath");
    if (halo) { halo.style.transitionDuration = Math.max(0.2, sum + beat[1] - now) + "s, 400ms"; halo.setAttribute("class", "breath " + beat[2]); }
    if (main.dataset.state === "running") { buzz(60); say(beat[0]); }
  }
  /* the drawing for a share (0 to 1) of a beat: in step with the cue, or only its end for whoever wants less motion */
  function figure(beat, share) {
    var part = beat[3]; if (part === null) return;
    poses.forEach(function (pose, place) { pose.classList.toggle("on", place === Math.max(0, -part)); });
    if (part < 0 || !ways[part]) return;
    var way = ways[part], k = way[less.matches ? way.length - 1 : Math.round(share * (way.length - 1))];
    drawings.forEach(function (one, place) { one.classList.toggle("on", place === k); });
  }
  function lead() { // from here on the script moves the figure; it waits where the last cue leaves it
    if (!led) return;
    led.classList.add("led"); if (led.pauseAnimations) led.pauseAnimations();
    figure(["", 1, "", ways.length - 1], 1);
  }
  function again() { begun = null; held = null; last = -1; start(); }

  /* ---- the phone: awake, a buzz, a voice of its own ---- */
  function awake() { if (navigator.wakeLock && !document.hidden) navigator.wakeLock.request("screen").then(function (one) { sleep(); lock = one; if (main.dataset.state !== "running") sleep(); }, function () {}); }
  function sleep() { if (lock) { lock.release(); lock = null; } }
  function buzz(ms) { if (navigator.vibrate && (!navigator.userActivation || navigator.userActivation.hasBeenActive)) navigator.vibrate(ms); }
  function hush() { if (window.speechSynthesis) speechSynthesis.cancel(); }
  function voice() { return window.speechSynthesis && speechSynthesis.getVoices().filter(function (one) { return one.localService && /^en/.test(one.lang); })[0]; }
  function say(words) {
    var own = aloud && voice(); if (!own) return;
    var said = new SpeechSynthesisUtterance(words); said.voice = own; said.lang = own.lang;
    speechSynthesis.cancel(); speechSynthesis.speak(said);
  }
  function speak(button) {
    aloud = !aloud && !!voice();
    button.setAttribute("aria-pressed", aloud);
    $("[data-said]").textContent = voice() ? "" : "This device has no voice of its own.";
    button.querySelector("span").textContent = voice() ? "Aloud" : "No voice here";
    if (aloud) say($("[data-cue]").textContent); else hush();
  }

  /* ---- hands ---- */
  function stop() { if (main.dataset.state === "running" || main.dataset.state === "paused") pause("stopped"); }
  function run() { if (main.dataset.state === "running") pause(); else if (main.dataset.state === "ready" || main.dataset.state === "paused") start(); }
  main.addEventListener("click", function (event) {
    var hit = event.target.closest("[data-run],[data-stop],[data-enough],[data-aloud],[data-again],[data-on]");
    if (!hit) return;
    var d = hit.dataset;
    if ("run" in d) run(); else if ("stop" in d) stop(); else if ("enough" in d) pause("ended");
    else if ("aloud" in d) speak(hit); else if ("again" in d) again(); else if ("on" in d) { start(); $("[data-run]").focus(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.code !== "Space" || event.repeat || event.target.closest("a,button,input,select,textarea,summary")) return;
    if (/running|paused/.test(main.dataset.state)) { event.preventDefault(); run(); }
  });
  document.addEventListener("visibilitychange", function () {
    if (document.hidden || main.dataset.state !== "running") return;
    awake(); tick();
  });
  $("form.ends-here").addEventListener("submit", function () {
    $("[data-seconds]").value = Math.round(at()); begun = null; remember();
  });
  window.addEventListener("click", function (event) { // nothing is left behind when she hides the page
    if (event.target.closest("[data-hide]")) { begun = null; remember(); }
  }, true);

  /* ---- after a reload: to the second where she was ---- */
  function restore() {
    var kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(KEEP)); } catch (none) { /* nothing kept */ }
    if (!kept || kept.id !== T.id || kept.form !== T.form || kept.total !== total) return;
    if (Date.now() - kept.begun > (total + 3600) * 1000 && kept.held === null) return;
    begun = kept.begun; held = kept.held;
    if (kept.state === "running") start(); else { state(kept.state); show(); }
  }
  lead();
  if (beats.length) restore();
})();
