/* A questionnaire, one question a page: reads it aloud, and holds on to an answer while there is no line. Every page
   works without this file. What waits stands in this tab only, and goes as soon as it was sent. */
(function () {
  "use strict";

  const AGAIN_MS = 5000;
  const WAIT_MS = 8000;
  // A small file that needs no account: asking for it again shows whether there is a line.
  const SMALL_FILE = document.currentScript.src;
  const form = document.querySelector("form[data-question]");
  const key = "keep:survey:" + window.location.pathname + window.location.search;

  function store(action, value) {
    try {
      if (action === "get") { return JSON.parse(window.sessionStorage.getItem(key)); }
      if (action === "set") { window.sessionStorage.setItem(key, JSON.stringify(value)); } else { window.sessionStorage.removeItem(key); }
    } catch (error) { /* storage is off: the answer stands on the page as long as it is open */ }
    return null;
  }

  function chosen() {
    return new FormData(form).getAll("answer");
  }

  function restore() {
    const kept = store("get");
    if (!kept || document.querySelector("[data-error-summary]")) { return; }
    form.querySelectorAll("[name=answer]").forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") { field.checked = kept.includes(field.value); } else { field.value = kept[0] || ""; }
    });
  }

  function say(text) {
    let box = form.querySelector("[data-line]");
    if (!box) {
      box = document.createElement("p");
      box.dataset.line = "";
      box.className = "notice is-error";
      box.setAttribute("role", "status");
      form.prepend(box);
    }
    box.hidden = !text;
    box.textContent = text;
  }

  function reachable() {
    if (navigator.onLine === false) { return Promise.resolve(false); }
    const stop = new AbortController();
    const timer = window.setTimeout(function () { stop.abort(); }, WAIT_MS);
    return fetch(SMALL_FILE, { method: "HEAD", cache: "no-store", signal: stop.signal })
      .then(function () { return true; }, function () { return false; })
      .finally(function () { window.clearTimeout(timer); });
  }

  // The line is tried before the browser leaves the page, because it would not come back.
  function send(button) {
    reachable().then(function (there) {
      if (!there) {
        say(form.dataset.noLine);
        window.setTimeout(send, AGAIN_MS, button);
        return;
      }
      store("remove");
      form.dataset.tried = "1";
      form.requestSubmit(button || undefined);
    });
  }

  if (form) {
    restore();
    form.addEventListener("input", function () { store("set", chosen()); });
    document.addEventListener("submit", function (event) {
      if (event.target !== form || form.dataset.tried) { delete form.dataset.tried; return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (form.dataset.trying) { return; }
      form.dataset.trying = "1";
      store("set", chosen());
      send(event.submitter);
    }, true);
    window.addEventListener("pageshow", function () { delete form.dataset.trying; delete form.dataset.tried; });
  }

  const aloud = document.querySelector("[data-read-aloud]");
  if (aloud && "speechSynthesis" in window) {
    aloud.hidden = false;
    aloud.addEventListener("click", function () {
      window.speechSynthesis.cancel();
      document.querySelectorAll("[data-aloud]").forEach(function (part) {
        const own = part.querySelector("[lang]");
        const words = new window.SpeechSynthesisUtterance(part.innerText);
        words.lang = own ? own.lang : document.documentElement.lang;
        words.rate = 0.9;
        window.speechSynthesis.speak(words);
      });
    });
    window.addEventListener("pagehide", function () { window.speechSynthesis.cancel(); });
  }
})();
