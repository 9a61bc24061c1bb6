/* Who does nothing for a while is signed out by the server. Five minutes before, this page says so, and one press keeps
   somebody in. Typing and pointing is doing something, also where no page is asked for. */
(function () {
  "use strict";

  const place = document.getElementById("stil");
  const idle = place ? Number(place.dataset.idle) : 0;
  if (!idle) { return; }
  const WARN_MS = Math.min(300, idle / 2) * 1000;
  const TOLD_EVERY_MS = Math.min(120000, idle * 100);
  const warning = place.querySelector("[data-idle-warning]");
  const over = place.querySelector("[data-idle-over]");
  let told = Date.now();
  let timer = 0;

  function show(which) {
    warning.hidden = which !== warning;
    over.hidden = which !== over;
    place.hidden = !which;
    if (which) { which.querySelector("button, a").focus(); }
  }

  // Asked by itself this prolongs nothing; in another tab somebody may have been at work.
  function ask(byItself) {
    const headers = byItself ? { "X-Vanzelf": "1" } : {};
    return window.fetch(place.dataset.stay, { credentials: "same-origin", redirect: "manual", headers: headers })
      .then(function (answer) { return answer.status === 200 ? answer.text().then(Number) : 0; });
  }

  function plan(seconds) {
    window.clearTimeout(timer);
    const left = seconds * 1000;
    if (left <= 0) {
      over.querySelector("a").href = place.dataset.login + "?next=" + encodeURIComponent(window.location.pathname + window.location.search);
      show(over);
      return;
    }
    show(left <= WARN_MS ? warning : null);
    timer = window.setTimeout(look, left <= WARN_MS ? left + 1000 : left - WARN_MS + 500);
  }

  function look() { ask(true).then(plan).catch(function () { timer = window.setTimeout(look, 30000); }); }

  function stay() {
    told = Date.now();
    ask(false).then(plan).catch(function () { /* without a connection the clock of the server goes on */ });
  }

  warning.querySelector("button").addEventListener("click", stay);
  ["keydown", "pointerdown"].forEach(function (kind) {
    document.addEventListener(kind, function () {
      if (over.hidden && warning.hidden && Date.now() - told > TOLD_EVERY_MS) { stay(); }
    }, { passive: true });
  });
  plan(idle);
})();
