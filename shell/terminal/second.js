/**
 * The second person (S-13): proves himself by PIN or badge at the same terminal, for one change, over what the first one sees.
 */

import { say } from "../language.js";
import { byVault, refusal } from "./identify.js";
import { link } from "./link.js";
import { Pad } from "./pad.js";

/** @typedef {{ user: string, token: string }} Present `token`: of the service; empty without the network */

/**
 * @param {string} first the id of who is signed in
 * @param {object} change for which he is wanted
 * @returns {Promise<Present | null>} null: nobody came
 */
export function secondPerson(first, change) {
  const dialog = document.createElement("dialog");
  dialog.id = "second";
  dialog.setAttribute("aria-labelledby", "second-title");
  const title = document.createElement("h1");
  title.id = "second-title";
  say(title, "A second person is needed");
  const root = document.createElement("div");
  root.className = "pad";
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "key quiet";
  say(cancel, "Cancel");
  dialog.append(title, root, cancel);
  document.body.append(dialog);

  return new Promise((resolve) => {
    /** @param {Present | null} present */
    const leave = (present) => {
      pad.close();
      dialog.remove();
      resolve(present);
    };
    const pad = new Pad(root, async (proof) => {
      if (proof.user === first) return { problem: "This has to be somebody else." };
      if (link.online) {
        const { user, badge, pin } = proof;
        const answer = await link.ask("POST", "/api/v1/terminal/second-person", { ...(user ? { user } : { badge }), ...(pin ? { pin } : {}), change });
        if (answer.status === 201) {
          leave({ user: answer.body.user ?? user, token: answer.body.token });
          return null;
        }
        if (answer.status !== 0) return refusal(answer);
      }
      const { verdict, opened } = await byVault(proof);
      if (opened?.user === first) return { problem: "This has to be somebody else." };
      if (opened) leave({ user: opened.user, token: "" });
      return verdict;
    });
    pad.show(link.info?.people.filter(({ user }) => user !== first) ?? [], link.info?.badge_alone ?? false);
    cancel.onclick = () => leave(null);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      leave(null);
    });
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.showModal();
  });
}
