/* The day on a bad network: a press of a large button and a tap on the list wait here until they get through, in the
   order in which the thumb was there. They outlive this page, not this tab; signing out forgets them (keep.js).
   Everything works without this file. */
(function () {
  "use strict";

  const AGAIN_MS = 15000;
  const GIVE_UP_MS = 15000;
  const KEY = "keep:day:" + window.location.pathname + window.location.search;
  const notice = document.querySelector("[data-line-notice]");
  if (!notice) { return; }
  const words = notice.dataset;
  const alarm = document.querySelector("[data-line-refusal]");
  let queue = read();
  let sending = false;
  let stopped = false;

  function read() {
    try { return JSON.parse(window.sessionStorage.getItem(KEY)) || []; } catch (error) { return []; }
  }

  function keep() {
    try {
      if (queue.length) { window.sessionStorage.setItem(KEY, JSON.stringify(queue)); } else { window.sessionStorage.removeItem(KEY); }
    } catch (error) { /* storage is off: it stays on this page as long as the page is open */ }
  }

  function clock(moment) {
    return new Date(moment).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: words.zone });
  }

  // --- what is said

  function say(text) {
    notice.hidden = !text;
    notice.querySelector("[data-line-said]").textContent = text;
  }

  function sayWaiting() {
    const press = queue.find(function (item) { return item.at; });
    if (!queue.length) { say(navigator.onLine ? "" : words.nothing); return; }
    say(press ? words.pressed.replace("{clock}", clock(press.at)) : words.tapped.replace("{number}", String(queue.length)));
  }

  function refuse(text) {
    if (!alarm) { return; }
    alarm.hidden = !text;
    alarm.querySelector("[data-line-said]").textContent = text;
  }

  // --- what the page shows before it is kept

  function showTap(value) {
    const parts = value.split(":");
    const shown = document.querySelectorAll(parts[0] === "iedereen" ? "#none" : "[id='" + parts[0] + "-" + parts[1] + "']");
    shown.forEach(function (button) {
      const on = parts[2] === "ja";
      button.setAttribute("aria-pressed", String(on));
      button.value = parts[0] + ":" + parts[1] + ":" + (on ? "nee" : "ja");
      button.classList.add("is-waiting");
    });
  }

  function showPress(item) {
    const form = document.querySelector("form[data-press][action='" + item.url + "']");
    if (!form) { return; }
    const part = form.closest("li");
    document.querySelectorAll(".day-part.is-now").forEach(function (other) { other.classList.replace("is-now", "is-done"); });
    part.classList.remove("is-next", "is-later");
    part.classList.add("is-now");
    part.querySelector(".part-text").textContent = words.waiting.replace("{clock}", clock(item.at));
    form.hidden = true;
    const next = part.nextElementSibling && part.nextElementSibling.querySelector("form[data-press]");
    if (next) { next.hidden = false; }
  }

  function show() {
    queue.forEach(function (item) { if (item.tap) { showTap(item.tap); } else { showPress(item); } });
  }

  // --- sending, one after the other

  // Not `crypto.randomUUID`: a browser has that only on https.
  function newNumber() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  function token() { return document.querySelector("[name=csrfmiddlewaretoken]").value; }

  function add(item) {
    queue.push(item);
    keep();
    show();
    if (!navigator.onLine) { sayWaiting(); }
    next();
  }

  function next() {
    if (sending || stopped || !queue.length || !navigator.onLine) { return; }
    sending = true;
    const item = queue[0];
    // The number goes along: sent again, or by a copy of this tab, it is the same press, and counts once.
    const body = new URLSearchParams({ csrfmiddlewaretoken: token(), formuliernummer: item.number });
    if (item.tap) { body.set("tap", item.tap); } else { body.set("pressed_at", item.at); }
    const gaveUp = new AbortController();
    const timer = window.setTimeout(function () { gaveUp.abort(); }, GIVE_UP_MS);
    window.fetch(item.url, { method: "POST", body: body, signal: gaveUp.signal, credentials: "same-origin", redirect: "manual", headers: { "HX-Request": "true" } })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer); })
      .then(function (text) { arrived(item, text); })
      .catch(function (problem) { failed(problem); })
      .finally(function () { window.clearTimeout(timer); });
  }

  function arrived(item, text) {
    sending = false;
    queue.shift();
    keep();
    if (item.tap) { swap(text); }
    if (queue.length) { next(); return; }
    say("");
    // The page itself says what the house has to say, such as why a press was refused.
    if (!item.tap) { window.location.reload(); }
  }

  function failed(problem) {
    sending = false;
    // A redirect is the way to signing in; 403 is a page from before it. Sending again would not help.
    if (problem instanceof Response && (problem.type === "opaqueredirect" || problem.status < 500)) {
      stopped = true;
      const press = queue.find(function (item) { return item.at; });
      say(press ? words.outpressed.replace("{clock}", clock(press.at)) : words.out);
      return;
    }
    sayWaiting();
  }

  function swap(text) {
    const list = document.getElementById("aanwezigen");
    const focused = document.activeElement && document.activeElement.id;
    const answer = new DOMParser().parseFromString(text, "text/html");
    const fresh = answer.getElementById("aanwezigen");
    if (!list || !fresh) { return; }
    const said = fresh.querySelector("[data-refusal]");
    if (said) { refuse(said.querySelector(".notice-body").textContent.trim()); said.remove(); }
    list.replaceWith(fresh);
    document.getElementById("afwezigen").replaceWith(answer.getElementById("afwezigen"));
    show();
    const again = focused && document.getElementById(focused);
    if (again) { again.focus({ preventScroll: true }); }
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.hasAttribute("data-press")) {
      event.preventDefault();
      form.hidden = true;
      add({ url: form.getAttribute("action"), number: newNumber(), at: new Date().toISOString() });
    } else if (form.hasAttribute("data-taps") && event.submitter && !event.submitter.hasAttribute("formaction")) {
      event.preventDefault();
      refuse("");
      add({ url: form.getAttribute("action"), number: newNumber(), tap: event.submitter.value });
    }
  }, true);

  window.addEventListener("online", function () { if (queue.length) { next(); } else { say(""); } });
  window.addEventListener("offline", sayWaiting);
  window.setInterval(next, AGAIN_MS);
  window.addEventListener("beforeunload", function (event) { if (queue.length && !stopped) { event.preventDefault(); } });

  show();
  if (queue.length) { sayWaiting(); next(); }
})();
