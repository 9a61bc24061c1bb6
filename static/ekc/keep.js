/* A lost connection, or a session that ended, loses nothing: forms with `data-keep` keep what is typed in this tab, and
   say so. Everything works without this file. What is kept goes with the tab, with signing out, when the server said
   that this very form was taken, and as soon as somebody else signs in here. */
(function () {
  "use strict";

  const PREFIX = "keep:";
  const OWNER = PREFIX + "owner";
  const LINE = "Er is nu geen verbinding. Wat je schreef, staat hier nog en blijft bewaard. Probeer het straks opnieuw.";
  const AGAIN = "Dit schreef je eerder, en het was nog niet verstuurd.";
  const NO_PLACE = "Dit schreef je eerder ook, en daar is hier nu geen plek voor:";
  const WAIT_MS = 8000;
  // The mark of what stood there when the page was opened goes along: the server sees what changed meanwhile
  // (ekc/shared_edit.py). So does the number of the form: it may have arrived without an answer (ekc/once).
  const AS_READ = "zoals_gelezen";
  const NUMBER = "formuliernummer";
  const SAVED = "bewaard";
  // A small file that needs no account: asking for it again shows whether there is a line.
  const SMALL_FILE = document.currentScript.src;

  function store(action, key, value) {
    try {
      if (action === "get") { return window.sessionStorage.getItem(key); }
      if (action === "set") { window.sessionStorage.setItem(key, value); } else { window.sessionStorage.removeItem(key); }
    } catch (error) { /* storage is off or full: the form works as before */ }
    return null;
  }

  function keys() {
    try {
      return Object.keys(window.sessionStorage).filter(function (key) { return key.startsWith(PREFIX) && key !== OWNER; });
    } catch (error) { return []; }
  }

  function forget() { keys().forEach(function (key) { store("remove", key); }); }

  function keyOf(form) {
    const all = Array.from(document.querySelectorAll("form[data-keep]"));
    return PREFIX + "form:" + window.location.pathname + window.location.search + "#" + (form.id || all.indexOf(form));
  }

  function kept(form) {
    return Array.from(form.elements).filter(function (field) {
      if (ofThePage(field)) { return true; }
      return field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
    });
  }

  function ofThePage(field) { return field.name.endsWith(AS_READ) || field.name === NUMBER; }

  function numberIn(form) { const field = form.querySelector("[name=" + NUMBER + "]"); return field ? plain(field.value) : ""; }

  function plain(number) { return number.replace(/-/g, ""); }

  function save(form) {
    const number = numberIn(form);
    const values = valuesOf(form);
    // After Back on a page that was taken: what is typed on is not what was saved, though the number is the same.
    const again = taken().includes(number) && JSON.stringify(values) !== form.dataset.keepSent;
    store("set", keyOf(form), JSON.stringify({ number: number, again: again, values: values }));
  }

  function valuesOf(form) {
    return kept(form).map(function (field) {
      const checks = field.type === "checkbox" || field.type === "radio";
      return { name: field.name, of: checks ? field.value : null, value: checks ? field.checked : field.value };
    });
  }

  // The numbers of the forms that the server took last.
  function taken() {
    const cookie = document.cookie.split("; ").find(function (each) { return each.replace("__Host-", "").startsWith(SAVED + "="); });
    return cookie ? cookie.slice(cookie.indexOf("=") + 1).split(".").map(plain) : [];
  }

  function restore(form) {
    const text = store("get", keyOf(form));
    // The server sent back what was typed, with its errors: that is newer.
    if (!text || document.querySelector("[data-error-summary]")) { return; }
    const before = JSON.parse(text);
    const seen = {};
    const fields = kept(form);
    const without = [];
    let changed = false;
    before.values.forEach(function (row) {
      // Fields of one name, such as of a list without numbers, stand in the order in which they were kept.
      const same = fields.filter(function (field) { return field.name === row.name && (row.of === null || field.value === row.of); });
      const turn = row.name + "\n" + row.of;
      const field = same[seen[turn] = (turn in seen ? seen[turn] + 1 : 0)];
      const what = row.of === null ? "value" : "checked";
      if (!field && row.value && !row.name.endsWith(AS_READ) && row.name !== NUMBER) { without.push(row); }
      if (field && field[what] !== row.value && !isTyped(field)) {
        field[what] = row.value;
        changed = changed || !ofThePage(field);
      }
    });
    if (without.length && askForRow(form, before, without)) { return; }
    const words = without.filter(function (row) { return row.of === null; }).map(function (row) { return row.value; });
    if (words.length) { say(form, NO_PLACE + " " + words.join(" · "), "info"); } else if (changed) { say(form, AGAIN, "info"); }
  }

  // On a slow phone somebody types before this file is there: what stands there then is the newest.
  function isTyped(field) {
    if (field.type === "checkbox" || field.type === "radio") { return field.checked !== field.defaultChecked; }
    return field.defaultValue !== undefined && field.value !== field.defaultValue;
  }

  // A list had more rows when it was kept than this page begins with: its own button draws them, one at a time.
  function askForRow(form, before, without) {
    const button = Array.from(form.querySelectorAll("button[data-rows]")).find(function (each) {
      return without.some(function (row) { return row.name.startsWith(each.dataset.rows + "-"); });
    });
    const drawn = button ? form.elements[button.dataset.rows + "-TOTAL_FORMS"].value : "";
    const turn = button ? button.dataset.rows + ":" + drawn : "";
    // No row came of it the last time: there are as many as there may be.
    if (!button || before.asked === turn) { return false; }
    before.asked = turn;
    store("set", keyOf(form), JSON.stringify(before));
    form.dataset.keepTried = "1";
    form.requestSubmit(button);
    return true;
  }

  function say(form, text, tone) {
    let box = form.querySelector("[data-keep-note]");
    if (!box) {
      box = document.createElement("div");
      box.dataset.keepNote = "";
      box.tabIndex = -1;
      box.setAttribute("role", "status");
      form.prepend(box);
    }
    box.className = "notice is-" + tone;
    box.textContent = text;
    box.focus();
    box.scrollIntoView({ block: "center" });
  }

  function reachable() {
    if (navigator.onLine === false) { return Promise.resolve(false); }
    const stop = new AbortController();
    const timer = window.setTimeout(function () { stop.abort(); }, WAIT_MS);
    return fetch(SMALL_FILE, { method: "HEAD", cache: "no-store", signal: stop.signal })
      .then(function () { return true; }, function () { return false; })
      .finally(function () { window.clearTimeout(timer); });
  }

  // Somebody else signed in on this device: nothing of the one before is shown to them, or sent in their name.
  function knowTheReader() {
    const reader = document.body.dataset.reader;
    if (!reader || store("get", OWNER) === reader) { return; }
    forget();
    store("set", OWNER, reader);
  }

  // Only the server knows that a form was taken; a greeting, or any other sentence above the page, says nothing of it.
  function letGoOfWhatWasTaken() {
    const numbers = taken();
    keys().filter(function (key) { return key.startsWith(PREFIX + "form:"); }).forEach(function (key) {
      const before = JSON.parse(store("get", key));
      if (!before.again && numbers.includes(before.number)) { store("remove", key); }
    });
  }

  document.addEventListener("input", function (event) {
    const form = event.target.form;
    if (form && form.hasAttribute("data-keep")) { save(form); }
  });

  // First in line at a press: the line is tried before the browser leaves the page, because it would not come back.
  // A form that `waits` for the line by itself (plan.js) does not leave the page.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.hasAttribute("data-keep") || form.hasAttribute("data-waits") || form.dataset.keepTried) { delete form.dataset.keepTried; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.keepTrying) { return; }
    form.dataset.keepTrying = "1";
    save(form);
    form.dataset.keepSent = JSON.stringify(valuesOf(form));
    const button = event.submitter;
    reachable().then(function (there) {
      delete form.dataset.keepTrying;
      if (!there) { say(form, LINE, "error"); return; }
      form.dataset.keepTried = "1";
      form.requestSubmit(button && button.form === form ? button : undefined);
    });
  }, true);

  // What was typed reached the server without the page being sent (draft.js).
  document.addEventListener("draft:saved", function (event) { store("remove", keyOf(event.target)); });

  // Signing out leaves nothing behind on a phone that somebody else picks up.
  document.addEventListener("submit", function (event) {
    if (new URL(event.target.action, window.location.href).pathname.includes("/logout")) { forget(); }
  });

  // At once: what waits for the line (day.js) is read by the next script.
  knowTheReader();

  document.addEventListener("DOMContentLoaded", function () {
    letGoOfWhatWasTaken();
    document.querySelectorAll("form[data-keep]").forEach(restore);
  });
})();
