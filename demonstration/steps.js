/** The eight steps of the tour: what each shows, and what it does in the consoles. */

import { press } from "./hands.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./house.js").House} House */
/** @typedef {{ stage: Stage, house: House, say: (note: Note) => void }} Guide */
/** @typedef {[string, ...unknown[]]} Said a text and what fills it */
/** @typedef {{ tone: "calm" | "refused", head: Said, text: Said }} Note what came of an action */
/**
 * @typedef {object} Step
 * @property {string} title
 * @property {string} text
 * @property {import("./stage.js").Scene[]} scenes who looks at what
 * @property {string} [label] of what can be done about it
 * @property {(guide: Guide) => Promise<void> | void} [act]
 * @property {boolean} [hidesGuide] what comes of it is seen in a console, not in the tour
 */

const ada = "u1";
const caroline = "u18";
const liam = "u6";
const noah = "u22";
const unpluggedFor = 60_000;

// words:
const told = {
  together: {
    title: "One safe, two people",
    text: "On the left Ada, who administers Field Operations. On the right Noah, who opens this safe and nothing more. It is the same page of the same program. What Noah may not do is not greyed out for him: it is not there.",
  },
  refused: {
    title: "Hidden here, refused there",
    text: "Liam gives Noah any role but the top one: “Set role…” does not even offer him that. Ask the service in his name all the same. It judges by the very rules that hid the choice, and names the one that decided.",
    label: "Ask the service anyway",
  },
  why: {
    title: "Why can’t I?",
    text: "Liam followed a link to a page that is not for him. He reads which permission is missing, which rule asks for it, and who has it. The same page says of every safe, door and group who can do what, and by which role.",
  },
  preview: {
    title: "See it before you do it",
    text: "Ada is about to make Noah a Group Administrator. Before anything is sent, the dialog tells what he would gain, and where: the change is tried on a copy of the world.",
    label: "Open the dialog",
  },
  code: {
    title: "A code on the phone",
    text: "To make somebody administrator takes a code that comes by text and by mail. Caroline asks for it; it arrives on the phone below. Enter it, press Confirm, and watch Noah’s console on the right: the page that was not for him opens in the same moment.",
    label: "Make Noah administrator",
  },
  safes: {
    title: "Safes that come and go",
    text: "Forty simulated safes speak to the service as real ones do, each message signed by the device. Take one off the network: within seconds both consoles know, and what can’t be done meanwhile says why. After a minute it is back.",
    label: "Unplug Medic 11",
  },
  access: {
    title: "Who can, and who could",
    text: "Everybody who can unlock this safe, by which role and which rule. Choose a day under “As of”, and the log is replayed up to it: who could do so then, and what is different now.",
  },
  trail: {
    title: "A trail that can’t be rewritten",
    text: "Each change and each refusal is an entry, chained to the former by its hash; the service walks the chain again and again. What you did on this tour is at the top. Now it is yours: be anybody, try anything. It stays in this browser until you start over.",
  },
};
const notes = {
  refused: "Refused: {}, rule {}",
  press: "Press “Set role…” in the console",
  choose: "and choose Group Administrator.",
  already: "Noah is an administrator already",
  end: "End his role in the menu, and make him one again.",
  unplugged: "Medic 11 narcotics has lost its network",
  missed: "It counts as offline when it has missed three heartbeats, a quarter of a minute from now.",
};
// words end

/** @type {Step[]} */
export const steps = [
  {
    ...told.together,
    scenes: [
      { user: ada, hash: "#/safes/s1" },
      { user: noah, hash: "#/safes/s1" },
    ],
  },
  {
    ...told.refused,
    scenes: [{ user: liam, hash: "#/users/u22" }],
    act: async ({ stage, say }) => {
      const headers = { "content-type": "application/json", "castellan-request": "1" };
      const body = JSON.stringify({ changes: [{ kind: "user.set_role", account: "a1", user: noah, role: "account_admin" }] });
      const { status, body: answer } = await stage.panes[0].ask("POST", "/api/v1/changes", headers, body);
      const problem = JSON.parse(new TextDecoder().decode(answer));
      say({ tone: "refused", head: [notes.refused, status, problem.rule], text: [problem.detail ?? problem.title] });
    },
  },
  {
    ...told.why,
    scenes: [{ user: liam, hash: "#/webhooks" }],
  },
  {
    ...told.preview,
    scenes: [{ user: ada, hash: "#/users/u22" }],
    hidesGuide: true,
    act: async ({ stage, say }) => {
      const [pane] = stage.panes;
      if ((await press(pane, "Set role…")) && (await press(pane, "Group Administrator"))) return;
      say({ tone: "calm", head: [notes.press], text: [notes.choose] });
    },
  },
  {
    ...told.code,
    scenes: [
      { user: caroline, hash: "#/users/u22" },
      { user: noah, hash: "#/members" },
    ],
    hidesGuide: true,
    act: async ({ stage, say }) => {
      if (await press(stage.panes[0], "Make administrator")) return;
      say({ tone: "calm", head: [notes.already], text: [notes.end] });
    },
  },
  {
    ...told.safes,
    scenes: [
      { user: liam, hash: "#/safes/s1" },
      { user: noah, hash: "#/safes/s1" },
    ],
    act: ({ house, say }) => {
      house.unplug("s1", unpluggedFor);
      say({ tone: "calm", head: [notes.unplugged], text: [notes.missed] });
    },
  },
  {
    ...told.access,
    scenes: [{ user: ada, hash: "#/access?thing=safe:s1&can=safes.unlock" }],
  },
  {
    ...told.trail,
    scenes: [{ user: ada, hash: "#/audit" }],
  },
];
