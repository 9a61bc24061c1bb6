/* What is typed reaches the server before the page is sent, so that a lost connection or a closed phone loses
   nothing. Every page works without this. Nothing is kept in the browser (design 4.8). */
(function () {
  "use strict";
  const WAIT = 1500;

  document.querySelectorAll("form[data-draft]").forEach(function (form) {
    const status = form.querySelector("[data-draft-status]");
    let timer = 0;
    let dirty = false;
    let failed = false;
    let leaving = false;

    function say(what) { status.textContent = what ? status.dataset[what] : ""; status.dataset.now = what; }
    function body() {
      const data = new FormData(form);
      data.append("autosave", "1");
      return data;
    }
    function save() {
      dirty = false;
      return fetch(form.action, { method: "POST", body: body(), keepalive: true, credentials: "same-origin", redirect: "manual" })
        .then(function (answer) {
          failed = answer.status !== 204;
          // Where it is kept in this tab too (keep.js), it need not be, unless more was typed meanwhile.
          if (!failed && !dirty) { form.dispatchEvent(new Event("draft:saved", { bubbles: true })); }
          const words = { 204: "saved", 409: "other" };
          say(words[answer.status] || "over");
          if (answer.status >= 500) { dirty = true; say("failed"); }
        })
        .catch(function () { failed = true; dirty = true; say("failed"); });
    }
    function later() {
      dirty = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(save, WAIT);
    }
    form.addEventListener("input", function () { say(""); later(); });
    form.addEventListener("change", later);

    // The phone is put away, or the page closed: what was typed last goes along.
    document.addEventListener("visibilitychange", function () {
      // Whoever left by "Sluit deze pagina" sent it along already; the page is blank then.
      if (document.visibilityState === "hidden" && dirty && !leaving && !document.documentElement.hidden) {
        dirty = !navigator.sendBeacon(form.action, body());
      }
    });
    window.addEventListener("online", function () { if (dirty) { save(); } });

    // Without a connection the page stays, with all that was typed, until sending works.
    form.addEventListener("submit", function (event) {
      window.clearTimeout(timer);
      if (navigator.onLine !== false && status.dataset.now !== "failed") { leaving = true; return; }
      event.preventDefault();
      const button = event.submitter;
      save().then(function () {
        if (!failed || ["over", "other"].includes(status.dataset.now)) { leaving = true; form.requestSubmit(button || undefined); }
      });
    });
  });
})();
