// <redelivery-figure moment="/v1/…" theme="auto" controls="min"></redelivery-figure>
//
// A figure of Redelivery in a page: a frame that is loaded once it comes near the screen, with the
// figure's methods as promises and its events as DOM events. Load it from where Redelivery is:
// <script src="https://…/redelivery-embed.js" defer></script>
{
  const home = new URL(".", document.currentScript.src);
  const asked = ["theme", "controls", "keys", "motion", "lang", "id", "from", "to"];
  const methods =
    "next prev first last seek play pause isEnd getState setState setStrategy arm disarm reset " +
    "blank getTotalSteps exportAs setTheme";

  class RedeliveryFigure extends HTMLElement {
    static observedAttributes = ["moment", "theme"];
    #waiting = new Map();
    #calls = 0;
    #near = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && this.load(), {
      rootMargin: "300px",
    });
    #hear = ({ source, origin, data }) => {
      if (!this.frame || source !== this.frame.contentWindow || origin !== home.origin) return;
      if (data?.type === "redelivery:result") {
        const [done, failed] = this.#waiting.get(data.id) ?? [];
        this.#waiting.delete(data.id);
        return "error" in data ? failed?.(new Error(data.error)) : done?.(data.result);
      }
      if (typeof data !== "string" || !data.startsWith('{"')) return;
      let told;
      try {
        told = JSON.parse(data);
      } catch {
        return;
      }
      const { namespace, eventName, v, state, ...more } = told;
      if (namespace !== "redelivery") return;
      if (state) this.state = state;
      if (eventName === "ready") this.#open();
      if (eventName === "resize") this.#follow(more.height);
      this.dispatchEvent(new CustomEvent(eventName, { detail: state ?? more, bubbles: true }));
    };
    #open;
    #opened;

    connectedCallback() {
      this.style.display ||= "block";
      // The place is kept from the start: what comes after it must not move when it loads.
      this.style.minHeight ||= this.#height();
      this.#opened = new Promise((open) => (this.#open = open));
      addEventListener("message", this.#hear);
      this.#near.observe(this);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#near.disconnect();
      this.frame?.remove();
      this.frame = this.state = undefined;
      for (const [, failed] of this.#waiting.values()) failed(new Error("the figure is gone"));
      this.#waiting.clear();
    }

    attributeChangedCallback(name, before, value) {
      if (!this.frame || before === value) return;
      const changed = name === "theme" ? this.setTheme(value || "auto") : this.setState(value);
      // Nobody has called who could be told by the promise.
      changed.catch(({ message }) => {
        this.dispatchEvent(new CustomEvent("refused", { detail: message, bubbles: true }));
      });
    }

    #height() {
      return `${this.getAttribute("height") ?? 720}px`;
    }

    // As high as the figure, if that is wanted; a height of its own stays; else it only grows, so
    // that what comes after it does not go up and down with each step.
    #follow(height) {
      const exactly = this.hasAttribute("autosize");
      if (!exactly && this.hasAttribute("height")) return;
      const grown = Math.max(height, parseFloat(this.frame.style.height));
      this.style.minHeight = this.frame.style.height = `${exactly ? height : grown}px`;
    }

    // Loads the frame now, wherever it is.
    load() {
      if (this.frame || !this.isConnected) return;
      this.#near.disconnect();
      const address = new URL("embed.html", home);
      for (const name of asked) {
        const value = this.getAttribute(name);
        if (value) address.searchParams.set(name, value);
      }
      if (location.origin !== "null") address.searchParams.set("origin", location.origin);
      address.hash = this.getAttribute("moment") ?? "";
      this.frame = document.createElement("iframe");
      this.frame.title = this.getAttribute("label") ?? "Redelivery: a run, step by step";
      this.frame.allow = "clipboard-write; fullscreen";
      this.frame.src = address;
      const fills = { display: "block", width: "100%", height: this.#height() };
      Object.assign(this.frame.style, { ...fills, margin: 0, border: 0 });
      this.append(this.frame);
    }

    // Calls a method of the figure's; loads the figure first, if it must.
    async call(method, ...args) {
      this.load();
      await this.#opened;
      const id = ++this.#calls;
      const answered = new Promise((...ends) => this.#waiting.set(id, ends));
      const call = { type: "redelivery:call", v: 1, id, method, args };
      this.frame.contentWindow.postMessage(call, home.origin);
      return answered;
    }

    // Gives the figure the focus, so that keys step it.
    focus() {
      this.frame?.focus();
      return this.call("focus");
    }
  }

  for (const method of methods.split(" ")) {
    RedeliveryFigure.prototype[method] = function (...args) {
      return this.call(method, ...args);
    };
  }
  customElements.define("redelivery-figure", RedeliveryFigure);
}
