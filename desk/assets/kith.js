// Everything works without this file. With it, pages show what is new as it comes, and what is written survives a reload.
"use strict";
(() => {
  const body = document.body;
  const live = document.getElementById("live");
  const topics = new Set((body.dataset.live || "").split(" "));
  const WAIT_MS = 250;

  // Changes one tree into another in place: what has not changed is not touched, so focus, typed text and scroll stay.
  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
  const changed = (el) => {
    if (el.type === "checkbox" || el.type === "radio") return el.checked !== el.defaultChecked;
    return "defaultValue" in el && el.value !== el.defaultValue;
  };
  const typed = (el) => el.matches("input, textarea, select") && (el === document.activeElement || changed(el));
  // While a form is being written, it remembers the text that it began with.
  const begunWith = (el) => el.matches("input[type=hidden][name^=was-]") && el.form && [...el.form.elements].some(typed);
  function morph(from, to) {
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
      return;
    }
    if (typed(from) || begunWith(from)) return;
    for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && name !== "open") from.removeAttribute(name);
    for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value && name !== "open") from.setAttribute(name, value);
    const news = [...to.childNodes];
    news.forEach((next, at) => {
      const now = from.childNodes[at];
      const known = next.id && [...from.children].find((child) => child.id === next.id);
      if (known) {
        if (known !== now) from.insertBefore(known, now);
        morph(known, next);
      } else if (!now) from.append(next);
      else if (same(now, next)) morph(now, next);
      else if (now.contains(document.activeElement) || now.querySelector?.("textarea, input:not([type=hidden])")) from.insertBefore(next, now);
      else now.replaceWith(next);
    });
    while (from.childNodes.length > news.length) from.lastChild.remove();
  }

  const here = location.href.split("#")[0];
  const home = `${body.dataset.prefix}/`;
  const look = (address) => fetch(address, { headers: { "x-kith-live": "1" }, credentials: "same-origin" }).catch(() => null);
  const LOCKED = 423;

  async function refresh() {
    const answer = await look(here);
    if (!answer) return;
    // Locked meanwhile: nothing of it may stay on the screen. Loading it anew could send a form once more; going there does not.
    if (answer.status === LOCKED) { location.replace(here); return; }
    if (!answer.ok) {
      // After a form that did not go through, the address may be one that takes forms alone: the first page says whether it is locked.
      if ((await look(home))?.status === LOCKED) location.replace(home);
      return;
    }
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["truth", "signal", "live"]) {
      const now = document.getElementById(id), then = next.getElementById(id);
      if (now && then) morph(now, then);
    }
    restoreDrafts();
  }

  let timer = 0, missed = false;
  function heard(topic) {
    if (!["all", "truth", "settings"].includes(topic) && !topics.has(topic)) return;
    if (document.hidden) { missed = true; return; }
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT_MS);
  }

  // A browser keeps few connections to one machine: in the demo the outer page listens for all frames, and a hidden page not at all.
  const inDemo = (() => { try { return window.parent !== window && "demo" in window.parent.document.body.dataset; } catch { return false; } })();
  let source = null;
  function listen() {
    if (source || inDemo || !live) return;
    source = new EventSource(`${body.dataset.prefix}/live`);
    source.addEventListener("change", ({ data }) => {
      const [topic, prefix] = data.split(" ");
      for (const frame of document.querySelectorAll("iframe[data-device]"))
        if (!prefix || frame.dataset.device === prefix) frame.contentWindow.postMessage({ kith: topic }, location.origin);
      heard(topic);
    });
  }
  window.addEventListener("message", ({ origin, data }) => { if (origin === location.origin && data && data.kith) heard(data.kith); });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { source?.close(); source = null; }
    else { listen(); if (missed || !inDemo) refresh(); missed = false; }
  });
  if (!document.hidden) listen();

  // Somebody who reads or writes here uses the profile: it is told now and then, so that it does not lock under their hands.
  const PRESENT_MS = 20_000;
  let presentAt = Date.now();
  async function present() {
    const secret = document.querySelector("input[type=hidden][name=secret]")?.value;
    if (!secret || Date.now() - presentAt < PRESENT_MS) return;
    presentAt = Date.now();
    const told = await fetch(`${body.dataset.prefix}/present`, { method: "POST", body: new URLSearchParams({ secret }), credentials: "same-origin" }).catch(() => null);
    if (told?.status === LOCKED) refresh();
  }
  if (live) for (const sign of ["input", "keydown", "pointerdown", "wheel", "touchmove"]) document.addEventListener(sign, present, { passive: true });

  // Drafts: kept in this tab until the form has gone through.
  const key = (form) => `kith-draft ${new URL(form.action).pathname}`;
  const fields = (form) => [...form.querySelectorAll("textarea, input:not([type=hidden], [type=file]), input[name^=was-], select")].filter((field) => field.name);
  function saveDraft(form) {
    const kept = fields(form).map((field) => [field.name, field.value, field.checked === true]);
    try { sessionStorage.setItem(key(form), JSON.stringify(kept)); } catch { /* full or forbidden: the form itself still holds it */ }
  }
  function restoreDrafts() {
    for (const form of document.querySelectorAll("form[data-draft]:not([data-restored])")) {
      form.dataset.restored = "yes";
      let kept = [];
      try { kept = JSON.parse(sessionStorage.getItem(key(form))) || []; } catch { /* unreadable: as if there were none */ }
      const now = fields(form);
      kept.forEach(([name, value, checked], at) => {
        const field = now[at];
        if (!field || field.name !== name) return;
        if (field.type === "checkbox" || field.type === "radio") field.checked = checked;
        // What it began with comes back with what was written on it: what came since is not taken for read.
        else if (value || field.type === "hidden") field.value = value;
        // What is folded away opens where something of the draft is in it; what the page shows open stays so.
        const fold = field.closest("details");
        if (fold && changed(field)) fold.open = true;
      });
    }
  }
  const done = document.querySelector("[data-done]");
  if (done) sessionStorage.removeItem(`kith-draft ${done.dataset.done}`);
  restoreDrafts();
  document.addEventListener("input", ({ target }) => {
    const form = target.form;
    if (!form || !("draft" in form.dataset)) return;
    saveDraft(form);
    if (form.dataset.kept) keepSoon(form);
  });

  // What the device keeps as well, for another device of the same person: now and then while they write, and when they look away.
  const KEEP_MS = 15_000;
  const unkept = new Map();
  function keepSoon(form) {
    if (!unkept.has(form)) unkept.set(form, setTimeout(() => keep(form), KEEP_MS));
  }
  function keep(form) {
    clearTimeout(unkept.get(form));
    unkept.delete(form);
    const said = new URLSearchParams({ secret: form.elements.secret.value, text: form.elements.text.value, "was-draft": form.elements["was-draft"].value });
    fetch(form.dataset.kept, { method: "POST", body: said, credentials: "same-origin", keepalive: true }).catch(() => null);
  }
  const keepAll = () => [...unkept.keys()].forEach(keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keepAll(); });
  addEventListener("pagehide", keepAll);
  // What is sent needs no keeping: a word kept on the way would come back as begun.
  document.addEventListener("submit", ({ target }) => { clearTimeout(unkept.get(target)); unkept.delete(target); });

  // The copy button shows only where it can work.
  for (const copy of document.querySelectorAll("[data-copy]")) {
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).value.trim()); } catch { return; }
      copy.lastElementChild.textContent = copy.dataset.copied;
    });
  }
})();
