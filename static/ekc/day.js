/* The day on a bad network: a press of a large button and a tap on the list wait (queue.js) until they get through.
   Everything works without this file. */
(function () {
  "use strict";

  const notice = document.querySelector("[data-line-notice]");
  if (!notice) { return; }
  const words = notice.dataset;
  const alarm = document.querySelector("[data-line-refusal]");

  function clock(moment) {
    return new Date(moment).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit", timeZone: words.zone });
  }

  // --- what is said

  function isPress(item) { return item.at; }

  function waiting(items) {
    const press = items.find(isPress);
    return press ? words.pressed.replace("{clock}", clock(press.at)) : words.tapped.replace("{number}", String(items.length));
  }

  function out(items) {
    const press = items.find(isPress);
    return press ? words.outpressed.replace("{clock}", clock(press.at)) : words.out;
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

  function show(items) {
    items.forEach(function (item) { if (item.tap) { showTap(item.tap); } else { showPress(item); } });
  }

  // --- what came back

  function arrived(item, text, isLast) {
    if (item.tap) { swap(text); return; }
    // The page itself says what the house has to say, such as why a press was refused.
    if (isLast) { window.setTimeout(function () { window.location.reload(); }); }
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
    const again = focused && document.getElementById(focused);
    if (again) { again.focus({ preventScroll: true }); }
  }

  const queue = window.ekcQueue({
    name: "day", show: show, arrived: arrived, waiting: waiting, out: out,
    body: function (item) { return item.tap ? { tap: item.tap } : { pressed_at: item.at }; },
  });

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.hasAttribute("data-press")) {
      event.preventDefault();
      form.hidden = true;
      queue.add({ url: form.getAttribute("action"), at: new Date().toISOString() });
    } else if (form.hasAttribute("data-taps") && event.submitter && !event.submitter.hasAttribute("formaction")) {
      event.preventDefault();
      refuse("");
      queue.add({ url: form.getAttribute("action"), tap: event.submitter.value });
    }
  }, true);
})();
