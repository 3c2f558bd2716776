// API keys of an account (credentials): programs that act in somebody's name, by no more than the key carries.
#pragma once

#include "client/integrations.hpp"
#include "ui/screens/webhooks_screen.hpp"

#include <string>
#include <vector>

namespace castellan::ui {

struct CredentialForm : IntegrationForm {
    std::vector<std::string> permissions;
    std::string expires; // YYYY-MM-DD, or empty: never
};

struct CredentialForms {
    CredentialForm create;
    CredentialForm edit;
};

struct CredentialsState {
    TableState table;
    bool asks_renewal = false;
    std::string renewal; // the credential that is to get a new key, once that was confirmed
    ServiceAsk ask;
};

void credentials_screen(Ui& ui, Seen const& seen, client::Integrations const& beside, CredentialsState& state,
                        CredentialForms& forms);

/// Draws whichever form is open.
void credential_dialogs(Ui& ui, Seen const& seen, CredentialsState& state, CredentialForms& forms);

} // namespace castellan::ui
