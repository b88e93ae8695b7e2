/* The lock of a diary: how its keys come from a passphrase or a passkey. Loaded by the worker alone, before deeds.js; defines
   self.steadyLocks. PBKDF2 and HKDF are those of WebCrypto.

   There is one random master key, sealed under what PBKDF2 makes of the words. The two keys of the diary, and the one that
   opens the box for what is told while it is locked, come of the master by HKDF. */
(function () {
  "use strict";
  const { aes, bound, chance, curve, fault, hex, subtle, utf8 } = self.steadyKeys;
  const ROUNDS = 600000; // PBKDF2-SHA-256: they stand in the header of each lock, so that they can rise
  const MOST_ROUNDS = 50000000; // a header that asks for more is no header of ours

  const headerPlace = (lock) => ["lock", lock.person, lock.epoch, JSON.stringify([
    lock.kdf.name, lock.kdf.hash, lock.kdf.rounds, hex(lock.kdf.salt), hex(lock.inbox.open)])];

  async function wordsKey(passphrase, kdf) {
    // the same words typed on another keyboard may be composed in another way, or end in a space
    const base = await subtle.importKey("raw", utf8(passphrase.normalize("NFKC").trim()), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: kdf.hash, salt: kdf.salt, iterations: kdf.rounds };
    return subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

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

  self.steadyLocks = { newLock, openByPasskey, openLock, passkeyFor };
})();
