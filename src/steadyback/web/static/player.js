/* Turns the clock of one move. What is said when, for how long and with which pose is in the table that Python wrote;
   timer.js keeps the time, to the second, through a locked phone, a reload and a killed tab. Nothing is sent but her own form. */
(function () {
  "use strict";
  var T = JSON.parse(document.getElementById("table").textContent), beats = T.beats, main = document.querySelector(".player");
  var $ = function (what) { return main.querySelector(what); }, poses = main.querySelectorAll(".pose");
  var led = main.querySelector(".fig-timed"), drawings = led ? led.querySelectorAll(".n") : [], less = matchMedia("(prefers-reduced-motion:reduce)");
  var ways = led ? led.dataset.steps.split("|").map(function (way) { return way.split(" ").map(Number); }) : [];
  var life = window.steady && window.steady.life && window.steady.life.signal, phone = window.steadyTimer, last = -1;
  var total = beats.reduce(function (sum, beat) { return sum + beat[1]; }, 0);
  var DARK = "This phone may go dark. The time goes on; look again when you like.";
  var DOUBT = "The clock of this phone was changed, so the move waits. Go on when you like.";
  var clock = phone.make({ name: "move", id: T.id + " " + T.form, total: total, tick: show, turned: turned, dark: function (is) { line(is ? DARK : ""); }, end: "Done. How is your back now?" });

  function line(words) { if ($("[data-said]")) $("[data-said]").textContent = words; }
  function turned(name) {
    main.dataset.state = name; if (name === "running" || name === "ready") last = -1;
    if ($("[data-run-words]")) $("[data-run-words]").textContent = name === "running" ? "Pause" : name === "paused" ? "Go on" : "Start";
    if (clock.doubt) line(DOUBT);
    var head = name === "ended" ? $("#h-ended") : name === "stopped" ? $("#h-stopped") : null;
    if (head) { head.focus({ preventScroll: true }); window.scrollTo(0, 0); }
  }

  /* ---- the face ---- */
  function show(now) {
    var left = Math.ceil(total - now), sum = 0, number = 0, isNew = main.dataset.state === "ready";
    while (number < beats.length - 1 && now >= sum + beats[number][1]) { sum += beats[number][1]; number += 1; }
    var beat = beats[number], rest = Math.ceil(sum + beat[1] - now);
    $("[data-clock]").textContent = Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2);
    $(".ring .arc").style.strokeDasharray = (100 * now / total) + " 100";
    $(".ring .bead").style.transform = "rotate(" + (360 * now / total) + "deg)";
    $("[data-place]").textContent = (beat[4] ? beat[4] + ". " : "") + (isNew ? "" : rest + " s");
    figure(beat, (now - sum) / beat[1]);
    if (number === last) return;
    last = number;
    if (!isNew) $("[data-cue]").textContent = beat[0];
    var halo = $(".ring .breath");
    if (halo) { halo.style.transitionDuration = Math.max(0.2, sum + beat[1] - now) + "s, 400ms"; halo.setAttribute("class", "breath " + beat[2]); }
    if (main.dataset.state === "running") { phone.buzz(60); phone.say(beat[0]); }
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

  /* ---- hands ---- */
  function speak() {
    var on = phone.speak(!phone.isAloud());
    if (!on && !phone.hasVoice()) line("This device has no voice of its own.");
    if (on) phone.say($("[data-cue]").textContent);
  }
  function stop() { if (/running|paused/.test(main.dataset.state)) clock.pause("stopped"); }
  function run() { if (main.dataset.state === "running") clock.pause(); else if (/ready|paused/.test(main.dataset.state)) clock.start(); }
  main.addEventListener("click", function (event) {
    var hit = event.target.closest("[data-run],[data-stop],[data-enough],[data-aloud],[data-again],[data-on]");
    if (!hit) return;
    var d = hit.dataset;
    if ("run" in d) run(); else if ("stop" in d) stop(); else if ("enough" in d) clock.pause("ended");
    else if ("aloud" in d) speak(); else if ("again" in d) { clock.reset(); clock.start(); }
    else if ("on" in d) { clock.start(); $("[data-run]").focus(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.code !== "Space" || event.repeat || event.target.closest("a,button,input,select,textarea,summary")) return;
    if (/running|paused/.test(main.dataset.state)) { event.preventDefault(); run(); }
  }, { signal: life });
  $("form.ends-here").addEventListener("submit", function () {
    var done = beats.length ? clock.seconds() : null;
    $("[data-seconds]").value = done === null ? "" : done; clock.forget();
  });

  lead();
  if (beats.length) clock.restore();
})();
