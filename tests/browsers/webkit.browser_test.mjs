import { describe } from "node:test";

import { checkBrowser } from "./checks.mjs";
import { openWebKit } from "./webkit.mjs";

describe("in WebKitGTK", () => checkBrowser(openWebKit));
