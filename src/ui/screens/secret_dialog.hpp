// A secret that the service has shown this once: a key, what a webhook signs with.
#pragma once

#include "ui/kit/kit.hpp"

#include <string>

namespace castellan::ui {

struct SecretShown {
    bool open = false;
    std::string title;
    std::string body;
    std::string secret;
};

/// Draws it while it is open. When it is closed the secret is forgotten.
void secret_dialog(Ui& ui, SecretShown& shown);

} // namespace castellan::ui
