// The shop in the browser. Whatever a shopper does to a cart, or buys, is first noted in this browser (the outbox) and
// struck out once the shop has said that it is written. So a failover in between loses nothing and buys nothing twice:
// a cart line is set, not added to, and an order carries a key of its own.

const LANGUAGE = document.documentElement.lang;
const TEXTS = JSON.parse(document.getElementById("texts").textContent);
const ANSWER_MS_MAX = 10_000; // Longer than the shop itself goes on trying; then it is taken as gone.
const RETRY_MS_MIN = 1_000; // The shop's own Retry-After.
const RETRY_MS_MAX = 15_000;
const OUTBOX = "unicorn-shop-outbox";
const CART = "unicorn-shop-cart";
const NOTICE = "unicorn-shop-notice"; // One sentence for the page that comes next.

const at = (id) => document.getElementById(id);
const money = (cents) =>
  new Intl.NumberFormat(LANGUAGE, { style: "currency", currency: "USD" }).format(cents / 100);
const text = (key, values = {}) =>
  Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), TEXTS[key]);

function say(sentence) {
  at("said").textContent = sentence;
}

function sayNext(sentence) {
  sessionStorage.setItem(NOTICE, sentence);
}

/** Makes an element; attributes that are functions listen. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(key, value);
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

function drawing(unicorn) {
  const drawn = at("drawing").content.firstElementChild.cloneNode(true);
  drawn.setAttribute("data-unicorn", unicorn);
  return drawn;
}

// --- the shop ---

/** Asks the shop. `away` says that nobody could answer for now: the same question may be asked again. */
async function ask(method, path, body) {
  try {
    const answer = await fetch(`/api${path}`, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const region = answer.headers.get("X-Shop-Region");
    if (region) {
      at("region").textContent = region;
    }
    // A page in place of the shop's answer comes from something in between: the shop itself has said nothing.
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    return { status: answer.status, body: json ? await answer.json() : {}, away: !json || answer.status >= 500 };
  } catch {
    return { status: 0, body: {}, away: true };
  }
}

/** Asks until there is an answer, ever more slowly; the page says that it waits. */
async function read(path) {
  for (let pause = RETRY_MS_MIN; ; pause = Math.min(2 * pause, RETRY_MS_MAX)) {
    const answer = await ask("GET", path);
    if (!answer.away) {
      if (at("said").textContent === text("away-read")) {
        say("");
      }
      return answer;
    }
    say(text("away-read"));
    await new Promise((done) => setTimeout(done, pause));
  }
}

// --- the outbox ---

const stored = (key, fallback) => JSON.parse(localStorage.getItem(key) ?? fallback);
const outbox = () => stored(OUTBOX, "[]");
const mine = () => outbox().filter((entry) => entry.email === member?.email);
const locked = (work) => (navigator.locks ? navigator.locks.request(OUTBOX, work) : work());

let member; // {email}, undefined while nobody is signed in
let retry; // the timer of the next attempt
let pause = RETRY_MS_MIN;

function keepOutbox(entries) {
  localStorage.setItem(OUTBOX, JSON.stringify(entries));
  showPending();
}

function showPending() {
  const count = mine().length;
  at("pending").textContent = count === 0 ? "" : text("pending", { count });
}

/** Notes a write and tries it; a newer quantity of the same unicorn stands for the older ones. */
async function write(entry) {
  const noted = { ...entry, key: newKey(), email: member.email };
  const replaced = (old) => old.kind === "cart" && entry.kind === "cart" && old.email === noted.email
    && old.unicornId === entry.unicornId;
  await locked(() => keepOutbox([...outbox().filter((old) => !replaced(old)), noted]));
  await drain();
}

/** A UUID that no other order has; crypto.randomUUID is there on secure origins only. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const send = (entry) =>
  entry.kind === "cart"
    ? ask("POST", "/cart", { unicornId: entry.unicornId, quantity: entry.quantity })
    : ask("POST", "/orders", { id: entry.key, totalCents: entry.totalCents });

/** Sends what is noted, oldest first, and stops where the shop cannot write. One tab at a time. */
async function drain() {
  clearTimeout(retry);
  const held = await locked(async () => {
    for (let entry = mine()[0]; entry; entry = mine()[0]) {
      const answer = await send(entry);
      if (answer.away || answer.status === 401 || answer.status === 429) {
        return answer;
      }
      keepOutbox(outbox().filter((other) => other.key !== entry.key));
      learn(entry, answer);
    }
    return undefined;
  });
  if (!held) {
    pause = RETRY_MS_MIN;
  } else if (held.status === 401) {
    say(text("waiting-login"));
  } else {
    say(text("away-write"));
    retry = setTimeout(drain, pause);
    pause = Math.min(2 * pause, RETRY_MS_MAX);
  }
  await show();
}

/** Says what became of a noted write. */
function learn(entry, answer) {
  if (answer.status < 300) {
    if (entry.kind === "cart") {
      keepCart(answer.body);
      say(text(entry.quantity === 0 ? "removed" : "added", { name: entry.name }));
    } else {
      keepCart({ lines: [], totalCents: 0 });
      say(text("bought"));
    }
  } else if (answer.status === 409 && entry.kind === "order") {
    forgetCart();
    say(text("cart-changed"));
  } else {
    say(text("refused", { why: answer.body.error ?? answer.status }));
  }
}

// --- the cart, as last heard and with what is still noted ---

const keepCart = (cart) => localStorage.setItem(CART, JSON.stringify({ ...cart, email: member.email }));
const forgetCart = () => localStorage.removeItem(CART);

function cartAsSeen() {
  const heard = stored(CART, "null");
  const lines = new Map();
  for (const line of heard?.email === member?.email ? (heard?.lines ?? []) : []) {
    lines.set(line.unicornId, line.quantity);
  }
  for (const entry of mine()) {
    if (entry.kind === "order") {
      lines.clear();
    } else if (entry.quantity === 0) {
      lines.delete(entry.unicornId);
    } else {
      lines.set(entry.unicornId, entry.quantity);
    }
  }
  return [...lines].sort(([one], [other]) => one - other).map(([unicornId, quantity]) => ({ unicornId, quantity }));
}

/** Asks once: where nobody answers, the cart last heard stands. */
async function hearCart() {
  const answer = await ask("GET", "/cart");
  if (answer.status === 200) {
    keepCart(answer.body);
  }
}

const setQuantity = (unicorn, quantity) =>
  write({ kind: "cart", unicornId: unicorn.id, name: unicorn.name, quantity });

// --- pages ---

let herd = [];
const unicornOf = (id) => herd.find((unicorn) => unicorn.id === id) ?? { id, name: `#${id}`, priceCents: 0 };

function requireMember() {
  if (!member) {
    sayNext(text("need-login"));
    location.assign(`/${LANGUAGE}/login.html`);
  }
  return member !== undefined;
}

const pages = {
  async index() {
    herd = await hearHerd();
    at("herd").replaceChildren(
      ...herd.map((unicorn) =>
        element("li", {}, element("a", { href: `/${LANGUAGE}/unicorn.html?id=${unicorn.id}` }, drawing(unicorn.id),
          element("span", {}, unicorn.name)), element("span", {}, money(unicorn.priceCents)))),
    );
  },

  async unicorn() {
    herd = await hearHerd();
    const unicorn = herd.find((one) => String(one.id) === new URLSearchParams(location.search).get("id"));
    if (!unicorn) {
      say(text("no-unicorn"));
      return;
    }
    at("title").textContent = unicorn.name;
    document.title = `${unicorn.name} · ${document.title.split(" · ").at(-1)}`;
    at("one").replaceChildren(
      drawing(unicorn.id),
      element("p", {}, money(unicorn.priceCents)),
      element("button", { type: "button", click: () => requireMember() && addOne(unicorn) }, text("add")),
    );
    at("one").hidden = false;
  },

  async cart() {
    if (!requireMember()) {
      return;
    }
    herd = await hearHerd();
    await show();
    const answer = await read("/cart");
    if (answer.status === 200) {
      keepCart(answer.body);
    }
  },

  async orders() {
    if (!requireMember()) {
      return;
    }
    const [heard, answer] = [await hearHerd(), await read("/orders")];
    herd = heard;
    const orders = answer.body.orders ?? [];
    at("orders").replaceChildren(
      ...(orders.length === 0 ? [element("p", {}, text("orders-empty"))] : orders.map(describeOrder)),
    );
  },

  async signup() {
    onForm(async (credentials) => {
      const answer = await ask("POST", "/signup", credentials);
      if (answer.status === 201) {
        await logIn(credentials);
      } else {
        sayForm(answer, { 409: "taken" });
      }
    });
  },

  async login() {
    onForm(logIn);
  },
};

async function hearHerd() {
  return (await read("/catalogue")).body.unicorns ?? [];
}

/** One more than the shopper has; the answer names the quantity, so sending it twice adds one only. */
async function addOne(unicorn) {
  await hearCart();
  const has = cartAsSeen().find((line) => line.unicornId === unicorn.id)?.quantity ?? 0;
  await setQuantity(unicorn, Math.min(has + 1, 100));
}

function table(caption, head, rows) {
  return element("div", { class: "scroll" }, element("table", {}, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows.map(([first, ...cells]) => element("tr", {},
      element("th", { scope: "row" }, first), ...cells.map((cell) => element("td", {}, cell)))))));
}

