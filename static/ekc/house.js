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
    if (!said || document.querySelector("[data-error-summary]")) { return; }
    // A part that was answered by itself says so there, and not above all the others.
    const part = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    const isHere = Boolean(part && part.hasAttribute("data-said-here"));
    if (isHere) { part.after(said); }
    said.focus({ preventScroll: Boolean(location.hash) && !isHere });
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

  // The switch of languages draws the page anew. Of a page with one form the server gives back what was typed; of a page
  // with several it cannot know, so what stands in them waits in this tab for the page in the other language.
  const TYPED = "getypt";
  function typedForms() {
    return Array.from(document.querySelectorAll("main form")).filter(function (form) { return form.method === "post"; });
  }
  function typedFields(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
    });
  }
  function valueOf(field) {
    if (field.type === "checkbox" || field.type === "radio") { return field.checked; }
    return field.multiple ? Array.from(field.selectedOptions, function (one) { return one.value; }) : field.value;
  }
  function giveBack(field, value) {
    if (field.type === "checkbox" || field.type === "radio") { field.checked = value; } else if (field.multiple) {
      Array.from(field.options).forEach(function (one) { one.selected = value.includes(one.value); });
    } else { field.value = value; }
  }
  document.addEventListener("submit", function (event) {
    if (event.target.id !== "taalkeuze") { return; }
    const forms = typedForms().map(function (form) {
      return typedFields(form).map(function (field) { return [field.name, valueOf(field)]; });
    });
    const open = Array.from(document.querySelectorAll("main details"), function (fold) { return fold.open; });
    try {
      window.sessionStorage.setItem(TYPED, JSON.stringify({ at: location.pathname + location.search, forms: forms, open: open }));
    } catch (error) { /* storage is off: the page comes back empty, as without this file */ }
  });
  function giveBackTyped() {
    let kept = null;
    try { kept = JSON.parse(window.sessionStorage.getItem(TYPED)); } catch (error) { return; }
    const forms = typedForms().map(typedFields);
    const isSame = kept && kept.at === location.pathname + location.search && kept.forms.length === forms.length &&
      kept.forms.every(function (rows, at) { return rows.length === forms[at].length && rows.every(function (row, turn) { return row[0] === forms[at][turn].name; }); });
    if (!isSame) { return; }
    window.sessionStorage.removeItem(TYPED);
    kept.forms.forEach(function (rows, at) { rows.forEach(function (row, turn) { giveBack(forms[at][turn], row[1]); }); });
    document.querySelectorAll("main details").forEach(function (fold, at) { fold.open = kept.open[at] || fold.open; });
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
    giveBackTyped();
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
  // Nor whether it has y or ij.
  function asOne(text) { return plain(text).replace(/[^\p{L}\p{N}]+/gu, "").replace(/ij/g, "y"); }
  // "van der" and "v.d." as `vd`.
  function shortened(text) { return plain(text).replace(/(^|[^\p{L}])(?:van|v)[^\p{L}\p{N}]*(?:de[nr]?|d)(?!\p{L})/gu, "$1vd"); }
  function wordsOf(text) { return text.split(/[\s,]+/).map(asOne); }
  document.addEventListener("input", function (event) {
    const lists = event.target.dataset && event.target.dataset.narrows;
    if (!lists) { return; }
    const sought = [wordsOf(event.target.value), wordsOf(shortened(event.target.value))];
    let found = 0;
    document.querySelectorAll(lists).forEach(function (list) {
      let here = 0;
      Array.from(list.children).forEach(function (row) {
        const said = row.firstElementChild.textContent;
        const text = asOne(said) + " " + asOne(shortened(said));
        row.hidden = !sought.some(function (words) { return words.every(function (word) { return text.includes(word); }); });
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
    window.fetch(news.dataset.news, { credentials: "same-origin", redirect: "manual", headers: { "X-Vanzelf": "1" } })
      .then(function (answer) { return answer.status === 200 ? answer.text() : ""; })
      .then(function (text) {
        const fresh = text && new DOMParser().parseFromString(text, "text/html").getElementById("nieuws");
        if (fresh) { news.replaceWith(fresh); }
      })
      .catch(function () { /* the next time */ });
  }, NEWS_MS);

  document.addEventListener("htmx:afterSwap", function (event) { focusSummary(event.target); });
})();
