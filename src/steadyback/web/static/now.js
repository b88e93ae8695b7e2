/* Turns the pages of the acute flow. Every decision is looked up in tables that Python worked out (page_table.py);
   an unknown word in a table shows the most urgent card there is. */
(function () {
  "use strict";
  var T = JSON.parse(document.getElementById("table").textContent);
  var $ = function (what, where) { return (where || document).querySelector(what); };
  var $$ = function (what, where) { return [].slice.call((where || document).querySelectorAll(what)); };
  var answers = {}, clear = false, rung = null, result = null, spasmId = null, queue = [], clock = null, waiting = ["", "start"];
  var asking = T.conditions.length > 0, ladder = asking ? T.held : T.ladder;

  /* ---- where we are ---- */
  var LOCKED = /^(lad-|ladder$|stay$|conditions$)/;
  function show(id, keep) {
    if ((LOCKED.test(id) && !clear) || (/^result-/.test(id) && id !== result)) id = first();
    var place = document.getElementById(id);
    if (!place || !place.classList.contains("screen")) { // "Skip to the page" and the like: stay where she is
      if ($(".screen.on")) return;
      place = document.getElementById(first());
    }
    $$(".screen.on").forEach(function (one) { one.classList.remove("on"); });
    place.classList.add("on");
    if (place.dataset.rung) { rung = place.id; $("#held") && $("#held").classList.add("on"); }
    stopTimer();
    if (!keep && location.hash !== "#" + place.id) history.pushState("within", "", "#" + place.id);
    window.scrollTo(0, 0);
    var head = $("h1", place); if (head) head.focus({ preventScroll: true });
  }
  function first() { return T.at === "paused" && !Object.keys(answers).length ? "paused" : "g1"; }

  /* ---- the check ---- */
  function read() {
    answers = {};
    $$("#check input:checked").forEach(function (one) { answers[one.name] = one.value; });
  }
  function met() {
    return T.rules.filter(function (rule) {
      return rule.any.every(function (clause) {
        return clause.some(function (sign) {
          var answer = answers[T.signs[sign]];
          return answer === "yes" || (rule.unsure && answer === "unsure");
        });
      });
    });
  }
  function urgency(rules) { return rules.reduce(function (most, rule) { return Math.max(most, rule.urgency); }, 0); }
  function onPick(input) {
    read(); clear = false; result = null; // what was found before is of other answers
    var group = input.closest(".screen");
    $$(".sign", group).forEach(function (sign) { sign.classList.toggle("told", ["yes", "unsure"].indexOf(answers[sign.dataset.sign]) >= 0); });
    var now = urgency(met()) >= 3;
    $$("[data-now]").forEach(function (one) { one.hidden = !now; });
    $$("[data-next]").forEach(function (one) { one.hidden = now; });
    if (open(group).length === 0) $(".say-missing", group).hidden = true;
  }
  function open(group) { return $$(".sign", group).filter(function (sign) { return !answers[sign.dataset.sign]; }); }
  function none(group) {
    open(group).forEach(function (sign) { $("input[value=no]", sign).checked = true; });
    read(); next(group);
  }
  function next(group) {
    if (open(group).length) { $(".say-missing", group).hidden = false; $("input", open(group)[0]).focus(); return; }
    var after = document.getElementById("g" + (+group.dataset.group + 2));
    if (after) show(after.id); else finish();
  }
  function finish() {
    var rules = met(), most = urgency(rules), card = $("#result-" + (T.urgencies[most] || "emergency"));
    // of one flag the rule that the content has first
    var own = {}, routes = rules.filter(function (rule) { return rule.urgency === most && (own[rule.flag] = own[rule.flag] || rule) === rule; }).map(function (rule) { return rule.route; });
    var route = T.routes.filter(function (one) { return routes.indexOf(one) >= 0; })[0] || "GP";
    var flags = rules.map(function (rule) { return rule.flag; });
    var unasked = T.signs.filter(function (sign) { return !answers[sign]; });
    var shut = rules.some(function (rule) { return rule.shuts; });
    $$("[data-route]", card).forEach(function (one) { one.hidden = one.dataset.route.split(" ").indexOf(route) < 0; });
    if (!$("h1 [data-route]:not([hidden])", card)) $$("[data-route]", card).forEach(function (one) { one.hidden = false; });
    $$("[data-flag]", card).forEach(function (one) { one.hidden = flags.indexOf(one.dataset.flag) < 0; });
    var says = T.signs.filter(function (sign) { return answers[sign] === "yes" || answers[sign] === "unsure"; });
    if (says.length && $("[data-says]", card)) $("[data-says]", card).textContent = says.map(function (sign) { return T.says[sign]; }).join(" ");
    $(".not-asked", card).hidden = !unasked.length;
    $("[data-unasked]", card).textContent = unasked.map(function (sign) { return T.words[sign]; }).join("; ") + ".";
    clear = !shut && !unasked.length && T.at !== "paused";
    $$("[data-start]").forEach(function (one) { one.hidden = !clear; });
    $$("[data-if-shut]").forEach(function (one) { one.hidden = !shut; });
    keep("check", { answers: answers, shown: T.signs, knowledge_version: T.version, stage: T.stage, weeks: T.weeks, about: $("#check [name=about]").value });
    result = !shut && T.at === "paused" ? "paused" : card.id;
    show(result);
  }

  /* ---- the ladder: what follows is in the table; before the first move a condition could hold, that is asked ---- */
  function follow(from, how) {
    var wide = (T.ladder[from] || {})[how] || "again", narrow = (T.held[from] || {})[how] || "again";
    if (asking && wide !== narrow) { waiting = [from, how]; show("conditions"); return; }
    var place = (ladder[from] || {})[how] || "again";
    if (place === "again") clear = false;
    show(place);
  }
  function felt(how) {
    keep("ladder", { did: "done", rung: rung, felt: how, seconds: clock ? clock.done() : null });
    follow(rung, how);
  }
  function told(answer) {
    var all = {};
    T.conditions.forEach(function (one) { all[one] = "no"; });
    if (answer === "no") keep("facts", { answers: all });
    asking = false;
    ladder = answer === "no" ? T.ladder : T.held;
    follow(waiting[0], waiting[1]);
  }

  /* ---- the timer reads the clock: a locked phone does not cheat it ---- */
  function startTimer(place) {
    var beats = T.timers[place.id]; if (!beats) return;
    var total = beats.reduce(function (sum, beat) { return sum + beat[1]; }, 0), begun = Date.now(), last = -1, lock = null;
    var arc = $(".arc", place), bead = $(".ring .bead", place), cue = $("[data-cue]", place), face = $("[data-clock]", place);
    if (navigator.wakeLock) navigator.wakeLock.request("screen").then(function (one) { lock = one; }, function () {});
    function passed() { return Math.min(total, (Date.now() - begun) / 1000); }
    function tick() {
      var at = passed(), left = Math.ceil(total - at), sum = 0, beat = 0;
      while (beat < beats.length - 1 && at >= sum + beats[beat][1]) { sum += beats[beat][1]; beat += 1; }
      face.textContent = Math.floor(left / 60) + ":" + ("0" + left % 60).slice(-2);
      arc.style.strokeDasharray = (100 * at / total) + " 100";
      bead.style.transform = "rotate(" + (360 * at / total) + "deg)";
      if (beat !== last) { last = beat; cue.textContent = beats[beat][0]; place.dataset.breath = beats[beat][2]; buzz(60); aloud(place, beats[beat][0]); }
      if (at >= total) { stopTimer(); cue.textContent = "Done. How is it now?"; buzz([120, 80, 120]); aloud(place, "Done. How is it now?"); }
    }
    clock = { every: setInterval(tick, 200), place: place, done: function () { return Math.round(passed()); }, free: function () { if (lock) lock.release(); } };
    $("[data-timer]", place).textContent = "Stop";
    tick();
  }
  function stopTimer() {
    if (!clock) return;
    clearInterval(clock.every); clock.free(); $("[data-timer]", clock.place).textContent = "Start again"; clock = null;
  }
  function buzz(ms) { if (navigator.vibrate) navigator.vibrate(ms); }
  function aloud(place, words) {
    if ($("[data-aloud]", place).getAttribute("aria-pressed") !== "true" || !window.speechSynthesis) return;
    speechSynthesis.cancel(); speechSynthesis.speak(new SpeechSynthesisUtterance(words));
  }

  /* ---- keeping what she said ---- */
  function keep(kind, body) {
    var now = new Date(), off = -now.getTimezoneOffset(), two = function (n) { return ("0" + Math.floor(Math.abs(n))).slice(-2); };
    var at = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, -1) + (off < 0 ? "-" : "+") + two(off / 60) + ":" + two(off % 60);
    var id = crypto.randomUUID();
    queue.push({ id: id, kind: kind, at: at, device: "browser", body: body });
    send(); return id;
  }
  function send() {
    var some = queue.slice(); if (!some.length) return;
    fetch("/entries", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(some), keepalive: true }).then(function (reply) {
      if (!reply.ok) throw new Error(reply.status);
      queue = queue.filter(function (one) { return some.indexOf(one) < 0; }); say(queue.length ? "" : "Saved.");
    }).catch(function () { say("Not saved yet. We keep trying while this page is open."); setTimeout(send, 4000); });
  }
  function say(words) { $(".saved").textContent = words; }
  function spasm() {
    var form = $("#spasm"), worst = $("[name=worst]:checked", form), where = $("[name=where]:checked", form), doing = $("[name=doing]:checked", form);
    return { worst: worst ? +worst.value : null, where: where && where.value, doing: doing && doing.value, began_at: null, note: null };
  }
  function note() { spasmId = keep("spasm", spasm()); show("noted"); }

  /* ---- hands ---- */
  var byArrow = false; // the arrows pick every answer on the way: with them nothing is saved before she says so
  ["keydown", "pointerdown"].forEach(function (kind) { document.addEventListener(kind, function (event) { byArrow = /^Arrow/.test(event.key || ""); }); });
  document.addEventListener("change", function (event) {
    var input = event.target;
    if (input.closest("#check")) onPick(input);
    if (input.closest("#spasm")) { var told3 = spasm(); if (told3.worst !== null && told3.where && told3.doing && !spasmId && !byArrow) note(); }
  });
  document.addEventListener("click", function (event) {
    var hit = event.target.closest("[data-none],[data-next],[data-now],[data-start],[data-go],[data-timer],[data-aloud],[data-stay],[data-conditions],[data-undo],[data-back],[data-hide]");
    if (!hit) return;
    var d = hit.dataset, place = hit.closest(".screen");
    if ("none" in d) none(place); else if ("next" in d) next(place); else if ("now" in d) finish();
    else if ("start" in d) { event.preventDefault(); keep("ladder", { did: "start", rung: null, felt: null, seconds: null }); follow("", "start"); }
    else if ("go" in d) { event.preventDefault(); show(d.go); }
    else if ("timer" in d) { if (clock) stopTimer(); else startTimer(place); }
    else if ("aloud" in d) hit.setAttribute("aria-pressed", hit.getAttribute("aria-pressed") !== "true");
    else if ("stay" in d && d.stay === "again") show(rung);
    else if ("stay" in d) {
      keep("ladder", { did: d.stay === "done" ? "finish" : "skip", rung: rung, felt: null, seconds: null });
      if (d.stay === "done") show("log"); else follow(rung, "onward");
    }
    else if ("conditions" in d) told(d.conditions);
    else if ("undo" in d) { keep("withdraw", { entry: spasmId, why: null }); spasmId = null; say("Undone."); show("log"); }
    else if ("back" in d && history.state === "within") { event.preventDefault(); history.back(); }
    else if ("hide" in d) { event.preventDefault(); location.replace("/hide"); }
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.id === "check") { event.preventDefault(); return; }
    if (form.id === "spasm") { event.preventDefault(); if (!spasmId) note(); return; }
    if (form.closest("[data-rung]")) { event.preventDefault(); felt(event.submitter ? event.submitter.value : "changed"); }
  });
  window.addEventListener("popstate", function () { show(location.hash.slice(1) || first(), true); });
  window.addEventListener("online", send);
  clear = T.at === "ready" || T.at in T.ladder;
  read();
  $$("[data-start]").forEach(function (one) { one.hidden = true; });
  if (!$(".result.on")) show(location.hash.slice(1) || first(), true);
})();
