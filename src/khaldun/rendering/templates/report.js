(() => {
  "use strict";
  const pieces = [...document.querySelectorAll("#text [data-keys]")];
  const fields = [...document.querySelectorAll("[data-lights]")];
  const keysOf = (piece) => piece.dataset.keys.split(" ");
  const wordsOf = (field) => pieces.filter((piece) => keysOf(piece).includes(field.dataset.lights));
  const shape = (field) => (/-(sentence|attribution)$/.test(field.dataset.lights) ? ["lit", "wide"] : ["lit"]);

  for (const field of fields) {
    const on = () => wordsOf(field).forEach((piece) => piece.classList.add(...shape(field)));
    const off = () => pieces.forEach((piece) => piece.classList.remove("lit", "wide"));
    const show = () => wordsOf(field)[0]?.scrollIntoView({ block: "nearest" });
    field.addEventListener("mouseenter", on);
    field.addEventListener("mouseleave", off);
    field.addEventListener("focus", () => { off(); on(); show(); });
    field.addEventListener("blur", off);
    field.addEventListener("click", show);
  }
  for (const piece of pieces) {
    const mine = fields.filter((field) => !/-sentence$/.test(field.dataset.lights) && keysOf(piece).includes(field.dataset.lights));
    piece.addEventListener("mouseenter", () => mine.forEach((field) => field.classList.add("lit")));
    piece.addEventListener("mouseleave", () => mine.forEach((field) => field.classList.remove("lit")));
  }
})();
