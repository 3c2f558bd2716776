#include "ui/screens/secret_dialog.hpp"

namespace castellan::ui {

void secret_dialog(Ui& ui, SecretShown& shown)
{
    if (Dialog dialog{ui, shown.title, shown.open, {.body = shown.body, .alert = true}}) {
        // Changed by nobody: what is typed into it is not kept.
        auto secret = shown.secret;
        text_field(ui, tr("Copy it now"), secret, {.hint = tr("It is not shown again. Whoever has it can use it.")});
        auto actions = dialog.actions();
        if (actions.button(tr("Copy"), {.weight = Weight::primary, .icon = icon::copy})) {
            ui.copy(shown.secret);
            ui.toast({.tone = Tone::good, .title = tr("Copied")});
        }
    }
    if (!shown.open && !shown.secret.empty())
        shown = {};
}

} // namespace castellan::ui
