/* What seals a diary in this browser. Nothing here is of our own making: AES-GCM, HMAC, HKDF and ECDH are those of
   WebCrypto. The first file of the store, in a window, a worker or a service worker; defines self.steadyKeys.

   A diary has two keys, one that seals and one that marks. Without a passphrase they are random, and the browser keeps them
   and hands them to nobody; under a passphrase they come from locks.js. */
(function () {
  "use strict";
  const BLOCK = 256; // what is sealed is filled up to a multiple of this, in bytes, so that its length tells little
  const MOST_LEVELS = 40;
  const subtle = self.crypto && self.crypto.subtle;
  const curve = { name: "ECDH", namedCurve: "P-256" };

  const utf8 = (text) => new TextEncoder().encode(text);
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (one) => one.toString(16).padStart(2, "0")).join("");
  const chance = (size) => crypto.getRandomValues(new Uint8Array(size));

  /* A place, as bytes: a box that is moved to another place does not open. */
  const bound = (place) => utf8(["steadyback 1", ...place].join("\0"));

  /* A failure that has a name and one plain sentence. */
  function fault(name, message) {
    const error = new Error(message);
    error.name = name;
    return error;
  }

  /* The text, sealed for one place: {iv, box}. JSON does not mind the spaces that fill it up. */
  async function seal(key, text, place) {
    const data = utf8(text), iv = chance(12);
    const filled = new Uint8Array(Math.ceil(data.length / BLOCK) * BLOCK).fill(32);
    filled.set(data);
    return { iv, box: await subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(place) }, key, filled) };
  }

  /* What was sealed for this place; it fails when it was changed, moved or cut. */
  async function unseal(key, row, place) {
    const how = { name: "AES-GCM", iv: row.iv, additionalData: bound(place) };
    const data = new Uint8Array(await subtle.decrypt(how, key, row.box));
    let end = data.length;
    while (end && data[end - 1] === 32) end -= 1;
    return new TextDecoder().decode(data.subarray(0, end));
  }

  /* A name for the text that says nothing to whoever lacks the key: equal texts of one table have equal marks. */
  async function mark(keys, table, text) {
    return hex(await subtle.sign("HMAC", keys.mark, utf8(table + "\0" + text))).slice(0, 32);
  }

  /* Two random keys that nobody can read out. */
  async function freshKeys() {
    const seals = await deviceKey();
    return { seal: seals, mark: await subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]) };
  }

  /* One random key that nobody can read out. */
  function deviceKey() {
    return subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  /* A key for one use, of other keys' stuff. */
  const aes = (base, salt, use) => subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: utf8("steadyback 1 " + use) },
    base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

  /* ---- the box for what is told while the diary is locked ---- */

  async function boxKey(mine, theirs, sender, open) {
    const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256);
    const salt = new Uint8Array([...new Uint8Array(sender), ...new Uint8Array(open)]);
    return aes(await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]), salt, "box");
  }

  /* The text, so that only the holder of the key to the box can read it: not even whoever sealed it. */
  async function intoBox(lock, text) {
    const pair = await subtle.generateKey(curve, false, ["deriveBits"]);
    const sender = await subtle.exportKey("raw", pair.publicKey);
    const theirs = await subtle.importKey("raw", lock.inbox.open, curve, false, []);
    const key = await boxKey(pair.privateKey, theirs, sender, lock.inbox.open);
    return { sender, ...(await seal(key, text, ["inbox", lock.person, lock.epoch])) };
  }

  /* What was told while the diary was locked; it fails when it was changed. */
  async function fromBox(lock, keys, row) {
    const theirs = await subtle.importKey("raw", row.sender, curve, false, []);
    const key = await boxKey(keys.box, theirs, row.sender, lock.inbox.open);
    return unseal(key, row, ["inbox", lock.person, lock.epoch]);
  }

  /* ---- the one text that equal entries share: to the letter what journal.entry.entry_text writes ---- */

  function codePoints(one, other) {
    const mine = Array.from(one), theirs = Array.from(other);
    for (let at = 0; at < mine.length && at < theirs.length; at += 1) {
      if (mine[at] !== theirs[at]) return mine[at].codePointAt(0) - theirs[at].codePointAt(0);
    }
    return mine.length - theirs.length;
  }

  function number(value) {
    const size = Math.abs(value);
    if (size === 0 || size >= 1e-4) return JSON.stringify(value);
    return value.toExponential().replace(/e-(\d)$/, "e-0$1");
  }

  function plain(value, level) {
    if (level > MOST_LEVELS) throw new RangeError("too deep");
    if (typeof value === "number") return number(value);
    if (typeof value === "string") {
      if (/[\ud800-\udfff]/u.test(value)) throw new RangeError("half of a character");
      return JSON.stringify(value);
    }
    if (Array.isArray(value)) return "[" + value.map((one) => plain(one, level + 1)).join(",") + "]";
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    const names = Object.keys(value).sort(codePoints);
    return "{" + names.map((name) => plain(name, level) + ":" + plain(value[name], level + 1)).join(",") + "}";
  }

  /* {id, text} of the entry in a JSON text, or null when it cannot be one. */
  function entryIn(text) {
    try {
      const found = JSON.parse(text), body = found.body;
      const named = ["id", "kind", "at", "device"].every((name) => typeof found[name] === "string" && found[name]);
      if (!named || typeof body !== "object" || body === null || Array.isArray(body)) return null;
      return { id: found.id, text: plain(found, 0) };
    } catch (_) {
      return null; // not JSON, or nothing that JSON carries unchanged
    }
  }

  self.steadyKeys = { aes, bound, chance, curve, deviceKey, entryIn, fault, freshKeys, fromBox, hex, intoBox, mark, seal, subtle,
    unseal, utf8 };
})();
