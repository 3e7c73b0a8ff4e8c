(() => {
  "use strict";
  const tied = new Map();
  const tie = (key, element) => tied.set(key, [...(tied.get(key) ?? []), element]);
  const keysOf = (element) => (element.dataset.place ?? element.dataset.keys).split(" ");
  const signs = [...document.querySelectorAll("[data-place]")];
  const words = [...document.querySelectorAll("[data-keys]")].filter((piece) => /(^| )(r\d+)?p\d+( |$)/.test(piece.dataset.keys));

  for (const element of [...signs, ...words]) keysOf(element).forEach((key) => tie(key, element));
  const placeKeys = (element) => keysOf(element).filter((key) => /^(r\d+)?p\d+$/.test(key));
  const tiedTo = (element) => placeKeys(element).flatMap((key) => tied.get(key));
  const set = (element, lit) => tiedTo(element).forEach((each) => each.classList.toggle("lit", lit));

  for (const element of [...signs, ...words]) {
    element.addEventListener("mouseenter", () => set(element, true));
    element.addEventListener("mouseleave", () => set(element, false));
    element.addEventListener("focus", () => set(element, true));
    element.addEventListener("blur", () => set(element, false));
  }
  for (const sign of signs) {
    const goToWords = () => {
      const found = words.find((piece) => keysOf(piece).includes(sign.dataset.place));
      if (found?.closest("details")) found.closest("details").open = true;
      found?.scrollIntoView({ block: "center" });
    };
    sign.addEventListener("click", goToWords);
    sign.addEventListener("keydown", (event) => { if (event.key === "Enter") goToWords(); });
  }
})();
