/** The ordinary console, as the iframe of a pane has it. */
import "../shell/theme.js";
import "../shell/language.js";
import "../shell/boot.js";
