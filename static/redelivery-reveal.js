// A plugin for reveal.js: while a slide shows a <redelivery-figure> that has not ended, the deck's
// own keys for on and back step the figure; then they move the deck. Nobody has to click.
//
// <script src="https://…/redelivery-embed.js"></script>
// <script src="https://…/redelivery-reveal.js"></script>
// Reveal.initialize({ plugins: [RedeliveryReveal] });
globalThis.RedeliveryReveal = () => ({
  id: "redelivery",
  init(deck) {
    const figure = () => deck.getCurrentSlide()?.querySelector("redelivery-figure");
    const bind = (keyCode, key, step, end, move) => {
      const description = step === "next" ? "Step on, then slide on" : "Step back, then slide back";
      deck.addKeyBinding({ keyCode, key, description }, () => {
        // In the overview keys choose slides, and a figure that is not there yet holds no deck.
        const state = !deck.isOverview() && figure()?.state;
        // A figure that is taken away meanwhile does not answer.
        if (state && !state[end]) figure()[step]().catch(() => {});
        else deck[move]();
      });
    };
    bind(32, "Space", "next", "atEnd", "next");
    bind(34, "Page Down", "next", "atEnd", "next");
    bind(39, "→", "next", "atEnd", "right");
    bind(78, "N", "next", "atEnd", "next");
    bind(33, "Page Up", "prev", "atStart", "prev");
    bind(37, "←", "prev", "atStart", "left");
    bind(80, "P", "prev", "atStart", "prev");
    // What is on a slide is there when that is shown, and what is on one that was left rests.
    deck.on("ready", () => figure()?.load());
    deck.on("slidechanged", ({ previousSlide }) => {
      figure()?.load();
      const left = previousSlide?.querySelector("redelivery-figure");
      if (left?.state?.playing) left.pause().catch(() => {});
    });
  },
});