function describeOrder(order) {
  const date = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "long", timeStyle: "short" })
    .format(new Date(order.placedAt));
  const rows = order.lines.map((line) =>
    [unicornOf(line.unicornId).name, String(line.quantity), money(line.quantity * line.priceCents)]);
  return element("section", { "data-order": order.id },
    table(text("order", { date }), [text("name"), text("quantity"), text("price")], rows),
    element("p", {}, `${text("total")}: ${money(order.totalCents)} · ${text("placed-in", { region: order.placedIn })}`));
}

/** Draws what depends on cart and outbox. */
async function show() {
  showPending();
  const lines = member ? cartAsSeen() : [];
  const count = lines.reduce((sum, line) => sum + line.quantity, 0);
  at("count").textContent = count === 0 ? "" : `(${count})`;
  const place = at("cart");
  if (!place || !member) {
    return;
  }
  if (lines.length === 0) {
    place.replaceChildren(element("p", {}, text("cart-empty")));
    return;
  }
  const totalCents = lines.reduce((sum, line) => sum + line.quantity * unicornOf(line.unicornId).priceCents, 0);
  place.replaceChildren(
    table(TEXTS.cart, [text("name"), text("quantity"), text("price"), text("remove")], lines.map(cartRow)),
    element("p", {}, `${text("total")}: ${money(totalCents)}`),
    element("p", {}, element("button", { type: "button", id: "buy", click: () => buy(totalCents) }, text("buy"))),
  );
}

