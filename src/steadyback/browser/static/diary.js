/* A journal in IndexedDB of which nothing readable lies on the disk: whose it is, its lock as it stands, and its entries.
   Loaded after keys.js and rows.js, before store.js, which is what pages use; defines self.steadyDiary.

   Every step reads first, seals outside any transaction, and writes in one: all of it or nothing. The transaction looks
   once more whether the lock is the one that was sealed for; when another window was quicker, AGAIN is thrown, and
   store.js begins anew. */
(function () {
  "use strict";
  const { chance, deviceKey, entryIn, fault, freshKeys, fromBox, hex, intoBox, mark, seal, unseal } = self.steadyKeys;
  const { AGAIN, ALL, addAll, carried, got, last, marked, newer, opened, rowsOf } = self.steadyRows;
  const LOCKED = "The diary is locked.";
  const GONE = "This diary was erased in another window. What came last was not kept.";
  const newId = () => hex(chance(6));

  class Diary {
    constructor() {
      this._db = null;
      this._opening = null;
      this._over = null; // why nothing can be asked any more
      this._person = null; // whose diary this is; another window may put another in use, and `device` follows
      this._keys = null; // of a diary under a passphrase, while it is open here
      this._damaged = new Set(); // numbers of entries that do not open
      this._unread = 0; // rows of the box that do not open
      this._wasErased = false; // in another window, which has told of it
      this._channel = self.BroadcastChannel ? new BroadcastChannel("steadyback") : null;
      if (this._channel) this._channel.onmessage = ({ data }) => this._heard(data || {});
    }

    /* Somebody pressed "lock" in another window. A changed lock needs no telling: the keys' epoch is another. */
    _heard({ what, person, pressed }) {
      if (what === "locked" && pressed && person === this._person) this._keys = null;
      if (what === "erased") this._wasErased = true;
    }

    /* ---- transactions ---- */

    async _base() {
      if (this._over) throw this._over;
      if (this._db) return this._db;
      this._opening = this._opening || opened((isNewer) => {
        this._db = null;
        if (isNewer && !this._over) this._over = newer();
      });
      try {
        this._db = await this._opening;
      } finally {
        this._opening = null;
      }
      if (!this._over) return this._db;
      this._db.close(); // it was closed while it was being opened
      throw this._over;
    }

    async _read(tables, work) { return carried(await this._base(), tables, "readonly", work); }

    async _write(tables, work) { return carried(await this._base(), tables, "readwrite", work); }

    _tell(what, more) { if (this._channel) this._channel.postMessage({ what, person: this._person, ...more }); }

    /* ---- who has a diary here ---- */

    /* Nobody has been here before, or everything was erased: a key for the device and one empty diary. */
    async _begin() {
      const key = await deviceKey(), person = newId(), keys = await freshKeys();
      const roster = await this._sealedRoster(key, { people: [{ id: person, name: "" }], person });
      await this._write(ALL, async (tx) => {
        if (await got(tx.objectStore("device").get("key"))) return; // another window began a moment ago
        tx.objectStore("device").put(key, "key");
        tx.objectStore("device").put(roster, "roster");
        tx.objectStore("lock").put({ person, epoch: hex(chance(16)), keys });
      });
    }

    _sealedRoster(key, roster) { return seal(key, JSON.stringify(roster), ["people"]); }

    /* {key, row, people, person} */
    async _roster() {
      for (;;) {
        const found = await this._read(["device"], async (tx) => {
          const device = tx.objectStore("device");
          return { key: await got(device.get("key")), row: await got(device.get("roster")) };
        });
        if (found.key) return { ...found, ...JSON.parse(await unseal(found.key, found.row, ["people"])) };
        await this._begin();
        if (this._person && !this._wasErased) this._tell("cleared"); // it was here a moment ago: nobody may find out by chance
        this._wasErased = false;
      }
    }

    _use(person) {
      if (this._person === person) return;
      this._person = person;
      this._forget();
    }

    _forget() {
      this._keys = null;
      this._damaged = new Set();
      this._unread = 0;
    }

    /* ---- the lock, as it stands now ---- */

    /* {lock, keys}: keys is null while the diary is locked for this window. */
    async _now() {
      if (!this._person) this._use((await this._roster()).person);
      const lock = await this._read(["lock"], (tx) => got(tx.objectStore("lock").get(this._person)));
      if (!lock) throw fault("Broken", GONE);
      if (this._keys && this._keys.epoch !== lock.epoch) this._keys = null; // another window has changed the passphrase
      return { lock, keys: lock.keys || this._keys };
    }

    async _openNow() {
      const { lock, keys } = await this._now();
      if (!keys) throw fault("Locked", LOCKED);
      await this._emptied(lock, keys);
      return { lock, keys };
    }

    async _same(tx, lock) {
      const now = await got(tx.objectStore("lock").get(lock.person));
      if (!now) throw fault("Broken", GONE);
      if (now.epoch !== lock.epoch) throw AGAIN;
      return now;
    }

    /* ---- entries ---- */

    /* Takes the entries in these texts, all or none, with a verdict on each; when it is done they are on the disk. */
    async append(texts) {
      const told = texts.map(entryIn);
      const { lock, keys } = await this._now();
      if (keys) await this._emptied(lock, keys);
      const verdicts = await (keys ? this._take(lock, keys, told, []) : this._boxed(lock, told));
      if (verdicts.includes("new")) this._tell("kept");
      return verdicts;
    }

    async _boxed(lock, told) {
      const boxes = await Promise.all(told.filter(Boolean).map((one) => intoBox(lock, one.text)));
      await this._write(["lock", "inbox"], async (tx) => {
        await this._same(tx, lock);
        await addAll(tx, "inbox", lock.person, boxes);
      });
      return told.map((one) => (one ? "new" : "invalid"));
    }

    /* `used`: the numbers in the box that these came from, to be taken out of it in the same transaction. */
    async _take(lock, keys, told, used) {
      const { person } = lock, held = new Map(), lost = new Map(), adds = { entries: [], apart: [] }, later = new Set();
      const marks = await Promise.all(told.map((one) => one && mark(keys, "entries", one.id)));
      const rows = await this._read(["entries"], (tx) =>
        Promise.all([...new Set(marks)].filter(Boolean).map((one) => marked(tx, "entries", person, one))));
      await Promise.all(rows.filter(Boolean).map(async (row) => {
        try {
          held.set(row.mark, await unseal(keys.seal, row, [person, "entries", row.mark]));
        } catch (_) {
          lost.set(row.mark, row.number); // it does not open: what comes now under its id stands in its place
        }
      }));
      const verdicts = [], sealed = (table, name, text) =>
        adds[table].push(seal(keys.seal, text, [person, table, name]).then((box) => ({ mark: name, ...box })));
      for (const [at, one] of told.entries()) {
        const name = marks[at];
        if (!one) verdicts.push("invalid");
        else if (!held.has(name)) {
          verdicts.push("new");
          held.set(name, one.text);
          sealed("entries", name, one.text);
        } else if (held.get(name) === one.text) verdicts.push("identical");
        else {
          verdicts.push("conflict");
          const other = await mark(keys, "apart", one.text);
          if (!later.has(other)) sealed("apart", other, one.text);
          later.add(other);
        }
      }
      if (!adds.entries.length && !adds.apart.length && !used.length) return verdicts;
      const entries = await Promise.all(adds.entries), apart = await Promise.all(adds.apart);
      await this._write(["lock", "entries", "apart", "inbox"], async (tx) => {
        await this._same(tx, lock);
        const inbox = tx.objectStore("inbox");
        for (const number of used) {
          if (!(await got(inbox.getKey([person, number])))) throw AGAIN;
          inbox.delete([person, number]);
        }
        const known = await Promise.all(apart.map((row) => marked(tx, "apart", person, row.mark)));
        const numbered = await last(tx, "entries", person);
        for (const number of lost.values()) tx.objectStore("entries").delete([person, number]);
        entries.forEach((row, at) => tx.objectStore("entries").add({ person, number: numbered + 1 + at, ...row }));
        await addAll(tx, "apart", person, apart.filter((_, at) => !known[at]));
      });
      for (const number of lost.values()) this._damaged.delete(number);
      return verdicts;
    }

    /* What was told while the diary was locked is taken in. What does not open is let be: it must not shut her out. */
    async _emptied(lock, keys) {
      if (!keys.box) return;
      const rows = await this._read(["inbox"], (tx) => rowsOf(tx, "inbox", lock.person));
      const told = await Promise.all(rows.map((row) => fromBox(lock, keys, row).then(entryIn, () => null)));
      this._unread = told.filter((one) => !one).length;
      const used = rows.filter((_, at) => told[at]).map((row) => row.number);
      if (!used.length) return;
      try {
        await this._take(lock, keys, told.filter(Boolean), used);
      } catch (error) {
        if (error.name !== "QuotaExceededError") throw error; // without room the rest can still be read
      }
    }

    /* The texts of all entries in the order of arrival, leaving out the first `after`. */
    async all(after) { return (await this.since(after)).texts; }

    /* As `all`, with the count that belongs to it, and how many do not open: {texts, count, damaged}. */
    async since(after) {
      const { lock, keys } = await this._openNow(), first = Math.max(after || 0, 0);
      const [rows, count] = await this._read(["lock", "entries"], async (tx) => {
        await this._same(tx, lock);
        return [await rowsOf(tx, "entries", lock.person, first), await last(tx, "entries", lock.person)];
      });
      if (!first) this._damaged = new Set();
      const texts = await this._texts(keys, "entries", rows, (row) => this._damaged.add(row.number));
      return { texts, count, damaged: this._damaged.size };
    }

    async _texts(keys, table, rows, damaged) {
      const found = await Promise.all(rows.map((row) =>
        unseal(keys.seal, row, [row.person, table, row.mark]).catch(() => { damaged(row); return null; })));
      return found.filter((text) => text !== null);
    }

    /* How many entries there are: the place of the last one. */
    async count() {
      const { lock } = await this._openNow();
      return this._read(["entries"], (tx) => last(tx, "entries", lock.person));
    }
  }

  self.steadyDiary = { Diary, newId };
})();
