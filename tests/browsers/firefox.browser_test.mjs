import { describe } from "node:test";

import { checkBrowser } from "./checks.mjs";
import { openFirefox } from "./puppet.mjs";

describe("in Firefox", () => checkBrowser(openFirefox));
