/* A lost connection loses nothing: forms with `data-keep` keep what is typed in this tab, and say so.
   Everything works without this file; the draft goes with the tab, with signing out, and once it was saved. */
(function () {
  "use strict";

  const PREFIX = "keep:";
  const LINE = "Er is nu geen verbinding. Wat je schreef, staat hier nog en blijft bewaard. Probeer het straks opnieuw.";
  const AGAIN = "Dit schreef je eerder, en het was nog niet verstuurd.";
  const WAIT_MS = 8000;
  // The mark of what stood there when the page was opened goes along: the server sees what changed meanwhile (ekc/forms.py).
  const AS_READ = "zoals_gelezen";
  // A small file that needs no account: asking for it again shows whether there is a line.
  const SMALL_FILE = document.currentScript.src;

  function store(action, key, value) {
    try {
      if (action === "get") { return window.sessionStorage.getItem(key); }
      if (action === "set") { window.sessionStorage.setItem(key, value); } else { window.sessionStorage.removeItem(key); }
    } catch (error) { /* storage is off or full: the form works as before */ }
    return null;
  }

  function keyOf(form) { return PREFIX + window.location.pathname + (form.id || ""); }

  function kept(form) {
    return Array.from(form.elements).filter(function (field) {
      if (field.name === AS_READ) { return true; }
      return field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
    });
  }

  function save(form) {
    const values = kept(form).map(function (field) {
      const checks = field.type === "checkbox" || field.type === "radio";
      return { name: field.name, of: checks ? field.value : null, value: checks ? field.checked : field.value };
    });
    store("set", keyOf(form), JSON.stringify(values));
  }

  function restore(form) {
    const text = store("get", keyOf(form));
    // The server sent back what was typed, with its errors: that is newer.
    if (!text || document.querySelector("[data-error-summary]")) { return; }
    const fields = kept(form);
    let changed = false;
    JSON.parse(text).forEach(function (row) {
      fields.forEach(function (field) {
        if (field.name !== row.name || (row.of !== null && field.value !== row.of)) { return; }
        const name = row.of === null ? "value" : "checked";
        if (field[name] !== row.value) { field[name] = row.value; changed = changed || field.name !== AS_READ; }
      });
    });
    if (changed) { say(form, AGAIN, "info"); }
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

  document.addEventListener("input", function (event) {
    const form = event.target.form;
    if (form && form.hasAttribute("data-keep")) { save(form); }
  });

  // First in line at a press: the line is tried before the browser leaves the page, because it would not come back.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.hasAttribute("data-keep") || form.dataset.keepTried) { delete form.dataset.keepTried; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.keepTrying) { return; }
    form.dataset.keepTrying = "1";
    save(form);
    const button = event.submitter;
    reachable().then(function (there) {
      delete form.dataset.keepTrying;
      if (!there) { say(form, LINE, "error"); return; }
      store("set", PREFIX + "sent", keyOf(form));
      form.dataset.keepTried = "1";
      form.requestSubmit(button && button.form === form ? button : undefined);
    });
  }, true);

  // Signing out leaves nothing behind on a phone that somebody else picks up.
  document.addEventListener("submit", function (event) {
    if (new URL(event.target.action, window.location.href).pathname.includes("/logout")) {
      Object.keys(window.sessionStorage).forEach(function (key) { if (key.startsWith(PREFIX)) { store("remove", key); } });
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    const sent = store("get", PREFIX + "sent");
    const forms = document.querySelectorAll("form[data-keep]");
    if (sent && !document.querySelector("[data-error-summary]")) {
      // A page after the form: it was saved. The sign-in page in between is not that.
      const still = Array.from(forms).some(function (form) { return keyOf(form) === sent; });
      const again = document.querySelector("input[type=password]");
      if (!again && (!still || document.querySelector(".messages .is-success"))) { store("remove", sent); }
      if (!again) { store("remove", PREFIX + "sent"); }
    }
    forms.forEach(restore);
  });
})();
