// What has to be put right takes the focus, so that a screen reader begins with it.
customElements.define(
  "error-summary",
  class extends HTMLElement {
    connectedCallback() {
      if (!("still" in this.dataset)) this.querySelector(".error-summary")?.focus();
    }
  },
);
