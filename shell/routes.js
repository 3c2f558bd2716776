/**
 * The address is the single source of where one is: the program is told of it, and asks to change it.
 */

import { secondFactorHash } from "./session.js";

/** In milliseconds. */
const writtenAfter = 200;

/**
 * @param {import("./boundary.js").Program} program
 */
export function listenToRoutes(program) {
  let told = location.hash; // The program started there.
  const tell = () => {
    typed = ""; // Somebody has gone elsewhere meanwhile.
    if (location.hash === told) return; // popstate and hashchange come in pairs.
    told = location.hash;
    if (told === secondFactorHash) return location.reload();
    program.route(told);
  };
  addEventListener("popstate", tell);
  addEventListener("hashchange", tell);

  /** What the address is to become when nobody has typed for a moment: writing it takes the browser milliseconds. */
  let typed = "";
  let writing = 0;
  const write = () => {
    clearTimeout(writing);
    writing = 0;
    // Otherwise somebody has gone elsewhere, of which the event is still on its way.
    if (typed && location.hash === told) {
      history.replaceState(null, "", typed);
      told = location.hash;
    }
    typed = "";
  };
  addEventListener("pagehide", write);

  return {
    /**
     * @param {string} hash
     * @param {boolean} replace while typing, so that Back does not go letter by letter
     */
    navigate(hash, replace) {
      if (replace) {
        typed = hash;
        writing ||= setTimeout(write, writtenAfter);
        return;
      }
      write();
      if (hash === location.hash) return;
      history.pushState(null, "", hash);
      tell();
    },
  };
}
