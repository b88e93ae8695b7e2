/* The face of the timer of a step on the ladder; timer.js keeps the time, also through a reload. now.js says which step is
   on the screen: without it, and past the check, nothing runs. */
(function () {
  "use strict";
  var DARK = "This phone may go dark. The time goes on; look again when you like.";
  var DOUBT = "The clock of this phone was changed, so the step waits. Go on when you like.";
  var life = window.steady && window.steady.life && window.steady.life.signal, timers = window.steadyTimer;
  var place = null, beats = null, shown = -1;
  var timing = { name: "rung", id: null, total: 0, tick: face, turned: turned, dark: function (is) { line(is ? DARK : ""); }, end: "Done. How is it now?" };
  var clock = timers.make(timing);

  function part(what) { return place.querySelector(what); }
  function line(words) { part("[data-said]").textContent = words; }
  function turned(state) {
    if (state === "running" || state === "ready") shown = -1;
    part("[data-timer]").textContent = { running: "Stop", ready: "Start", paused: "Go on" }[state] || "Start again";
    part("[data-anew]").hidden = state !== "paused";
    if (clock.doubt) line(DOUBT);
  }
  function face(at) {
    var left = Math.ceil(timing.total - at), sum = 0, beat = 0;
    while (beat < beats.length - 1 && at >= sum + beats[beat][1]) { sum += beats[beat][1]; beat += 1; }
    part("[data-clock]").textContent = Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2);
    part(".arc").style.strokeDasharray = (100 * at / timing.total) + " 100";
    part(".ring .bead").style.transform = "rotate(" + (360 * at / timing.total) + "deg)";
    var cue = clock.state === "ended" ? timing.end : beats[beat][0];
    if (clock.state !== "ready" && part("[data-cue]").textContent !== cue) part("[data-cue]").textContent = cue;
    if (beat === shown) return;
    shown = beat; place.dataset.breath = beats[beat][2];
    if (clock.state === "running") { timers.buzz(60); timers.say(cue); }
  }

  document.addEventListener("click", function (event) {
    var hit = event.target.closest("[data-timer],[data-anew],[data-aloud]");
    if (!hit || !beats || !place.contains(hit)) return;
    if ("aloud" in hit.dataset) {
      if (timers.speak(!timers.isAloud())) timers.say(part("[data-cue]").textContent);
      else if (!timers.hasVoice()) line("This device has no voice of its own.");
    } else if (clock.state === "running") clock.pause();
    else {
      if ("anew" in hit.dataset || clock.state === "ended") clock.reset();
      clock.start(); part("[data-timer]").focus();
    }
  }, { signal: life });

  window.steadyStep = {
    /* A screen is shown: what ran for the one before is over. `all`: the beats of every timer, by the id of its step. */
    at: function (screen, all) {
      if (clock.state !== "ready") clock.reset();
      place = screen; beats = all[screen.id]; if (!beats) return;
      timing.id = screen.id; timing.total = beats.reduce(function (sum, beat) { return sum + beat[1]; }, 0);
    },
    /* Whole seconds done of the step on the screen; null when it was not timed, or nobody can know. */
    seconds: function () { return clock.state === "ready" ? null : clock.seconds(); },
    /* After a reload: to the second where she was on this very step. */
    restore: function () { if (beats) clock.restore(); }
  };
})();
