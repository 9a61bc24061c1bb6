/* Writing the plan while the family presents it: Enter is the next agreement, and what is written waits (queue.js) until
   it gets through. What the house refuses stands in the list with its words, to be put right. Works without this file. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-agreement]");
  const notice = document.querySelector("[data-line-notice]");
  if (!form || !notice) { return; }
  const words = notice.dataset;
  const waitingList = document.querySelector("[data-waiting-list]");
  const ASIDE = ["csrfmiddlewaretoken", "formuliernummer", "zoals_gelezen"];
  const STAY = ["questions", "bottom_lines"];

  function field(name) { return form.elements.namedItem(name); }

  function typed() {
    return Array.from(new FormData(form)).filter(function (pair) { return pair[1] && !ASIDE.includes(pair[0]); });
  }

  function hasDoer() {
    return field("who").value.trim() || form.querySelector("#wie input:checked");
  }

  // --- an empty form for the next one, with the question that is being gone through

  function clear() {
    Array.from(form.elements).forEach(function (each) {
      if (each.type === "checkbox") { each.checked = each.checked && STAY.includes(each.name); }
      else if (each.tagName === "SELECT") { each.selectedIndex = 0; }
      else if (each.type !== "hidden" && each.type !== "submit") { each.value = ""; }
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
    field("who").focus();
  }

  function fill(pairs) {
    clear();
    Array.from(form.elements).forEach(function (each) { if (each.type === "checkbox") { each.checked = false; } });
    pairs.forEach(function (pair) {
      Array.from(form.elements).filter(function (each) { return each.name === pair[0]; }).forEach(function (each) {
        if (each.type !== "checkbox") { each.value = pair[1]; } else if (each.value === pair[1]) { each.checked = true; }
      });
    });
  }

  function names(item) {
    const tapped = item.fields.filter(function (pair) { return ["main_people", "people"].includes(pair[0]); }).map(function (pair) {
      const box = form.querySelector("input[name=" + pair[0] + "][value='" + pair[1] + "']");
      return box ? box.closest("label").textContent.trim() : "";
    });
    const who = item.fields.find(function (pair) { return pair[0] === "who"; });
    return who ? who[1] : tapped.join(", ");
  }

  function value(item, name) {
    const pair = item.fields.find(function (each) { return each[0] === name; });
    return pair ? pair[1] : "";
  }

  // --- what waits, and what was refused

  function show(items) {
    // A tap that gets through at once is not shown as waiting.
    const waits = items.filter(function (item) { return item.fields || item.tried || !navigator.onLine; });
    waitingList.hidden = !waits.length;
    waitingList.replaceChildren.apply(waitingList, waits.map(function (item) { return line(item, waits); }));
  }

  function line(item, waits) {
    const row = document.createElement("li");
    const text = document.createElement("p");
    if (item.fields) {
      const who = document.createElement("strong");
      who.textContent = names(item);
      text.append(who, ": " + value(item, "what"));
    } else { text.textContent = item.label; }
    const said = document.createElement("p");
    said.className = item.refused ? "warn" : "muted";
    said.textContent = item.refused || words.unsaved;
    row.append(text, said);
    const acts = document.createElement("p");
    acts.className = "actions";
    if (item.refused) {
      acts.append(button(words.change, item, function () { if (!isBusy()) { queue.drop(item); fill(item.fields); form.removeAttribute("data-waits"); row.remove(); field("what").focus(); } }));
    } else if (!item.tried) {
      acts.append.apply(acts, ways(item, waits));
    }
    if (acts.childNodes.length) { row.append(acts); }
    return row;
  }

  // What the house does not know yet can be put right here: before, after, otherwise, or not at all.
  function ways(item, waits) {
    if (!item.fields) { return [button(words.not, item, function () { queue.takeBack(item); })]; }
    const written = waits.filter(function (each) { return each.fields && !each.tried && !each.refused; });
    const place = written.indexOf(item);
    const found = [
      button(words.change, item, function () { if (!isBusy()) { queue.takeBack(item); fill(item.fields); field("what").focus(); } }),
      button(words.away, item, function () { queue.takeBack(item); field("who").focus(); }),
    ];
    if (place > 0) { found.push(button(words.up, item, function () { queue.swap(item, written[place - 1]); })); }
    if (place < written.length - 1) { found.push(button(words.down, item, function () { queue.swap(item, written[place + 1]); })); }
    return found;
  }

  // Another one is being written: it is not lost for the sake of this.
  function isBusy() {
    if (!field("who").value.trim() && !field("what").value.trim()) { return false; }
    complain(field("what"), words.first);
    return true;
  }

  function button(label, item, act) {
    const made = document.createElement("button");
    const about = document.createElement("span");
    made.type = "button";
    made.className = "btn btn-secondary";
    about.className = "visually-hidden";
    about.textContent = ": " + (item.fields ? value(item, "what") : item.label);
    made.append(label, about);
    made.addEventListener("click", act);
    return made;
  }

  function arrived(item, text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("afspraken");
    if (!fresh) { return true; }
    const said = fresh.querySelector("[data-refusal]");
    if (said && item.fields) {
      item.refused = said.textContent.trim();
      said.remove();
    }
    const focused = document.activeElement && document.activeElement.value;
    document.getElementById("afspraken").replaceWith(fresh);
    if (item.tap && focused) {
      const again = fresh.querySelector("button[value='" + focused + "']");
      if (again && !again.disabled) { again.focus({ preventScroll: true }); }
    }
    return !item.refused;
  }

  const queue = window.ekcQueue({
    name: "plan", show: show, arrived: arrived,
    body: function (item) { return item.tap ? { tap: item.tap } : item.fields; },
    waiting: function (items) { return words.waiting.replace("{number}", String(items.length)); },
    out: function () { return words.out; },
  });

  form.setAttribute("data-waits", "");

  // --- pressing

  function complain(control, text) {
    control.setCustomValidity(text);
    control.reportValidity();
    control.addEventListener("input", function () { control.setCustomValidity(""); }, { once: true });
    form.addEventListener("change", function () { control.setCustomValidity(""); }, { once: true });
  }

  form.addEventListener("submit", function (event) {
    // The house asked something about this one: it goes the ordinary way.
    if (!form.hasAttribute("data-waits")) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!hasDoer()) { complain(field("who"), words.who); return; }
    if (!field("what").value.trim()) { complain(field("what"), words.what); return; }
    queue.add({ url: window.location.pathname, fields: typed() });
    clear();
  });

  document.addEventListener("submit", function (event) {
    if (event.target.id !== "afspraken" || !event.submitter) { return; }
    if (!event.submitter.hasAttribute("formaction")) {
      event.preventDefault();
      queue.add({ url: event.target.getAttribute("action"), tap: event.submitter.value, label: event.submitter.textContent.replace(/^[↑↓]/, "").trim() });
    } else { stay(event); }
  }, true);

  // Without a line another page does not come, and this one would not come back.
  function stay(event) {
    if (navigator.onLine) { return; }
    event.preventDefault();
    queue.say(words.stay);
    notice.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href]");
    if (link && link.origin === window.location.origin && link.pathname !== window.location.pathname) { stay(event); }
  });

  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("[data-enter]")) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
})();
