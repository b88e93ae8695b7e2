/* The rows that a diary lies in: the IndexedDB database "steadyback", its transactions, and what its failures are called.
   Nothing here can read a diary. Loaded between keys.js and store.js; defines self.steadyRows.

   device: the key of this device and the people, sealed.   lock: one row a person, with her keys or her lock.
   entries, apart, inbox, pages, notes: sealed boxes, numbered in the order of arrival; `mark` stands for an id, a path or a
   name without telling it. */
(function () {
  "use strict";
  const DATABASE = "steadyback", VERSION = 1;
  const TABLES = ["entries", "apart", "inbox", "pages", "notes"], ALL = ["device", "lock", ...TABLES];
  const LONGEST_WAIT = 5000; // for another window that holds an older database, in ms
  const MOST_TRIES = 200;
  const AGAIN = new Error("somebody else was quicker");
  const fault = self.steadyKeys.fault;

  const DENIED = "This browser keeps nothing for us here. It may be a private window, or its settings do not allow it.";
  const FULL = "There is no room left on this device. What came last was not kept. What was kept before is safe.";
  const BROKEN = "The browser could not read or keep the diary. What was kept before was not changed.";

  /* A failure of the browser under the name that our pages know. */
  function named(error, otherwise) {
    const name = error && error.name;
    if (["Denied", "Full", "Newer", "Broken", "Locked", "Wrong"].includes(name)) return error;
    let made = fault(otherwise || "Broken", otherwise === "Denied" ? DENIED : BROKEN);
    if (name === "QuotaExceededError") made = fault("Full", FULL);
    else if (name === "VersionError") made = newer();
    else if (name === "SecurityError" || name === "NotAllowedError") made = fault("Denied", DENIED);
    made.cause = error;
    return made;
  }

  const newer = () => fault("Newer", "A newer Steadyback is open on this device. Close this window and open it again.");

  /* The open database. `left` is called when another window needs it closed: with true when a newer one is there. */
  function opened(left) {
    return new Promise((done, fail) => {
      let asked, late = null;
      try {
        asked = self.indexedDB.open(DATABASE, VERSION);
      } catch (error) {
        fail(named(error, "Denied"));
        return;
      }
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("device");
        asked.result.createObjectStore("lock", { keyPath: "person" });
        for (const name of TABLES) {
          const table = asked.result.createObjectStore(name, { keyPath: ["person", "number"] });
          if (name !== "inbox") table.createIndex("mark", ["person", "mark"], { unique: true });
        }
      };
      asked.onblocked = () => {
        late = setTimeout(() => fail(fault("Denied", "Another window of Steadyback holds the diary. Close it and try again.")),
          LONGEST_WAIT);
      };
      asked.onerror = () => fail(named(asked.error, "Denied"));
      asked.onsuccess = () => {
        clearTimeout(late);
        const db = asked.result;
        db.onversionchange = (event) => { db.close(); left(event.newVersion !== null); };
        db.onclose = () => left(false);
        done(db);
      };
    });
  }

  /* What a request gives. */
  function got(request) {
    return new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
  }

  /* One transaction, all or nothing. `work` may wait for requests of this transaction only. It is done when it lies on the disk. */
  function carried(db, tables, mode, work) {
    return new Promise((done, fail) => {
      let result, why = null;
      const tx = db.transaction(tables, mode, mode === "readwrite" ? { durability: "strict" } : {});
      tx.oncomplete = () => (why ? fail(why) : done(result));
      // a request that was given up because another failed says less than the transaction does
      tx.onabort = () => fail((why && why.name !== "AbortError" ? why : tx.error) || fault("Broken", BROKEN));
      work(tx).then((found) => { result = found; }, (error) => {
        why = error;
        try { tx.abort(); } catch (_) { /* it is over already */ }
      });
    });
  }

  /* Try until nobody else was quicker. Whoever is beaten was beaten by a change that is safely kept. */
  async function untilDone(work) {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (error !== AGAIN && error.name !== "ConstraintError") throw error;
      }
    }
    throw fault("Broken", BROKEN);
  }

  /* All rows of a person, from the one after number `after`. */
  const span = (person, after) => IDBKeyRange.bound([person, after || 0], [person, []], Boolean(after), false);

  /* Every row of a person in a table of this transaction. */
  const rowsOf = (tx, table, person, after) => got(tx.objectStore(table).getAll(span(person, after)));

  /* The highest number of a person in a table of this transaction, 0 when there is none. */
  async function last(tx, table, person) {
    const found = await got(tx.objectStore(table).openKeyCursor(span(person), "prev"));
    return found ? found.key[1] : 0;
  }

  /* The row of a person under a mark. */
  const marked = (tx, table, person, mark) => got(tx.objectStore(table).index("mark").get([person, mark]));

  /* The rows, put after what is there under the next numbers; a mark that is taken ends the transaction. */
  async function addAll(tx, table, person, rows) {
    let number = await last(tx, table, person);
    for (const row of rows) tx.objectStore(table).add({ person, number: (number += 1), ...row });
  }

  self.steadyRows = { AGAIN, ALL, BROKEN, DENIED, TABLES, addAll, carried, got, last, marked, named, newer, opened, rowsOf,
    span, untilDone };
})();
