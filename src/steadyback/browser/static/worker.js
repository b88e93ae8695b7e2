/* Python in the browser. This worker starts it, hands it every request of the shell, and draws pages ahead when idle.

   The first start loads the program and, before anything of a diary is read, keeps a picture of its memory on this
   device. Every later start begins from that picture. Whatever is odd about it, it is thrown away and the program is
   loaded again: the picture only ever saves time. What the shell asks for goes before what is drawn ahead. */
import "./keys.js";
import "./rows.js";
import "./diary.js";
import "./store.js";
import "./locks.js";
import "./deeds.js";
import { loadPyodide } from "./python/pyodide.mjs";

const HERE = new URL("./", import.meta.url), VERSION = HERE.pathname.split("/").slice(-2)[0];
const PYTHON = new URL("python/", HERE).href, ARCHIVE = "/core.zip";
const PICTURES = "steadyback-memory-" + VERSION, PICTURE = new URL("memory", HERE).href;
const IDLE = 700, BREATH = 40, BEGUN = performance.now();

let companion = null, store = null, busy = Promise.resolve(), waiting = 0, ahead = [], planned = "", clock = null;
const drawn = new Map(); // by path: what was drawn ahead of it so far
const say = (said, more) => postMessage({ said, ms: Math.round(performance.now() - BEGUN), ...more });

/* ---- the clock: the instant here, with its offset, as Python reads it ---- */
function instant(ms) {
  const then = new Date(ms), off = -then.getTimezoneOffset(), two = (n) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  return new Date(ms + off * 6e4).toISOString().slice(0, -1) + (off < 0 ? "-" : "+") + two(off / 60) + ":" + two(off % 60);
}

/* ---- starting ---- */
const NO_PACKAGES = '{"info":{"abi_version":"2026_0","arch":"wasm32","platform":"","version":"","python":""},"packages":{}}'; // none are ever loaded
const OPTIONS = { indexURL: PYTHON, packageBaseUrl: PYTHON, lockFileContents: NO_PACKAGES };

/* The program waits for ever when its own code is damaged. This fails then, so that the shell can mend it. */
const damaged = new Promise((_, fail) => {
  const right = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = (...given) => {
    const made = right.apply(WebAssembly, given);
    made.catch(fail);
    return made;
  };
});
damaged.catch(() => {});
const loaded = (options) => Promise.race([loadPyodide({ ...OPTIONS, ...options }), damaged]);

async function sha256(bytes) { return self.steadyKeys.hex(await crypto.subtle.digest("SHA-256", bytes)); }

/* The program as it was when it had just been loaded, or null. The memory must be as large as the picture before that
   is laid over it: the program itself would make room for a small picture alone. */
async function fromPicture() {
  try {
    const kept = await (await caches.open(PICTURES)).match(PICTURE);
    if (!kept) return null;
    const bytes = await kept.arrayBuffer(), digest = sha256(bytes); // worked out beside the start of the program
    const createPyodideModule = async (settings) => {
      const made = await (await import("./python/pyodide.asm.mjs")).default(settings);
      if (await digest !== kept.headers.get("x-digest")) throw new Error("it is damaged"); // before any of it is used
      made.growMemory(bytes.byteLength);
      return made;
    };
    const python = await loaded({ _loadSnapshot: bytes, createPyodideModule });
    python.runPython("companion.Companion, rules.knowledge");
    return python;
  } catch (odd) {
    say("anew", { why: String(odd && odd.message || odd) });
    await caches.delete(PICTURES).catch(() => {});
    return null;
  }
}

