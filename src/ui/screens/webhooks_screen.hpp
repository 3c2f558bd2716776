// Webhooks of an account: where they go, how they are doing, and the log of what they delivered.
#pragma once

#include "client/integrations.hpp"
#include "ui/screens/integration_forms.hpp"

#include <string>
#include <vector>

namespace castellan::ui {

struct WebhookForm : IntegrationForm {
    std::string url;
    std::vector<std::string> events; // patterns; none: everything
    bool paused = false;
};

struct WebhookForms {
    WebhookForm create;
    WebhookForm edit;
};

/// Something that is asked of the service and is no change of the world; sent after the frame.
struct ServiceAsk {
    Kind kind{};
    std::string path; // empty: nothing
};

struct WebhooksState {
    TableState table;
    TableState deliveries;
    std::string shown; // the webhook whose deliveries are shown; empty: none
    bool panel_open = false;
    bool asks_renewal = false;
    std::string renewal; // the webhook whose secret is to be made anew, once that was confirmed
    ServiceAsk ask;
    bool wants_refresh = false;
    Instant refreshed_at = 0; // while something waits the log is read every second
};

void webhooks_screen(Ui& ui, Seen const& seen, client::Integrations const& beside, WebhooksState& state, WebhookForms& forms);

/// Draws whichever form is open.
void webhook_dialogs(Ui& ui, Seen const& seen, WebhooksState& state, WebhookForms& forms);

} // namespace castellan::ui
