/**
 * The session as the page knows it: who is asked for, who signed in, and how it ends. The cookie itself is HttpOnly and
 * never seen here.
 */

/** Of a request the session's cookie must not suffice: the server wants to see that it is ours. */
export const ownRequest = { "Castellan-Request": "1" };
/** The address of the page before the console that sets up a second factor. */
export const secondFactorHash = "#/second-factor";
const hintKey = "castellan.session";
const noticeKey = "castellan.notice";

/** @typedef {{ ok: boolean, status: number, body: any, retryAfter: number }} Answer */

/**
 * One JSON request to the server. Never throws: no network is status 0.
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<Answer>}
 */
export async function request(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      headers: {
        Accept: "application/json",
        ...ownRequest,
        ...(body ? { "Content-Type": "application/json" } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await response.text();
    return {
      ok: response.ok,
      status: response.status,
      body: text ? JSON.parse(text) : null,
      retryAfter: Number(response.headers.get("Retry-After")) || 0,
    };
  } catch {
    return { ok: false, status: 0, body: null, retryAfter: 0 };
  }
}

/** Whether somebody signed in here before and did not sign out: then the form need not be painted first. */
export function seemsSignedIn() {
  return read(localStorage, hintKey) !== null;
}

/** Notes that the cookie is there now. */
export function signedIn() {
  write(localStorage, hintKey, "1");
}

/** Notes that it is not. */
export function notSignedIn() {
  write(localStorage, hintKey, null);
}

/**
 * Ends the session and forgets everything of it by loading the page anew: memory, replica, texts being typed.
 * @param {"asked" | "ended"} why "ended" when the server said so; the way back to this address is then kept
 */
export async function signOut(why) {
  const reached = why === "ended" || (await request("DELETE", "/api/v1/session")).status !== 0;
  notSignedIn();
  write(sessionStorage, noticeKey, reached ? why : "unreached");
  if (why === "asked") history.replaceState(null, "", location.pathname);
  location.reload();
}

/** Why the page was loaded anew, said once. @returns {string} */
export function takeNotice() {
  const why = read(sessionStorage, noticeKey);
  write(sessionStorage, noticeKey, null);
  if (why === "asked") return notices.asked;
  if (why === "unreached") return notices.unreached;
  return why === "ended" ? notices.ended : "";
}

// words:
const notices = {
  asked: "You have signed out.",
  unreached:
    "You have signed out here, but the server could not be reached. On a shared computer, close the browser too.",
  ended: "Your session has ended. Sign in to go on where you were.",
};
// words end

// Signing out in one tab signs out all of them.
addEventListener("storage", (event) => {
  if (event.key === hintKey && event.newValue === null && event.oldValue !== null) location.reload();
});

/**
 * @param {Storage} storage
 * @param {string} key
 */
function read(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @param {string | null} value
 */
function write(storage, key, value) {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    // Without storage the form is painted first after each reload, nothing worse.
  }
}
