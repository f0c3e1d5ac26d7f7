// "Leave this page": by the button or the Shift key three times. Empties the page, ends the
// session and puts a neutral page in its place. Without JavaScript the form does the same.
customElements.define(
  "quick-exit",
  class extends HTMLElement {
    #presses = [];

    connectedCallback() {
      this.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        this.#leave();
      });
      document.addEventListener("keyup", this.#countShift);
    }

    disconnectedCallback() {
      document.removeEventListener("keyup", this.#countShift);
    }

    #countShift = (event) => {
      if (event.key !== "Shift") {
        this.#presses = [];
        return;
      }
      this.#presses = [...this.#presses, event.timeStamp].slice(-3);
      const quick = event.timeStamp - this.#presses[0] < 5000;
      if (this.#presses.length === 3 && quick) this.#leave();
    };

    #leave() {
      const form = this.querySelector("form");
      const body = new URLSearchParams(new FormData(form));
      document.documentElement.hidden = true;
      document.title = "";
      // keepalive: the session is ended even though this page is already gone.
      fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
      location.replace(this.dataset.to);
    }
  },
);
