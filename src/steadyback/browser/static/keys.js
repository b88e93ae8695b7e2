/* What seals a diary in this browser. Nothing here is of our own making: AES-GCM, HMAC, HKDF, PBKDF2 and ECDH are those of
   WebCrypto. Loaded before store.js, in a window, a worker or a service worker; defines self.steadyKeys.

   A diary without a passphrase has two random keys that the browser keeps and hands to nobody. Under a passphrase there is
   one random master key, sealed under what PBKDF2 makes of the words; the two keys, and the one that opens the box for what
   is told while the diary is locked, come of the master by HKDF. */
(function () {
  "use strict";
  const ROUNDS = 600000; // PBKDF2-SHA-256: they stand in the header of each lock, so that they can rise
  const MOST_ROUNDS = 50000000; // a header that asks for more is no header of ours
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

  /* ---- the lock ---- */

  const headerPlace = (lock) => ["lock", lock.person, lock.epoch, JSON.stringify([
    lock.kdf.name, lock.kdf.hash, lock.kdf.rounds, hex(lock.kdf.salt), hex(lock.inbox.open)])];

  async function wordsKey(passphrase, kdf) {
    // the same words typed on another keyboard may be composed in another way, or end in a space
    const base = await subtle.importKey("raw", utf8(passphrase.normalize("NFKC").trim()), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: kdf.hash, salt: kdf.salt, iterations: kdf.rounds };
    return subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  const aes = (base, salt, use) => subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: utf8("steadyback 1 " + use) },
    base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

  async function ofMaster(master, lock) {
    const base = await subtle.importKey("raw", master, "HKDF", false, ["deriveKey"]), salt = utf8(lock.epoch);
    const how = { name: "HKDF", hash: "SHA-256", salt, info: utf8("steadyback 1 marks") };
    const marks = await subtle.deriveKey(how, base, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
    return { epoch: lock.epoch, person: lock.person, seal: await aes(base, salt, "seals"), mark: marks,
      under: await aes(base, salt, "inbox") };
  }

  /* A fresh lock for a person and its keys: {lock, keys}. Slow on purpose, as trying a passphrase is. */
  async function newLock(person, passphrase) {
    const master = chance(32);
    const lock = { person, epoch: hex(chance(16)), kdf: { name: "PBKDF2", hash: "SHA-256", rounds: ROUNDS, salt: chance(16) } };
    const pair = await subtle.generateKey(curve, true, ["deriveBits"]);
    const shut = await subtle.exportKey("pkcs8", pair.privateKey), keys = await ofMaster(master, lock);
    lock.inbox = { open: await subtle.exportKey("raw", pair.publicKey) };
    const place = bound(["inbox key", person, lock.epoch]), iv = chance(12);
    lock.inbox.iv = iv;
    lock.inbox.box = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: place }, keys.under, shut);
    lock.wrapped = await wrapped(await wordsKey(passphrase, lock.kdf), master, headerPlace(lock));
    return { lock, keys: await withBox(keys, lock, master) };
  }

  async function wrapped(key, master, place) {
    const iv = chance(12);
    return { iv, box: await subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(place) }, key, master) };
  }

  async function withBox(keys, lock, master) {
    const place = { name: "AES-GCM", iv: lock.inbox.iv, additionalData: bound(["inbox key", lock.person, lock.epoch]) };
    const shut = await subtle.decrypt(place, keys.under, lock.inbox.box);
    const box = await subtle.importKey("pkcs8", shut, curve, false, ["deriveBits"]);
    return { person: keys.person, epoch: keys.epoch, seal: keys.seal, mark: keys.mark, box, master };
  }

  /* The keys of a lock; "Wrong" when the passphrase is another, "Broken" when the lock was changed. Slow on purpose. */
  async function openLock(lock, passphrase) {
    const { hash, rounds } = lock.kdf;
    if (hash !== "SHA-256" || !Number.isInteger(rounds) || rounds < 1 || rounds > MOST_ROUNDS) {
      throw fault("Broken", "The lock of this diary cannot be read. Nothing in it was changed.");
    }
    return unwrapped(lock, await wordsKey(passphrase, lock.kdf), lock.wrapped, headerPlace(lock), "That is not the passphrase.");
  }

  async function unwrapped(lock, key, held, place, words) {
    let master;
    try {
      const how = { name: "AES-GCM", iv: held.iv, additionalData: bound(place) };
      master = new Uint8Array(await subtle.decrypt(how, key, held.box));
    } catch (_) {
      throw fault("Wrong", words);
    }
    return withBox(await ofMaster(master, lock), lock, master);
  }

  /* ---- a passkey beside the passphrase: it seals the same master key once more ---- */

  const passkeyPlace = (lock, credentialId, salt) => ["passkey", lock.person, lock.epoch, credentialId, salt];

  async function passkeyKey(secret, lock) {
    return aes(await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]), utf8(lock.epoch), "passkey");
  }

  /* What a lock keeps of a passkey. `secret`: the bytes that the passkey gives for `salt` (WebAuthn PRF). */
  async function passkeyFor(lock, keys, secret, credentialId, salt) {
    const place = passkeyPlace(lock, credentialId, salt);
    return { credentialId, salt, wrapped: await wrapped(await passkeyKey(secret, lock), keys.master, place) };
  }

  /* The keys of a lock, by its passkey; "Wrong" when it is another. */
  async function openByPasskey(lock, secret) {
    const { credentialId, salt, wrapped: held } = lock.passkey;
    const place = passkeyPlace(lock, credentialId, salt);
    return unwrapped(lock, await passkeyKey(secret, lock), held, place, "That is not the passkey of this diary.");
  }

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

  self.steadyKeys = { chance, deviceKey, entryIn, fault, freshKeys, fromBox, hex, intoBox, mark, newLock, openByPasskey,
    openLock, passkeyFor, seal, unseal };
})();
