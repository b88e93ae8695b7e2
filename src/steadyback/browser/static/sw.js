/* The service worker: keeps one whole, checked version of the site on the device, and answers every page from it.
   The builder writes the version and the digest of the list of files into it, so a change of anything changes these
   bytes. It never asks another host, and once it is there no address that she opens is told to this one either. */
(function () {
  "use strict";
  var VERSION = "@version@", LIST = "@list@", POLICY = "@policy@", HEAD = "@head@", STORE = "@store@";
  var NAME = "steadyback-" + VERSION, MARK = "/.complete", FILES = "/files.json", NUMBERS = "/numbers.json";
  var OPENING = "/opening.html", LARGE = 1 << 20, SHORT = 150, PATIENT = 500, AT_ONCE = 4;
  var OPENED_BY_SCRIPT = '<script src="/static/js.js"></script>';
  var KINDS = { html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8",
    mjs: "text/javascript; charset=utf-8", json: "application/json", webmanifest: "application/manifest+json", txt: "text/plain; charset=utf-8",
    wasm: "application/wasm", zip: "application/zip", png: "image/png", svg: "image/svg+xml", woff2: "font/woff2" };
  var isFirst = false, list = null, filling = null, opened = null, under = {};
  if (STORE) importScripts.apply(self, STORE.split(" "));

  /* ---- the files of this version ---- */
  function hex(buffer) {
    return [].map.call(new Uint8Array(buffer), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }
  function integrity(digest) { // the list says it in hexadecimal, fetch wants base64
    return "sha256-" + btoa(digest.replace(/../g, function (pair) { return String.fromCharCode(parseInt(pair, 16)); }));
  }
  function reached(path, wanted) {
    return fetch(path, { integrity: wanted, cache: "no-cache", credentials: "omit", mode: "same-origin" }).then(function (reply) {
      if (!reply.ok) throw new Error(path + ": " + reply.status);
      return reply;
    });
  }
  async function listOf(cache) { // {path: file}; files alike share one place: `at`
    if (list) return list;
    var kept = await cache.match(FILES), text = kept && await kept.text();
    if (!text || integrity(hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))) !== "sha256-" + LIST) {
      text = await (await reached(FILES, "sha256-" + LIST)).text();
      await cache.put(FILES, new Response(text));
    }
    return (list = named(JSON.parse(text)));
  }
  function named(told) {
    var places = {}, found = {};
    told.files.forEach(function (file) {
      places[file.sha256] = places[file.sha256] || file.path;
      found[file.path] = { path: file.path, at: places[file.sha256], size: file.size, sha256: file.sha256, late: !!file.late };
    });
    return found;
  }
  /* A file: as kept, if it is right; else of an older version that had the same; else of the host. Asked for twice at
     once it is fetched once. */
  async function had(cache, file, old) {
    under[file.at] = under[file.at] || have(cache, file, old || []).finally(function () { delete under[file.at]; });
    return (await under[file.at]).clone();
  }
  async function have(cache, file, old) {
    var found = await cache.match(file.at);
    if (found && await sound(found.clone(), file)) return found;
    for (var one of old) {
      found = one.files[file.sha256] && await one.cache.match(one.files[file.sha256]);
      if (!found || !await sound(found.clone(), file)) continue;
      // a script knows itself by its address, so it may not keep the old one
      if (/js$/.test(file.path)) found = new Response(await found.arrayBuffer(), { headers: { "Content-Type": kindOf(file.path) } });
      await cache.put(file.at, found.clone());
      return found;
    }
    found = await reached(file.at, integrity(file.sha256));
    await cache.put(file.at, found.clone());
    return found;
  }
  async function sound(reply, file) { return hex(await crypto.subtle.digest("SHA-256", await reply.arrayBuffer())) === file.sha256; }
  async function all(cache, files, old) {
    var waiting = files.slice();
    async function some() { while (waiting.length) await had(cache, waiting.shift(), old); }
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  }
  async function older() { // what other versions have, by digest
    var found = [], names = (await caches.keys()).filter(function (name) { return /^steadyback-[0-9a-f]{16}$/.test(name) && name !== NAME; });
    for (var name of names) {
      try {
        var cache = await caches.open(name), files = {};
        JSON.parse(await (await cache.match(FILES)).text()).files.forEach(function (file) { files[file.sha256] = files[file.sha256] || file.path; });
        found.push({ cache: cache, files: files });
      } catch (error) { /* that version never got so far: the host has everything */ }
    }
    return found;
  }
  function once(files) {
    return Object.values(files).filter(function (file) { return file.at === file.path; });
  }

  /* ---- coming, and taking over ---- */
  async function install() {
    isFirst = !self.registration.active;
    var cache = await caches.open(NAME);
    try {
      var files = once(await listOf(cache)), old = isFirst ? [] : await older();
      await all(cache, files.filter(function (file) { return !file.late; }), old);
      if (isFirst) return; // the check can be used now; Python follows in the background
      await all(cache, files.filter(function (file) { return file.late; }), old);
      await cache.put(MARK, new Response(VERSION));
    } catch (error) {
      if (error.name === "QuotaExceededError") await caches.delete(NAME); // room for the version in use comes first
      throw error; // the version in use stays; what was taken in is there for the next try
    }
  }
  function fill() { // on a first visit: what may follow later
    filling = filling || (async function () {
      var cache = await caches.open(NAME);
      if (await cache.match(MARK)) return;
      await all(cache, once(await listOf(cache)));
      await cache.put(MARK, new Response(VERSION));
    })().catch(function () { filling = null; }); // without a network: at the next page
    return filling;
  }
  async function activate() {
    var names = await caches.keys();
    var gone = names.filter(function (name) { return /^steadyback-/.test(name) && !name.endsWith(VERSION); });
    await Promise.all(gone.map(function (name) { return caches.delete(name); }));
    if (isFirst) await self.clients.claim();
  }
  self.addEventListener("install", function (event) { event.waitUntil(install()); });
  self.addEventListener("activate", function (event) { event.waitUntil(activate()); });

  /* ---- what may be known of her diary here ---- */
  function within(ms, promise, otherwise) { // the answer, or `otherwise` when it fails or takes too long
    return new Promise(function (done) {
      setTimeout(done, ms, otherwise);
      promise.then(done, function () { done(otherwise); });
    });
  }
  async function asked(question) { // of the store; opened anew once, when it was closed meanwhile
    if (!self.steadyStore) throw new Error("no store");
    for (var tries = 0; ; tries++) {
      opened = opened || self.steadyStore.open();
      try { return await question(await opened); } catch (error) { opened = null; if (tries) throw error; }
    }
  }
  function keptPage(path) { // a slow phone gets the time to find it: a page that knows her is worth half a second
    return within(PATIENT, asked(async function (store) {
      await store.device(); // whose diary is in use by now: another person's page is never shown
      return store.page(path, Date.now(), VERSION);
    }), null);
  }
  /* Is there a diary that a page may not leave out of account? Not to be known counts as yes. */
  function diary() {
    return within(SHORT, asked(async function (store) {
      var device = await store.device(), outside = await store.outside() || {};
      var any = device.is_locked || device.has_lock || device.people.length > 1 || await store.count() > 0;
      return { any: any, loss: outside.loss === true, country: outside.country };
    }), { any: true, loss: false, country: null });
  }

  /* ---- answering ---- */
  function answer(body, kind, status, keep) {
    return new Response(body, { status: status || 200, headers: { "Content-Type": kind, "Content-Security-Policy": POLICY,
      "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": keep || "no-cache" } });
  }
  function page(text, status, keep) { return answer(text, KINDS.html, status, keep); }
  function kindOf(path) { return KINDS[path.split(".").pop()] || "application/octet-stream"; }
  async function fileAt(path) { // checked where that is quick; null when there is no such file
    var cache = await caches.open(NAME), file = (await listOf(cache))[path];
    if (path === FILES) return cache.match(FILES); // the list is checked as it is read
    return file ? file.size > LARGE && await cache.match(file.at) || had(cache, file) : null;
  }
  async function textAt(path) {
    var found = await fileAt(path);
    return found && found.text();
  }
  /* The document at a path with the numbers of her country laid over it: what stands there line by line is in a table. */
  async function inHerCountry(path, country) {
    var text = await textAt(path), changes = country && JSON.parse(await textAt(NUMBERS))[path];
    if (!changes || !Object.hasOwn(changes, country)) return text;
    var lines = text.split("\n");
    changes[country].slice().reverse().forEach(function (change) { lines.splice.apply(lines, [change[0], change[1] - change[0]].concat(change[2])); });
    return lines.join("\n");
  }
  async function firstOf(places, country) { // the first that can be had; rather without her numbers than not at all
    for (var place of places) for (var known of country ? [country, null] : [null]) {
      try { return await inHerCountry(place, known); } catch (error) { /* the next one */ }
    }
    throw new Error("none of them can be had");
  }
  function acute(told) {
    var without = ["/now/unopened.html", "/now/unopened-after-loss.html"];
    if (told.loss) without.reverse();
    return firstOf(told.any ? without : ["/now/index.html"].concat(without), told.country);
  }
  async function documentAt(path) {
    var place = (path === "/" ? "" : path) + "/index.html";
    if (path === "/hide") return textAt(place); // at once, whatever else is slow or broken
    var kept = await keptPage(path); // alone: whoever has one waits for nothing else
    if (kept) return kept.indexOf('name="steady-version"') < 0 ? kept.replace('<meta charset="utf-8">', function (tag) { return tag + HEAD; }) : kept;
    var her = await diary();
    if (path === "/now") return acute(her);
    if (path === "/call") return firstOf(her.loss ? ["/call/after-loss.html", place] : [place], her.country);
    if (path === "/" && her.any) return textAt(OPENING);
    return textAt(place);
  }
  function broken(path) { // made here, because nothing else can be had; it names no number, because it knows no country
    var check = path === "/now" ? "<p>If you feel that something is badly wrong, call your local emergency number or your maternity unit now.</p>"
      : '<p><a class="btn" href="/now">Go to the safety check</a></p>';
    return page('<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">' +
      '<title>Steadyback</title><link rel="stylesheet" href="/static/steady.css"></head><body><main class="page"><h1 class="after">This page cannot be shown</h1>' +
      "<p>A part of the companion on this phone is damaged or missing, and it could not be fetched again. Your diary is kept apart from it and is not touched.</p>" +
      "<p>Go online for a moment and open this page again.</p>" + check + "</main></body></html>", 503, "no-store");
  }
  /* A page whose scripts cannot all be had is given as for nobody with scripts: everything on it stands open to be read. */
  async function readable(text) {
    var wanted = text.match(/\/static\/[\w-]+\.js(?=")/g) || [];
    try { await Promise.all(wanted.map(fileAt)); return text; } catch (error) { return text.replace(OPENED_BY_SCRIPT, ""); }
  }
  async function navigated(path) {
    try {
      var text = await documentAt(path);
      return text ? page(await readable(text), 200, "no-store") : page(await textAt("/404.html"), 404);
    } catch (error) { return broken(path); }
  }
  async function fetched(path) {
    try {
      if (/^\/(now|call)\/.+\.html$/.test(path)) return page(await firstOf([path], (await diary()).country));
      var found = await fileAt(path);
      if (!found) return answer("Nothing lives here.", KINDS.txt, 404);
      return (list[path] || {}).size > LARGE ? found : answer(found.body, kindOf(path)); // as it came: so the browser keeps what it compiled
    } catch (error) { return Response.error(); }
  }
  self.addEventListener("fetch", function (event) {
    var url = new URL(event.request.url), path = url.pathname;
    if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
    var isPage = event.request.mode === "navigate" && !/^\/((v|static|icons)\/|licences\.txt$)/.test(path);
    event.respondWith(isPage ? navigated(path.replace(/(\/index\.html|\/)$/, "") || "/") : fetched(path));
    event.waitUntil(fill());
  });

  /* ---- what the shell may ask ---- */
  async function mend() { // every file against its digest, and what is wrong fetched anew
    var cache = await caches.open(NAME), files = once(await listOf(cache)), bad = 0;
    for (var file of files) {
      var kept = await cache.match(file.at);
      if (kept && await sound(kept, file)) continue;
      bad += 1;
      await had(cache, file);
    }
    await cache.put(MARK, new Response(VERSION));
    return { bad: bad };
  }
  async function told(what) {
    var cache = await caches.open(NAME);
    if (what === "version") return { version: VERSION, waiting: !!self.registration.waiting, complete: !!await cache.match(MARK) };
    if (what === "mend") return mend().catch(function () { return { bad: -1 }; });
    if (what !== "switch") return null;
    var pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    if (pages.length > 1) return { switched: false };
    await self.skipWaiting();
    return { switched: true };
  }
  self.addEventListener("message", function (event) {
    var what = event.data && event.data.what, port = event.ports[0] || event.source;
    event.waitUntil(told(what).then(function (reply) { if (reply && port) port.postMessage(reply); }));
    if (what === "version") event.waitUntil(fill());
  });
})();
