/* The three large buttons on a bad network: the time of the press stays on the page until it gets through.
   Nothing is kept in the browser: a page that is closed has forgotten it. */
(function () {
  "use strict";

  const notice = document.querySelector("[data-offline-notice]");
  const said = document.querySelector("[data-offline-said]");
  let waiting = null;

  function clock(moment) {
    return moment.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
  }

  function tell(text) {
    if (!notice) { return; }
    if (text && said) { said.textContent = text; }
    notice.hidden = false;
  }

  function remember(form) {
    const field = form.querySelector("[name=pressed_at]");
    if (!field.value) { field.value = new Date().toISOString(); }
    waiting = form;
    tell(said ? said.dataset.pressed.replace("{clock}", clock(new Date(field.value))) : "");
  }

  function send(form) {
    const field = form.querySelector("[name=pressed_at]");
    if (!field.value) { field.value = new Date().toISOString(); }
    const button = form.querySelector("button");
    button.disabled = true;
    const gaveUp = new AbortController();
    const timer = window.setTimeout(function () { gaveUp.abort(); }, 15000);
    window.fetch(form.action, { method: "POST", body: new FormData(form), signal: gaveUp.signal, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        // The way on is left to the page itself: whoever follows it here would swallow what the house has to say.
        if (answer.type !== "opaqueredirect") { throw new Error(String(answer.status)); }
        waiting = null;
        window.location.assign(window.location.pathname);
      })
      .catch(function () { button.disabled = false; remember(form); })
      .finally(function () { window.clearTimeout(timer); });
  }

  document.querySelectorAll("form[data-press]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (!navigator.onLine) { remember(form); return; }
      send(form);
    });
  });

  window.addEventListener("online", function () { if (waiting) { send(waiting); } else if (notice) { notice.hidden = true; } });
  window.addEventListener("offline", function () { tell(""); });
  window.setInterval(function () { if (waiting && navigator.onLine) { send(waiting); } }, 20000);
  window.addEventListener("beforeunload", function (event) { if (waiting) { event.preventDefault(); } });
})();
