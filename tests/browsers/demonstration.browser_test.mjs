import { checkDemonstration } from "../demonstration/visit.mjs";

checkDemonstration("Firefox");
