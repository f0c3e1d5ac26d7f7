// Sends the form while one writes: a moment after typing stops, on leaving a field, on leaving the
// page. What cannot be sent stays on this page and in sight, and nowhere else on the device. A save
// whose answer was lost is sent again as it was, before anything newer: the server keeps it once.
const AFTER_TYPING = 1500;
const AGAIN_AFTER = 5000;
const GIVE_UP_AFTER = 15000;

customElements.define(
  "auto-save",
  class extends HTMLElement {
    #form;
    #state;
    #dirty = false;
    #pending = null;
    #sending = null;
    #timer = 0;
    #changed = false;
    #wrong = false;
    #leaving = false;

    connectedCallback() {
      this.#form = this.querySelector("form");
      this.#state = this.querySelector("[data-state]");
      this.addEventListener("input", this.#written);
      this.addEventListener("focusout", this.#now);
      this.#form.addEventListener("submit", this.#leave);
      document.addEventListener("visibilitychange", this.#now);
      addEventListener("online", this.#now);
      addEventListener("focus", this.#now);
      addEventListener("beforeunload", this.#warn);
    }

    disconnectedCallback() {
      document.removeEventListener("visibilitychange", this.#now);
      removeEventListener("online", this.#now);
      removeEventListener("focus", this.#now);
      removeEventListener("beforeunload", this.#warn);
      clearTimeout(this.#timer);
    }

    #written = () => {
      this.#dirty = true;
      this.#wrong = false;
      this.#soon(AFTER_TYPING);
    };

    #soon(wait) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#now, wait);
    }

    #now = () => {
      if (this.#dirty || this.#pending) this.#send();
    };

    // A button takes the page away: first what is written has to be safe. While it is not, the
    // page stays; where somebody else saved meanwhile, the answer shows both.
    #leave = async (event) => {
      if (this.#leaving || this.#changed || !this.#waits) return this.#forget();
      event.preventDefault();
      await this.#send();
      if (this.#waits && !this.#changed && !this.#wrong) return;
      this.#leaving = true;
      this.#form.requestSubmit(event.submitter);
    };

    get #waits() {
      return this.#dirty || this.#pending !== null || this.#sending !== null;
    }

    #forget() {
      this.#dirty = false;
      this.#pending = null;
      clearTimeout(this.#timer);
    }

    #warn = (event) => {
      if (this.#dirty || this.#pending) event.preventDefault();
    };

    // One save at a time, so that none overtakes another.
    #send() {
      if (this.#changed) return null;
      this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
      return this.#sending;
    }

    async #sendAll() {
      clearTimeout(this.#timer);
      while (this.#pending || this.#dirty) {
        if (!this.#pending) {
          this.#pending = new FormData(this.#form);
          this.#pending.set("do", "save");
          this.#dirty = false;
        }
        if (!(await this.#sendPending())) break;
      }
    }

    // Whether the save is off this page's hands.
    async #sendPending(anew = true) {
      const answer = await this.#post(this.#pending);
      if (answer?.type === "opaqueredirect") return this.#wait(true);
      if (answer?.status === 403 && anew) {
        return (await this.#newToken()) ? this.#sendPending(false) : this.#wait(true);
      }
      if (answer?.status === 409) return this.#tellChanged();
      if (answer?.status === 400) return this.#refused(await answer.json().catch(() => ({})));
      if (!answer?.ok) return this.#wait(false);
      const kept = await answer.json().catch(() => null);
      if (!kept) return this.#wait(false);
      this.#form.elements.version.value = kept.version;
      this.#pending = null;
      this.#say("done", `✓ ${this.dataset.saved} ${kept.saved}`);
      this.#signIn(true);
      return true;
    }

    async #post(body) {
      try {
        return await fetch(location.href, {
          method: "POST",
          body,
          headers: { Accept: "application/json" },
          redirect: "manual",
          signal: AbortSignal.timeout(GIVE_UP_AFTER),
        });
      } catch {
        return null;
      }
    }

    // Signing in again gave the browser a new token; it stands in the page's own forms.
    async #newToken() {
      const page = await fetch(location.href, { redirect: "manual" }).catch(() => null);
      if (!page?.ok) return false;
      const read = new DOMParser().parseFromString(await page.text(), "text/html");
      const token = read.querySelector("[name=csrfmiddlewaretoken]")?.value;
      if (!token) return false;
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
        field.value = token;
      }
      this.#pending.set("csrfmiddlewaretoken", token);
      return true;
    }

    #wait(signedOut) {
      this.#say("care", signedOut ? this.dataset.signedOut : this.dataset.waits);
      this.#signIn(!signedOut);
      this.#soon(AGAIN_AFTER);
      return false;
    }

    #tellChanged() {
      this.#changed = true;
      this.#say("care", this.dataset.changed);
      return false;
    }

    // Refused for what it says: it stays on the page, and is sent again once it was changed.
    #refused(said) {
      this.#pending = null;
      this.#wrong = true;
      this.#say("care", `${this.dataset.refused} ${(said.refused ?? []).join(" ")}`);
      return false;
    }

    #signIn(hidden) {
      this.querySelector("[data-sign-in]").hidden = hidden;
    }

    #say(kind, words) {
      this.#state.className = `chip ${kind}`;
      this.#state.textContent = words;
    }
  },
);
