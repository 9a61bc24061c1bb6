/* Small helps; every page works without them. */
(function () {
  "use strict";

  // The summary of errors speaks first (R91). `autofocus` does this too, but not after htmx.
  function focusSummary(root) {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) { summary.focus(); }
  }

  // What was done stands on the page that comes after it, where a status is not read out by itself.
  function focusSaid() {
    const said = document.querySelector("[data-said]");
    if (said && !document.querySelector("[data-error-summary]")) { said.focus({ preventScroll: Boolean(location.hash) }); }
  }

  // One press sends once (R92): a second submit of the same form is swallowed while the first is under way.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-repeatable") || event.defaultPrevented) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // Back to a page that was sent: its forms have the numbers they were sent with, and the same day and time where these
  // stood ready, so that pressing again is the same press and shows the first outcome (ekc/once). All of it stands with
  // this step of the history; a page that is opened anew has its own.
  function keepNumbers() {
    // A page that asks for its next row by itself (keep.js) takes the place of the one before, with what stood with it;
    // only who comes back to a page is shown what stood ready then.
    const [way] = window.performance.getEntriesByType("navigation");
    const isBack = !way || way.type !== "navigate";
    const kept = isBack && (window.history.state || {}).forms || {};
    const now = {};
    document.querySelectorAll("form [name=formuliernummer]").forEach(function (field) {
      const form = field.form;
      const buttons = form.querySelectorAll("button");
      // Of a form that is one button, the button says which it is.
      const place = [form.getAttribute("action"), form.id, buttons.length === 1 ? buttons[0].name + buttons[0].value : ""].join(" ");
      let key = place;
      for (let turn = 1; key in now; turn += 1) { key = place + " " + turn; }
      const before = kept[key] || { ready: {} };
      now[key] = { number: field.value = before.number || field.value, ready: {} };
      form.querySelectorAll("input[type=date], input[type=time]").forEach(function (ready) {
        if (ready.value === ready.defaultValue && before.ready[ready.name] !== undefined) { ready.value = before.ready[ready.name]; }
        now[key].ready[ready.name] = before.ready[ready.name] === undefined ? ready.defaultValue : before.ready[ready.name];
      });
    });
    window.history.replaceState(Object.assign({}, window.history.state, { forms: now }), "");
  }

  // An open menu closes on Escape and on a press beside it.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });

  // The way out for who is looked over the shoulder: what was typed last reaches the server, which then lets go of it;
  // the page goes blank at once, and takes its own place in the history.
  document.addEventListener("submit", function (event) {
    const exit = event.target;
    if (!exit.dataset.quickExit) { return; }
    const draft = document.querySelector("form[data-draft]");
    const data = draft ? new FormData(draft) : new FormData();
    data.append("autosave", "1");
    data.append("leave", "1");
    if (!navigator.sendBeacon(draft ? draft.action : exit.action, data)) { return; }
    event.preventDefault();
    document.documentElement.hidden = true;
    document.querySelectorAll("form").forEach(function (form) { form.reset(); });
    // What other pages kept in this tab (keep.js) goes too, as with signing out.
    try { window.sessionStorage.clear(); } catch (error) { /* storage is off: nothing was kept */ }
    window.location.replace(exit.dataset.quickExit);
  });
  // A page that the browser kept whole may show what somebody let go of since: it is asked for anew.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.querySelector("[data-quick-exit]")) {
      document.documentElement.hidden = true;
      window.location.reload();
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    focusSummary(document);
    focusSaid();
    keepNumbers();
    // A filter that is in use, or a wide screen, starts open.
    document.querySelectorAll("details.filter-panel").forEach(function (panel) {
      if (window.matchMedia("(min-width: 62rem)").matches) { panel.open = true; }
    });
  });
  // A list is narrowed while one types; without this file the button beside it asks the server.
  // Letters as ekc/names.py makes them plain: first the letter, then what is typed for it. A test compares the two.
  const LETTERS = new Map((
    "ßss æae ðd øo þth đd ħh ıi ĸk łl ŋng œoe ŧt ƀb ɓb ƃb ƈc ɖd ɗd ƌd əe ɛe ƒf ɠg ɨi ƙk ƚl ɲn ƞn ƥp ƫt ƭt ʈt " +
    "ʋv ƴy ƶz ʒz ǥg ȡd ȥz ȴl ȵn ȶt ȼc ȿs ɀz ɇe ɉj ɋq ɍr ɏy ɕc ɦh ɫl ɬl ɭl ɱm ɳn ɼr ɽr ɾr ʂs ʐz ʑz ʝj ʠq " +
    "\u2c65\u0061 \u2c66\u0074 \u0629\u0647 \u0640 \u0649\u064a \u0671\u0627 \u06a9\u0643 \u06be\u0647 \u06c1\u0647 \u06cc\u064a"
  ).split(" ").map(function (pair) { return [pair[0], pair.slice(1)]; }));
  function plain(text) {
    const apart = text.toLowerCase().normalize("NFKD").replace(/[\p{M}\p{Cf}\u02b9-\u02cf]/gu, "");
    return Array.from(apart, function (letter) { return LETTERS.has(letter) ? LETTERS.get(letter) : letter; }).join("");
  }
  // Without what stands between words: "alhassan" is found in "Al Hassan", and in "al-Hassan".
  function asOne(text) { return plain(text).replace(/[^\p{L}\p{N}]+/gu, ""); }
  document.addEventListener("input", function (event) {
    const lists = event.target.dataset && event.target.dataset.narrows;
    if (!lists) { return; }
    const sought = event.target.value.split(/[\s,]+/).map(asOne);
    let found = 0;
    document.querySelectorAll(lists).forEach(function (list) {
      let here = 0;
      Array.from(list.children).forEach(function (row) {
        const text = asOne(row.firstElementChild.textContent);
        row.hidden = !sought.every(function (word) { return text.includes(word); });
        if (!row.hidden) { here += 1; }
      });
      list.parentElement.hidden = !here;
      found += here;
    });
    const nobody = document.querySelector("[data-nobody]");
    if (nobody) { nobody.hidden = found > 0; }
  });
  // What cannot wait is asked for by an open page itself. Nothing else on the page moves; who was signed out, or is
  // without a connection, sees nothing of it.
  const NEWS_MS = 20000;
  window.setInterval(function () {
    const news = document.getElementById("nieuws");
    if (!news || document.hidden) { return; }
    window.fetch(news.dataset.news, { credentials: "same-origin", redirect: "manual" })
      .then(function (answer) { return answer.status === 200 ? answer.text() : ""; })
      .then(function (text) {
        const fresh = text && new DOMParser().parseFromString(text, "text/html").getElementById("nieuws");
        if (fresh) { news.replaceWith(fresh); }
      })
      .catch(function () { /* the next time */ });
  }, NEWS_MS);

  document.addEventListener("htmx:afterSwap", function (event) { focusSummary(event.target); });
})();
