// The clock and the minutes left, as the server said them and as time has gone by since.
customElements.define(
  "room-clock",
  class extends HTMLElement {
    #timer = 0;

    connectedCallback() {
      const clock = this.querySelector("[data-clock]");
      const left = this.querySelector("[data-left]");
      const [hours, minutes] = clock.textContent.trim().split(":").map(Number);
      const began = Date.now();
      const first = left ? Number(left.textContent) : 0;
      const tick = () => {
        const gone = Math.floor((Date.now() - began) / 60000);
        const minute = (hours * 60 + minutes + gone) % 1440;
        const two = (number) => String(number).padStart(2, "0");
        clock.textContent = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
        if (left) left.textContent = String(Math.max(0, first - gone));
      };
      this.#timer = setInterval(tick, 5000);
    }

    disconnectedCallback() {
      clearInterval(this.#timer);
    }
  },
);
