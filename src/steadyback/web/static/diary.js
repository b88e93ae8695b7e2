/* The diary's small conveniences. Without this script every form still works: it has a button of its own.
   1. A spasm is saved on the third tap (how bad, where, what), never by the arrow keys, which pick on the way.
   2. A choice that is tapped again is taken back to "not said".
   3. A form is sent once, however often its button is pressed.
   In the browser shell all of it ends with the page (steady.life). */
(function () {
  "use strict";
  var byArrow = false, life = window.steady && window.steady.life && window.steady.life.signal;
  function picked(form, name) {
    var one = form.querySelector("input[name=" + name + "]:checked");
    return one && one.value !== "";
  }
  ["keydown", "pointerdown"].forEach(function (kind) {
    document.addEventListener(kind, function (event) { byArrow = /^Arrow/.test(event.key || ""); }, { signal: life });
  });

  var taps = document.querySelector("form[data-third]");
  if (taps) {
    taps.querySelector(".bythird").hidden = false;
    taps.addEventListener("change", function (event) {
      var isOpen = taps.querySelector(":scope > details[open]"); // she is telling more: she saves when she is done
      if (byArrow || isOpen || event.target.type !== "radio") return;
      if (["worst", "where", "doing"].every(function (name) { return picked(taps, name); })) taps.requestSubmit();
    });
  }

  document.addEventListener("pointerdown", function (event) {
    var pick = event.target.closest(".pick"), input = pick && pick.querySelector("input[type=radio]");
    document.querySelectorAll("[data-again]").forEach(function (one) { delete one.dataset.again; });
    if (input && input.checked && input.value !== "") input.dataset.again = "1";
  }, { signal: life });
  document.addEventListener("click", function (event) {
    var input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.again) return;
    delete input.dataset.again;
    var set = input.closest("fieldset"), none = set && set.querySelector("input[name='" + input.name + "'][value='']");
    if (none) none.checked = true; else input.checked = false;
  }, { signal: life });

  document.addEventListener("submit", function (event) {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    if (event.target.method === "post") event.target.dataset.sent = "1";
  }, { signal: life });
  window.addEventListener("pageshow", function () { // she came back with the back button: the form may be sent again
    document.querySelectorAll("[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  }, { signal: life });
})();
