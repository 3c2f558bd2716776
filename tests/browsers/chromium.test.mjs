import { describe } from "node:test";

import { checkBrowser } from "./checks.mjs";
import { openChromium } from "./puppet.mjs";

describe("in Chromium", () => checkBrowser(openChromium));
