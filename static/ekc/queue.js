/* What is pressed or typed on a bad network waits here until it gets through, in the order in which the thumb was
   there. It outlives this page, not this tab; signing out forgets it (keep.js). Used by day.js and plan.js. */
(function () {
  "use strict";

  const AGAIN_MS = 15000;
  const GIVE_UP_MS = 15000;

  // Not `crypto.randomUUID`: a browser has that only on https.
  function newNumber() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  /* `body(item)`: what is sent; `show(items)`: what the page shows before it is kept; `arrived(item, text, isLast)`:
     the answer, false when the item must stay here though it was refused; `waiting(items)` and `out(items)`: what is
     said of a lost line and of a session that ended. */
  window.ekcQueue = function (page) {
    const key = "keep:" + page.name + ":" + window.location.pathname + window.location.search;
    const notice = document.querySelector("[data-line-notice]");
    let queue = read();
    let sending = false;
    let stopped = false;

    function read() {
      try { return JSON.parse(window.sessionStorage.getItem(key)) || []; } catch (error) { return []; }
    }

    function keep() {
      try {
        if (queue.length) { window.sessionStorage.setItem(key, JSON.stringify(queue)); } else { window.sessionStorage.removeItem(key); }
      } catch (error) { /* storage is off: it stays on this page as long as the page is open */ }
    }

    function say(text) {
      notice.hidden = !text;
      notice.querySelector("[data-line-said]").textContent = text;
    }

    function toSend() { return queue.filter(function (item) { return !item.refused; }); }

    function sayWaiting() {
      const items = toSend();
      say(items.length ? page.waiting(items) : navigator.onLine ? "" : notice.dataset.nothing);
    }

    function add(item) {
      item.number = newNumber();
      queue.push(item);
      keep();
      page.show(queue);
      if (!navigator.onLine) { sayWaiting(); }
      next();
    }

    function next() {
      const item = toSend()[0];
      if (sending || stopped || !item || !navigator.onLine) { return; }
      sending = true;
      // From now on it may have arrived, whatever the answer: it is not changed or taken back here any more.
      item.tried = true;
      keep();
      // The number goes along: sent again, or by a copy of this tab, it is the same press, and counts once.
      const body = new URLSearchParams(page.body(item));
      body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      body.set("formuliernummer", item.number);
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
      const isLast = toSend().length === 1;
      if (isLast) { say(""); }
      if (page.arrived(item, text, isLast) !== false) { drop(item); }
      keep();
      page.show(queue);
      next();
    }

    function failed(problem) {
      sending = false;
      // A redirect is the way to signing in; 403 is a page from before it. Sending again would not help.
      if (problem instanceof Response && (problem.type === "opaqueredirect" || problem.status < 500)) {
        stopped = true;
        say(page.out(toSend()));
        return;
      }
      page.show(queue);
      sayWaiting();
    }

    function drop(item) {
      queue = queue.filter(function (other) { return other !== item; });
      keep();
    }

    // Somebody thought better of what still waits.
    function takeBack(item) {
      drop(item);
      page.show(queue);
      sayWaiting();
    }

    function swap(item, other) {
      queue = queue.map(function (each) { return each === item ? other : each === other ? item : each; });
      keep();
      page.show(queue);
    }

    window.addEventListener("online", function () { if (toSend().length) { next(); } else { say(""); } });
    window.addEventListener("offline", sayWaiting);
    window.setInterval(next, AGAIN_MS);
    window.addEventListener("beforeunload", function (event) { if (toSend().length && !stopped) { event.preventDefault(); } });

    page.show(queue);
    if (toSend().length) { sayWaiting(); next(); }
    return { add: add, drop: drop, takeBack: takeBack, swap: swap, say: say };
  };
})();