/* The program from its files; `picturing` keeps the picture, made before anything of a diary is known. */
async function fromFiles(picturing) {
  const [python, archive] = await Promise.all([
    loaded(picturing ? { _makeSnapshot: true } : {}),
    fetch(new URL("core.zip", HERE)).then((reply) => {
      if (!reply.ok) throw new Error("a part of the companion is missing here (" + reply.status + ")");
      return reply.arrayBuffer();
    }),
  ]);
  python.FS.writeFile(ARCHIVE, new Uint8Array(archive));
  python.runPython(`
import gc, sys
sys.path.insert(0, "${ARCHIVE}")
from steadyback.browser import companion
rules = companion.rules_in("${ARCHIVE}")
gc.collect()`);
  if (picturing) {
    try { await keepPicture(python.makeMemorySnapshot()); } catch (odd) { say("unpictured", { why: String(odd) }); } // every start is a slow one
  }
  return python;
}
async function keepPicture(bytes) {
  const headers = { "content-type": "application/octet-stream", "x-digest": await sha256(bytes) };
  await (await caches.open(PICTURES)).put(PICTURE, new Response(bytes, { headers }));
}

async function start() {
  say("starting");
  const opening = self.steadyStore.open(); // beside the start, not after it
  opening.catch(() => {});
  const python = await fromPicture() || await fromFiles(true).catch(() => fromFiles(false));
  let why = null;
  store = await opening.catch((denied) => { why = denied; say("unkept", { name: denied.name, why: denied.message }); return null; });
  companion = python.globals.get("companion").Companion(python.globals.get("rules"), self.steadyStore.bridge(store, why), VERSION);
  self.python = python; // for whoever looks into the worker
  say("ready");
  later();
}
const started = start();
started.catch((error) => say("failed", { why: String(error && error.message || error) }));

/* ---- the keys of a diary that is open here: lent to the page beside, and asked back ---- */
let lent = null;
async function lend() {
  const keys = store && await store.lendKeys().catch(() => null), now = keys ? keys.seal : null;
  if (now === lent) return;
  lent = now;
  say("keys", { keys });
}

/* ---- answering, one after another ---- */
function inTurn(work) {
  const next = busy.then(work);
  busy = next.catch(() => {});
  return next;
}
async function answer({ files, ...asked }) {
  const given = Object.entries(files || {}).map(([name, file]) => [name, new Uint8Array(file.bytes)]);
  const brought = given.length ? Object.fromEntries(given) : undefined;
  const reply = JSON.parse(await companion.answer(JSON.stringify({ at: instant(Date.now()), ...asked }), brought));
  await lend().catch(() => {}); // before the page that was asked for: it may want a note
  return reply;
}
self.onmessage = ({ data }) => {
  if (data.ask !== "page") return;
  waiting += 1; clearTimeout(clock);
  started.then(() => inTurn(() => answer(data.request))).then(
    (reply) => postMessage({ id: data.id, reply }),
    (error) => postMessage({ id: data.id, failed: String(error && error.message || error) }),
  ).finally(() => { waiting -= 1; later(); });
};

/* ---- drawing ahead, one page at a time, whenever nobody waits: what is there before Python is, next time ---- */
function later(pause = IDLE) {
  clearTimeout(clock);
  if (waiting || !store) return;
  clock = setTimeout(() => {
    inTurn(drawOne).then((more) => { if (more) later(BREATH); }, (odd) => say("undrawn", { why: String(odd && odd.message || odd) }));
  }, pause);
}
async function drawOne() {
  const plan = JSON.parse(await companion.ahead(instant(Date.now())));
  await lend().catch(() => {}); // it may have locked itself meanwhile
  if (plan.mark !== planned) { planned = plan.mark; ahead = plan.spans; drawn.clear(); }
  const span = ahead.shift();
  if (!span) return false;
  const [path, from, until] = span, { body, count } = JSON.parse(await companion.draw(path, instant(Math.max(from, Date.now()))));
  if (!body) return ahead.length > 0;
  const pages = drawn.get(path) || drawn.set(path, []).get(path), last = pages[pages.length - 1];
  if (last && last.body === body && last.count === count && last.until === from) last.until = until; // a day like the one before
  else pages.push({ path, from, until, count, version: VERSION, body });
  await store.keepPages(pages);
  return ahead.length > 0;
}