function cartRow(line) {
  const unicorn = unicornOf(line.unicornId);
  return [
    unicorn.name,
    element("input", { type: "number", min: "1", max: "100", value: String(line.quantity),
      "aria-label": text("quantity-of", { name: unicorn.name }),
      change: (event) => event.target.checkValidity() && setQuantity(unicorn, event.target.valueAsNumber) }),
    money(line.quantity * unicorn.priceCents),
    element("button", { type: "button", class: "quiet", "aria-label": text("remove-one", { name: unicorn.name }),
      click: () => removeLine(unicorn) }, text("remove")),
  ];
}

async function removeLine(unicorn) {
  at("content").focus(); // The button that had the focus goes away.
  await setQuantity(unicorn, 0);
}

async function buy(totalCents) {
  at("buy").disabled = true; // One press, one order.
  at("content").focus();
  await write({ kind: "order", totalCents });
}

// --- signing in and out ---

function onForm(then) {
  at("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (!form.checkValidity()) {
      say(text("not-valid"));
      form.querySelector(":invalid").focus();
      return;
    }
    const button = form.querySelector("button");
    button.disabled = true;
    await then({ email: form.elements.email.value, password: form.elements.password.value });
    button.disabled = false;
  });
}

function sayForm(answer, sentences) {
  say(answer.away ? text("away-form")
    : sentences[answer.status] ? text(sentences[answer.status])
      : text("refused", { why: answer.body.error ?? answer.status }));
}

async function logIn(credentials) {
  const answer = await ask("POST", "/login", credentials);
  if (answer.status === 200) {
    location.assign(`/${LANGUAGE}/index.html`);
  } else {
    sayForm(answer, { 401: "wrong-login" });
  }
}

at("logout").addEventListener("click", async () => {
  const answer = await ask("POST", "/logout");
  if (answer.away) {
    say(text("away-form"));
  } else {
    forgetCart();
    sayNext(text("signed-out"));
    location.assign(`/${LANGUAGE}/index.html`);
  }
});

/** Who is signed in is asked until the shop says; what the shopper may do depends on it. */
async function start() {
  say(sessionStorage.getItem(NOTICE) ?? "");
  sessionStorage.removeItem(NOTICE);
  at("other-language").search = location.search;
  const page = document.body.dataset.page;
  const answer = await read("/session");
  member = answer.status === 200 ? { email: answer.body.email } : undefined;
  for (const item of document.querySelectorAll("[data-for]")) {
    item.hidden = (item.dataset.for === "member") !== (member !== undefined);
  }
  at("who").textContent = member ? text("signed-in", { email: member.email }) : "";
  if (member && page !== "cart") {
    await hearCart();
  }
  await pages[page]?.();
  await show();
  if (mine().length > 0) {
    await drain();
  } else if (!member && outbox().length > 0) {
    say(text("waiting-login"));
  }
}

window.addEventListener("online", () => member && drain());
await start();
document.body.dataset.ready = "yes"; // For tests and tools: everything this page asks for at its start has come.
