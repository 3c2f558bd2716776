import { checkDemonstration } from "./visit.mjs";

checkDemonstration("Chromium");
