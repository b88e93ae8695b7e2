/* The diary in this browser as pages, the worker and the service worker use it: self.steadyStore. Loaded after keys.js,
   rows.js and diary.js; touches no page. What sets a lock, and what is done to people and diaries, is in deeds.js, for the
   worker. Whatever fails fails with an Error named Denied, Full, Newer, Broken, Locked or Wrong and one plain sentence. */
(function () {
  "use strict";
  const { fault, hex, mark, seal, unseal } = self.steadyKeys;
  const { AGAIN, DENIED, got, last, marked, named, span, untilDone } = self.steadyRows;
  const USUAL_MINUTES = 15; // as web/device.py has it
  const MOST_PAGES = 64; // kept for one person; the oldest go first

  class Store extends self.steadyDiary.Diary {
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

    /* Let go of the keys, in every window of this device; with "here" only in this one. */
    async lock(where) {
      this._keys = null;
      if (where !== "here" && (await this._now()).lock.kdf) this._tell("locked", { pressed: true });
    }

    /* Open it with keys that were lent. */
    async openWith(lent) { await this._openedBy(async () => lent); }

    async _openedBy(find) {
      const { lock } = await this._now();
      if (!lock.kdf) return;
      this._keys = await find(lock);
      await this._openNow();
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

  const NAMES = ["append", "all", "since", "count", "device", "outside", "tellOutside", "lockAfter", "lock", "openWith", "keepPages",
    "page", "keepNote", "note", "howKept", "askToKeep", "close"];

  /* What opens a store of this kind, once it is known that this browser keeps one. Only what is named can be asked of it. */
  function opens(Kind, names) {
    return async function () {
      if (!self.indexedDB || !self.crypto || !self.crypto.subtle) throw fault("Denied", DENIED);
      const store = new Kind(), outer = {};
      for (const name of names) {
        outer[name] = (...given) => untilDone(() => store[name](...given)).catch((error) => { throw named(error); });
      }
      try {
        await untilDone(() => store._now());
      } catch (error) {
        await store.close();
        throw named(error, "Denied");
      }
      return outer;
    };
  }

  self.steadyStore = { Store, NAMES, opens, open: opens(Store, NAMES) };
})();
