/* Moves the ring of the next break. The time is read from the clock: right after a reload, a sleep, a locked phone; a clock
   that is set anew neither hurries a break nor puts it off (docs/explanation/timers.md). It stops with its page.
   Without this script the page still says when the break is. Sound is off until she turns it on; quiet hours are kept. */
(function () {
  "use strict";
  var place = document.getElementById("break");
  if (!place) return;
  document.documentElement.className = "js";
  var d = place.dataset, due = +d.due, began = +d.began, quiet = d.quiet === "1", told = d.status === "due", sound = null;
  var life = window.steady && window.steady.life && window.steady.life.signal, wall = Date.now(), mono = performance.now(), slept = document.hidden;
  var button = place.querySelector("[data-sound]");

  function ring() { // two soft notes, made here
    if (!sound) return;
    [[0, 528], [0.5, 660]].forEach(function (note) {
      var tone = sound.createOscillator(), loud = sound.createGain(), at = sound.currentTime + note[0];
      tone.frequency.value = note[1]; tone.type = "sine";
      loud.gain.setValueAtTime(0.0001, at); loud.gain.exponentialRampToValueAtTime(0.12, at + 0.08); loud.gain.exponentialRampToValueAtTime(0.0001, at + 1.2);
      tone.connect(loud).connect(sound.destination); tone.start(at); tone.stop(at + 1.3);
    });
  }
  function words(left) {
    if (d.status === "walking") return left > 0 ? "Up and about" : "Two minutes are over";
    return left > 0 ? "Stand up in " + Math.ceil(left / 60) + (left <= 60 ? " minute" : " minutes") : "Time to stand up";
  }
  function set() { // by how much (ms) the clock was set while the page watched; what a sleeping phone missed is time gone by
    var apart = (Date.now() - wall) - (performance.now() - mono);
    wall = Date.now(); mono = performance.now();
    var moved = apart < -1500 || (apart > 1500 && !slept) ? apart : 0;
    slept = document.hidden; due += moved; began += moved;
  }
  function tick() {
    set();
    var now = Date.now(), left = Math.max(0, (due - now) / 1000), whole = (due - began) / 1000, gone = Math.max(0, Math.min(1, 1 - left / whole));
    var two = function (n) { return ("0" + n).slice(-2); };
    place.querySelector("[data-left]").textContent = d.status === "walking" ? Math.floor(Math.ceil(left) / 60) + ":" + two(Math.ceil(left) % 60) : Math.ceil(left / 60);
    place.querySelector(".arc").style.strokeDasharray = (100 * gone) + " 100";
    place.querySelector(".bead").style.transform = "rotate(" + (360 * gone) + "deg)";
    var say = place.querySelector("[data-say]"), said = words(left);
    // a screen reader is told at the end alone, not each minute
    say.setAttribute("aria-live", left > 0 ? "off" : "polite");
    if (say.textContent !== said) say.textContent = said;
    place.classList.toggle("due-now", left === 0);
    if (left === 0 && !told) {
      told = true;
      if (!quiet) { ring(); if (navigator.vibrate && (!navigator.userActivation || navigator.userActivation.hasBeenActive)) navigator.vibrate([160, 120, 160]); }
    }
  }
  if (button) button.addEventListener("click", function () {
    var Audio = window.AudioContext || window.webkitAudioContext, on = button.getAttribute("aria-pressed") !== "true" && !!Audio;
    sound = on ? sound || new Audio() : null;
    button.setAttribute("aria-pressed", on);
    button.querySelector("span").textContent = on ? "Soft sound: on" : "Soft sound: off";
    ring();
  });
  if (!due) return;
  var every = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", function () { if (document.hidden) slept = true; else tick(); }, { signal: life });
  window.addEventListener("pageshow", tick, { signal: life });
  if (life) life.addEventListener("abort", function () { clearInterval(every); if (sound) sound.close(); sound = null; });
  tick();
})();
