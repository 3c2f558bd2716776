/**
 * The address is the single source of where one is: the program is told of it, and asks to change it.
 */

import { secondFactorHash } from "./session.js";

/**
 * @param {import("./boundary.js").Program} program
 */
export function listenToRoutes(program) {
  let told = location.hash; // The program started there.
  const tell = () => {
    if (location.hash === told) return; // popstate and hashchange come in pairs.
    told = location.hash;
    if (told === secondFactorHash) return location.reload();
    program.route(told);
  };
  addEventListener("popstate", tell);
  addEventListener("hashchange", tell);

  return {
    /**
     * @param {string} hash
     * @param {boolean} replace while typing, so that Back does not go letter by letter
     */
    navigate(hash, replace) {
      if (hash === location.hash) return;
      if (replace) history.replaceState(null, "", hash);
      else history.pushState(null, "", hash);
      tell();
    },
  };
}
