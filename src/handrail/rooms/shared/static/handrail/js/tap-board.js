// Taps leave one after the other, each with an id made here, so that one sent twice counts once.
// What cannot be sent stays on this page, in memory and in sight, and nowhere else on the device:
// no clinical word is stored. It is sent in its order when the way is free again.
const AGAIN_AFTER = 5000;
const GIVE_UP_AFTER = 15000;

const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

customElements.define(
  "tap-board",
  class extends HTMLElement {
    #queue = [];
    #sending = false;
    #timer = 0;
    #reload = false;

    connectedCallback() {
      this.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#take(event.target, event.submitter);
      });
      this.querySelector("[data-send]").addEventListener("click", () => this.#send());
      addEventListener("online", this.#send);
      document.addEventListener("visibilitychange", this.#send);
      addEventListener("beforeunload", this.#warn);
    }

    disconnectedCallback() {
      removeEventListener("online", this.#send);
      document.removeEventListener("visibilitychange", this.#send);
      removeEventListener("beforeunload", this.#warn);
      clearTimeout(this.#timer);
    }

    #warn = (event) => {
      if (this.#queue.length) event.preventDefault();
    };

    #take(form, submitter) {
      const body = new FormData(form, submitter);
      const line = form.querySelector("[name=line]");
      if (line && !line.value.trim()) return;
      if (line) line.value = "";
      const tap = { id: newId(), at: new Date(), body, action: form.action, held: false };
      body.set("idempotency_key", tap.id);
      const corrects = body.get("corrects");
      tap.row = corrects ? this.#strike(corrects) : this.#show(tap, submitter);
      this.#reload ||= ["ended", "stop"].includes(body.get("seen")) || Boolean(corrects);
      this.#queue.push(tap);
      this.#send();
    }

    #show(tap, submitter) {
      this.querySelector("[data-none]")?.remove();
      const row = this.querySelector("[data-row]").content.firstElementChild.cloneNode(true);
      row.querySelector("time").textContent = document.querySelector("[data-clock]").textContent;
      row.querySelector(".name").textContent = submitter.dataset.name ?? tap.body.get("line");
      const correct = row.querySelector("button");
      correct.value = tap.id;
      this.querySelector("[data-list]").prepend(row);
      return row;
    }

    #strike(id) {
      const button = this.querySelector(`button[name=corrects][value="${CSS.escape(id)}"]`);
      const row = button.closest("li");
      row.classList.add("corrected");
      button.remove();
      return row;
    }

    #send = async () => {
      if (this.#sending || !this.#queue.length) return;
      this.#sending = true;
      clearTimeout(this.#timer);
      while (this.#queue.length) {
        const done = await this.#sendOne(this.#queue[0]);
        if (!done) break;
        this.#queue.shift();
      }
      this.#sending = false;
      this.#tell();
    };

    // Whether the tap is off this page's hands: kept, or refused for good.
    async #sendOne(tap, anew = true) {
      const answer = await this.#post(tap);
      if (answer?.type === "opaqueredirect") return this.#hold(tap, true);
      if (answer?.status === 403 && anew) {
        return (await this.#newToken(tap)) ? this.#sendOne(tap, false) : this.#hold(tap, true);
      }
      if (answer?.status === 400) {
        const said = await answer.json().catch(() => ({ refused: [] }));
        this.#say(tap, `${this.dataset.refused} ${said.refused.join(" ")}`);
        return true;
      }
      if (!answer?.ok) return this.#hold(tap, false);
      this.#say(tap, tap.held ? this.dataset.later : "");
      return true;
    }

    async #post(tap) {
      if (tap.held) {
        tap.body.set("came", "later");
        tap.body.set("device_at", tap.at.toISOString());
      }
      try {
        return await fetch(tap.action, {
          method: "POST",
          body: tap.body,
          headers: { Accept: "application/json" },
          redirect: "manual",
          signal: AbortSignal.timeout(GIVE_UP_AFTER),
        });
      } catch {
        return null;
      }
    }

    // Signing in again gave this page a new token; it stands in the page's own forms.
    async #newToken(tap) {
      const page = await fetch(tap.action, { redirect: "manual" }).catch(() => null);
      if (!page?.ok) return false;
      const read = new DOMParser().parseFromString(await page.text(), "text/html");
      const token = read.querySelector("[name=csrfmiddlewaretoken]")?.value;
      if (!token) return false;
      for (const field of this.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
      for (const held of this.#queue) held.body.set("csrfmiddlewaretoken", token);
      return true;
    }

    #hold(tap, signedOut) {
      for (const held of this.#queue) {
        held.held = true;
        this.#say(held, this.dataset.notSent);
      }
      this.querySelector("[data-signed-out]").hidden = !signedOut;
      if (!signedOut) this.#timer = setTimeout(this.#send, AGAIN_AFTER);
      return false;
    }

    #say(tap, words) {
      let how = tap.row.querySelector(".how");
      if (!how) {
        how = document.createElement("small");
        how.className = "how";
        tap.row.querySelector(".what").append(how);
      }
      how.textContent = words;
    }

    #tell() {
      const waits = this.#queue.length > 0;
      this.querySelector("[data-held]").hidden = !waits;
      const state = this.querySelector("[data-state]");
      state.textContent = waits ? "" : this.dataset.allSent;
      if (!waits && this.#reload) location.reload();
    }
  },
);
