/** The eight steps of the tour: what each shows, and what it does in the consoles. */

import { press } from "./hands.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./house.js").House} House */
/** @typedef {{ stage: Stage, house: House, say: (note: Note) => void }} Guide */
/** @typedef {{ tone: "calm" | "refused" | "done", head: string, text: string }} Note what came of an action */
/**
 * @typedef {object} Step
 * @property {string} title
 * @property {string} text
 * @property {import("./stage.js").Scene[]} scenes who looks at what
 * @property {string} [label] of what can be done about it
 * @property {(guide: Guide) => Promise<void> | void} [act]
 */

const ada = "u1";
const caroline = "u18";
const liam = "u6";
const noah = "u22";
const unpluggedFor = 60_000;

/** @type {Step[]} */
export const steps = [
  {
    title: "One safe, two people",
    text: "On the left Ada, who administers Field Operations. On the right Noah, who opens this safe and nothing more. It is the same page of the same program. What Noah may not do is not greyed out for him: it is not there.",
    scenes: [
      { user: ada, hash: "#/safes/s1" },
      { user: noah, hash: "#/safes/s1" },
    ],
  },
  {
    title: "Hidden here, refused there",
    text: "Noah has no button to sync the safe. Ask the service in his name all the same: it judges by the very rules that hid the button, and names the one that decided.",
    scenes: [{ user: noah, hash: "#/safes/s1" }],
    label: "Ask the service anyway",
    act: async ({ stage, say }) => {
      const headers = { "content-type": "application/json", "castellan-request": "1" };
      const body = JSON.stringify({ changes: [{ kind: "safe.sync", safe: "s1" }] });
      const { status, body: answer } = await stage.panes[0].ask("POST", "/api/v1/changes", headers, body);
      const problem = JSON.parse(new TextDecoder().decode(answer));
      say({ tone: "refused", head: `Refused: ${status}, rule ${problem.rule}`, text: problem.detail ?? problem.title ?? "" });
    },
  },
  {
    title: "Why can’t I?",
    text: "Liam followed a link to a page that is not for him. He reads which permission is missing, which rule asks for it, and who has it. The same page says of every safe, door and group who can do what, and by which role.",
    scenes: [{ user: liam, hash: "#/webhooks" }],
  },
  {
    title: "See it before you do it",
    text: "Ada is about to make Noah a Group Administrator. Before anything is sent, the dialog tells what he would gain, and where: the change is tried on a copy of the world.",
    scenes: [{ user: ada, hash: "#/users/u22" }],
    label: "Open the dialog",
    act: async ({ stage, say }) => {
      const [pane] = stage.panes;
      if ((await press(pane, "Set role…")) && (await press(pane, "Group Administrator"))) return;
      say({ tone: "calm", head: "Press “Set role…” in the console", text: "and choose Group Administrator." });
    },
  },
  {
    title: "A code on the phone",
    text: "To make somebody administrator takes a code that comes by text and by mail. Caroline asks for it; it arrives on the phone below. Enter it, press Confirm, and watch Noah’s console on the right: the page that was not for him opens in the same moment.",
    scenes: [
      { user: caroline, hash: "#/users/u22" },
      { user: noah, hash: "#/members" },
    ],
    label: "Make Noah administrator",
    act: async ({ stage, say }) => {
      if (await press(stage.panes[0], "Make administrator")) return;
      say({ tone: "done", head: "Noah is an administrator already", text: "End his role in the menu, and make him one again." });
    },
  },
  {
    title: "Safes that come and go",
    text: "Forty simulated safes speak to the service as real ones do, each message signed by the device. Take one off the network: within seconds both consoles know, and what can’t be done meanwhile says why. After a minute it is back.",
    scenes: [
      { user: liam, hash: "#/safes/s1" },
      { user: noah, hash: "#/safes/s1" },
    ],
    label: "Unplug Medic 11",
    act: ({ house, say }) => {
      house.unplug("s1", unpluggedFor);
      say({ tone: "calm", head: "Medic 11 narcotics has lost its network", text: "It counts as offline when it has missed three heartbeats, a quarter of a minute from now." });
    },
  },
  {
    title: "Who can, and who could",
    text: "Everybody who can unlock this safe, by which role and which rule. Choose a day under “As of”, and the log is replayed up to it: who could do so then, and what is different now.",
    scenes: [{ user: ada, hash: "#/access?thing=safe:s1&can=safes.unlock" }],
  },
  {
    title: "A trail that can’t be rewritten",
    text: "Each change and each refusal is an entry, chained to the former by its hash; the service walks the chain again and again. What you did on this tour is at the top. Now it is yours: be anybody, try anything. It stays in this browser until you start over.",
    scenes: [{ user: ada, hash: "#/audit" }],
  },
];
