/* Puts one page in the place of another without loading a document: head, style, body, scripts, and where the reader
   stands. What a page's script hangs on the document or the window goes with `steady.life`, which ends with the page.
   Of the files of the shell, shell_first.js comes first and shell.js last. */
(function () {
  "use strict";
  const OWN = "/v/", LOOK_MS = 3000, SCRIPT_MS = 2000; // the shell's own files; how long a page waits for its look
  const parts = window.steadyParts;
  const known = new Set(); // scripts that are here already

  const all = function (what, where) { return Array.from((where || document).querySelectorAll(what)); };
  const within = function (ms, promises) { return Promise.race([Promise.all(promises), new Promise(function (done) { setTimeout(done, ms); })]); };
  const over = function (one) { return new Promise(function (done) { one.onload = one.onerror = done; }); };
  const full = function (one, name) { return new URL(one.getAttribute(name), location.origin).href; };
  const isOwn = function (one, name) { return new URL(full(one, name)).pathname.startsWith(OWN); };

  /* ---- what stays whatever page is shown: the line that says "wait", and what a screen reader is told ---- */
  const host = document.createElement("div"), line = document.createElement("div"), live = document.createElement("p");
  host.id = "steady-shell"; line.className = "steady-wait"; line.hidden = true;
  live.className = "vh"; live.setAttribute("aria-live", "polite");
  host.append(line, live);
  document.body.append(host);
  const style = document.createElement("link");
  style.rel = "stylesheet"; style.href = new URL("shell.css", document.currentScript.src).href;
  document.head.append(style);
  all("script[src]").forEach(function (one) { known.add(one.src); });

  /* Tells a screen reader `words`, once, when it has said what it is saying. */
  parts.say = function (words) { live.textContent = ""; setTimeout(function () { live.textContent = words; }, 60); };

  /* Shows, or takes away, that something is on its way. */
  parts.waiting = function (is) {
    line.hidden = !is;
    const main = document.querySelector("main");
    if (is && main) main.setAttribute("aria-busy", "true"); else if (main) main.removeAttribute("aria-busy");
    if (is) parts.say("Opening…"); else if (live.textContent === "Opening…") live.textContent = "";
  };

  /* ---- reading ---- */
  /* The page in `html`, as a document of its own in which nothing runs. */
  parts.read = function (html) {
    const found = new DOMParser().parseFromString(html, "text/html");
    all("noscript", found).forEach(function (one) { one.textContent = one.innerHTML; }); // as where scripts run
    return found;
  };
  function sheets(page) { return all("link[rel=stylesheet]", page.head).filter(function (one) { return !isOwn(one, "href"); }); }
  function scripts(page) { // those that run while a page loads come before those that wait for its end
    const found = all("script[src]", page).filter(function (one) { return !isOwn(one, "src"); });
    return found.filter(function (one) { return !one.defer; }).concat(found.filter(function (one) { return one.defer; }));
  }

  /* ---- style: what the next page needs is there, but off, before it is shown; then the old goes ---- */
  function dress(page) {
    const here = sheets(document), kept = new Set(), made = [];
    let from = 0, last = null;
    sheets(page).forEach(function (wanted) {
      const place = here.findIndex(function (one, at) { return at >= from && full(one, "href") === full(wanted, "href"); });
      if (place >= 0) { last = here[place]; kept.add(last); from = place + 1; return; }
      const link = document.createElement("link");
      link.rel = "stylesheet"; link.media = "not all"; link.href = full(wanted, "href");
      made.push({ link: link, media: wanted.media, here: over(link) });
      if (last) last.after(link); else if (here[0]) here[0].before(link); else document.head.append(link);
      last = link;
    });
    return {
      ready: made.map(function (one) { return one.here; }),
      on: function () {
        made.forEach(function (one) { if (one.media) one.link.media = one.media; else one.link.removeAttribute("media"); });
        here.forEach(function (one) { if (!kept.has(one)) one.remove(); });
      },
      drop: function () { made.forEach(function (one) { one.link.remove(); }); },
    };
  }
  function fetched(page) { // so that nothing of the next page stands there without its script
    return scripts(page).filter(function (one) { return !known.has(full(one, "src")); }).map(function (one) {
      const ahead = document.createElement("link");
      ahead.rel = "preload"; ahead.as = "script"; ahead.href = full(one, "src"); known.add(ahead.href);
      const done = over(ahead).then(function () { ahead.remove(); });
      document.head.append(ahead);
      return done;
    });
  }
  function run(page) {
    const wanted = scripts(page);
    scripts(document).forEach(function (one) { one.remove(); });
    return wanted.map(function (one) {
      const fresh = document.createElement("script");
      fresh.async = false; fresh.src = full(one, "src");
      const done = over(fresh);
      document.head.append(fresh);
      return done;
    });
  }
  function attributes(from, to) {
    Array.from(to.attributes).forEach(function (one) { if (!from.hasAttribute(one.name)) to.removeAttribute(one.name); });
    Array.from(from.attributes).forEach(function (one) { to.setAttribute(one.name, one.value); });
  }
  function head(page) { // colours, width, language of the page: hardly ever anything but the title
    const pick = function (where) { return all("meta[name]:not([name=steady-version])", where.head); };
    const text = function (where) { return pick(where).map(function (one) { return one.outerHTML; }).join(); };
    if (text(document) !== text(page)) {
      pick(document).forEach(function (one) { one.remove(); });
      document.head.prepend(...pick(page).map(function (one) { return document.importNode(one, true); }));
    }
    document.title = page.title;
  }

  /* Shows `page`. `how`: wanted() says whether it still is to be shown, commit() is called just before it is,
     `top` is how far down, `quiet` moves no focus but to `mark` and says nothing, `hash` is where in it, `wrong` that
     it came back with a fault. Gives whether it was shown. */
  parts.show = async function (page, how) {
    const look = dress(page);
    await within(LOOK_MS, look.ready.concat(fetched(page)));
    if (!how.wanted()) { look.drop(); return false; }
    parts.end();
    parts.begin();
    how.commit();
    const scripted = scripts(page).some(function (one) { return /\/js\.js$/.test(one.getAttribute("src")); });
    attributes(page.documentElement, document.documentElement);
    document.documentElement.className = scripted ? "js" : page.documentElement.className;
    head(page);
    attributes(page.body, document.body);
    Array.from(document.body.childNodes).forEach(function (one) { if (one !== host) one.remove(); });
    host.before(...Array.from(page.body.childNodes).filter(function (one) { return one.id !== host.id; }));
    look.on();
    parts.touched = false;
    parts.retell();
    window.scrollTo(0, how.top || 0);
    await within(SCRIPT_MS, run(page));
    if (!how.wanted()) return true; // she is on her way elsewhere by now
    stand(how);
    if (!how.quiet) parts.say(document.title);
    return true;
  };

  /* ---- where the reader stands ---- */
  function stand(how) {
    const marked = parts.find(how.mark), target = how.hash && document.getElementById(decodeURIComponent(how.hash.slice(1)));
    const taken = document.activeElement && document.activeElement !== document.body;
    if (how.top) window.scrollTo(0, how.top);
    if (marked) parts.focus(marked, true);
    if (marked || taken || how.quiet) return; // a page's own script may know better
    const wrong = how.wrong && document.querySelector("main [aria-invalid=true]");
    const heading = all("main h1, h1").filter(function (one) { return one.checkVisibility(); })[0];
    const place = wrong || (target && target.checkVisibility() && target) || heading || document.getElementById("main");
    if (place) parts.focus(place, place === heading && !wrong);
    if (target && place === target) target.scrollIntoView();
  }
  /* Moves the focus to something that may not be made for it; afterwards it is as it was. */
  parts.focus = function (place, still) {
    if (place.tabIndex < 0 && !place.hasAttribute("tabindex")) {
      place.setAttribute("tabindex", "-1");
      place.addEventListener("blur", function () { place.removeAttribute("tabindex"); }, { once: true });
    }
    place.focus({ preventScroll: still });
  };
  function like(mark) {
    return all(mark.tag).filter(function (one) {
      return mark.href !== undefined ? one.getAttribute("href") === mark.href : one.name === mark.name && (mark.value === null || one.value === mark.value);
    });
  }
  /* What has the focus, told so that it is found again on the same page drawn anew. */
  parts.mark = function () {
    const one = document.activeElement;
    if (!one || one === document.body || host.contains(one)) return null;
    if (one.id) return { id: one.id };
    const mark = { tag: one.localName };
    if (one.name) { mark.name = one.name; mark.value = /^(radio|checkbox|submit)$/.test(one.type) ? one.value : null; }
    else if (one.hasAttribute("href")) mark.href = one.getAttribute("href");
    else return { tag: one.localName, place: all(one.localName).indexOf(one) };
    mark.place = like(mark).indexOf(one);
    return mark;
  };
  /* What `mark` told of, or null. */
  parts.find = function (mark) {
    if (!mark) return null;
    if (mark.id) return document.getElementById(mark.id);
    return ("name" in mark || "href" in mark ? like(mark) : all(mark.tag))[mark.place] || null;
  };
})();
