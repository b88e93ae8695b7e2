/* Turns the pages of the acute flow. Every decision is looked up in tables that Python worked out (page_table.py);
   an unknown word in a table shows the most urgent card there is. */
(function () {
  "use strict";
  var T = JSON.parse(document.getElementById("table").textContent);
  var $ = function (what, where) { return (where || document).querySelector(what); };
  var $$ = function (what, where) { return [].slice.call((where || document).querySelectorAll(what)); };
  var answers = {}, clear = false, rung = null, result = null, spasmId = null, queue = [], waiting = ["", "start"], walk = "now";
  var life = window.steady && window.steady.life && window.steady.life.signal; // over when another page takes this one's place
  var step = window.steadyStep || { at: function () {}, seconds: function () { return null; }, restore: function () {} }; // the timer: rung.js
  var asking = T.conditions.length > 0, ladder = asking ? T.held : T.ladder;

  /* ---- where we are ---- */
  var LOCKED = /^(lad-|ladder$|stay$|conditions$)/;
  function show(id, keep) {
    if ((LOCKED.test(id) && !(clear && (id in ladder || !/^lad-/.test(id)))) || (/^result-/.test(id) && id !== result)) id = first();
    var place = document.getElementById(id);
    if (!place || !place.classList.contains("screen")) { // "Skip to the page" and the like: stay where she is
      if ($(".screen.on")) return;
      place = document.getElementById(first());
    }
    $$(".screen.on").forEach(function (one) { one.classList.remove("on"); });
    place.classList.add("on");
    if (place.dataset.rung) { rung = place.id; $("#held") && $("#held").classList.add("on"); }
    step.at(place, T.timers); later = false;
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
    var own = $("[data-words]", group); if (own && $("#words").value.trim() && !open(group).length) { own.click(); return; }
    if (open(group).length) { $(".say-missing", group).hidden = false; $("input", open(group)[0]).focus(); return; }
    var after = document.getElementById("g" + (+group.dataset.group + 2));
    if (after) show(after.id); else finish();
  }
  function finish() {
    var box = $("#words"); if (box && box.value.trim()) { keep("note", { text: box.value.trim(), on: null }); box.value = ""; }
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
    clear = !shut && !unasked.length && T.at !== "paused" && T.at !== "heard"; // both wait for a word of hers
    $$("[data-begin]").forEach(function (one) { one.hidden = !clear; });
    $$("[data-if-shut]").forEach(function (one) { one.hidden = !shut; });
    keep("check", { answers: answers, shown: T.signs, knowledge_version: T.version, advised: T.urgencies[most], stage: T.stage, weeks: T.weeks, about: $("#check [name=about]").value });
    result = !shut && (T.at === "paused" || (T.at === "heard" && !most)) ? T.at : card.id;
    show(result);
  }

  /* ---- the ladder: what follows is in the table; before the first move a condition could hold, that is asked ---- */
  function after(table, from, how) { // a step that was passed over comes out of its turn
    return (/^(same|onward)$/.test(how) && (table[walk] || {})[from]) || (table[from] || {})[how] || "again";
  }
  function follow(from, how) {
    if (!from) walk = how;
    if (asking && after(T.ladder, from, how) !== after(T.held, from, how)) { waiting = [from, how]; show("conditions"); return; }
    var place = after(ladder, from, how);
    if (!from) keep("ladder", { did: "start", rung: how === "first" ? place : null, felt: null, seconds: null });
    if (place === "again") clear = false;
    show(place);
  }
  function felt(how) {
    keep("ladder", { did: "done", rung: rung, felt: how, seconds: step.seconds() });
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

  /* ---- keeping what she said ---- */
  function keep(kind, body) {
    var now = new Date(), off = -now.getTimezoneOffset(), two = function (n) { return ("0" + Math.floor(Math.abs(n))).slice(-2); };
    var at = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, -1) + (off < 0 ? "-" : "+") + two(off / 60) + ":" + two(off % 60);
    var id = crypto.randomUUID();
    queue.push({ id: id, kind: kind, at: at, device: "browser", body: body });
    send(); return id;
  }
  var again = 0, later = false, kept = "Saved.", noted = $("#noted h1").textContent;
  var WHY = { Denied: "Not saved: this browser keeps nothing here.", Full: "Not saved: there is no room left on this phone." };
  function send() {
    var some = queue.slice(); if (!some.length) return;
    (window.steady && window.steady.keep ? window.steady.keep(some)
      : fetch("/entries", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(some), keepalive: true }).then(function (reply) {
        if (!reply.ok) throw new Error(reply.status);
      })).then(function () {
      queue = queue.filter(function (one) { return some.indexOf(one) < 0; });
      if (!queue.length) { settled(noted, kept); kept = "Saved."; }
    }, function (error) { // tried on until it is kept, even when another page has taken this one's place
      clearTimeout(again); again = setTimeout(send, 4000);
      var name = error && error.name, why = WHY[name] || (/^(Newer|Broken|Locked)$/.test(name) ? "Not saved. " + error.message : "Not saved yet.");
      settled(why, why + (name === "Denied" ? " It may be a private window." : "") + " We keep trying while this page is open.");
    });
  }
  /* "Noted" stands there only once it is. */
  function settled(head, words) {
    if (life && life.aborted) return;
    say(words); $("#noted h1").textContent = head;
    if (later) show("noted");
  }
  function say(words) { $(".saved").textContent = words; }
  function spasm() {
    var form = $("#spasm"), worst = $("[name=worst]:checked", form), where = $("[name=where]:checked", form), doing = $("[name=doing]:checked", form);
    return { worst: worst ? +worst.value : null, where: where && where.value, doing: doing && doing.value, began_at: null, note: null };
  }
  function note() {
    later = true; spasmId = keep("spasm", spasm());
    setTimeout(function () { if (later) settled("Not saved yet.", "Not saved yet."); }, 1500);
  }

  /* ---- hands ---- */
  var byArrow = false; // the arrows pick every answer on the way: with them nothing is saved before she says so
  ["keydown", "pointerdown"].forEach(function (kind) { document.addEventListener(kind, function (event) { byArrow = /^Arrow/.test(event.key || ""); }, { signal: life }); });
  document.addEventListener("change", function (event) {
    var input = event.target;
    if (input.closest("#check")) onPick(input);
    if (input.closest("#spasm")) { var told3 = spasm(); if (told3.worst !== null && told3.where && told3.doing && !spasmId && !byArrow) note(); }
  }, { signal: life });
  document.addEventListener("click", function (event) {
    var hit = event.target.closest("[data-none],[data-next],[data-now],[data-start],[data-go],[data-stay],[data-conditions],[data-undo],[data-back],[data-hide]");
    if (!hit) return;
    var d = hit.dataset, place = hit.closest(".screen");
    if ("none" in d) none(place); else if ("next" in d) next(place); else if ("now" in d) finish();
    else if ("start" in d) { event.preventDefault(); follow("", d.start); }
    else if ("go" in d) { event.preventDefault(); show(d.go); }
    else if ("stay" in d && d.stay === "again") show(rung);
    else if ("stay" in d) {
      keep("ladder", { did: d.stay === "done" ? "finish" : "skip", rung: rung, felt: null, seconds: null });
      if (d.stay === "done") show("log"); else follow(rung, "onward");
    }
    else if ("conditions" in d) told(d.conditions);
    else if ("undo" in d) { kept = "Undone."; keep("withdraw", { entry: spasmId, why: null }); spasmId = null; show("log"); }
    else if ("back" in d && history.state === "within") { event.preventDefault(); history.back(); }
    else if ("hide" in d) { event.preventDefault(); location.replace("/hide"); }
  }, { signal: life });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.id === "check") { if (!(event.submitter && "words" in event.submitter.dataset && $("#words").value.trim())) event.preventDefault(); return; }
    if (form.id === "spasm") { event.preventDefault(); if (!spasmId) note(); return; }
    if (form.closest("[data-rung]")) { event.preventDefault(); felt(event.submitter ? event.submitter.value : "changed"); }
  }, { signal: life });
  window.addEventListener("popstate", function () { show(location.hash.slice(1) || first(), true); }, { signal: life });
  window.addEventListener("online", send, { signal: life });
  clear = T.at === "ready" || T.at in T.ladder;
  read();
  $$("[data-begin]").forEach(function (one) { one.hidden = true; });
  if (!$(".result.on")) show(location.hash.slice(1) || first(), true);
  if ($(".screen.on[data-rung]")) step.restore(); // only where the page itself lets her stand on that step
})();
