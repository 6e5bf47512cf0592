// The web desk's only script: keys, what was typed, live news. Every page does its work without it.
"use strict";

// What was typed is kept in this browser until the form was sent and taken.
const kept = (form) => `typed:${document.body.dataset.who}:${form.dataset.keep}`;
const fields = (form) => [...form.elements].filter((each) => each.matches("textarea, input[type=text], input[type=email], input:not([type])") && !each.matches("[data-once]") && each.name);
// Only a page that says "done" lets what was sent be forgotten.
if (document.querySelector("main > .said:not(#news)")) localStorage.removeItem(sessionStorage.getItem("sent") || "");
sessionStorage.removeItem("sent");
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

// The menu is open on a wide screen and shut on a phone.
const menu = document.querySelector("details.menu");
const wide = matchMedia("(min-width: 48.01rem)");
const fitMenu = () => menu?.toggleAttribute("open", wide.matches);
wide.addEventListener("change", fitMenu);
fitMenu();

// Keys: whatever has data-key is pressed, or focused if it is a field, by that key; ? shows them all.
const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog");
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) return event.target.form.requestSubmit();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") leaveField();
  if (isTyping(event.target)) return;
  if (event.key === "?") return showKeys(event);
  if (event.key === "j" || event.key === "k") return step(event.key === "j" ? 1 : -1);
  const scope = event.target.closest("[data-keys]") || document.querySelector("[data-keys].on") || document;
  const found = [...scope.querySelectorAll("[data-key]"), ...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input:not([type=checkbox]), textarea, select")) return found.focus();
  found.click();
  if (found.matches("details[open] > summary")) found.parentElement.querySelector(FIELDS)?.focus();
});
const FIELDS = "input:not([type=hidden]), textarea, select";
// Where there is a keyboard, it begins at the first row; nothing is scrolled for it.
if (!location.hash && matchMedia("(hover: hover)").matches) document.querySelector("[data-first]")?.focus({ preventScroll: true });
// Out of a field, back to the row in which it stands.
function leaveField() {
  const row = document.activeElement.closest("[data-keys]");
  document.activeElement.blur();
  row?.focus();
}
// From row to row.
function step(by) {
  const rows = [...document.querySelectorAll("[data-row][tabindex]")];
  const at = rows.indexOf(document.activeElement.closest("[data-row][tabindex]"));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
const asKey = (key, says) => ({ dataset: { key, says } });
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
    const keys = [...document.querySelectorAll("[data-key]")];
    if (document.querySelector("[data-row][tabindex]")) keys.unshift(asKey("j", "the next row"), asKey("k", "the row before"));
    for (const each of keys) {
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
const isBusy = (element) => (element.contains(document.activeElement) && document.activeElement !== document.body) || isTouched(element);
// Something was typed, ticked, chosen or opened in it that is not sent yet.
const isTouched = (element) => [...element.querySelectorAll(FIELDS)].some(isChanged) || element.querySelector("details.act[open]");
const isChanged = (field) => field.matches("select") ? [...field.options].some((each) => each.selected !== each.defaultSelected) && ![...field.options].every((each) => !each.defaultSelected)
  : field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
function renew(old, now) {
  if (old.isEqualNode(now)) return;
  if (!isBusy(old)) return void old.replaceWith(document.importNode(now, true));
  // Somebody is in it: its rows are renewed one by one. One that has the focus stays, and nothing comes in above it.
  const rows = (list) => [...list.querySelectorAll("[data-row]")];
  const coming = new Map(rows(now).map((each) => [each.id, each]));
  for (const row of rows(old)) {
    const next = coming.get(row.id);
    coming.delete(row.id);
    if (!next) isGone(row);
    else if (isBusy(row)) continue;
    else if (!row.isEqualNode(next)) row.replaceWith(document.importNode(next, true));
  }
  const last = rows(old).at(-1);
  for (const row of [...coming.values()].reverse()) last?.after(document.importNode(row, true));
}
// What is dealt with stays where it is, so that nothing jumps, and says so.
function isGone(row) {
  if (row.classList.contains("gone")) return;
  row.classList.add("gone");
  const words = document.createElement("p");
  words.className = "warning";
  words.setAttribute("role", "status");
  words.textContent = "Somebody else has dealt with this by now.";
  row.append(words);
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
