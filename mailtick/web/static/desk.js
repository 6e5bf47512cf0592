// The web desk's only script: keys, what was typed, live news. Every page does its work without it.
"use strict";

// What was typed is kept in this browser until the form was sent and taken.
const kept = (form) => `typed:${document.body.dataset.who}:${form.dataset.keep}`;
const fields = (form) => [...form.elements].filter((each) => each.matches("textarea, input[type=text], input[type=email], input:not([type])") && each.name);
for (const form of document.querySelectorAll("form[data-keep]")) {
  const stored = JSON.parse(localStorage.getItem(kept(form)) || "{}");
  for (const field of fields(form)) {
    if (stored[field.name] && !field.value) {
      field.value = stored[field.name];
      field.closest("details")?.setAttribute("open", "");
    }
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields(form).filter((each) => each.value).map((each) => [each.name, each.value]));
    localStorage.setItem(kept(form), JSON.stringify(typed));
  });
  form.addEventListener("submit", () => sessionStorage.setItem("sent", kept(form)));
}
// Only a page that says "done" lets what was sent be forgotten.
if (document.querySelector("main > .said:not(#news)")) localStorage.removeItem(sessionStorage.getItem("sent") || "");
sessionStorage.removeItem("sent");

// The menu is open on a wide screen and shut on a phone.
const menu = document.querySelector("details.menu");
const wide = matchMedia("(min-width: 48.01rem)");
const fitMenu = () => menu?.toggleAttribute("open", wide.matches);
wide.addEventListener("change", fitMenu);
fitMenu();

// Keys: whatever has data-key is pressed, or focused if it is a field, by that key; ? shows them all.
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable], dialog");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") document.activeElement.blur();
  if (isTyping(event.target)) return;
  if (event.key === "?") return showKeys(event);
  const scope = event.target.closest("[data-keys]") || document.querySelector("[data-keys].on") || document;
  const found = [...scope.querySelectorAll("[data-key]"), ...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input:not([type=checkbox]), textarea, select")) found.focus();
  else found.click();
});
function showKeys(event) {
  event.preventDefault();
  let box = document.querySelector("#keys");
  if (!box) {
    box = document.createElement("dialog");
    box.id = "keys";
    const heading = document.createElement("h2");
    heading.textContent = "Keys on this page";
    const list = document.createElement("ul");
    list.className = "plain";
    const seen = new Set();
    for (const each of document.querySelectorAll("[data-key]")) {
      const words = each.dataset.says || each.getAttribute("aria-label") || each.labels?.[0]?.textContent || each.textContent;
      if (seen.has(each.dataset.key)) continue;
      seen.add(each.dataset.key);
      const line = document.createElement("li");
      const key = document.createElement("kbd");
      key.textContent = each.dataset.key;
      line.append(key, ` ${words.trim()}`);
      list.append(line);
    }
    const shut = document.createElement("form");
    shut.method = "dialog";
    const button = document.createElement("button");
    button.textContent = "Close";
    shut.append(button);
    box.append(heading, list, shut);
    document.body.append(box);
  }
  box.showModal();
}

// Live: what stands in an element with data-fresh is fetched anew when something was written. What has the focus, or
// what somebody types into, stays where it is.
let asked = 0;
async function refresh() {
  const mine = ++asked;
  const answer = await fetch(location.href, { headers: { "X-Fresh": "1" } });
  if (!answer.ok || answer.redirected || mine !== asked) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const now = fresh.getElementById(old.id);
    if (now) renew(old, now);
  }
  document.dispatchEvent(new CustomEvent("fresh"));
}
const isBusy = (element) => element.contains(document.activeElement) && document.activeElement !== document.body;
function renew(old, now) {
  if (old.isEqualNode(now)) return;
  if (!isBusy(old)) return void old.replaceWith(document.importNode(now, true));
  // Somebody is in it: its rows are renewed one by one. One that has the focus stays, and nothing comes in above it.
  const rows = (list) => [...list.querySelectorAll("[data-row]")];
  const coming = new Map(rows(now).map((each) => [each.id, each]));
  for (const row of rows(old)) {
    const next = coming.get(row.id);
    coming.delete(row.id);
    if (isBusy(row)) continue;
    if (!next) row.classList.add("gone");
    else if (!row.isEqualNode(next)) row.replaceWith(document.importNode(next, true));
  }
  const last = rows(old).at(-1);
  for (const row of [...coming.values()].reverse()) last?.after(document.importNode(row, true));
}
function say(words) {
  const news = document.querySelector("#news");
  if (!news) return;
  news.textContent = words;
  news.hidden = !words;
}
if (document.body.dataset.live !== undefined && "EventSource" in window) {
  const line = new EventSource(`/live?incident=${encodeURIComponent(document.body.dataset.live)}`);
  let isLost = false;
  line.addEventListener("changed", refresh);
  line.addEventListener("others", (event) => {
    const names = JSON.parse(event.data);
    const box = document.querySelector("#others");
    if (!box) return;
    box.hidden = !names.length;
    box.textContent = names.length ? `${names.join(" and ")} ${names.length > 1 ? "have" : "has"} this open too.` : "";
  });
  line.addEventListener("open", () => { if (isLost) { isLost = false; say(""); refresh(); } });
  line.addEventListener("error", () => { isLost = true; say("The desk cannot be reached just now. What you type stays in this browser; it goes on by itself once the line is back."); });
  addEventListener("pagehide", () => line.close());
}
