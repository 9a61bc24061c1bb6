/* Words that say too little to a family get a hint while one types, by the one list of the server (plans/vague.py).
   Without this file the hints stand there after saving. A hint, never a block. */
(function () {
  "use strict";
  const source = document.getElementById("vage-woorden");
  const form = document.querySelector("form[data-vague]");
  if (!source || !form) { return; }
  const questions = JSON.parse(source.textContent);
  const words = Object.keys(questions).sort(function (one, other) { return other.length - one.length; });
  const pattern = new RegExp("(?<![\\p{L}\\p{N}_])(?:" + words.map(function (word) {
    return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
  }).join("|") + ")(?![\\p{L}\\p{N}_])", "giu");

  function hintsIn(texts) {
    const found = new Map();
    texts.forEach(function (text) {
      (text.match(pattern) || []).forEach(function (typed) {
        const word = typed.replace(/\s+/g, " ");
        const key = word.toLowerCase();
        if (!found.has(key)) { found.set(key, { word: word, question: questions[key] }); }
      });
    });
    return Array.from(found.values());
  }

  function draw(box, hints) {
    const now = hints.map(function (hint) { return hint.word.toLowerCase(); }).join("|");
    if (box.dataset.now === now) { return; }
    box.dataset.now = now;
    box.replaceChildren();
    if (!hints.length) { return; }
    const title = document.createElement("p");
    title.className = "vague-title";
    title.textContent = "Kan dit concreter? Het mag ook zo blijven.";
    const list = document.createElement("ul");
    hints.forEach(function (hint) {
      const row = document.createElement("li");
      const word = document.createElement("strong");
      word.textContent = hint.word;
      row.append(word, ": " + hint.question);
      list.append(row);
    });
    box.append(title, list);
  }

  // A list has one box for all its rows: "lines" for "lines-0-text" and its neighbours.
  form.addEventListener("input", function (event) {
    const name = event.target.name || "";
    const prefix = name.includes("-") ? name.split("-")[0] : name;
    const box = form.querySelector("[data-vague-for='" + prefix + "']");
    if (!box || event.target.tagName !== "TEXTAREA") { return; }
    const fields = prefix === name ? [event.target] : Array.from(form.querySelectorAll("textarea[name^='" + prefix + "-']"));
    draw(box, hintsIn(fields.map(function (field) { return field.value; })));
  });
})();
