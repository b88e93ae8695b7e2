/* The diary in this browser as pages, the worker and the service worker use it: self.steadyStore. Loaded after keys.js,
   rows.js and diary.js; touches no page. Here are the lock, the people, the kept pages and the small notes; whatever fails
   fails with an Error named Denied, Full, Newer, Broken, Locked or Wrong and one plain sentence. */
(function () {
  "use strict";
  const { fault, freshKeys, chance, hex, mark, newLock, openByPasskey, openLock, passkeyFor, seal, unseal } = self.steadyKeys;
  const { AGAIN, ALL, DENIED, TABLES, addAll, got, last, marked, named, picture, rowsOf, span, untilDone } = self.steadyRows;
  const { Diary, newId } = self.steadyDiary;
  const USUAL_MINUTES = 15; // as web/device.py has it
  const MOST_PAGES = 64; // kept for one person; the oldest go first
  const RESEALED = ["entries", "apart", "notes"];

  class Store extends Diary {
    /* ---- what may be known of the device ---- */

    /* Who has a diary here, whose is in use, and how it is locked. Whoever asks follows another window that switched. */
    async device() {
      const { people, person } = await this._roster();
      this._use(person);
      const { lock, keys } = await this._now();
      if (keys) await this._emptied(lock, keys);
      const boxed = await this._read(["inbox"], (tx) => got(tx.objectStore("inbox").count(span(person))));
      const outside = await this._outside(lock);
      return { people, person, has_lock: Boolean(lock.kdf), is_locked: !keys, minutes: outside.minutes || USUAL_MINUTES,
        waiting: keys ? this._damaged.size + this._unread : boxed, epoch: lock.epoch };
    }

    /* What may be known while the diary is locked. */
    async outside() { return this._outside((await this._now()).lock); }

    async _outside(lock) {
      if (!lock.outside) return {};
      const { key } = await this._roster();
      try {
        return JSON.parse(await unseal(key, lock.outside, [lock.person, "outside"]));
      } catch (_) {
        return {}; // it is told anew with the next page
      }
    }

    /* Keep some words where they may be read while the diary is locked. */
    async tellOutside(told) {
      const { lock } = await this._now(), before = await this._outside(lock), { key } = await this._roster();
      const outside = await seal(key, JSON.stringify({ ...before, ...told }), [lock.person, "outside"]);
      await this._write(["lock"], async (tx) => {
        const now = await this._same(tx, lock), iv = (row) => (row.outside ? hex(row.outside.iv) : "");
        if (iv(now) !== iv(lock)) throw AGAIN;
        tx.objectStore("lock").put({ ...now, outside });
      });
    }

    /* Lock by itself after so many minutes; who waits for them is the worker. */
    async lockAfter(minutes) { await this.tellOutside({ minutes }); }

    /* ---- the lock ---- */

    /* Seal everything under a passphrase. It stays open here. */
    async setPassphrase(passphrase) {
      const { lock } = await this._now();
      if (lock.kdf) throw fault("Wrong", "There is a passphrase already.");
      await this._underNew(lock.keys, passphrase);
    }

    /* Seal everything anew under another passphrase. */
    async changePassphrase(old, passphrase) { await this._underNew(await this._checked(old), passphrase); }

    async _underNew(keys, passphrase) {
      const { lock } = await this._now(), made = await newLock(lock.person, passphrase);
      await this._resealed(lock, keys, made.keys, made.lock);
      this._keys = made.keys;
    }

    /* Take the lock away. */
    async liftPassphrase(passphrase) {
      const keys = await this._checked(passphrase), { lock } = await this._now(), open = await freshKeys();
      await this._resealed(lock, keys, open, { person: lock.person, epoch: hex(chance(16)), keys: open });
      this._keys = null;
    }

    /* The keys, when this is the passphrase, and else "Wrong". It opens nothing. */
    async _checked(passphrase) {
      const { lock } = await this._now();
      if (!lock.kdf) throw fault("Wrong", "There is no lock on this diary.");
      return openLock(lock, passphrase);
    }

    /* Everything of this person under other keys, in one transaction; the drawn pages go. What does not open stays as it is. */
    async _resealed(lock, keys, fresh, next) {
      const { person } = lock;
      if (keys.epoch && keys.epoch !== lock.epoch) throw AGAIN;
      await this._emptied(lock, keys);
      const [seen, tables] = await this._read(["lock", ...TABLES], async (tx) => {
        await this._same(tx, lock);
        return [await picture(tx, person, TABLES), await Promise.all(RESEALED.map((table) => rowsOf(tx, table, person)))];
      });
      const rows = await Promise.all(RESEALED.map((table, at) => Promise.all(tables[at].map(async (row) => {
        let text;
        try {
          text = await unseal(keys.seal, row, [person, table, row.mark]);
        } catch (_) {
          return row;
        }
        const name = table === "apart" ? text : table === "entries" ? JSON.parse(text).id : JSON.parse(text).name;
        const marks = await mark(fresh, table, name);
        return { person, number: row.number, mark: marks, ...(await seal(fresh.seal, text, [person, table, marks])) };
      }))));
      await this._write(["lock", ...TABLES], async (tx) => {
        const now = await this._same(tx, lock);
        if (await picture(tx, person, TABLES) !== seen) throw AGAIN;
        RESEALED.forEach((table, at) => rows[at].forEach((row) => tx.objectStore(table).put(row)));
        tx.objectStore("pages").delete(span(person));
        tx.objectStore("lock").put(now.outside ? { ...next, outside: now.outside } : next);
      });
      this._tell(next.kdf ? "locked" : "switched"); // whoever else shows it holds keys that open nothing any more
    }

    /* Open it: slow on purpose. */
    async unlock(passphrase) { await this._openedBy((lock) => openLock(lock, passphrase)); }

    async _openedBy(find) {
      const { lock } = await this._now();
      if (!lock.kdf) return;
      this._keys = await find(lock);
      await this._openNow();
    }

    /* Let go of the keys, in every window of this device; with "here" only in this one. */
    async lock(where) {
      this._keys = null;
      if (where !== "here" && (await this._now()).lock.kdf) this._tell("locked", { pressed: true });
    }

    /* The keys of a diary that is open here, for the page or worker beside this one, by postMessage only; null when there are none. */
    async lendKeys() {
      const { keys } = await this._now();
      if (!keys || !keys.box) return null;
      const { master, ...lent } = keys; // what would make another lock stays here
      return lent;
    }

    /* Open it with keys that were lent. */
    async openWith(lent) { await this._openedBy(async () => lent); }

    /* A passkey as a second way in. `secret`: what it gives for `salt` (WebAuthn PRF, 32 bytes). */
    async setPasskey(secret, credentialId, salt) {
      const { lock, keys } = await this._now();
      if (!lock.kdf || !keys || !keys.master) throw fault("Locked", "Set a passphrase, or open the diary with it, first.");
      const passkey = await passkeyFor(lock, keys, secret, credentialId, salt);
      await this._write(["lock"], async (tx) => { tx.objectStore("lock").put({ ...(await this._same(tx, lock)), passkey }); });
    }

    /* {credentialId, salt} of the passkey that opens this diary, or null. */
    async passkey() {
      const { lock } = await this._now();
      return lock.passkey ? { credentialId: lock.passkey.credentialId, salt: lock.passkey.salt } : null;
    }

    /* Open it with the passkey. */
    async unlockWithPasskey(secret) {
      await this._openedBy((lock) => {
        if (!lock.passkey) throw fault("Wrong", "There is no passkey for this diary.");
        return openByPasskey(lock, secret);
      });
    }

    /* ---- people ---- */

    /* A diary for somebody, put in use; ownName is for whoever had no name so far. Gives her id. */
    async addPerson(name, ownName) {
      const person = newId(), keys = await freshKeys(), called = (one) => ({ id: one.id, name: ownName || "" });
      await this._change(
        (roster) => ({ person, people: [...roster.people.map((one) =>
          (one.id === roster.person && !one.name ? called(one) : one)), { id: person, name }] }),
        async (tx) => { tx.objectStore("lock").put({ person, epoch: hex(chance(16)), keys }); });
      this._use(person);
      this._tell("switched");
      return person;
    }

    /* Put somebody's diary in use. False when there is nobody of that id. */
    async switchTo(id) {
      let known = false;
      await this._change(({ people, person }) => {
        known = people.some((one) => one.id === id);
        return { people, person: known ? id : person };
      });
      if (!known) return false;
      this._use(id);
      this._tell("switched");
      return true;
    }

    /* Call somebody something else. */
    async rename(id, name) {
      await this._change(({ people, person }) =>
        ({ person, people: people.map((one) => (one.id === id ? { id, name } : one)) }));
    }

    /* End the diary in use, or everybody's: nothing of it is left in any table. */
    async erase(everyone) {
      const { people, row, person: used } = await this._roster(), person = this._person || used;
      if (everyone || people.every((one) => one.id === person)) {
        await this._write(ALL, async (tx) => {
          const now = await got(tx.objectStore("device").get("roster"));
          if (!everyone && (!now || hex(now.iv) !== hex(row.iv))) throw AGAIN; // somebody has come in between
          ALL.forEach((table) => tx.objectStore(table).clear());
        });
      } else {
        await this._change(
          (roster) => {
            const others = roster.people.filter((one) => one.id !== person);
            if (!others.length) throw AGAIN;
            return { people: others, person: roster.person === person ? others[0].id : roster.person };
          },
          async (tx) => {
            tx.objectStore("lock").delete(person);
            TABLES.forEach((table) => tx.objectStore(table).delete(span(person)));
          });
      }
      this._tell("erased");
      this._use(null);
    }

    /* ---- pages as they were drawn last, and small notes ---- */

    async _put(table, found, most) {
      const { lock, keys } = await this._openNow(), { person } = lock;
      const rows = await Promise.all(found.map(async ([name, value]) => {
        const marks = await mark(keys, table, name);
        return { mark: marks, ...(await seal(keys.seal, JSON.stringify({ name, value }), [person, table, marks])) };
      }));
      await this._write(["lock", table], async (tx) => {
        await this._same(tx, lock);
        const before = await Promise.all(rows.map((row) => marked(tx, table, person, row.mark)));
        const next = await last(tx, table, person);
        before.filter(Boolean).forEach((row) => tx.objectStore(table).delete([person, row.number]));
        rows.forEach((row, at) => tx.objectStore(table).add({ person, number: next + 1 + at, ...row }));
        const kept = most ? await got(tx.objectStore(table).getAllKeys(span(person))) : [];
        kept.slice(0, Math.max(kept.length - most, 0)).forEach((key) => tx.objectStore(table).delete(key));
      });
    }

    async _found(table, name, row, keys) {
      if (!row) return null;
      try {
        return JSON.parse(await unseal(keys.seal, row, [row.person, table, row.mark])).value;
      } catch (_) {
        return null;
      }
    }

    /* Keep pages; each path keeps only what is given for it now. */
    async keepPages(pages) {
      const paths = new Map();
      for (const page of pages) paths.set(page.path, [...(paths.get(page.path) || []), page]);
      await this._put("pages", [...paths], MOST_PAGES);
    }

    /* The page as it would be drawn at `atMs` by this version, or null when none is kept that still holds. */
    async page(path, atMs, version) {
      const { lock, keys } = await this._now();
      if (!keys) return null;
      const name = await mark(keys, "pages", path), { person } = lock;
      const [row, count] = await this._read(["lock", "pages", "entries", "inbox"], async (tx) => {
        await this._same(tx, lock);
        const boxed = await got(tx.objectStore("inbox").count(span(person)));
        return [await marked(tx, "pages", person, name), boxed ? -1 : await last(tx, "entries", person)];
      });
      const held = (await this._found("pages", path, row, keys)) || [];
      const fits = (one) => one.from <= atMs && atMs < one.until && one.version === version && one.count === count;
      const page = held.find(fits);
      return page ? page.body : null;
    }

    /* Keep a small value. */
    async keepNote(name, value) { await this._put("notes", [[name, value]]); }

    /* A small value that was kept, or null. */
    async note(name) {
      const { lock, keys } = await this._openNow(), marks = await mark(keys, "notes", name);
      return this._found("notes", name, await this._read(["notes"], (tx) => marked(tx, "notes", lock.person, marks)), keys);
    }

    /* ---- room ---- */

    /* Whether the browser has promised to keep it, and how much room there is, in bytes. */
    async howKept() {
      const storage = self.navigator.storage, ask = async (what, none) => {
        try { return await storage[what](); } catch (_) { return none; }
      };
      const { usage = 0, quota = 0 } = await ask("estimate", {});
      return { persisted: Boolean(await ask("persisted", false)), usage, quota };
    }

    /* Ask the browser to keep it; a page must ask. */
    async askToKeep() {
      try { return Boolean(await self.navigator.storage.persist()); } catch (_) { return false; }
    }

    /* Let go of everything. Closing twice is harmless. */
    async close() {
      this._over = this._over || fault("Broken", "The diary was closed.");
      this._forget();
      if (this._channel) this._channel.close();
      this._channel = null;
      if (this._db) this._db.close();
      this._db = null;
    }
  }

  const NAMES = ["append", "all", "since", "apart", "count", "device", "outside", "tellOutside", "lockAfter", "setPassphrase",
    "changePassphrase", "liftPassphrase", "unlock", "lock", "lendKeys", "openWith", "setPasskey", "passkey", "unlockWithPasskey",
    "addPerson", "switchTo", "rename", "erase", "keepPages", "page", "keepNote", "note", "howKept", "askToKeep", "close"];

  /* The store, once it is known that this browser keeps one. */
  async function open() {
    if (!self.indexedDB || !self.crypto || !self.crypto.subtle) throw fault("Denied", DENIED);
    const store = new Store(), outer = {};
    for (const name of NAMES) {
      outer[name] = (...given) => untilDone(() => store[name](...given)).catch((error) => { throw named(error); });
    }
    try {
      await untilDone(() => store._now());
    } catch (error) {
      await store.close();
      throw named(error, "Denied");
    }
    return outer;
  }

  /* What Python asks: a name and its arguments as JSON, answered by JSON {done} or {failed, why}. Only text crosses. */
  function bridge(store, why) {
    return async (name, given) => {
      try {
        if (!store) throw named(why, "Denied");
        if (!NAMES.includes(name)) throw fault("Broken", "The diary cannot do that.");
        const done = await store[name](...JSON.parse(given));
        return JSON.stringify({ done: done === undefined ? null : done });
      } catch (error) {
        const { name: failed, message } = named(error);
        return JSON.stringify({ failed, why: message });
      }
    };
  }

  self.steadyStore = { open, bridge };
})();
