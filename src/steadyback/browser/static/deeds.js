/* What only the worker does to the diaries of this browser, for Python: setting and opening a lock, the people, erasing, what
   was kept apart. Loaded after store.js and locks.js; puts a store that can do all of it into self.steadyStore, and the
   bridge over which Python asks. */
(function () {
  "use strict";
  const { chance, fault, freshKeys, hex, mark, seal, unseal } = self.steadyKeys;
  const { newLock, openByPasskey, openLock, passkeyFor } = self.steadyLocks;
  const { AGAIN, ALL, TABLES, got, last, named, rowsOf, span, untilDone } = self.steadyRows;
  const { newId } = self.steadyDiary;
  const { Store, NAMES, opens } = self.steadyStore;
  const RESEALED = ["entries", "apart", "notes"];

  /* How far each of her tables has come: another picture means that something was written in between. */
  async function picture(tx, person, tables) {
    const found = await Promise.all(tables.map(async (table) =>
      [await last(tx, table, person), await got(tx.objectStore(table).count(span(person)))]));
    return JSON.stringify(found);
  }

  class Whole extends Store {
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
      this._tell("locked"); // whoever else shows it holds keys that open nothing any more
    }

    /* Open it: slow on purpose. */
    async unlock(passphrase) { await this._openedBy((lock) => openLock(lock, passphrase)); }

    /* The keys of a diary that is open here, for the page or worker beside this one, by postMessage only; null when there are none. */
    async lendKeys() {
      const { keys } = await this._now();
      if (!keys || !keys.box) return null;
      const { master, ...lent } = keys; // what would make another lock stays here
      return lent;
    }

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

    /* The people as `change` makes them, and what else `more` does, in one transaction. */
    async _change(change, more) {
      await untilDone(async () => {
        const before = await this._roster(), after = change(before);
        const row = await this._sealedRoster(before.key, after);
        await this._write(ALL, async (tx) => {
          const now = await got(tx.objectStore("device").get("roster"));
          if (!now || hex(now.iv) !== hex(before.row.iv)) throw AGAIN;
          tx.objectStore("device").put(row, "roster");
          if (more) await more(tx);
        });
      });
    }

    /* ---- what was kept apart ---- */

    /* The texts of the entries kept apart because another with their id was here first. */
    async apart() {
      const { lock, keys } = await this._openNow();
      const rows = await this._read(["lock", "apart"], async (tx) => {
        await this._same(tx, lock);
        return rowsOf(tx, "apart", lock.person);
      });
      return this._texts(keys, "apart", rows, () => null);
    }
  }

  const CAN = [...NAMES, "apart", "setPassphrase", "changePassphrase", "liftPassphrase", "unlock", "lendKeys", "setPasskey", "passkey",
    "unlockWithPasskey", "addPerson", "switchTo", "rename", "erase"];

  /* What Python asks: a name and its arguments as JSON, answered by JSON {done} or {failed, why}. Only text crosses. */
  function bridge(store, why) {
    return async (name, given) => {
      try {
        if (!store) throw named(why, "Denied");
        if (!CAN.includes(name)) throw fault("Broken", "The diary cannot do that.");
        const done = await store[name](...JSON.parse(given));
        return JSON.stringify({ done: done === undefined ? null : done });
      } catch (error) {
        const { name: failed, message } = named(error);
        return JSON.stringify({ failed, why: message });
      }
    };
  }

  Object.assign(self.steadyStore, { open: opens(Whole, CAN), bridge });
})();
